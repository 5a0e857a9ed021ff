"""Order, widths, visibility and sorting of the columns as bytes to be kept, and back.

Columns are kept by name, so that a later version with more of them still knows the old ones.
"""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

from moodtagger.ui.library.column_definitions import TableColumn

_MAX_WIDTH = 4000


def save_columns(header: QHeaderView) -> bytes:
    """The state of the header."""
    columns = [TableColumn(header.logicalIndex(position)) for position in range(header.count())]
    order = header.sortIndicatorOrder()
    state = {
        "columns": [
            [c.name, not header.isSectionHidden(c), column_width(header, c)] for c in columns
        ],
        "sort": [
            TableColumn(header.sortIndicatorSection()).name,
            order == Qt.SortOrder.DescendingOrder,
        ],
    }
    return json.dumps(state).encode()


def column_width(header: QHeaderView, column: TableColumn) -> int:
    """The width a column has, or will have again when it is shown."""
    if not header.isSectionHidden(column):
        return header.sectionSize(column)
    header.setSectionHidden(column, False)  # a hidden column says 0
    width = header.sectionSize(column)
    header.setSectionHidden(column, True)
    return width


def restore_columns(header: QHeaderView, state: bytes) -> bool:
    """Take over what `saved` gave; False, and nothing changes, when it does not fit."""
    try:
        saved_state = json.loads(state)
        listed = {
            TableColumn[name]: (bool(shown), int(width))
            for name, shown, width in _known_columns(saved_state)
        }
        column, descending = TableColumn[saved_state["sort"][0]], bool(saved_state["sort"][1])
    except (ValueError, KeyError, TypeError, IndexError):
        return False
    if not listed or any(not 0 < width <= _MAX_WIDTH for _, width in listed.values()):
        return False
    for position, (section, (shown, width)) in enumerate(listed.items()):
        header.moveSection(header.visualIndex(section), position)
        header.setSectionHidden(section, not shown and section is not TableColumn.TITLE)
        header.resizeSection(section, width)
    order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
    header.setSortIndicator(column, order)
    return True


def _known_columns(saved_state: Any) -> list[Any]:
    """The entries of columns that this version has."""
    return [entry for entry in saved_state["columns"] if entry[0] in TableColumn.__members__]
