"""Composition: rhythm grids, the plan of bars, and notes in time, in key and in range."""

from __future__ import annotations

import pytest

from moodtagger.demo.render import compose, fit_bars, plan_bars, vary
from moodtagger.demo.score import ACCENT, GHOST, SOFT, DemoSong, PartNotes, parse_grid
from moodtagger.demo.songs import SONGS
from moodtagger.demo.theory import parse_chord, scale_over

every_song = pytest.mark.parametrize("song", SONGS.values(), ids=SONGS.keys())


def test_a_grid_gives_positions_lengths_and_accents() -> None:
    steps = parse_grid("X--. x.,-")
    assert [(s.position, s.length) for s in steps] == [(0, 0.375), (0.5, 0.125), (0.75, 0.25)]
    assert [s.velocity for s in steps] == [ACCENT, SOFT, GHOST]


def test_an_empty_grid_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one step"):
        parse_grid("  ")


@every_song
def test_grids_fit_the_meter(song: DemoSong) -> None:
    """Every grid has a whole number of steps per beat, and all chords can be parsed."""
    for part in song.parts:
        for grid in [*part.grids, *(g for grids in part.groove.values() for g in grids)]:
            assert grid == "." or len(grid) % song.beats_per_bar == 0
    assert len(plan_bars(song, song.bars)) == song.bars + 1


@every_song
def test_notes_are_in_time_and_in_range(song: DemoSong) -> None:
    duration_s = song.default_duration_s
    for played in compose(song, duration_s):
        assert played.notes, played.part.instrument
        for note in played.notes:
            assert 0.0 <= note.start_s < duration_s
            assert note.length_s > 0.0
            assert 0.0 < note.velocity <= 1.0
            assert bool(note.drum) == (played.part.role == "drums")
            assert note.drum or 24 <= note.pitch <= 108


@every_song
def test_melodies_stay_in_scale(song: DemoSong) -> None:
    allowed = set()
    for section in song.sections:
        for symbol in section.chords.replace(",", " ").split():
            allowed |= set(scale_over(parse_chord(symbol, song.tonic), song.tonic, song.mode))
    for played in compose(song, song.default_duration_s):
        if played.part.role == "melody":
            assert {note.pitch % 12 for note in played.notes} <= allowed


def test_the_same_seed_gives_the_same_notes_and_another_one_does_not() -> None:
    song = SONGS["happy"]
    assert compose(song, 30.0, seed=3) == compose(song, 30.0, seed=3)
    assert _tune(compose(song, 30.0, seed=3)) != _tune(compose(song, 30.0, seed=4))


def test_doubling_parts_play_the_same_melody() -> None:
    """The violin joins the accordion midway, with its melody and a harmony below."""
    parts = compose(SONGS["nostalgic"], SONGS["nostalgic"].default_duration_s)
    accordion, violin = (p.notes for p in parts if p.part.role == "melody")
    joined = [note for note in accordion if note.start_s > violin[0].start_s - 0.1]
    tune = [note.pitch for note in violin[0::2]]
    assert len(tune) < len(accordion)
    assert tune == [n.pitch for n in joined][: len(tune)]
    assert {a.pitch - b.pitch for a, b in zip(violin[0::2], violin[1::2], strict=True)} <= {
        3,
        4,
        5,
        6,
    }


def test_whole_bars_fill_any_length() -> None:
    song = SONGS["tense"]
    for duration_s in (5.0, 31.7, 240.0):
        count, bar_s = fit_bars(song, duration_s)
        assert count * bar_s + song.ending_s == pytest.approx(duration_s)


def test_variations_change_key_or_tempo_and_seed_zero_nothing() -> None:
    song = SONGS["happy"]
    assert vary(song, 0) is song
    assert len({(vary(song, seed).tonic, vary(song, seed).tempo) for seed in range(1, 9)}) == 8


def _tune(parts: list[PartNotes]) -> list[int]:
    return [note.pitch for played in parts if played.part.role == "melody" for note in played.notes]
