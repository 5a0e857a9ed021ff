"""The window's own dialogs: failed files, keyboard shortcuts, about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMessageBox,
    QPushButton,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

import moodtagger
from moodtagger.ui import formatting, theme
from moodtagger.ui.formatting import escape_rich_text
from moodtagger.ui.translation import translate_message
from moodtagger.ui.widgets import PaddedItemDelegate


class FileListDialog(QDialog):
    """Non-modal list of files with a reason each, which can be copied as text."""

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
        self._entries = [(path, translate_message(reason)) for path, reason in entries]
        self.tree = QTreeWidget()
        self.tree.setRootIsDecorated(False)
        self.tree.setWordWrap(True)
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.tree.setItemDelegate(_WrappingDelegate(self.tree))
        self.tree.header().sectionResized.connect(self.tree.scheduleDelayedItemsLayout)
        self.tree.setHeaderLabels([self.tr("File"), self.tr("Reason")])
        self.tree.setAccessibleName(title)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.tree.header().resizeSection(0, 280)
        self.tree.addTopLevelItems([_item(path, reason) for path, reason in self._entries])
        copy = QPushButton(self.tr("&Copy as text"), autoDefault=False)
        copy.clicked.connect(self._copy)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        if show_files is not None:
            find = QPushButton(self.tr("Show in &table"), autoDefault=False)
            find.setAccessibleDescription(
                self.tr("Select the songs of the selected files in the table, or of all files")
            )
            find.clicked.connect(lambda: show_files(self._selected_paths()))
            buttons.addWidget(find)
        buttons.addStretch()
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setSpacing(theme.SPACE)
        column.addWidget(QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText))
        column.addWidget(self.tree, stretch=1)
        column.addLayout(buttons)

    def _selected_paths(self) -> list[str]:
        """Return the paths of the selected items, or of all when none is selected."""
        lines = [self.tree.indexOfTopLevelItem(item) for item in self.tree.selectedItems()]
        return [self._entries[line][0] for line in lines or range(len(self._entries))]

    def _copy(self) -> None:
        lines = [f"{formatting.display_path(path)}: {reason}" for path, reason in self._entries]
        QGuiApplication.clipboard().setText("\n".join(lines))


class _WrappingDelegate(PaddedItemDelegate):
    """Gives items the height of their wrapped text, which QTreeView does not."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self.tree = tree

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of the wrapped text."""
        width = self.tree.columnWidth(index.column()) - 2 * theme.SPACE
        bounds = QRect(0, 0, max(width, 50), 10_000)
        text = str(index.data() or "")
        lines = self.tree.fontMetrics().boundingRect(bounds, int(Qt.TextFlag.TextWordWrap), text)
        return QSize(width, lines.height() + theme.SPACE)


def _item(path: str, reason: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([formatting.file_name(path), reason])
    item.setToolTip(0, escape_rich_text(formatting.display_path(path)))
    item.setToolTip(1, escape_rich_text(reason))
    return item


class ShortcutsDialog(QDialog):
    """Lists the shortcuts of all actions and the keys of the views."""

    def __init__(self, actions: Iterable[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(520, 620)
        tree = QTreeWidget()
        tree.setRootIsDecorated(False)
        tree.setItemDelegate(PaddedItemDelegate(tree))
        tree.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        tree.setAccessibleName(self.windowTitle())
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for text, keys in [*_action_shortcuts(actions), *self._view_shortcuts()]:
            tree.addTopLevelItem(QTreeWidgetItem([text, keys]))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(tree)
        column.addWidget(buttons)

    def _view_shortcuts(self) -> list[tuple[str, str]]:
        return [
            (self.tr("Table: Play song"), self.tr("Enter or Space")),
            (self.tr("Sidebar: Rename or remove a playlist"), self.tr("F2, Del")),
            (self.tr("Map: Go to the nearest song"), self.tr("Arrow keys")),
            (self.tr("Map: Play song"), self.tr("Enter or Space")),
            (self.tr("Map: Pan, zoom in, zoom out, fit all"), self.tr("Ctrl+arrows, +, -, 0")),
            (self.tr("Map: Zoom to selection, previous view"), self.tr("Z, Backspace")),
            (self.tr("Map: Rectangle, lasso, pan"), self.tr("R, L, H")),
            (self.tr("Correct mood: Move the position"), self.tr("Arrow keys")),
            (self.tr("Review: Accept all, reject all"), self.tr("A, R")),
            (self.tr("Review: Accept, reject, or clear a mood"), self.tr("1 to 9")),
            (self.tr("Review: Next and previous song"), self.tr("N or J, P or K")),
            (self.tr("Review: Find any mood, or add your own"), self.tr("E")),
            (self.tr("Review: Write tags"), self.tr("W")),
            (self.tr("Review: Accept by confidence"), self.tr("B")),
            (self.tr("Review and tag check: Play, undo"), self.tr("Space, U")),
            (self.tr("Tag check: Keep tag, use suggestion"), self.tr("M, T")),
            (
                self.tr("Set: Move up or down, remove, play"),
                self.tr("Alt+Up, Alt+Down, Del, Enter"),
            ),
            (self.tr("Set: Choose and move a point of the curve"), self.tr("Arrow keys")),
            (self.tr("Correct tempo: Tap the beat"), self.tr("Space")),
            (self.tr("Preview: Include or exclude a file"), self.tr("Space")),
        ]


def _action_shortcuts(actions: Iterable[QAction]) -> list[tuple[str, str]]:
    text_format = QKeySequence.SequenceFormat.NativeText
    return [
        (action.text().replace("&", ""), action.shortcut().toString(text_format))
        for action in actions
        if not action.shortcut().isEmpty()
    ]


def about_box(parent: QWidget) -> QMessageBox:
    """Create the box with name, version and license, not yet shown."""
    tr = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(tr("about", "About moodtagger"))
    box.setText(f"<h3>moodtagger {moodtagger.__version__}</h3>")
    box.setInformativeText(
        tr(
            "about",
            "Detects the mood of the songs in your music library and shows them on a "
            "map. Everything runs on this computer; your files change only after you "
            "approve the exact changes.\n\n"
            "Free software under the GNU General Public License, version 3 or later.",
        )
    )
    box.addButton(QMessageBox.StandardButton.Close)
    return box
