"""The map: a frame while it is dragged about, and what is under the pointer."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import numpy as np
from PySide6.QtWidgets import QApplication

from moodtagger.core.tracks import SongRow
from moodtagger.paths import default_model_dir
from moodtagger.services.models.active import model_info
from moodtagger.ui.circumplex import CircumplexView
from tests.benchmarks.cpu_clock import cpu_ms
from tests.benchmarks.goals import Figure

SIZE = (900, 640)
FRAMES = 60
POINTS = 500


def measure(rows: Sequence[SongRow]) -> list[Figure]:
    """CPU of frames and of hover answers, with all songs on the map."""
    app = QApplication.instance() or QApplication([])
    view = CircumplexView()
    view.set_vocabulary(model_info(default_model_dir()).vocabulary)
    view.resize(*SIZE)
    view.show()
    view.set_songs(rows)
    QApplication.processEvents()
    figures = [_frames(view, "whole map")]
    view.zoom(3.0)
    figures += [_frames(view, "zoomed in")]
    view.fit()
    figures += _hover(view)
    view.close()
    del app
    return figures


def _frames(view: CircumplexView, name: str) -> Figure:
    """Panning in a circle; each frame is painted at once."""
    times = []
    for step in range(FRAMES):
        angle = 2 * np.pi * step / FRAMES

        def frame(dx: float = 6 * np.cos(angle), dy: float = 6 * np.sin(angle)) -> None:
            view.pan(dx, dy)
            view.repaint()

        times.append(cpu_ms(frame))
    return Figure(f"map, {name}: CPU of a frame while panning", statistics.median(times), "ms", 16)


def _hover(view: CircumplexView) -> list[Figure]:
    rng = np.random.default_rng(1)
    places = rng.uniform((0, 0), SIZE, (POINTS, 2)).tolist()
    view.scene.song_at(*places[0])  # the first one works out where everything is
    times = [cpu_ms(lambda x=x, y=y: view.scene.song_at(x, y)) for x, y in places]  # type: ignore[misc]
    return [
        Figure("map: the song under the pointer, median", statistics.median(times), "ms", 1),
        Figure("map: the same, slowest of a hundred", float(np.quantile(times, 0.99)), "ms"),
    ]
