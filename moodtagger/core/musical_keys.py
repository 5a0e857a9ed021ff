"""Musical keys: their notations (musical, Camelot, Open Key), and how two of them fit together."""

from __future__ import annotations

import enum
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
_MAJOR_NAMES = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
_MINOR_NAMES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B")
_NEIGHBOR_STEPS = (1, 11)  # around the wheel
_ENERGY_BOOST_STEPS = (2, 7)  # a whole tone or a semitone up


class KeyNotation(enum.StrEnum):
    """How keys are shown and written: "Am", "8A" or "1m"."""

    MUSICAL = "musical"
    CAMELOT = "camelot"
    OPEN_KEY = "open_key"


class KeyRelation(enum.StrEnum):
    """How the key of a song fits that of the song before it."""

    SAME = "same"
    NEIGHBOR = "neighbor"
    RELATIVE = "relative"
    ENERGY_BOOST = "energy_boost"
    CLASH = "clash"


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

    @property
    def code(self) -> int:
        """The key as a number from 0 to 23; see `key_of_code`."""
        return self.tonic + 12 * self.minor

    def text(self, notation: KeyNotation = KeyNotation.CAMELOT) -> str:
        """Return the key in a notation; in the musical one at most three characters."""
        if notation is KeyNotation.MUSICAL:
            return _MINOR_NAMES[self.tonic] + "m" if self.minor else _MAJOR_NAMES[self.tonic]
        number, major = self.camelot
        if notation is KeyNotation.CAMELOT:
            return f"{number}{'AB'[major]}"
        return f"{(number - _CAMELOT_OF_C) % 12 + _OPEN_KEY_OF_C}{'md'[major]}"

    def relation_to(self, following: MusicalKey) -> KeyRelation:
        """Return how a song in the key `following` fits after one in this key."""
        (number, mode), (next_number, next_mode) = self.camelot, following.camelot
        steps = (next_number - number) % 12
        if mode != next_mode:
            return KeyRelation.RELATIVE if steps == 0 else KeyRelation.CLASH
        if steps == 0:
            return KeyRelation.SAME
        if steps in _NEIGHBOR_STEPS:
            return KeyRelation.NEIGHBOR
        return KeyRelation.ENERGY_BOOST if steps in _ENERGY_BOOST_STEPS else KeyRelation.CLASH


def key_of_code(code: int) -> MusicalKey:
    """Return the key of a number from 0 to 23: the majors from C on, then the minors."""
    return MusicalKey(code % 12, code >= 12)


@functools.lru_cache(maxsize=4096)
def parse_key(text: str) -> MusicalKey | None:
    """Return the key of a tag such as "Am", "F# minor", "8A", "1m" or "Es-Dur".

    A name in lower case alone, such as "a" or "fis", is that of a minor key.
    """
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
    minor = mode in _MINOR_WORDS or (mode is None and text.strip()[0].islower())
    return MusicalKey(tonic % 12, minor)


def _on_wheel(number: int, letter: str) -> MusicalKey | None:
    """Return the key of a number and a letter: A and B are Camelot's, D and M those of Open Key."""
    if not 1 <= number <= 12:
        return None
    first = _CAMELOT_OF_C if letter in "ab" else _OPEN_KEY_OF_C
    major = _FIFTH * (number - first) % 12
    minor = letter in "am"
    return MusicalKey((major + _RELATIVE_MINOR) % 12 if minor else major, minor)
