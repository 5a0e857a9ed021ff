"""Which moods a person's table teaches: those of the network, and words that are new to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from moodtagger.core.vocabulary import Vocabulary

MIN_SONGS_PER_MOOD = 5  # songs with a mood, for it to be learned


@dataclass(frozen=True, slots=True)
class TargetMoods:
    """The moods that are learned.

    `labels` with their `outputs` of the grown network, old ones first; `new` of them are beyond
    the network's own; `left_out` are moods of too few songs, or of all songs, with their number.
    """

    labels: tuple[str, ...]
    output_indices: tuple[int, ...]
    new_count: int
    skipped: tuple[tuple[str, int], ...]


class MoodLabelResolver:
    """Finds the mood that a person's word means, whatever its case.

    A word that was merged into a mood of the network counts as that mood.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._labels: dict[str, str] = {}
        for mood in vocabulary:
            for word in mood.sources:
                self._labels.setdefault(word.casefold(), mood.label)
        self._labels |= {label.casefold(): label for label in vocabulary.labels}

    def resolve(self, word: str) -> str:
        """The mood's label; a word that is new keeps the spelling in which it came first."""
        return self._labels.setdefault(word.casefold(), word)


def choose_target_moods(songs: Sequence[frozenset[str]], vocabulary: Vocabulary) -> TargetMoods:
    """Choose the moods to learn from the moods of each song."""
    counts = Counter(mood for moods in songs for mood in moods)
    trainable = {m for m, count in counts.items() if MIN_SONGS_PER_MOOD <= count < len(songs)}
    old = [label for label in vocabulary.labels if label in trainable]
    new = sorted(trainable.difference(old))
    outputs = [vocabulary.labels.index(label) for label in old]
    outputs += range(len(vocabulary), len(vocabulary) + len(new))
    skipped = sorted((m, count) for m, count in counts.items() if m not in trainable)
    return TargetMoods((*old, *new), tuple(outputs), len(new), tuple(skipped))


def label_matrix(songs: Sequence[frozenset[str]], labels: Sequence[str]) -> npt.NDArray[np.float32]:
    """(n, t): 1 where the song has the mood."""
    rows = [[label in moods for label in labels] for moods in songs]
    return np.array(rows, np.float32).reshape(len(songs), len(labels))
