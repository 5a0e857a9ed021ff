"""The widget under the map: its picture, its colours, and its description in words."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.hover_card import HoverCard
from moodtagger.ui.circumplex.layer_cache import StaticLayer
from moodtagger.ui.circumplex.painter import MapPainter
from moodtagger.ui.circumplex.points import visible_points
from moodtagger.ui.circumplex.scene import MapScene
from moodtagger.ui.circumplex.strings import help_text, map_description, translate
from moodtagger.ui.circumplex.style import MapTheme
from moodtagger.ui.circumplex.view_history import ViewHistory


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
