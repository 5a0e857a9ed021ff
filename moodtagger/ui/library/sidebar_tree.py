"""The tree of the sidebar: a click chooses, Ctrl+click adds, a second click removes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
)
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
    dropped = Signal(QModelIndex, object)  # the entry, and a QMimeData

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drop_place = QPersistentModelIndex()
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
        self.setAcceptDrops(True)
        self.can_drop: Callable[[QModelIndex, QMimeData], bool] = lambda _index, _data: False
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
        if self._drop_place.isValid() and index == self._drop_place:
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 1.5))
            painter.drawRoundedRect(QRectF(row.rect).adjusted(4, 1, -4, -1), 5, 5)

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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave to the window what no entry takes."""
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show whether the entry below the mouse takes what is dragged."""
        index = self.indexAt(event.position().toPoint())
        takes = self.can_drop(index, event.mimeData())
        self._drop_place = QPersistentModelIndex(index if takes else QModelIndex())
        event.setAccepted(takes)
        self.viewport().update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no place for a drop any longer."""
        self._drop_place = QPersistentModelIndex()
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over what was dropped on an entry."""
        index = self.indexAt(event.position().toPoint())
        self.dragLeaveEvent(QDragLeaveEvent())
        if self.can_drop(index, event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(index, event.mimeData())
        else:
            event.ignore()

    def _is_plain(self, event: QMouseEvent | QKeyEvent) -> bool:
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        return not event.modifiers() & held

    def _clicked(self, index: QModelIndex) -> None:
        if index.data(ENTRY_ROLE) is Special.MORE:
            self.moreRequested.emit(index)
        elif index.isValid() and index.data(ENTRY_ROLE) is None:
            self.setExpanded(index, not self.isExpanded(index))
