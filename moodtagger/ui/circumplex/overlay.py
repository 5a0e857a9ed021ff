"""The overlay that follows pointer, focus and playback: hover card, highlight, marker."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from moodtagger.ui.circumplex.background import label_area
from moodtagger.ui.circumplex.map_theme import MapTheme
from moodtagger.ui.circumplex.selectable_map import SelectableMap
from moodtagger.ui.circumplex.song_details import paint_playback_marker

_RING_RADIUS = 8.5


def paint_overlay(painter: QPainter, view: SelectableMap) -> None:
    """Paint the overlay on top of the finished map."""
    theme = view.theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if view.scene.detail is not None and view.playback_s is not None:
        port, prediction = view.scene.viewport, view.scene.detail
        paint_playback_marker(painter, port, theme, prediction, view.playback_s)
    if view.hasFocus():
        _paint_focus(painter, view, theme)
    _paint_highlighted_song(painter, view, theme)


def _paint_focus(painter: QPainter, view: SelectableMap, theme: MapTheme) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.accent, 2.0))
    painter.drawRect(QRectF(view.rect()).adjusted(1, 1, -1, -1))


def _paint_highlighted_song(painter: QPainter, view: SelectableMap, theme: MapTheme) -> None:
    """Ring the highlighted song and paint its card beside it."""
    card = view.hover_card()
    song = view.highlighted_song()
    at = None if song is None else view.scene.screen_position(song)
    row = view.scene.row(song)
    if card is None or at is None or row is None:
        return
    point = QPointF(*at)
    painter.setPen(QPen(theme.background, 5.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(point, _RING_RADIUS, _RING_RADIUS)
    painter.setPen(QPen(theme.accent, 2.4))
    swatch = view.scene.swatch_of(row.track_id, theme.dark)
    if swatch is not None:
        painter.setBrush(QColor(swatch.color))
    painter.drawEllipse(point, _RING_RADIUS, _RING_RADIUS)
    card.paint(
        painter, card.rect_beside(point, label_area(view.scene.viewport), view.scene.reserved_rects)
    )
