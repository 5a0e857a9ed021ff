"""The tree of the sidebar: a click chooses, Ctrl+click adds, a second click removes."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView, QWidget

from moodtagger.ui.library.sidebar_delegate import paint_chevron
from moodtagger.ui.library.sidebar_model import ENTRY_ROLE, Special

_Flag = QItemSelectionModel.SelectionFlag
_Index = QModelIndex | QPersistentModelIndex
_INDENT = 12
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SidebarTree(QTreeView):
    """Headings and their entries; a heading folds its section, and is never chosen itself."""

    moreRequested = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(_INDENT)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.clicked.connect(self._clicked)

    def selectionCommand(self, index: _Index, event: QEvent | None = None) -> _Flag:
        """Return what a click or a key does to the selection."""
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            return _Flag.NoUpdate
        if isinstance(event, QMouseEvent):
            if event.button() == Qt.MouseButton.RightButton:
                return _Flag.NoUpdate
            is_press = event.type() == QEvent.Type.MouseButtonPress
            if is_press and self._is_plain(event) and self.selectionModel().isSelected(index):
                return _Flag.Deselect
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            is_selected = self.selectionModel().isSelected(index)
            if self._is_plain(event):
                return _Flag.Deselect if is_selected else _Flag.ClearAndSelect
        return super().selectionCommand(index, event)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Leave marks to the delegate, also left of an entry."""
        row = QStyleOptionViewItem(option)
        row.palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        super().drawRow(painter, row, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """Paint an arrow before a folder with folders in it, and no lines."""
        if index.parent().isValid() and self.model().hasChildren(index):
            middle = QPointF(rect.right() - _INDENT / 2, rect.center().y() + 0.5)
            color = self.palette().color(QPalette.ColorRole.PlaceholderText)
            painter.save()
            paint_chevron(painter, middle, color, is_open=self.isExpanded(index))
            painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold and unfold a heading, or list more values, with Enter or Space."""
        index = self.currentIndex()
        keys = (*_ENTER, Qt.Key.Key_Space)
        if event.key() in keys and not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self._clicked(index)
            return
        super().keyPressEvent(event)

    def _is_plain(self, event: QMouseEvent | QKeyEvent) -> bool:
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        return not event.modifiers() & held

    def _clicked(self, index: QModelIndex) -> None:
        if index.data(ENTRY_ROLE) is Special.MORE:
            self.moreRequested.emit(index)
        elif index.isValid() and index.data(ENTRY_ROLE) is None:
            self.setExpanded(index, not self.isExpanded(index))
