"""What is offered while a filter is typed."""

from __future__ import annotations

import pytest

from moodtagger.core.filter_language import Field, MoodWords, complete
from moodtagger.core.mood_synonyms import MoodSynonyms
from moodtagger.core.vocabulary import Mood, Vocabulary

LABELS = ("melancholic", "chill", "aggressive", "calm")
MOODS = MoodWords(
    MoodSynonyms(
        Vocabulary([Mood(label, (), 0.5, 0.5, None, 0.5) for label in LABELS]),
        {"chill": "Entspannt"},
    )
)
KNOWN = {
    "mood": [("calm", 9), ("melancholic", 4), ("chill", 2)],
    "genre": [("Rock", 8), ("Hard Rock", 5), ("Rap", 1)],
    "artist": [("The Who", 5), ("Rocko", 2), ("Who's \u201cThat\u201d", 1)],
    "album": [],
    "year": [("1999", 3), ("1991", 2)],
}


def known(field: Field) -> list[tuple[str, int]]:
    return KNOWN.get(field.name, [])


def offered(text: str, cursor: int | None = None) -> list[str]:
    completion = complete(text, len(text) if cursor is None else cursor, known, MOODS)
    return [suggestion.text for suggestion in completion.suggestions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mood:", ["mood:calm", "mood:melancholic", "mood:chill"]),
        ("mood:m", ["mood:melancholic"]),
        ("mood:ents", ["mood:chill"]),
        ("mood:ruhig", ["mood:calm"]),
        ("mood:calm,m", ["mood:calm,melancholic"]),
        ("-genre:ro", ["-genre:Rock", '-genre:"Hard Rock"']),
        ('artist="the', ['artist="The Who"']),
        ("artist:who", ['artist:"Who\'s \u201c\u201cThat\u201d\u201d"', 'artist:"The Who"']),
        ("river year:199", ["year:1999", "year:1991"]),
        ("added:", ["added:<7d", "added:<30d", "added:<1y", "added:today"]),
        ("bpm:", ["bpm:120-130"]),
        ("instru", ["instrumentalness:", "instrumental:yes"]),
        ("temp", ["bpm:"]),
        ("xyzzy", []),
        ("river ", []),
    ],
)
def test_fields_and_values_are_offered(text: str, expected: list[str]) -> None:
    assert offered(text) == expected


@pytest.mark.parametrize("word", ["melan", "melancholic", "traurige-melancholie", "schwermütig"])
def test_a_word_for_a_mood_offers_that_mood(word: str) -> None:
    is_known = word != "traurige-melancholie"
    assert ("mood:melancholic" in offered(word)) is is_known


def test_a_plain_word_offers_names_of_the_library() -> None:
    assert offered("rock") == ["artist=Rocko", "genre=Rock", 'genre="Hard Rock"']
    assert offered("-hard") == ['-genre="Hard Rock"']
    assert offered("r") == ["rating:"]


def test_only_the_word_at_the_cursor_is_completed() -> None:
    completion = complete('artist:"the who" mood:ca energy:>6', 24, known, MOODS)
    assert completion.start == 17
    assert [s.text for s in completion.suggestions] == ["mood:calm"]
    (suggestion,) = completion.suggestions
    assert (suggestion.value, suggestion.count, suggestion.is_finished) == ("calm", 9, True)
    assert not complete("mo", 2, known, MOODS).suggestions[-1].is_finished


def test_moods_without_songs_are_offered_by_their_whole_name_only() -> None:
    assert "mood:aggressive" not in offered("aggr")
    assert offered("aggressive") == ["mood:aggressive"]
    assert offered("ch") == ["mood:chill"]
