"""Sorting and filtering of the table, against QSortFilterProxyModel on the same songs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication

from moodtagger.core.tracks import SongRow
from moodtagger.ui.library.column_definitions import Column, sort_key
from moodtagger.ui.library.filter import Filter
from moodtagger.ui.library.table_model import SongTableModel
from tests.benchmarks.cpu_clock import cpu_ms, median_ms
from tests.benchmarks.goals import Figure
from tests.benchmarks.ui.baseline_model import PlainModel

TYPED = ("s", "si", "sil", "silv", "silve", "silver", "silver ", "silver r", "silver ri", "")


def measure(rows: Sequence[SongRow]) -> list[Figure]:
    """Every column sorted by both, and a search typed letter by letter."""
    app = QApplication.instance() or QApplication([])
    model = SongTableModel()
    model.update_songs(rows)
    proxy = QSortFilterProxyModel()
    proxy.setSortRole(Qt.ItemDataRole.UserRole)
    figures = []
    for column in Column:
        ours = median_ms(lambda column=column: _sort_both_ways(model, column), 3)  # type: ignore[misc]
        keys = sort_key(model.songs, column).tolist()
        proxy.setSourceModel(PlainModel(keys))
        theirs = cpu_ms(lambda: _sort_both_ways(proxy, 0))
        name = f"sorting by {column.name.lower()}: times faster than QSortFilterProxyModel"
        figures += [Figure(name, theirs / max(ours, 1e-3), "x", 100, ">=")]
        figures += [Figure(f"  {column.name.lower()}, there and back", ours, "ms")]
    model.sort(-1)
    typed = max(cpu_ms(lambda text=text: model.set_filter(Filter(text=text))) for text in TYPED)  # type: ignore[misc]
    del app
    return [*figures, Figure("filter, the slowest of the typed letters", typed, "ms", 50)]


def _sort_both_ways(model: SongTableModel | QSortFilterProxyModel, column: int) -> None:
    model.sort(column, Qt.SortOrder.AscendingOrder)
    model.sort(column, Qt.SortOrder.DescendingOrder)
