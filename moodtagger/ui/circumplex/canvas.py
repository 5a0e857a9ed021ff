"""The widget under the map: its pixmap, its description, zoom, pan and view history."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.hover_card import HoverCard
from moodtagger.ui.circumplex.map_theme import MapTheme
from moodtagger.ui.circumplex.painter import MapPainter
from moodtagger.ui.circumplex.points import visible_points
from moodtagger.ui.circumplex.scene import MapScene
from moodtagger.ui.circumplex.static_layer import StaticLayer
from moodtagger.ui.circumplex.strings import help_text, map_description, translate

_MAX_VIEWS = 60
_CONTINUOUS_KINDS = frozenset({"pan", "zoom", "walk"})  # movements that come in pieces
_SAME_MOVE_S = 0.8  # turns of the wheel that follow each other sooner are one movement


class ViewHistory:
    """Zoom and middle of the views before; the size of the window does not belong to them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._views: deque[tuple[float, tuple[float, float]]] = deque(maxlen=_MAX_VIEWS)
        self._last_move = ("", -1e9)

    def __len__(self) -> int:
        return len(self._views)

    def push(self, port: Viewport, kind: str) -> None:
        """The view is about to change; `how` names the movement, which may come in pieces."""
        now = self._clock()
        last_kind, last_time = self._last_move
        self._last_move = kind, now
        continues = (
            kind == last_kind and kind in _CONTINUOUS_KINDS and now - last_time < _SAME_MOVE_S
        )
        if not (continues and self._views):
            self._views.append((port.zoom, port.center))

    def back(self, port: Viewport) -> Viewport | None:
        """The view before this one, in a window of this size; None when there is none."""
        self._last_move = ("", -1e9)
        while self._views:
            zoom, centre = self._views.pop()
            if (zoom, centre) != (port.zoom, port.center):
                return replace(port, zoom=zoom, center=centre)
        return None


class MapCanvas(QWidget):
    """Owns the scene and paints it once a change; moving the pointer only copies the picture."""

    _RESTYLE_EVENTS: ClassVar = (
        QEvent.Type.PaletteChange,
        QEvent.Type.FontChange,
        QEvent.Type.LanguageChange,
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.history = ViewHistory()
        self.scene = MapScene(Viewport(self.width(), self.height()))
        self.current_song: int | None = None  # where the keyboard stands
        self.reached_by_key = False  # whether the last song was reached by key, not by mouse
        self._map_painter = MapPainter()
        self._static_layer = StaticLayer()
        self._base_pixmap: QPixmap | None = None
        self._theme: MapTheme | None = None
        self.setMinimumSize(260, 220)
        self._update_accessible_name()

    def theme_changed(self) -> None:
        """Colours, fonts or language are others now."""
        self._theme = None
        self.scene.recolor()
        self._update_accessible_name()
        self.repaint_map()

    def sizeHint(self) -> QSize:
        """A square with room for the words."""
        return QSize(640, 560)

    def repaint_map(self) -> None:
        """Something under the pointer's layer has changed."""
        self._base_pixmap = None
        self._update_description()
        self.update()

    def theme(self) -> MapTheme:
        """Colours and fonts in force."""
        if self._theme is None:
            self._theme = MapTheme.from_palette(self.palette(), self.font())
        return self._theme

    def base_pixmap(self) -> QPixmap:
        """The map without what follows the pointer."""
        base = self._base_pixmap
        if base is None or base.devicePixelRatio() != self.devicePixelRatioF():
            base = self._base_pixmap = self._paint_base()
        return base

    def _paint_base(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        points = visible_points(self.scene)
        base = QPixmap(self._static_layer.pixmap(self.scene, self.theme(), len(points), ratio))
        painter = QPainter(base)
        self._map_painter.paint_labels(
            painter, self.scene, self.theme(), points, self._static_layer.style
        )
        painter.end()
        return base

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system's colours, fonts and language."""
        super().changeEvent(event)
        if event.type() in self._RESTYLE_EVENTS:
            self.theme_changed()

    def _update_accessible_name(self) -> None:
        self.setAccessibleName(translate("CircumplexView", "Map of feeling"))
        self.setWhatsThis(help_text())
        self._update_description()

    def _update_description(self) -> None:
        row = self.scene.row(self.current_song)
        current_text = None if row is None else HoverCard(row, self.theme()).text()
        text = map_description(len(self.scene.cloud), len(self.scene.selection), current_text)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)


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
