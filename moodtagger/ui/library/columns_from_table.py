"""What the table sorts, filters and searches by, taken from a shelf column by column.

All of it is the same as from the songs' rows one by one, see `columns`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.track_table import TrackTable
from moodtagger.ui.text_normalization import fold_all

Moods = tuple[str, ...]
T = TypeVar("T")


def number_columns(table: TrackTable) -> dict[str, npt.NDArray[np.generic]]:
    """The columns of numbers by the names that `SongColumns` gives them."""
    columns = table.numbers
    valence, arousal, quadrant = (
        columns.valence.copy(),
        columns.arousal.copy(),
        table.quadrant.copy(),
    )
    corrected = np.zeros(len(table), np.bool_)
    for index, correction in table.corrections.items():
        valence[index], arousal[index] = correction.valence, correction.arousal
        quadrant[index] = QUADRANTS.index(correction.quadrant)
        corrected[index] = True
    untagged = np.isnan(columns.bpm) | (columns.bpm == 0)
    return {
        "alive": np.ones(len(table), np.bool_),
        "ids": table.ids.copy(),
        "state": table.state.copy(),
        "quadrant": quadrant,
        "corrected": corrected,
        "valence": valence,
        "arousal": arousal,
        "confidence": columns.confidence.copy(),
        "duration": columns.duration_s.copy(),
        "bpm": np.where(untagged, columns.predicted_bpm, columns.bpm),
    }


def song_names(table: TrackTable) -> list[str]:
    """`SongRow.name` of each song."""
    pairs = zip(table.text.title, table.paths, strict=True)
    return [title or path.replace("\\", "/").rsplit("/", 1)[-1] for title, path in pairs]


def map_moods(table: TrackTable, rule: Callable[[Moods, Moods, Moods], T]) -> list[T]:
    """What a rule makes of the proposed, accepted and rejected moods of each song.

    It is asked once for all songs of the same proposals of which nothing was decided.
    """
    undecided = [rule(proposed, (), ()) for proposed in table.proposals]
    results = [undecided[code] for code in table.proposed.tolist()]
    for index, (accepted, rejected) in table.decisions.items():
        results[index] = rule(table.proposals[table.proposed[index]], accepted, rejected)
    return results


def search_texts(
    table: TrackTable, shown: Sequence[Moods], mood_name: Callable[[str], str]
) -> list[str]:
    """The folded text that a search looks through, of each song."""
    columns = table.text
    tag_lines = {own: "".join(f"\n{word}" for word in own) for own in set(columns.moods)}
    mood_lines = {
        own: "".join(f"\n{word}" for mood in own for word in (mood, mood_name(mood)))
        for own in set(shown)
    }
    tails = [
        tag_lines[own] + mood_lines[shown_moods]
        for own, shown_moods in zip(columns.moods, shown, strict=True)
    ]
    parts = zip(
        fold_all(song_names(table)),
        _fold_distinct(columns.artist),
        _fold_distinct(columns.album),
        _fold_distinct(columns.genre),
        _fold_distinct(tails),
        fold_all(table.paths),
        strict=True,
    )
    return [f"{a}\n{b}\n{c}\n{d}{tail}\n{path}" for a, b, c, d, tail, path in parts]


def _fold_distinct(texts: Sequence[str]) -> list[str]:
    """Each text folded, those that many songs share once."""
    distinct = list(dict.fromkeys(texts))
    known = dict(zip(distinct, fold_all(distinct), strict=True))
    return [known[text] for text in texts]
