"""The data of a piece: rhythm grids, parts, sections and notes.

In a grid, ``.`` is silence and ``-`` holds the previous note. Any other character starts a note;
upper case letters and digits are accented, lower case ones are soft. The note depends on the part:
``X`` and ``x`` are the whole chord (or a melody note, or a drum), digits are single voices of the
chord counted from the bottom, and in the bass ``R`` is the root, ``F`` the fifth, ``O`` the octave,
``T`` the third, ``A`` a step towards the root of the next chord.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from moodtagger.demo.theory import Chord

ACCENT = 0.9
SOFT = 0.62
GHOST = 0.35
GHOST_SYMBOL = ","


@dataclass(frozen=True, slots=True)
class GridStep:
    """A note in a grid: `position` and `length` as fractions of the bar, symbol, and velocity."""

    position: float
    length: float
    symbol: str
    velocity: float


def parse_grid(grid: str) -> list[GridStep]:
    """Parse the steps of one bar, ignoring spaces; raise ValueError for an empty grid."""
    symbols = grid.replace(" ", "")
    if not symbols:
        raise ValueError("a grid needs at least one step")
    steps = []
    for index, symbol in enumerate(symbols):
        if symbol in ".-":
            continue
        following = symbols[index + 1 :]
        length = 1 + len(following) - len(following.lstrip("-"))
        steps.append(
            GridStep(index / len(symbols), length / len(symbols), symbol.upper(), _velocity(symbol))
        )
    return steps


def _velocity(symbol: str) -> float:
    if symbol == GHOST_SYMBOL:
        return GHOST
    return SOFT if symbol.islower() else ACCENT


Role = Literal["melody", "chords", "bass", "drums"]


@dataclass(frozen=True, slots=True)
class Part:
    """An instrument and how it is played.

    `grids` are bars of rhythm, used in rotation (see `parse_grid`); drum parts have `groove`
    instead, with grids for each drum. `center` is the middle of the register (MIDI), `gain_db` the
    level in the mix, `pan` -1 (left) to 1 (right), `reverb` the fraction sent to the reverb,
    `min_intensity` the section intensity from which the part plays. `harmony` doubles a melody
    that many scale steps below, if not 0.
    """

    role: Role
    instrument: str
    grids: tuple[str, ...] = ()
    groove: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    center: int = 60
    gain_db: float = 0.0
    pan: float = 0.0
    reverb: float = 0.2
    min_intensity: float = 0.0
    harmony: int = 0
    effects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Chords, one per bar or two joined by a comma, and the intensity of the section, 0 to 1."""

    chords: str
    intensity: float = 0.7


@dataclass(frozen=True, slots=True)
class DemoSong:
    """A piece as data.

    `tonic` is a pitch class; `swing` the fraction of a beat before its off-beat; `timing_jitter_s`
    the standard deviation of the timing; `room_s` the reverberation time; `loudness` the target
    level (LUFS); `drive` how strongly the mix is saturated.
    """

    title: str
    artist: str
    album: str
    tonic: int
    mode: str
    tempo: float
    sections: tuple[Section, ...]
    parts: tuple[Part, ...]
    bars: int
    beats_per_bar: int = 4
    swing: float = 0.5
    timing_jitter_s: float = 0.006
    room_s: float = 1.6
    loudness: float = -14.0
    drive: float = 1.0
    ending_s: float = 3.0

    @property
    def bar_s(self) -> float:
        """The length of one bar in seconds."""
        return 60.0 / self.tempo * self.beats_per_bar

    @property
    def default_duration_s(self) -> float:
        """The length of the piece as written, including the ending, in seconds."""
        return self.bars * self.bar_s + self.ending_s


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the plan; `section_position` counts the bars within its section."""

    index: int
    section_position: int
    section: int
    chords: tuple[Chord, ...]
    next_chord: Chord
    intensity: float
    ends_phrase: bool
    final: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A note; `pitch` is MIDI (0 for drums), `velocity` 0 to 1, `drum` its name or empty."""

    start_s: float
    length_s: float
    pitch: int
    velocity: float
    drum: str = ""


@dataclass(frozen=True, slots=True)
class PartNotes:
    """A part with its notes, ready for the synthesizer."""

    part: Part
    notes: tuple[Note, ...]
