"""Musical keys in the notations of tags: musical, Camelot and Open Key."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

_SEMITONES = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11, "h": 11}
_MUSICAL = re.compile(
    r"([a-h])\s*(#|\u266f|b|\u266d|sharp|flat|is|s|es)?[\s-]*(m|min|minor|moll|maj|major|dur)?"
)
_WHEEL = re.compile(r"0?(\d{1,2})\s*([abdm])")
_MINOR_WORDS = {"m", "min", "minor", "moll"}
_FIFTH = 7  # semitones
_CAMELOT_OF_C = 8
_OPEN_KEY_OF_C = 1
_RELATIVE_MINOR = 9  # semitones above its major key


@dataclass(frozen=True, slots=True)
class MusicalKey:
    """A key: `tonic` in semitones above C, major unless `minor`."""

    tonic: int
    minor: bool

    @property
    def camelot(self) -> tuple[int, int]:
        """The number on Camelot's wheel, and 0 for minor (A) or 1 for major (B)."""
        major = (self.tonic - _RELATIVE_MINOR) % 12 if self.minor else self.tonic
        return (_CAMELOT_OF_C - 1 + _FIFTH * major) % 12 + 1, 0 if self.minor else 1


@functools.lru_cache(maxsize=4096)
def parse_key(text: str) -> MusicalKey | None:
    """Return the key of a tag such as "Am", "F# minor", "8A", "1m" or "Es-Dur"."""
    folded = re.sub("(?<=.)M$", "maj", text.strip()).lower()
    if match := _WHEEL.fullmatch(folded):
        return _on_wheel(int(match[1]), match[2])
    match = _MUSICAL.fullmatch(folded)
    if match is None:
        return None
    letter, accidental, mode = match.groups()
    tonic = _SEMITONES[letter]
    if letter == "b" and accidental is None and mode in {"moll", "dur"}:  # German: B is B flat
        tonic -= 1
    if accidental in {"#", "\u266f", "sharp", "is"}:
        tonic += 1
    elif accidental:
        tonic -= 1
    return MusicalKey(tonic % 12, mode in _MINOR_WORDS)


def _on_wheel(number: int, letter: str) -> MusicalKey | None:
    """Return the key of a number and a letter: A and B are Camelot's, D and M those of Open Key."""
    if not 1 <= number <= 12:
        return None
    first = _CAMELOT_OF_C if letter in "ab" else _OPEN_KEY_OF_C
    major = _FIFTH * (number - first) % 12
    minor = letter in "am"
    return MusicalKey((major + _RELATIVE_MINOR) % 12 if minor else major, minor)
