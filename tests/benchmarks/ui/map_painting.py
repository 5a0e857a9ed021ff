"""Painting of the map while it is panned, and finding the song under the pointer."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import numpy as np
from PySide6.QtWidgets import QApplication

from moodtagger.core.tracks import SongRow
from moodtagger.paths import default_model_dir
from moodtagger.services.active_model import model_info
from moodtagger.ui.circumplex import CircumplexView
from tests.benchmarks.measurements import Measurement, cpu_ms

VIEW_SIZE = (900, 640)
PAN_FRAMES = 60
HOVER_POINTS = 500


def measure(rows: Sequence[SongRow]) -> list[Measurement]:
    """Measure CPU time of frames and hover lookups with all songs on the map."""
    app = QApplication.instance() or QApplication([])
    view = CircumplexView()
    view.set_vocabulary(model_info(default_model_dir()).vocabulary)
    view.resize(*VIEW_SIZE)
    view.show()
    view.set_songs(rows)
    QApplication.processEvents()
    measurements = [_measure_panning(view, "whole map")]
    view.zoom(3.0)
    measurements += [_measure_panning(view, "zoomed in")]
    view.fit()
    measurements += _measure_hover(view)
    view.close()
    del app
    return measurements


def _measure_panning(view: CircumplexView, name: str) -> Measurement:
    """Pan in a circle, painting each frame at once."""
    times = []
    for step in range(PAN_FRAMES):
        angle = 2 * np.pi * step / PAN_FRAMES

        def frame(dx: float = 6 * np.cos(angle), dy: float = 6 * np.sin(angle)) -> None:
            view.pan(dx, dy)
            view.repaint()

        times.append(cpu_ms(frame))
    return Measurement(
        f"map, {name}: CPU of a frame while panning", statistics.median(times), "ms", 16
    )


def _measure_hover(view: CircumplexView) -> list[Measurement]:
    rng = np.random.default_rng(1)
    points = rng.uniform((0, 0), VIEW_SIZE, (HOVER_POINTS, 2)).tolist()
    view.scene.song_at(*points[0])  # the first frame computes the layout
    times = [cpu_ms(lambda x=x, y=y: view.scene.song_at(x, y)) for x, y in points]  # type: ignore[misc]
    return [
        Measurement("map: the song under the pointer, median", statistics.median(times), "ms", 1),
        Measurement("map: the same, slowest of a hundred", float(np.quantile(times, 0.99)), "ms"),
    ]
