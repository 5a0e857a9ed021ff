"""What can be asked of a field in a library, for completion and help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from moodtagger.core.filter_language.evaluation import FilterSongs
from moodtagger.core.filter_language.fields import Field, Kind

_FLAG_VALUES = {"yes": 1, "no": 0}


def known_values(field: Field, songs: FilterSongs) -> list[tuple[str, int]]:
    """Return the values of a field that songs have and how many do, most frequent first.

    Fields of numbers, dates and paths have none: their values are ranges and parts.
    """
    if field.kind is Kind.MOODS:
        return _counted_moods(*songs.filter_moods(field.column))
    if field.kind in {Kind.TEXT, Kind.FORMAT}:
        codes, _ = songs.filter_texts(field.column)
        counts = np.bincount(codes, minlength=1).tolist()
        texts = songs.shown_texts(field.column)
        return _by_count({t: n for t, n in zip(texts, counts, strict=False) if n and t.strip()})
    if field.kind is Kind.CHOICE:
        numbers = songs.filter_numbers(field.column)
        counted = {w: int(np.isin(numbers, list(c)).sum()) for w, c in field.choices.items()}
        return _by_count(counted)
    if field.kind is Kind.FLAG:
        flags = songs.filter_numbers(field.column)
        return [(word, int((flags == code).sum())) for word, code in _FLAG_VALUES.items()]
    return []


def _counted_moods(
    codes: npt.NDArray[np.int32], sets: Sequence[tuple[str, ...]]
) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for moods, n in zip(sets, np.bincount(codes, minlength=1).tolist(), strict=False):
        for mood in moods:
            counts[mood] += n
    return _by_count({mood: n for mood, n in counts.items() if n})


def _by_count(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold()))
