"""A page of words, for when there is nothing to draw."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from moodtagger.ui.theme import HEADING_SCALE, SPACE, scaled_font


class MessagePage(QWidget):
    """A heading and a text that says what to do next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = plain_label()
        self.heading.setFont(scaled_font(self.font(), HEADING_SCALE, bold=True))
        self.text = plain_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self.heading)
        layout.addWidget(self.text)
        layout.addStretch(1)

    def show_message(self, heading: str, text: str) -> None:
        """Show these words."""
        self.heading.setText(heading)
        self.text.setText(text)
        self.setAccessibleName(heading)


def plain_label(text: str = "") -> QLabel:
    """A label that wraps, is never read as markup, and whose text can be copied."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
