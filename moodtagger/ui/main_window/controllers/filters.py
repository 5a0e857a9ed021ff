"""One filter: the search box holds it, the sidebar marks and changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.library.filter import Filter
from moodtagger.ui.main_window.app_context import AppContext

if TYPE_CHECKING:
    from moodtagger.ui.main_window.controllers.library import LibraryController


class FilterController(QObject):
    """Keeps search box and sidebar in step, and lets both know the songs."""

    def __init__(
        self, context: AppContext, library: LibraryController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        views = context.views
        self._search, self._sidebar = views.search, views.sidebar
        self._sidebar.set_facet_counter(views.table.model.facet_values)
        self._search.filterChanged.connect(self._show_filter)
        self._search.termsChanged.connect(lambda: self._show_filter(self._search.filter()))
        self._sidebar.termsChanged.connect(self._search.set_terms)
        self._sidebar.cleared.connect(self._search.clear)
        library.vocabularyChanged.connect(self._set_vocabulary)
        library.countsChanged.connect(self._search.catalog.invalidate)

    def _show_filter(self, song_filter: Filter) -> None:
        self._sidebar.show_filter(self._search.terms(), song_filter)

    def _set_vocabulary(self, _vocabulary: Vocabulary) -> None:
        self._search.set_mood_words(self._context.views.table.model.mood_words)
