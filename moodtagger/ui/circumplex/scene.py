"""What the map shows at this moment, and which song is where; no widgets, no painting."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from moodtagger.core.prediction import Prediction
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.circumplex import geometry
from moodtagger.ui.circumplex.cloud import PointCloud
from moodtagger.ui.circumplex.geometry import Floats, Viewport

Mask = npt.NDArray[np.bool_]
HIT_RADIUS = 9.0


class Scene:
    """Songs, words, window and selection; the screen positions are worked out once a change.

    Songs outside the filter stay on the map but are only found where no other song is near.
    """

    def __init__(self, viewport: Viewport | None = None) -> None:
        self.cloud = PointCloud()
        self.vocabulary = Vocabulary([])
        self.detail: Prediction | None = None
        self.known_songs = 0
        self.selection: frozenset[int] = frozenset()
        self._filter: frozenset[int] | None = None
        self._viewport = viewport or Viewport(400, 400)
        self._screen: tuple[Floats, Floats] | None = None
        self._shown: Mask | None = None
        self._selected: Mask | None = None

    @property
    def viewport(self) -> Viewport:
        """The window on the plane."""
        return self._viewport

    @viewport.setter
    def viewport(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self._screen = None

    def set_rows(self, rows: Iterable[SongRow]) -> None:
        """Show these songs and no others."""
        rows = list(rows)
        self.cloud = PointCloud(rows)
        self.known_songs = len(rows)
        self._forget()

    def update_rows(self, rows: Iterable[SongRow]) -> None:
        """Show these songs as they are now, beside those already there."""
        self.cloud.update(rows)
        self.known_songs = max(self.known_songs, len(self.cloud))
        self._forget()

    def select(self, ids: Iterable[int]) -> None:
        """These songs are selected, whether they are on the map or not."""
        self.selection = frozenset(ids)
        self._selected = None

    def set_filter(self, ids: Iterable[int] | None) -> None:
        """Only these songs pass the filter; None: all do."""
        self._filter = None if ids is None else frozenset(ids)
        self._shown = None

    def _forget(self) -> None:
        self._screen = self._shown = self._selected = None

    @property
    def screen(self) -> tuple[Floats, Floats]:
        """Pixel positions x, y of all songs, each (n,)."""
        if self._screen is None:
            self._screen = self._viewport.project(self.cloud.valence, self.cloud.arousal)
        return self._screen

    @property
    def shown(self) -> Mask:
        """True for the songs that pass the filter, (n,)."""
        if self._shown is None:
            passing = self.cloud.index if self._filter is None else self._filter
            self._shown = self.cloud.mask(passing)
        return self._shown

    @property
    def selected(self) -> Mask:
        """True for the selected songs, (n,)."""
        if self._selected is None:
            self._selected = self.cloud.mask(self.selection)
        return self._selected

    def row(self, track_id: int | None) -> SongRow | None:
        """The song of that id, if it is on the map."""
        at = None if track_id is None else self.cloud.index.get(track_id)
        return None if at is None else self.cloud.rows[at]

    def position(self, track_id: int) -> tuple[float, float] | None:
        """Pixel position of a song; None when it is not on the map."""
        at = self.cloud.index.get(track_id)
        return None if at is None else (float(self.screen[0][at]), float(self.screen[1][at]))

    def song_at(self, x: float, y: float, radius: float = HIT_RADIUS) -> int | None:
        """Track id of the song under a pixel, those that pass the filter first."""
        sx, sy = self.screen
        if self._filter is not None:
            within = np.flatnonzero(self.shown)
            hit = geometry.nearest(sx[within], sy[within], (x, y), radius)
            if hit is not None:
                return int(self.cloud.ids[within[hit]])
        hit = geometry.nearest(sx, sy, (x, y), radius)
        return None if hit is None else int(self.cloud.ids[hit])

    def songs_in(self, left: float, top: float, right: float, bottom: float) -> set[int]:
        """Track ids in a rectangle of pixels, of the songs that pass the filter."""
        mask = geometry.inside(*self.screen, left, top, right, bottom) & self.shown
        return set(self.cloud.ids[mask].tolist())

    def songs_shown(self) -> set[int]:
        """Track ids of all songs that pass the filter."""
        return set(self.cloud.ids[self.shown].tolist())

    def song_towards(self, track_id: int | None, direction: tuple[int, int]) -> int | None:
        """The next song in a direction among those that pass the filter; None at the end.

        Without a song to start from: the one nearest to the middle of the window.
        """
        at = None if track_id is None else self.cloud.index.get(track_id)
        within = np.flatnonzero(self.shown)
        if at is None:
            return self._middle(within)
        within = np.union1d(within, [at])
        x, y = self.screen
        found = geometry.step(x[within], y[within], int(np.searchsorted(within, at)), direction)
        return None if found is None else int(self.cloud.ids[within[found]])

    def _middle(self, within: npt.NDArray[np.intp]) -> int | None:
        x, y = self.screen
        middle = (self._viewport.width / 2.0, self._viewport.height / 2.0)
        found = geometry.nearest(x[within], y[within], middle, float("inf"))
        return None if found is None else int(self.cloud.ids[within[found]])
