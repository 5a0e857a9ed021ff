"""The mood vocabulary of a model: labels, positions on the circumplex, thresholds."""

from __future__ import annotations

import enum
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple, overload

from moodtagger.core.errors import ModelError
from moodtagger.core.messages import Message

MAX_LABEL_LENGTH = 100  # characters
# What plain values that are no vocabulary make `Vocabulary.from_entries` raise.
PARSE_ERRORS = (ValueError, TypeError, KeyError, AttributeError, RecursionError)

UNREACHABLE_THRESHOLD = 1.01  # a threshold above every probability
PRECISIONS = (0.5, 0.6, 0.7, 0.8, 0.9)  # precisions that the user can choose
DEFAULT_PRECISION = 0.6
LIKELY_PRECISION = 0.4  # of likely suggestions; also their key among the stored thresholds
MAX_SUGGESTIONS = 5  # of a song, of both tiers


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


class Tier(enum.StrEnum):
    """How sure a suggestion is."""

    CLEAR = "clear"  # right as often as the user asks for
    LIKELY = "likely"  # right at least `LIKELY_PRECISION` of the time


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A mood that is suggested for a song, and its probability."""

    label: str
    tier: Tier
    probability: float


class TierThresholds(NamedTuple):
    """The least probability of clear and of likely suggestions, by mood; above 1: never."""

    clear: Mapping[str, float]
    likely: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Mood:
    """A mood as the model knows it.

    `sources` are the words that mean it; `valence` and `arousal` its position in [-1,
    1]; `auc` its ROC-AUC on held-out artists (None when not measured); `threshold` the probability
    from which it is a clear suggestion (above 1: never); `core` whether it is shown by default.
    `support` is the number of held-out songs at or above the threshold and `precision` the fraction
    of them that had the mood (None when not measured); `weak` means that no threshold is right
    often enough; `choices` are the thresholds at other precisions, lowest first.

    `likely` is the probability from which it is a likely suggestion where it is not a clear one
    (above 1: never, as in models without that tier), with `likely_support` and `likely_precision`
    as above. `former` are the moods of earlier models that it takes the place of.
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
    likely: float = UNREACHABLE_THRESHOLD
    likely_support: int | None = None
    likely_precision: float | None = None
    former: tuple[str, ...] = ()

    @property
    def is_suggested(self) -> bool:
        """Whether it can be suggested at all."""
        return self.core and min(self.threshold, self.likely) <= 1

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
            raise ModelError(Message.of("The mood vocabulary lists a mood twice."))

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

    def suggestions(self, probabilities: Mapping[str, float]) -> tuple[Suggestion, ...]:
        """Return the suggested core moods: clear ones first, then by falling probability."""
        found = [
            Suggestion(mood.label, tier, probability)
            for mood in self._moods
            if mood.core
            for probability in (probabilities.get(mood.label, 0.0),)
            if (tier := _tier_of(probability, mood.threshold, mood.likely)) is not None
        ]
        found.sort(key=lambda suggestion: (suggestion.tier, -suggestion.probability))
        return tuple(found[:MAX_SUGGESTIONS])

    def at_precision(self, target_precision: float) -> Vocabulary:
        """Return the same moods with the thresholds of this precision, from 0 to 1."""
        return Vocabulary([mood.at_precision(target_precision) for mood in self._moods])

    def suggested(
        self, probabilities: Mapping[str, float]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the labels of the clear and of the likely suggestions, most probable first."""
        found = self.suggestions(probabilities)
        clear, likely = (tuple(s.label for s in found if s.tier is tier) for tier in Tier)
        return clear, likely

    def thresholds(self) -> dict[str, float]:
        """Map each core label to the least probability of a clear suggestion (above 1: never)."""
        return {mood.label: mood.threshold for mood in self._moods if mood.core}

    def tier_thresholds(self) -> TierThresholds:
        """Return the thresholds of both tiers of the core moods."""
        likely = {mood.label: mood.likely for mood in self._moods if mood.core and mood.likely <= 1}
        return TierThresholds(self.thresholds(), likely)

    def former_labels(self) -> dict[str, str]:
        """Map labels of earlier models that this one lacks to the moods in their place."""
        return {
            former: mood.label
            for mood in self._moods
            for former in mood.former
            if former not in self._index
        }

    @classmethod
    def from_entries(cls, entries: Iterable[Mapping[str, Any]]) -> Vocabulary:
        """Build a vocabulary of plain values; one of `PARSE_ERRORS` when they are invalid."""
        return cls([_parse_mood(entry) for entry in entries])

    def to_entries(self) -> list[dict[str, Any]]:
        """Return plain values, one mapping for each mood."""
        return [asdict(mood) for mood in self._moods]


def _tier_of(probability: float, clear: float, likely: float) -> Tier | None:
    if probability >= clear:
        return Tier.CLEAR
    return Tier.LIKELY if probability >= likely else None


def _parse_mood(entry: Mapping[str, Any]) -> Mood:
    """Parse a mood of the file; ValueError, TypeError or KeyError when it is invalid."""
    choices = tuple(
        OperatingPoint(**choice) for choice in entry.get("choices", ())
    )  # absent in older files
    lists = {name: tuple(entry.get(name, ())) for name in ("sources", "former")}
    mood = Mood(**{**entry, **lists, "choices": choices})
    words = (mood.label, *mood.sources, *mood.former)
    if not all(
        isinstance(w, str) and w.isprintable() and len(w) <= MAX_LABEL_LENGTH for w in words
    ):
        raise ValueError(Message.of("a word is not printable text"))
    if not mood.label.strip():
        raise ValueError(Message.of("a mood has no name"))
    thresholds = (mood.threshold, mood.likely, *(choice.threshold for choice in choices))
    numbers = (mood.valence, mood.arousal, mood.auc or 0.0, *thresholds)
    if not all(math.isfinite(number) and abs(number) <= 2 for number in numbers):
        raise ValueError(Message.of("a number of {mood} is not valid", mood=repr(mood.label)))
    return mood
