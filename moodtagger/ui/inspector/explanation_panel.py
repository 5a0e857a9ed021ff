"""Why a mood was predicted: its probability over time and its strongest passages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from moodtagger.core.mood_highlights import MoodHighlight, mood_curve, mood_highlights
from moodtagger.core.prediction import Segment
from moodtagger.core.vocabulary import Mood
from moodtagger.ui import icons
from moodtagger.ui.formatting import format_time, mood_text
from moodtagger.ui.inspector.texts import plain_label
from moodtagger.ui.inspector.time_plot import TimePlot
from moodtagger.ui.library.cell_formatting import percent
from moodtagger.ui.theme import SMALL_SCALE, SPACE_S, blend, is_dark, mood_color, scaled_font

_HEIGHT = 58
_FADE = 0.55  # how far windows outside the highlights fade into the background


class HighlightStrip(TimePlot):
    """A bar chart of the mood's probability in each window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_HEIGHT, parent)
        self._segments: tuple[Segment, ...] = ()
        self._highlights: tuple[MoodHighlight, ...] = ()
        self._mood: Mood | None = None
        self.setAccessibleName(self.tr("Mood over time"))
        self.setAccessibleDescription(self.tr("No mood selected."))
        self.setToolTip(
            self.tr("Probability of the mood over time, in %; click to play from there")
        )

    def show_mood(
        self,
        mood: Mood,
        segments: Sequence[Segment],
        highlights: Sequence[MoodHighlight],
        length_s: float,
    ) -> None:
        """Show a mood over time; `highlights` are numbered in their order."""
        self._mood, self._segments, self._highlights = mood, tuple(segments), tuple(highlights)
        self.set_length(max([length_s, *(s.end_s for s in segments[-1:])]))

    def paint_plot(self, painter: QPainter, rect: QRectF) -> None:
        """Paint grid lines, columns, threshold and highlight numbers."""
        _text, line = self.colors()
        for level in (0.0, 0.5, 1.0):
            y = _y_of(rect, level)
            painter.setPen(QPen(line, 1))
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
            self.paint_axis_label(painter, y, str(round(100 * level)))
        if self._mood is None:
            return
        self._paint_columns(painter, rect, mood_color(self._mood, is_dark(self)))
        if 0.0 < self._mood.threshold <= 1.0:
            y = _y_of(rect, self._mood.threshold)
            painter.setPen(QPen(self._text_color(), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        for rank, highlight in enumerate(self._highlights, 1):
            self._paint_number(painter, rect, rank, highlight)

    def _paint_columns(self, painter: QPainter, rect: QRectF, color: QColor) -> None:
        assert self._mood is not None
        faint = blend(color, self.palette().color(QPalette.ColorRole.Window), _FADE)
        painter.setPen(Qt.PenStyle.NoPen)
        for segment in self._segments:
            left, right = self.x_of(segment.start_s), self.x_of(segment.end_s)
            top = _y_of(rect, segment.moods.get(self._mood.label, 0.0))
            painter.setBrush(color if self._is_highlighted(segment) else faint)
            # A gap between the columns, where they are wide enough for one.
            gap = 1.0 if right - left > 4 else 0.0
            painter.drawRect(QRectF(left, top, right - left - gap, rect.bottom() - top))

    def _paint_number(
        self, painter: QPainter, rect: QRectF, rank: int, highlight: MoodHighlight
    ) -> None:
        left, right = self.x_of(highlight.start_s), self.x_of(highlight.end_s)
        painter.setPen(QPen(self._text_color(), 1.5))
        painter.drawLine(QPointF(left, rect.bottom()), QPointF(right - 1, rect.bottom()))
        height, width = self.fontMetrics().height(), self.fontMetrics().averageCharWidth() + 6
        label = QRectF(0, 0, width, height)
        middle = min(max((left + right) / 2, rect.left() + width / 2), rect.right() - width / 2)
        label.moveCenter(QPointF(middle, rect.bottom() - height / 2 - 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Window))
        painter.drawRoundedRect(label, 3, 3)
        painter.setPen(self._text_color())
        painter.drawText(label, int(Qt.AlignmentFlag.AlignCenter), str(rank))

    def _is_highlighted(self, segment: Segment) -> bool:
        middle = (segment.start_s + segment.end_s) / 2
        return any(h.start_s <= middle <= h.end_s for h in self._highlights)

    def _text_color(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.WindowText)


def _y_of(rect: QRectF, probability: float) -> float:
    return rect.bottom() - min(max(probability, 0.0), 1.0) * (rect.height() - 1)


MAX_HIGHLIGHTS = 3
_ICON = QSize(14, 14)


class ExplanationPanel(QWidget):
    """The mood over time, with a button that plays each of its strongest passages."""

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
        """Show where a mood is strongest in a song."""
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
        """Redraw the icons when the palette changes."""
        if event.type() == QEvent.Type.PaletteChange:
            for button in self.buttons:
                button.setIcon(icons.icon("play", self.palette()))
        super().changeEvent(event)

    def play_highlight(self, rank: int) -> None:
        """Play the passage of a rank, 0 for the strongest."""
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
        button.hide()  # until there is a highlight for it
        return button

    def _set_button_text(self, button: QPushButton, rank: int, highlight: MoodHighlight) -> None:
        text = self.tr("%1   %2 – %3   %4").replace("%1", str(rank + 1))
        text = text.replace("%2", format_time(highlight.start_s)).replace(
            "%3", format_time(highlight.end_s)
        )
        button.setText(text.replace("%4", percent(highlight.probability)))
        accessible_name = self.tr("Play from %1, where the probability is %2")
        accessible_name = accessible_name.replace("%1", format_time(highlight.start_s))
        accessible_name = accessible_name.replace("%2", percent(highlight.probability))
        button.setAccessibleName(accessible_name)
        button.setToolTip(self.tr("Play from here"))

    def _summary_text(self, segments: Sequence[Segment]) -> str:
        assert self.mood is not None
        probabilities = mood_curve(segments, self.mood.label)
        probabilities = probabilities[probabilities == probabilities]  # without NaN
        name = mood_text(self.mood.label)
        if len(probabilities) == 0:
            return self.tr("There is no timeline of %1 for this song.").replace("%1", name)
        if len(probabilities) == 1:
            text = self.tr("Analyzed in one piece: %2 throughout.")
            return text.replace("%1", name).replace("%2", percent(float(probabilities[0])))
        if not self._highlights:
            text = self.tr("About the same throughout: %2 to %3.")
        else:
            text = self.tr("From %2 to %3. Strongest moments for %1:", "", len(self._highlights))
        text = text.replace("%1", name).replace("%2", percent(float(probabilities.min())))
        return text.replace("%3", percent(float(probabilities.max())))
