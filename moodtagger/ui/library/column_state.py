"""Order, widths, visibility and sorting of the columns as bytes to be kept, and back.

Columns are kept by name, so that a later version with more of them still knows the old ones.
"""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

from moodtagger.ui.library.column_definitions import Column

_MOST_WIDE = 4000


def saved(header: QHeaderView) -> bytes:
    """The state of the header."""
    columns = [Column(header.logicalIndex(place)) for place in range(header.count())]
    order = header.sortIndicatorOrder()
    state = {
        "columns": [[c.name, not header.isSectionHidden(c), width_of(header, c)] for c in columns],
        "sort": [
            Column(header.sortIndicatorSection()).name,
            order == Qt.SortOrder.DescendingOrder,
        ],
    }
    return json.dumps(state).encode()


def width_of(header: QHeaderView, column: Column) -> int:
    """The width a column has, or will have again when it is shown."""
    if not header.isSectionHidden(column):
        return header.sectionSize(column)
    header.setSectionHidden(column, False)  # a hidden column says 0
    width = header.sectionSize(column)
    header.setSectionHidden(column, True)
    return width


def restore(header: QHeaderView, state: bytes) -> bool:
    """Take over what `saved` gave; False, and nothing changes, when it does not fit."""
    try:
        found = json.loads(state)
        listed = {Column[name]: (bool(shown), int(width)) for name, shown, width in _known(found)}
        column, descending = Column[found["sort"][0]], bool(found["sort"][1])
    except (ValueError, KeyError, TypeError, IndexError):
        return False
    if not listed or any(not 0 < width <= _MOST_WIDE for _, width in listed.values()):
        return False
    for place, (section, (shown, width)) in enumerate(listed.items()):
        header.moveSection(header.visualIndex(section), place)
        header.setSectionHidden(section, not shown and section is not Column.TITLE)
        header.resizeSection(section, width)
    order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
    header.setSortIndicator(column, order)
    return True


def _known(found: Any) -> list[Any]:
    """The entries of columns that this version has."""
    return [entry for entry in found["columns"] if entry[0] in Column.__members__]
