"""What floats below the search box: an error, suggestions, or what can be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from moodtagger.ui import theme

_Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole
_MIN_WIDTH, _MAX_WIDTH = 340, 560
_MAX_ROWS = 14
_ROW_PADDING = 10
_MARGIN = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: what it says, a note at its right, and what choosing it gives, None for headings."""

    text: str
    note: str = ""
    value: object = None


class _Delegate(QStyledItemDelegate):
    """Paints text and note of a row; headings are small and strong."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + _ROW_PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        style_option = QStyleOptionViewItem(option)
        self.initStyleOption(style_option, index)
        style_option.text = ""
        style_option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, style_option, painter, style_option.widget
        )
        entry = index.data(ENTRY_ROLE)
        palette: QPalette = style_option.palette
        selected = bool(style_option.state & QStyle.StateFlag.State_Selected)
        roles = QPalette.ColorRole
        strong = palette.color(roles.HighlightedText if selected else roles.Text)
        faint = strong if selected else palette.color(roles.PlaceholderText)
        is_heading = entry.value is None
        area = style_option.rect.adjusted(theme.SPACE, 0, -theme.SPACE, 0)
        painter.save()
        painter.setFont(style_option.font)
        if is_heading:
            painter.setFont(theme.scaled_font(style_option.font, theme.SMALL_SCALE, bold=True))
        painter.setPen(faint if is_heading else strong)
        _draw(painter, area, entry.text, Qt.AlignmentFlag.AlignLeft)
        used = painter.fontMetrics().horizontalAdvance(entry.text) + theme.SPACE_XL
        painter.setPen(faint)
        _draw(painter, area.adjusted(used, 0, 0, 0), entry.note, Qt.AlignmentFlag.AlignRight)
        painter.restore()


def _draw(painter: QPainter, area: QRect, text: str, side: Qt.AlignmentFlag) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), shown)


class SearchPopup(QFrame):
    """Floats over the window below an anchor; the keyboard focus stays in the search box."""

    chosen = Signal(object)  # the value of an Entry
    announced = Signal(str)  # the row that the keys moved to

    def __init__(self, anchor: QWidget) -> None:
        super().__init__(anchor)
        self._anchor = anchor
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.problem.setContentsMargins(theme.SPACE, theme.SPACE_S, theme.SPACE, theme.SPACE_S)
        self.list = QListView()
        self.list.setStyleSheet("QListView { border: none }")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setAccessibleName(self.tr("Suggestions"))
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        self.list.clicked.connect(self._choose)
        self._pinned = False
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self.problem)
        column.addWidget(self.list)
        self.hide()

    def show_rows(self, entries: Sequence[Entry], problem: str = "") -> None:
        """Show an error and rows, or hide if there are neither."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self._model.clear()
        for entry in entries:
            item = QStandardItem(entry.text)
            item.setData(entry, ENTRY_ROLE)
            item.setData(
                ", ".join(filter(None, (entry.text, entry.note))),
                Qt.ItemDataRole.AccessibleTextRole,
            )
            item.setFlags(
                Qt.ItemFlag.NoItemFlags
                if entry.value is None
                else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            )
            self._model.appendRow(item)
        self.list.setVisible(bool(entries))
        if not entries and not problem:
            self.hide()
            return
        self._place()
        self.list.scrollToTop()
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a field with a thin line around it."""
        palette = self.palette()
        painter = QPainter(self)
        painter.setPen(theme.blend(palette.base().color(), palette.text().color(), 0.28))
        painter.setBrush(palette.base())
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def entries(self) -> list[Entry]:
        """Return the rows that are shown."""
        return [self._model.item(row).data(ENTRY_ROLE) for row in range(self._model.rowCount())]

    def current(self) -> object:
        """Return the value of the row that the keys moved to, None without one."""
        index = self.list.currentIndex()
        return index.data(ENTRY_ROLE).value if index.isValid() else None

    def go(self, step: int) -> None:
        """Go to the next row that can be chosen, up or down."""
        rows = [i for i, entry in enumerate(self.entries()) if entry.value is not None]
        if not rows:
            return
        current = self.list.currentIndex().row()
        if step > 0:
            row = next((row for row in rows if row > current), rows[-1])
        else:
            row = next((row for row in reversed(rows) if row < current), rows[0])
        index = self._model.index(row, 0)
        self.list.setCurrentIndex(index)
        self.announced.emit(index.data(Qt.ItemDataRole.AccessibleTextRole))

    def _choose(self, index: QModelIndex) -> None:
        value = index.data(ENTRY_ROLE).value
        if value is not None:
            self.chosen.emit(value)

    def _place(self) -> None:
        window = self._anchor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        corner = self._anchor.mapTo(window, QPoint(0, self._anchor.height() + 2))
        width = min(max(_MIN_WIDTH, self._anchor.width()), _MAX_WIDTH, window.width())
        self.problem.setFixedWidth(width - 2 * _MARGIN - 2)
        rows = min(self._model.rowCount(), _MAX_ROWS)
        row_height = self.list.fontMetrics().height() + _ROW_PADDING
        height = 2 * _MARGIN + 2
        if self.problem.text():
            height += self.problem.heightForWidth(self.problem.width()) + theme.SPACE_S
        height += rows * row_height
        left = max(0, min(corner.x(), window.width() - width - theme.SPACE_S))
        bottom = window.height() - theme.SPACE_S
        self.setGeometry(left, corner.y(), width, max(0, min(height, bottom - corner.y())))
