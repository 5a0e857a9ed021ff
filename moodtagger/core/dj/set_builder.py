"""Build a DJ's set: the order of songs that follows a curve at the least cost.

All rules are costs, so there is always a set; what could not be kept is named at its transition.
The search is a beam search over the steps, as in speech recognition (Lowerre 1976): at each step
only the best partial sets go on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

import numpy as np
import numpy.typing as npt

from moodtagger.core.dj.transitions import (
    Floats,
    Ints,
    MixRules,
    MixTable,
    Transition,
    closeness_costs,
    describe_transition,
    transition_costs,
)

_BEAM = 48  # partial sets that go on
_CANDIDATES = 400  # songs that are tried at each step, those of the least cost
_PER_ENDING = 6  # partial sets that end with one song
_CURVE_COST = 0.6  # of a step of one in ten
_PATH_COST = 2.5  # of a distance of 1 on the plane
_OUT_OF_RANGE_COST = 6.0
_UNKNOWN_COST = 1.5
_LENGTH_TRIES = 4

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class SetRequest:
    """What a set should be.

    `count` songs, or as many as `minutes` take. `energy_curve` holds points (time from 0 to 1,
    energy from 1 to 10), `mood_path` points (valence, arousal) at equal distances in time.
    `fixed` are songs at given steps (negative ones count from the end), `required` songs that must
    be in it anywhere; both by their number in the table. `excluded` are never in it.
    """

    count: int | None = None
    minutes: float | None = None
    energy_curve: Sequence[tuple[float, float]] = ()
    mood_path: Sequence[tuple[float, float]] = ()
    bpm_range: tuple[float, float] | None = None
    max_per_artist: int | None = 2
    rules: MixRules = field(default_factory=MixRules)
    fixed: Mapping[int, int] = field(default_factory=dict)
    required: Sequence[int] = ()
    excluded: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class BuiltSet:
    """The songs, by their number in the table, and the steps between them, one fewer."""

    songs: tuple[int, ...]
    transitions: tuple[Transition, ...]


def build_set(songs: MixTable, request: SetRequest) -> BuiltSet:
    """Return the best set that was found; it is shorter where there are too few songs."""
    if request.minutes is None:
        return _build(songs, request, request.count or 0)
    known = songs.duration_s[songs.duration_s > 0]
    typical_s = float(np.median(known)) if len(known) else 240.0
    wanted_s = request.minutes * 60
    count = max(1, round(wanted_s / typical_s))
    best, least_s = BuiltSet((), ()), np.inf
    for _ in range(_LENGTH_TRIES):
        built = _build(songs, request, count)
        deviation_s = float(songs.duration_s[list(built.songs)].sum()) - wanted_s
        if abs(deviation_s) < least_s:
            best, least_s = built, abs(deviation_s)
        change = round(deviation_s / typical_s)
        if not change or count - change < 1 or len(built.songs) < count:
            break
        count -= change
    return best


def _build(songs: MixTable, request: SetRequest, count: int) -> BuiltSet:
    free = np.ones(len(songs.rows), bool)
    free[list(request.excluded)] = False
    fixed = {step % count if count else 0: song for step, song in request.fixed.items()}
    count = min(count, int(free.sum()))
    fixed = {min(step, count - 1): song for step, song in fixed.items()}
    step_costs = _step_costs(songs, request, np.linspace(0, 1, count))
    _place_required(step_costs, fixed, request.required)
    free[list(fixed.values())] = False
    chosen = _search(songs, request, step_costs, fixed, free)
    steps = [
        describe_transition(songs, before, after, request.rules)
        for before, after in pairwise(chosen)
    ]
    return BuiltSet(tuple(chosen), tuple(steps))


def steps_out_of_range(songs: MixTable, chosen: Sequence[int], request: SetRequest) -> list[int]:
    """Return the steps whose songs are not in the range of tempos that is asked for."""
    if request.bpm_range is None:
        return []
    inside = _in_range(songs, request)
    return [step for step, song in enumerate(chosen) if not inside[song]]


def is_too_short(songs: MixTable, chosen: Sequence[int], request: SetRequest) -> bool:
    """Whether the rules left fewer songs, or minutes by more than a song, than asked for."""
    if request.minutes is None:
        return len(chosen) < (request.count or 0)
    lengths_s = songs.duration_s[list(chosen)]
    longest_s = float(lengths_s.max()) if len(lengths_s) else 0.0
    return float(lengths_s.sum()) + longest_s < request.minutes * 60


def _energy_at(curve: Sequence[tuple[float, float]], times: Floats) -> Floats:
    points = sorted(curve)
    found: Floats = np.interp(times, [t for t, _ in points], [e for _, e in points])
    return found


def _step_costs(songs: MixTable, request: SetRequest, times: Floats) -> Floats:
    """Return the cost of each song at each time from 0 to 1, for curve, path and tempo range."""
    costs = np.zeros((len(times), len(songs.rows)))
    if request.energy_curve:
        target = _energy_at(request.energy_curve, times)
        distance = _CURVE_COST * np.abs(songs.energy - target[:, None])
        costs += np.nan_to_num(distance, nan=_UNKNOWN_COST)
    if request.mood_path:
        along = np.linspace(0, 1, len(request.mood_path))
        valence, arousal = (
            np.interp(times, along, [point[axis] for point in request.mood_path])[:, None]
            for axis in (0, 1)
        )
        distance = _PATH_COST * np.hypot(songs.valence - valence, songs.arousal - arousal)
        costs += np.nan_to_num(distance, nan=_UNKNOWN_COST)
    if request.bpm_range is not None:
        costs += _OUT_OF_RANGE_COST * ~_in_range(songs, request)
    return costs


def _in_range(songs: MixTable, request: SetRequest) -> Bools:
    assert request.bpm_range is not None
    low, high = request.bpm_range
    factors = (1.0, 0.5, 2.0) if request.rules.half_double else (1.0,)
    bpm = np.nan_to_num(songs.bpm, nan=-1.0)
    inside: Bools = np.any([(low <= bpm * f) & (bpm * f <= high) for f in factors], axis=0)
    return inside


def _place_required(step_costs: Floats, fixed: dict[int, int], required: Sequence[int]) -> None:
    """Give each required song the free step where it costs least, the most demanding one first."""
    waiting = [song for song in dict.fromkeys(required) if song not in fixed.values()]
    waiting.sort(key=lambda song: -float(np.ptp(step_costs[:, song])) if len(step_costs) else 0.0)
    for song in waiting:
        steps = [step for step in range(len(step_costs)) if step not in fixed]
        if not steps:
            return
        fixed[min(steps, key=lambda step: float(step_costs[step, song]))] = song


@dataclass(slots=True)
class _Partial:
    cost: float
    songs: tuple[int, ...]


def _search(
    songs: MixTable,
    request: SetRequest,
    step_costs: Floats,
    fixed: Mapping[int, int],
    free: Bools,
) -> list[int]:
    beam = [_Partial(0.0, ())]
    everything = np.arange(len(songs.rows))
    for step, song in fixed.items():
        if step - 1 in range(len(step_costs)) and step - 1 not in fixed:  # lead up to it
            after = np.array([song])
            step_costs[step - 1] += transition_costs(songs, everything, after, request.rules)[:, 0]
    for step in range(len(step_costs)):
        if step in fixed:
            candidates = np.array([fixed[step]])
        else:
            candidates = _nearest(step_costs[step], free, _CANDIDATES + len(step_costs))
        longer = _extended(songs, request, beam, candidates, step_costs[step], set(fixed.values()))
        if not longer:  # the limit of songs by an artist leaves none
            longer = _extended(
                songs, request, beam, np.flatnonzero(free), step_costs[step], set(fixed.values())
            )
        if not longer:
            break
        beam = longer
    return list(min(beam, key=lambda partial: partial.cost).songs)


def _nearest(costs: Floats, free: Bools, count: int) -> Ints:
    numbers = np.flatnonzero(free)
    if len(numbers) <= count:
        return numbers
    nearest: Ints = numbers[np.argpartition(costs[numbers], count)[:count]]
    return nearest


def _extended(
    songs: MixTable,
    request: SetRequest,
    beam: Sequence[_Partial],
    candidates: Ints,
    own_costs: Floats,
    fixed: set[int],
) -> list[_Partial]:
    """Return the best ways to go on from the partial sets with one of the candidates."""
    total = np.array([partial.cost for partial in beam])[:, None] + own_costs[candidates][None, :]
    if beam[0].songs:
        last = np.array([partial.songs[-1] for partial in beam])
        total = total + transition_costs(songs, last, candidates, request.rules)
        if not request.energy_curve and not request.mood_path:
            total = total + closeness_costs(songs, last, candidates)
    found: list[_Partial] = []
    endings: dict[int, int] = {}
    for flat in np.argsort(total, axis=None, kind="stable"):
        row, column = divmod(int(flat), len(candidates))
        song = int(candidates[column])
        if endings.get(song, 0) >= _PER_ENDING or song in beam[row].songs:
            continue
        if song not in fixed and not _artist_allowed(songs, request, beam[row].songs, song):
            continue
        endings[song] = endings.get(song, 0) + 1
        found.append(_Partial(float(total[row, column]), (*beam[row].songs, song)))
        if len(found) == _BEAM:
            break
    return found


def _artist_allowed(
    songs: MixTable, request: SetRequest, chosen: tuple[int, ...], song: int
) -> bool:
    if request.max_per_artist is None:
        return True
    artist = songs.artist[song]
    return int((songs.artist[list(chosen)] == artist).sum()) < request.max_per_artist


def best_for_gap(
    songs: MixTable,
    chosen: Sequence[int],
    step: int,
    request: SetRequest,
    count: int = 5,
    *,
    insert: bool = False,
) -> list[int]:
    """Return the songs that fit best at a step of a set, between the songs beside it.

    The song that is there now, and those elsewhere in the set, are not among them. With `insert`
    they fit in front of that song instead of replacing it.
    """
    following = step if insert else step + 1
    free = np.ones(len(songs.rows), bool)
    free[list({*chosen, *request.excluded})] = False
    candidates = np.flatnonzero(free)
    time = np.array([step / max(1, len(chosen) - (0 if insert else 1))])
    costs = _step_costs(songs, request, time)[0][candidates]
    if step > 0:
        before = np.array([chosen[step - 1]])
        costs = costs + transition_costs(songs, before, candidates, request.rules)[0]
        if not request.energy_curve and not request.mood_path:
            costs = costs + closeness_costs(songs, before, candidates)[0]
    if following < len(chosen):
        after = np.array([chosen[following]])
        costs = costs + transition_costs(songs, candidates, after, request.rules)[:, 0]
    others = tuple(song for i, song in enumerate(chosen) if insert or i != step)
    best = (int(candidates[i]) for i in np.argsort(costs, kind="stable"))
    allowed = (song for song in best if _artist_allowed(songs, request, others, song))
    return list(islice(allowed, count))
