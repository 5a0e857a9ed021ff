"""What the table sorts, filters and searches by, taken from a shelf column by column.

All of it is the same as from the songs' rows one by one, see `columns`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.song_table import Shelf
from moodtagger.ui.text_normalization import fold_all

Moods = tuple[str, ...]
T = TypeVar("T")


def numbers(shelf: Shelf) -> dict[str, npt.NDArray[np.generic]]:
    """The columns of numbers by the names that `SongColumns` gives them."""
    own = shelf.numbers
    valence, arousal, quadrant = own.valence.copy(), own.arousal.copy(), shelf.quadrant.copy()
    corrected = np.zeros(len(shelf), np.bool_)
    for place, correction in shelf.corrections.items():
        valence[place], arousal[place] = correction.valence, correction.arousal
        quadrant[place] = QUADRANTS.index(correction.quadrant)
        corrected[place] = True
    untold = np.isnan(own.bpm) | (own.bpm == 0)
    return {
        "alive": np.ones(len(shelf), np.bool_),
        "ids": shelf.ids.copy(),
        "state": shelf.state.copy(),
        "quadrant": quadrant,
        "corrected": corrected,
        "valence": valence,
        "arousal": arousal,
        "confidence": own.confidence.copy(),
        "duration": own.duration_s.copy(),
        "bpm": np.where(untold, own.heard_tempo, own.bpm),
    }


def names(shelf: Shelf) -> list[str]:
    """`SongRow.name` of each song."""
    pairs = zip(shelf.words.title, shelf.paths, strict=True)
    return [title or path.replace("\\", "/").rsplit("/", 1)[-1] for title, path in pairs]


def by_moods(shelf: Shelf, decide: Callable[[Moods, Moods, Moods], T]) -> list[T]:
    """What a rule makes of the proposed, accepted and rejected moods of each song.

    It is asked once for all songs of the same proposals of which nothing was decided.
    """
    usual = [decide(proposed, (), ()) for proposed in shelf.proposals]
    out = [usual[code] for code in shelf.proposed.tolist()]
    for place, (accepted, rejected) in shelf.decided.items():
        out[place] = decide(shelf.proposals[shelf.proposed[place]], accepted, rejected)
    return out


def search_texts(shelf: Shelf, shown: Sequence[Moods], called: Callable[[str], str]) -> list[str]:
    """The folded text that a search looks through, of each song."""
    words = shelf.words
    lines = {own: "".join(f"\n{word}" for word in own) for own in set(words.moods)}
    said = {
        own: "".join(f"\n{word}" for mood in own for word in (mood, called(mood)))
        for own in set(shown)
    }
    tails = [lines[own] + said[told] for own, told in zip(words.moods, shown, strict=True)]
    parts = zip(
        fold_all(names(shelf)),
        _folded(words.artist),
        _folded(words.album),
        _folded(words.genre),
        _folded(tails),
        fold_all(shelf.paths),
        strict=True,
    )
    return [f"{a}\n{b}\n{c}\n{d}{tail}\n{path}" for a, b, c, d, tail, path in parts]


def _folded(texts: Sequence[str]) -> list[str]:
    """Each text folded, those that many songs share once."""
    distinct = list(dict.fromkeys(texts))
    known = dict(zip(distinct, fold_all(distinct), strict=True))
    return [known[text] for text in texts]
