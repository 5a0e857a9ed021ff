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
        self._subpixel_pan = QPointF()  # less than a pixel

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Nearer or further around a pixel, or around the middle."""
        port = self.scene.viewport
        x, y = (at.x(), at.y()) if at is not None else (port.width / 2, port.height / 2)
        self._move_to(port.zoomed(factor, x, y), "zoom")

    def pan(self, dx: float, dy: float) -> None:
        """Move the paper by that many pixels, whole ones of the screen; the rest is kept."""
        ratio = self.devicePixelRatioF()
        requested = self._subpixel_pan + QPointF(dx, dy)
        snapped = QPointF(
            round(requested.x() * ratio) / ratio, round(requested.y() * ratio) / ratio
        )
        self._subpixel_pan = requested - snapped
        self._move_to(self.scene.viewport.panned(snapped.x(), snapped.y()), "pan")

    def fit(self) -> None:
        """Show the whole circle."""
        self._move_to(self.scene.viewport.fitted(), "fit")

    def zoom_to_selection(self) -> None:
        """As near as possible with all selected songs in view."""
        box = self.scene.selection_bounds()
        if box is not None:
            self._move_to(self.scene.viewport.zoomed_to_box(*box), "selection")

    def bring_into_view(self, valence: float, arousal: float) -> None:
        """Move as little as needed to see that place."""
        self._move_to(self.scene.viewport.panned_to_show(valence, arousal), "walk")

    def go_back(self) -> bool:
        """To the view before this one; False when there is none."""
        previous = self.history.back(self.scene.viewport)
        if previous is not None:
            self._set_viewport(previous)
        return previous is not None

    def _move_to(self, viewport: Viewport, kind: str) -> None:
        if viewport != self.scene.viewport:
            self.history.push(self.scene.viewport, kind)
            self._set_viewport(viewport)

    def _set_viewport(self, viewport: Viewport) -> None:
        self.scene.viewport = viewport
        self.repaint_map()
