"""Tree model of the sidebar: each entry holds a Filter and its number of songs."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.text_order import fold, natural_key
from moodtagger.core.tracks import TrackState
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui.formatting import format_count, mood_text, song_count
from moodtagger.ui.library.cell_formatting import quadrant_text, state_text
from moodtagger.ui.library.filter import FacetCounts, Filter, SongKind
from moodtagger.ui.text_normalization import display_text, plain_tooltip


def folder_totals(roots: Iterable[str], directories: Mapping[str, int]) -> dict[str, int]:
    """Count the songs in and below every folder from the roots down.

    `directories` holds the number of songs directly in a folder. Roots are included even when
    empty; songs outside all roots are ignored. Parents come before their children.
    """
    root_paths = [root.rstrip(os.sep) or os.sep for root in roots]
    totals: Counter[str] = Counter(dict.fromkeys(root_paths, 0))
    for directory, count in directories.items():
        for root_path in root_paths:
            if is_below(directory, root_path):
                _add_to_ancestors(totals, directory, root_path, count)
    return {path: totals[path] for path in sorted(totals, key=_path_parts)}


def is_below(path: str, folder: str) -> bool:
    """Return whether the path is the folder or lies below it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _add_to_ancestors(totals: Counter[str], directory: str, root_path: str, count: int) -> None:
    while directory != root_path:
        totals[directory] += count
        directory = os.path.dirname(directory)  # noqa: PTH120  bytes of any kind, no disk touched
    totals[root_path] += count


def _path_parts(path: str) -> list[str]:
    return path.split(os.sep)  # noqa: PTH206  a Path would not take every name


FILTER_ROLE = Qt.ItemDataRole.UserRole
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1  # int, None on headings
ICON_ROLE = Qt.ItemDataRole.UserRole + 2  # TrackState, Quadrant or Mood; None without an icon
EDITED_ICON = "edited"  # of corrected songs
ROOT_ROLE = Qt.ItemDataRole.UserRole + 3  # path of a library folder that can be removed


