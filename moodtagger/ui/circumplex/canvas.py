"""The widget under the map: its picture, its colours, and its description in words."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.hover_card import Card
from moodtagger.ui.circumplex.layer_cache import Layer
from moodtagger.ui.circumplex.painter import MapPainter
from moodtagger.ui.circumplex.points import visible
from moodtagger.ui.circumplex.scene import Scene
from moodtagger.ui.circumplex.strings import describe, help_text, translate
from moodtagger.ui.circumplex.style import Look
from moodtagger.ui.circumplex.view_history import Trail


class MapCanvas(QWidget):
    """Owns the scene and paints it once a change; moving the pointer only copies the picture."""

    _RESTYLES: ClassVar = (
        QEvent.Type.PaletteChange,
        QEvent.Type.FontChange,
        QEvent.Type.LanguageChange,
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trail = Trail()
        self.scene = Scene(Viewport(self.width(), self.height()))
        self.current: int | None = None  # where the keyboard stands
        self.by_key = False  # whether the last song was reached by key, not by mouse
        self._painter = MapPainter()
        self._layer = Layer()
        self._base: QPixmap | None = None
        self._look: Look | None = None
        self.setMinimumSize(260, 220)
        self._name()

    def look_changed(self) -> None:
        """Colours, fonts or language are others now."""
        self._look = None
        self.scene.recolor()
        self._name()
        self.repaint_map()

    def sizeHint(self) -> QSize:
        """A square with room for the words."""
        return QSize(640, 560)

    def repaint_map(self) -> None:
        """Something under the pointer's layer has changed."""
        self._base = None
        self._describe()
        self.update()

    def look(self) -> Look:
        """Colours and fonts in force."""
        if self._look is None:
            self._look = Look.of(self.palette(), self.font())
        return self._look

    def picture(self) -> QPixmap:
        """The map without what follows the pointer."""
        base = self._base
        if base is None or base.devicePixelRatio() != self.devicePixelRatioF():
            base = self._base = self._paint_base()
        return base

    def _paint_base(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        seen = visible(self.scene)
        base = QPixmap(self._layer.picture(self.scene, self.look(), len(seen), ratio))
        painter = QPainter(base)
        self._painter.write(painter, self.scene, self.look(), seen, self._layer.style)
        painter.end()
        return base

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system's colours, fonts and language."""
        super().changeEvent(event)
        if event.type() in self._RESTYLES:
            self.look_changed()

    def _name(self) -> None:
        self.setAccessibleName(translate("CircumplexView", "Map of feeling"))
        self.setWhatsThis(help_text())
        self._describe()

    def _describe(self) -> None:
        row = self.scene.row(self.current)
        about = None if row is None else Card(row, self.look()).text()
        text = describe(len(self.scene.cloud), len(self.scene.selection), about)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
