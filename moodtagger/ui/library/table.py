"""The song table: shows songs and exchanges selections as sets of track ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QMimeData,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from moodtagger.core.filter_language import MoodWords
from moodtagger.core.mood_synonyms import MoodSynonyms
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.library import column_chooser
from moodtagger.ui.library.column_chooser import ColumnMenu
from moodtagger.ui.library.column_definitions import TableColumn
from moodtagger.ui.library.filter import FacetCounts, Filter
from moodtagger.ui.library.song_columns import SongColumns
from moodtagger.ui.library.table_model import SongTableModel, row_ranges
from moodtagger.ui.library.table_view import SongTableView
from moodtagger.ui.song_files import drag_songs

_Flag = QItemSelectionModel.SelectionFlag
_LARGE_SELECTION = 50


class SongTable(QWidget):
    """`selectionChanged` carries the set of selected track ids whenever the user changes it.

    `set_selection` does not emit it, so that two views can be kept in sync. `activated` carries
    the track id of a song that was double-clicked or activated with Enter.
    """

    selectionChanged = Signal(object)
    activated = Signal(int)
    songsDropped = Signal(object, object)  # QMimeData, and the song before which they go, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = SongTableModel(self)
        self.view = SongTableView(self.model, self)
        self.columns_menu = ColumnMenu(self.view, self)
        self._selected: set[int] = set()
        self._busy = False
        self._refilter_timer = QTimer(self, singleShot=True, interval=0)
        self._refilter_timer.timeout.connect(self._drop_filtered_out)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._connect()

    def _connect(self) -> None:
        header = self.view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_columns_menu)
        header.sortIndicatorChanged.connect(self._sort)
        self._sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        self.view.selectionModel().selectionChanged.connect(self._update_selection)
        self.view.dragStarted.connect(self._drag_selected)
        self.view.rowsDropped.connect(self._drop)
        self.view.doubleClicked.connect(self._activate)
        self.view.enterPressed.connect(lambda: self._activate(self.view.currentIndex()))

    # --- songs

    def update_songs(self, rows: Iterable[SongRow]) -> None:
        """Add or replace songs; selection and scroll position stay."""
        anchor = self.view.scroll_anchor()
        with self._batch_changes():
            self.model.update_songs(rows, pinned=self._selected)
        self.view.size_columns()
        self.view.scroll_to_anchor(anchor)

    def set_songs(self, songs: SongColumns) -> None:
        """Replace all songs by prepared columns; selection and scroll position stay."""
        anchor, selected = self.view.scroll_anchor(), self._selected
        with self._batch_changes():
            self.model.set_songs(songs)
            self._select_rows(row_ranges(self.model.rows_of(selected)))
        self.view.size_columns()
        self.view.scroll_to_anchor(anchor)

    def set_duplicates(self, track_ids: npt.NDArray[np.int64]) -> None:
        """Set the songs that others are copies of, by ascending id."""
        anchor = self.view.scroll_anchor()
        with self._batch_changes():
            self.model.set_duplicates(track_ids)
        self.view.scroll_to_anchor(anchor)

    def remove_songs(self, track_ids: Iterable[int]) -> None:
        """Remove songs from the table."""
        anchor = self.view.scroll_anchor()
        with self._batch_changes():
            self.model.remove_songs(track_ids)
        self.view.scroll_to_anchor(anchor)

    def clear(self) -> None:
        """Remove all songs from the table."""
        with self._batch_changes():
            self.model.clear()

    def song(self, track_id: int) -> SongRow | None:
        """Return a song by id, shown or not; None if unknown."""
        return self.model.song(track_id)

    def songs(self, track_ids: Iterable[int]) -> list[SongRow]:
        """Return the known songs of many ids, shown or not."""
        return self.model.songs_by_id(track_ids)

    def shown_ids(self) -> set[int]:
        """Return the ids of the songs that match the filter."""
        return set(self.model.track_ids().tolist())

    def ids_on_screen(self) -> list[int]:
        """Return the ids of the songs in the visible part of the table, from top to bottom."""
        view = self.view
        if not view.isVisible() or not self.model.rowCount():
            return []
        last = view.rowAt(view.viewport().height() - 1)
        end = self.model.rowCount() if last < 0 else last + 1
        return [self.model.row(row).track_id for row in range(max(0, view.rowAt(0)), end)]

    def counts(self) -> FacetCounts:
        """Count the songs of each kind, for the sidebar."""
        return self.model.counts()

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """Let filters find songs by the names and synonyms of the model's moods."""
        names = {mood.label: mood_text(mood.label) for mood in vocabulary}
        self.view.mood_delegate.set_vocabulary(vocabulary)
        with self._batch_changes():
            self.model.set_mood_words(MoodWords(MoodSynonyms(vocabulary, names)))

    def set_filter(self, song_filter: Filter) -> None:
        """Show only the songs that match the filter; hidden songs are deselected."""
        with self._batch_changes():
            self.model.set_filter(song_filter)
        if self._selected:
            self._scroll_to_selection()
        else:
            self.view.scrollToTop()

    def reveal(self, track_ids: set[int]) -> None:
        """Show a few songs despite the filter, until they are deselected."""
        if len(track_ids) <= _LARGE_SELECTION and len(self.model.rows_of(track_ids)) < len(
            track_ids
        ):
            anchor = self.view.scroll_anchor()
            with self._batch_changes():
                self.model.refilter(pinned=track_ids | self._selected, reveal=True)
            self.view.scroll_to_anchor(anchor)

    # --- selection

    def selection(self) -> set[int]:
        """Return the ids of the selected songs."""
        return set(self._selected)

    def ordered_selection(self) -> list[int]:
        """Return the ids of the selected songs, from top to bottom."""
        rows = self.model.rows_of(self._selected)
        return self.model.track_ids()[rows].tolist()

    def set_selection(self, track_ids: set[int]) -> None:
        """Select exactly these songs, as far as they are shown, without emitting a signal."""
        if track_ids == self._selected:
            return
        rows = self.model.rows_of(track_ids)
        self._busy = True
        try:
            if len(rows):
                top = self.model.index(int(rows[0]), 0)
                self.view.selectionModel().setCurrentIndex(top, _Flag.NoUpdate)
            self._select_rows(row_ranges(rows))
        finally:
            self._busy = False
        self._selected = self._read_selection()
        self._scroll_to_selection()
        self._refilter_timer.start()

    def _select_rows(self, ranges: list[tuple[int, int]]) -> None:
        index, last = self.model.index, len(TableColumn) - 1
        selection = QItemSelection()
        for first_row, last_row in ranges:
            selection.append(QItemSelectionRange(index(first_row, 0), index(last_row, last)))
        # Cleared first: Qt compares each old range with each new one.
        self.view.selectionModel().clearSelection()
        self.view.selectionModel().select(selection, _Flag.Select)

    def _read_selection(self) -> set[int]:
        ids = self.model.track_ids()
        out: set[int] = set()
        for selection_range in self.view.selectionModel().selection().toList():
            out.update(ids[selection_range.top() : selection_range.bottom() + 1].tolist())
        return out

    def _scroll_to_selection(self) -> None:
        rows = self.model.rows_of(self._selected)
        if not len(rows):
            return
        top = self.view.rowAt(0)
        bottom = self.view.rowAt(self.view.viewport().height() - 1)
        if not any(top <= row <= (bottom if bottom >= 0 else row) for row in rows.tolist()):
            first = self.model.index(int(rows[0]), 0)
            self.view.scrollTo(first, QAbstractItemView.ScrollHint.PositionAtCenter)

    @contextmanager
    def _batch_changes(self) -> Iterator[None]:
        """Evaluate the selection once, after all steps of a model change.

        Qt takes seconds to carry thousands of selected rows through a change, so a large
        selection is cleared before and restored afterwards.
        """
        large = len(self._selected) > _LARGE_SELECTION
        self._busy = True
        try:
            if large:
                self.view.selectionModel().clearSelection()
            yield
            if large:
                self._select_rows(row_ranges(self.model.rows_of(self._selected)))
        finally:
            self._busy = False
        self._update_selection()

    def _update_selection(self) -> None:
        if self._busy:
            return
        selected = self._read_selection()
        if selected != self._selected:
            self._selected = selected
            self.selectionChanged.emit(set(selected))
            self._refilter_timer.start()

    def _drop_filtered_out(self) -> None:
        """Hide songs that no longer match the filter and are no longer selected."""
        if self.model.shows_filtered_out:
            with self._batch_changes():
                self.model.refilter(pinned=self._selected)

    # --- columns

    @property
    def order_can_change(self) -> bool:
        """Whether the songs are those of a playlist in its own order, which can be changed."""
        return self.view.reorderable

    def set_order(self, track_ids: Sequence[int] | None, *, can_change: bool = False) -> None:
        """Show songs in the order of a playlist until the user sorts; None: as sorted before."""
        header = self.view.horizontalHeader()
        if track_ids is None:
            self._sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
            return
        with self._batch_changes():
            self.model.set_order(track_ids)
        header.setSortIndicatorShown(False)
        self.view.set_reorderable(can_change)

    def _drag_selected(self) -> None:
        drag_songs(self.view, self.songs(self.ordered_selection()))

    def _drop(self, data: QMimeData, row: int) -> None:
        ids = self.model.track_ids()
        self.songsDropped.emit(data, int(ids[row]) if row < len(ids) else None)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self.view.set_reorderable(False)
        self.view.horizontalHeader().setSortIndicatorShown(True)
        with self._batch_changes():
            self.model.sort(column, order)
        self._scroll_to_selection()

    def save_state(self) -> bytes:
        """Return widths, order, visibility and sorting of the columns, for the settings."""
        return column_chooser.save_columns(self.view)

    def restore_state(self, state: bytes) -> bool:
        """Restore what `save_state` returned; return False, changing nothing, if it is invalid."""
        return column_chooser.restore_columns(self.view, state)

    def _show_columns_menu(self, position: QPoint) -> None:
        self.columns_menu.popup(self.view.horizontalHeader().mapToGlobal(position))

    def _activate(self, index: QModelIndex) -> None:
        if index.isValid():
            self.activated.emit(self.model.row(index.row()).track_id)
