"""Which songs are like others: by mood, by place on the plane and by sound, each as much as asked.

The three are measured on different scales. Each distance is therefore divided by that of two
songs of the library taken at random, so that a weight means the same for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from moodtagger.core.similarity.bounds import Bounds, Floats, Rows, products
from moodtagger.core.similarity.query import Hit, Seed, Wish, between
from moodtagger.core.similarity.selection import low_values, within_limits

_PAIRS = 4096  # of songs taken at random
_AT_FIRST = 2048  # candidates that are put in order before all are
_MANY = 4096  # songs from which on bounds of all distances save more than they cost
_NEAREST = 512  # songs by their bounds from which it is told how near the others have to be
_SHARED, _MOST_SHARED = 0.25, 3  # a mood both have: its probability, and how many are named


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """Songs that were looked at: `rows` (n,), `parts` (3, n), `total` (n,), `picked` in order."""

    rows: Rows
    parts: Floats
    total: Floats
    picked: list[int]

    @property
    def farthest(self) -> float:
        """How far the last one is that was picked."""
        return float(self.total[self.picked[-1]])


@dataclass(slots=True, eq=False)
class Catalogue:
    """Songs as columns: what `find` needs of them, row by row.

    `ids` (n,) ascending; `embeddings` (n, d) unit vectors; `moods` (n, m) probabilities of
    `labels`; `plane` (n, 2) valence and arousal; `tempo` (n,) beats a minute, NaN where unknown;
    `artist` and `album` (n,) equal numbers for equal ones, -1 where unknown; `present` (n,)
    whether the file is there.
    """

    ids: npt.NDArray[np.int64]
    embeddings: Floats
    moods: Floats
    labels: tuple[str, ...]
    plane: Floats
    tempo: Floats
    artist: npt.NDArray[np.int32]
    album: npt.NDArray[np.int32]
    present: npt.NDArray[np.bool_]
    _roots: Floats = field(init=False)
    _norms: Floats = field(init=False)
    _pairs: Floats = field(init=False)
    _bounds: Bounds | None = field(init=False)

    def __post_init__(self) -> None:
        # Of small probabilities the ratio counts, of large ones the difference: their root.
        self._roots = np.sqrt(self.moods, dtype=np.float32)
        self._norms = np.einsum("ij,ij->i", self._roots, self._roots)
        self._pairs = self._random_pairs()
        many = len(self) >= _MANY
        self._bounds = Bounds(self._roots, self.plane, self.embeddings) if many else None

    def __len__(self) -> int:
        return len(self.ids)

    def row_of(self, track_id: int) -> int | None:
        """The song's row; None when it is not here."""
        row = int(np.searchsorted(self.ids, track_id))
        return row if row < len(self.ids) and self.ids[row] == track_id else None

    def seed(self, track_ids: Iterable[int]) -> Seed | None:
        """The middle of songs; None when none of them is here."""
        found = {i: self.row_of(i) for i in track_ids}
        rows = [row for row in found.values() if row is not None]
        if not rows:
            return None
        valence, arousal = self.plane[rows].mean(axis=0).tolist()
        tempi = self.tempo[rows][np.isfinite(self.tempo[rows])]
        return Seed(
            self.embeddings[rows].mean(axis=0),
            self.moods[rows].mean(axis=0),
            valence,
            arousal,
            float(np.median(tempi)) if len(tempi) else None,
            frozenset(found),
        )

    def find(self, seed: Seed, wish: Wish) -> list[Hit]:
        """The songs most like the seed that meet the wish, most alike first."""
        if not len(self):
            return []
        able = self._eligible(seed, wish)
        look = self._look_at_few(seed, wish, able)
        if look is None:
            parts = self._distances(seed)
            look = self._look(np.arange(len(self)), parts, wish, able)
        return self._hits(look, seed)

    def _look_at_few(self, seed: Seed, wish: Wish, able: npt.NDArray[np.bool_]) -> _Look | None:
        """What `find` is to give from a look at few songs; None when that is not certain.

        Songs that cannot be as near as the last of those found so far need no look.
        """
        if self._bounds is None or not wish.count:
            return None
        unit = _unit(seed.embedding)
        bounds = self._bounds.of(_root(seed.moods), _place(seed), unit)
        least = self._weighed(bounds, wish)
        least[~able] = np.inf
        nearest = low_values(least, max(_NEAREST, 4 * wish.count))
        first = self._look(nearest, self._measured(bounds, unit, nearest), wish, able)
        if len(first.picked) < wish.count:
            return None
        rows = np.flatnonzero(least <= first.farthest)
        if len(rows) > len(self) // 4:
            return None
        parts = self._measured(bounds, unit, rows)
        near = self._weighed(parts, wish) <= first.farthest
        look = self._look(rows[near], parts[:, near], wish, able)
        # Limits may put others in the place of those found first, which then are farther.
        return look if len(look.picked) == wish.count else None

    def _measured(self, bounds: Floats, unit: Floats, rows: Rows) -> Floats:
        """The bounds of these rows with their distance in sound itself, (3, n)."""
        out = bounds[:, rows]
        out[2] = _chord(products(self.embeddings, unit, rows))
        return out

    def _look(self, rows: Rows, parts: Floats, wish: Wish, able: npt.NDArray[np.bool_]) -> _Look:
        """The best of these rows, which ascend."""
        total = self._weighed(parts, wish)
        total[~able[rows]] = np.inf
        return _Look(rows, parts, total, self._best(rows, total, wish))

    def untimed(self) -> int:
        """How many songs have no known tempo."""
        return int((np.isnan(self.tempo) & self.present).sum())

    def way(self, start: int, end: int, steps: int, wish: Wish) -> list[int]:
        """Track ids from one song to another over songs between, both included.

        Each step is the song nearest to its place on the straight way that was not taken yet.
        The wish's limits and tempo give way rather than that a step stays empty. KeyError when
        one of the two is not here.
        """
        ends = self.seed([start]), self.seed([end])
        if ends[0] is None or ends[1] is None:
            raise KeyError(start if ends[0] is None else end)
        taken = [start]
        for share in np.arange(1, steps - 1) / max(1, steps - 1):
            halfway = between(ends[0], ends[1], float(share), frozenset({*taken, end}))
            row = self._step(halfway, wish, [*taken, end])
            if row is None:
                break
            taken.append(int(self.ids[row]))
        return [*taken, end]

    def compare(self, track_id: int, other: int) -> Hit | None:
        """One song as an answer about another; None when one of them is not here."""
        row, seed = self.row_of(track_id), self.seed([other])
        if row is None or seed is None:
            return None
        parts = self._distances(seed)
        look = _Look(np.arange(len(self)), parts, self._weighed(parts, Wish()), [row])
        return self._hits(look, seed)[0]

    def _step(self, seed: Seed, wish: Wish, taken: list[int]) -> int | None:
        total = self._weighed(self._distances(seed), wish)
        strict = total.copy()
        strict[~self._eligible(seed, wish)] = np.inf
        rows = [row for row in map(self.row_of, taken) if row is not None]
        for codes, most in ((self.artist, wish.per_artist), (self.album, wish.per_album)):
            full = [code for code in set(codes[rows].tolist()) if code >= 0 and most]
            for code in full:
                if int((codes[rows] == code).sum()) >= most:
                    strict[codes == code] = np.inf
        total[~self._eligible(seed, Wish())] = np.inf
        for choice in (strict, total):
            best = int(np.argmin(choice))
            if np.isfinite(choice[best]):
                return best
        return None

    # --- inside

    def _distances(self, seed: Seed) -> Floats:
        """Mood, feeling and sound of each song from the seed, (3, n)."""
        roots = _root(seed.moods)
        out = np.empty((3, len(self)), np.float32)
        # In place: making room for what lies between took as long as working it out.
        np.matmul(self._roots, roots, out=out[0])
        out[0] *= -2.0
        out[0] += self._norms + roots @ roots
        valence, arousal = (self.plane - _place(seed)).T
        out[1] = valence * valence + arousal * arousal
        np.maximum(out[:2], 0.0, out=out[:2])
        np.sqrt(out[:2], out=out[:2])
        out[2] = _chord(self.embeddings @ _unit(seed.embedding))
        return out

    def _weighed(self, parts: Floats, wish: Wish) -> Floats:
        weights = np.array([wish.mood, wish.feeling, wish.sound], np.float32)
        weights = weights / weights.sum() if weights.any() else np.full(3, 1 / 3, np.float32)
        usual = np.maximum(self._pairs[:, len(self._pairs[0]) // 2], 1e-6)
        scaled = (weights / usual).astype(np.float32)
        total: Floats = scaled[0] * parts[0]
        total += scaled[1] * parts[1]
        total += scaled[2] * parts[2]
        return total

    def _eligible(self, seed: Seed, wish: Wish) -> npt.NDArray[np.bool_]:
        out = self.present & self._in_time(wish)
        for row in map(self.row_of, seed.leave_out):
            if row is not None:
                out[row] = False
        return out

    def _in_time(self, wish: Wish) -> npt.NDArray[np.bool_]:
        if wish.any_tempo:
            return np.ones(len(self), np.bool_)
        low, high = wish.slowest or 0.0, wish.fastest or np.inf
        out = np.zeros(len(self), np.bool_)
        for factor in (0.5, 1.0, 2.0) if wish.octaves else (1.0,):
            out |= (self.tempo * factor >= low) & (self.tempo * factor <= high)
        return out

    def _best(self, rows: Rows, total: Floats, wish: Wish) -> list[int]:
        """Places in `total` in order, within the limits of those rows' artists and albums.

        All are put in order only when a part is too few.
        """
        count = min(max(_AT_FIRST, 2 * wish.count), len(total))
        some = np.sort(np.argpartition(total, count - 1)[:count])
        picked = self._within_limits(
            some[np.argsort(total[some], kind="stable")], rows, total, wish
        )
        if len(picked) < wish.count and count < len(total):
            picked = self._within_limits(np.argsort(total, kind="stable"), rows, total, wish)
        return picked

    def _within_limits(self, order: Rows, rows: Rows, total: Floats, wish: Wish) -> list[int]:
        order = order[np.isfinite(total[order])]
        artist = self.artist[rows[order]], wish.per_artist
        album = self.album[rows[order]], wish.per_album
        return within_limits(order, artist, album, wish.count)

    def _hits(self, look: _Look, seed: Seed) -> list[Hit]:
        rows = look.rows[look.picked]
        tempi = [None if np.isnan(tempo) else tempo for tempo in self.tempo[rows].tolist()]
        return [
            Hit(track_id, distance, mood, feeling, sound, moods, tempo)
            for track_id, distance, (mood, feeling, sound), moods, tempo in zip(
                self.ids[rows].tolist(),
                look.total[look.picked].tolist(),
                self._shares(look.parts[:, look.picked]),
                self._shared(rows, seed),
                tempi,
                strict=True,
            )
        ]

    def _shares(self, parts: Floats) -> list[list[float]]:
        """For distances (3, k) the shares of random pairs that are farther apart, k times three."""
        nearer = [
            np.searchsorted(pairs, part) for pairs, part in zip(self._pairs, parts, strict=True)
        ]
        shares: list[list[float]] = (1.0 - np.array(nearer).T / len(self._pairs[0])).tolist()
        return shares

    def _shared(self, rows: Rows, seed: Seed) -> list[tuple[str, ...]]:
        """The moods that each of these songs and the seed both have, clearest first."""
        both = np.minimum(self.moods[rows], seed.moods)
        best = np.argsort(-both, axis=1, kind="stable")[:, :_MOST_SHARED]
        clear = np.take_along_axis(both, best, axis=1) >= _SHARED
        return [
            tuple(self.labels[i] for i, is_clear in zip(line, told, strict=True) if is_clear)
            for line, told in zip(best.tolist(), clear.tolist(), strict=True)
        ]

    def _random_pairs(self) -> Floats:
        """Distances of pairs of songs taken at random, ascending, (3, pairs)."""
        if len(self) < 2:
            return np.ones((3, 1), np.float32)
        rng = np.random.default_rng(4)
        one = rng.integers(len(self), size=_PAIRS)
        other = (one + rng.integers(1, len(self), size=_PAIRS)) % len(self)
        return np.sort(
            [
                np.linalg.norm(self._roots[one] - self._roots[other], axis=1),
                np.linalg.norm(self.plane[one] - self.plane[other], axis=1),
                np.linalg.norm(self.embeddings[one] - self.embeddings[other], axis=1),
            ],
            axis=1,
        ).astype(np.float32)


def _root(moods: Floats) -> Floats:
    return np.sqrt(moods, dtype=np.float32)


def _place(seed: Seed) -> Floats:
    return np.array([seed.valence, seed.arousal], np.float32)


def _unit(embedding: Floats) -> Floats:
    unit = embedding / max(float(np.linalg.norm(embedding)), 1e-12)
    return unit.astype(np.float32)


def _chord(cosines: Floats) -> Floats:
    """The distances of unit vectors; worked out in place."""
    cosines *= -2.0
    cosines += 2.0
    np.maximum(cosines, 0.0, out=cosines)
    return np.sqrt(cosines, out=cosines)
