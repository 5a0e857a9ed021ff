"""The user's choice of moods: their roles, their required precision and their display names."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from moodtagger.core.prediction import Prediction
from moodtagger.core.vocabulary import MAX_LABEL_LENGTH, Mood, Vocabulary


class MoodRole(enum.StrEnum):
    """What a mood is used for."""

    PROPOSED = "proposed"  # proposed wherever it is confident
    SHOWN = "shown"  # shown with its probability, never proposed
    HIDDEN = "hidden"  # not shown anywhere


class NameProblem(enum.StrEnum):
    """Why a text cannot be the name of a mood."""

    EMPTY = "empty"
    TOO_LONG = "long"
    UNPRINTABLE = "unprintable"
    CONTAINS_SEPARATOR = "divides"  # contains the separator of moods
    TAKEN = "taken"  # the name of another mood


T = TypeVar("T")
_SEPARATORS = (";", " / ", "\0")


@dataclass(frozen=True, slots=True)
class MoodPreferences:
    """Differences from the model's own vocabulary, by label; labels it lacks have no effect.

    `roles` and `names` belong to moods; a name stands in place of the label in the window and in
    written tags. `precisions`, each one of `PRECISIONS`, are for moods that should be right more or
    less often than the others.
    """

    roles: Mapping[str, MoodRole] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    precisions: Mapping[str, float] = field(default_factory=dict)

    @property
    def hidden(self) -> frozenset[str]:
        """Labels that are not shown anywhere."""
        return frozenset(label for label, role in self.roles.items() if role is MoodRole.HIDDEN)

    def role_of(self, mood: Mood) -> MoodRole:
        """Return the role of a mood; without a choice, the model's own."""
        return self.roles.get(mood.label, MoodRole.PROPOSED if mood.core else MoodRole.SHOWN)

    def name_of(self, label: str) -> str:
        """Return the name of a mood; without one of its own, the label."""
        return self.names.get(label, label)

    def apply_to(self, vocabulary: Vocabulary, precision: float) -> Vocabulary:
        """Return the vocabulary as the user wants it, without hidden moods.

        Moods without a precision of their own get `precision`.
        """
        key = id(self), id(vocabulary), precision
        cached = _VOCABULARY_CACHE.get(key)
        if cached is None:
            if len(_VOCABULARY_CACHE) >= _MAX_CACHED:
                _VOCABULARY_CACHE.clear()
            # Both stay alive with the result, so that no other objects can get their ids.
            cached = _VOCABULARY_CACHE[key] = (
                self,
                vocabulary,
                self._build_vocabulary(vocabulary, precision),
            )
        return cached[2]

    def _build_vocabulary(self, vocabulary: Vocabulary, precision: float) -> Vocabulary:
        return Vocabulary(
            [
                replace(
                    mood.at_precision(self.precisions.get(mood.label, precision)),
                    core=self.role_of(mood) is MoodRole.PROPOSED,
                )
                for mood in vocabulary
                if self.role_of(mood) is not MoodRole.HIDDEN
            ]
        )

    def visible(self, prediction: Prediction) -> Prediction:
        """Return the prediction without hidden moods."""
        hidden = self.hidden
        if not hidden:
            return prediction
        return replace(
            prediction,
            moods=_without(prediction.moods, hidden),
            confident=tuple(mood for mood in prediction.confident if mood not in hidden),
            likely=tuple(mood for mood in prediction.likely if mood not in hidden),
            segments=tuple(
                replace(segment, moods=_without(segment.moods, hidden))
                for segment in prediction.segments
            ),
        )

    def carried_over(self, vocabulary: Vocabulary) -> MoodPreferences:
        """Return preferences in which moods also have what was chosen for those they replace."""
        former = vocabulary.former_labels()
        return replace(
            self,
            roles=_carried_over(self.roles, former),
            names=_carried_over(self.names, former),
            precisions=_carried_over(self.precisions, former),
        )

    def with_mood(
        self,
        mood: Mood,
        *,
        role: MoodRole | None = None,
        name: str | None = None,
        precision: float | None = None,
    ) -> MoodPreferences:
        """Return preferences with another choice for one mood, leaving out what equals the default.

        An empty `name`, or the label itself, means none; `precision` 0 means that of the other
        moods.
        """
        default_role = MoodRole.PROPOSED if mood.core else MoodRole.SHOWN
        out = self
        if role is not None:
            out = replace(
                out, roles=_with_value(out.roles, mood.label, role, role is not default_role)
            )
        if name is not None:
            is_custom = name.strip() not in ("", mood.label)
            out = replace(out, names=_with_value(out.names, mood.label, name.strip(), is_custom))
        if precision is not None:
            is_custom = precision > 0
            out = replace(
                out, precisions=_with_value(out.precisions, mood.label, precision, is_custom)
            )
        return out


# Computed for every query about songs, with the same result for all of them.
_VOCABULARY_CACHE: dict[tuple[int, int, float], tuple[MoodPreferences, Vocabulary, Vocabulary]] = {}
_MAX_CACHED = 16


def name_problem(
    name: str, mood: Mood, preferences: MoodPreferences, vocabulary: Iterable[Mood]
) -> NameProblem | None:
    """Return why `mood` of the vocabulary cannot be named `name`; None when it can."""
    text = name.strip()
    if not text:
        return NameProblem.EMPTY
    if len(text) > MAX_LABEL_LENGTH:
        return NameProblem.TOO_LONG
    if not text.isprintable():
        return NameProblem.UNPRINTABLE
    if any(divider in text for divider in _SEPARATORS):
        return NameProblem.CONTAINS_SEPARATOR
    others = (other.label for other in vocabulary if other.label != mood.label)
    taken = {word.casefold() for label in others for word in (label, preferences.name_of(label))}
    return NameProblem.TAKEN if text.casefold() in taken else None


def _without(moods: Mapping[str, float], hidden: frozenset[str]) -> dict[str, float]:
    return {label: value for label, value in moods.items() if label not in hidden}


def _carried_over(values: Mapping[str, T], former: Mapping[str, str]) -> dict[str, T]:
    """Return the values, and those of former labels also for the labels in their place."""
    carried = {former[label]: value for label, value in values.items() if label in former}
    return carried | dict(values)


def _with_value(values: Mapping[str, T], key: str, value: T, present: bool) -> dict[str, T]:
    out = {label: old for label, old in values.items() if label != key}
    return out | {key: value} if present else out
