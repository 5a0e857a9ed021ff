"""The line below a set's table: what the selected transition is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from moodtagger.ui.theme import SPACE
from moodtagger.ui.widgets import ElidedLabel


class TransitionBar(QWidget):
    """Emits `swapRequested` with the number of a suggestion, and `previewRequested`."""

    swapRequested = Signal(int)
    previewRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = ElidedLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.swaps = QComboBox()
        self.swaps.setAccessibleName(self.tr("Songs that fit the selected step"))
        self.swaps.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.swaps.setMinimumContentsLength(18)
        self.swaps.activated.connect(self._choose_swap)
        self.preview_button = QPushButton(self.tr("Preview transition"))
        self.preview_button.setToolTip(
            self.tr("Play the end of the song before and the beginning of this one as a mix")
        )
        self.preview_button.clicked.connect(self.previewRequested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.label, stretch=1)
        row.addWidget(self.swaps)
        row.addWidget(self.preview_button)
        self.show_swaps(())
        self.preview_button.setEnabled(False)

    def show_text(self, text: str) -> None:
        """Show a sentence; the whole of a long one is in its tooltip."""
        self.label.setText(text)
        self.label.setToolTip(text)

    def show_swaps(self, texts: Sequence[str]) -> None:
        """Offer songs for the selected step."""
        self.swaps.clear()
        self.swaps.addItem(self.tr("Swap for\N{HORIZONTAL ELLIPSIS}"))
        self.swaps.addItems(list(texts))
        for number, text in enumerate(texts, 1):
            self.swaps.setItemData(number, text, Qt.ItemDataRole.ToolTipRole)
        self.swaps.setEnabled(bool(texts))
        widest = max(map(self.fontMetrics().horizontalAdvance, texts), default=0)
        self.swaps.view().setMinimumWidth(widest + 4 * SPACE)

    def _choose_swap(self, index: int) -> None:
        if index > 0:
            self.swapRequested.emit(index - 1)
