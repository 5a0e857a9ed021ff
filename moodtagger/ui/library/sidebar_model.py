"""Tree model of the sidebar: each entry holds a choice of songs and its number of songs."""

from __future__ import annotations

import enum
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.filter_language import Choice
from moodtagger.core.text_order import fold, natural_key
from moodtagger.core.tracks import TrackState
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui.formatting import format_count, mood_text, song_count
from moodtagger.ui.library.cell_formatting import quadrant_text, state_text
from moodtagger.ui.library.facets import FACETS, FacetValues, facet_title
from moodtagger.ui.library.filter import FILTER_OF_KIND, FacetCounts, SongKind
from moodtagger.ui.library.sidebar_sections import SectionEntry, SidebarSection
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


ENTRY_ROLE = Qt.ItemDataRole.UserRole  # Choice, SectionEntry, or Special; None on headings
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1  # int, None on headings
ICON_ROLE = Qt.ItemDataRole.UserRole + 2  # TrackState, Quadrant or Mood; None without an icon
EDITED_ICON = "edited"  # of corrected songs
ROOT_ROLE = Qt.ItemDataRole.UserRole + 3  # path of a library folder that can be removed
HEADING_ROLE = Qt.ItemDataRole.UserRole + 4  # name of a facet, or the SidebarSection, else ""

SHOWN_VALUES = 8  # of a long section, until the user asks for more
SHOWN_MOODS = 8
_MORE_FACTOR = 10
# Listed even when no song is of the kind.
_ALWAYS_LISTED = {SongKind.ALL, SongKind.REVIEW, SongKind.DECIDED, SongKind.UNSURE}


class Special(enum.Enum):
    """Entries that are no choice of some songs."""

    ALL_SONGS = enum.auto()
    MORE = enum.auto()  # lists more values of its section
    NOTHING = enum.auto()  # the section is empty


class SidebarModel(QStandardItemModel):
    """Library, quadrants, moods, sections of others, folders, and facets."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counts = FacetCounts()
        self._roots: list[str] = []
        self._vocabulary = Vocabulary([])
        self._folded: frozenset[str] = frozenset()  # moods below "Never suggested"
        self._folders: dict[str, QStandardItem] = {}
        self._limits: dict[str, int] = {}  # of values listed, by facet
        self.library = self._add_heading(self.tr("Library"))
        self.moods = self._add_heading(self.tr("Moods"))
        self.folders = self._add_heading(self.tr("Folders"))
        self.quadrants = self._add_heading(self.tr("Quadrants"))
        self.facets = {name: self._add_heading(facet_title(name), name) for name in FACETS}
        for heading in self.facets.values():
            text = self.tr("Counted among the songs that the rest of the search shows")
            heading.setToolTip(plain_tooltip(text))
        self._sections: dict[SidebarSection, QStandardItem] = {}
        self._list_moods()
        for kind in SongKind:
            state = TrackState(kind.value) if kind.value in set(TrackState) else None
            name = self._kind_name(kind) if state is None else state_text(state)
            icon = EDITED_ICON if kind is SongKind.CORRECTED else state
            self.library.appendRow(_make_entry(name, _kind_entry(kind), icon))
        for quadrant in QUADRANTS:
            choice = Choice("quadrant", quadrant.value)
            self.quadrants.appendRow(_make_entry(quadrant_text(quadrant), choice, quadrant))
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
        for kind, item in zip(SongKind, children(self.library), strict=True):
            _set_count(item, counts.kinds.get(kind, 0))
        for quadrant, item in zip(QUADRANTS, children(self.quadrants), strict=True):
            _set_count(item, counts.quadrants.get(quadrant, 0))
        for item in self._mood_entries():
            mood = item.data(ENTRY_ROLE).value
            _set_count(item, counts.moods.get(mood, 0))
            self._show_likely(item, counts.likely.get(mood, 0))

    def _show_likely(self, item: QStandardItem, count: int) -> None:
        """Tell of how many more songs a mood is a likely suggestion."""
        text = ""
        if count:
            text = self.tr("Likely in %1 more").replace("%1", song_count(count))
        if item.toolTip() != text:
            item.setToolTip(text)

    def rare_moods(self) -> list[str]:
        """Return the moods that fewer songs have than the first ones listed have."""
        counts = self._counts.moods
        listed = [item.data(ENTRY_ROLE) for item in children(self.moods)]
        labels = [entry.value for entry in listed if isinstance(entry, Choice)]
        labels.sort(key=lambda label: -counts.get(label, 0))
        common = [label for label in labels[:SHOWN_MOODS] if counts.get(label)]
        return [] if len(labels) <= SHOWN_MOODS else labels[len(common) :]

    def unused_kinds(self) -> list[bool]:
        """Return for each row of the library's section whether it can be hidden."""
        counts = self._counts.kinds
        return [not counts.get(kind) and kind not in _ALWAYS_LISTED for kind in SongKind]

    # --- facets and sections of others

    def limit(self, name: str) -> int:
        """Return how many values of a facet are listed."""
        return self._limits.get(name, SHOWN_VALUES)

    def raise_limit(self, name: str) -> None:
        """List more values of a facet from the next time on."""
        self._limits[name] = self.limit(name) * _MORE_FACTOR

    def set_facet(self, name: str, found: FacetValues) -> None:
        """List the first values of a facet."""
        shown = found.values
        entries = [_make_entry(value.name, value.choice, count=value.count) for value in shown]
        if found.total > len(shown):
            more = self.tr("%Ln more", "", found.total - len(shown))
            entries.append(_make_entry(more, Special.MORE))
        if not entries:
            entries.append(_make_entry(self.tr("None"), Special.NOTHING))
        _replace_children(self.facets[name], entries)

    def add_section(self, section: SidebarSection) -> QStandardItem:
        """List a section of another part of the window, below the moods."""
        heading = _make_heading(section.name, section)
        self.insertRow(self.folders.row(), heading)
        self._sections[section] = heading
        self.update_section(section)
        return heading

    def update_section(self, section: SidebarSection) -> None:
        """List the entries of a section again."""
        entries = [_make_section_entry(entry) for entry in section.entries()]
        _replace_children(self._sections[section], entries)

    # --- entries

    def entries(self, parent: QStandardItem | None = None) -> Iterator[QStandardItem]:
        """Iterate over all entries that can be chosen."""
        for item in children(parent or self.invisibleRootItem()):
            if item.isSelectable():
                yield item
            yield from self.entries(item)

    def _kind_name(self, kind: SongKind) -> str:
        if kind is SongKind.ALL:
            return self.tr("All songs")
        return self.tr("Duplicates") if kind is SongKind.DUPLICATES else self.tr("Corrected")

    def _add_heading(self, name: str, facet: str = "") -> QStandardItem:
        item = _make_heading(name, facet)
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
            mood.label: _make_entry(mood_text(mood.label), Choice("mood", mood.label), mood)
            for mood in core
        }
        for mood in core:
            if mood.label not in self._folded:
                self.moods.appendRow(entries[mood.label])
        if self._folded:
            reason = self.tr(
                "These moods are not accurate enough to be suggested. You can still accept them."
            )
            rest = _make_entry(self.tr("Never suggested"), None)
            rest.setToolTip(plain_tooltip(reason))
            rest.setData(f"{rest.text()}. {reason}", Qt.ItemDataRole.AccessibleTextRole)
            for mood in core:
                if mood.label in self._folded:
                    rest.appendRow(entries[mood.label])
            self.moods.appendRow(rest)
        self.more_moods = _make_entry("", Special.MORE)
        self.moods.appendRow(self.more_moods)

    def _mood_entries(self) -> list[QStandardItem]:
        """Return the entries of all moods, folded away or not."""
        return list(self.entries(self.moods))

    def _add_moods(self, counts: FacetCounts) -> None:
        known = {item.data(ENTRY_ROLE).value for item in self._mood_entries()}
        for label in sorted(set(counts.moods) - known):
            mood = self._vocabulary.by_label(label) if label in self._vocabulary.labels else None
            entry = _make_entry(mood_text(label), Choice("mood", label), mood)
            self.moods.appendRow(entry)
            self.moods.appendRow(self.moods.takeRow(self.more_moods.row()))  # stays last

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
        item = _make_entry(name, Choice("folder", path))
        item.setToolTip(plain_tooltip(path))
        item.setData(path if is_root else None, ROOT_ROLE)
        parent = parent or self.folders
        key = natural_key(fold(name))
        position = sum(natural_key(fold(child.text())) <= key for child in children(parent))
        parent.insertRow(position, item)
        self._folders[path] = item


