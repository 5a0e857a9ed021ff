"""What a set gives up first where not everything can be had."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from moodtagger.core.dj.set_builder import SetRequest, best_for_gap, build_set
from moodtagger.core.dj.transitions import (
    UNKNOWN_KEY,
    HarmonicRule,
    MixRules,
    MixTable,
    closeness_costs,
    transition_costs,
)
from moodtagger.core.musical_keys import MusicalKey
from moodtagger.core.tracks import FileTags, SongRow

A_MINOR = 21
STRICT = MixRules(HarmonicRule.STRICT, 6.0, half_double=False)


def fitting(count: int, **columns: Any) -> MixTable:
    """Songs that fit each other perfectly, but for the given columns."""
    made: dict[str, Any] = {
        "energy": np.full(count, 5.0),
        "valence": np.zeros(count),
        "arousal": np.zeros(count),
        "bpm": np.full(count, 120.0),
        "key": np.full(count, A_MINOR),
        "duration_s": np.full(count, 200.0),
        "artist": np.arange(count),
    }
    made.update({name: np.array(values) for name, values in columns.items()})
    return MixTable([SongRow(i, f"/{i}", FileTags()) for i in range(count)], **made)


@pytest.mark.parametrize("fixed", [{1: 598}, {1: 598, 2: 597}])
def test_the_song_that_leads_up_to_a_fixed_one_is_found_among_many(fixed: dict[int, int]) -> None:
    songs = fitting(600)
    songs.bpm[[599, *fixed.values()]] = 170.0
    songs.energy[599] = 6.0  # every other one follows the curve better
    request = SetRequest(
        count=len(fixed) + 1, energy_curve=((0, 5), (1, 5)), rules=STRICT, fixed=fixed
    )
    built = build_set(songs, request)
    assert built.songs == (599, *fixed.values())
    assert not any(step.broken for step in built.transitions)


def test_a_song_fixed_at_the_start_changes_nothing_at_the_end() -> None:
    songs = fitting(3, bpm=[170.0, 120.0, 170.0], energy=[5.0, 5.0, 6.0])
    request = SetRequest(count=3, energy_curve=((0, 5), (0.5, 6), (1, 5)), fixed={0: 0})
    assert build_set(songs, request).songs == (0, 2, 1)


@pytest.mark.parametrize("required", [(1, 2), (2, 1)])
def test_of_two_required_songs_the_more_demanding_one_chooses_its_step(
    required: tuple[int, int],
) -> None:
    songs = fitting(3, energy=[5.0, 4.0, 1.0])
    request = SetRequest(count=2, energy_curve=((0, 1), (1, 10)), required=required)
    assert build_set(songs, request).songs == (2, 1)


def test_more_required_songs_than_steps_fill_the_set() -> None:
    built = build_set(fitting(5), SetRequest(count=2, required=(4, 3, 2)))
    assert len(set(built.songs)) == 2
    assert set(built.songs) <= {2, 3, 4}
    assert build_set(fitting(5), SetRequest(count=0, required=(4,))).songs == ()


CURVE = {"energy_curve": ((0, 5), (1, 6))}
PATH = {"mood_path": ((0, 0), (1, 1))}


@pytest.mark.parametrize(("wanted", "second"), [({}, 2), (CURVE, 1), (PATH, 1)])
def test_energy_and_mood_stay_close_only_where_nothing_else_was_asked(
    wanted: dict[str, Any], second: int
) -> None:
    """Song 1 is where curve and path lead, song 2 is most similar to the first one."""
    songs = fitting(3, energy=[5.0, 6.0, 5.0], valence=[0, 1, 0], arousal=[0, 1, 0])
    request = SetRequest(count=2, fixed={0: 0}, **wanted)
    assert build_set(songs, request).songs == (0, second)
    assert best_for_gap(songs, [0], 1, request, insert=True) == [second, 3 - second]


def test_a_curve_is_followed_rather_than_the_song_before() -> None:
    songs = fitting(3, energy=[5.0, 6.0, 5.0], valence=[0, -1, 0], arousal=[0, -1, 0])
    assert build_set(songs, SetRequest(count=2, fixed={0: 0}, **CURVE)).songs == (0, 1)
    far = fitting(3, energy=[5.0, 10.0, 5.0], valence=[0, 0.4, 0])
    path = SetRequest(count=2, fixed={0: 0}, mood_path=((0, 0), (0.4, 0)))
    assert build_set(far, path).songs == (0, 1)


@pytest.mark.parametrize(("step", "bpm"), [(0, 110.0), (2, 130.0)])
def test_a_gap_at_either_end_has_one_neighbor(step: int, bpm: float) -> None:
    songs = fitting(6, bpm=[120.0, 110.0, 120.0, 110.0, 130.0, 120.0])
    chosen = [0, 1, 2]
    if step == 2:
        songs.bpm[1] = 130.0
    best = best_for_gap(songs, chosen, step, SetRequest(rules=STRICT))
    assert songs.bpm[best[0]] == bpm
    assert sorted(best) == [3, 4, 5]


def test_the_time_of_a_gap_counts_on_the_curve() -> None:
    songs = fitting(6, energy=[1.0, 4.0, 10.0, 1.0, 5.5, 10.0])
    request = SetRequest(energy_curve=((0, 1), (1, 10)))
    firsts = [best_for_gap(songs, [0, 1, 2], step, request)[0] for step in range(3)]
    assert firsts == [3, 4, 5]
    inserted = [best_for_gap(songs, [0, 2], step, request, insert=True)[0] for step in range(3)]
    assert songs.energy[inserted].tolist() == [1.0, 5.5, 10.0]


def test_a_set_may_have_one_song_and_fixed_steps_beyond_its_end() -> None:
    songs = fitting(2)
    assert build_set(songs, SetRequest(count=1)).songs in ((0,), (1,))
    assert build_set(songs, SetRequest(count=5, fixed={4: 0})).songs == (1, 0)
    assert build_set(songs, SetRequest(minutes=3)).songs in ((0,), (1,))
    assert len(build_set(fitting(9), SetRequest(minutes=20)).songs) == 6
    unknown = fitting(9, duration_s=[0.0] * 9)
    assert len(build_set(unknown, SetRequest(minutes=20)).songs) == 5  # of four minutes each


@pytest.mark.parametrize(
    ("columns", "rules", "cost"),
    [
        ({}, MixRules(), 0.0),
        ({"artist": [0, 0]}, MixRules(), 0.5),
        ({"bpm": [120.0, 123.0]}, MixRules(), 0.25),
        ({"bpm": [120.0, 126.0]}, MixRules(), 0.5),
        ({"bpm": [120.0, 132.0]}, MixRules(), 4.0),
        ({"bpm": [120.0, 900.0]}, MixRules(half_double=False), 10.0),
        ({"bpm": [120.0, 60.0]}, MixRules(), 0.0),
        ({"bpm": [120.0, np.nan]}, MixRules(), 0.4),
        ({"key": [A_MINOR, UNKNOWN_KEY]}, MixRules(), 0.4),
        ({"key": [A_MINOR, UNKNOWN_KEY]}, MixRules(HarmonicRule.OFF), 0.0),
        ({"key": [A_MINOR, A_MINOR - 18]}, MixRules(), 2.0),
        ({"key": [A_MINOR, A_MINOR - 18]}, MixRules(HarmonicRule.OFF), 0.0),
    ],
)
def test_what_a_step_costs(columns: dict[str, list[float]], rules: MixRules, cost: float) -> None:
    found = transition_costs(fitting(2, **columns), np.array([0]), np.array([1]), rules)
    assert found.tolist() == [[pytest.approx(cost)]]


def test_what_is_forbidden_costs_more_than_all_that_is_allowed() -> None:
    boost, clash_key = (
        MusicalKey(tonic, minor=minor).code for tonic, minor in ((11, True), (3, False))
    )
    songs = fitting(4, bpm=[120.0, 126.0, 120.0, 126.2], key=[A_MINOR, boost, clash_key, A_MINOR])
    songs.artist[1] = 0
    allowed, clash, too_far = transition_costs(
        songs, np.array([0]), np.array([1, 2, 3]), MixRules()
    )[0]
    assert allowed == pytest.approx(1.5)  # tempo at its limit, an energy boost, the same artist
    assert allowed < min(clash, too_far)


def test_distances_of_energy_and_mood_cost_what_they_are() -> None:
    songs = fitting(
        4, energy=[5, 7, 5, np.nan], valence=[0, 0, 0.3, 0], arousal=[0, 0, 0.4, np.nan]
    )
    found = closeness_costs(songs, np.array([0]), np.array([1, 2, 3]))
    np.testing.assert_allclose(found, [[0.3, 0.25, 0.8]])
