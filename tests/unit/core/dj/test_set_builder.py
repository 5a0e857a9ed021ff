"""Sets: curves, rules, required songs, lengths, and what does not fit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from moodtagger.core.dj.next_songs import fitting_songs
from moodtagger.core.dj.set_builder import (
    SetRequest,
    best_for_gap,
    build_set,
    is_too_short,
    steps_out_of_range,
)
from moodtagger.core.dj.transitions import (
    UNKNOWN_KEY,
    HarmonicRule,
    MixRules,
    MixTable,
    best_next,
    bpm_changes,
    describe_transition,
    transition_costs,
)
from moodtagger.core.musical_keys import KeyRelation, parse_key
from moodtagger.core.tracks import FileTags, SongRow, TrackState

STRICT = MixRules(HarmonicRule.STRICT, 6.0, half_double=False)
A_MINOR = 21


def table(count: int = 400, seed: int = 1, **columns: Any) -> MixTable:
    rng = np.random.default_rng(seed)
    made: dict[str, Any] = {
        "energy": rng.integers(1, 11, count).astype(float),
        "valence": rng.uniform(-1, 1, count),
        "arousal": rng.uniform(-1, 1, count),
        "bpm": rng.uniform(110, 135, count),
        "key": rng.integers(0, 24, count),
        "duration_s": rng.uniform(180, 300, count),
        "artist": np.arange(count) // 4,
    }
    made.update(columns)
    return MixTable([SongRow(i, f"/{i}", FileTags()) for i in range(count)], **made)


def test_a_set_follows_the_energy_curve_and_breaks_no_rule() -> None:
    songs = table()
    request = SetRequest(count=20, energy_curve=((0, 2), (1, 9)), rules=STRICT)
    built = build_set(songs, request)
    assert len(set(built.songs)) == 20
    assert not any(step.broken for step in built.transitions)
    energies = songs.energy[list(built.songs)]
    assert np.abs(energies - np.linspace(2, 9, 20)).max() <= 1.0
    for before, after in zip(built.songs, built.songs[1:], strict=False):
        assert abs(songs.bpm[after] - songs.bpm[before]) <= 6.0
    allowed = {KeyRelation.SAME, KeyRelation.NEIGHBOR, KeyRelation.RELATIVE}
    assert {step.relation for step in built.transitions} <= allowed


def test_a_set_follows_a_path_over_the_map() -> None:
    songs = table(2000)
    built = build_set(songs, SetRequest(count=9, mood_path=((-0.6, -0.6), (0.6, 0.6))))
    target = np.linspace(-0.6, 0.6, 9)
    chosen = list(built.songs)
    assert np.hypot(songs.valence[chosen] - target, songs.arousal[chosen] - target).max() < 0.35


@pytest.mark.parametrize("minutes", [30, 60, 90])
def test_a_set_lasts_as_long_as_was_asked(minutes: int) -> None:
    songs = table()
    built = build_set(songs, SetRequest(minutes=minutes, energy_curve=((0, 5), (1, 5))))
    total = songs.duration_s[list(built.songs)].sum() / 60
    assert total == pytest.approx(minutes, abs=2.5)


def test_artists_are_limited() -> None:
    songs = table(artist=np.arange(400) // 100)
    built = build_set(songs, SetRequest(count=8, max_per_artist=2))
    assert np.bincount(songs.artist[list(built.songs)]).max() == 2
    assert len(build_set(songs, SetRequest(count=30, max_per_artist=None)).songs) == 30
    assert len(build_set(songs, SetRequest(count=30, max_per_artist=2)).songs) == 8


def test_fixed_required_and_excluded_songs() -> None:
    songs = table()
    request = SetRequest(
        count=12,
        energy_curve=((0, 1), (1, 10)),
        fixed={0: 7, -1: 9, 5: 11},
        required=(13, 14),
        excluded=frozenset(range(100, 400)),
    )
    chosen = build_set(songs, request).songs
    assert (chosen[0], chosen[5], chosen[-1]) == (7, 11, 9)
    assert {13, 14} <= set(chosen)
    assert max(chosen) < 100
    steps = [chosen.index(song) for song in (13, 14)]
    target = 1 + 9 * np.array(steps) / 11
    assert np.abs(songs.energy[[13, 14]] - target).max() <= 2


def test_tempos_outside_the_range_are_the_last_choice() -> None:
    songs = table(bpm=np.repeat([64.0, 90.0, 128.0], [100, 200, 100]))
    chosen = build_set(songs, SetRequest(count=30, bpm_range=(120, 130))).songs
    assert set(songs.bpm[list(chosen)]) <= {64.0, 128.0}  # 64 is mixed at double tempo
    single = replace(MixRules(), half_double=False)
    chosen = build_set(songs, SetRequest(count=30, bpm_range=(120, 130), rules=single)).songs
    assert set(songs.bpm[list(chosen)]) == {128.0}
    few = table(5, bpm=np.full(5, 90.0))
    assert len(build_set(few, SetRequest(count=3, bpm_range=(120, 130))).songs) == 3


def test_there_is_always_a_set_and_what_does_not_fit_is_named() -> None:
    songs = table(2, bpm=np.array([80.0, 150.0]), key=np.array([A_MINOR, 3]))
    built = build_set(songs, SetRequest(count=10, rules=STRICT))
    assert len(built.songs) == 2
    assert built.transitions[0].broken == ("tempo", "key")
    assert build_set(table(0), SetRequest(count=10)).songs == ()
    assert build_set(table(0), SetRequest(minutes=10)).songs == ()


def test_unknown_tempo_key_and_mood_break_no_rule() -> None:
    unknown = np.full(6, np.nan)
    songs = table(
        6, bpm=unknown, energy=unknown, valence=unknown, arousal=unknown,
        key=np.full(6, UNKNOWN_KEY), artist=np.arange(6),
    )  # fmt: skip
    built = build_set(songs, SetRequest(count=6, energy_curve=((0, 1), (1, 9))))
    assert len(built.songs) == 6
    assert not any(step.broken for step in built.transitions)
    assert built.transitions[0].bpm_change is None
    assert built.transitions[0].relation is None


def test_half_and_double_tempo_count_where_they_may() -> None:
    before, after = np.array([70.0, 70.0, 140.0]), np.array([141.0, 72.0, 69.0])
    assert bpm_changes(before, after, half_double=True).tolist() == [0.5, 2.0, -2.0]
    assert bpm_changes(before, after, half_double=False).tolist() == [71.0, 2.0, -71.0]


@pytest.mark.parametrize(
    ("first", "second", "rule", "broken"),
    [
        ("8A", "8A", HarmonicRule.STRICT, False),
        ("8A", "9A", HarmonicRule.STRICT, False),
        ("8A", "8B", HarmonicRule.STRICT, False),
        ("8A", "10A", HarmonicRule.STRICT, True),
        ("8A", "10A", HarmonicRule.LOOSE, False),
        ("8A", "2B", HarmonicRule.LOOSE, True),
        ("8A", "2B", HarmonicRule.OFF, False),
    ],
)
def test_rules_for_keys(first: str, second: str, rule: HarmonicRule, broken: bool) -> None:
    keys = [parse_key(text) for text in (first, second)]
    songs = table(2, bpm=np.full(2, 120.0), key=np.array([key.code for key in keys if key]))
    step = describe_transition(songs, 0, 1, MixRules(rule))
    assert ("key" in step.broken) is broken


def test_the_greatest_change_of_tempo_is_a_limit() -> None:
    songs = table(3, bpm=np.array([120.0, 126.0, 126.1]), key=np.zeros(3, int))
    assert describe_transition(songs, 0, 1, STRICT).broken == ()
    assert describe_transition(songs, 0, 2, STRICT).broken == ("tempo",)
    costs = transition_costs(songs, np.array([0]), np.array([1, 2]), STRICT)[0]
    assert costs[1] > costs[0] + 1


def test_a_gap_is_filled_by_what_fits_on_both_sides() -> None:
    songs = table(400, key=np.full(400, A_MINOR), energy=np.full(400, 5.0))
    chosen = [0, 1, 2]
    songs.bpm[:3] = (118.0, 130.0, 124.0)
    best = best_for_gap(songs, chosen, 1, SetRequest(rules=STRICT))
    assert len(best) == 5
    assert not {0, 1, 2} & set(best)
    assert np.all((songs.bpm[best] >= 118) & (songs.bpm[best] <= 124))


def test_what_a_set_lacks_is_known() -> None:
    songs = table(6, bpm=np.array([120.0, 60.0, 90.0, np.nan, 122.0, 240.0]))
    songs.duration_s[:] = 200.0
    request = SetRequest(count=6, bpm_range=(115, 125))
    assert steps_out_of_range(songs, range(6), request) == [2, 3]
    assert steps_out_of_range(songs, range(6), SetRequest(count=6)) == []
    assert not is_too_short(songs, range(6), request)
    assert is_too_short(songs, range(5), request)
    assert not is_too_short(songs, range(6), SetRequest(minutes=22))
    assert is_too_short(songs, range(6), SetRequest(minutes=24))
    assert is_too_short(songs, [], SetRequest(minutes=24))


def test_a_song_is_found_to_insert() -> None:
    songs = table()
    songs.bpm[:2] = [118, 128]
    request = SetRequest(rules=MixRules(HarmonicRule.OFF, 6.0, half_double=False))
    best = best_for_gap(songs, [0, 1], 1, request, insert=True)
    assert not {0, 1} & set(best)
    assert np.all((songs.bpm[best] >= 122) & (songs.bpm[best] <= 124))
    one_artist = replace(songs, artist=np.zeros(len(songs.rows), np.int64))
    assert best_for_gap(one_artist, [0, 1], 1, request, insert=True) == []


def test_what_fits_next_is_close_in_everything() -> None:
    songs = table()
    (best, *_) = best_next(songs, 0, STRICT, 5, excluded=[1, 2])
    assert best not in {0, 1, 2}
    assert not describe_transition(songs, 0, best, STRICT).broken
    assert abs(songs.energy[best] - songs.energy[0]) <= 2


def test_fitting_songs_leave_out_what_cannot_be_played() -> None:
    current = SongRow(1, "/a", FileTags(key="8A", bpm=120), valence=0.1, arousal=0.2)
    other = replace(current, track_id=2)
    gone = replace(current, track_id=3, state=TrackState.ABSENT)
    rows = [current, other, gone, SongRow(4, "/d", FileTags()), replace(current, track_id=5)]
    found = fitting_songs(rows, current, STRICT, 9, excluded_ids={5})
    assert [song.row.track_id for song in found] == [2]
    assert found[0].transition.relation is KeyRelation.SAME


def test_columns_of_library_rows() -> None:
    rows = [
        SongRow(1, "/a", FileTags(artist="A", key="8A", bpm=120), 200.0, valence=0.1, arousal=0.2),
        SongRow(2, "/b", FileTags(artist="a"), None),
        SongRow(3, "/c", FileTags()),
        SongRow(4, "/d", FileTags()),
    ]
    songs = MixTable.of(rows)
    assert songs.key.tolist() == [A_MINOR, UNKNOWN_KEY, UNKNOWN_KEY, UNKNOWN_KEY]
    assert songs.artist[0] == songs.artist[1]
    assert len(set(songs.artist.tolist())) == 3
    assert np.isnan(songs.bpm).tolist() == [False, True, True, True]
    assert songs.duration_s.tolist() == [200.0, 0.0, 0.0, 0.0]
