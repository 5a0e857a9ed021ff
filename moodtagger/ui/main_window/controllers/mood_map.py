"""The mood map, whose picked moods filter the library."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QTimer

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.tag_map import MapLabel
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.jobs.job_runner import JobQueue
from moodtagger.ui.library.filter import SongSet
from moodtagger.ui.library.mood_counts import MoodSearchResult, search_moods
from moodtagger.ui.main_window.app_context import AppContext
from moodtagger.ui.main_window.controllers.library import LibraryController
from moodtagger.ui.mood_map import MoodMapPage

PAGE_KEY = "words"
SET_KEY = "mood map"
_REFRESH_DELAY_MS = 400  # between updates of the counts during a scan


class MoodMapController(QObject):
    """Searches by picked moods; counts only while the page is shown or moods are picked."""

    def __init__(
        self, context: AppContext, library: LibraryController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.page = MoodMapPage()
        context.views.add_page(self.page, self.tr("Moods"), PAGE_KEY)
        go = context.actions.add("view", self.tr("Go to m&oods"), "Ctrl+8")
        go.triggered.connect(self._go_to_page)
        self._refresh_timer = QTimer(self, singleShot=True, interval=_REFRESH_DELAY_MS)
        self._refresh_timer.timeout.connect(self._search)
        self.page.filterChanged.connect(self._search)
        self.page.showRequested.connect(self._show_songs)
        context.views.search.songSetCleared.connect(self._selection_cleared)
        context.views.bottom_tabs.pageShown.connect(self._page_shown)
        self._focus_pending = False
        self._loaded = False  # whether the page shows the current moods
        library.opened.connect(self._reload_moods)
        library.rowsChanged.connect(lambda _rows: self._rows_changed())
        library.vocabularyChanged.connect(lambda _moods: self._reload_moods())

    def _reload_moods(self) -> None:
        """Read the labels again, now if the page is in use, else when it is shown."""
        self._loaded = False
        if self._in_use():
            self._read_moods()

    def _in_use(self) -> bool:
        return bool(self.page.moods()) or self._context.views.bottom_tabs.current_page() == PAGE_KEY

    def _read_moods(self) -> None:
        self._context.run(
            JobQueue.SEARCH,
            lambda service, job: (
                service.mood_search.map_labels(),
                service.preferences.vocabulary(),
            ),
            lambda found: self._show_moods(*found),
            failed=self._show_problem,
            supersede_key="mood map",
        )

    def _show_moods(self, points: list[MapLabel], vocabulary: Vocabulary) -> None:
        self._loaded = True
        self.page.set_labels(points, vocabulary)
        if self._focus_pending and self.page.match_box.hasFocus():
            self._focus()
        self._search()

    def _page_shown(self, key: str) -> None:
        if key == PAGE_KEY:
            if self._loaded:
                self._search()
            else:
                self._read_moods()

    def _go_to_page(self) -> None:
        self._context.views.show_page(PAGE_KEY)
        self._focus()

    def _focus(self) -> None:
        """Focus the first mood, or a neighboring control until there is one."""
        buttons = self.page.map_view.buttons()
        self._focus_pending = not buttons
        (buttons[0] if buttons else self.page.match_box).setFocus()

    def _rows_changed(self) -> None:
        if self._in_use():
            self._refresh_timer.start()

    def _search(self) -> None:
        moods, every = self.page.moods(), self.page.matches_all()
        likely = self.page.likely_box.isChecked()
        columns = self._context.views.table.model.songs
        found = search_moods(columns, moods, match_all=every, include_likely=likely)
        self._show_result(found, bool(moods))

    def _show_result(self, result: MoodSearchResult, picked: bool) -> None:
        self.page.show_counts(result.counts)
        self.page.show_result_count(len(result.ids) if picked else None)
        search = self._context.views.search
        before = search.filter().song_set
        if before is not None and before.key != SET_KEY:
            before = None
        if not picked:
            if before is not None:
                search.set_song_set(None)
            return
        label = self.tr("Moods: %1").replace("%1", self.page.moods_text())
        same = before is not None and np.array_equal(before.ids, result.ids)
        if before is None or not same or before.label != label:
            search.set_song_set(SongSet(result.ids, label, SET_KEY))

    def _selection_cleared(self, key: str) -> None:
        if key != SET_KEY:
            return
        self.page.map_view.pick([])
        self.page.show_result_count(None)

    def _show_songs(self) -> None:
        self._context.views.show_page("songs")
        self._context.views.table.setFocus()

    def _show_problem(self, error: MoodtaggerError) -> None:
        if not isinstance(error, CancelledError):
            self.page.show_message(error.full_message)