def _kind_entry(kind: SongKind) -> Choice | Special:
    name, _, value = FILTER_OF_KIND[kind].partition(":")
    return Choice(name, value) if name else Special.ALL_SONGS


def _make_heading(name: str, of: str | SidebarSection = "") -> QStandardItem:
    item = _make_entry(name, None)
    item.setData(of, HEADING_ROLE)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    return item


def _make_entry(
    name: str,
    entry: Choice | SectionEntry | Special | None,
    icon: TrackState | Mood | Any = None,
    count: int | None = None,
) -> QStandardItem:
    item = QStandardItem(name)
    item.setEditable(False)
    item.setSelectable(entry not in {None, Special.MORE, Special.NOTHING})
    item.setData(entry, ENTRY_ROLE)
    item.setData(icon, ICON_ROLE)
    if count is not None:
        _set_count(item, count)
    return item


def _make_section_entry(entry: SectionEntry) -> QStandardItem:
    item = _make_entry(display_text(entry.name), entry, count=entry.count)
    if entry.tool_tip:
        item.setToolTip(plain_tooltip(entry.tool_tip))
    return item


def _replace_children(heading: QStandardItem, entries: Sequence[QStandardItem]) -> None:
    heading.removeRows(0, heading.rowCount())
    for entry in entries:
        heading.appendRow(entry)


def _set_count(item: QStandardItem, count: int) -> None:
    if item.data(COUNT_ROLE) != count:
        item.setData(count, COUNT_ROLE)
        item.setData(f"{item.text()}, {song_count(count)}", Qt.ItemDataRole.AccessibleTextRole)


def children(item: QStandardItem) -> Iterator[QStandardItem]:
    """Iterate over the entries directly below one."""
    return (item.child(row) for row in range(item.rowCount()))


def count_text(count: int | None) -> str:
    """Format a count for the sidebar; empty on a heading."""
    return "" if count is None else format_count(count)
