"""What the window shows where there is no library yet: opening, or a problem."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from moodtagger.ui import theme

_TEXT_WIDTH = 520


class TextPage(QWidget):
    """A title, a few sentences and a row of buttons in the middle."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(title, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._title.setFont(theme.scaled_font(self.font(), theme.TITLE_SCALE, bold=True))
        self._text = QLabel(text, wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._text.setFixedWidth(_TEXT_WIDTH)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch()
        self._buttons.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(theme.SPACE_XL)
        column.addStretch()
        column.addWidget(self._title)
        # Beside stretches, not aligned: only so Qt asks a label how high it is at its width.
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addWidget(self._text)
        middle.addStretch()
        column.addLayout(middle)
        column.addLayout(self._buttons)
        column.addStretch()

    def set_text(self, title: str, text: str) -> None:
        """Other words."""
        self._title.setText(title)
        self._text.setText(text)

    def add_button(self, text: str) -> QPushButton:
        """One more button, at the right of the others."""
        button = QPushButton(text)
        button.setMinimumHeight(36)
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button


class ProblemPage(TextPage):
    """The library could not be opened: why, and the ways out."""

    retryRequested = Signal()
    newLibraryRequested = Signal()
    restoreRequested = Signal(object)  # the copy's path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("The library could not be opened"), "", parent)
        self.retry = self.add_button(self.tr("Try &again"))
        self.retry.clicked.connect(self.retryRequested)
        self.restore = self.add_button(self.tr("&Put back a copy"))
        self.backups_menu = QMenu(self.restore)
        self.restore.setMenu(self.backups_menu)
        self.new_library = self.add_button(self.tr("Start a &new library\N{HORIZONTAL ELLIPSIS}"))
        self.new_library.clicked.connect(self.newLibraryRequested)
        self.show_options({}, new_library=False)

    def show_problem(self, sentence: str) -> None:
        """Say why; the ways out come when they are known."""
        self.set_text(self.tr("The library could not be opened"), sentence)
        self.show_options({}, new_library=False)

    def show_options(self, backups: Mapping[str, Path], *, new_library: bool) -> None:
        """What can be done: put back one of these copies (name: path), or begin a new library."""
        self.backups_menu.clear()
        for name, path in backups.items():
            action = self.backups_menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _on=False, path=path: self.restoreRequested.emit(path))
        self.restore.setVisible(bool(backups))
        self.new_library.setVisible(new_library)
