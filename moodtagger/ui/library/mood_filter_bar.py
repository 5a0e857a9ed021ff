"""Says in the sidebar which moods were picked on the map of words, and takes them back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from moodtagger.ui import icons
from moodtagger.ui.elided_label import ElidedLabel
from moodtagger.ui.library.filter import MoodFilter
from moodtagger.ui.theme import SPACE_S


class MoodFilterBar(QWidget):
    """Not seen while nothing is picked; `cleared` comes when the person wants all songs again."""

    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mood_filter: MoodFilter | None = None
        self._label = ElidedLabel()
        self.clear_button = QToolButton(autoRaise=True)
        self.clear_button.setToolTip(self.tr("Show songs of all moods again"))
        self.clear_button.setAccessibleName(self.clear_button.toolTip())
        self.clear_button.clicked.connect(self.cleared)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_S, 0, 0, 0)
        row.addWidget(self._label, 1)
        row.addWidget(self.clear_button)
        self._draw_icon()
        self.hide()

    def show_mood_filter(self, mood_filter: MoodFilter | None) -> None:
        """The moods in words; nothing without any."""
        self.mood_filter = mood_filter
        text = "" if mood_filter is None else self.tr("Moods: %1").replace("%1", mood_filter.label)
        self._label.setText(text)
        self.setVisible(mood_filter is not None)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the new colours."""
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()
        super().changeEvent(event)

    def _draw_icon(self) -> None:
        self.clear_button.setIcon(icons.icon("close", self.palette()))
