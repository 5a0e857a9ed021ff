"""How moods in one text are parted."""

from __future__ import annotations

import pytest

from moodtagger.core.tag_reading import (
    DEFAULT_READING,
    TagReading,
    are_valid_separators,
    mood_separators,
)


@pytest.mark.parametrize(
    ("text", "moods"),
    [
        ("calm", ["calm"]),
        ("calm; sad,angry/happy", ["calm", " sad", "angry", "happy"]),
        ("a|b\\c", ["a", "b", "c"]),
        ("calm\0sad", ["calm", "sad"]),
        ("", [""]),
    ],
)
def test_moods_are_parted_by_common_marks(text: str, moods: list[str]) -> None:
    assert DEFAULT_READING.split(text) == moods


def test_other_separators_part_moods_and_nul_and_blanks_around_a_slash_always() -> None:
    reading = TagReading(mood_separators("+ + ;"))
    assert reading.separators == ("+", ";")
    assert reading.split("a+b / c,d\0e") == ["a", "b", "c,d", "e"]
    assert TagReading(()).split("a;b/c") == ["a;b/c"]


def test_a_mood_that_holds_a_separator_stays_whole() -> None:
    reading = DEFAULT_READING.with_moods(["Rock/Pop", "calm", "a/b/c", "a/b"])
    assert reading.whole_moods == {"rock/pop", "a/b/c", "a/b"}
    assert reading.split("calm; ROCK/pop;x") == ["calm", " ROCK/pop", "x"]
    assert reading.split("a/b/c/d") == ["a/b/c", "d"]  # the longest
    assert reading.split("z/a/b") == ["z", "a/b"]
    assert DEFAULT_READING.with_moods(["calm"]) is DEFAULT_READING
    long = "/".join("abcdefgh")
    assert DEFAULT_READING.with_moods([long]).split(long) == [long]
    longer = long + "/i"
    assert DEFAULT_READING.with_moods([longer]).split(longer) == list("abcdefghi")


def test_a_separator_is_added_once_and_without_its_blanks() -> None:
    assert DEFAULT_READING.with_separator("; ") is DEFAULT_READING
    assert DEFAULT_READING.with_separator("") is DEFAULT_READING
    assert DEFAULT_READING.with_separator(" + ").separators[-1] == "+"
    assert DEFAULT_READING.with_separator("  ").separators[-1] == "  "


@pytest.mark.parametrize(
    ("text", "is_valid"), [("; , /", True), ("", True), ("a", False), (";\n", False), (";1", False)]
)
def test_separators_are_printable_marks(text: str, is_valid: bool) -> None:
    assert are_valid_separators(text) is is_valid


def test_the_key_differs_with_all_that_matters() -> None:
    readings = [
        DEFAULT_READING,
        TagReading(separators=(";",)),
        TagReading(whole_moods=frozenset({"a/b"})),
        TagReading(code_page="cp1251"),
    ]
    keys = {reading.key for reading in readings}
    assert len(keys) == 4
    assert all(len(key) == 16 for key in keys)
    assert TagReading().key == DEFAULT_READING.key
