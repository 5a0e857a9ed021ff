"""How well one song follows another: tempo, key, energy and mood, each as a cost."""

from __future__ import annotations

import enum
import functools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from moodtagger.core.circumplex import energy_level
from moodtagger.core.dj.songs import song_key
from moodtagger.core.musical_keys import KeyRelation, key_of_code
from moodtagger.core.tracks import SongRow

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

UNKNOWN_KEY = -1
_KEYS = 24
_UNKNOWN_COST = 0.4  # of a transition without a key or a tempo: neither good nor bad
_CLASH_COST = 2.0
_TEMPO_COST = 0.5  # at the greatest change that is allowed
_TOO_FAR_COST = 2.0  # beyond it, and once more for each further such change
_ENERGY_COST = 0.15  # of a step of one in ten
_MOOD_COST = 0.5  # of a distance of 1 on the plane
_SAME_ARTIST_COST = 0.5
_NEXT_CLOSENESS = 2.0  # of energy and mood where no curve says what should come next


class HarmonicRule(enum.StrEnum):
    """Which keys may follow each other."""

    STRICT = "strict"  # same, neighbor or relative key
    LOOSE = "loose"  # an energy boost, too
    OFF = "off"


_RELATION_COSTS = {
    KeyRelation.SAME: 0.0,
    KeyRelation.NEIGHBOR: 0.1,
    KeyRelation.RELATIVE: 0.15,
    KeyRelation.ENERGY_BOOST: 0.5,
    KeyRelation.CLASH: _CLASH_COST,
}


@dataclass(frozen=True, slots=True)
class MixRules:
    """What a transition may be; `max_bpm_change` is in beats per minute."""

    harmonic: HarmonicRule = HarmonicRule.LOOSE
    max_bpm_change: float = 6.0
    half_double: bool = True


@dataclass(frozen=True, slots=True)
class MixTable:
    """What transitions and sets need of n songs, one array each, in the order of `rows`.

    `energy` goes from 1 to 10; `bpm`, `valence` and `arousal` are NaN where unknown; `key` is 0 to
    23, or `UNKNOWN_KEY`; songs of one artist share a number.
    """

    rows: Sequence[SongRow]
    energy: Floats
    valence: Floats
    arousal: Floats
    bpm: Floats
    key: Ints
    duration_s: Floats
    artist: Ints

    @classmethod
    def of(cls, rows: Sequence[SongRow]) -> MixTable:
        """Collect the columns of some songs."""
        artists: dict[str, int] = {}
        names = [row.tags.artist.casefold() for row in rows]
        keys = [song_key(row) for row in rows]
        return cls(
            rows,
            np.array([_energy(row) for row in rows], float),
            np.array([_or_nan(row.effective_valence) for row in rows], float),
            np.array([_or_nan(row.effective_arousal) for row in rows], float),
            np.array([_or_nan(row.effective_bpm) for row in rows], float),
            np.array([UNKNOWN_KEY if key is None else key.code for key in keys], np.int64),
            np.array([row.duration_s or 0.0 for row in rows], float),
            # Songs without an artist are all by different ones.
            np.array(
                [artists.setdefault(n, len(artists)) if n else -i - 1 for i, n in enumerate(names)],
                np.int64,
            ),
        )

    def with_rows(self, changed: Mapping[int, SongRow]) -> MixTable:
        """Return the columns with other values of some songs, by their number."""
        numbers = list(changed)
        part = MixTable.of(list(changed.values()))
        rows = list(self.rows)
        columns = {}
        for name in ("energy", "valence", "arousal", "bpm", "key", "duration_s"):
            columns[name] = getattr(self, name).copy()
            columns[name][numbers] = getattr(part, name)
        for number, row in changed.items():
            rows[number] = row
        return replace(self, rows=rows, **columns)


def _energy(row: SongRow) -> float:
    return np.nan if row.effective_arousal is None else energy_level(row.effective_arousal)


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value


