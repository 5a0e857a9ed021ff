"""Moving over the plane: zoom, pan, fit, and back to the views before."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from moodtagger.ui.circumplex.canvas import MapCanvas
from moodtagger.ui.circumplex.geometry import Viewport


class NavigableMap(MapCanvas):
    """A map with a window that can be moved, and that remembers where it was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pan_rest = QPointF()  # less than a pixel

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Nearer or further around a pixel, or around the middle."""
        port = self.scene.viewport
        x, y = (at.x(), at.y()) if at is not None else (port.width / 2, port.height / 2)
        self._move_to(port.zoomed(factor, x, y), "zoom")

    def pan(self, dx: float, dy: float) -> None:
        """Move the paper by that many pixels, whole ones of the screen; the rest is kept."""
        ratio = self.devicePixelRatioF()
        wanted = self._pan_rest + QPointF(dx, dy)
        whole = QPointF(round(wanted.x() * ratio) / ratio, round(wanted.y() * ratio) / ratio)
        self._pan_rest = wanted - whole
        self._move_to(self.scene.viewport.panned(whole.x(), whole.y()), "pan")

    def fit(self) -> None:
        """Show the whole circle."""
        self._move_to(self.scene.viewport.fitted(), "fit")

    def zoom_to_selection(self) -> None:
        """As near as possible with all selected songs in view."""
        box = self.scene.box_of_selection()
        if box is not None:
            self._move_to(self.scene.viewport.showing_box(*box), "selection")

    def bring_into_view(self, valence: float, arousal: float) -> None:
        """Move as little as needed to see that place."""
        self._move_to(self.scene.viewport.showing(valence, arousal), "walk")

    def go_back(self) -> bool:
        """To the view before this one; False when there is none."""
        before = self.trail.back(self.scene.viewport)
        if before is not None:
            self._show(before)
        return before is not None

    def _move_to(self, viewport: Viewport, how: str) -> None:
        if viewport != self.scene.viewport:
            self.trail.leave(self.scene.viewport, how)
            self._show(viewport)

    def _show(self, viewport: Viewport) -> None:
        self.scene.viewport = viewport
        self.repaint_map()
