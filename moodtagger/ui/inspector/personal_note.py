"""A note in the inspector: answers are adjusted to the user's taste, beside the original ones."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from moodtagger.core.prediction import Prediction
from moodtagger.ui.inspector.quiet_widgets import LinkButton, faint_label
from moodtagger.ui.library.cell_formatting import percent, quadrant_text, signed
from moodtagger.ui.theme import SPACE_S


class PersonalNote(QWidget):
    """What the model alone says, with a button that turns the adjustment off; hidden without it."""

    offRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = faint_label()
        self.off_button = LinkButton(self.tr("Turn off"))
        self.off_button.setToolTip(self.tr("Show the original analysis of all songs"))
        self.off_button.setAccessibleName(self.tr("Stop adjusting to your taste"))
        self.off_button.clicked.connect(self.offRequested)
        row = QHBoxLayout()
        row.addWidget(self.off_button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE_S, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.text)
        layout.addLayout(row)
        self.hide()

    def show_original(self, original: Prediction | None) -> None:
        """Show the model's prediction; None where it is not adjusted."""
        self.setVisible(original is not None)
        if original is None:
            return
        text = self.tr("Adjusted to your taste.\nOriginal analysis: %1, valence %2, arousal %3")
        quadrant = f"{quadrant_text(original.top_quadrant)} {percent(original.confidence)}"
        values = (quadrant, signed(original.valence), signed(original.arousal))
        for number, value in enumerate(values, start=1):
            text = text.replace(f"%{number}", value, 1)
        self.text.setText(text)
