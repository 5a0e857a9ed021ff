"""The mood vocabulary of a model: labels, positions on the circumplex, thresholds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, overload

from moodtagger.core.errors import ModelError
from moodtagger.core.messages import Message

MAX_LABEL_LENGTH = 100  # characters
# What plain values that are no vocabulary make `Vocabulary.from_entries` raise.
PARSE_ERRORS = (ValueError, TypeError, KeyError, AttributeError, RecursionError)

UNREACHABLE_THRESHOLD = 1.01  # a threshold above every probability
PRECISIONS = (0.5, 0.6, 0.7, 0.8, 0.9)  # precisions that the user can choose
DEFAULT_PRECISION = 0.6


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """A threshold that the user can choose by its precision.

    `asked` is the target precision; `threshold` the probability from which held-out songs reached
    it (above 1: none); `support` how many songs were at or above it, and `precision` the fraction
    of them that was right (None without songs).
    """

    asked: float
    threshold: float
    support: int
    precision: float | None


@dataclass(frozen=True, slots=True)
class Mood:
    """A mood as the model knows it.

    `sources` are the annotators' words merged into it; `valence` and `arousal` its position in [-1,
    1]; `auc` its ROC-AUC on held-out artists (None when not measured); `threshold` the probability
    from which it counts as confident (above 1: never); `core` whether it is shown by default.
    `support` is the number of held-out songs at or above the threshold and `precision` the fraction
    of them that had the mood (None when not measured); `weak` means that no threshold is right
    often enough; `choices` are the thresholds at other precisions, lowest first.
    """

    label: str
    sources: tuple[str, ...]
    valence: float
    arousal: float
    auc: float | None
    threshold: float
    core: bool = True
    support: int | None = None
    precision: float | None = None
    weak: bool = False
    choices: tuple[OperatingPoint, ...] = ()

    def at_precision(self, target_precision: float) -> Mood:
        """Return the mood with the threshold of the lowest precision that is at least `target`.

        Without measured choices it stays unchanged; when none is precise enough it is never
        confident.
        """
        if not self.choices:
            return self
        precise_enough = [
            choice for choice in self.choices if choice.asked >= target_precision - 1e-9
        ]
        best = (
            precise_enough[0]
            if precise_enough
            else OperatingPoint(target_precision, UNREACHABLE_THRESHOLD, 0, None)
        )
        return replace(
            self,
            threshold=best.threshold,
            support=best.support,
            precision=best.precision,
            weak=best.threshold > 1,
        )


class Vocabulary(Sequence[Mood]):
    """The moods in the order of the model's outputs."""

    def __init__(self, moods: Sequence[Mood]) -> None:
        self._moods = tuple(moods)
        self._index = {mood.label: i for i, mood in enumerate(self._moods)}
        if len(self._index) != len(self._moods):
            raise ModelError(Message.of("The mood vocabulary names a mood twice."))

    def __len__(self) -> int:
        return len(self._moods)

    @overload
    def __getitem__(self, i: int) -> Mood: ...
    @overload
    def __getitem__(self, i: slice) -> tuple[Mood, ...]: ...
    def __getitem__(self, i: int | slice) -> Mood | tuple[Mood, ...]:
        return self._moods[i]

    def __iter__(self) -> Iterator[Mood]:
        return iter(self._moods)

    def __contains__(self, label: object) -> bool:
        return label in self._index

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in output order."""
        return tuple(mood.label for mood in self._moods)

    def by_label(self, label: str) -> Mood:
        """Return the mood with this label; KeyError when the model has none."""
        return self._moods[self._index[label]]

    def confident(self, probabilities: Mapping[str, float]) -> tuple[str, ...]:
        """Return core labels at or above their threshold, most probable first; may be empty."""
        above_threshold = [
            mood.label
            for mood in self._moods
            if mood.core and probabilities.get(mood.label, 0.0) >= mood.threshold
        ]
        return tuple(sorted(above_threshold, key=lambda label: -probabilities[label]))

    def at_precision(self, target_precision: float) -> Vocabulary:
        """Return the same moods with the thresholds of this precision, from 0 to 1."""
        return Vocabulary([mood.at_precision(target_precision) for mood in self._moods])

    def thresholds(self) -> dict[str, float]:
        """Map each core label to the probability from which it is confident (above 1: never)."""
        return {mood.label: mood.threshold for mood in self._moods if mood.core}

    @classmethod
    def from_entries(cls, entries: Iterable[Mapping[str, Any]]) -> Vocabulary:
        """Build a vocabulary of plain values; one of `PARSE_ERRORS` when they are invalid."""
        return cls([_parse_mood(entry) for entry in entries])

    def to_entries(self) -> list[dict[str, Any]]:
        """Return plain values, one mapping for each mood."""
        return [asdict(mood) for mood in self._moods]


def _parse_mood(entry: Mapping[str, Any]) -> Mood:
    """Parse a mood of the file; ValueError, TypeError or KeyError when it is invalid."""
    choices = tuple(
        OperatingPoint(**choice) for choice in entry.get("choices", ())
    )  # absent in older files
    mood = Mood(**{**entry, "sources": tuple(entry["sources"]), "choices": choices})
    words = (mood.label, *mood.sources)
    if not all(
        isinstance(w, str) and w.isprintable() and len(w) <= MAX_LABEL_LENGTH for w in words
    ):
        raise ValueError(Message.of("a word is no printable text"))
    if not mood.label.strip():
        raise ValueError(Message.of("a mood has no name"))
    thresholds = (mood.threshold, *(choice.threshold for choice in choices))
    numbers = (mood.valence, mood.arousal, mood.auc or 0.0, *thresholds)
    if not all(math.isfinite(number) and abs(number) <= 2 for number in numbers):
        raise ValueError(Message.of("a number of {mood} cannot be", mood=repr(mood.label)))
    return mood
