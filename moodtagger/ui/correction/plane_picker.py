"""A small plane of feeling on which one place is chosen with mouse or keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from moodtagger.core.circumplex import QUADRANTS, Quadrant
from moodtagger.core.corrections import on_plane
from moodtagger.ui.correction.strings import Place, in_numbers, in_words
from moodtagger.ui.library.cell_text import quadrant_text
from moodtagger.ui.theme import blend, is_dark, quadrant_color

SIGNS = {
    Quadrant.HAPPY: (1, 1),
    Quadrant.ANGRY: (-1, 1),
    Quadrant.SAD: (-1, -1),
    Quadrant.RELAXED: (1, -1),
}
STEP, FINE, COARSE = 0.05, 0.01, 0.25  # of one press: plain, with Ctrl, with Shift
_ARROWS = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_MARGIN = 14.0
_SIDE = 320


class FeelingPlane(QWidget):
    """`moved` carries the place (valence, arousal) that the person chose; setting it is silent."""

    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place: Place | None = None
        self._others: list[Place] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Plane of feeling"))
        self._describe()

    @property
    def place(self) -> Place | None:
        """The place, or None while none is chosen."""
        return self._place

    def set_place(self, place: Place | None) -> None:
        """Show this place, moved onto the plane."""
        self._place = None if place is None else on_plane(*place)
        self._describe()
        self.update()

    def set_others(self, places: Sequence[Place]) -> None:
        """Where the network heard the songs, as rings."""
        self._others = list(places)
        self.update()

    def sizeHint(self) -> QSize:
        """A square that is easy to point into."""
        return QSize(_SIDE, _SIDE)

    def minimumSizeHint(self) -> QSize:
        """Still a square."""
        return QSize(_SIDE * 2 // 3, _SIDE * 2 // 3)

    def to_screen(self, place: Place) -> QPointF:
        """The pixel of a place."""
        room = self._room()
        x = room.center().x() + place[0] * room.width() / 2
        return QPointF(x, room.center().y() - place[1] * room.height() / 2)

    def _room(self) -> QRectF:
        side = min(self.width(), self.height()) - 2 * _MARGIN
        out = QRectF(0, 0, side, side)
        out.moveCenter(QRectF(self.rect()).center())
        return out

    def _choose(self, place: Place) -> None:
        self.set_place(place)
        self.moved.emit(self._place)

    def _point(self, at: QPointF) -> None:
        room = self._room()
        valence = 2 * (at.x() - room.center().x()) / room.width()
        self._choose((valence, 2 * (room.center().y() - at.y()) / room.height()))

    def _describe(self) -> None:
        place = self._place
        chosen = self.tr("No place chosen yet.") if place is None else in_words(place)
        numbers = "" if place is None else f" ({in_numbers(place)})"
        help_text = self.tr("Click, or use the arrow keys; with Shift far, with Ctrl a little.")
        self.setAccessibleDescription(f"{chosen}{numbers}. {help_text}")
        self.setToolTip(help_text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The place is there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._point(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The place goes with the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the place, Home puts it in the middle."""
        key, place = Qt.Key(event.key()), self._place or (0.0, 0.0)
        if key == Qt.Key.Key_Home:
            self._choose((0.0, 0.0))
        elif key in _ARROWS:
            right, up = _ARROWS[key]
            step = _step(event.modifiers())
            self._choose((place[0] + right * step, place[1] + up * step))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Quadrants with their names, axes, the network's places, the person's place."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_paper(painter)
        self._paint_places(painter)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._room().adjusted(-4, -4, 4, 4))
        painter.end()

    def _paint_paper(self, painter: QPainter) -> None:
        palette, room, dark = self.palette(), self._room(), is_dark(self)
        ground = palette.color(QPalette.ColorRole.Base)
        text = palette.color(QPalette.ColorRole.Text)
        for quadrant in QUADRANTS:
            color = quadrant_color(quadrant, dark)
            corner = self.to_screen(SIGNS[quadrant])
            part = QRectF(room.center(), corner).normalized()
            painter.fillRect(part, blend(ground, color, 0.14))
            painter.setPen(blend(color, text, 0.45))
            label = part.adjusted(6, 4, -6, -4)
            painter.drawText(label, int(_corner(SIGNS[quadrant])), quadrant_text(quadrant))
        painter.setPen(QPen(blend(text, ground, 0.5), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(room)
        painter.drawLine(self.to_screen((-1.0, 0.0)), self.to_screen((1.0, 0.0)))
        painter.drawLine(self.to_screen((0.0, -1.0)), self.to_screen((0.0, 1.0)))

    def _paint_places(self, painter: QPainter) -> None:
        palette = self.palette()
        text, ground = palette.color(QPalette.ColorRole.Text), palette.color(palette.ColorRole.Base)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for other in self._others:
            painter.setPen(QPen(text, 1.8))
            painter.drawEllipse(self.to_screen(other), 5.5, 5.5)
        if self._place is None:
            return
        here = self.to_screen(self._place)
        if len(self._others) == 1:
            painter.setPen(QPen(text, 1.2, Qt.PenStyle.DotLine))
            painter.drawLine(self.to_screen(self._others[0]), here)
        painter.setPen(QPen(ground, 2.0))
        painter.setBrush(palette.color(QPalette.ColorRole.Accent))
        painter.drawEllipse(here, 8.0, 8.0)


def _step(modifiers: Qt.KeyboardModifier) -> float:
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return FINE
    return COARSE if modifiers & Qt.KeyboardModifier.ShiftModifier else STEP


def _corner(signs: tuple[int, int]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if signs[0] > 0 else Qt.AlignmentFlag.AlignLeft
    return side | (Qt.AlignmentFlag.AlignTop if signs[1] > 0 else Qt.AlignmentFlag.AlignBottom)
