"""Moods as texts in tags: taken apart, compared without regard to case, put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# Between moods in one text; a slash divides only between spaces, as in "calm / sad".
_SEPARATORS = r";|\0|\s/\s"


def split_moods(texts: Iterable[str], separator: str = "") -> tuple[str, ...]:
    """The single moods, trimmed, each once (the first spelling), in their order.

    `separator` is a further text that divides them.
    """
    custom = separator.strip() or separator
    pattern = f"{_SEPARATORS}|{re.escape(custom)}" if custom else _SEPARATORS
    return unique_texts(part for text in texts for part in re.split(pattern, text))


def unique_texts(moods: Iterable[str]) -> tuple[str, ...]:
    """Trimmed and without doubles or empty ones; case does not make a difference."""
    found: dict[str, str] = {}
    for mood in moods:
        if mood.strip():
            found.setdefault(mood.strip().casefold(), mood.strip())
    return tuple(found.values())


def missing_moods(wanted: Iterable[str], present: Iterable[str]) -> tuple[str, ...]:
    """Those of `wanted` that are not in `present`, each once."""
    known = {mood.casefold() for mood in present}
    return tuple(mood for mood in unique_texts(wanted) if mood.casefold() not in known)


def without_moods(moods: Iterable[str], removed: Iterable[str]) -> tuple[str, ...]:
    """The moods that are not in `gone`, in their order."""
    known = {mood.strip().casefold() for mood in removed}
    return tuple(mood for mood in moods if mood.casefold() not in known)


def same_moods(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether both name the same moods, in any order and case."""
    return {mood.casefold() for mood in a} == {mood.casefold() for mood in b}
