"""The card of the song under the pointer, painted inside the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPen

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.tracks import SongRow
from moodtagger.ui.circumplex.label_placement import pushed_inside
from moodtagger.ui.circumplex.strings import plain, quadrant_name, translate
from moodtagger.ui.circumplex.style import Look, clear
from moodtagger.ui.library.cell_text import percent
from moodtagger.ui.mood_display_names import mood_text
from moodtagger.ui.theme import RADIUS, SPACE, SPACE_S, blend, quadrant_color

_TEXT_WIDTH = (150.0, 250.0)  # least and most
_BAR = 64.0
_COVER = 72.0
_AWAY = 14.0  # from the point
CoverOf = Callable[[SongRow], QImage | None]

_SINGLE = Qt.TextFlag.TextSingleLine


class Card:
    """Cover, title, artist, quadrant with confidence, and the three most probable moods."""

    def __init__(self, row: SongRow, look: Look, cover: QImage | None = None) -> None:
        self._row, self._look, self._cover = row, look, cover
        self._lines = [(plain(row.name), look.bold, look.text)]
        if row.tags.artist:
            self._lines.append((plain(row.tags.artist), look.font, look.muted))
        if row.correction is not None:
            color = look.readable(quadrant_color(row.correction.quadrant, look.dark))
            self._lines.append((self._felt(row.correction.quadrant), look.bold, color))
            self._lines.append((self._heard(), look.small, look.muted))
        elif row.quadrant is not None:
            color = look.readable(quadrant_color(row.quadrant, look.dark))
            self._lines.append((self._verdict(), look.bold, color))
        if row.tags.moods:
            self._lines.append((self._tagged(), look.small, look.muted))
        self._moods = sorted(row.moods, key=lambda mood: -mood[1])[:3]

    def _verdict(self) -> str:
        name = quadrant_name(self._row.quadrant) if self._row.quadrant else ""
        if self._row.confidence is None:
            return name
        text = translate("CircumplexView", "%1, %2 sure")
        return text.replace("%1", name).replace("%2", percent(self._row.confidence))

    def _felt(self, quadrant: Quadrant) -> str:
        text = translate("CircumplexView", "%1, as you hear it")
        return text.replace("%1", quadrant_name(quadrant))

    def _heard(self) -> str:
        text = translate("CircumplexView", "The network: %1")
        return text.replace("%1", self._verdict())

    def _tagged(self) -> str:
        text = translate("CircumplexView", "In the file: %1")
        return text.replace("%1", plain(", ".join(self._row.tags.moods)))

    def text(self) -> str:
        """The card in one line, for those who hear it."""
        moods = [f"{plain(mood_text(label))} {percent(share)}" for label, share in self._moods]
        return ", ".join([line for line, _, _ in self._lines] + moods)

    def size(self) -> QSizeF:
        """Space the card takes."""
        width = max(QFontMetricsF(font).horizontalAdvance(text) for text, font, _ in self._lines)
        moods = [
            QFontMetricsF(self._look.font).horizontalAdvance(mood_text(m)) for m, _ in self._moods
        ]
        width = max([width] + [mood + _BAR + 52.0 for mood in moods])
        width = min(_TEXT_WIDTH[1], max(_TEXT_WIDTH[0], width))
        height = sum(_height(font) for _, font, _ in self._lines)
        if self._moods:
            height += SPACE + len(self._moods) * _height(self._look.font)
        if self._cover is not None:
            width, height = width + _COVER + SPACE, max(height, _COVER)
        return QSizeF(width + 2 * SPACE + SPACE_S, height + 2 * SPACE)

    def place(self, point: QPointF, window: QRectF, avoid: Sequence[QRectF] = ()) -> QRectF:
        """Beside the point, on the side with room, wholly inside the window.

        The first side is taken where none of `avoid` is hidden; if there is none, the card at
        least keeps clear of what lies at the bottom.
        """
        size = self.size()
        right = point.x() + _AWAY + size.width() <= window.right()
        below = point.y() + _AWAY + size.height() <= window.bottom()
        places: list[QRectF] = []
        for to_right, down in ((right, below), (right, not below), (not right, below)):
            x = point.x() + _AWAY if to_right else point.x() - _AWAY - size.width()
            y = point.y() + _AWAY if down else point.y() - _AWAY - size.height()
            rect = QRectF(QPointF(x, y), size)
            inside = pushed_inside(rect, window)
            if not places or inside == rect:  # one that was pushed may lie on the point
                places.append(inside)
        free = [rect for rect in places if not any(rect.intersects(other) for other in avoid)]
        if free:
            return free[0]
        low = [rect.top() for rect in avoid if rect.top() > window.center().y()]
        floor = min(low, default=window.bottom())
        return pushed_inside(places[0], QRectF(window.topLeft(), QPointF(window.right(), floor)))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the card in the rectangle that `place` gave."""
        self._paint_paper(painter, rect)
        inner = rect.adjusted(SPACE + SPACE_S, SPACE, -SPACE, -SPACE)
        if self._cover is not None:
            self._paint_cover(painter, inner.topLeft(), self._cover)
            inner.setLeft(inner.left() + _COVER + SPACE)
        y = inner.top()
        for text, font, color in self._lines:
            line = QRectF(inner.left(), y, inner.width(), _height(font))
            painter.setFont(font)
            painter.setPen(color)
            painter.drawText(line, _SINGLE | Qt.AlignmentFlag.AlignVCenter, _cut(text, font, line))
            y += line.height()
        y += SPACE
        for label, share in self._moods:
            line = QRectF(inner.left(), y, inner.width(), _height(self._look.font))
            self._paint_mood(painter, line, label, share)
            y += line.height()

    def _paint_paper(self, painter: QPainter, rect: QRectF) -> None:
        look = self._look
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(clear(look.text if not look.dark else look.ground, 0.18))
        painter.drawRoundedRect(rect.translated(0, 2), RADIUS, RADIUS)
        painter.setBrush(look.card)
        painter.setPen(QPen(blend(look.card, look.text, 0.3), 1.0))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        if self._row.felt_quadrant is not None:
            stripe = QRectF(rect.left() + 4, rect.top() + 6, 3.5, rect.height() - 12)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(quadrant_color(self._row.felt_quadrant, look.dark))
            painter.drawRoundedRect(stripe, 1.7, 1.7)

    def _paint_cover(self, painter: QPainter, corner: QPointF, cover: QImage) -> None:
        """The picture in its square, as large as it goes without being bent."""
        size = QSizeF(cover.size()).scaled(_COVER, _COVER, Qt.AspectRatioMode.KeepAspectRatio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(corner, size), cover)

    def _paint_mood(self, painter: QPainter, line: QRectF, label: str, share: float) -> None:
        look = self._look
        number = QFontMetricsF(look.font).horizontalAdvance(percent(1.0)) + SPACE_S
        bar = QRectF(line.right() - number - _BAR, line.center().y() - 2.5, _BAR, 5.0)
        name = QRectF(line.topLeft(), QPointF(bar.left() - SPACE, line.bottom()))
        painter.setFont(look.font)
        painter.setPen(look.text)
        flags = _SINGLE | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(name, flags, _cut(plain(mood_text(label)), look.font, name))
        painter.drawText(line, flags | Qt.AlignmentFlag.AlignRight, percent(share))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(blend(look.card, look.text, 0.18))
        painter.drawRoundedRect(bar, 2.5, 2.5)
        bar.setWidth(max(5.0, _BAR * min(1.0, share)))
        painter.setBrush(look.accent)
        painter.drawRoundedRect(bar, 2.5, 2.5)


def _height(font: QFont) -> float:
    return QFontMetricsF(font).height() + 2.0


def _cut(text: str, font: QFont, line: QRectF) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
