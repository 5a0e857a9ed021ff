"""The sidebar: search box, mood filter, and a tree of kinds, quadrants, moods and folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelectionModel,
    QObject,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from moodtagger.core.filter_language import FIELDS, Field, FilterError, parse
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui import icons
from moodtagger.ui.library.filter import FacetCounts, Filter, MoodFilter
from moodtagger.ui.library.sidebar_delegate import SidebarDelegate
from moodtagger.ui.library.sidebar_model import FILTER_ROLE, ROOT_ROLE, SidebarModel
from moodtagger.ui.text_normalization import plain_tooltip
from moodtagger.ui.theme import SPACE_S
from moodtagger.ui.translation import translate_message
from moodtagger.ui.widgets import ElidedLabel


class MoodFilterBar(QWidget):
    """Shows the active mood filter and a button that clears it; hidden without a filter."""

    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mood_filter: MoodFilter | None = None
        self._label = ElidedLabel()
        self.clear_button = QToolButton(autoRaise=True)
        self.clear_button.setToolTip(self.tr("Clear the mood filter"))
        self.clear_button.setAccessibleName(self.clear_button.toolTip())
        self.clear_button.clicked.connect(self.cleared)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_S, 0, 0, 0)
        row.addWidget(self._label, 1)
        row.addWidget(self.clear_button)
        self._draw_icon()
        self.hide()

    def show_mood_filter(self, mood_filter: MoodFilter | None) -> None:
        """Show the moods of a filter, or hide the bar."""
        self.mood_filter = mood_filter
        text = "" if mood_filter is None else self.tr("Moods: %1").replace("%1", mood_filter.label)
        self._label.setText(text)
        self.setVisible(mood_filter is not None)

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icon when the palette changes."""
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()
        super().changeEvent(event)

    def _draw_icon(self) -> None:
        self.clear_button.setIcon(icons.icon("close", self.palette()))


_INDENT = 14


def _search_help() -> str:
    """List the fields of the filter language, with an example of each."""
    tr = QCoreApplication.translate
    lines = [
        tr("Sidebar", "Search title, artist, album, genre, moods, and file name, or use fields:"),
        *(_field_help(field) for field in FIELDS),
        tr("Sidebar", "-word excludes, a | b finds either, quotes keep words together."),
    ]
    return plain_tooltip(*lines)


def _field_help(field: Field) -> str:
    text = QCoreApplication.translate("Sidebar", "%1 searches: %2")
    return text.replace("%1", field.example).replace("%2", translate_message(field.help))


