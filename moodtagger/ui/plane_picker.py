"""A small valence/arousal plane on which a point is chosen by mouse or keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from moodtagger.core.circumplex import QUADRANTS, Quadrant, clip_to_plane
from moodtagger.ui.inspector.texts import PlanePoint, describe_point, format_point
from moodtagger.ui.library.cell_formatting import quadrant_text
from moodtagger.ui.theme import blend, is_dark, quadrant_color

QUADRANT_SIGNS = {
    Quadrant.HAPPY: (1, 1),
    Quadrant.ANGRY: (-1, 1),
    Quadrant.SAD: (-1, -1),
    Quadrant.RELAXED: (1, -1),
}
STEP, FINE_STEP, COARSE_STEP = 0.05, 0.01, 0.25  # of a key press: plain, with Ctrl, with Shift
_DIRECTIONS = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_MARGIN = 14.0
_SIDE = 320


class PlanePicker(QWidget):
    """Picks (valence, arousal); `moved` carries it when the user, not code, changes it."""

    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen_point: PlanePoint | None = None
        self._predicted_points: list[PlanePoint] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Mood map"))
        self._update_description()

    @property
    def point(self) -> PlanePoint | None:
        """The chosen position, or None."""
        return self._chosen_point

    def set_point(self, point: PlanePoint | None) -> None:
        """Show a position, clipped to the plane."""
        self._chosen_point = None if point is None else clip_to_plane(*point)
        self._update_description()
        self.update()

    def set_predicted_points(self, points: Sequence[PlanePoint]) -> None:
        """Show the predicted positions of the songs as rings."""
        self._predicted_points = list(points)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the preferred size, a square."""
        return QSize(_SIDE, _SIDE)

    def minimumSizeHint(self) -> QSize:
        """Return the minimum size, a square."""
        return QSize(_SIDE * 2 // 3, _SIDE * 2 // 3)

    def to_screen(self, point: PlanePoint) -> QPointF:
        """Return the pixel position of a point of the plane."""
        rect = self._plane_rect()
        x = rect.center().x() + point[0] * rect.width() / 2
        return QPointF(x, rect.center().y() - point[1] * rect.height() / 2)

    def _plane_rect(self) -> QRectF:
        side = min(self.width(), self.height()) - 2 * _MARGIN
        out = QRectF(0, 0, side, side)
        out.moveCenter(QRectF(self.rect()).center())
        return out

    def _choose(self, point: PlanePoint) -> None:
        self.set_point(point)
        self.moved.emit(self._chosen_point)

    def _choose_at(self, position: QPointF) -> None:
        rect = self._plane_rect()
        valence = 2 * (position.x() - rect.center().x()) / rect.width()
        self._choose((valence, 2 * (rect.center().y() - position.y()) / rect.height()))

    def _update_description(self) -> None:
        point = self._chosen_point
        chosen = self.tr("No position chosen yet.") if point is None else describe_point(point)
        numbers = "" if point is None else f" ({format_point(point)})"
        help_text = self.tr(
            "Click, or use the arrow keys. Hold Shift for larger steps, Ctrl for smaller ones."
        )
        self.setAccessibleDescription(f"{chosen}{numbers}. {help_text}")
        self.setToolTip(help_text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the position of the click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the chosen position with the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose_at(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the position by arrow keys, or to the center by Home."""
        key, point = Qt.Key(event.key()), self._chosen_point or (0.0, 0.0)
        if key == Qt.Key.Key_Home:
            self._choose((0.0, 0.0))
        elif key in _DIRECTIONS:
            right, up = _DIRECTIONS[key]
            step = _step(event.modifiers())
            self._choose((point[0] + right * step, point[1] + up * step))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint quadrants with names, axes, the predictions and the chosen position."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_background(painter)
        self._paint_points(painter)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._plane_rect().adjusted(-4, -4, 4, 4))
        painter.end()

    def _paint_background(self, painter: QPainter) -> None:
        palette, rect, dark = self.palette(), self._plane_rect(), is_dark(self)
        background = palette.color(QPalette.ColorRole.Base)
        text = palette.color(QPalette.ColorRole.Text)
        for quadrant in QUADRANTS:
            color = quadrant_color(quadrant, dark)
            corner = self.to_screen(QUADRANT_SIGNS[quadrant])
            part = QRectF(rect.center(), corner).normalized()
            painter.fillRect(part, blend(background, color, 0.14))
            painter.setPen(blend(color, text, 0.45))
            label = part.adjusted(6, 4, -6, -4)
            painter.drawText(
                label, int(_corner_alignment(QUADRANT_SIGNS[quadrant])), quadrant_text(quadrant)
            )
        painter.setPen(QPen(blend(text, background, 0.5), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
        painter.drawLine(self.to_screen((-1.0, 0.0)), self.to_screen((1.0, 0.0)))
        painter.drawLine(self.to_screen((0.0, -1.0)), self.to_screen((0.0, 1.0)))

    def _paint_points(self, painter: QPainter) -> None:
        palette = self.palette()
        text, background = (
            palette.color(QPalette.ColorRole.Text),
            palette.color(palette.ColorRole.Base),
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for other in self._predicted_points:
            painter.setPen(QPen(text, 1.8))
            painter.drawEllipse(self.to_screen(other), 5.5, 5.5)
        if self._chosen_point is None:
            return
        center = self.to_screen(self._chosen_point)
        if len(self._predicted_points) == 1:
            painter.setPen(QPen(text, 1.2, Qt.PenStyle.DotLine))
            painter.drawLine(self.to_screen(self._predicted_points[0]), center)
        painter.setPen(QPen(background, 2.0))
        painter.setBrush(palette.color(QPalette.ColorRole.Accent))
        painter.drawEllipse(center, 8.0, 8.0)


def _step(modifiers: Qt.KeyboardModifier) -> float:
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return FINE_STEP
    return COARSE_STEP if modifiers & Qt.KeyboardModifier.ShiftModifier else STEP


def _corner_alignment(signs: tuple[int, int]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if signs[0] > 0 else Qt.AlignmentFlag.AlignLeft
    return side | (Qt.AlignmentFlag.AlignTop if signs[1] > 0 else Qt.AlignmentFlag.AlignBottom)
