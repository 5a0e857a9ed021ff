"""The map of words for one vocabulary: which of its moods each word stands for, and where it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from moodtagger.core.tag_map import TagMap, TagPoint
from moodtagger.core.vocabulary import Mood, Vocabulary

_NEIGHBOR_COUNT = 3  # words of like feeling between which a mood without a place is put


@dataclass(frozen=True, slots=True)
class MapLabel:
    """A word of the map; `x`, `y` in [-1, 1]. `mood` is None for genres, which only give a hold.

    Several words may stand for one mood: the network does not tell them apart.
    """

    text: str
    mood: str | None
    x: float
    y: float


def map_labels(tags: TagMap, vocabulary: Vocabulary) -> list[MapLabel]:
    """The vocabulary's own moods first, then further mood words, then genres.

    A word that is no mood of the vocabulary stands for the one that shares most of its sources;
    a word that shares none is left out. A mood without a place of its own lies amid the words
    that share its sources, or else amid those of like feeling.
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