class SidebarModel(QStandardItemModel):
    """Four groups: library, quadrants, moods, folders. A heading selects all songs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counts = FacetCounts()
        self._roots: list[str] = []
        self._vocabulary = Vocabulary([])
        self._folded: frozenset[str] = frozenset()  # moods below "Never suggested"
        self._folders: dict[str, QStandardItem] = {}
        self.library = self._add_heading(self.tr("Library"))
        self.quadrants = self._add_heading(self.tr("Quadrants"))
        self.moods = self._add_heading(self.tr("Moods"))
        self.folders = self._add_heading(self.tr("Folders"))
        for kind in SongKind:
            state = TrackState(kind.value) if kind.value in set(TrackState) else None
            name = self._kind_name(kind) if state is None else state_text(state)
            icon = EDITED_ICON if kind is SongKind.CORRECTED else state
            self.library.appendRow(_make_entry(name, Filter(kind=kind), icon))
        for quadrant in QUADRANTS:
            song_filter = Filter(quadrant=quadrant)
            self.quadrants.appendRow(_make_entry(quadrant_text(quadrant), song_filter, quadrant))
        self.set_counts(self._counts)

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """List the core moods of the model, by name."""
        self._vocabulary = vocabulary
        self._list_moods()
        self.set_counts(self._counts)

    def set_folders(self, roots: Iterable[str]) -> None:
        """List the library's folders."""
        self._roots = list(roots)
        self.set_counts(self._counts)

    def set_counts(self, counts: FacetCounts) -> None:
        """Update all counts; add new moods and folders, remove empty folders."""
        self._counts = counts
        if self._folded_labels() != self._folded:
            self._list_moods()
        self._add_moods(counts)
        self._update_folders(folder_totals(self._roots, counts.directories))
        for item in _children(self.library):
            _set_count(item, counts.kinds.get(item.data(FILTER_ROLE).kind, 0))
        for item in _children(self.quadrants):
            _set_count(item, counts.quadrants.get(item.data(FILTER_ROLE).quadrant, 0))
        for item in self._mood_entries():
            _set_count(item, counts.moods.get(item.data(FILTER_ROLE).mood, 0))

    def find(self, song_filter: Filter) -> QModelIndex:
        """Return the entry of a filter, ignoring its text; that of all songs if none matches."""
        song_filter = Filter(
            song_filter.kind, song_filter.quadrant, song_filter.mood, song_filter.folder
        )
        groups = (self.library, self.quadrants)
        entries = [item for group in groups for item in _children(group)]
        entries += self._mood_entries()
        for item in (*entries, *self._folders.values()):
            if item.data(FILTER_ROLE) == song_filter:
                return item.index()
        return self.library.child(0).index()

    def _kind_name(self, kind: SongKind) -> str:
        if kind is SongKind.ALL:
            return self.tr("All songs")
        return self.tr("Duplicates") if kind is SongKind.DUPLICATES else self.tr("Corrected")

    def _add_heading(self, name: str) -> QStandardItem:
        item = _make_entry(name, Filter())
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        self.appendRow(item)
        return item

    def _folded_labels(self) -> frozenset[str]:
        """Return the moods that are never suggested and that no song has."""
        core = [mood for mood in self._vocabulary if mood.core]
        return frozenset(
            mood.label
            for mood in core
            if not mood.is_suggested and not self._counts.moods.get(mood.label)
        )

    def _list_moods(self) -> None:
        """List the core moods by name; those that are never suggested are folded away."""
        self.moods.removeRows(0, self.moods.rowCount())
        self._folded = self._folded_labels()
        core = sorted((m for m in self._vocabulary if m.core), key=lambda m: mood_text(m.label))
        entries = {
            mood.label: _make_entry(mood_text(mood.label), Filter(mood=mood.label), mood)
            for mood in core
        }
        for mood in core:
            if mood.label not in self._folded:
                self.moods.appendRow(entries[mood.label])
        if self._folded:
            reason = self.tr(
                "These moods are not accurate enough to be suggested. You can still accept them."
            )
            rest = _make_entry(self.tr("Never suggested"), Filter())
            rest.setToolTip(plain_tooltip(reason))
            rest.setData(f"{rest.text()}. {reason}", Qt.ItemDataRole.AccessibleTextRole)
            for mood in core:
                if mood.label in self._folded:
                    rest.appendRow(entries[mood.label])
            self.moods.appendRow(rest)

    def _mood_entries(self) -> list[QStandardItem]:
        """Return the entries of all moods, folded away or not."""
        found = []
        for item in _children(self.moods):
            found += [item] if item.data(FILTER_ROLE).mood else list(_children(item))
        return found

    def _add_moods(self, counts: FacetCounts) -> None:
        known = {item.data(FILTER_ROLE).mood for item in self._mood_entries()}
        for label in sorted(set(counts.moods) - known):
            mood = self._vocabulary.by_label(label) if label in self._vocabulary.labels else None
            self.moods.appendRow(_make_entry(mood_text(label), Filter(mood=label), mood))

    def _update_folders(self, totals: dict[str, int]) -> None:
        root_paths = {root.rstrip(os.sep) or os.sep for root in self._roots}
        for path in sorted(set(self._folders) - set(totals), key=len, reverse=True):
            item = self._folders.pop(path)
            (item.parent() or self.folders).removeRow(item.row())
        for path, count in totals.items():
            if path not in self._folders:
                self._add_folder(path, is_root=path in root_paths)
            _set_count(self._folders[path], count)

    def _add_folder(self, path: str, *, is_root: bool) -> None:
        parent = None if is_root else self._folders.get(os.path.dirname(path))  # noqa: PTH120
        name = display_text(os.path.basename(path) or path)  # noqa: PTH119
        item = _make_entry(name, Filter(folder=path))
        item.setToolTip(plain_tooltip(path))
        item.setData(path if is_root else None, ROOT_ROLE)
        parent = parent or self.folders
        key = natural_key(fold(name))
        position = sum(natural_key(fold(child.text())) <= key for child in _children(parent))
        parent.insertRow(position, item)
        self._folders[path] = item


def _make_entry(
    name: str, song_filter: Filter, icon: TrackState | Mood | Any = None
) -> QStandardItem:
    item = QStandardItem(name)
    item.setEditable(False)
    item.setData(song_filter, FILTER_ROLE)
    item.setData(icon, ICON_ROLE)
    return item


def _set_count(item: QStandardItem, count: int) -> None:
    if item.data(COUNT_ROLE) != count:
        item.setData(count, COUNT_ROLE)
        item.setData(f"{item.text()}, {song_count(count)}", Qt.ItemDataRole.AccessibleTextRole)


def _children(item: QStandardItem) -> Iterator[QStandardItem]:
    return (item.child(row) for row in range(item.rowCount()))


def count_text(count: int | None) -> str:
    """Format a count for the sidebar; empty on a heading."""
    return "" if count is None else format_count(count)
