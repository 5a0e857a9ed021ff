"""Chords, scales and voice leading."""

from __future__ import annotations

import pytest

from moodtagger.demo.theory import nearest_pitch, parse_chord, scale_over, scale_step, voice_chord

C, A = 0, 9


@pytest.mark.parametrize(
    ("symbol", "tonic", "tones"),
    [
        ("I", C, (0, 4, 7)),
        ("vi7", C, (9, 0, 4, 7)),
        ("V7", A, (4, 8, 11, 2)),
        ("bVI", A, (5, 9, 0)),
        ("#ivdim", C, (6, 9, 0)),
        ("IVmaj7", C, (5, 9, 0, 4)),
        ("i5", C, (0, 7)),
    ],
)
def test_numerals(symbol: str, tonic: int, tones: tuple[int, ...]) -> None:
    assert parse_chord(symbol, tonic).tones == tones


@pytest.mark.parametrize("symbol", ["", "H", "I13", "Vsus9", "IIX"])
def test_a_wrong_numeral_is_refused(symbol: str) -> None:
    with pytest.raises(ValueError, match="not a chord"):
        parse_chord(symbol, C)


def test_scale_is_altered_by_chord_tones() -> None:
    """The major dominant of a minor key raises the seventh."""
    dominant = parse_chord("V", A)
    assert 8 in scale_over(dominant, A, "minor")
    assert 7 not in scale_over(dominant, A, "minor")


def test_scale_steps_go_both_ways() -> None:
    c_major = (0, 2, 4, 5, 7, 9, 11)
    assert scale_step(60, 2, c_major) == 64
    assert scale_step(60, -1, c_major) == 59
    assert scale_step(60, 7, c_major) == 72
    assert nearest_pitch(61.6, c_major) == 62


def test_voices_move_little_between_chords() -> None:
    first = voice_chord(parse_chord("I", C), 60)
    for symbol in ("vi", "IV", "V"):
        following = voice_chord(parse_chord(symbol, C), 60, first)
        assert {pitch % 12 for pitch in following} == set(parse_chord(symbol, C).tones)
        assert max(abs(a - b) for a, b in zip(first, following, strict=True)) <= 4


def test_power_chords_keep_their_root_below() -> None:
    assert voice_chord(parse_chord("i5", 4), 46) == (40, 47, 52)
