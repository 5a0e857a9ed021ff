"""The help menu's two windows: keyboard shortcuts, and what this program is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QMessageBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

import moodtagger
from moodtagger.ui.padded_delegate import PaddedItemDelegate


class ShortcutsDialog(QDialog):
    """Every action that has a key, and the keys of the views."""

    def __init__(self, actions: Iterable[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(520, 620)
        tree = QTreeWidget()
        tree.setRootIsDecorated(False)
        tree.setItemDelegate(PaddedItemDelegate(tree))
        tree.setHeaderLabels([self.tr("What"), self.tr("Keys")])
        tree.setAccessibleName(self.windowTitle())
        tree.setAlternatingRowColors(True)
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
            (self.tr("Table: play the song"), self.tr("Enter or Space")),
            (self.tr("Map: walk to the nearest song"), self.tr("Arrow keys")),
            (self.tr("Map: play the song"), self.tr("Enter or Space")),
            (self.tr("Map: move, nearer, further, the whole"), self.tr("Ctrl+arrows, +, -, 0")),
            (self.tr("Map: zoom to the selection, and back"), self.tr("Z, Backspace")),
            (self.tr("Map: rectangle, lasso, or move by hand"), self.tr("R, L, H")),
            (self.tr("Sounds different: move the place"), self.tr("Arrow keys")),
            (self.tr("Review: accept all, reject all"), self.tr("A, R")),
            (self.tr("Review: accept, reject or reopen one mood"), self.tr("1 to 9")),
            (self.tr("Review: next and previous song"), self.tr("N or J, P or K")),
            (self.tr("Review: find any mood"), self.tr("E")),
            (self.tr("Review: accept all above a confidence"), self.tr("B")),
            (self.tr("Review, differences: play, take back"), self.tr("Space, U")),
            (self.tr("Differences: keep mine, take the network's"), self.tr("M, T")),
            (self.tr("Preview: take a file out or in"), self.tr("Space")),
        ]


def _action_shortcuts(actions: Iterable[QAction]) -> list[tuple[str, str]]:
    text_format = QKeySequence.SequenceFormat.NativeText
    return [
        (action.text().replace("&", ""), action.shortcut().toString(text_format))
        for action in actions
        if not action.shortcut().isEmpty()
    ]


def about_box(parent: QWidget) -> QMessageBox:
    """Name, version, promise and licence; not yet shown."""
    tr = QCoreApplication.translate
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(tr("about", "About moodtagger"))
    box.setText(f"<h3>moodtagger {moodtagger.__version__}</h3>")
    box.setInformativeText(
        tr(
            "about",
            "Hears the mood of the songs in your music library and shows them on a map of "
            "feeling. Everything happens on this computer; your files are changed only where "
            "you agreed to the exact change.\n\nFree software under the GNU General Public "
            "License, version 3 or later.",
        )
    )
    box.addButton(QMessageBox.StandardButton.Close)
    return box
