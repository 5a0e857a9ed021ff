"""What a drag does from the moment it is one until the button is let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from moodtagger.core.circumplex import quadrant_of
from moodtagger.core.corrections import on_plane
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.label_placement import pushed_inside
from moodtagger.ui.circumplex.strings import moved_text
from moodtagger.ui.circumplex.style import Look, clear
from moodtagger.ui.theme import RADIUS, SPACE, quadrant_color

if TYPE_CHECKING:
    from moodtagger.ui.circumplex.view import CircumplexView

_LASSO_STEP = 2.0  # pixels between two corners of a lasso
_RING = 8.5


class Gesture:
    """One drag; `at` are pixels of the map."""

    cursor: Qt.CursorShape | None = None

    def __init__(self, view: CircumplexView, start: QPointF) -> None:
        self.view, self.start, self.last = view, start, start

    def move(self, at: QPointF) -> None:
        """The pointer is there now."""
        self.last = at
        self.view.update()

    def finish(self, adds: bool) -> None:
        """The button was let go; `adds`: to what is selected already."""

    def paint(self, painter: QPainter, look: Look) -> None:
        """Show what letting go would do."""


class Pan(Gesture):
    """Moves the paper."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def move(self, at: QPointF) -> None:
        """The paper follows the pointer."""
        step, self.last = at - self.last, at
        self.view.pan(step.x(), step.y())


class Band(Gesture):
    """Selects the songs in a rectangle."""

    cursor = Qt.CursorShape.CrossCursor

    @property
    def rect(self) -> QRectF:
        """The rectangle so far."""
        return QRectF(self.start, self.last).normalized()

    def finish(self, adds: bool) -> None:
        """Select them."""
        rect, scene = self.rect, self.view.scene
        found = scene.songs_in(rect.left(), rect.top(), rect.right(), rect.bottom())
        self.view.choose(found | scene.selection if adds else found)

    def paint(self, painter: QPainter, look: Look) -> None:
        """The rectangle."""
        painter.setPen(QPen(look.accent, 1.2))
        painter.setBrush(clear(look.accent, 0.15))
        painter.drawRect(self.rect)


class Lasso(Gesture):
    """Selects the songs inside a line drawn by hand."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: CircumplexView, start: QPointF) -> None:
        super().__init__(view, start)
        self._path = [start]

    def move(self, at: QPointF) -> None:
        """The line goes on."""
        if (at - self._path[-1]).manhattanLength() >= _LASSO_STEP:
            self._path.append(at)
        super().move(at)

    def finish(self, adds: bool) -> None:
        """Select them; the line's ends are joined."""
        scene = self.view.scene
        found = scene.songs_around([*self._path, self.last])
        self.view.choose(found | scene.selection if adds else found)

    def paint(self, painter: QPainter, look: Look) -> None:
        """The line, and how it would be closed."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(clear(look.accent, 0.15))
        line = QPolygonF([*self._path, self.last])
        painter.drawPolygon(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.accent, 1.6))
        painter.drawPolyline(line)
        painter.setPen(QPen(look.accent, 1.0, Qt.PenStyle.DashLine))
        painter.drawLine(self.last, self.start)


class MoveSong(Gesture):
    """Says that the selected song feels different; nothing changes before the button is let go."""

    cursor = Qt.CursorShape.DragMoveCursor

    def __init__(self, view: CircumplexView, start: QPointF, song: int) -> None:
        super().__init__(view, start)
        self._song = song

    @property
    def place(self) -> tuple[float, float]:
        """The feeling under the pointer, on the plane."""
        return on_plane(*self.view.scene.viewport.to_plane(self.last.x(), self.last.y()))

    def finish(self, adds: bool) -> None:
        """Tell it."""
        self.view.corrected.emit(self._song, *self.place)

    def paint(self, painter: QPainter, look: Look) -> None:
        """The point at its new place, a thread to the old one, and the place in words."""
        scene = self.view.scene
        valence, arousal = self.place
        new = QPointF(*scene.viewport.to_screen(valence, arousal))
        old = scene.position(self._song)
        if old is not None:
            painter.setPen(QPen(look.text, 1.4, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(*old), new)
        quadrant = quadrant_of(valence, arousal)
        painter.setPen(QPen(look.accent, 2.4))
        painter.setBrush(quadrant_color(quadrant, look.dark))
        painter.drawEllipse(new, _RING, _RING)
        _paint_note(painter, look, new, moved_text(quadrant, valence, arousal), scene.viewport)


def _paint_note(painter: QPainter, look: Look, at: QPointF, text: str, port: Viewport) -> None:
    painter.setFont(look.font)
    size = painter.fontMetrics().boundingRect(QRectF(0, 0, 600, 100).toRect(), 0, text).size()
    box = QRectF(at.x() + 14, at.y() + 12, size.width() + 2 * SPACE, size.height() + SPACE)
    box = pushed_inside(box, QRectF(0, 0, port.width, port.height))
    painter.setPen(QPen(look.line, 1.0))
    painter.setBrush(look.card)
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    painter.setPen(look.text)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
