"""Why a mood was heard: where the song speaks most for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from moodtagger.core.mood_highlights import MoodHighlight, mood_curve, mood_highlights
from moodtagger.core.prediction import Segment
from moodtagger.core.vocabulary import Mood
from moodtagger.ui import icons
from moodtagger.ui.formatting import format_time
from moodtagger.ui.inspector.highlight_strip import HighlightStrip
from moodtagger.ui.inspector.message_page import plain_label
from moodtagger.ui.library.cell_text import mood_text, percent
from moodtagger.ui.theme import SMALL_SCALE, SPACE_S, scaled_font

MAX_HIGHLIGHTS = 3
_ICON = QSize(14, 14)


class ExplanationPanel(QWidget):
    """The mood over time and a button for each of its strongest moments, which plays there."""

    seekRequested = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mood: Mood | None = None
        self._highlights: tuple[MoodHighlight, ...] = ()
        self.summary = plain_label()
        self.summary.setFont(scaled_font(self.font(), SMALL_SCALE))
        self.strip = HighlightStrip()
        self.strip.seekRequested.connect(self.seekRequested)
        self.buttons = [self._make_button(rank) for rank in range(MAX_HIGHLIGHTS)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, SPACE_S)
        layout.setSpacing(2)
        for widget in (self.summary, self.strip, *self.buttons):
            layout.addWidget(widget)

    def show_explanation(self, mood: Mood, segments: Sequence[Segment], length_s: float) -> None:
        """Show where this mood is strongest in a song of that length."""
        self.mood = mood
        self._highlights = mood_highlights(segments, mood.label, MAX_HIGHLIGHTS)
        self.strip.show_mood(mood, segments, self._highlights, length_s)
        self.summary.setText(self._summary_text(segments))
        name = mood_text(mood.label)
        accessible_name = self.tr("%1 over time").replace("%1", name)
        self.setAccessibleName(self.tr("Why %1").replace("%1", name))
        self.strip.setAccessibleName(accessible_name)
        self.strip.setAccessibleDescription(self.summary.text())
        for rank, button in enumerate(self.buttons):
            button.setVisible(rank < len(self._highlights))
            if rank < len(self._highlights):
                self._set_button_text(button, rank, self._highlights[rank])

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons in the new colours."""
        if event.type() == QEvent.Type.PaletteChange:
            for button in self.buttons:
                button.setIcon(icons.icon("play", self.palette()))
        super().changeEvent(event)

    def play_highlight(self, rank: int) -> None:
        """Play the moment of that rank, 0 for the strongest."""
        if rank < len(self._highlights):
            self.seekRequested.emit(self._highlights[rank].start_s)

    def _make_button(self, rank: int) -> QPushButton:
        button = QPushButton()
        button.setFont(scaled_font(self.font(), SMALL_SCALE))
        button.setIconSize(_ICON)
        button.setIcon(icons.icon("play", self.palette()))
        button.setFlat(True)
        button.setStyleSheet("text-align: left; padding: 2px 4px")
        button.clicked.connect(lambda: self.play_highlight(rank))
        button.hide()  # until there is a moment for it
        return button

    def _set_button_text(self, button: QPushButton, rank: int, highlight: MoodHighlight) -> None:
        text = self.tr("%1   %2 to %3   %4").replace("%1", str(rank + 1))
        text = text.replace("%2", format_time(highlight.start_s)).replace(
            "%3", format_time(highlight.end_s)
        )
        button.setText(text.replace("%4", percent(highlight.probability)))
        accessible_name = self.tr("Play from %1 to hear why: %2 there")
        accessible_name = accessible_name.replace("%1", format_time(highlight.start_s))
        accessible_name = accessible_name.replace("%2", percent(highlight.probability))
        button.setAccessibleName(accessible_name)
        button.setToolTip(self.tr("Play from there"))

    def _summary_text(self, segments: Sequence[Segment]) -> str:
        assert self.mood is not None
        probabilities = mood_curve(segments, self.mood.label)
        probabilities = probabilities[probabilities == probabilities]  # without NaN
        name = mood_text(self.mood.label)
        if len(probabilities) == 0:
            return self.tr("Where %1 was heard is not known for this song.").replace("%1", name)
        if len(probabilities) == 1:
            text = self.tr("The song was heard in one piece: %2 all through.")
            return text.replace("%1", name).replace("%2", percent(float(probabilities[0])))
        if not self._highlights:
            text = self.tr("About the same all through: %2 to %3.")
        elif len(self._highlights) == 1:
            text = self.tr("Between %2 and %3. This moment speaks most for %1:")
        else:
            text = self.tr("Between %2 and %3. These moments speak most for %1:")
        text = text.replace("%1", name).replace("%2", percent(float(probabilities.min())))
        return text.replace("%3", percent(float(probabilities.max())))
