"""The library as a table model that sorts and filters itself, made for 100,000 songs.

A change of the shown rows is split into steps that views understand: leaving rows are moved to the
end and removed as one block, new rows are appended and then moved to their positions. So selection,
current song and editors survive, and no signal is emitted row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication

from moodtagger.core.filter_language import MoodWords
from moodtagger.core.text_order import fold
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui.library import cell_formatting
from moodtagger.ui.library.column_definitions import (
    NUMERIC_COLUMNS,
    TableColumn,
    column_help,
    column_title,
    slots_starting_with,
    sort_key,
)
from moodtagger.ui.library.facets import FacetValues, facet_values
from moodtagger.ui.library.filter import FacetCounts, Filter, count_songs
from moodtagger.ui.library.song_columns import SongColumns

Slots = npt.NDArray[np.intp]


def sorted_slots(order: Slots, key: npt.NDArray[np.float64], descending: bool) -> Slots:
    """Sort `order` by `key[slot]`, stable, with NaN last in either direction."""
    values = key[order]
    return order[np.argsort(-values if descending else values, kind="stable")]


def row_of_each_slot(shown: Slots, slot_count: int) -> npt.NDArray[np.int32]:
    """Return the row of each slot, -1 where it is not shown, shape (slots,)."""
    rows = np.full(slot_count, -1, dtype=np.int32)
    rows[shown] = np.arange(len(shown), dtype=np.int32)
    return rows


def row_ranges(rows: npt.NDArray[np.integer]) -> list[tuple[int, int]]:
    """Group ascending row numbers into (first, last) ranges."""
    if not len(rows):
        return []
    breaks = np.flatnonzero(np.diff(rows) != 1)
    first = rows[np.r_[0, breaks + 1]]
    last = rows[np.r_[breaks, len(rows) - 1]]
    return list(zip(first.tolist(), last.tolist(), strict=True))


ROW_ROLE = int(Qt.ItemDataRole.UserRole)  # the SongRow
# Plain ints: comparing with members of Python enums is slower.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_DESCRIPTION = int(Qt.ItemDataRole.AccessibleDescriptionRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_TEXT_ROLES = {
    _TOOLTIP: cell_formatting.cell_tooltip,
    int(Qt.ItemDataRole.AccessibleTextRole): cell_formatting.accessible_text,
}
_SUPPORTED_ROLES = frozenset(
    {ROW_ROLE, _DISPLAY, _ALIGNMENT, _FOREGROUND, _DESCRIPTION, *_TEXT_ROLES}
)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_COLUMNS = tuple(TableColumn)
_MATCH_CHUNK_ROWS = 500  # songs built at a time while searching for a prefix
_NO_PARENT = QModelIndex()


class SongTableModel(QAbstractTableModel):
    """Rows are songs, columns are `TableColumn`; `ROW_ROLE` is the SongRow of any cell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.songs = SongColumns()
        self._filter = Filter()
        self._mood_words = MoodWords()
        self._sort: tuple[TableColumn, bool] | None = None
        self._order: npt.NDArray[np.int64] | None = None  # ids of the songs of a playlist
        self._all_slots: Slots = np.empty(0, dtype=np.intp)
        self._shown_slots: Slots = np.empty(0, dtype=np.intp)
        self._slot_rows = row_of_each_slot(self._shown_slots, 0)
        self._pinned_ids: set[int] = set()

    # --- model interface

    def rowCount(self, parent: QModelIndex = _NO_PARENT) -> int:  # type: ignore[override]
        """Return the number of shown songs."""
        return 0 if parent.isValid() else len(self._shown_slots)

    def columnCount(self, parent: QModelIndex = _NO_PARENT) -> int:  # type: ignore[override]
        """Return the number of columns."""
        return 0 if parent.isValid() else len(TableColumn)

    def data(self, index: QModelIndex, role: int = _DISPLAY) -> Any:  # type: ignore[override]
        """Return text, tooltip, accessible text, alignment, color or the SongRow of a cell."""
        # Called thousands of times per screen: reject unsupported roles first.
        if role not in _SUPPORTED_ROLES or not index.isValid():
            return None
        column = _COLUMNS[index.column()]
        if role == _ALIGNMENT:
            return _RIGHT if column in NUMERIC_COLUMNS else _LEFT
        row = self.row(index.row())
        if role == _DISPLAY:
            return cell_formatting.cell_text(row, column)
        if role == ROW_ROLE:
            return row
        if role == _DESCRIPTION:
            return cell_formatting.song_description(row) if column is TableColumn.TITLE else None
        if role == _FOREGROUND:
            return QGuiApplication.palette().placeholderText() if _is_dimmed(row) else None
        return _TEXT_ROLES[role](row, column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Column names and what they mean."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(TableColumn):
            return None
        column = TableColumn(section)
        if role == _DISPLAY:
            return column_title(column)
        if role == _TOOLTIP:
            return column_help(column)
        if role == _ALIGNMENT:
            return _RIGHT if column in NUMERIC_COLUMNS else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, stable; -1 keeps the current order."""
        self._order = None
        self._sort = (
            None if column < 0 else (TableColumn(column), order == Qt.SortOrder.DescendingOrder)
        )
        self._resort()
        self._apply_filter()

    def set_order(self, track_ids: Sequence[int] | None) -> None:
        """Show songs in the order of a playlist until the next sort; None: as sorted."""
        self._order = None if track_ids is None else np.array(track_ids, np.int64)
        self._resort()
        self._apply_filter()

    def match(  # type: ignore[override]
        self,
        start: QModelIndex,
        role: int,
        value: Any,
        hits: int = 1,
        flags: Qt.MatchFlag = Qt.MatchFlag.MatchStartsWith,
    ) -> list[QModelIndex]:
        """Like Qt's method, but fast when the user types the start of a title."""
        if role != _DISPLAY or hits != 1 or not isinstance(value, str):
            return super().match(start, role, value, hits, flags)
        prefix, column = fold(value), TableColumn(start.column())
        rows = np.roll(np.arange(len(self._shown_slots)), -start.row())
        starts = slots_starting_with(self.songs, column, prefix)
        if starts is not None:
            rows = rows[starts[self._shown_slots[rows]]][:1]
        for chunk in np.array_split(rows, len(rows) // _MATCH_CHUNK_ROWS + 1):
            songs = self.songs.rows_at(self._shown_slots[chunk].tolist())
            for row, song in zip(chunk.tolist(), songs, strict=True):
                if fold(cell_formatting.cell_text(song, column)).startswith(prefix):
                    return [self.index(row, column)]
        return []

    # --- songs

    def row(self, row: int) -> SongRow:
        """Return the song in a shown row."""
        return self.songs.row(int(self._shown_slots[row]))

    def load_rows(self, first: int, last: int) -> None:
        """Build the songs of these shown rows together, as before they are painted."""
        self.songs.rows.load(self._shown_slots[first : last + 1].tolist())

    def track_ids(self) -> npt.NDArray[np.int64]:
        """Return the ids of the shown songs, from top to bottom."""
        return self.songs.ids[self._shown_slots]

    def states(self) -> npt.NDArray[np.int8]:
        """Return the states of the shown songs as indexes into `STATES`, from top to bottom."""
        return self.songs.state[self._shown_slots]

    def total_duration_s(self, track_ids: Iterable[int] | None = None) -> float:
        """Return the length in seconds of the shown songs, or of those of them with these ids."""
        slots = self._shown_slots
        if track_ids is not None:
            slots = slots[self.rows_of(track_ids)]
        return float(np.nansum(self.songs.number("duration")[slots]))

    def songs_by_id(self, track_ids: Iterable[int]) -> list[SongRow]:
        """Return the known songs of these ids, shown or not, in the given order."""
        slot_of = self.songs.slot_of
        return self.songs.rows_at([slot_of[i] for i in track_ids if i in slot_of])

    def song(self, track_id: int) -> SongRow | None:
        """Return a song, shown or not; None if the id is unknown."""
        slot = self.songs.slot_of.get(track_id)
        return None if slot is None else self.songs.row(slot)

    def rows_of(self, track_ids: Iterable[int]) -> npt.NDArray[np.int32]:
        """Return the rows of those songs that are shown, ascending."""
        slot_of = self.songs.slot_of
        slots = [slot_of[track_id] for track_id in track_ids if track_id in slot_of]
        rows = self._slot_rows[np.asarray(slots, dtype=np.intp)]
        return np.sort(rows[rows >= 0])

    def counts(self) -> FacetCounts:
        """Count the songs of each kind in the whole library."""
        return count_songs(self.songs)

    def update_songs(self, rows: Iterable[SongRow], pinned: Iterable[int] = ()) -> None:
        """Add or replace songs by track id.

        Songs of `pinned` that are shown stay until the next change, even if they no longer match
        the filter: a song that was just decided on does not vanish under the cursor.
        """
        added, replaced = self.songs.update(rows)
        self._all_slots = np.concatenate([self._all_slots, np.asarray(added, dtype=np.intp)])
        self._slot_rows = row_of_each_slot(self._shown_slots, len(self.songs.rows))
        self._resort()
        self._emit_data_changed(replaced)
        self.refilter(pinned)

    def set_songs(self, songs: SongColumns) -> None:
        """Replace all songs by prepared columns; sorting, filter and known duplicates stay."""
        self.beginResetModel()
        songs.duplicate_ids = self.songs.duplicate_ids
        self.songs = songs
        self._pinned_ids = set()
        self._all_slots = np.flatnonzero(songs.alive)
        self._resort()
        self._set_shown(
            self._all_slots[self._filter.mask(songs, self._mood_words)[self._all_slots]]
        )
        self.endResetModel()

    def set_duplicates(self, track_ids: npt.NDArray[np.int64]) -> None:
        """Set the songs that others are copies of, by ascending id."""
        self.songs.duplicate_ids = track_ids
        self.refilter(self._pinned_ids)

    def remove_songs(self, track_ids: Iterable[int]) -> None:
        """Remove songs; unknown ids are ignored."""
        present = [i for i in track_ids if i in self.songs.slot_of]
        removed = np.asarray([self.songs.slot_of[i] for i in present], dtype=np.intp)
        self._all_slots = self._all_slots[~np.isin(self._all_slots, removed)]
        self._transition_to(self._shown_slots[~np.isin(self._shown_slots, removed)])
        self.songs.remove(present)

    def clear(self) -> None:
        """Remove all songs."""
        self.remove_songs(list(self.songs.slot_of))

    # --- filter

    @property
    def filter(self) -> Filter:
        """Return the current filter."""
        return self._filter

    def set_filter(self, song_filter: Filter) -> None:
        """Show the songs that match the filter."""
        self._filter = song_filter
        self.refilter()

    @property
    def mood_words(self) -> MoodWords:
        """Return the moods that words of filters mean."""
        return self._mood_words

    def facet_values(self, name: str, limit: int) -> FacetValues:
        """Count the values of a facet among the songs that the rest of the filter shows."""
        return facet_values(name, self.songs, self._filter, self._mood_words, limit)

    def set_mood_words(self, mood_words: MoodWords) -> None:
        """Let filters find songs by the names and synonyms of these moods."""
        self._mood_words = mood_words
        if self._filter.text:
            self.refilter(self._pinned_ids)

    def refilter(self, pinned: Iterable[int] = (), *, reveal: bool = False) -> None:
        """Apply the filter again; shown songs of `pinned` stay in any case.

        With `reveal`, hidden songs of `pinned` are shown too, until the filter is next applied.
        """
        self._pinned_ids = set(pinned)
        self._apply_filter(reveal)

    @property
    def shows_filtered_out(self) -> bool:
        """Whether a song is shown that does not match the filter."""
        return bool(self._pinned_ids) and not bool(
            self._filter.mask(self.songs, self._mood_words)[self._shown_slots].all()
        )

    # --- steps

    def _resort(self) -> None:
        if self._order is not None:
            positions = np.full(len(self.songs.rows), np.nan)
            slot_of = self.songs.slot_of
            for position, track_id in enumerate(self._order.tolist()):
                if track_id in slot_of:
                    positions[slot_of[track_id]] = position
            self._all_slots = sorted_slots(self._all_slots, positions, descending=False)
        elif self._sort is not None:
            column, descending = self._sort
            self._all_slots = sorted_slots(
                self._all_slots, sort_key(self.songs, column), descending
            )

    def _apply_filter(self, reveal: bool = False) -> None:
        mask = self._filter.mask(self.songs, self._mood_words)
        slot_of = self.songs.slot_of
        for slot in (slot_of[i] for i in self._pinned_ids if i in slot_of):
            mask[slot] |= reveal or self._slot_rows[slot] >= 0
        self._transition_to(self._all_slots[mask[self._all_slots]])

    def _transition_to(self, target: Slots) -> None:
        """Make `target` the shown slots, in steps that views understand."""
        was_shown = np.zeros(len(self.songs.rows), dtype=np.bool_)
        was_shown[self._shown_slots] = True
        stays = np.zeros_like(was_shown)
        stays[target] = True
        staying = target[was_shown[target]]
        leaving = self._shown_slots[~stays[self._shown_slots]]
        entering = target[~was_shown[target]]
        self._permute(np.concatenate([staying, leaving]))
        if len(leaving):
            self.beginRemoveRows(_NO_PARENT, len(staying), len(self._shown_slots) - 1)
            self._set_shown(staying)
            self.endRemoveRows()
        if len(entering):
            self.beginInsertRows(_NO_PARENT, len(staying), len(target) - 1)
            self._set_shown(np.concatenate([staying, entering]))
            self.endInsertRows()
        self._permute(target)

    def _set_shown(self, shown: Slots) -> None:
        self._shown_slots = shown
        self._slot_rows = row_of_each_slot(shown, len(self.songs.rows))

    def _permute(self, target: Slots) -> None:
        """Reorder the shown slots; persistent indexes follow their songs."""
        if np.array_equal(target, self._shown_slots):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        slots = [int(self._shown_slots[index.row()]) for index in before]
        self._set_shown(target)
        rows = self._slot_rows
        after = [
            self.index(int(rows[slot]), index.column())
            for slot, index in zip(slots, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _emit_data_changed(self, slots: Sequence[int]) -> None:
        """Emit one `dataChanged` over all changed songs, which is cheap to repaint."""
        rows = self._slot_rows[np.asarray(slots, dtype=np.intp)]
        rows = rows[rows >= 0]
        if len(rows):
            first = self.index(int(rows.min()), 0)
            last = self.index(int(rows.max()), len(TableColumn) - 1)
            self.dataChanged.emit(first, last)


def _is_dimmed(row: SongRow) -> bool:
    return row.state is TrackState.ABSENT
