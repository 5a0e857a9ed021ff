"""The paper with its points as a picture that is moved, not painted anew, while one pans."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap, QRegion

from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.points import Style
from moodtagger.ui.circumplex.scene import Scene
from moodtagger.ui.circumplex.static_layer import paint_sheet
from moodtagger.ui.circumplex.style import Look

_STEADY = 1.5  # points keep their size while at most that many times more or fewer are in view


class Layer:
    """Keeps the picture of a scene's sheet; only the strips that come into view are painted."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._key: tuple[object, ...] = ()
        self._port: Viewport | None = None
        self._style: Style | None = None

    def forget(self) -> None:
        """Paint everything anew the next time."""
        self._port = None

    @property
    def style(self) -> Style:
        """How the points of the last picture were drawn."""
        assert self._style is not None
        return self._style

    def picture(self, scene: Scene, look: Look, count: int, ratio: float) -> QPixmap:
        """The sheet as it is now, with about `count` points in view; do not paint on it."""
        port = scene.viewport
        key = (scene.version, look, ratio, replace(port, centre=(0.0, 0.0)))
        step = self._step(port, ratio) if key == self._key else None
        if step is None or not self._steady(count):
            self._paint_all(scene, look, Style(count, ratio))
        elif step != (0, 0):
            self._move(scene, look, step)
        self._key, self._port = key, port
        return self._picture

    def _step(self, port: Viewport, ratio: float) -> tuple[int, int] | None:
        """Device pixels the paper has moved, right and down; None when that is not whole."""
        if self._port is None:
            return None
        x, y = (ratio * value for value in port.to_screen(0.0, 0.0))
        before_x, before_y = (ratio * value for value in self._port.to_screen(0.0, 0.0))
        dx, dy = x - before_x, y - before_y
        if abs(dx - round(dx)) > 0.01 or abs(dy - round(dy)) > 0.01:
            return None
        size = self._picture.size()
        if abs(dx) >= size.width() or abs(dy) >= size.height():
            return None
        return round(dx), round(dy)

    def _steady(self, count: int) -> bool:
        before = self.style.count
        return before / _STEADY <= count <= before * _STEADY or max(before, count) < 50

    def _paint_all(self, scene: Scene, look: Look, style: Style) -> None:
        self._style = style
        size = QRectF(0, 0, scene.viewport.width, scene.viewport.height)
        self._picture = QPixmap((size.size() * style.ratio).toSize())
        self._picture.setDevicePixelRatio(style.ratio)
        painter = QPainter(self._picture)
        paint_sheet(painter, scene, look, size, style)
        painter.end()

    def _move(self, scene: Scene, look: Look, step: tuple[int, int]) -> None:
        exposed = QRegion()
        whole = QRect(0, 0, self._picture.width(), self._picture.height())
        self._picture.scroll(*step, whole, exposed)
        painter = QPainter(self._picture)
        for strip in _rects(exposed):
            ratio = self.style.ratio
            area = QRectF(
                strip.x() / ratio,
                strip.y() / ratio,
                strip.width() / ratio,
                strip.height() / ratio,
            )
            painter.setClipRect(area)
            paint_sheet(painter, scene, look, area, self.style)
        painter.end()


def _rects(region: QRegion) -> list[QRect]:
    """The rectangles of a region, which Qt's stubs do not know how to go through."""
    return list(region)  # type: ignore[call-overload]
