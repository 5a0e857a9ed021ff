"""What can be asked of a field in a library, for completion, help and the sidebar's facets."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from moodtagger.core.filter_language.evaluation import FilterSongs, Mask
from moodtagger.core.filter_language.fields import Field, Kind

Codes = npt.NDArray[np.int32]

_FLAG_VALUES = {"yes": 1, "no": 0}
_BPM_STEP = 10
# What is usually asked of fields whose values are too many to list.
_USUAL_VALUES = {
    "length": ("<3m", "3m-5m", ">5m"),
    "added": ("<7d", "<30d", "<1y", "today"),
    "valence": (">0.3", "<-0.3", "-0.3..0.3"),
    "arousal": (">0.3", "<-0.3", "-0.3..0.3"),
}
_LISTED_NUMBERS = frozenset({"year", "energy", "rating", "track", "disc"})
_USUAL_FRACTIONS = (">0.7", "0.3-0.7", "<0.3")


def known_values(
    field: Field, songs: FilterSongs, among: Mask | None = None
) -> list[tuple[str, int]]:
    """Return the values of a field that songs have and how many do, most frequent first.

    Years and keys are in their own order. Fields of other numbers, dates and paths have none:
    their values are ranges and parts. `among`, shape (n,), says which songs count.
    """
    chosen = np.ones(len(songs), np.bool_) if among is None else among
    if field.kind is Kind.MOODS:
        return _counted_moods(*songs.filter_moods(field.column), chosen)
    if field.kind in {Kind.TEXT, Kind.FORMAT, Kind.FOLDER}:
        return top_texts(field, songs, chosen, limit=len(songs))[0]
    if field.kind is Kind.MUSICAL_KEY:
        return _counted_keys(songs.filter_numbers(field.column)[chosen])
    if field.kind is Kind.CHOICE:
        numbers = songs.filter_numbers(field.column)[chosen]
        counted = {w: int(np.isin(numbers, list(c)).sum()) for w, c in field.choices.items()}
        return _by_count(counted)
    if field.kind is Kind.FLAG:
        flags = songs.filter_numbers(field.column)[chosen]
        return [(word, int((flags == code).sum())) for word, code in _FLAG_VALUES.items()]
    if field.name in _LISTED_NUMBERS:
        return [(str(n), count) for n, count in _whole_numbers(songs, field, chosen)[::-1]]
    return []


def usual_values(field: Field) -> tuple[str, ...]:
    """Return examples of values that are not listed: ranges of numbers, lengths and dates."""
    if field.kind is Kind.NUMBER and field.name not in {*_LISTED_NUMBERS, "bpm"}:
        return _USUAL_VALUES.get(field.name, _USUAL_FRACTIONS)
    return _USUAL_VALUES.get(field.name, (field.example.partition(":")[2],))


def decades(field: Field, songs: FilterSongs, among: Mask | None = None) -> list[tuple[str, int]]:
    """Return the decades of the songs' years as values, newest first, and their songs."""
    counts: Counter[int] = Counter()
    for year, n in _whole_numbers(songs, field, among):
        counts[year // 10 * 10] += n
    return [(f"{decade}s", counts[decade]) for decade in sorted(counts, reverse=True)]


def tempo_ranges(
    field: Field, songs: FilterSongs, among: Mask | None = None
) -> list[tuple[str, int]]:
    """Return ranges of ten beats per minute as values, and how many songs each has."""
    counts: Counter[int] = Counter()
    for bpm, n in _whole_numbers(songs, field, among):
        counts[bpm // _BPM_STEP * _BPM_STEP] += n
    return [(f"{low}-{low + _BPM_STEP - 1}", counts[low]) for low in sorted(counts)]


def _whole_numbers(songs: FilterSongs, field: Field, among: Mask | None) -> list[tuple[int, int]]:
    """Return the numbers as they are shown, ascending, and how many songs have each."""
    numbers = songs.filter_numbers(field.column)
    numbers = numbers if among is None else numbers[among]
    known = np.floor(numbers[~np.isnan(numbers)] + 0.5).astype(np.int64)  # as ranges have it
    values, counts = np.unique(known, return_counts=True)
    return list(zip(values.tolist(), counts.tolist(), strict=True))


def top_texts(
    field: Field,
    songs: FilterSongs,
    among: Mask | None = None,
    *,
    limit: int,
    first: Collection[str] = (),
) -> tuple[list[tuple[str, int]], int]:
    """Return the most frequent texts of a field with their counts, and how many texts there are.

    Texts that differ in case or accents are one, shown as most songs have it. Those of which the
    folded form is in `first` come first.
    """
    chosen = np.ones(len(songs), np.bool_) if among is None else among
    codes, folded = songs.filter_texts(field.column)
    counts = np.bincount(codes[chosen], minlength=len(folded))
    present = [code for code in np.flatnonzero(counts).tolist() if folded[code].strip()]
    group_of: dict[str, int] = {}
    groups = np.array([group_of.setdefault(folded[code], len(group_of)) for code in present], int)
    present_counts = counts[present]
    totals = np.bincount(groups, weights=present_counts).astype(int).tolist()
    # The most frequent form of each, the first one of several: assigned last.
    order = np.lexsort((-np.arange(len(present)), present_counts))
    forms = np.zeros(len(group_of), np.int64)
    forms[groups[order]] = np.array(present, np.int64)[order]
    ranked = [
        (key not in first, -total, key, form)
        for (key, total, form) in zip(group_of, totals, forms.tolist(), strict=True)
    ]
    best = sorted(ranked) if limit >= len(ranked) else heapq.nsmallest(limit, ranked)
    shown = songs.shown_texts(field.column)
    return [(shown[form], -minus_total) for _, minus_total, _, form in best], len(ranked)


def _counted_keys(wheel_codes: npt.NDArray[np.float64]) -> list[tuple[str, int]]:
    known = wheel_codes[~np.isnan(wheel_codes)].astype(np.int64)
    counts = np.bincount(known, minlength=1).tolist()
    return [(f"{code // 2}{'AB'[code % 2]}", n) for code, n in enumerate(counts) if n]


def _counted_moods(
    codes: Codes, sets: Sequence[tuple[str, ...]], among: Mask
) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    in_sets = np.bincount(codes[among], minlength=1).tolist()
    for moods, n in zip(sets, in_sets, strict=False):
        for mood in moods:
            counts[mood] += n
    return _by_count({mood: n for mood, n in counts.items() if n})


def _by_count(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold()))
