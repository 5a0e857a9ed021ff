"""The tag map: mood and genre labels placed by how similar their tracks sound.

It is not the circumplex: the positions come from a model's embeddings of songs, so the axes have no
meaning, only distances do.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, overload

from moodtagger.core.errors import ModelError
from moodtagger.core.messages import Message
from moodtagger.core.vocabulary import Mood, Vocabulary


@dataclass(frozen=True, slots=True)
class TagPoint:
    """A label and its position on the tag map.

    `words` are the annotators' words merged into it, itself first. `x` and `y` lie in [-1, 1].
    `valence` and `arousal` in [-1, 1] are None for genres. `songs` is the number of songs it was
    learned from, `auc` how well held-out artists' songs are classified (None when not measured).
    """

    label: str
    kind: Literal["mood", "genre"]
    words: tuple[str, ...]
    x: float
    y: float
    valence: float | None
    arousal: float | None
    songs: int
    auc: float | None


class TagMap(Sequence[TagPoint]):
    """The labels of a map, each of them once."""

    def __init__(self, points: Sequence[TagPoint]) -> None:
        self._points = tuple(points)
        if len({point.label for point in self._points}) != len(self._points):
            raise ModelError(Message.of("The mood map lists a word twice."))

    def __len__(self) -> int:
        return len(self._points)

    @overload
    def __getitem__(self, i: int) -> TagPoint: ...
    @overload
    def __getitem__(self, i: slice) -> tuple[TagPoint, ...]: ...
    def __getitem__(self, i: int | slice) -> TagPoint | tuple[TagPoint, ...]:
        return self._points[i]

    def __iter__(self) -> Iterator[TagPoint]:
        return iter(self._points)

    @classmethod
    def from_entries(cls, entries: Any) -> TagMap:
        """Build a map of plain values; ValueError or ModelError when they are invalid."""
        if not isinstance(entries, list):
            raise ValueError(Message.of("it is not a list"))
        return cls([_parse_point(entry) for entry in entries])

    def to_entries(self) -> list[dict[str, Any]]:
        """Return plain values, one mapping for each label."""
        return [{**asdict(point), "words": list(point.words)} for point in self._points]


def _parse_point(entry: Any) -> TagPoint:
    """Parse an object of the file; ValueError names the invalid part."""
    names = {field.name for field in fields(TagPoint)}
    if not isinstance(entry, dict) or set(entry) != names:
        raise ValueError(
            Message.of("an entry doesn't have exactly {names}", names=", ".join(sorted(names)))
        )
    words = entry["words"]
    if not (_is_label(entry["label"]) and isinstance(words, list) and all(map(_is_label, words))):
        raise ValueError(Message.of("a label or word is not a single line of text"))
    label = entry["label"]
    _require(entry["kind"] in ("mood", "genre"), label, "kind")
    for name in ("x", "y"):
        _require(_is_number_within(entry[name], -1, 1), label, name)
    for name in ("valence", "arousal"):
        _require(entry[name] is None or _is_number_within(entry[name], -1, 1), label, name)
    _require(entry["auc"] is None or _is_number_within(entry["auc"], 0, 1), label, "auc")
    songs = entry["songs"]
    _require(type(songs) is int and 0 <= songs < 10**9, label, "songs")
    return TagPoint(**{**entry, "words": tuple(words)})


def _is_label(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 80 and value.isprintable()


def _is_number_within(value: Any, low: float, high: float) -> bool:
    # In Python `bool` is an `int`; NaN, which its JSON allows, is within no range.
    return type(value) in (int, float) and low <= value <= high


def _require(valid: bool, label: str, name: str) -> None:
    if not valid:
        raise ValueError(Message.of("“{label}” has no valid {name}", label=label, name=name))


_NEIGHBOR_COUNT = 3  # nearest labels on the circumplex that place a mood without a position


@dataclass(frozen=True, slots=True)
class MapLabel:
    """A label of the map as it is shown; `x` and `y` lie in [-1, 1].

    `mood` is None for genres, which only give orientation. Several labels may stand for one mood,
    when the model does not distinguish them.
    """

    text: str
    mood: str | None
    x: float
    y: float


def map_labels(tags: TagMap, vocabulary: Vocabulary) -> list[MapLabel]:
    """Return the vocabulary's own moods first, then further mood words, then genres.

    A word that is no mood of the vocabulary stands for the mood that shares most of its sources; a
    word that shares none is left out. A mood without a position of its own is placed between the
    words that share its sources, or else between those with similar valence and arousal.
    """
    moods = [tag for tag in tags if tag.kind == "mood"]
    by_label = {tag.label: tag for tag in moods}
    shown_moods = [mood for mood in vocabulary if mood.core or mood.label in by_label]
    out = []
    for mood in shown_moods:
        position = _position(mood, by_label.get(mood.label), moods)
        if position is not None:
            out.append(MapLabel(mood.label, mood.label, *position))
    for tag in moods:
        if tag.label not in vocabulary.labels:
            mood_of_tag = _closest_mood(tag, vocabulary)
            if mood_of_tag is not None:
                out.append(MapLabel(tag.label, mood_of_tag.label, tag.x, tag.y))
    genres = (tag for tag in tags if tag.kind == "genre")
    return out + [MapLabel(tag.label, None, tag.x, tag.y) for tag in genres]


def _position(
    mood: Mood, own_tag: TagPoint | None, tags: Sequence[TagPoint]
) -> tuple[float, float] | None:
    if own_tag is not None:
        return own_tag.x, own_tag.y
    overlaps = [(tag, len(_case_folded(mood.sources) & _case_folded(tag.words))) for tag in tags]
    shared = [(tag, count) for tag, count in overlaps if count]
    if not shared:
        rated = [tag for tag in tags if tag.valence is not None and tag.arousal is not None]
        rated.sort(key=lambda tag: _distance(mood, tag))
        shared = [(tag, 1) for tag in rated[:_NEIGHBOR_COUNT]]
    total = sum(count for _, count in shared)
    if not total:
        return None
    return (
        sum(tag.x * count for tag, count in shared) / total,
        sum(tag.y * count for tag, count in shared) / total,
    )


def _closest_mood(tag: TagPoint, vocabulary: Vocabulary) -> Mood | None:
    def overlap(mood: Mood) -> tuple[float, bool]:
        one, other = _case_folded(tag.words), _case_folded(mood.sources)
        return len(one & other) / len(one | other), mood.core

    best = max(vocabulary, key=overlap, default=None)
    return best if best is not None and overlap(best)[0] > 0 else None


def _distance(mood: Mood, tag: TagPoint) -> float:
    return math.hypot(mood.valence - (tag.valence or 0.0), mood.arousal - (tag.arousal or 0.0))


def _case_folded(words: Sequence[str]) -> set[str]:
    return {word.casefold() for word in words}
