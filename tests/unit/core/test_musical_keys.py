"""Keys in every notation of tags."""

from __future__ import annotations

import pytest

from moodtagger.core.musical_keys import (
    KeyNotation,
    KeyRelation,
    MusicalKey,
    key_of_code,
    parse_key,
)


@pytest.mark.parametrize(
    ("camelot", "texts"),
    [
        ((8, 0), ["8A", "08a", "1m", "Am", "A minor", "a-moll", "A Min", "Amin", "a"]),
        ((8, 1), ["8B", "1d", "C", "CM", "C major", "C-Dur"]),
        ((11, 0), ["11A", "4m", "F#m", "Gbm", "fis-moll", "F♯ minor", "fis"]),
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


@pytest.mark.parametrize("notation", KeyNotation)
def test_every_key_is_read_as_it_is_written(notation: KeyNotation) -> None:
    keys = [key_of_code(code) for code in range(24)]
    texts = [key.text(notation) for key in keys]
    assert [parse_key(text) for text in texts] == keys
    assert len(set(texts)) == 24
    assert max(map(len, texts)) <= 3  # as the frame TKEY asks for
    assert [key.code for key in keys] == list(range(24))


def test_notations_of_a_minor() -> None:
    a_minor = MusicalKey(9, True)
    assert [a_minor.text(notation) for notation in KeyNotation] == ["Am", "8A", "1m"]


@pytest.mark.parametrize(
    ("following", "relation"),
    [
        ("8A", KeyRelation.SAME),
        ("7A", KeyRelation.NEIGHBOR),
        ("9A", KeyRelation.NEIGHBOR),
        ("8B", KeyRelation.RELATIVE),
        ("10A", KeyRelation.ENERGY_BOOST),
        ("3A", KeyRelation.ENERGY_BOOST),  # a semitone up
        ("6A", KeyRelation.CLASH),
        ("9B", KeyRelation.CLASH),
        ("2A", KeyRelation.CLASH),
    ],
)
def test_relation_of_two_keys(following: str, relation: KeyRelation) -> None:
    key, next_key = parse_key("8A"), parse_key(following)
    assert key is not None
    assert next_key is not None
    assert key.relation_to(next_key) is relation


def test_the_wheel_has_no_end() -> None:
    twelve, one = parse_key("12B"), parse_key("1B")
    assert twelve is not None
    assert one is not None
    assert twelve.relation_to(one) is one.relation_to(twelve) is KeyRelation.NEIGHBOR
