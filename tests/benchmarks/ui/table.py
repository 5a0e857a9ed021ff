"""Sorting and filtering of the song table, against QSortFilterProxyModel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtWidgets import QApplication

from moodtagger.core.tracks import SongRow
from moodtagger.ui.library.column_definitions import TableColumn, sort_key
from moodtagger.ui.library.facets import FACETS
from moodtagger.ui.library.filter import Filter
from moodtagger.ui.library.sidebar_model import SHOWN_VALUES
from moodtagger.ui.library.table_model import SongTableModel
from tests.benchmarks.measurements import Measurement, cpu_ms, median_ms

_Index = QModelIndex | QPersistentModelIndex
_SORT_ROLE = int(Qt.ItemDataRole.UserRole)
_NO_PARENT = QModelIndex()


class BaselineModel(QAbstractTableModel):
    """A model of ready numbers, so that only Qt's sorting is measured."""

    def __init__(self, keys: Sequence[float]) -> None:
        super().__init__()
        self._keys = keys

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return the number of keys."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return 1."""
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = 0) -> Any:
        """Return the key."""
        return self._keys[index.row()] if role == _SORT_ROLE else None


SEARCH_STEPS = ("s", "si", "sil", "silv", "silve", "silver", "silver ", "silver r", "silver ri", "")
FILTERS = (
    "mood:happy bpm:120-130 -live",
    "artist:an genre:rock,pop year:1990-1999",
    "title:river | album:silver",
    "energy:>6 valence:>0.3 key:8A added:<30d",
    "path:music format:flac -tag:*",
)


# Few and many different keys; Qt's model needs a quarter of a minute for each with 100,000 songs.
BASELINE_COLUMNS = (TableColumn.ARTIST, TableColumn.VALENCE)


def measure(rows: Sequence[SongRow]) -> list[Measurement]:
    """Measure sorting by every column, a search typed letter by letter, and the facets.

    Each column is compared with the faster of Qt's sorts of `BASELINE_COLUMNS`.
    """
    app = QApplication.instance() or QApplication([])
    model = SongTableModel()
    model.update_songs(rows)
    proxy_ms = min(_baseline_ms(model, column) for column in BASELINE_COLUMNS)
    measurements = []
    for column in TableColumn:
        table_ms = median_ms(partial(_sort_both_orders, model, column), 3)
        name = f"sorting by {column.name.lower()}: times faster than QSortFilterProxyModel"
        measurements += [Measurement(name, proxy_ms / max(table_ms, 1e-3), "x", 100, ">=")]
        measurements += [Measurement(f"  {column.name.lower()}, there and back", table_ms, "ms")]
    model.sort(-1)
    slowest_ms = max(cpu_ms(partial(model.set_filter, Filter(text=text))) for text in SEARCH_STEPS)
    model.set_filter(Filter())
    facets = {name: cpu_ms(partial(model.facet_values, name, SHOWN_VALUES)) for name in FACETS}
    filters = {text: cpu_ms(partial(Filter(text=text).mask, model.songs)) for text in FILTERS}
    del app
    return [
        *measurements,
        Measurement("filter, the slowest of the typed letters", slowest_ms, "ms", 50),
        *(Measurement(f"filter {text}", ms, "ms", 30) for text, ms in filters.items()),
        Measurement("all facets of the sidebar", sum(facets.values()), "ms", 50),
        *(Measurement(f"  facet {name}", ms, "ms") for name, ms in facets.items()),
    ]


def _baseline_ms(model: SongTableModel, column: TableColumn) -> float:
    proxy = QSortFilterProxyModel()
    proxy.setSortRole(Qt.ItemDataRole.UserRole)
    baseline = BaselineModel(sort_key(model.songs, column).tolist())
    proxy.setSourceModel(baseline)
    return cpu_ms(partial(_sort_both_orders, proxy, 0))


def _sort_both_orders(model: SongTableModel | QSortFilterProxyModel, column: int) -> None:
    model.sort(column, Qt.SortOrder.AscendingOrder)
    model.sort(column, Qt.SortOrder.DescendingOrder)
