"""A dialog in which a line is drawn over the mood map, for a set to follow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from moodtagger.core.circumplex import clip_to_plane
from moodtagger.ui.inspector.texts import PlanePoint
from moodtagger.ui.plane_picker import PlanePicker
from moodtagger.ui.theme import SPACE

MAX_POINTS = 8  # of a line, at equal distances
_MAX_SONGS = 3000  # dots that are drawn
_RADIUS = 10.0  # of the numbers on the line


def evenly_spaced(points: Sequence[PlanePoint], count: int = MAX_POINTS) -> list[PlanePoint]:
    """Return points at equal distances along a line, both its ends among them."""
    line = np.array(points, float).reshape(-1, 2)
    lengths = np.hypot(*np.diff(line, axis=0).T) if len(line) > 1 else np.zeros(0)
    total = float(lengths.sum())
    if total == 0:
        return [(float(v), float(a)) for v, a in line[:1]]
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    wanted = np.linspace(0.0, total, count)
    axes = (np.interp(wanted, along, line[:, axis]) for axis in (0, 1))
    return [(round(float(v), 3), round(float(a), 3)) for v, a in zip(*axes, strict=True)]


class PathPlane(PlanePicker):
    """Draws a line by dragging; by keys, arrows move a point, Space adds it, Backspace removes."""

    pathChanged = Signal()

    def __init__(self, songs: Sequence[PlanePoint], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        step = max(1, len(songs) // _MAX_SONGS)
        self._songs = list(songs[::step])
        self.path: list[PlanePoint] = []
        self.setAccessibleName(self.tr("Line on the map"))
        self.setToolTip(
            self.tr("Drag to draw. By keys: arrows move, Space adds a point, Backspace removes it.")
        )
        self.moved.connect(lambda _point: self.update())

    def set_path(self, points: Sequence[PlanePoint]) -> None:
        """Show a line."""
        self.path = list(points)
        self.update()
        self.pathChanged.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a new line."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.set_path([self._plane_point(event.position())])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the line."""
        if event.buttons() & Qt.MouseButton.LeftButton and self.path:
            self.set_path([*self.path, self._plane_point(event.position())])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Reduce the line to the points that the set follows."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.set_path(evenly_spaced(self.path))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add the point that the arrow keys moved, or remove the last one."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            self.set_path([*self.path, self.point or (0.0, 0.0)][-MAX_POINTS:])
        elif key == Qt.Key.Key_Backspace:
            self.set_path(self.path[:-1])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the plane, the songs as dots, and the line with the number of each point."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        dots = palette.color(QPalette.ColorRole.Text)
        dots.setAlpha(90)
        painter.setPen(QPen(dots, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPoints([self.to_screen(point) for point in self._songs])
        points = [self.to_screen(point) for point in self.path]
        accent = palette.color(QPalette.ColorRole.Accent)
        painter.setPen(QPen(accent, 3))
        painter.drawPolyline(points)
        if len(points) <= MAX_POINTS:
            painter.setBrush(palette.color(QPalette.ColorRole.Base))
            for number, center in enumerate(points, 1):
                painter.setPen(QPen(accent, 2))
                painter.drawEllipse(center, _RADIUS, _RADIUS)
                painter.setPen(palette.color(QPalette.ColorRole.Text))
                corner = QPointF(_RADIUS, _RADIUS)
                box = (center - corner).toPoint(), (center + corner).toPoint()
                painter.drawText(
                    box[0].x(), box[0].y(), box[1].x() - box[0].x(), box[1].y() - box[0].y(),
                    int(Qt.AlignmentFlag.AlignCenter), str(number),
                )  # fmt: skip
        painter.end()

    def _plane_point(self, position: QPointF) -> PlanePoint:
        origin, unit = self.to_screen((0.0, 0.0)), self.to_screen((1.0, 1.0))
        valence = (position.x() - origin.x()) / (unit.x() - origin.x())
        return clip_to_plane(valence, (position.y() - origin.y()) / (unit.y() - origin.y()))


class PathDialog(QDialog):
    """Asks for a line; `chosen` carries its points, none for an empty one."""

    chosen = Signal(object)

    def __init__(
        self,
        songs: Sequence[PlanePoint],
        path: Sequence[PlanePoint],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Line on the map"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        hint = QLabel(self.tr("Draw the path of the set through the moods, from start to end."))
        hint.setWordWrap(True)
        self.plane = PathPlane(songs)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.clear_button = QPushButton(self.tr("Clear"))
        self.clear_button.setAutoDefault(False)
        self.buttons.addButton(self.clear_button, QDialogButtonBox.ButtonRole.ResetRole)
        self.clear_button.clicked.connect(lambda: self.plane.set_path(()))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.chosen.emit(tuple(self.plane.path)))
        column = QVBoxLayout(self)
        column.setSpacing(SPACE)
        column.addWidget(hint)
        column.addWidget(self.plane, stretch=1)
        column.addWidget(self.buttons)
        self.plane.pathChanged.connect(self._update_buttons)
        self.plane.set_path(path)
        self.plane.setFocus()

    def _update_buttons(self) -> None:
        self.clear_button.setEnabled(bool(self.plane.path))
