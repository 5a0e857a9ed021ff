"""Keys in every notation of tags."""

from __future__ import annotations

import pytest

from moodtagger.core.musical_keys import parse_key


@pytest.mark.parametrize(
    ("camelot", "texts"),
    [
        ((8, 0), ["8A", "08a", "1m", "Am", "A minor", "a-moll", "A Min"]),
        ((8, 1), ["8B", "1d", "C", "CM", "C major", "C-Dur"]),
        ((11, 0), ["11A", "4m", "F#m", "Gbm", "fis-moll", "F♯ minor"]),
        ((6, 1), ["6B", "11d", "Bb", "A#", "B-Dur"]),
        ((1, 1), ["1B", "B", "H-Dur", "Cb"]),
        ((5, 1), ["Eb", "Es-Dur", "D sharp"]),
        ((4, 1), ["Ab", "As-Dur"]),
        ((1, 0), ["1A", "Abm", "G#m", "gis-moll"]),
    ],
)
def test_notations_of_one_key(camelot: tuple[int, int], texts: list[str]) -> None:
    for text in texts:
        key = parse_key(text)
        assert key is not None, text
        assert key.camelot == camelot, text


@pytest.mark.parametrize("text", ["", "o", "13A", "0A", "X", "all", "8C", "M"])
def test_what_is_no_key(text: str) -> None:
    assert parse_key(text) is None
