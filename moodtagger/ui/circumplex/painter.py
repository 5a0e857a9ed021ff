"""Paints the map: the same for the window and for a picture file."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from moodtagger.ui.circumplex.background import Words, window_of
from moodtagger.ui.circumplex.empty_state import EmptyNote
from moodtagger.ui.circumplex.label_cache import Inscriptions
from moodtagger.ui.circumplex.label_placement import Occupied, centred, title_places
from moodtagger.ui.circumplex.points import Style, Visible, visible
from moodtagger.ui.circumplex.scene import Scene
from moodtagger.ui.circumplex.static_layer import paint_sheet
from moodtagger.ui.circumplex.strings import plain
from moodtagger.ui.circumplex.style import Look

TITLES_AT_MOST = 40
_TITLE_WIDTH = 170.0


class MapPainter:
    """Layers from below: paper, points, detail of one song, words, titles of few songs."""

    def __init__(self) -> None:
        self._inscriptions = Inscriptions()
        self._words = Words(self._inscriptions)

    def paint(self, painter: QPainter, scene: Scene, look: Look) -> None:
        """Everything but what follows the pointer."""
        port = scene.viewport
        seen = visible(scene)
        style = Style(len(seen), painter.device().devicePixelRatioF())
        paint_sheet(painter, scene, look, QRectF(0, 0, port.width, port.height), style)
        self.write(painter, scene, look, seen, style)

    def write(
        self, painter: QPainter, scene: Scene, look: Look, seen: Visible, style: Style
    ) -> None:
        """The words, which avoid each other, the selected songs, and all songs if these are few."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        occupied = Occupied()
        for rect in scene.reserved:
            occupied.take(rect)
        if not len(scene.cloud):
            note = EmptyNote(scene.known_songs, scene.viewport, look)
            note.paint(painter)
            occupied.take(note.box)
        few = len(seen) <= TITLES_AT_MOST
        _take_points(occupied, seen if few else seen.only(scene.selected), style.radius)
        self._words.paint(painter, scene, look, occupied)
        if few:
            self._paint_titles(painter, scene, look, seen, occupied, style.radius)

    def _paint_titles(
        self,
        painter: QPainter,
        scene: Scene,
        look: Look,
        seen: Visible,
        occupied: Occupied,
        radius: float,
    ) -> None:
        """Titles beside the points, those of selected songs first; no room, no title."""
        inside = Occupied(window_of(scene.viewport))
        inside.also(occupied)
        gap = radius + 4.0
        order = sorted(range(len(seen)), key=lambda i: not scene.selected[seen.at[i]])
        for i in order:
            row = scene.cloud.row(int(seen.at[i]))
            metrics = QFontMetricsF(look.small)
            title = metrics.elidedText(plain(row.name), Qt.TextElideMode.ElideRight, _TITLE_WIDTH)
            size = self._inscriptions.size(title, look.small)
            point = QPointF(float(seen.x[i]), float(seen.y[i]))
            rect = inside.first_free(title_places(point, size, gap))
            if rect is not None:
                color = look.text if scene.shown[seen.at[i]] else look.muted
                halo = look.ground
                self._inscriptions.draw(painter, rect, title, look.small, color, halo)


def _take_points(occupied: Occupied, points: Visible, radius: float) -> None:
    """No word over these points; of a large selection only the first are spared."""
    side = 2 * radius
    some = slice(TITLES_AT_MOST)
    for x, y in zip(points.x[some].tolist(), points.y[some].tolist(), strict=True):
        occupied.take(centred(QPointF(x, y), QSizeF(side, side)))
