"""Filters changed value by value, and split into parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moodtagger.core.filter_language import (
    Choice,
    chosen_keys,
    parse,
    parse_parts,
    with_choice,
    without_choices,
)
from moodtagger.core.filter_language.syntax import Term, TextValue
from moodtagger.core.text_order import fold

CALM, HAPPY = Choice("mood", "calm"), Choice("mood", "happy")
WHO = Choice("artist", "The Who", exact=True)


@pytest.mark.parametrize(
    ("text", "choice", "add", "expected"),
    [
        ("", CALM, False, "mood:calm"),
        ("river", CALM, False, "river mood:calm"),
        ("mood:happy -genre:rap", CALM, False, "mood:calm -genre:rap"),
        ("mood:happy -genre:rap", CALM, True, "mood:happy,calm -genre:rap"),
        ("mood:happy x mood:sad", CALM, False, "mood:calm x"),
        ("-mood:happy", CALM, False, "-mood:happy mood:calm"),
        ("artist=AC/DC", WHO, True, 'artist=AC/DC,"The Who"'),
        ("artist:who", WHO, False, 'artist="The Who"'),
        ("genre:rock", Choice("genre", ""), True, 'genre:rock,""'),
        ("broken:", CALM, False, "broken: mood:calm"),
    ],
)
def test_a_choice_takes_the_place_of_others_of_its_field_or_joins_them(
    text: str, choice: Choice, add: bool, expected: str
) -> None:
    assert with_choice(text, choice, add=add) == expected


@pytest.mark.parametrize(
    ("text", "choices", "expected"),
    [
        ("mood:calm,happy river", [CALM], "mood:happy river"),
        ("mood:calm river", [CALM], "river"),
        ('artist="The Who",AC/DC', [WHO], "artist=AC/DC"),
        ("artist:who", [WHO], "artist:who"),
        ('artist:"the who"', [WHO], ""),
        ("state:review energy:>6", [Choice("state", "undecided")], "energy:>6"),
        ("-mood:calm", [CALM], "-mood:calm"),
        ("mood:calm mood:happy", [CALM, HAPPY], ""),
        ('length:3:30,">5m" x', [], 'length:3:30,">5m" x'),
    ],
)
def test_choices_are_taken_out(text: str, choices: list[Choice], expected: str) -> None:
    assert without_choices(text, choices) == expected


def test_what_is_chosen_counts_whatever_its_form() -> None:
    keys = chosen_keys('mood:Calm artist:"the who" -mood:happy state:review year:1990s bpm:90-99')
    for choice in (CALM, WHO, Choice("state", "undecided"), Choice("year", "1990s")):
        assert choice.key in keys
    assert Choice("bpm", "90-99").key in keys
    assert HAPPY.key not in keys
    assert not chosen_keys("mood:calm (")


@given(st.text(min_size=1).filter(str.strip))
def test_any_value_survives_being_written(value: str) -> None:
    term = parse(Choice("artist", value, exact=True).text)
    assert isinstance(term, Term)
    assert term.values == (TextValue(fold(value).strip(), exact=True),)


def test_parts_have_to_match_together() -> None:
    text = 'mood:calm -genre:rap (a | b) "live at"  bpm > 90'
    parts = parse_parts(text)
    assert [part.text for part in parts] == [
        *("mood:calm", "-genre:rap", "(a | b)", '"live at"', "bpm > 90")
    ]
    fields = [part.token.field_name if part.token else "" for part in parts]
    assert fields == ["mood", "genre", "", "", "bpm"]
    assert [part.text for part in parse_parts("a mood:x | b")] == ["a mood:x | b"]
    assert parse_parts("  ") == ()
