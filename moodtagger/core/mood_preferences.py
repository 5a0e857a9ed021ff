"""Which of the network's moods a person wants, how sure each has to be, and her names for them."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from moodtagger.core.prediction import Prediction
from moodtagger.core.vocabulary import LONGEST_LABEL, Mood, Vocabulary


class Role(enum.StrEnum):
    """What a mood is good for."""

    PROPOSED = "proposed"  # proposed wherever it is confident
    SHOWN = "shown"  # seen with its probability, never proposed
    HIDDEN = "hidden"  # not seen anywhere


class NameProblem(enum.StrEnum):
    """Why a text cannot be the name of a mood."""

    EMPTY = "empty"
    LONG = "long"
    UNPRINTABLE = "unprintable"
    DIVIDES = "divides"  # holds what stands between two moods of one text
    TAKEN = "taken"  # another mood goes by it


T = TypeVar("T")
_DIVIDERS = (";", " / ", "\0")


@dataclass(frozen=True, slots=True)
class MoodChoice:
    """What differs from the network's own vocabulary, each by label; labels it lacks do no harm.

    `roles` of moods; `names` that stand in the window and in written tags in place of the label;
    `precisions`, each one of `PRECISIONS`, of moods that are to be right more or less often than
    the others.
    """

    roles: Mapping[str, Role] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    precisions: Mapping[str, float] = field(default_factory=dict)

    @property
    def hidden(self) -> frozenset[str]:
        """Labels that are not seen anywhere."""
        return frozenset(label for label, role in self.roles.items() if role is Role.HIDDEN)

    def role(self, mood: Mood) -> Role:
        """What a mood is good for; without a choice what the network says."""
        return self.roles.get(mood.label, Role.PROPOSED if mood.core else Role.SHOWN)

    def name(self, label: str) -> str:
        """How the mood is called and written; the label itself without an own name."""
        return self.names.get(label, label)

    def label(self, text: str) -> str:
        """The label of a mood that goes by this text, without regard to case; else the text."""
        found = (label for label, name in self.names.items() if name.casefold() == text.casefold())
        return next(found, text)

    def applied(self, vocabulary: Vocabulary, precision: float) -> Vocabulary:
        """The vocabulary as the person wants it; moods without a precision of their own at
        `precision`, hidden ones left out."""
        key = id(self), id(vocabulary), precision
        known = _APPLIED.get(key)
        if known is None:
            if len(_APPLIED) >= _MOST_APPLIED:
                _APPLIED.clear()
            # Both are kept too, so that no others can have their ids.
            known = _APPLIED[key] = self, vocabulary, self._applied(vocabulary, precision)
        return known[2]

    def _applied(self, vocabulary: Vocabulary, precision: float) -> Vocabulary:
        return Vocabulary(
            [
                replace(
                    mood.at_precision(self.precisions.get(mood.label, precision)),
                    core=self.role(mood) is Role.PROPOSED,
                )
                for mood in vocabulary
                if self.role(mood) is not Role.HIDDEN
            ]
        )

    def seen(self, prediction: Prediction) -> Prediction:
        """The prediction without hidden moods."""
        hidden = self.hidden
        if not hidden:
            return prediction
        return replace(
            prediction,
            moods=_without(prediction.moods, hidden),
            confident=tuple(mood for mood in prediction.confident if mood not in hidden),
            segments=tuple(
                replace(segment, moods=_without(segment.moods, hidden))
                for segment in prediction.segments
            ),
        )

    def with_mood(
        self,
        mood: Mood,
        *,
        role: Role | None = None,
        name: str | None = None,
        precision: float | None = None,
    ) -> MoodChoice:
        """The same with something else for one mood; what is as the network has it is not kept.

        `name` may be empty or the label for none; `precision` 0 means that of the other moods.
        """
        usual = Role.PROPOSED if mood.core else Role.SHOWN
        out = self
        if role is not None:
            out = replace(out, roles=_set(out.roles, mood.label, role, role is not usual))
        if name is not None:
            own = name.strip() not in ("", mood.label)
            out = replace(out, names=_set(out.names, mood.label, name.strip(), own))
        if precision is not None:
            own = precision > 0
            out = replace(out, precisions=_set(out.precisions, mood.label, precision, own))
        return out


# Asked for with every question about songs, and the same for all of them.
_APPLIED: dict[tuple[int, int, float], tuple[MoodChoice, Vocabulary, Vocabulary]] = {}
_MOST_APPLIED = 16


def name_problem(
    name: str, mood: Mood, choice: MoodChoice, vocabulary: Iterable[Mood]
) -> NameProblem | None:
    """Why `mood` of the vocabulary cannot be called `name`; None when it can."""
    text = name.strip()
    if not text:
        return NameProblem.EMPTY
    if len(text) > LONGEST_LABEL:
        return NameProblem.LONG
    if not text.isprintable():
        return NameProblem.UNPRINTABLE
    if any(divider in text for divider in _DIVIDERS):
        return NameProblem.DIVIDES
    others = (other.label for other in vocabulary if other.label != mood.label)
    taken = {word.casefold() for label in others for word in (label, choice.name(label))}
    return NameProblem.TAKEN if text.casefold() in taken else None


def _without(moods: Mapping[str, float], hidden: frozenset[str]) -> dict[str, float]:
    return {label: value for label, value in moods.items() if label not in hidden}


def _set(values: Mapping[str, T], key: str, value: T, keep: bool) -> dict[str, T]:
    out = {label: old for label, old in values.items() if label != key}
    return out | {key: value} if keep else out
