"""The map's connections: covers, colors, playback, context menu and actions."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction

from moodtagger.core.tracks import SongRow
from moodtagger.ui.circumplex.coloring import ColorBy, ColorChoice, MoodProbabilityArrays
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.main_window.controllers.loaders import CoverLoader
from moodtagger.ui.main_window.controllers.playback import PlaybackController

_REFRESH_INTERVAL_MS = 1500  # between updates of a mood's probabilities during a scan


class MapController(QObject):
    """Serves the map's requests."""

    def __init__(
        self,
        context: AppContext,
        library: LibraryController,
        playback: PlaybackController,
        covers: CoverLoader,
        parent: QObject | None = None,
    ) -> None:
        """Connect the map; `menu_actions` are for its context menu."""
        super().__init__(parent)
        self._context = context
        self._map = context.views.map
        self._refresh_timer = QTimer(self, singleShot=True, interval=_REFRESH_INTERVAL_MS)
        self._refresh_timer.timeout.connect(lambda: self.color_by(self._map.scene.color_choice))
        self._map.cover_of = covers.cover
        covers.ready.connect(lambda _path: self._map.update())
        self._map.playRequested.connect(playback.toggle)
        self._map.colorRequested.connect(self.color_by)
        library.opened.connect(self._restore_coloring)
        library.rowsChanged.connect(self._songs_changed)
        self.menu_actions = self._add_actions(context)

    def _add_actions(self, context: AppContext) -> tuple[QAction, QAction]:
        add = context.actions.add
        show = add(
            "view",
            self.tr("Show selection on &map"),
            "Ctrl+M",
            tip=self.tr("Zoom the map to the selected songs"),
            needs=("selected",),
        )
        back = add("view", self.tr("Previous map vie&w"), "Ctrl+Backspace")
        show.triggered.connect(lambda _checked=False: self._map.zoom_to_selection())
        back.triggered.connect(lambda _checked=False: self._map.go_back())
        return show, back

    def color_by(self, choice: ColorChoice) -> None:
        """Color the map; the probabilities of a mood are read first."""
        if choice.by is not ColorBy.MOOD:
            self._map.color_by(choice)
            return
        self._context.run(
            JobQueue.READ,
            lambda service, job: service.tracks.mood_probabilities(choice.mood),
            lambda probabilities: self._show_probabilities(choice, probabilities),
            supersede_key="map colors",
        )

    def _show_probabilities(
        self, choice: ColorChoice, probabilities: MoodProbabilityArrays
    ) -> None:
        # Another coloring may have been chosen while the probabilities were read.
        chosen = self._map.corners.colors.choice()
        if chosen == choice or self._map.scene.color_choice == choice:
            self._map.color_by(choice, probabilities)

    def _restore_coloring(self) -> None:
        self._map.correctable = self._context.writable
        saved = ColorChoice.from_text(self._context.settings.window.get("map", ""))
        known = not saved.mood or saved.mood in self._map.scene.vocabulary.labels
        if known and saved != self._map.scene.color_choice:
            self._map.corners.colors.show_choice(saved)
            self.color_by(saved)

    def _songs_changed(self, _rows: list[SongRow]) -> None:
        if self._map.scene.color_choice.by is ColorBy.MOOD and not self._refresh_timer.isActive():
            self._refresh_timer.start()
