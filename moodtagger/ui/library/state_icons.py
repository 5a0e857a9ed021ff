"""Small painted icons: one shape for each track state, and the pencil of edited songs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.tracks import TrackState
from moodtagger.ui.theme import is_dark, quadrant_color

_ROLES = QPalette.ColorRole


def state_color(state: TrackState, palette: QPalette) -> QColor:
    """Return the color of a state icon on the background of a window or a table."""
    if state is TrackState.FAILED:
        return palette.color(_ROLES.BrightText)
    if state is TrackState.WRITTEN:
        return quadrant_color(Quadrant.RELAXED, is_dark(palette))
    if state in (TrackState.REVIEW, TrackState.DECIDED):
        return palette.color(_ROLES.Accent)
    return palette.color(_ROLES.PlaceholderText)


def paint_state_icon(painter: QPainter, rect: QRectF, state: TrackState, color: QColor) -> None:
    """Draw the icon of a state into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(color, max(1.4, rect.width() * 0.15))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    margin = pen.widthF() / 2 + 0.5
    _SHAPES[state](painter, rect.adjusted(margin, margin, -margin, -margin))
    painter.restore()


def _ring(painter: QPainter, rect: QRectF) -> None:
    painter.drawEllipse(rect)


def _ring_with_bar(painter: QPainter, rect: QRectF) -> None:
    painter.drawEllipse(rect)
    inset = rect.width() * 0.28
    middle = rect.center().y()
    painter.drawLine(QPointF(rect.left() + inset, middle), QPointF(rect.right() - inset, middle))


def _diamond(painter: QPainter, rect: QRectF) -> None:
    center = rect.center()
    painter.setBrush(painter.pen().color())
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(center.x(), rect.top()),
                QPointF(rect.right(), center.y()),
                QPointF(center.x(), rect.bottom()),
                QPointF(rect.left(), center.y()),
            ]
        )
    )


def _disc(painter: QPainter, rect: QRectF) -> None:
    painter.setBrush(painter.pen().color())
    painter.drawEllipse(rect)


def _check(painter: QPainter, rect: QRectF) -> None:
    left, top, size = rect.left(), rect.top(), rect.width()
    painter.drawPolyline(
        [
            QPointF(left, top + 0.55 * size),
            QPointF(left + 0.36 * size, top + 0.9 * size),
            QPointF(left + size, top + 0.12 * size),
        ]
    )


def _cross(painter: QPainter, rect: QRectF) -> None:
    painter.drawLine(rect.topLeft(), rect.bottomRight())
    painter.drawLine(rect.topRight(), rect.bottomLeft())


def _broken_ring(painter: QPainter, rect: QRectF) -> None:
    for start in range(0, 360, 90):
        painter.drawArc(rect, (start + 20) * 16, 50 * 16)


def _speech_bubble(painter: QPainter, rect: QRectF) -> None:
    bubble = QRectF(rect.left(), rect.top(), rect.width(), rect.height() * 0.72)
    painter.drawRoundedRect(bubble, rect.width() * 0.2, rect.width() * 0.2)
    tip = rect.left() + rect.width() * 0.3
    painter.drawLine(QPointF(tip, bubble.bottom()), QPointF(rect.left(), rect.bottom()))


_SHAPES: dict[TrackState, Callable[[QPainter, QRectF], None]] = {
    TrackState.WAITING: _ring,
    TrackState.REVIEW: _diamond,
    TrackState.UNSURE: _ring_with_bar,
    TrackState.DECIDED: _disc,
    TrackState.WRITTEN: _check,
    TrackState.FAILED: _cross,
    TrackState.SPEECH: _speech_bubble,
    TrackState.ABSENT: _broken_ring,
}


# Drawn in a square of side 1, with the tip at the lower left.
_PENCIL_BODY = ((0.30, 0.92), (0.08, 0.70), (0.70, 0.08), (0.92, 0.30))
_PENCIL_TIP = ((0.30, 0.92), (0.08, 0.70), (0.0, 1.0))


def edited_icon_color(palette: QPalette) -> QColor:
    """Return the color of the pencil where no quadrant provides one."""
    return palette.color(QPalette.ColorRole.Accent)


def paint_edited_icon(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """Draw the pencil icon into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(color, max(1.2, rect.width() * 0.11))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolygon(_scaled_polygon(_PENCIL_BODY, rect))
    painter.setBrush(color)
    painter.drawPolygon(_scaled_polygon(_PENCIL_TIP, rect))
    painter.restore()


def _scaled_polygon(shape: tuple[tuple[float, float], ...], rect: QRectF) -> QPolygonF:
    left, top, size = rect.left(), rect.top(), rect.width()
    return QPolygonF([QPointF(left + x * size, top + y * size) for x, y in shape])
