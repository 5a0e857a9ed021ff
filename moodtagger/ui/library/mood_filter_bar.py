"""Says in the sidebar which moods were picked on the map of words, and takes them back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from moodtagger.ui import icons
from moodtagger.ui.elided_label import ElidedLabel
from moodtagger.ui.library.filter import Picked
from moodtagger.ui.theme import SPACE_S


class PickedBar(QWidget):
    """Not seen while nothing is picked; `cleared` comes when the person wants all songs again."""

    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picked: Picked | None = None
        self._words = ElidedLabel()
        self.clear = QToolButton(autoRaise=True)
        self.clear.setToolTip(self.tr("Show songs of all moods again"))
        self.clear.setAccessibleName(self.clear.toolTip())
        self.clear.clicked.connect(self.cleared)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_S, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self.clear)
        self._draw_icon()
        self.hide()

    def show_picked(self, picked: Picked | None) -> None:
        """The moods in words; nothing without any."""
        self.picked = picked
        text = "" if picked is None else self.tr("Moods: %1").replace("%1", picked.words)
        self._words.setText(text)
        self.setVisible(picked is not None)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the new colours."""
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()
        super().changeEvent(event)

    def _draw_icon(self) -> None:
        self.clear.setIcon(icons.icon("close", self.palette()))
