"""What a listener decided, as examples that a personal layer is fitted to and tested on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from moodtagger.core.personal_layer import (
    Floats,
    MoodExamples,
    PersonalLayer,
    PositionExamples,
    fit_mood,
    fit_position,
    quadrant_codes,
    to_logits,
)

MIN_DECISIONS = 15  # fewer say too little to tell how often they would have been right
RECENT = 20
# Decisions that were made at one go, as when a whole library is accepted, count as so many of a
# mood at most: they are hardly looked at one by one.
_MAX_AT_ONCE = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class MoodDecision:
    """A mood that was accepted or rejected.

    `decided` is in microseconds since 1970, `embedding` the song's unit vector, float32, (d,),
    `probability` the model's.
    """

    audio_hash: str
    decided: int
    embedding: npt.NDArray[np.float32]
    mood: str
    accepted: bool
    probability: float


@dataclass(frozen=True, slots=True, eq=False)
class PositionDecision:
    """A corrected position, valence and arousal in [-1, 1], beside the model's; as above."""

    audio_hash: str
    decided: int
    embedding: npt.NDArray[np.float32]
    predicted: tuple[float, float]
    corrected: tuple[float, float]


@dataclass(frozen=True, slots=True)
class TasteExamples:
    """All decisions of a listener about songs that `model` has analyzed."""

    model: str
    moods: Sequence[MoodDecision] = ()
    positions: Sequence[PositionDecision] = ()

    def __len__(self) -> int:
        return len(self.moods) + len(self.positions)

    def with_others(self, others: TasteExamples) -> TasteExamples:
        """Return these examples and those of others about the same model.

        Where both are about one mood or the position of the same audio, these count.
        """
        if others.model != self.model:
            return self
        moods = {(e.audio_hash, e.mood): e for e in (*others.moods, *self.moods)}
        positions = {e.audio_hash: e for e in (*others.positions, *self.positions)}
        return TasteExamples(self.model, list(moods.values()), list(positions.values()))

    def fit(self) -> PersonalLayer:
        """Fit the personal layer; it holds only what helps."""
        by_mood: dict[str, list[MoodDecision]] = defaultdict(list)
        for example in self.moods:
            by_mood[example.mood].append(example)
        fitted = {mood: fit_mood(_mood_examples(found)) for mood, found in by_mood.items()}
        return PersonalLayer(
            self.model,
            {mood: layer for mood, layer in fitted.items() if layer is not None},
            fit_position(_position_examples(self.positions)),
        )


@dataclass(frozen=True, slots=True)
class RecentDecisions:
    """How many of the last decisions would have been right with a personal layer, and without."""

    count: int
    right: int
    right_without: int


def evaluate_recent(
    examples: TasteExamples, thresholds: Mapping[str, float], count: int = RECENT
) -> RecentDecisions:
    """Predict each of the last decisions by a layer that is fitted to those before it.

    A mood is right if it is suggested, at or above its threshold (0.5 where it has none), and was
    accepted, or neither; a position if its quadrant is that of the correction.
    """
    decisions: list[MoodDecision | PositionDecision] = [*examples.moods, *examples.positions]
    decisions.sort(key=lambda example: example.decided)
    last = decisions[-count:]
    earlier = _EarlierLayers(examples)
    right = right_without = 0
    for example in last:
        if isinstance(example, MoodDecision):
            threshold = thresholds.get(example.mood, 0.5)
            threshold = threshold if threshold <= 1 else 0.5
            answers = example.probability, earlier.probability(example)
            without, with_layer = ((answer >= threshold) == example.accepted for answer in answers)
        else:
            points = np.array([example.corrected, example.predicted, earlier.position(example)])
            corrected, *quadrants = quadrant_codes(points).tolist()
            without, with_layer = (quadrant == corrected for quadrant in quadrants)
        right += with_layer
        right_without += without
    return RecentDecisions(len(last), right, right_without)


class _EarlierLayers:
    """What layers that are fitted to earlier decisions alone answer."""

    def __init__(self, examples: TasteExamples) -> None:
        self._examples = examples
        self._layers: dict[tuple[str, int], PersonalLayer] = {}

    def probability(self, example: MoodDecision) -> float:
        layer = self._before(example.mood, example.decided).moods.get(example.mood)
        if layer is None:
            return example.probability
        p = layer.apply(np.array([example.probability]), example.embedding[None])
        return float(p[0])

    def position(self, example: PositionDecision) -> tuple[float, float]:
        layer = self._before("", example.decided).position
        if layer is None:
            return example.predicted
        ((valence, arousal),) = layer.apply(
            np.array([example.predicted]), example.embedding[None]
        ).tolist()
        return valence, arousal

    def _before(self, mood: str, time: int) -> PersonalLayer:
        """Return the layer of one mood, or of positions for an empty one, before a time."""
        if (mood, time) not in self._layers:
            moods = [e for e in self._examples.moods if e.mood == mood and e.decided < time]
            positions = [e for e in self._examples.positions if not mood and e.decided < time]
            earlier = TasteExamples(self._examples.model, moods, positions)
            self._layers[mood, time] = earlier.fit()
        return self._layers[mood, time]


def _mood_examples(examples: Sequence[MoodDecision]) -> MoodExamples:
    at_once = Counter(example.decided for example in examples)
    return MoodExamples(
        _stack(example.embedding for example in examples),
        to_logits(np.array([example.probability for example in examples])),
        np.array([example.accepted for example in examples], np.float64),
        np.array([min(1.0, _MAX_AT_ONCE / at_once[example.decided]) for example in examples]),
    )


def _position_examples(examples: Sequence[PositionDecision]) -> PositionExamples:
    return PositionExamples(
        _stack(example.embedding for example in examples),
        np.array([example.predicted for example in examples], np.float64).reshape(-1, 2),
        np.array([example.corrected for example in examples], np.float64).reshape(-1, 2),
    )


def _stack(embeddings: Iterable[npt.NDArray[np.float32]]) -> Floats:
    vectors = list(embeddings)
    return np.stack(vectors).astype(np.float64) if vectors else np.empty((0, 0))
