"""The sidebar: library, moods, playlists, folders and facets, which are choices of songs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from moodtagger.core.filter_language import Choice, chosen_keys, with_choice, without_choices
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.library.facets import FacetValues
from moodtagger.ui.library.filter import FacetCounts, Filter
from moodtagger.ui.library.sidebar_delegate import SidebarDelegate
from moodtagger.ui.library.sidebar_model import (
    ENTRY_ROLE,
    HEADING_ROLE,
    ROOT_ROLE,
    SidebarModel,
    Special,
    children,
)
from moodtagger.ui.library.sidebar_sections import SectionEntry, SidebarSection
from moodtagger.ui.library.sidebar_tree import SidebarTree
from moodtagger.ui.theme import SPACE_S

FACET_DELAY_MS = 200  # facets are counted after typing, not on each key
FacetCounter = Callable[[str, int], FacetValues]


class Sidebar(QWidget):
    """Marks what the search asks for, and changes it.

    `termsChanged` carries the search's terms after a click, `cleared` means all songs.
    """

    termsChanged = Signal(str)
    cleared = Signal()
    folderRemoveRequested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = SidebarModel(self)
        self._count_facet: FacetCounter = lambda _name, _limit: FacetValues()
        self._terms = ""
        self._filter = Filter()
        self._chosen: dict[object, Choice] = {}  # by key, chosen here and still asked for
        self._marking = self._all_moods = False
        self._marked: tuple[object, ...] = ()  # what the marks show
        self._facet_timer = QTimer(self, singleShot=True, interval=FACET_DELAY_MS)
        self._facet_timer.timeout.connect(self._list_facets)
        self.tree = self._make_tree()
        self._remove_action = QAction(self.tr("&Remove folder…"), self)
        self._remove_action.setShortcut(QKeySequence.StandardKey.Delete)
        self._remove_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._remove_action.triggered.connect(self._request_removal)
        self.tree.addAction(self._remove_action)
        rename = QShortcut(QKeySequence(Qt.Key.Key_F2), self.tree)
        rename.setContext(Qt.ShortcutContext.WidgetShortcut)
        rename.activated.connect(self._request_renaming)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.tree)
        self._mark()

    def _make_tree(self) -> SidebarTree:
        tree = SidebarTree()
        tree.setModel(self.model)
        tree.setItemDelegate(SidebarDelegate(tree))
        tree.setAccessibleName(self.tr("Filters"))
        for heading in (self.model.library, self.model.moods, self.model.folders):
            tree.expand(heading.index())
        tree.expanded.connect(self._expanded)
        tree.moreRequested.connect(self._show_more)
        tree.can_drop = self._can_drop
        tree.dropped.connect(self._drop)
        tree.customContextMenuRequested.connect(self._show_menu)
        tree.selectionModel().selectionChanged.connect(self._choose)
        return tree

    # --- what is listed

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """List the moods of the model."""
        with self._relisting():
            self.model.set_vocabulary(vocabulary)

    def set_folders(self, roots: Iterable[str]) -> None:
        """List the library's folders."""
        with self._relisting():
            self.model.set_folders(roots)

    def set_counts(self, counts: FacetCounts) -> None:
        """Show the counts that `SongTable.counts` returned."""
        with self._relisting():
            self.model.set_counts(counts)
        self._facet_timer.start()

    def set_facet_counter(self, count_facet: FacetCounter) -> None:
        """Let facets be counted when they are unfolded, and after changes."""
        self._count_facet = count_facet

    def add_section(self, section: SidebarSection) -> None:
        """Add a section of another part of the window, below the moods."""
        with self._relisting():
            heading = self.model.add_section(section)
        self.tree.expand(heading.index())
        section.changed.connect(lambda: self._update_section(section))

    # --- what is chosen

    def show_filter(self, terms: str, song_filter: Filter) -> None:
        """Mark the entries that the search asks for: its terms, and the whole filter."""
        self._terms, self._filter = terms, song_filter
        keys = chosen_keys(terms)
        self._chosen = {key: choice for key, choice in self._chosen.items() if key in keys}
        if (keys, song_filter.song_set, song_filter == Filter()) != self._marked:
            self._mark()
        self._facet_timer.start()

    def chosen(self) -> list[QModelIndex]:
        """Return the entries that are marked."""
        return self.tree.selectionModel().selectedIndexes()

    # --- internals

    @contextmanager
    def _relisting(self) -> Iterator[None]:
        """Keep what is marked while entries are replaced."""
        self._marking = True
        try:
            yield
        finally:
            self._marking = False
        self._mark()

    def _mark(self) -> None:
        keys = chosen_keys(self._terms)
        self._marked = keys, self._filter.song_set, self._filter == Filter()
        selection = QItemSelection()
        for item in self.model.entries():
            if self._is_chosen(item.data(ENTRY_ROLE), keys):
                selection.select(item.index(), item.index())
        self._marking = True
        try:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.tree.selectionModel().select(selection, flag)
        finally:
            self._marking = False
        for row, unused in enumerate(self.model.unused_kinds()):
            is_chosen = selection.contains(self.model.library.child(row).index())
            self.tree.setRowHidden(row, self.model.library.index(), unused and not is_chosen)
        self._hide_moods(selection)

    def _hide_moods(self, selection: QItemSelection) -> None:
        """List the moods of most songs, and all of them when the user asks."""
        moods, rare, hidden = self.model.moods, set(self.model.rare_moods()), 0
        for row, item in enumerate(children(moods)):
            entry = item.data(ENTRY_ROLE)
            hides = isinstance(entry, Choice) and entry.value in rare and not self._all_moods
            hides = hides and not selection.contains(item.index())
            self.tree.setRowHidden(row, moods.index(), hides)
            hidden += hides
        more = self.model.more_moods
        more.setText(self.tr("Show fewer") if not hidden else self.tr("%Ln more", "", hidden))
        self.tree.setRowHidden(more.row(), moods.index(), not rare)

    def _is_chosen(self, entry: object, keys: frozenset[object]) -> bool:
        if isinstance(entry, Choice):
            return entry.key in keys
        song_set = self._filter.song_set
        if isinstance(entry, SectionEntry):
            return song_set is not None and song_set.key == entry.key
        return entry is Special.ALL_SONGS and self._filter == Filter()

    def _choose(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Change the search as the user changed the marks."""
        if self._marking:
            return
        added = [index.data(ENTRY_ROLE) for index in selected.indexes()]
        removed = [index.data(ENTRY_ROLE) for index in deselected.indexes()]
        if Special.ALL_SONGS in added:
            self.cleared.emit()
        else:
            adds = len(self.chosen()) > len(added)
            self._choose_set(added, removed)
            self._choose_terms(added, removed, adds=adds)
        self._mark()

    def _choose_set(self, added: Sequence[object], removed: Sequence[object]) -> None:
        entries = [entry for entry in added if isinstance(entry, SectionEntry)]
        if not entries:
            entries = [entry for entry in removed if isinstance(entry, SectionEntry)]
        section = self._section_of(entries[0]) if entries else None
        if section is not None:
            section.choose(entries[0].key if entries[0] in added else None)

    def _choose_terms(
        self, added: Sequence[object], removed: Sequence[object], *, adds: bool
    ) -> None:
        out = [entry for entry in removed if isinstance(entry, Choice)]
        if added and not adds:
            out += self._chosen.values()
        terms = without_choices(self._terms, out)
        for choice in added:
            if isinstance(choice, Choice):
                terms = with_choice(terms, choice, add=adds)
                self._chosen[choice.key] = choice
        if terms != self._terms:
            self.termsChanged.emit(terms)

    def _section_of(self, entry: SectionEntry) -> SidebarSection | None:
        for item in self.model.entries():
            if item.data(ENTRY_ROLE) == entry:
                section = item.parent().data(HEADING_ROLE)
                return section if isinstance(section, SidebarSection) else None
        return None

    def _update_section(self, section: SidebarSection) -> None:
        current, key = self._section_at(self.tree.currentIndex())
        with self._relisting():
            self.model.update_section(section)
        if current is section:
            self._go_to(section, key)

    def _go_to(self, section: SidebarSection, key: str | None) -> None:
        """Make an entry the current one again after its section was listed again."""
        for item in self.model.entries():
            if self._section_at(item.index()) == (section, key):
                flag = QItemSelectionModel.SelectionFlag.NoUpdate
                self.tree.selectionModel().setCurrentIndex(item.index(), flag)

    # --- facets

    def _expanded(self, index: QModelIndex) -> None:
        name = index.data(HEADING_ROLE)
        if isinstance(name, str) and name:
            QTimer.singleShot(0, self, lambda: self._list_facet(name))  # the view is at work now

    def _list_facets(self) -> None:
        for name, heading in self.model.facets.items():
            if self.tree.isExpanded(heading.index()):
                self._list_facet(name)

    def _list_facet(self, name: str) -> None:
        position = self.tree.verticalScrollBar().value()
        with self._relisting():
            self.model.set_facet(name, self._count_facet(name, self.model.limit(name)))
        self.tree.verticalScrollBar().setValue(position)

    def _show_more(self, index: QModelIndex) -> None:
        if index == self.model.more_moods.index():
            self._all_moods = not self._all_moods
            self._mark()
            return
        name = index.parent().data(HEADING_ROLE)
        row = index.row()
        self.model.raise_limit(name)
        self._list_facet(name)
        self.tree.setCurrentIndex(self.model.facets[name].child(row).index())

    # --- folders and menus

    def _request_removal(self) -> None:
        section, key = self._section_at(self.tree.currentIndex())
        if section is not None and key is not None:
            section.remove(key)
        root = self.tree.currentIndex().data(ROOT_ROLE)
        if root is not None:
            self.folderRemoveRequested.emit(root)

    def _show_menu(self, position: QPoint) -> None:
        index = self.tree.indexAt(position)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if index.data(ROOT_ROLE) is not None:
            self.tree.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.NoUpdate
            )
            menu.addAction(self._remove_action)
        self._fill_menu(index, menu)
        if not menu.isEmpty():
            menu.popup(self.tree.viewport().mapToGlobal(position))

    def _fill_menu(self, index: QModelIndex, menu: QMenu) -> None:
        section, key = self._section_at(index)
        if section is not None:
            section.fill_menu(key, menu)

    def _request_renaming(self) -> None:
        section, key = self._section_at(self.tree.currentIndex())
        if section is not None and key is not None:
            section.rename(key)

    def _can_drop(self, index: QModelIndex, data: QMimeData) -> bool:
        section, key = self._section_at(index)
        return section is not None and section.can_drop(key, data)

    def _drop(self, index: QModelIndex, data: QMimeData) -> None:
        section, key = self._section_at(index)
        if section is not None:
            section.drop(key, data)

    def _section_at(self, index: QModelIndex) -> tuple[SidebarSection | None, str | None]:
        """Return the section of others at an entry or heading, and the key of the entry."""
        entry = index.data(ENTRY_ROLE)
        heading = index if entry is None else index.parent()
        section = heading.data(HEADING_ROLE)
        key = entry.key if isinstance(entry, SectionEntry) else None
        return (section, key) if isinstance(section, SidebarSection) else (None, None)
