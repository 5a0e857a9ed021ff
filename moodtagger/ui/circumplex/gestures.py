"""Drags on the map: pan, rubber band, lasso, and moving a song to correct its position."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from moodtagger.core.circumplex import clip_to_plane, quadrant_of
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.labels import moved_inside
from moodtagger.ui.circumplex.map_theme import MapTheme, with_alpha
from moodtagger.ui.circumplex.selectable_map import SelectableMap
from moodtagger.ui.circumplex.strings import drag_target_text
from moodtagger.ui.theme import RADIUS, SPACE, quadrant_color

_LASSO_STEP = 2.0  # pixels between two vertices of a lasso
_RING_RADIUS = 8.5


class Gesture:
    """Base class of drags; positions are pixels of the map."""

    cursor: Qt.CursorShape | None = None

    def __init__(self, view: SelectableMap, start: QPointF) -> None:
        self.view, self.start, self.last = view, start, start

    def move(self, at: QPointF) -> None:
        """Handle a move of the pointer to `at`."""
        self.last = at
        self.view.update()

    def finish(self, extend: bool) -> None:
        """Apply the drag; `extend` adds to the current selection."""

    def paint(self, painter: QPainter, theme: MapTheme) -> None:
        """Preview the result of releasing the button."""


class PanGesture(Gesture):
    """Pans the map."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def move(self, at: QPointF) -> None:
        """Pan by the pointer's movement."""
        step, self.last = at - self.last, at
        self.view.pan(step.x(), step.y())


class RubberBandGesture(Gesture):
    """Selects the songs in a rectangle."""

    cursor = Qt.CursorShape.CrossCursor

    @property
    def rect(self) -> QRectF:
        """The rectangle between press and pointer."""
        return QRectF(self.start, self.last).normalized()

    def finish(self, extend: bool) -> None:
        """Select the songs in the rectangle."""
        rect, scene = self.rect, self.view.scene
        found = scene.songs_in_rect(rect.left(), rect.top(), rect.right(), rect.bottom())
        self.view.select(found | scene.selection if extend else found)

    def paint(self, painter: QPainter, theme: MapTheme) -> None:
        """Paint the rectangle."""
        painter.setPen(QPen(theme.accent, 1.2))
        painter.setBrush(with_alpha(theme.accent, 0.15))
        painter.drawRect(self.rect)


class LassoGesture(Gesture):
    """Selects the songs inside a freehand outline."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: SelectableMap, start: QPointF) -> None:
        super().__init__(view, start)
        self._path = [start]

    def move(self, at: QPointF) -> None:
        """Extend the outline to the pointer."""
        if (at - self._path[-1]).manhattanLength() >= _LASSO_STEP:
            self._path.append(at)
        super().move(at)

    def finish(self, extend: bool) -> None:
        """Select the songs inside the closed outline."""
        scene = self.view.scene
        found = scene.songs_in_lasso([*self._path, self.last])
        self.view.select(found | scene.selection if extend else found)

    def paint(self, painter: QPainter, theme: MapTheme) -> None:
        """Paint the outline, with a dashed line where it will be closed."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(with_alpha(theme.accent, 0.15))
        line = QPolygonF([*self._path, self.last])
        painter.drawPolygon(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.accent, 1.6))
        painter.drawPolyline(line)
        painter.setPen(QPen(theme.accent, 1.0, Qt.PenStyle.DashLine))
        painter.drawLine(self.last, self.start)


class MoveSongGesture(Gesture):
    """Corrects the position of the selected song when the button is released."""

    cursor = Qt.CursorShape.DragMoveCursor

    def __init__(self, view: SelectableMap, start: QPointF, song: int) -> None:
        super().__init__(view, start)
        self._song = song

    @property
    def target(self) -> tuple[float, float]:
        """Valence and arousal under the pointer, clipped to the plane."""
        return clip_to_plane(*self.view.scene.viewport.to_plane(self.last.x(), self.last.y()))

    def finish(self, extend: bool) -> None:
        """Emit `corrected` with the new position."""
        self.view.corrected.emit(self._song, *self.target)

    def paint(self, painter: QPainter, theme: MapTheme) -> None:
        """Paint the point at its new position, a line to the old one, and a label."""
        scene = self.view.scene
        valence, arousal = self.target
        new = QPointF(*scene.viewport.to_screen(valence, arousal))
        old = scene.screen_position(self._song)
        if old is not None:
            painter.setPen(QPen(theme.text, 1.4, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(*old), new)
        quadrant = quadrant_of(valence, arousal)
        painter.setPen(QPen(theme.accent, 2.4))
        painter.setBrush(quadrant_color(quadrant, theme.dark))
        painter.drawEllipse(new, _RING_RADIUS, _RING_RADIUS)
        _paint_drag_label(
            painter, theme, new, drag_target_text(quadrant, valence, arousal), scene.viewport
        )


def _paint_drag_label(
    painter: QPainter, theme: MapTheme, at: QPointF, text: str, port: Viewport
) -> None:
    painter.setFont(theme.font)
    size = painter.fontMetrics().boundingRect(QRectF(0, 0, 600, 100).toRect(), 0, text).size()
    box = QRectF(at.x() + 14, at.y() + 12, size.width() + 2 * SPACE, size.height() + SPACE)
    box = moved_inside(box, QRectF(0, 0, port.width, port.height))
    painter.setPen(QPen(theme.line, 1.0))
    painter.setBrush(theme.card)
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    painter.setPen(theme.text)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
