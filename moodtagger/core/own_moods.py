"""Moods of the user's own: names that no model knows, as long as a song has them."""

from __future__ import annotations

from collections.abc import Iterable

from moodtagger.core.mood_preferences import MoodPreferences, NameProblem, name_problem
from moodtagger.core.vocabulary import UNREACHABLE_THRESHOLD, Mood, Vocabulary


def own_mood(label: str) -> Mood:
    """Return a mood that is never suggested and lies in the middle of the plane."""
    return Mood(label, (label,), 0.0, 0.0, None, UNREACHABLE_THRESHOLD, core=False)


def vocabulary_mood(vocabulary: Vocabulary, label: str) -> Mood:
    """Return the mood of a label, one of the user's own where the vocabulary lacks it."""
    return vocabulary.by_label(label) if label in vocabulary.labels else own_mood(label)


def own_mood_problem(
    name: str, preferences: MoodPreferences, moods: Iterable[Mood]
) -> NameProblem | None:
    """Return why a text cannot be a mood of the user's own; None when it can."""
    return name_problem(name, own_mood(""), preferences, moods)
