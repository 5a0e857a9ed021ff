"""The ellipse around a song: it leans the way in which valence and arousal err together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QFont, QImage, QPainter, QPalette
from pytestqt.qtbot import QtBot

from moodtagger.ui.circumplex.geometry import Viewport
from moodtagger.ui.circumplex.map_theme import MapTheme
from moodtagger.ui.circumplex.song_details import paint_prediction
from tests.support.ui.map_songs import prediction

PORT = Viewport(400.0, 400.0, margin=0.0)


def painted(correlation: float) -> QImage:
    image = QImage(400, 400, QImage.Format.Format_ARGB32)
    image.fill(0)
    song = replace(
        prediction(0.2, 0.1),
        valence_sd=0.4,
        arousal_sd=0.4,
        va_correlation=correlation,
        segments=(),
    )
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    theme = MapTheme.from_palette(QPalette(), QFont())
    paint_prediction(painter, PORT, theme, song)
    painter.end()
    return image


@pytest.mark.parametrize(("correlation", "leans"), [(0.9, (True, False)), (-0.9, (False, True))])
def test_the_ellipse_leans(qtbot: QtBot, correlation: float, leans: tuple[bool, bool]) -> None:
    image = painted(correlation)
    rising, falling = (
        image.pixelColor(*(round(x) for x in PORT.to_screen(0.2 + 0.25, 0.1 + step))).alpha() > 0
        for step in (0.25, -0.25)
    )
    assert (rising, falling) == leans


def test_without_correlation_it_lies_along_the_axes(qtbot: QtBot) -> None:
    image = painted(0.0)
    alphas = [
        image.pixelColor(*(round(x) for x in PORT.to_screen(0.2 + dx, 0.1 + dy))).alpha() > 0
        for dx, dy in ((0.35, 0.0), (0.0, 0.35), (0.25, 0.25), (-0.25, 0.25), (0.45, 0.0))
    ]
    assert alphas == [True, True, True, True, False]
