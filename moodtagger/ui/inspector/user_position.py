"""Where the person hears the song, above what the network heard; and the way to say so."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from moodtagger.core.tracks import SongRow
from moodtagger.ui.inspector import strings as words
from moodtagger.ui.inspector.message_page import plain_label
from moodtagger.ui.inspector.quadrant_chip import QuadrantChip
from moodtagger.ui.library.cell_text import signed
from moodtagger.ui.theme import SPACE, SPACE_S


class UserPosition(QWidget):
    """Chip and coordinates of a correction; hidden without one.

    Its `buttons` stand elsewhere, below what the network heard.
    `differentWanted` asks for the dialog, `takeBackWanted` for the network's place.
    """

    changeRequested = Signal()
    resetRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = QuadrantChip()
        self.coordinates = plain_label()
        self.change_button = QPushButton()
        self.reset_button = QPushButton(self.tr("Take back"))
        self.reset_button.setToolTip(self.tr("Let the network's place count again"))
        self.change_button.setToolTip(self.tr("Say where you hear this song on the plane"))
        self.change_button.clicked.connect(self.changeRequested)
        self.reset_button.clicked.connect(self.resetRequested)
        self.buttons = QWidget()
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, SPACE_S, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.change_button)
        row.addWidget(self.reset_button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE_S, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.chip)
        layout.addWidget(self.coordinates)

    def show_song(self, row: SongRow) -> None:
        """Show what the person said of this song."""
        correction = row.correction
        for widget in (self, self.reset_button):
            widget.setVisible(correction is not None)
        if correction is None:
            self.change_button.setText(self.tr("Sounds different to me\N{HORIZONTAL ELLIPSIS}"))
            return
        self.change_button.setText(self.tr("Change\N{HORIZONTAL ELLIPSIS}"))
        self.chip.show_user_quadrant(correction.quadrant)
        lines = (
            (self.tr("Valence %1, %2"), correction.valence, words.valence_text(correction.valence)),
            (self.tr("Arousal %1, %2"), correction.arousal, words.arousal_text(correction.arousal)),
        )
        texts = [text.replace("%1", signed(v)).replace("%2", word) for text, v, word in lines]
        self.coordinates.setText("\n".join(texts))

    def set_changeable(self, changeable: bool) -> None:
        """Whether corrections can be made."""
        self.change_button.setEnabled(changeable)
        self.reset_button.setEnabled(changeable)
