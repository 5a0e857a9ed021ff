"""State of the map and hit testing of its songs; no widgets, no painting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF

from moodtagger.core.prediction import Prediction
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.circumplex import geometry
from moodtagger.ui.circumplex.coloring import (
    ColorChoice,
    Coloring,
    MoodProbabilityArrays,
    Swatch,
    coloring_of,
)
from moodtagger.ui.circumplex.density import DensityField
from moodtagger.ui.circumplex.geometry import FloatArray, Viewport, points_in_polygon
from moodtagger.ui.circumplex.point_cloud import PointCloud

TrackIds = Iterable[int] | npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
IndexArray = npt.NDArray[np.intp]
HIT_RADIUS = 9.0


class MapScene:
    """Songs, vocabulary, viewport, filter and selection, with cached screen positions.

    Songs outside the filter stay on the map but are hit only where no other song is near.
    """

    def __init__(self, viewport: Viewport | None = None) -> None:
        self.cloud = PointCloud()
        self.color_choice = ColorChoice()
        self.total_songs = 0
        self.selection: frozenset[int] = frozenset()
        self.reserved_rects: list[QRectF] = []  # that labels must avoid
        self.song_path: tuple[int, ...] = ()  # track ids of a path between songs, in order
        self.version = 0  # incremented by every change except of the viewport
        self._vocabulary = Vocabulary([])
        self._detail: Prediction | None = None
        self._probabilities: MoodProbabilityArrays | None = None
        self._filter: TrackIds | None = None
        self._viewport = viewport or Viewport(400, 400)
        self._screen_positions: tuple[FloatArray, FloatArray] | None = None
        self._shown: Mask | None = None
        self._shown_indices: IndexArray | None = None
        self._selected: Mask | None = None
        self._coloring: tuple[bool, Coloring] | None = None
        self._density: tuple[tuple[float, float], DensityField] | None = None

    @property
    def viewport(self) -> Viewport:
        """The visible part of the plane."""
        return self._viewport

    @viewport.setter
    def viewport(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self._screen_positions = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The moods that the map labels."""
        return self._vocabulary

    @vocabulary.setter
    def vocabulary(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.version += 1

    @property
    def detail(self) -> Prediction | None:
        """The song whose uncertainty and path are shown."""
        return self._detail

    @detail.setter
    def detail(self, detail: Prediction | None) -> None:
        self._detail = detail
        self.version += 1

    def color_by(
        self, choice: ColorChoice, probabilities: MoodProbabilityArrays | None = None
    ) -> None:
        """Set what the points are colored by; a mood needs its probabilities, ascending by id."""
        self.color_choice, self._probabilities = choice, probabilities
        self.recolor()

    def recolor(self) -> None:
        """Recompute the colors, as after a change of language."""
        self._coloring = None
        self.version += 1

    def coloring(self, dark: bool) -> Coloring:
        """Return the colors of the points on a dark or a light background."""
        if self._coloring is None or self._coloring[0] != dark:
            coloring = coloring_of(self.color_choice, self.cloud, self._probabilities, dark)
            self._coloring = dark, coloring
        return self._coloring[1]

    def swatch_of(self, track_id: int, dark: bool) -> Swatch | None:
        """Return the appearance of a song; None when it is not on the map."""
        index = self.cloud.index.get(track_id)
        coloring = self.coloring(dark)
        return None if index is None else coloring.swatches[coloring.codes[index]]

    def density(self, radius: float) -> DensityField:
        """Return the density of the songs that pass the filter, for points of `radius`."""
        key = (self._viewport.scale, radius)
        if self._density is None or self._density[0] != key:
            indices = self.shown_indices
            points = self.cloud.valence[indices], self.cloud.arousal[indices]
            self._density = key, DensityField(*points, *key)
        return self._density[1]

    def set_rows(self, rows: Iterable[SongRow]) -> None:
        """Show these songs and no others."""
        rows = list(rows)
        self.set_cloud(PointCloud(rows), len(rows))

    def set_cloud(self, cloud: PointCloud, total_songs: int) -> None:
        """Show the songs of a cloud; `total_songs` includes those without a position."""
        self.cloud = cloud
        self.total_songs = total_songs
        self._invalidate()

    def update_rows(self, rows: Iterable[SongRow]) -> None:
        """Add or update these songs."""
        self.cloud.update(rows)
        self.total_songs = max(self.total_songs, len(self.cloud))
        self._invalidate()

    def select(self, ids: Iterable[int]) -> None:
        """Select these songs, whether they are on the map or not."""
        self.selection = frozenset(ids)
        self._selected = None
        self.version += 1

    def set_filter(self, ids: TrackIds | None) -> None:
        """Set the songs that pass the filter, None for all; an array of ids is fastest."""
        self._filter = ids if ids is None or isinstance(ids, np.ndarray) else frozenset(ids)
        self._shown = self._shown_indices = self._density = None
        self.version += 1

    def _invalidate(self) -> None:
        self._screen_positions = self._shown = self._shown_indices = self._selected = None
        self._coloring = self._density = None
        self.version += 1

    @property
    def screen_positions(self) -> tuple[FloatArray, FloatArray]:
        """Pixel positions x and y of all songs, each (n,)."""
        if self._screen_positions is None:
            self._screen_positions = self._viewport.project(self.cloud.valence, self.cloud.arousal)
        return self._screen_positions

    @property
    def shown(self) -> Mask:
        """True for the songs that pass the filter, (n,)."""
        if self._shown is None:
            everything = np.ones(len(self.cloud), bool)
            self._shown = everything if self._filter is None else self.cloud.mask(self._filter)
        return self._shown

    @property
    def shown_indices(self) -> IndexArray:
        """Ascending indices into the cloud of the songs that pass the filter."""
        if self._shown_indices is None:
            self._shown_indices = np.flatnonzero(self.shown)
        return self._shown_indices

    @property
    def selected(self) -> Mask:
        """True for the selected songs, (n,)."""
        if self._selected is None:
            self._selected = self.cloud.mask(self.selection)
        return self._selected

    def row(self, track_id: int | None) -> SongRow | None:
        """Return a song by track id; None when it is not on the map."""
        index = None if track_id is None else self.cloud.index.get(track_id)
        return None if index is None else self.cloud.row(index)

    def screen_position(self, track_id: int) -> tuple[float, float] | None:
        """Return the pixel position of a song; None when it is not on the map."""
        index = self.cloud.index.get(track_id)
        return (
            None
            if index is None
            else (float(self.screen_positions[0][index]), float(self.screen_positions[1][index]))
        )

    def song_at(self, x: float, y: float, radius: float = HIT_RADIUS) -> int | None:
        """Return the track id of the song at a pixel, preferring songs that pass the filter."""
        sx, sy = self.screen_positions
        if self._filter is not None:
            candidates = self.shown_indices
            hit = geometry.nearest_point(sx[candidates], sy[candidates], (x, y), radius)
            if hit is not None:
                return int(self.cloud.ids[candidates[hit]])
        hit = geometry.nearest_point(sx, sy, (x, y), radius)
        return None if hit is None else int(self.cloud.ids[hit])

    def songs_in_rect(self, left: float, top: float, right: float, bottom: float) -> set[int]:
        """Return the track ids in a rectangle of pixels that pass the filter."""
        mask = (
            geometry.points_in_rect(*self.screen_positions, left, top, right, bottom) & self.shown
        )
        return set(self.cloud.ids[mask].tolist())

    def songs_in_lasso(self, path: Sequence[QPointF]) -> set[int]:
        """Return the track ids inside a polygon of pixels that pass the filter."""
        found = points_in_polygon(
            path, *self.screen_positions, self._viewport.width, self._viewport.height
        )
        return set(self.cloud.ids[found & self.shown].tolist())

    def selection_bounds(self) -> tuple[float, float, float, float] | None:
        """Return (min, max) of valence, then of arousal, of the selected songs, or None."""
        selected = self.selected
        if not selected.any():
            return None
        valence, arousal = self.cloud.valence[selected], self.cloud.arousal[selected]
        ends = valence.min(), valence.max(), arousal.min(), arousal.max()
        return float(ends[0]), float(ends[1]), float(ends[2]), float(ends[3])

    def shown_songs(self) -> set[int]:
        """Return the track ids of all songs that pass the filter."""
        return set(self.cloud.ids[self.shown_indices].tolist())

    def next_song(self, track_id: int | None, direction: tuple[int, int]) -> int | None:
        """Return the next song in a direction among those that pass the filter, or None.

        Without a song to start from, return the one nearest to the center of the viewport.
        """
        index = None if track_id is None else self.cloud.index.get(track_id)
        candidates = self.shown_indices
        if index is None:
            return self._nearest_to_center(candidates)
        start = int(np.searchsorted(candidates, index))
        if not self.shown[index]:
            candidates = np.insert(candidates, start, index)
        x, y = self.screen_positions
        found = geometry.next_point(x[candidates], y[candidates], start, direction)
        return None if found is None else int(self.cloud.ids[candidates[found]])

    def _nearest_to_center(self, candidates: IndexArray) -> int | None:
        x, y = self.screen_positions
        center = (self._viewport.width / 2.0, self._viewport.height / 2.0)
        found = geometry.nearest_point(x[candidates], y[candidates], center, float("inf"))
        return None if found is None else int(self.cloud.ids[candidates[found]])
