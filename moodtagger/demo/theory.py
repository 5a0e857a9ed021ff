"""Scales, chords by Roman numeral, and smooth voice leading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MODES: Final = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
}
_NUMERALS: Final = {"I": 0, "II": 2, "III": 4, "IV": 5, "V": 7, "VI": 9, "VII": 11}
_THIRD: Final = -1  # placeholder of the third, which the case of the numeral makes major or minor
_QUALITIES: Final = {
    "": (0, _THIRD, 7),
    "5": (0, 7),
    "6": (0, _THIRD, 7, 9),
    "7": (0, _THIRD, 7, 10),
    "maj7": (0, _THIRD, 7, 11),
    "add9": (0, _THIRD, 7, 14),
    "maj9": (_THIRD, 7, 11, 14),
    "9": (_THIRD, 7, 10, 14),
    "sus2": (0, 2, 7),
    "sus4": (0, 5, 7),
    "dim": (0, 3, 6),
    "dim7": (0, 3, 6, 9),
    "aug": (0, 4, 8),
    "cluster": (0, 1, 3, 6),
}
_SYMBOL: Final = re.compile(r"([b#]?)([iIvV]+)(.*)")


@dataclass(frozen=True, slots=True)
class Chord:
    """A root and the tones of the chord, as pitch classes from 0 (C) to 11."""

    root: int
    tones: tuple[int, ...]


def parse_chord(symbol: str, tonic: int) -> Chord:
    """Parse a numeral such as "IVmaj7" or "bVI", relative to the major scale of `tonic`.

    Upper case has a major third, lower case a minor one. Raises ValueError for invalid symbols.
    """
    match = _SYMBOL.fullmatch(symbol)
    if match is None or match[2].upper() not in _NUMERALS or match[3] not in _QUALITIES:
        raise ValueError(f"not a chord: {symbol!r}")
    shift = {"b": -1, "#": 1, "": 0}[match[1]]
    root = (tonic + _NUMERALS[match[2].upper()] + shift) % 12
    third = 4 if match[2].isupper() else 3
    steps = (third if step == _THIRD else step for step in _QUALITIES[match[3]])
    return Chord(root, tuple((root + step) % 12 for step in steps))


def scale_over(chord: Chord, tonic: int, mode: str) -> tuple[int, ...]:
    """Return the pitch classes to play over `chord`: the mode's, altered to include its tones."""
    scale = {(tonic + step) % 12 for step in MODES[mode]}
    for tone in chord.tones:
        if tone not in scale:
            scale -= {(tone + 1) % 12, (tone - 1) % 12} - set(chord.tones)
            scale.add(tone)
    return tuple(sorted(scale))


def nearest_pitch(pitch: float, pitch_classes: Sequence[int]) -> int:
    """Return the MIDI pitch nearest to `pitch` that has one of the pitch classes."""
    candidates = range(round(pitch) - 7, round(pitch) + 8)
    return min(
        (p for p in candidates if p % 12 in pitch_classes), key=lambda p: (abs(p - pitch), p)
    )


def scale_step(pitch: int, steps: int, pitch_classes: Sequence[int]) -> int:
    """Return the pitch `steps` scale steps above `pitch`, or below if negative.

    `pitch` is first moved to the nearest one of the scale.
    """
    pitch = nearest_pitch(pitch, pitch_classes)
    direction = 1 if steps > 0 else -1
    for _ in range(abs(steps)):
        pitch += direction
        while pitch % 12 not in pitch_classes:
            pitch += direction
    return pitch


def voice_chord(chord: Chord, center: int, previous: Sequence[int] = ()) -> tuple[int, ...]:
    """Return close-position MIDI pitches around `center` that move little from `previous`.

    Two-note (power) chords stay in root position with the octave on top.
    """
    if len(chord.tones) == 2:
        low = nearest_pitch(center - 6, [chord.root])
        return (low, low + 7, low + 12)
    return min(
        _voicings(chord, center), key=lambda pitches: _voice_leading_cost(pitches, previous, center)
    )


def _voicings(chord: Chord, center: int) -> list[tuple[int, ...]]:
    found = []
    for rotation in range(len(chord.tones)):
        tones = chord.tones[rotation:] + chord.tones[:rotation]
        for bottom in range(center - 14, center + 3):
            if bottom % 12 == tones[0]:
                pitches = [bottom]
                for tone in tones[1:]:
                    pitches.append(pitches[-1] + ((tone - pitches[-1]) % 12 or 12))
                found.append(tuple(pitches))
    return found


def _voice_leading_cost(pitches: Sequence[int], previous: Sequence[int], center: int) -> float:
    motion = sum(abs(a - b) for a, b in zip(pitches, previous, strict=False))
    spread = max(0, pitches[-1] - pitches[0] - 14)
    return motion + 2.0 * spread + 0.5 * abs(sum(pitches) / len(pitches) - center)
