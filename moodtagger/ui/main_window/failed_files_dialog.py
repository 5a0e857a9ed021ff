"""A list of files with a sentence each: what failed and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from moodtagger.ui import formatting as words
from moodtagger.ui import theme
from moodtagger.ui.error_translation import translate_error
from moodtagger.ui.markup import escape_rich_text
from moodtagger.ui.padded_delegate import PaddedItemDelegate


class FileListDialog(QDialog):
    """Non-modal; the list can be copied as text."""

    def __init__(
        self,
        title: str,
        text: str,
        entries: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        show_files: Callable[[list[str]], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 380)
        self._entries = [(path, translate_error(why)) for path, why in entries]
        self._tree = QTreeWidget()
        self._tree.setRootIsDecorated(False)
        self._tree.setWordWrap(True)
        self._tree.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self._tree.setItemDelegate(_WrappingDelegate(self._tree))
        self._tree.header().sectionResized.connect(self._tree.scheduleDelayedItemsLayout)
        self._tree.setHeaderLabels([self.tr("File"), self.tr("Why")])
        self._tree.setAlternatingRowColors(True)
        self._tree.setAccessibleName(title)
        self._tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._tree.header().resizeSection(0, 280)
        self._tree.addTopLevelItems([_item(path, why) for path, why in self._entries])
        copy = QPushButton(self.tr("&Copy as text"), autoDefault=False)
        copy.clicked.connect(self._copy)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        if show_files is not None:
            find = QPushButton(self.tr("Show in &table"), autoDefault=False)
            find.setAccessibleDescription(
                self.tr("Select the songs of the marked files in the table, or of all")
            )
            find.clicked.connect(lambda: show_files(self._selected_paths()))
            buttons.addWidget(find)
        buttons.addStretch()
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setSpacing(theme.SPACE)
        column.addWidget(QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText))
        column.addWidget(self._tree, stretch=1)
        column.addLayout(buttons)

    def _selected_paths(self) -> list[str]:
        """The paths of the marked lines; of all when none is."""
        lines = [self._tree.indexOfTopLevelItem(item) for item in self._tree.selectedItems()]
        return [self._entries[line][0] for line in lines or range(len(self._entries))]

    def _copy(self) -> None:
        lines = [f"{words.display_path(path)}: {why}" for path, why in self._entries]
        QGuiApplication.clipboard().setText("\n".join(lines))


class _WrappingDelegate(PaddedItemDelegate):
    """As high as the text needs at its column's width, which Qt's tree does not ask for."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """The height of all lines."""
        width = self._tree.columnWidth(index.column()) - 2 * theme.SPACE
        room = QRect(0, 0, max(width, 50), 10_000)
        text = str(index.data() or "")
        lines = self._tree.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), text)
        return QSize(width, lines.height() + theme.SPACE)


def _item(path: str, reason: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([words.file_name(path), reason])
    item.setToolTip(0, escape_rich_text(words.display_path(path)))
    item.setToolTip(1, escape_rich_text(reason))
    return item
