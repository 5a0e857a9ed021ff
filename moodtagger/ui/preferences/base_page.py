"""Base of the settings pages, which emit fields as they are edited."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from moodtagger.settings import Settings
from moodtagger.ui import icons, theme

_ICON = QSize(16, 16)


class SettingsPage(QWidget):
    """`edited` carries the fields of `Settings` that the user changed, by name.

    `FIELDS` names the fields of the page, which a reset restores to their defaults.
    """

    FIELDS: tuple[str, ...] = ()
    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*(theme.SPACE_XL,) * 4)
        self.column.setSpacing(theme.SPACE)

    def title(self) -> str:
        """Return the name of the page in the list of pages."""
        raise NotImplementedError

    def show_settings(self, settings: Settings) -> None:
        """Show the given settings without emitting `edited`."""
        raise NotImplementedError

    def add_heading(self, text: str) -> QLabel:
        """Add a heading."""
        label = QLabel(text)
        label.setFont(theme.scaled_font(self.font(), theme.HEADING_SCALE, bold=True))
        if self.column.count():
            self.column.addSpacing(theme.SPACE_L)
        self.column.addWidget(label)
        return label

    def add_hint(self, text: str) -> QLabel:
        """Add a paragraph that explains a choice."""
        label = wrapped_label(text)
        self.column.addWidget(label)
        return label

    def add_row(self, *widgets: QWidget, stretch: bool = True) -> None:
        """Add widgets side by side."""
        self.column.addLayout(row_layout(widgets, stretch=stretch))


class ProblemLabel(QWidget):
    """Shows why an input is invalid, with a warning icon; hidden without a message."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self._text = wrapped_label("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """The message; empty when the input is valid."""
        return self._text.text()

    def show_message(self, text: str) -> None:
        """Show a message; an empty one hides the label."""
        self._icon.setPixmap(icons.icon("warning", self.palette()).pixmap(_ICON))
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


def wrapped_label(text: str) -> QLabel:
    """Create a paragraph of plain text."""
    label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setMinimumWidth(260)
    return label


def row_layout(widgets: Iterable[QWidget], *, stretch: bool = True) -> QHBoxLayout:
    """Lay out widgets side by side, left-aligned with `stretch`."""
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    if stretch:
        row.addStretch(1)
    return row
