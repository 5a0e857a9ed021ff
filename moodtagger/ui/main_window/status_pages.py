"""Screens without songs: opening, welcome, and a library that cannot be opened."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from moodtagger.ui import icons, theme

_TEXT_WIDTH = 520


class TextPage(QWidget):
    """A centered title, text and row of buttons."""

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
        # Stretches instead of an alignment, with which Qt ignores height-for-width.
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addWidget(self._text)
        middle.addStretch()
        column.addLayout(middle)
        column.addLayout(self._buttons)
        column.addStretch()

    def set_text(self, title: str, text: str) -> None:
        """Set title and text."""
        self._title.setText(title)
        self._text.setText(text)

    def text(self) -> str:
        """Return the text below the title."""
        return self._text.text()

    def add_button(self, text: str) -> QPushButton:
        """Append a button."""
        button = QPushButton(text)
        button.setMinimumHeight(36)
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button


class ProblemPage(TextPage):
    """Explains why the library could not be opened and offers ways to recover."""

    retryRequested = Signal()
    newLibraryRequested = Signal()
    restoreRequested = Signal(object)  # path of the backup

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Couldn't open the library"), "", parent)
        self.retry = self.add_button(self.tr("Try &again"))
        self.retry.clicked.connect(self.retryRequested)
        self.restore = self.add_button(self.tr("Restore a &backup"))
        self.backups_menu = QMenu(self.restore)
        self.restore.setMenu(self.backups_menu)
        self.new_library = self.add_button(self.tr("Start a &new library\N{HORIZONTAL ELLIPSIS}"))
        self.new_library.clicked.connect(self.newLibraryRequested)
        self.show_options({}, new_library=False)

    def show_problem(self, sentence: str) -> None:
        """Show the reason; `show_options` follows when the options are known."""
        self.set_text(self.tr("Couldn't open the library"), sentence)
        self.show_options({}, new_library=False)

    def show_options(self, backups: Mapping[str, Path], *, new_library: bool) -> None:
        """Offer to restore one of these backups (name: path), or to start a new library."""
        self.backups_menu.clear()
        for name, path in backups.items():
            action = self.backups_menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _on=False, path=path: self.restoreRequested.emit(path))
        self.restore.setVisible(bool(backups))
        self.new_library.setVisible(new_library)


_WIDTH = 600
_LOGO_SIZE = QSize(72, 72)
_SYMBOL_SIZE = QSize(24, 24)


class WelcomePage(QScrollArea):
    """Offers to choose a folder or the demo songs, and explains what is read and written."""

    folderRequested = Signal()
    demoRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._icons: list[tuple[QLabel, str]] = []
        self.choose = self._button(self.tr("Choose a &folder\N{HORIZONTAL ELLIPSIS}"))
        self.choose.setDefault(True)
        self.choose.clicked.connect(self.folderRequested)
        self.demo = self._button(self.tr("Try the &demo songs"))
        self.demo.clicked.connect(self.demoRequested)
        self.note = self._text_label("")
        self.note.hide()
        self._create_layout()

    def text(self) -> str:
        """Return the texts of all labels."""
        return "\n".join(label.text() for label in self.findChildren(QLabel) if label.text())

    def set_changeable(self, changeable: bool) -> None:
        """Enable adding songs, or explain that the library is read-only."""
        self.choose.setEnabled(changeable)
        self.demo.setEnabled(changeable)
        self.note.setText(
            self.tr(
                "This library is open in another moodtagger window. Add folders there, "
                "or close it and open this window again."
            )
        )
        self.note.setHidden(changeable)

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icons in the new colors."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icons"):
            self._draw_icons()
        super().changeEvent(event)

    def _create_layout(self) -> None:
        logo = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        logo.setPixmap(QApplication.windowIcon().pixmap(_LOGO_SIZE, self.devicePixelRatio()))
        title = QLabel(self.tr("See the mood of your music"))
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        title.setFont(theme.scaled_font(self.font(), theme.TITLE_SCALE, bold=True))
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE_XL)
        column.addStretch()
        for widget in (logo, title):
            column.addWidget(widget)
        column.addLayout(self._explanations())
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.choose)
        buttons.addWidget(self.demo)
        buttons.addStretch()
        column.addLayout(buttons)
        column.addWidget(self.note)
        hint = self._text_label(
            self.tr(
                "You can also drop a folder here. The demo is twelve short songs made "
                "for moodtagger, copied to a folder of their own so that you can try "
                "everything."
            )
        )
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        hint.setForegroundRole(hint.palette().ColorRole.PlaceholderText)
        column.addWidget(hint)
        column.addStretch()
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.addStretch()
        row.addLayout(column)
        row.addStretch()
        self.setWidget(middle)
        self._draw_icons()

    def _explanations(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_L)
        grid.setVerticalSpacing(theme.SPACE_L)
        grid.setColumnStretch(1, 1)
        for row, (icon_name, heading, text) in enumerate(self._texts()):
            icon = QLabel()
            self._icons.append((icon, icon_name))
            grid.addWidget(icon, row, 0, Qt.AlignmentFlag.AlignTop)
            text_column = QVBoxLayout()
            text_column.setSpacing(2)
            title = QLabel(heading)
            title.setFont(theme.scaled_font(self.font(), 1.0, bold=True))
            text_column.addWidget(title)
            text_column.addWidget(
                self._text_label(text, _WIDTH - _SYMBOL_SIZE.width() - theme.SPACE_L)
            )
            grid.addLayout(text_column, row, 1)
        return grid

    def _texts(self) -> list[tuple[str, str, str]]:
        return [
            (
                "add_folder",
                self.tr("What is analyzed"),
                self.tr(
                    "Every song in the folder and its subfolders. Each song is analyzed from "
                    "beginning to end on this computer and becomes a point on the map. You "
                    "can stop at any time and resume later."
                ),
            ),
            (
                "info",
                self.tr("What is stored"),
                self.tr(
                    "Results and decisions are stored in moodtagger's library on this "
                    "computer. Nothing is sent anywhere."
                ),
            ),
            (
                "write",
                self.tr("What is written"),
                self.tr(
                    "Nothing is written to your files until you approve the exact changes, "
                    "and every change can be undone."
                ),
            ),
        ]

    def _text_label(self, text: str, width: int = _WIDTH) -> QLabel:
        label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        label.setFixedWidth(width)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setMinimumSize(180, 36)
        return button

    def _draw_icons(self) -> None:
        for label, name in self._icons:
            label.setPixmap(icons.icon(name, self.palette()).pixmap(_SYMBOL_SIZE))
