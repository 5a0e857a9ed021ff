"""The map of words: picked moods filter the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.tag_map_layout import WordPlace
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.jobs.job_runner import Lane
from moodtagger.ui.library.filter import Picked
from moodtagger.ui.main_window.app_context import Context
from moodtagger.ui.main_window.controllers.library import LibraryControl
from moodtagger.ui.mood_map import WordsPage

if TYPE_CHECKING:
    from moodtagger.services.similarity.mood_search import WordAnswer

PAGE = "words"
_WAIT_MS = 400  # counts follow a running scan at this pace


class WordsControl(QObject):
    """Counts only while the page is in front or moods are picked."""

    def __init__(
        self, context: Context, library: LibraryControl, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.page = WordsPage()
        context.views.add_page(self.page, self.tr("Words"), PAGE)
        go = context.actions.add("view", self.tr("Go to the map of &words"), "Ctrl+8")
        go.triggered.connect(self._go)
        self._soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._soon.timeout.connect(self._ask)
        self.page.wanted.connect(self._ask)
        self.page.showWanted.connect(self._show_songs)
        context.views.sidebar.picked.cleared.connect(self._cleared)
        context.views.pages.opened.connect(self._opened)
        self._focus_wanted = False
        self._known = False  # whether the page has the words of the moods that hold now
        library.opened.connect(self._renew_words)
        library.rowsChanged.connect(lambda _rows: self._follow())
        library.vocabularyChanged.connect(lambda _moods: self._renew_words())

    def _renew_words(self) -> None:
        """Read the words again, if the page is in use; else when it is opened."""
        self._known = False
        if self._in_use():
            self._read_words()

    def _in_use(self) -> bool:
        return bool(self.page.moods()) or self._context.views.pages.shown_page() == PAGE

    def _read_words(self) -> None:
        self._context.run(
            Lane.SEARCH,
            lambda service, job: (service.words(), service.vocabulary()),
            lambda found: self._show_words(*found),
            failed=self._problem,
            newest="word map",
        )

    def _show_words(self, places: list[WordPlace], vocabulary: Vocabulary) -> None:
        self._known = True
        self.page.set_words(places, vocabulary)
        if self._focus_wanted and self.page.every.hasFocus():
            self._focus()
        self._ask()

    def _opened(self, key: str) -> None:
        if key == PAGE:
            if self._known:
                self._ask()
            else:
                self._read_words()

    def _go(self) -> None:
        self._context.views.show_page(PAGE)
        self._focus()

    def _focus(self) -> None:
        """To the first word; while there is none, beside them until there is."""
        words = self.page.plane.words()
        self._focus_wanted = not words
        (words[0] if words else self.page.every).setFocus()

    def _follow(self) -> None:
        if self._in_use():
            self._soon.start()

    def _ask(self) -> None:
        moods, every = self.page.moods(), self.page.wants_every()
        likely = self.page.likely.isChecked()
        self._context.run(
            Lane.SEARCH,
            lambda service, job: service.with_words(moods, every=every, likely=likely),
            lambda found: self._show(found, bool(moods)),
            failed=self._problem,
            newest="words",
        )

    def _show(self, found: WordAnswer, picked: bool) -> None:
        self.page.show_counts(found.counts)
        self.page.show_found(len(found.ids) if picked else None)
        sidebar = self._context.views.sidebar
        before = sidebar.picked.picked
        if not picked:
            if before is not None:
                sidebar.set_picked(None)
            return
        words = self.page.moods_in_words()
        same = before is not None and np.array_equal(before.ids, found.ids)
        if before is None or not same or before.words != words:
            sidebar.set_picked(Picked(found.ids, words))

    def _cleared(self) -> None:
        self.page.plane.pick([])
        self.page.show_found(None)

    def _show_songs(self) -> None:
        self._context.views.show_page("songs")
        self._context.views.table.setFocus()

    def _problem(self, error: MoodtaggerError) -> None:
        if not isinstance(error, CancelledError):
            self.page.say(error.sentence)
