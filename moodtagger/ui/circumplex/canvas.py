"""Base widgets of the map: cached painting and description, zoom, pan and view history."""

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
_CONTINUOUS_KINDS = frozenset({"pan", "zoom", "walk"})  # that consist of many small steps
_SAME_MOVE_S = 0.8  # steps that follow each other sooner are one movement


class ViewHistory:
    """Zoom and center of previous views, independent of the widget's size."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._views: deque[tuple[float, tuple[float, float]]] = deque(maxlen=_MAX_VIEWS)
        self._last_move = ("", -1e9)

    def __len__(self) -> int:
        return len(self._views)

    def push(self, port: Viewport, kind: str) -> None:
        """Remember a view before a change; `kind` names the movement."""
        now = self._clock()
        last_kind, last_time = self._last_move
        self._last_move = kind, now
        continues = (
            kind == last_kind and kind in _CONTINUOUS_KINDS and now - last_time < _SAME_MOVE_S
        )
        if not (continues and self._views):
            self._views.append((port.zoom, port.center))

    def back(self, port: Viewport) -> Viewport | None:
        """Return the previous view at the current size; None when there is none."""
        self._last_move = ("", -1e9)
        while self._views:
            zoom, center = self._views.pop()
            if (zoom, center) != (port.zoom, port.center):
                return replace(port, zoom=zoom, center=center)
        return None


class MapCanvas(QWidget):
    """Owns the scene and paints it once per change; pointer movements only copy the pixmap."""

    _RESTYLE_EVENTS: ClassVar = (
        QEvent.Type.PaletteChange,
        QEvent.Type.FontChange,
        QEvent.Type.LanguageChange,
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.history = ViewHistory()
        self.scene = MapScene(Viewport(self.width(), self.height()))
        self.current_song: int | None = None  # of the keyboard
        self.reached_by_key = False  # whether the keyboard, not the mouse, was used last
        self._map_painter = MapPainter()
        self.static_layer = StaticLayer()
        self._base_pixmap: QPixmap | None = None
        self._theme: MapTheme | None = None
        self.setMinimumSize(260, 220)
        self._update_accessible_name()

    def theme_changed(self) -> None:
        """Update after a change of colors, fonts or language."""
        self._theme = None
        self.scene.recolor()
        self.update_margins()
        self._update_accessible_name()
        self.repaint_map()

    def update_margins(self) -> None:
        """Leave room around the circle for the labels, as after a change of words or size."""
        margins = self._map_painter.margins(self.scene, self.theme())
        self.scene.viewport = self.scene.viewport.with_margins(*margins)

    def sizeHint(self) -> QSize:
        """Return the preferred size, about a square."""
        return QSize(640, 560)

    def repaint_map(self) -> None:
        """Repaint the map below the overlay."""
        self._base_pixmap = None
        self._update_description()
        self.update()

    def theme(self) -> MapTheme:
        """Return the current colors and fonts."""
        if self._theme is None:
            self._theme = MapTheme.from_palette(self.palette(), self.font())
        return self._theme

    def base_pixmap(self) -> QPixmap:
        """Return the pixmap of the map without the overlay."""
        base = self._base_pixmap
        if base is None or base.devicePixelRatio() != self.devicePixelRatioF():
            base = self._base_pixmap = self._paint_base()
        return base

    def _paint_base(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        points = visible_points(self.scene)
        base = QPixmap(self.static_layer.pixmap(self.scene, self.theme(), len(points), ratio))
        painter = QPainter(base)
        self._map_painter.paint_labels(
            painter, self.scene, self.theme(), points, self.static_layer.style
        )
        painter.end()
        return base

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system's colors, fonts and language."""
        super().changeEvent(event)
        if event.type() in self._RESTYLE_EVENTS:
            self.theme_changed()

    def _update_accessible_name(self) -> None:
        self.setAccessibleName(translate("CircumplexView", "Mood map"))
        self.setWhatsThis(help_text())
        self._update_description()

    def _update_description(self) -> None:
        row = self.scene.row(self.current_song)
        current_text = None if row is None else HoverCard(row, self.theme()).text()
        counts = len(self.scene.cloud), len(self.scene.selection), len(self.scene.song_path)
        text = map_description(*counts, current_text)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)


class NavigableMap(MapCanvas):
    """A map that can be zoomed and panned, with a history of its views."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subpixel_pan = QPointF()  # not panned yet, less than a pixel

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom in or out around a pixel, or around the center."""
        port = self.scene.viewport
        x, y = (at.x(), at.y()) if at is not None else (port.width / 2, port.height / 2)
        self._move_to(port.zoomed(factor, x, y), "zoom")

    def pan(self, dx: float, dy: float) -> None:
        """Pan by some pixels, rounded to device pixels; the remainder is kept."""
        ratio = self.devicePixelRatioF()
        requested = self._subpixel_pan + QPointF(dx, dy)
        snapped = QPointF(
            round(requested.x() * ratio) / ratio, round(requested.y() * ratio) / ratio
        )
        self._subpixel_pan = requested - snapped
        self._move_to(self.scene.viewport.panned(snapped.x(), snapped.y()), "pan")

    def fit(self) -> None:
        """Show all songs, and the circle around them, as large as possible."""
        self._move_to(self.scene.viewport.fitted(self.scene.cloud.rim()), "fit")

    def zoom_to_selection(self) -> None:
        """Zoom in as far as possible with all selected songs in view."""
        box = self.scene.selection_bounds()
        if box is not None:
            self._move_to(self.scene.viewport.zoomed_to_box(*box), "selection")

    def bring_into_view(self, valence: float, arousal: float) -> None:
        """Pan as little as needed to show a position."""
        self._move_to(self.scene.viewport.panned_to_show(valence, arousal), "walk")

    def go_back(self) -> bool:
        """Return to the previous view; False when there is none."""
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
