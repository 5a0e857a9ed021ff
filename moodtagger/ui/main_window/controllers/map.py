"""The map's ties to the rest: covers, colours, playback, its menu, its actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from moodtagger.core.tracks import SongRow
from moodtagger.ui.circumplex.coloring import ColorBy, ColorChoice, Shares
from moodtagger.ui.jobs.job_runner import Lane
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.cover_loader import CoverControl
from moodtagger.ui.main_window.controllers.library import LibraryControl
from moodtagger.ui.main_window.controllers.playback import PlayControl

_RENEW_MS = 1500  # probabilities of a mood follow a running scan at this pace


class MapControl(QObject):
    """Answers what the map asks for."""

    def __init__(
        self,
        context: Context,
        library: LibraryControl,
        playing: PlayControl,
        covers: CoverControl,
        for_songs: Sequence[QAction],
        parent: QObject | None = None,
    ) -> None:
        """`for_songs` are the actions on selected songs that its menu offers too."""
        super().__init__(parent)
        self._context = context
        self._for_songs = list(for_songs)
        self._map = context.views.map
        self._renewing = QTimer(self, singleShot=True, interval=_RENEW_MS)
        self._renewing.timeout.connect(lambda: self.color_by(self._map.scene.choice))
        self._map.cover_of = covers.of
        covers.ready.connect(lambda _path: self._map.update())
        self._map.playWanted.connect(playing.toggle)
        self._map.colorWanted.connect(self.color_by)
        self._map.menuWanted.connect(self._show_menu)
        library.opened.connect(self._begin)
        library.rowsChanged.connect(self._songs_changed)
        self._show, self._back = self._add_actions(context)

    def _add_actions(self, context: Context) -> tuple[QAction, QAction]:
        add = context.actions.add
        show = add(
            "view",
            self.tr("Selected songs on the &map"),
            "Ctrl+M",
            tip=self.tr("Zoom the map to the selected songs"),
            needs=("selected",),
        )
        back = add("view", self.tr("Map: back to the view be&fore"), "Ctrl+Backspace")
        show.triggered.connect(lambda _checked=False: self._map.zoom_to_selection())
        back.triggered.connect(lambda _checked=False: self._map.go_back())
        return show, back

    def color_by(self, choice: ColorChoice) -> None:
        """Colour the map; the probabilities of a mood are read first."""
        if choice.by is not ColorBy.MOOD:
            self._map.color_by(choice)
            return
        self._context.run(
            Lane.READ,
            lambda service, job: service.mood_shares(choice.mood),
            lambda shares: self._show_shares(choice, shares),
            newest="map colours",
        )

    def _show_shares(self, choice: ColorChoice, shares: Shares) -> None:
        # Another colouring may have been chosen while the probabilities were read.
        wanted = self._map.corners.colors.choice()
        if wanted == choice or self._map.scene.choice == choice:
            self._map.color_by(choice, shares)

    def _begin(self) -> None:
        self._map.correctable = self._context.writable
        kept = ColorChoice.from_text(self._context.settings.window.get("map", ""))
        known = not kept.mood or kept.mood in self._map.scene.vocabulary.labels
        if known and kept != self._map.scene.choice:
            self._map.corners.colors.show_choice(kept)
            self.color_by(kept)

    def _songs_changed(self, _rows: list[SongRow]) -> None:
        if self._map.scene.choice.by is ColorBy.MOOD and not self._renewing.isActive():
            self._renewing.start()

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self._map)
        menu.setAccessibleName(self.tr("Map"))
        actions = self._context.actions
        menu.addAction(actions.play)
        menu.addSeparator()
        menu.addActions([actions.accept_selected, actions.write_selected])
        menu.addActions(self._for_songs)
        menu.addSeparator()
        menu.addActions([self._show, self._back])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
