"""The card of the song under the pointer, painted inside the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPen

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.tracks import SongRow
from moodtagger.ui.circumplex.labels import moved_inside
from moodtagger.ui.circumplex.map_theme import MapTheme, with_alpha
from moodtagger.ui.circumplex.strings import printable_line, quadrant_name, translate
from moodtagger.ui.formatting import mood_text
from moodtagger.ui.library.cell_formatting import percent
from moodtagger.ui.theme import RADIUS, SPACE, SPACE_S, blend, quadrant_color

_TEXT_WIDTH = (150.0, 250.0)  # minimum and maximum
_BAR_WIDTH = 64.0
_COVER_SIZE = 72.0
_POINT_DISTANCE = 14.0  # of the card from its point
CoverLookup = Callable[[SongRow], QImage | None]

_SINGLE_LINE = Qt.TextFlag.TextSingleLine


class HoverCard:
    """Cover, title, artist, quadrant with confidence, and the three most probable moods."""

    def __init__(self, row: SongRow, theme: MapTheme, cover: QImage | None = None) -> None:
        self._row, self._theme, self.cover = row, theme, cover
        self._lines = [(printable_line(row.name), theme.bold_font, theme.text)]
        if row.tags.artist:
            self._lines.append((printable_line(row.tags.artist), theme.font, theme.muted))
        if row.correction is not None:
            color = theme.readable_color(quadrant_color(row.correction.quadrant, theme.dark))
            self._lines.append(
                (self._correction_text(row.correction.quadrant), theme.bold_font, color)
            )
            self._lines.append((self._original_prediction_text(), theme.small_font, theme.muted))
        elif row.quadrant is not None:
            color = theme.readable_color(quadrant_color(row.quadrant, theme.dark))
            self._lines.append((self._prediction_text(), theme.bold_font, color))
        if row.tags.moods:
            self._lines.append((self._file_moods_text(), theme.small_font, theme.muted))
        self._moods = sorted(row.moods, key=lambda mood: -mood[1])[:3]

    def _prediction_text(self) -> str:
        name = quadrant_name(self._row.quadrant) if self._row.quadrant else ""
        if self._row.confidence is None:
            return name
        text = translate("CircumplexView", "%1 · %2")
        return text.replace("%1", name).replace("%2", percent(self._row.confidence))

    def _correction_text(self, quadrant: Quadrant) -> str:
        text = translate("CircumplexView", "%1 · corrected")
        return text.replace("%1", quadrant_name(quadrant))

    def _original_prediction_text(self) -> str:
        text = translate("CircumplexView", "Original analysis: %1")
        return text.replace("%1", self._prediction_text())

    def _file_moods_text(self) -> str:
        text = translate("CircumplexView", "Mood tag: %1")
        return text.replace("%1", printable_line(", ".join(self._row.tags.moods)))

    def text(self) -> str:
        """Return the card as one line, for screen readers."""
        moods = [
            f"{printable_line(mood_text(label))} {percent(probability)}"
            for label, probability in self._moods
        ]
        return ", ".join([line for line, _, _ in self._lines] + moods)

    def size(self) -> QSizeF:
        """Return the size of the card."""
        width = max(QFontMetricsF(font).horizontalAdvance(text) for text, font, _ in self._lines)
        moods = [
            QFontMetricsF(self._theme.font).horizontalAdvance(mood_text(m)) for m, _ in self._moods
        ]
        width = max([width] + [mood + _BAR_WIDTH + 52.0 for mood in moods])
        width = min(_TEXT_WIDTH[1], max(_TEXT_WIDTH[0], width))
        height = sum(_line_height(font) for _, font, _ in self._lines)
        if self._moods:
            height += SPACE + len(self._moods) * _line_height(self._theme.font)
        if self.cover is not None:
            width, height = width + _COVER_SIZE + SPACE, max(height, _COVER_SIZE)
        return QSizeF(width + 2 * SPACE + SPACE_S, height + 2 * SPACE)

    def rect_beside(self, point: QPointF, window: QRectF, avoid: Sequence[QRectF] = ()) -> QRectF:
        """Place the card beside the point, inside the window.

        The first position is taken that covers none of `avoid`; if there is none, the card keeps
        clear at least of what lies at the bottom.
        """
        size = self.size()
        right = point.x() + _POINT_DISTANCE + size.width() <= window.right()
        below = point.y() + _POINT_DISTANCE + size.height() <= window.bottom()
        candidates: list[QRectF] = []
        for to_right, down in ((right, below), (right, not below), (not right, below)):
            x = (
                point.x() + _POINT_DISTANCE
                if to_right
                else point.x() - _POINT_DISTANCE - size.width()
            )
            y = point.y() + _POINT_DISTANCE if down else point.y() - _POINT_DISTANCE - size.height()
            rect = QRectF(QPointF(x, y), size)
            clamped = moved_inside(rect, window)
            if not candidates or clamped == rect:  # a clamped one may cover the point
                candidates.append(clamped)
        free = [rect for rect in candidates if not any(rect.intersects(other) for other in avoid)]
        if free:
            return free[0]
        low = [rect.top() for rect in avoid if rect.top() > window.center().y()]
        floor = min(low, default=window.bottom())
        return moved_inside(candidates[0], QRectF(window.topLeft(), QPointF(window.right(), floor)))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the card in the rectangle from `rect_beside`."""
        self._paint_background(painter, rect)
        inner = rect.adjusted(SPACE + SPACE_S, SPACE, -SPACE, -SPACE)
        if self.cover is not None:
            self._paint_cover(painter, inner.topLeft(), self.cover)
            inner.setLeft(inner.left() + _COVER_SIZE + SPACE)
        y = inner.top()
        for text, font, color in self._lines:
            line = QRectF(inner.left(), y, inner.width(), _line_height(font))
            painter.setFont(font)
            painter.setPen(color)
            painter.drawText(
                line, _SINGLE_LINE | Qt.AlignmentFlag.AlignVCenter, _elide(text, font, line)
            )
            y += line.height()
        y += SPACE
        for label, probability in self._moods:
            line = QRectF(inner.left(), y, inner.width(), _line_height(self._theme.font))
            self._paint_mood(painter, line, label, probability)
            y += line.height()

    def _paint_background(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(with_alpha(theme.text if not theme.dark else theme.background, 0.18))
        painter.drawRoundedRect(rect.translated(0, 2), RADIUS, RADIUS)
        painter.setBrush(theme.card)
        painter.setPen(QPen(blend(theme.card, theme.text, 0.3), 1.0))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        if self._row.effective_quadrant is not None:
            stripe = QRectF(rect.left() + 4, rect.top() + 6, 3.5, rect.height() - 12)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(quadrant_color(self._row.effective_quadrant, theme.dark))
            painter.drawRoundedRect(stripe, 1.7, 1.7)

    def _paint_cover(self, painter: QPainter, corner: QPointF, cover: QImage) -> None:
        """Paint the cover fitted into its square, keeping the aspect ratio."""
        size = QSizeF(cover.size()).scaled(
            _COVER_SIZE, _COVER_SIZE, Qt.AspectRatioMode.KeepAspectRatio
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(corner, size), cover)

    def _paint_mood(self, painter: QPainter, line: QRectF, label: str, probability: float) -> None:
        theme = self._theme
        number_width = QFontMetricsF(theme.font).horizontalAdvance(percent(1.0)) + SPACE_S
        bar = QRectF(
            line.right() - number_width - _BAR_WIDTH, line.center().y() - 2.5, _BAR_WIDTH, 5.0
        )
        name = QRectF(line.topLeft(), QPointF(bar.left() - SPACE, line.bottom()))
        painter.setFont(theme.font)
        painter.setPen(theme.text)
        flags = _SINGLE_LINE | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(name, flags, _elide(printable_line(mood_text(label)), theme.font, name))
        painter.drawText(line, flags | Qt.AlignmentFlag.AlignRight, percent(probability))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(blend(theme.card, theme.text, 0.18))
        painter.drawRoundedRect(bar, 2.5, 2.5)
        bar.setWidth(max(5.0, _BAR_WIDTH * min(1.0, probability)))
        painter.setBrush(theme.accent)
        painter.drawRoundedRect(bar, 2.5, 2.5)


def _line_height(font: QFont) -> float:
    return QFontMetricsF(font).height() + 2.0


def _elide(text: str, font: QFont, line: QRectF) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
