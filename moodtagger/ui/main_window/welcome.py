"""First run: what will be read, what is kept where, and that nothing is written unasked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from moodtagger.ui import icons, theme

_WIDTH = 600
_LOGO_SIZE = QSize(72, 72)
_SYMBOL_SIZE = QSize(24, 24)


class WelcomePage(QScrollArea):
    """Choose a folder or try the demo songs; says what happens and what does not."""

    folderRequested = Signal()
    demoRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._signs: list[tuple[QLabel, str]] = []
        self.choose = self._button(self.tr("Choose a &folder\N{HORIZONTAL ELLIPSIS}"))
        self.choose.setDefault(True)
        self.choose.clicked.connect(self.folderRequested)
        self.demo = self._button(self.tr("Try the &demo songs"))
        self.demo.clicked.connect(self.demoRequested)
        self.note = self._text_label("")
        self.note.hide()
        self._create_layout()

    def text(self) -> str:
        """All that the page says."""
        return "\n".join(label.text() for label in self.findChildren(QLabel) if label.text())

    def set_changeable(self, changeable: bool) -> None:
        """Whether songs can be added; a library open for reading only takes none."""
        self.choose.setEnabled(changeable)
        self.demo.setEnabled(changeable)
        self.note.setText(
            self.tr(
                "Another moodtagger has this library open. Add folders there, or close it and "
                "open this window again."
            )
        )
        self.note.setHidden(changeable)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the signs in the new colours."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_signs"):
            self._draw_signs()
        super().changeEvent(event)

    def _create_layout(self) -> None:
        logo = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        logo.setPixmap(QApplication.windowIcon().pixmap(_LOGO_SIZE, self.devicePixelRatio()))
        title = QLabel(self.tr("Hear the mood of your music"))
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
                "A folder can also be dropped here. The demo songs are twelve short pieces made "
                "for moodtagger; they are copied to a folder of their own, to try everything on."
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
        self._draw_signs()

    def _explanations(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_L)
        grid.setVerticalSpacing(theme.SPACE_L)
        grid.setColumnStretch(1, 1)
        for row, (sign, heading, text) in enumerate(self._texts()):
            mark = QLabel()
            self._signs.append((mark, sign))
            grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
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
                self.tr("What is read"),
                self.tr(
                    "Every song in the folder you choose and below it. Each is listened to from "
                    "beginning to end on this computer and becomes a point on a map of feeling. "
                    "You can stop at any time and go on later."
                ),
            ),
            (
                "info",
                self.tr("What is kept"),
                self.tr(
                    "Results and decisions stay in moodtagger's own library on this computer. "
                    "Nothing is sent anywhere."
                ),
            ),
            (
                "write",
                self.tr("What is written"),
                self.tr(
                    "Nothing is written into your files before you have seen the exact change and "
                    "agreed to it, and every change can be undone."
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

    def _draw_signs(self) -> None:
        for mark, sign in self._signs:
            mark.setPixmap(icons.icon(sign, self.palette()).pixmap(_SYMBOL_SIZE))
