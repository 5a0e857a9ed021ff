"""What lies over the map and changes often: place in the song, hover ring, card, focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from moodtagger.ui.circumplex.background import window_of
from moodtagger.ui.circumplex.playback_marker import paint_position
from moodtagger.ui.circumplex.style import Look

if TYPE_CHECKING:
    from moodtagger.ui.circumplex.view import CircumplexView

_RING = 8.5


def paint_overlay(painter: QPainter, view: CircumplexView) -> None:
    """Paint over the finished map."""
    look = view.look()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if view.scene.detail is not None and view.position_s is not None:
        port, song = view.scene.viewport, view.scene.detail
        paint_position(painter, port, look, song, view.position_s)
    if view.hasFocus():
        _paint_focus(painter, view, look)
    _paint_song(painter, view, look)


def _paint_focus(painter: QPainter, view: CircumplexView, look: Look) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.accent, 2.0))
    painter.drawRect(QRectF(view.rect()).adjusted(1, 1, -1, -1))


def _paint_song(painter: QPainter, view: CircumplexView, look: Look) -> None:
    """Highlight the song of the card, and put the card beside it."""
    card = view.card()
    song = view.pointed_song()
    at = None if song is None else view.scene.position(song)
    row = view.scene.row(song)
    if card is None or at is None or row is None:
        return
    point = QPointF(*at)
    painter.setPen(QPen(look.ground, 5.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(point, _RING, _RING)
    painter.setPen(QPen(look.accent, 2.4))
    swatch = view.scene.swatch_of(row.track_id, look.dark)
    if swatch is not None:
        painter.setBrush(QColor(swatch.color))
    painter.drawEllipse(point, _RING, _RING)
    card.paint(painter, card.place(point, window_of(view.scene.viewport), view.scene.reserved))
