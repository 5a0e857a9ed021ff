"""The table of a set's steps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from moodtagger.ui.dj_set.set_model import ENERGY_ROLE, KEY_ROLE, LOCK_ROLE, SetColumn, SetModel
from moodtagger.ui.theme import SPACE, SPACE_S, blend, is_dark, key_color

_WIDTHS = {
    SetColumn.TITLE: 24, SetColumn.ARTIST: 18, SetColumn.KEY: 9, SetColumn.RELATION: 16,
    SetColumn.BPM: 6, SetColumn.CHANGE: 8, SetColumn.ENERGY: 10, SetColumn.MOOD: 12,
    SetColumn.LENGTH: 7, SetColumn.STARTS: 9, SetColumn.LOCK: 6,
}  # characters  # fmt: skip
# In a narrow window these columns go first; the page says the same in the line below the table.
_HIDDEN_FIRST = (SetColumn.LENGTH, SetColumn.MOOD, SetColumn.ARTIST, SetColumn.STARTS)
_MIN_ROWS = 2
_Index = QModelIndex | QPersistentModelIndex


class EnergyBarDelegate(QStyledItemDelegate):
    """Draws energy as a bar with its number."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the bar left of the number, which the base class draws."""
        super().paint(painter, option, index)
        energy = index.data(ENERGY_ROLE)
        if energy is None:
            return
        digits = option.fontMetrics.horizontalAdvance("10") + 2 * SPACE
        area = QRectF(option.rect).adjusted(SPACE, 0, -digits, 0)
        bar = QRectF(area.left(), area.center().y() - 2.5, area.width(), 5)
        palette, is_selected = option.palette, bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Accent
        color = palette.color(role)
        ground = palette.color(
            QPalette.ColorRole.Highlight if is_selected else QPalette.ColorRole.Base
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(blend(ground, color, 0.25))
        painter.drawRoundedRect(bar, 2.5, 2.5)
        painter.setBrush(color)
        bar.setWidth(bar.width() * energy / 10)
        painter.drawRoundedRect(bar, 2.5, 2.5)
        painter.restore()


class SetKeyDelegate(QStyledItemDelegate):
    """Draws a key on a ground of its color on the wheel: keys that fit are neighbors in color."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the chip, then the text over it."""
        chosen = QStyleOptionViewItem(option)
        self.initStyleOption(chosen, index)
        text, chosen.text = chosen.text, ""
        style = chosen.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, chosen, painter, chosen.widget)
        key = index.data(KEY_ROLE)
        if key is None:
            return
        palette = option.palette
        wheel = key_color(key, is_dark(palette))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(wheel)
        painter.setBrush(blend(palette.color(QPalette.ColorRole.Base), wheel, 0.3))
        width = chosen.fontMetrics.horizontalAdvance(text) + 2 * SPACE_S + 4
        height = chosen.fontMetrics.height()
        chip = QRect(0, 0, min(width, chosen.rect.width() - SPACE), height)
        chip.moveCenter(chosen.rect.center())
        chip.moveLeft(chosen.rect.left() + SPACE_S)
        painter.drawRoundedRect(QRectF(chip), 4, 4)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.restore()


class LockDelegate(QStyledItemDelegate):
    """Draws a padlock: closed in the text's color, or open and faint."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the padlock over the background."""
        super().paint(painter, option, index)
        palette, is_locked = option.palette, bool(index.data(LOCK_ROLE))
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text
        color = palette.color(role)
        color.setAlphaF(1.0 if is_locked else 0.3)
        unit = option.fontMetrics.height() / 16
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QRectF(option.rect).center())
        painter.scale(unit, unit)
        painter.setPen(QPen(color, 1.6))
        painter.drawArc(QRectF(-3, -7, 6, 8), 0, 16 * (180 if is_locked else 130))
        painter.setBrush(color if is_locked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(-5, -2, 10, 8), 1.5, 1.5)
        painter.restore()


class SetTable(QTableView):
    """The steps; Alt+Up and Alt+Down move the selected ones, Delete removes them."""

    removeRequested = Signal()
    lockRequested = Signal()
    playRequested = Signal(int)  # the step to begin at
    menuRequested = Signal(object)  # the position on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = SetModel(self)
        self.setModel(self.steps)
        self.setAccessibleName(self.tr("Songs of the set"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setItemDelegateForColumn(SetColumn.ENERGY, EnergyBarDelegate(self))
        self.setItemDelegateForColumn(SetColumn.LOCK, LockDelegate(self))
        self.setItemDelegateForColumn(SetColumn.KEY, SetKeyDelegate(self))
        row_height = self.fontMetrics().height() + SPACE
        self.setMinimumHeight((_MIN_ROWS + 1) * row_height)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(row_height)
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in _WIDTHS.items():
            wide = width * self.fontMetrics().averageCharWidth()
            columns.resizeSection(column, max(wide, columns.sectionSizeHint(column)))
        columns.setSectionResizeMode(SetColumn.TITLE, QHeaderView.ResizeMode.Stretch)
        self._needed = {column: columns.sectionSize(column) for column in SetColumn}
        self._needed[SetColumn.TITLE] = (
            _WIDTHS[SetColumn.TITLE] * self.fontMetrics().averageCharWidth()
        )
        self.doubleClicked.connect(self._play)
        self.clicked.connect(self._clicked)

    def selected_rows(self) -> list[int]:
        """Return the numbers of the selected rows, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def select_rows(self, rows: Sequence[int]) -> None:
        """Select these rows alone."""
        selection = QItemSelection()
        for row in rows:
            index = self.steps.index(row, 0)
            selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the columns that there is no room for."""
        super().resizeEvent(event)
        surplus = sum(self._needed.values()) - self.viewport().width()
        for column in _HIDDEN_FIRST:
            self.setColumnHidden(column, surplus > 0)
            surplus -= self._needed[column]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, remove or play the selected steps; pass other keys to Qt."""
        key, rows = Qt.Key(event.key()), self.selected_rows()
        moves = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if moves and rows and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            target = rows[0] - 1 if key == Qt.Key.Key_Up else rows[-1] + 2
            if 0 <= target <= self.steps.rowCount():
                self.steps.move(rows, target)
        elif key == Qt.Key.Key_Delete and rows:
            self.removeRequested.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and rows:
            self.playRequested.emit(rows[0])
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the selected steps."""
        if self.selected_rows():
            self.menuRequested.emit(event.globalPos())

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == SetColumn.LOCK:
            self.lockRequested.emit()

    def _play(self, index: QModelIndex) -> None:
        if index.isValid() and index.column() != SetColumn.LOCK:
            self.playRequested.emit(index.row())
