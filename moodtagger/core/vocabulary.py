"""The mood vocabulary of a network: its words, their places on the circumplex, their thresholds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import overload

from moodtagger.core.errors import ModelError


@dataclass(frozen=True, slots=True)
class Mood:
    """One mood word as the network knows it.

    `sources` are the annotators' words merged into it; `valence` and `arousal` its place in
    [-1, 1]; `auc` its ROC-AUC on held-out artists (None when not measured); `threshold` the
    probability from which it counts as confident (over 1: never); `core` whether it is shown by
    default.
    """

    label: str
    sources: tuple[str, ...]
    valence: float
    arousal: float
    auc: float | None
    threshold: float
    core: bool = True


class Vocabulary(Sequence[Mood]):
    """The moods in the order of the network's outputs."""

    def __init__(self, moods: Sequence[Mood]) -> None:
        self._moods = tuple(moods)
        self._index = {mood.label: i for i, mood in enumerate(self._moods)}
        if len(self._index) != len(self._moods):
            raise ModelError("The mood vocabulary names a mood twice.")

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
        """Labels in output order."""
        return tuple(mood.label for mood in self._moods)

    def by_label(self, label: str) -> Mood:
        """The mood of that label; KeyError when the network has none."""
        return self._moods[self._index[label]]

    def confident(self, probabilities: Mapping[str, float]) -> tuple[str, ...]:
        """Core labels at or over their threshold, most probable first; may be empty."""
        over = [
            mood.label
            for mood in self._moods
            if mood.core and probabilities.get(mood.label, 0.0) >= mood.threshold
        ]
        return tuple(sorted(over, key=lambda label: -probabilities[label]))

    @classmethod
    def from_json(cls, path: Path) -> Vocabulary:
        """Read `moods.json`; ModelError when it is missing or not of that form."""
        try:
            entries = json.loads(path.read_text(encoding="utf-8"))
            return cls([Mood(**{**entry, "sources": tuple(entry["sources"])}) for entry in entries])
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise ModelError(
                f"The mood vocabulary cannot be read ({error}).",
                path=path,
                advice="Install moodtagger again, or choose another network.",
            ) from error

    def to_json(self, path: Path) -> None:
        """Write `moods.json`: a list of objects, one a mood."""
        entries = [{**asdict(mood), "sources": list(mood.sources)} for mood in self._moods]
        path.write_text(json.dumps(entries, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
