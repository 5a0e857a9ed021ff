"""The data of a piece: rhythm grids, parts and sections going in, notes coming out.

``.`` is silence and ``-`` holds the note before it. Any other character strikes a note; upper case
(and a digit) is accented, lower case is soft. What it strikes depends on the part: ``X`` and ``x``
the whole chord (or a melody note, or a drum), digits single voices of the chord counted from the
bottom, and in the bass ``R`` root, ``F`` fifth, ``O`` octave, ``T`` third, ``A`` a step towards
the next chord's root.
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
    """A struck note: `position` and `length` as shares of the bar, what it strikes, how hard."""

    position: float
    length: float
    symbol: str
    velocity: float


def parse_grid(grid: str) -> list[GridStep]:
    """The steps of one bar; spaces are for the eye only. Raises ValueError for an empty grid."""
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
    """One instrument and what it does.

    `grids` are bars of rhythm, used in turn (see `grid.read_grid`); drum parts have `groove`
    instead, a grid for each drum. `centre` is the middle of the register (MIDI), `gain_db` the
    level in the mix, `pan` -1 (left) to 1 (right), `reverb` the share sent to the room, `enters`
    the section intensity from which the part plays, `harmony` scale steps under the melody, if
    any, that a melody part is doubled at.
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
    """Chords, one symbol a bar or two joined by a comma, and how full the section sounds, 0..1."""

    chords: str
    intensity: float = 0.7


@dataclass(frozen=True, slots=True)
class DemoSong:
    """A piece as data. `tonic` is a pitch class; `swing` the share of a beat before its off-beat.

    `looseness_s` is how far players stray from the beat; `room_s` the reverberation time;
    `loudness` the level aimed at (LUFS); `drive` how hard the mix is pushed into saturation.
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
        """Length of one bar in seconds."""
        return 60.0 / self.tempo * self.beats_per_bar

    @property
    def default_duration_s(self) -> float:
        """Length of the piece as composed, ending included."""
        return self.bars * self.bar_s + self.ending_s


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the plan; `place` counts bars inside its section, `next_chord` is what follows."""

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
    """`start_s` and `length_s` in seconds; `pitch` MIDI (0 for drums); `velocity` 0..1."""

    start_s: float
    length_s: float
    pitch: int
    velocity: float
    drum: str = ""


@dataclass(frozen=True, slots=True)
class PartNotes:
    """A part with its notes, ready for the synthesiser."""

    part: Part
    notes: tuple[Note, ...]
