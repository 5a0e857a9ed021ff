"""Moods of the user's own."""

from __future__ import annotations

import pytest

from moodtagger.core.mood_preferences import MoodPreferences, NameProblem
from moodtagger.core.own_moods import own_mood, own_mood_problem, vocabulary_mood
from moodtagger.core.vocabulary import Mood, Vocabulary

CALM = Mood("calm", ("calm",), 0.5, -0.5, None, 0.6)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("hazy morning", None),
        ("Calm", NameProblem.TAKEN),
        ("quiet", NameProblem.TAKEN),
        (" ", NameProblem.EMPTY),
        ("a;b", NameProblem.CONTAINS_SEPARATOR),
    ],
)
def test_a_name_is_new_and_can_be_written(name: str, problem: NameProblem | None) -> None:
    preferences = MoodPreferences(names={"calm": "quiet"})
    assert own_mood_problem(name, preferences, [CALM]) is problem


def test_an_own_mood_is_never_suggested_and_a_known_one_stays_itself() -> None:
    vocabulary = Vocabulary([CALM])
    assert vocabulary_mood(vocabulary, "calm") == CALM
    assert vocabulary_mood(vocabulary, "hazy") == own_mood("hazy")
    assert not own_mood("hazy").is_suggested
