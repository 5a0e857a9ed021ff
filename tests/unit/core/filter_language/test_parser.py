"""The syntax of filters, and what is said about mistakes."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moodtagger.core.filter_language import (
    EVERYTHING,
    FIELDS,
    Field,
    FilterError,
    field_named,
    parse,
    parse_typed,
)
from moodtagger.core.filter_language.syntax import (
    And,
    AnyValue,
    Interval,
    Not,
    NoValue,
    Or,
    Term,
    TextValue,
    Word,
)


def word(text: str, *, whole: bool = False) -> Word:
    return Word(text, whole)


def test_nothing_is_everything() -> None:
    assert parse("") == parse("  ") == EVERYTHING


def test_words_side_by_side_must_all_match() -> None:
    assert parse("Silver Älva") == And((word("silver"), word("alva")))
    assert parse("a AND b") == parse("a b")


def test_alternatives_bind_less_than_words() -> None:
    expected = Or((And((word("a"), word("b"))), word("c")))
    assert parse("a b | c") == parse("a b OR c") == parse("(a b)|(c)") == expected
    assert parse("a (b | c)") == And((word("a"), Or((word("b"), word("c")))))


def test_a_minus_negates_and_asks_for_whole_words() -> None:
    assert parse("-live") == parse("NOT live") == Not(word("live", whole=True))
    assert parse("-(a b)") == Not(And((word("a", whole=True), word("b", whole=True))))
    assert parse("-(-a)") == Not(Not(word("a")))
    assert parse("hip-hop") == word("hip-hop")


def test_a_dash_between_words_is_no_operator() -> None:
    assert parse("Queen - Live") == parse("Queen \u2013 Live") == parse("queen live")


def test_quotes_keep_words_together() -> None:
    assert parse('"Live at"') == word("live at")
    assert parse("\u201elive at\u201c") == word("live at")
    assert parse('"OR"') == word("or")


def test_fields_have_values() -> None:
    artist, genre = field_named("artist"), field_named("genre")
    assert artist is not None
    assert genre is not None
    assert parse('artist:"The Who"') == Term(artist, (TextValue("the who"),))
    assert parse("ARTIST:who") == parse("artist: who") == Term(artist, (TextValue("who"),))
    assert parse("artist=Who") == Term(artist, (TextValue("who", exact=True),))
    assert parse("genre:rock,Pop") == Term(genre, (TextValue("rock"), TextValue("pop")))
    assert parse("genre:*") == Term(genre, (AnyValue(),))
    assert parse('genre:""') == Term(genre, (NoValue(),))


def test_comparisons_need_no_colon() -> None:
    energy = field_named("energy")
    assert energy is not None
    expected = Term(energy, (Interval(low=6, open_low=True),))
    assert parse("energy>6") == parse("energy > 6") == parse("energy:>6") == expected
    assert parse("a>b") == word("a>b")  # no field


@pytest.mark.parametrize("text", ["12:51", "AC/DC:", "f(x)", "a>b", "C#", "3-4", "..."])
def test_what_is_no_syntax_is_a_word(text: str) -> None:
    assert parse(text) == word(text.lower())


@pytest.mark.parametrize(
    ("text", "start", "end", "sentence"),
    [
        ("a moood:x", 2, 7, "Did you mean mood?"),
        ("tempoo:120", 0, 6, "Did you mean bpm?"),
        ("xyzzy:1", 0, 5, "The fields are mood, tag, suggested, tier"),
        ("bpm:abc", 0, 7, "abc is not a number. For example: bpm:120-130."),
        ("a) b", 1, 2, "There is no ( to match this )."),
        ("| a", 0, 1, "A word or a field is missing here."),
        ("a ()", 3, 4, "A word or a field is missing here."),
        ("bpm:,3", 0, 4, "A value is missing after bpm:"),
        ("state:foo", 0, 9, "state must be one of undecided"),
        ("mood>3", 0, 6, "mood can't be compared with >."),
        ("length:300", 0, 10, "Write 3:30, 5m, or 90s."),
        ("added:soon", 0, 10, "soon is not a date."),
        ("key:z", 0, 5, "z is not a musical key."),
        ("corrected:maybe", 0, 15, "corrected must be yes or no."),
    ],
)
def test_mistakes_have_a_place_and_a_sentence(
    text: str, start: int, end: int, sentence: str
) -> None:
    with pytest.raises(FilterError) as caught:
        parse(text)
    error = caught.value
    assert (error.start, error.end) == (start, end)
    assert not error.incomplete
    assert error.full_message.startswith(f"Character {start + 1}: ")
    assert sentence in error.full_message


@pytest.mark.parametrize("text", ["mood:", "a mood: ", 'artist:"the', '"the', "(a b", "a |", "-("])
def test_a_text_that_is_still_typed_is_incomplete(text: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse(text)
    assert caught.value.incomplete


@pytest.mark.parametrize("text", ["(" * 1000 + "a", "-" * 1000 + "a", "a " * 10_000])
def test_endless_filters_are_refused(text: str) -> None:
    with pytest.raises(FilterError):
        parse(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("silver mood:", "silver"),
        ('silver "ri', '"silver" ri'),
        ('x mood:"hap', "x mood:hap"),
        ("a (b", "a b"),
        ("a (b |", "a b"),
        ("a | ", "a"),
        ("a OR", "a"),
        ("a -", "a"),
        ("((", ""),
        ("a moood:x b", "a"),
        ("a)", "a"),
    ],
)
def test_what_is_typed_so_far_is_used(typed: str, meant: str) -> None:
    assert parse_typed(typed) == parse(meant)


pieces = st.sampled_from(
    ["mood", ":", "bpm:", "-", "(", ")", "|", '"', "a", " ", ",", ">", "<=", "3", "..", "OR", "é"]
)


@given(st.lists(pieces | st.text(max_size=4), max_size=20).map("".join))
def test_any_text_is_parsed_or_explained(text: str) -> None:
    with contextlib.suppress(FilterError):
        assert parse(text) == parse_typed(text)
    parse_typed(text)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_the_example_of_each_field_is_valid(field: Field) -> None:
    node = parse(field.example)
    assert isinstance(node, Term)
    assert node.field is field
    for alias in field.aliases:
        assert field_named(alias.upper()) is field


@pytest.mark.parametrize(("opening", "closing"), [("(", ")"), ("-", "")])
def test_fifty_levels_may_be_nested(opening: str, closing: str) -> None:
    parse(50 * opening + "live" + 50 * closing)
    parse(" ".join(60 * [f"{opening}live{closing}"]))  # beside each other they are no levels
    with pytest.raises(FilterError, match="nested"):
        parse(51 * opening + "live" + 51 * closing)
