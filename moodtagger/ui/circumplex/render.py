"""The map as a picture, without a window."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QFont, QImage, QPainter

from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.painter import MapPainter
from moodtagger.ui.circumplex.scene import MapScene
from moodtagger.ui.circumplex.style import MapTheme
from moodtagger.ui.palette import window_palette


def render_map(
    rows: Iterable[SongRow],
    vocabulary: Vocabulary,
    size: tuple[int, int] = (1200, 1000),
    dark: bool = False,
) -> QImage:
    """The map of these songs, `size` = (width, height) in pixels.

    Needs a QGuiApplication, which may be on the "offscreen" platform. Letters grow with the
    picture; the titles of up to 40 songs are written beside their points.
    """
    width, height = size
    font = QFont()
    font.setPixelSize(max(11, round(min(width, height) / 58)))
    scene = MapScene(Viewport(width, height, margin=max(44.0, 3.2 * font.pixelSize())))
    scene.vocabulary = vocabulary
    scene.set_rows(rows)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    MapPainter().paint(painter, scene, MapTheme.from_palette(window_palette(dark), font))
    painter.end()
    return image
