"""Choose the table's columns: saved state, the header menu and the dialog.

Columns are saved by name, so that a version with other columns still restores the known ones.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from moodtagger.ui import theme
from moodtagger.ui.library.column_definitions import (
    ColumnGroup,
    TableColumn,
    column_help,
    column_title,
    group_title,
)
from moodtagger.ui.library.table_view import SongTableView
from moodtagger.ui.text_normalization import plain_tooltip
from moodtagger.ui.widgets import PaddedItemDelegate

_MAX_WIDTH = 4000


def save_columns(view: SongTableView) -> bytes:
    """Serialize order, visibility and widths of the columns, the sorting and what they show."""
    header = view.horizontalHeader()
    columns = [TableColumn(header.logicalIndex(position)) for position in range(header.count())]
    order = header.sortIndicatorOrder()
    state = {
        "columns": [
            [c.name, not header.isSectionHidden(c), column_width(view, c)] for c in columns
        ],
        "sort": [
            TableColumn(header.sortIndicatorSection()).name,
            order == Qt.SortOrder.DescendingOrder,
        ],
        "fills": view.fills_width,
        "covers": view.title_delegate.shows_covers,
    }
    return json.dumps(state).encode()


def column_width(view: SongTableView, column: TableColumn) -> int:
    """Return the width of a column, also while it is hidden or has given way to others."""
    if view.fills_width and column is not TableColumn.TITLE:
        return view.preferred_width(column)
    header = view.horizontalHeader()
    if not header.isSectionHidden(column):
        return header.sectionSize(column)
    header.setSectionHidden(column, False)  # a hidden section reports 0
    width = header.sectionSize(column)
    header.setSectionHidden(column, True)
    return width


def restore_columns(view: SongTableView, state: bytes) -> bool:
    """Restore what `save_columns` returned; return False, changing nothing, if it is invalid.

    Columns that the saved state does not know, as it is older than they, stay hidden.
    """
    header = view.horizontalHeader()
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
    view.restore_layout(fills_width=bool(saved_state.get("fills")))
    view.title_delegate.shows_covers = bool(saved_state.get("covers", True))
    for section in set(TableColumn) - set(listed):
        header.setSectionHidden(section, section is not TableColumn.TITLE)
    for position, (section, (shown, width)) in enumerate(listed.items()):
        header.moveSection(header.visualIndex(section), position)
        header.setSectionHidden(section, False)  # a hidden section does not tell its width
        header.resizeSection(section, width)
        header.setSectionHidden(section, not shown and section is not TableColumn.TITLE)
    order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
    header.setSortIndicator(column, order)
    view.fit_columns()
    return True


def _known_columns(saved_state: Any) -> list[Any]:
    """Return the entries of columns that this version has."""
    return [entry for entry in saved_state["columns"] if entry[0] in TableColumn.__members__]


class ColumnMenu(QMenu):
    """Header menu with a checkable entry for each column, by groups; the title always shows.

    `arrangeRequested` asks for the dialog that reorders the columns.
    """

    arrangeRequested = Signal()

    def __init__(self, view: SongTableView, parent: QWidget | None = None) -> None:
        super().__init__(parent or view)
        self.setTitle(self.tr("&Columns"))
        self._view = view
        self.entries: dict[TableColumn, QAction] = {}
        for group in ColumnGroup:
            self._add_group(group)
        self.addSeparator()
        self.covers = self.addAction(self.tr("Show co&vers"))
        self.covers.setCheckable(True)
        self.covers.toggled.connect(view.show_covers)
        arrange = self.addAction(self.tr("Arrange c&olumns…"))
        arrange.triggered.connect(self.arrangeRequested)
        self.addAction(self.tr("&Reset columns")).triggered.connect(view.reset_columns)
        self.aboutToShow.connect(self._refresh)
        self._refresh()

    def _add_group(self, group: ColumnGroup) -> None:
        menu = self.addMenu(group_title(group))
        for column in group.value:
            entry = menu.addAction(column_title(column))
            entry.setCheckable(True)
            entry.setEnabled(column is not TableColumn.TITLE)
            entry.toggled.connect(partial(self._view.show_column, column))
            self.entries[column] = entry

    def _refresh(self) -> None:
        for column, entry in self.entries.items():
            entry.setChecked(not self._view.isColumnHidden(column))
        self.covers.setChecked(self._view.title_delegate.shows_covers)


_Role = Qt.ItemDataRole


class ColumnsDialog(QDialog):
    """Dialog to show, hide and reorder columns; the table follows at once."""

    def __init__(self, view: SongTableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setWindowTitle(self.tr("Columns"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Columns, left to right"))
        self.list.setItemDelegate(PaddedItemDelegate(self.list))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.up = self._button(self.tr("Move &up"), "Alt+Up", -1)
        self.down = self._button(self.tr("Move &down"), "Alt+Down", 1)
        self.reset = QPushButton(self.tr("&Reset"))
        self.reset.setAutoDefault(False)
        self.reset.clicked.connect(self._reset)
        self._lay_out()
        self._fill()
        self.list.itemChanged.connect(self._apply)
        self.list.model().rowsMoved.connect(self._apply)
        self.list.currentRowChanged.connect(self._update_buttons)
        self.list.setCurrentRow(0)

    def _button(self, text: str, keys: str, step: int) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        # Not the button's own shortcut: its animation takes 0.1 s and swallows the next key press.
        QShortcut(QKeySequence(keys), self).activated.connect(lambda: self._move(step))
        shortcut_text = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{text.replace('&', '')} ({shortcut_text})")
        button.clicked.connect(lambda: self._move(step))
        return button

    def _lay_out(self) -> None:
        hint = QLabel(
            self.tr(
                "Press Space to show or hide a column. Drag it, or use the buttons, to move it."
            ),
            wordWrap=True,
        )
        side = QVBoxLayout()
        for button in (self.up, self.down, self.reset):
            side.addWidget(button)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.addWidget(self.list, stretch=1)
        middle.addLayout(side)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (theme.SPACE_L,))
        column.setSpacing(theme.SPACE_L)
        column.addWidget(hint)
        column.addLayout(middle)
        column.addWidget(box)
        self.resize(420, 520)

    def _fill(self) -> None:
        header = self._view.horizontalHeader()
        self.list.clear()
        for position in range(header.count()):
            column = TableColumn(header.logicalIndex(position))
            item = QListWidgetItem(column_title(column))
            item.setData(_Role.UserRole, int(column))
            item.setToolTip(plain_tooltip(column_help(column)))
            visible = not self._view.isColumnHidden(column)
            item.setCheckState(Qt.CheckState.Checked if visible else Qt.CheckState.Unchecked)
            if column is TableColumn.TITLE:  # cannot be hidden
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            self.list.addItem(item)

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if row < 0 or not 0 <= row + step < self.list.count():
            return
        self.list.blockSignals(True)
        self.list.insertItem(row + step, self.list.takeItem(row))
        self.list.setCurrentRow(row + step)
        self.list.blockSignals(False)
        self._apply()
        self._update_buttons(row + step)

    def _apply(self) -> None:
        header = self._view.horizontalHeader()
        for position in range(self.list.count()):
            item = self.list.item(position)
            column = TableColumn(item.data(_Role.UserRole))
            header.moveSection(header.visualIndex(column), position)
            self._view.show_column(column, item.checkState() == Qt.CheckState.Checked)

    def _update_buttons(self, row: int) -> None:
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < self.list.count() - 1)

    def _reset(self) -> None:
        self._view.reset_columns()
        self.list.blockSignals(True)
        self._fill()
        self.list.blockSignals(False)
        self.list.setCurrentRow(0)
