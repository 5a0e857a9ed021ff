"""The map of words for one vocabulary: which of its moods each word stands for, and where it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from moodtagger.core.tag_map import TagMap, TagPoint
from moodtagger.core.vocabulary import Mood, Vocabulary

_NEAREST = 3  # words of like feeling between which a mood without a place is put


@dataclass(frozen=True, slots=True)
class WordPlace:
    """A word of the map; `x`, `y` in [-1, 1]. `mood` is None for genres, which only give a hold.

    Several words may stand for one mood: the network does not tell them apart.
    """

    word: str
    mood: str | None
    x: float
    y: float


def word_places(tags: TagMap, vocabulary: Vocabulary) -> list[WordPlace]:
    """The vocabulary's own moods first, then further mood words, then genres.

    A word that is no mood of the vocabulary stands for the one that shares most of its sources;
    a word that shares none is left out. A mood without a place of its own lies amid the words
    that share its sources, or else amid those of like feeling.
    """
    moods = [tag for tag in tags if tag.kind == "mood"]
    by_label = {tag.label: tag for tag in moods}
    own = [mood for mood in vocabulary if mood.core or mood.label in by_label]
    out = []
    for mood in own:
        place = _place(mood, by_label.get(mood.label), moods)
        if place is not None:
            out.append(WordPlace(mood.label, mood.label, *place))
    for tag in moods:
        if tag.label not in vocabulary.labels:
            meant = _meant(tag, vocabulary)
            if meant is not None:
                out.append(WordPlace(tag.label, meant.label, tag.x, tag.y))
    genres = (tag for tag in tags if tag.kind == "genre")
    return out + [WordPlace(tag.label, None, tag.x, tag.y) for tag in genres]


def _place(
    mood: Mood, own: TagPoint | None, tags: Sequence[TagPoint]
) -> tuple[float, float] | None:
    if own is not None:
        return own.x, own.y
    near = [(tag, len(_folded(mood.sources) & _folded(tag.words))) for tag in tags]
    shared = [(tag, count) for tag, count in near if count]
    if not shared:
        felt = [tag for tag in tags if tag.valence is not None and tag.arousal is not None]
        felt.sort(key=lambda tag: _apart(mood, tag))
        shared = [(tag, 1) for tag in felt[:_NEAREST]]
    total = sum(count for _, count in shared)
    if not total:
        return None
    return (
        sum(tag.x * count for tag, count in shared) / total,
        sum(tag.y * count for tag, count in shared) / total,
    )


def _meant(tag: TagPoint, vocabulary: Vocabulary) -> Mood | None:
    def shared(mood: Mood) -> tuple[float, bool]:
        one, other = _folded(tag.words), _folded(mood.sources)
        return len(one & other) / len(one | other), mood.core

    best = max(vocabulary, key=shared, default=None)
    return best if best is not None and shared(best)[0] > 0 else None


def _apart(mood: Mood, tag: TagPoint) -> float:
    return math.hypot(mood.valence - (tag.valence or 0.0), mood.arousal - (tag.arousal or 0.0))


def _folded(words: Sequence[str]) -> set[str]:
    return {word.casefold() for word in words}
