"""What the map shows at this moment, and which song is where; no widgets, no painting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF

from moodtagger.core.prediction import Prediction
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.ui.circumplex import geometry
from moodtagger.ui.circumplex.coloring import ColorChoice, Coloring, Shares, Swatch, coloring_of
from moodtagger.ui.circumplex.density import DensityField
from moodtagger.ui.circumplex.geometry import Floats, Viewport
from moodtagger.ui.circumplex.lasso import songs_inside
from moodtagger.ui.circumplex.point_columns import PointCloud

Ids = Iterable[int] | npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
HIT_RADIUS = 9.0


class Scene:
    """Songs, words, window and selection; the screen positions are worked out once a change.

    Songs outside the filter stay on the map but are only found where no other song is near.
    """

    def __init__(self, viewport: Viewport | None = None) -> None:
        self.cloud = PointCloud()
        self.choice = ColorChoice()
        self.known_songs = 0
        self.selection: frozenset[int] = frozenset()
        self.reserved: list[QRectF] = []  # where no word may be written
        self.version = 0  # counts every change but that of the window
        self._vocabulary = Vocabulary([])
        self._detail: Prediction | None = None
        self._shares: Shares | None = None
        self._filter: Ids | None = None
        self._viewport = viewport or Viewport(400, 400)
        self._screen: tuple[Floats, Floats] | None = None
        self._shown: Mask | None = None
        self._shown_at: Places | None = None
        self._selected: Mask | None = None
        self._coloring: tuple[bool, Coloring] | None = None
        self._density: tuple[tuple[float, float], DensityField] | None = None

    @property
    def viewport(self) -> Viewport:
        """The window on the plane."""
        return self._viewport

    @viewport.setter
    def viewport(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self._screen = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The moods whose words are written on the paper."""
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

    def color_by(self, choice: ColorChoice, shares: Shares | None = None) -> None:
        """Colour the points by something else; `shares` for a mood, by ascending id."""
        self.choice, self._shares = choice, shares
        self.recolor()

    def recolor(self) -> None:
        """Work the colours out anew, as when the words of another language are wanted."""
        self._coloring = None
        self.version += 1

    def coloring(self, dark: bool) -> Coloring:
        """The colours of the points on a dark or a light ground."""
        if self._coloring is None or self._coloring[0] != dark:
            found = coloring_of(self.choice, self.cloud, self._shares, dark)
            self._coloring = dark, found
        return self._coloring[1]

    def swatch_of(self, track_id: int, dark: bool) -> Swatch | None:
        """How a song looks; None when it is not on the map."""
        at = self.cloud.index.get(track_id)
        coloring = self.coloring(dark)
        return None if at is None else coloring.swatches[coloring.codes[at]]

    def density(self, radius: float) -> DensityField:
        """How crowded the songs that pass the filter lie, drawn with points of `radius`."""
        key = (self._viewport.scale, radius)
        if self._density is None or self._density[0] != key:
            at = self.shown_at
            places = self.cloud.valence[at], self.cloud.arousal[at]
            self._density = key, DensityField(*places, *key)
        return self._density[1]

    def set_rows(self, rows: Iterable[SongRow]) -> None:
        """Show these songs and no others."""
        rows = list(rows)
        self.adopt(PointCloud(rows), len(rows))

    def adopt(self, cloud: PointCloud, known_songs: int) -> None:
        """Show the songs of a ready cloud; `known_songs` counts those without a place too."""
        self.cloud = cloud
        self.known_songs = known_songs
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
        self.version += 1

    def set_filter(self, ids: Ids | None) -> None:
        """Only these songs pass the filter; None: all do. An array of ids is the quickest."""
        self._filter = ids if ids is None or isinstance(ids, np.ndarray) else frozenset(ids)
        self._shown = self._shown_at = self._density = None
        self.version += 1

    def _forget(self) -> None:
        self._screen = self._shown = self._shown_at = self._selected = None
        self._coloring = self._density = None
        self.version += 1

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
            everything = np.ones(len(self.cloud), bool)
            self._shown = everything if self._filter is None else self.cloud.mask(self._filter)
        return self._shown

    @property
    def shown_at(self) -> Places:
        """Places in the cloud of the songs that pass the filter, ascending."""
        if self._shown_at is None:
            self._shown_at = np.flatnonzero(self.shown)
        return self._shown_at

    @property
    def selected(self) -> Mask:
        """True for the selected songs, (n,)."""
        if self._selected is None:
            self._selected = self.cloud.mask(self.selection)
        return self._selected

    def row(self, track_id: int | None) -> SongRow | None:
        """The song of that id, if it is on the map."""
        at = None if track_id is None else self.cloud.index.get(track_id)
        return None if at is None else self.cloud.row(at)

    def position(self, track_id: int) -> tuple[float, float] | None:
        """Pixel position of a song; None when it is not on the map."""
        at = self.cloud.index.get(track_id)
        return None if at is None else (float(self.screen[0][at]), float(self.screen[1][at]))

    def song_at(self, x: float, y: float, radius: float = HIT_RADIUS) -> int | None:
        """Track id of the song under a pixel, those that pass the filter first."""
        sx, sy = self.screen
        if self._filter is not None:
            within = self.shown_at
            hit = geometry.nearest(sx[within], sy[within], (x, y), radius)
            if hit is not None:
                return int(self.cloud.ids[within[hit]])
        hit = geometry.nearest(sx, sy, (x, y), radius)
        return None if hit is None else int(self.cloud.ids[hit])

    def songs_in(self, left: float, top: float, right: float, bottom: float) -> set[int]:
        """Track ids in a rectangle of pixels, of the songs that pass the filter."""
        mask = geometry.inside(*self.screen, left, top, right, bottom) & self.shown
        return set(self.cloud.ids[mask].tolist())

    def songs_around(self, path: Sequence[QPointF]) -> set[int]:
        """Track ids inside a closed line of pixels, of the songs that pass the filter."""
        found = songs_inside(path, *self.screen, self._viewport.width, self._viewport.height)
        return set(self.cloud.ids[found & self.shown].tolist())

    def box_of_selection(self) -> tuple[float, float, float, float] | None:
        """Least and most valence, least and most arousal of the selected songs; None of none."""
        chosen = self.selected
        if not chosen.any():
            return None
        valence, arousal = self.cloud.valence[chosen], self.cloud.arousal[chosen]
        ends = valence.min(), valence.max(), arousal.min(), arousal.max()
        return float(ends[0]), float(ends[1]), float(ends[2]), float(ends[3])

    def songs_shown(self) -> set[int]:
        """Track ids of all songs that pass the filter."""
        return set(self.cloud.ids[self.shown_at].tolist())

    def song_towards(self, track_id: int | None, direction: tuple[int, int]) -> int | None:
        """The next song in a direction among those that pass the filter; None at the end.

        Without a song to start from: the one nearest to the middle of the window.
        """
        at = None if track_id is None else self.cloud.index.get(track_id)
        within = self.shown_at
        if at is None:
            return self._middle(within)
        place = int(np.searchsorted(within, at))
        if not self.shown[at]:
            within = np.insert(within, place, at)
        x, y = self.screen
        found = geometry.step(x[within], y[within], place, direction)
        return None if found is None else int(self.cloud.ids[within[found]])

    def _middle(self, within: Places) -> int | None:
        x, y = self.screen
        middle = (self._viewport.width / 2.0, self._viewport.height / 2.0)
        found = geometry.nearest(x[within], y[within], middle, float("inf"))
        return None if found is None else int(self.cloud.ids[within[found]])
