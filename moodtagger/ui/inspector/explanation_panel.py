"""Why a mood was heard: where the song speaks most for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from moodtagger.core.mood_highlights import Moment, moments, mood_course
from moodtagger.core.prediction import Segment
from moodtagger.core.vocabulary import Mood
from moodtagger.ui import icons
from moodtagger.ui.formatting import clock
from moodtagger.ui.inspector.highlight_strip import MomentStrip
from moodtagger.ui.inspector.message_page import plain_label
from moodtagger.ui.library.cell_text import mood_text, percent
from moodtagger.ui.theme import SMALL_SCALE, SPACE_S, scaled_font

MOST = 3
_ICON = QSize(14, 14)


class WhyPanel(QWidget):
    """The mood over time and a button for each of its strongest moments, which plays there."""

    seekRequested = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mood: Mood | None = None
        self._found: tuple[Moment, ...] = ()
        self.words = plain_label()
        self.words.setFont(scaled_font(self.font(), SMALL_SCALE))
        self.strip = MomentStrip()
        self.strip.seekRequested.connect(self.seekRequested)
        self.buttons = [self._button(place) for place in range(MOST)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, SPACE_S)
        layout.setSpacing(2)
        for widget in (self.words, self.strip, *self.buttons):
            layout.addWidget(widget)

    def show_why(self, mood: Mood, segments: Sequence[Segment], length_s: float) -> None:
        """Show where this mood is strongest in a song of that length."""
        self.mood = mood
        self._found = moments(segments, mood.label, MOST)
        self.strip.show_mood(mood, segments, self._found, length_s)
        self.words.setText(self._in_words(segments))
        name = mood_text(mood.label)
        told = self.tr("%1 over time").replace("%1", name)
        self.setAccessibleName(self.tr("Why %1").replace("%1", name))
        self.strip.setAccessibleName(told)
        self.strip.setAccessibleDescription(self.words.text())
        for place, button in enumerate(self.buttons):
            button.setVisible(place < len(self._found))
            if place < len(self._found):
                self._label(button, place, self._found[place])

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons in the new colours."""
        if event.type() == QEvent.Type.PaletteChange:
            for button in self.buttons:
                button.setIcon(icons.icon("play", self.palette()))
        super().changeEvent(event)

    def play_moment(self, place: int) -> None:
        """Play the moment of that rank, 0 for the strongest."""
        if place < len(self._found):
            self.seekRequested.emit(self._found[place].start_s)

    def _button(self, place: int) -> QPushButton:
        button = QPushButton()
        button.setFont(scaled_font(self.font(), SMALL_SCALE))
        button.setIconSize(_ICON)
        button.setIcon(icons.icon("play", self.palette()))
        button.setFlat(True)
        button.setStyleSheet("text-align: left; padding: 2px 4px")
        button.clicked.connect(lambda: self.play_moment(place))
        button.hide()  # until there is a moment for it
        return button

    def _label(self, button: QPushButton, place: int, moment: Moment) -> None:
        text = self.tr("%1   %2 to %3   %4").replace("%1", str(place + 1))
        text = text.replace("%2", clock(moment.start_s)).replace("%3", clock(moment.end_s))
        button.setText(text.replace("%4", percent(moment.probability)))
        told = self.tr("Play from %1 to hear why: %2 there")
        told = told.replace("%1", clock(moment.start_s))
        told = told.replace("%2", percent(moment.probability))
        button.setAccessibleName(told)
        button.setToolTip(self.tr("Play from there"))

    def _in_words(self, segments: Sequence[Segment]) -> str:
        assert self.mood is not None
        course = mood_course(segments, self.mood.label)
        course = course[course == course]  # without NaN
        name = mood_text(self.mood.label)
        if len(course) == 0:
            return self.tr("Where %1 was heard is not known for this song.").replace("%1", name)
        if len(course) == 1:
            text = self.tr("The song was heard in one piece: %2 all through.")
            return text.replace("%1", name).replace("%2", percent(float(course[0])))
        if not self._found:
            text = self.tr("About the same all through: %2 to %3.")
        elif len(self._found) == 1:
            text = self.tr("Between %2 and %3. This moment speaks most for %1:")
        else:
            text = self.tr("Between %2 and %3. These moments speak most for %1:")
        text = text.replace("%1", name).replace("%2", percent(float(course.min())))
        return text.replace("%3", percent(float(course.max())))
