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


class OwnPlace(QWidget):
    """Chip and coordinates of a correction; hidden without one.

    Its `buttons` stand elsewhere, below what the network heard.
    `differentWanted` asks for the dialog, `takeBackWanted` for the network's place.
    """

    differentWanted = Signal()
    takeBackWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = QuadrantChip()
        self.numbers = plain_label()
        self.different = QPushButton()
        self.back = QPushButton(self.tr("Take back"))
        self.back.setToolTip(self.tr("Let the network's place count again"))
        self.different.setToolTip(self.tr("Say where you hear this song on the plane"))
        self.different.clicked.connect(self.differentWanted)
        self.back.clicked.connect(self.takeBackWanted)
        self.buttons = QWidget()
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, SPACE_S, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.different)
        row.addWidget(self.back)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE_S, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.chip)
        layout.addWidget(self.numbers)

    def show_song(self, row: SongRow) -> None:
        """Show what the person said of this song."""
        own = row.correction
        for part in (self, self.back):
            part.setVisible(own is not None)
        if own is None:
            self.different.setText(self.tr("Sounds different to me\N{HORIZONTAL ELLIPSIS}"))
            return
        self.different.setText(self.tr("Change\N{HORIZONTAL ELLIPSIS}"))
        self.chip.show_own(own.quadrant)
        lines = (
            (self.tr("Valence %1, %2"), own.valence, words.valence_words(own.valence)),
            (self.tr("Arousal %1, %2"), own.arousal, words.arousal_words(own.arousal)),
        )
        told = [text.replace("%1", signed(v)).replace("%2", said) for text, v, said in lines]
        self.numbers.setText("\n".join(told))

    def set_changeable(self, changeable: bool) -> None:
        """Whether corrections can be made."""
        self.different.setEnabled(changeable)
        self.back.setEnabled(changeable)