def bpm_changes(before: Floats, after: Floats, *, half_double: bool) -> Floats:
    """Return the change of tempo, the smallest one where half and double tempo count too."""
    changes = after - before
    if half_double:
        for factor in (0.5, 2.0):
            other = after * factor - before
            changes = np.where(np.abs(other) < np.abs(changes), other, changes)
    return changes


@functools.cache
def relation_costs(rule: HarmonicRule) -> Floats:
    """Return the cost of each key after each, the last row and column for an unknown one."""
    costs = np.full((_KEYS + 1, _KEYS + 1), _UNKNOWN_COST)
    for i in range(_KEYS):
        for j in range(_KEYS):
            relation = key_of_code(i).relation_to(key_of_code(j))
            cost = _RELATION_COSTS[relation]
            if rule is HarmonicRule.STRICT and relation is KeyRelation.ENERGY_BOOST:
                cost = _CLASH_COST
            costs[i, j] = cost
    return costs * (rule is not HarmonicRule.OFF)


def transition_costs(songs: MixTable, before: Ints, after: Ints, rules: MixRules) -> Floats:
    """Return the cost of each song of `after` behind each of `before`, as a matrix.

    What the rules forbid costs more than anything that they allow.
    """
    rows, columns = before[:, None], after[None, :]
    changes = np.abs(
        bpm_changes(songs.bpm[rows], songs.bpm[columns], half_double=rules.half_double)
    )
    limit = max(rules.max_bpm_change, 0.1)
    tempo = np.where(
        changes <= limit + 1e-9,
        _TEMPO_COST * changes / limit,
        _TOO_FAR_COST * np.minimum(changes / limit, 5.0),
    )
    costs = np.where(np.isnan(tempo), _UNKNOWN_COST, tempo)
    costs += relation_costs(rules.harmonic)[songs.key[rows], songs.key[columns]]
    costs += _SAME_ARTIST_COST * (songs.artist[rows] == songs.artist[columns])
    return costs


def closeness_costs(songs: MixTable, before: Ints, after: Ints) -> Floats:
    """Return how far energy and mood of `after` are from those of `before`, as a matrix."""
    rows, columns = before[:, None], after[None, :]
    energy = _ENERGY_COST * np.abs(songs.energy[columns] - songs.energy[rows])
    mood = _MOOD_COST * np.hypot(
        songs.valence[columns] - songs.valence[rows], songs.arousal[columns] - songs.arousal[rows]
    )
    return np.nan_to_num(energy, nan=_UNKNOWN_COST) + np.nan_to_num(mood, nan=_UNKNOWN_COST)


def best_next(
    songs: MixTable, current: int, rules: MixRules, count: int, *, excluded: Collection[int] = ()
) -> list[int]:
    """Return the songs that follow one best, by key, tempo, energy and mood together."""
    after = np.setdiff1d(np.arange(len(songs.rows)), [current, *excluded])
    before = np.array([current])
    costs = transition_costs(songs, before, after, rules)
    costs += _NEXT_CLOSENESS * closeness_costs(songs, before, after)
    best: list[int] = after[np.argsort(costs[0], kind="stable")[:count]].tolist()
    return best


@dataclass(frozen=True, slots=True)
class Transition:
    """What a step from one song to the next is; None where something is unknown.

    `broken` names the rules that it does not keep: "tempo" and "key".
    """

    bpm_change: float | None
    relation: KeyRelation | None
    broken: tuple[str, ...] = ()


def describe_transition(songs: MixTable, before: int, after: int, rules: MixRules) -> Transition:
    """Describe the step between two songs."""
    change = float(
        bpm_changes(
            songs.bpm[before : before + 1],
            songs.bpm[after : after + 1],
            half_double=rules.half_double,
        )[0]
    )
    codes = int(songs.key[before]), int(songs.key[after])
    relation = None
    if UNKNOWN_KEY not in codes:
        relation = key_of_code(codes[0]).relation_to(key_of_code(codes[1]))
    broken = []
    if abs(change) > rules.max_bpm_change + 1e-9:
        broken.append("tempo")
    if relation_costs(rules.harmonic)[codes] >= _CLASH_COST:
        broken.append("key")
    return Transition(None if np.isnan(change) else change, relation, tuple(broken))
