"""How probable one mood is over the song's time, with its strongest moments numbered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QWidget

from moodtagger.core.mood_highlights import MoodHighlight
from moodtagger.core.prediction import Segment
from moodtagger.core.vocabulary import Mood
from moodtagger.ui.inspector.time_plot import TimePlot
from moodtagger.ui.theme import blend, is_dark, mood_color

_HEIGHT = 58
_FADE = 0.55  # how far windows outside of the moments fade into the ground


class HighlightStrip(TimePlot):
    """A column for each window, as high as the mood is probable there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_HEIGHT, parent)
        self._segments: tuple[Segment, ...] = ()
        self._highlights: tuple[MoodHighlight, ...] = ()
        self._mood: Mood | None = None
        self.setAccessibleName(self.tr("The mood over time"))
        self.setAccessibleDescription(self.tr("No mood is asked about yet."))
        self.setToolTip(
            self.tr("How probable the mood is over time, in %; click to play from there")
        )

    def show_mood(
        self,
        mood: Mood,
        segments: Sequence[Segment],
        highlights: Sequence[MoodHighlight],
        length_s: float,
    ) -> None:
        """Show the course of this mood; `found` are numbered in their order."""
        self._mood, self._segments, self._highlights = mood, tuple(segments), tuple(highlights)
        self.set_length(max([length_s, *(s.end_s for s in segments[-1:])]))

    def paint_plot(self, painter: QPainter, rect: QRectF) -> None:
        """Levels, columns, the threshold, the numbers."""
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
            # Some air between the columns, as long as they are wide enough to have any.
            gap = 1.0 if right - left > 4 else 0.0
            painter.drawRect(QRectF(left, top, right - left - gap, rect.bottom() - top))

    def _paint_number(
        self, painter: QPainter, rect: QRectF, rank: int, highlight: MoodHighlight
    ) -> None:
        left, right = self.x_of(highlight.start_s), self.x_of(highlight.end_s)
        painter.setPen(QPen(self._text_color(), 1.5))
        painter.drawLine(QPointF(left, rect.bottom()), QPointF(right - 1, rect.bottom()))
        height, width = self.fontMetrics().height(), self.fontMetrics().averageCharWidth() + 6
        plate = QRectF(0, 0, width, height)
        middle = min(max((left + right) / 2, rect.left() + width / 2), rect.right() - width / 2)
        plate.moveCenter(QPointF(middle, rect.bottom() - height / 2 - 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Window))
        painter.drawRoundedRect(plate, 3, 3)
        painter.setPen(self._text_color())
        painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), str(rank))

    def _is_highlighted(self, segment: Segment) -> bool:
        middle = (segment.start_s + segment.end_s) / 2
        return any(m.start_s <= middle <= m.end_s for m in self._highlights)

    def _text_color(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.WindowText)


def _y_of(rect: QRectF, probability: float) -> float:
    return rect.bottom() - min(max(probability, 0.0), 1.0) * (rect.height() - 1)