class Sidebar(QWidget):
    """`filterChanged` carries the Filter made of the selected entry and the search text."""

    filterChanged = Signal(object)
    folderRemoveRequested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = SidebarModel(self)
        self._last_filter = Filter()
        self._signals_held = False
        self.search = self._make_search()
        self.search_problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.search_problem.hide()
        self.mood_filter_bar = MoodFilterBar()
        self.mood_filter_bar.cleared.connect(lambda: self.set_mood_filter(None))
        self.tree = self._make_tree()
        self._remove_action = QAction(self.tr("&Remove folder…"), self)
        self._remove_action.setShortcut(QKeySequence.StandardKey.Delete)
        self._remove_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._remove_action.triggered.connect(self._request_removal)
        self.tree.addAction(self._remove_action)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.search)
        layout.addWidget(self.search_problem)
        layout.addWidget(self.mood_filter_bar)
        layout.addWidget(self.tree)
        self._select_entry(Filter())
        self.tree.selectionModel().currentChanged.connect(self._emit_if_changed)
        self.search.textChanged.connect(self._show_search_problem)
        self.search.textChanged.connect(self._emit_if_changed)

    def _make_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setPlaceholderText(self.tr("Search songs"))
        search.setAccessibleName(self.tr("Search songs"))
        search.setToolTip(_search_help())
        search.setClearButtonEnabled(True)
        search.installEventFilter(self)
        return search

    def _make_tree(self) -> QTreeView:
        tree = QTreeView()
        tree.setModel(self.model)
        tree.setItemDelegate(SidebarDelegate(tree))
        tree.setAccessibleName(self.tr("Filters"))
        tree.setHeaderHidden(True)
        tree.setIndentation(_INDENT)
        tree.setUniformRowHeights(True)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._show_menu)
        for group in (self.model.library, self.model.quadrants, self.model.moods):
            tree.expand(group.index())
        tree.expand(self.model.folders.index())
        return tree

    # --- state

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """List the moods of the model."""
        with self._batch_changes():
            self.model.set_vocabulary(vocabulary)
            self._select_entry(self._last_filter)

    def set_folders(self, roots: Iterable[str]) -> None:
        """List the library's folders."""
        with self._batch_changes():
            self.model.set_folders(roots)
            self._select_entry(self._last_filter)
        self.tree.expand(self.model.folders.index())

    def set_counts(self, counts: FacetCounts) -> None:
        """Show the counts that `SongTable.counts` returned."""
        with self._batch_changes():
            self.model.set_counts(counts)
            self._select_entry(self._last_filter)

    def filter(self) -> Filter:
        """Return the current filter."""
        selected = self.tree.currentIndex().data(FILTER_ROLE) or Filter()
        return replace(
            selected, text=self.search.text(), mood_filter=self.mood_filter_bar.mood_filter
        )

    def set_filter(self, song_filter: Filter) -> None:
        """Select an entry and set the search text; emits `filterChanged` once if it changed."""
        with self._batch_changes():
            self.search.setText(song_filter.text)
            self.mood_filter_bar.show_mood_filter(song_filter.mood_filter)
            self._select_entry(song_filter)

    def set_mood_filter(self, mood_filter: MoodFilter | None) -> None:
        """Filter by moods selected elsewhere, or stop doing so."""
        with self._batch_changes():
            self.mood_filter_bar.show_mood_filter(mood_filter)

    def focus_search(self) -> None:
        """Focus the search box with its text selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # --- internals

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search box, clear the text on Escape and focus the tree on Down."""
        if watched is self.search and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
                self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _show_search_problem(self, text: str) -> None:
        """Say what is wrong with the filter, but not that something is still to be typed."""
        problem = ""
        try:
            parse(text)
        except FilterError as error:
            problem = "" if error.incomplete else translate_message(error.full_message)
        self.search_problem.setText(problem)
        self.search_problem.setVisible(bool(problem))
        self.search.setAccessibleDescription(problem)

    def _select_entry(self, song_filter: Filter) -> None:
        song_filter = replace(song_filter, text="", mood_filter=None)
        if self.tree.currentIndex().data(FILTER_ROLE) == song_filter:
            return  # also for a heading, whose filter equals that of "All songs"
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.tree.selectionModel().setCurrentIndex(self.model.find(song_filter), flag)

    @contextmanager
    def _batch_changes(self) -> Iterator[None]:
        """Suppress signals of intermediate states; emit the final filter once."""
        self._signals_held = True
        try:
            yield
        finally:
            self._signals_held = False
        self._emit_if_changed()

    def _emit_if_changed(self) -> None:
        song_filter = self.filter()
        if song_filter != self._last_filter and not self._signals_held:
            self._last_filter = song_filter
            self.filterChanged.emit(song_filter)

    def _selected_root(self) -> str | None:
        return self.tree.currentIndex().data(ROOT_ROLE)

    def _request_removal(self) -> None:
        root = self._selected_root()
        if root is not None:
            self.folderRemoveRequested.emit(root)

    def _show_menu(self, position: QPoint) -> None:
        index = self.tree.indexAt(position)
        if index.data(ROOT_ROLE) is None:
            return
        self.tree.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._remove_action)
        menu.popup(self.tree.viewport().mapToGlobal(position))
