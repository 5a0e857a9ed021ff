"""The similarity index: tracks ranked by mood, by position on the plane and by sound.

The three distances have different scales: those in sound are all nearly the same, those on the
plane differ much. Each is therefore divided by its standard deviation over random pairs of tracks
of the library, so that equal weights decide equally much about the order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from moodtagger.core.similarity.candidates import (
    DistanceBounds,
    Float32Array,
    RowIndices,
    chord_distances,
    low_value_indices,
    random_pair_distances,
    row_dot_products,
    select_within_limits,
    unit_vectors,
)
from moodtagger.core.similarity.query import Seed, SimilarityQuery, SimilarityResult, interpolate

_PRESELECTED_COUNT = 2048  # candidates that are sorted before all of them are
_MIN_ROWS_FOR_BOUNDS = 4096  # tracks from which bounds save more time than they cost
_PROBE_COUNT = 512  # tracks with the lowest bounds, which give the first cutoff
_MIN_SHARED_PROBABILITY = 0.25  # of a mood that both tracks have
_MAX_SHARED_MOODS = 3
_MIN_SPREAD = 0.05  # standard deviation of distances, as a fraction of their median


@dataclass(frozen=True, slots=True, eq=False)
class _Ranking:
    """Ranked candidates: `rows` (n,), `distances` (3, n), `totals` (n,), `selected` in order."""

    rows: RowIndices
    distances: Float32Array
    totals: Float32Array
    selected: list[int]

    @property
    def max_distance(self) -> float:
        """Total distance of the last selected candidate."""
        return float(self.totals[self.selected[-1]])


@dataclass(slots=True, eq=False)
class SimilarityIndex:
    """Tracks in columns, which can be searched for those similar to a seed.

    Attributes
    ----------
    ids : numpy.ndarray
        Track ids, ascending, shape (n,).
    embeddings : numpy.ndarray
        Unit vectors, shape (n, d).
    moods : numpy.ndarray
        Probabilities of `labels`, shape (n, m).
    plane : numpy.ndarray
        Valence and arousal in [-1, 1], shape (n, 2).
    bpm : numpy.ndarray
        Beats per minute, NaN where unknown, shape (n,).
    artist, album : numpy.ndarray
        Equal codes for equal ones, -1 where unknown, shape (n,).
    recording : numpy.ndarray or None
        Equal codes for copies of one recording, -1 for tracks without copies, shape (n,); None
        where there are no copies.
    present : numpy.ndarray
        Whether the file exists, shape (n,).
    use_bounds : bool
        Whether a large index skips tracks by bounds of their distances; the results are the same.
    """

    ids: npt.NDArray[np.int64]
    embeddings: Float32Array
    moods: Float32Array
    labels: tuple[str, ...]
    plane: Float32Array
    bpm: Float32Array
    artist: npt.NDArray[np.int32]
    album: npt.NDArray[np.int32]
    present: npt.NDArray[np.bool_]
    recording: npt.NDArray[np.int32] | None = None
    use_bounds: bool = True
    _recordings: npt.NDArray[np.int32] = field(init=False)
    _sqrt_moods: Float32Array = field(init=False)
    _squared_norms: Float32Array = field(init=False)
    _pair_distances: Float32Array = field(init=False)
    _bounds: DistanceBounds | None = field(init=False)

    def __post_init__(self) -> None:
        none = np.full(len(self), -1, np.int32)
        self._recordings = none if self.recording is None else self.recording
        # Square roots weight ratios of small probabilities and differences of large ones.
        self._sqrt_moods = np.sqrt(self.moods, dtype=np.float32)
        self._squared_norms = np.einsum("ij,ij->i", self._sqrt_moods, self._sqrt_moods)
        self._pair_distances = random_pair_distances(self._sqrt_moods, self.plane, self.embeddings)
        use_bounds = self.use_bounds and len(self) >= _MIN_ROWS_FOR_BOUNDS
        self._bounds = (
            DistanceBounds(self._sqrt_moods, self.plane, self.embeddings) if use_bounds else None
        )

    def __len__(self) -> int:
        return len(self.ids)

    def row_of(self, track_id: int) -> int | None:
        """Return the row of a track; None when the index does not have it."""
        row = int(np.searchsorted(self.ids, track_id))
        return row if row < len(self.ids) and self.ids[row] == track_id else None

    def seed(self, track_ids: Iterable[int]) -> Seed | None:
        """Return the mean of tracks as a seed.

        Parameters
        ----------
        track_ids : iterable of int
            Tracks; those that the index lacks count only as excluded.

        Returns
        -------
        Seed or None
            None when the index has none of the tracks.
        """
        found = {i: self.row_of(i) for i in track_ids}
        rows = [row for row in found.values() if row is not None]
        if not rows:
            return None
        valence, arousal = self.plane[rows].mean(axis=0).tolist()
        known_bpm = self.bpm[rows][np.isfinite(self.bpm[rows])]
        return Seed(
            self.embeddings[rows].mean(axis=0),
            self.moods[rows].mean(axis=0),
            valence,
            arousal,
            float(np.median(known_bpm)) if len(known_bpm) else None,
            frozenset(found),
        )

    def search(self, seed: Seed, query: SimilarityQuery) -> list[SimilarityResult]:
        """Find the tracks most similar to a seed.

        Parameters
        ----------
        seed : Seed
            What they should be similar to.
        query : SimilarityQuery
            Weights and limits.

        Returns
        -------
        list of SimilarityResult
            At most `query.count` tracks, most similar first, one of each recording, and none of
            a recording that is excluded.
        """
        if not len(self):
            return []
        eligible = self._eligible(seed, query)
        ranking = self._search_pruned(seed, query, eligible)
        if ranking is None:
            distances = self._distances(seed)
            ranking = self._rank(np.arange(len(self)), distances, query, eligible)
        return self._results(ranking, seed)

    def _search_pruned(
        self, seed: Seed, query: SimilarityQuery, eligible: npt.NDArray[np.bool_]
    ) -> _Ranking | None:
        """Search without computing all distances; None when the result would be uncertain.

        Tracks whose lower bound exceeds the last distance found so far are skipped.
        """
        if self._bounds is None or not query.count:
            return None
        unit = unit_vectors(seed.embedding)
        bounds = self._bounds.lower_bounds(np.sqrt(seed.moods, dtype=np.float32), seed.point, unit)
        lower_bounds = self._weighted_distance(bounds, query)
        lower_bounds[~eligible] = np.inf
        nearest = low_value_indices(lower_bounds, max(_PROBE_COUNT, 4 * query.count))
        probe = self._rank(nearest, self._exact_distances(bounds, unit, nearest), query, eligible)
        if len(probe.selected) < query.count:
            return None
        rows = np.flatnonzero(lower_bounds <= probe.max_distance)
        if len(rows) > len(self) // 4:
            return None
        distances = self._exact_distances(bounds, unit, rows)
        within_probe = self._weighted_distance(distances, query) <= probe.max_distance
        ranking = self._rank(rows[within_probe], distances[:, within_probe], query, eligible)
        # The limits may replace tracks found first by others, which then are farther away.
        return ranking if len(ranking.selected) == query.count else None

    def _exact_distances(
        self, bounds: Float32Array, unit: Float32Array, rows: RowIndices
    ) -> Float32Array:
        """Replace the bounds of these rows by exact distances, (3, n)."""
        out = bounds[:, rows]
        out[2] = chord_distances(row_dot_products(self.embeddings, unit, rows))
        return out

    def _rank(
        self,
        rows: RowIndices,
        distances: Float32Array,
        query: SimilarityQuery,
        eligible: npt.NDArray[np.bool_],
    ) -> _Ranking:
        """Rank these rows, which must ascend."""
        totals = self._weighted_distance(distances, query)
        totals[~eligible[rows]] = np.inf
        return _Ranking(rows, distances, totals, self._select_best(rows, totals, query))

    def count_without_bpm(self) -> int:
        """Count the present tracks whose tempo is unknown."""
        return int((np.isnan(self.bpm) & self.present).sum())

    def interpolate_playlist(
        self, start: int, end: int, steps: int, query: SimilarityQuery
    ) -> list[int]:
        """Return a playlist that leads gradually from one track to another.

        Each step is the nearest unused track to its point on the straight line between the two.
        Where no track satisfies the limits and the tempo range, they are ignored for that step, but
        `only_ids` are not. No two tracks are copies of one recording.

        Parameters
        ----------
        start, end : int
            Ids of the first and the last track.
        steps : int
            Number of tracks, both ends included.
        query : SimilarityQuery
            Weights and limits.

        Returns
        -------
        list of int
            Track ids; fewer than `steps` in a small library.

        Raises
        ------
        KeyError
            If the index lacks one of the two.
        """
        ends = self.seed([start]), self.seed([end])
        if ends[0] is None or ends[1] is None:
            raise KeyError(start if ends[0] is None else end)
        path_ids = [start]
        for fraction in np.arange(1, steps - 1) / max(1, steps - 1):
            target = interpolate(ends[0], ends[1], float(fraction), frozenset({*path_ids, end}))
            row = self._nearest_unused(target, query, [*path_ids, end])
            if row is None:
                break
            path_ids.append(int(self.ids[row]))
        return [*path_ids, end]

    def compare(self, track_id: int, other_id: int) -> SimilarityResult | None:
        """Compare a track with another; None when the index lacks one of them."""
        row, seed = self.row_of(track_id), self.seed([other_id])
        if row is None or seed is None:
            return None
        distances = self._distances(seed)
        ranking = _Ranking(
            np.arange(len(self)),
            distances,
            self._weighted_distance(distances, SimilarityQuery()),
            [row],
        )
        return self._results(ranking, seed)[0]

    def _nearest_unused(
        self, seed: Seed, query: SimilarityQuery, used_ids: list[int]
    ) -> int | None:
        totals = self._weighted_distance(self._distances(seed), query)
        limited_totals = totals.copy()
        limited_totals[~self._eligible(seed, query)] = np.inf
        rows = [row for row in map(self.row_of, used_ids) if row is not None]
        for codes, limit in (
            (self.artist, query.max_per_artist),
            (self.album, query.max_per_album),
        ):
            full_codes = [code for code in set(codes[rows].tolist()) if code >= 0 and limit]
            for code in full_codes:
                if int((codes[rows] == code).sum()) >= limit:
                    limited_totals[codes == code] = np.inf
        totals[~self._eligible(seed, SimilarityQuery(only_ids=query.only_ids))] = np.inf
        used_recordings = self._copies_of(used_ids)
        limited_totals[used_recordings], totals[used_recordings] = np.inf, np.inf
        for candidates in (limited_totals, totals):
            best = int(np.argmin(candidates))
            if np.isfinite(candidates[best]):
                return best
        return None

    def _distances(self, seed: Seed) -> Float32Array:
        """Compute the distances of all tracks from the seed in mood, feeling and sound, (3, n)."""
        sqrt_moods = np.sqrt(seed.moods, dtype=np.float32)
        out = np.empty((3, len(self)), np.float32)
        # In place: allocating temporary arrays took as long as the arithmetic.
        np.matmul(self._sqrt_moods, sqrt_moods, out=out[0])
        out[0] *= -2.0
        out[0] += self._squared_norms + sqrt_moods @ sqrt_moods
        valence, arousal = (self.plane - seed.point).T
        out[1] = valence * valence + arousal * arousal
        np.maximum(out[:2], 0.0, out=out[:2])
        np.sqrt(out[:2], out=out[:2])
        out[2] = chord_distances(self.embeddings @ unit_vectors(seed.embedding))
        return out

    def _weighted_distance(self, distances: Float32Array, query: SimilarityQuery) -> Float32Array:
        weights = np.array([query.mood, query.feeling, query.sound], np.float32)
        weights = weights / weights.sum() if weights.any() else np.full(3, 1 / 3, np.float32)
        scaled = self._distance_scales(weights)
        total: Float32Array = scaled[0] * distances[0]
        total += scaled[1] * distances[1]
        total += scaled[2] * distances[2]
        return total

    def _distance_scales(self, weights: Float32Array) -> Float32Array:
        """Return the factor of each distance; a pair at the medians of all has a distance of 1."""
        median = self._pair_distances[:, self._pair_distances.shape[1] // 2]
        # Few tracks, or many copies of one, may be all equally far apart.
        spread = np.maximum(self._pair_distances.std(axis=1), _MIN_SPREAD * median)
        scales = weights / np.maximum(spread, 1e-6)
        out: Float32Array = (scales / max(float(scales @ median), 1e-6)).astype(np.float32)
        return out

    def _eligible(self, seed: Seed, query: SimilarityQuery) -> npt.NDArray[np.bool_]:
        out = self.present & query.accepts_bpm(self.bpm)
        if query.only_ids is not None:
            out &= np.isin(self.ids, np.fromiter(query.only_ids, np.int64, len(query.only_ids)))
        out[[row for row in map(self.row_of, seed.excluded_ids) if row is not None]] = False
        out[self._copies_of(seed.excluded_ids)] = False
        return out

    def _copies_of(self, track_ids: Iterable[int]) -> RowIndices:
        """Return the rows of the recordings of these tracks that have copies."""
        rows = [row for row in map(self.row_of, track_ids) if row is not None]
        codes = {code for code in self._recordings[rows].tolist() if code >= 0}
        found = [np.flatnonzero(self._recordings == code) for code in codes]
        return np.concatenate(found) if found else np.empty(0, np.intp)

    def _select_best(
        self, rows: RowIndices, totals: Float32Array, query: SimilarityQuery
    ) -> list[int]:
        """Select indices into `totals` in order, within the limits.

        All of them are sorted only when a preselection is not enough.
        """
        count = min(max(_PRESELECTED_COUNT, 2 * query.count), len(totals))
        candidates = np.sort(np.argpartition(totals, count - 1)[:count])
        selected = self._select_within_limits(
            candidates[np.argsort(totals[candidates], kind="stable")], rows, totals, query
        )
        if len(selected) < query.count and count < len(totals):
            selected = self._select_within_limits(
                np.argsort(totals, kind="stable"), rows, totals, query
            )
        return selected

    def _select_within_limits(
        self, order: RowIndices, rows: RowIndices, totals: Float32Array, query: SimilarityQuery
    ) -> list[int]:
        order = order[np.isfinite(totals[order])]
        codes = (self.artist, query.max_per_artist), (self.album, query.max_per_album)
        limits = [(code[rows[order]], n) for code, n in (*codes, (self._recordings, 1))]
        return select_within_limits(order, limits, query.count)

    def _results(self, ranking: _Ranking, seed: Seed) -> list[SimilarityResult]:
        rows = ranking.rows[ranking.selected]
        bpm_values = [None if np.isnan(bpm) else bpm for bpm in self.bpm[rows].tolist()]
        return [
            SimilarityResult(track_id, distance, mood, feeling, sound, moods, bpm)
            for track_id, distance, (mood, feeling, sound), moods, bpm in zip(
                self.ids[rows].tolist(),
                ranking.totals[ranking.selected].tolist(),
                self._percentiles(ranking.distances[:, ranking.selected]),
                self._shared_moods(rows, seed),
                bpm_values,
                strict=True,
            )
        ]

    def _percentiles(self, distances: Float32Array) -> list[list[float]]:
        """Return for distances (3, k) the fractions of random pairs that are farther apart."""
        parts = zip(self._pair_distances, distances, strict=True)
        nearer = np.array([np.searchsorted(pairs, part) for pairs, part in parts])
        return list((1.0 - nearer.T / len(self._pair_distances[0])).tolist())

    def _shared_moods(self, rows: RowIndices, seed: Seed) -> list[tuple[str, ...]]:
        """Return the moods that each of these tracks shares with the seed, clearest first."""
        shared = np.minimum(self.moods[rows], seed.moods)
        best = np.argsort(-shared, axis=1, kind="stable")[:, :_MAX_SHARED_MOODS]
        above = np.take_along_axis(shared, best, axis=1) >= _MIN_SHARED_PROBABILITY
        return [
            tuple(self.labels[i] for i, is_clear in zip(columns, clear, strict=True) if is_clear)
            for columns, clear in zip(best.tolist(), above.tolist(), strict=True)
        ]
