"""Tempo tags as programs and users write them: "128", "128,5 bpm", "~120", "120-124"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_MAX_CHARS = 100
_MIN_BPM, _MAX_BPM = 20.0, 500.0
_MAX_RANGE_RATIO = 1.5  # a wider range has no one tempo in its middle
_NUMBER = r"0{0,8}\d{1,4}(?:[.,]\d{1,6})?"
_TEMPO = re.compile(
    rf"(?:~|≈|ca?\.?|about|approx\.?)?\s*({_NUMBER})"
    rf"(?:\s*(?:-|–|—|~|to|\.\.+)\s*({_NUMBER}))?\s*(?:bpm)?",
    re.IGNORECASE | re.ASCII,
)


def parse_bpm(text: str) -> float | None:
    """Return the beats per minute that a text names; None when it names no plausible tempo.

    A range such as "120-124" is its middle. No number is taken for another one: "12593" may be
    125.93, but nobody knows.
    """
    plain = unicodedata.normalize("NFKC", text.strip()[:_MAX_CHARS])  # Japanese wide digits
    found = _TEMPO.fullmatch(plain)
    if found is None:
        return None
    low, high = (float((part or found[1]).replace(",", ".")) for part in found.groups())
    if not _MIN_BPM <= low <= high <= min(_MAX_BPM, low * _MAX_RANGE_RATIO):
        return None
    return (low + high) / 2


def read_bpm(texts: Iterable[str]) -> tuple[float | None, str]:
    """Return the first plausible tempo, and the first text that names none."""
    bpm, ignored = None, ""
    for text in filter(str.strip, texts):
        value = parse_bpm(text)
        if value is None:
            ignored = ignored or text.strip()
        elif bpm is None:
            bpm = value
    return bpm, ignored
