"""The players: each turns one bar of the plan into struck notes for its part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Protocol

import numpy as np

from moodtagger.demo.grid import ACCENT, Step, read_grid
from moodtagger.demo.melody import Melody
from moodtagger.demo.score import Bar, Part, Song
from moodtagger.demo.theory import nearest, scale_over, scale_step, voice

FINAL_DRUMS: Final = ("kick", "crash", "taiko", "timpani", "boom")
HELD: Final = Step(0.0, 1.0, "X", ACCENT)

Struck = tuple[Step, int, str]  # when and how hard, MIDI pitch, name of the drum or ""


class Player(Protocol):
    """Anything that can play one bar."""

    def bar(self, bar: Bar) -> Iterator[Struck]:
        """The notes of one bar, in no particular order."""
        ...


def player_of(song: Song, part: Part, seed: int) -> Player:
    """The player for the part's role. Melody parts of one song share the seed, hence the tune."""
    if part.role == "melody":
        return _MelodyPlayer(song, part, Melody(song, part, np.random.default_rng([seed, 5])))
    if part.role == "bass":
        return _BassPlayer(song, part)
    return _ChordPlayer(part) if part.role == "chords" else _DrumPlayer(part)


def _steps(part: Part, bar: Bar) -> list[Step]:
    return [HELD] if bar.final else read_grid(part.grids[bar.place % len(part.grids)])


@dataclass(slots=True)
class _ChordPlayer:
    part: Part
    voicing: tuple[int, ...] = ()

    def bar(self, bar: Bar) -> Iterator[Struck]:
        current = None
        for step in _steps(self.part, bar):
            chord = bar.chords[int(step.position * len(bar.chords))]
            if chord is not current:
                self.voicing = voice(chord, self.part.centre, self.voicing)
                current = chord
            for pitch in self._struck(step.sign):
                yield step, pitch, ""

    def _struck(self, sign: str) -> tuple[int, ...]:
        if not sign.isdigit():
            return self.voicing
        octave, place = divmod(int(sign), len(self.voicing))
        return (self.voicing[place] + 12 * octave,)


@dataclass(slots=True)
class _BassPlayer:
    song: Song
    part: Part

    def bar(self, bar: Bar) -> Iterator[Struck]:
        for step in _steps(self.part, bar):
            yield step, self._pitch(bar, step), ""

    def _pitch(self, bar: Bar, step: Step) -> int:
        chord = bar.chords[int(step.position * len(bar.chords))]
        root = nearest(self.part.centre, [chord.root])
        if step.sign == "O":
            return root + 12
        if step.sign == "F":
            return nearest(root + 7, chord.tones)
        if step.sign == "T":
            return nearest(root + 4, chord.tones)
        if step.sign == "A":
            target = nearest(self.part.centre, [bar.next_chord.root])
            scale = scale_over(chord, self.song.tonic, self.song.mode)
            return scale_step(target, 1 if root > target else -1, scale)
        return root


@dataclass(slots=True)
class _MelodyPlayer:
    song: Song
    part: Part
    melody: Melody

    def bar(self, bar: Bar) -> Iterator[Struck]:
        for step, pitch in self.melody.play(bar):
            yield step, pitch, ""
            if self.part.harmony:
                chord = bar.chords[int(step.position * len(bar.chords))]
                scale = scale_over(chord, self.song.tonic, self.song.mode)
                yield replace(step, velocity=step.velocity * 0.8), self._under(pitch, scale), ""

    def _under(self, pitch: int, scale: tuple[int, ...]) -> int:
        return scale_step(pitch, -self.part.harmony, scale)


@dataclass(slots=True)
class _DrumPlayer:
    part: Part

    def bar(self, bar: Bar) -> Iterator[Struck]:
        for drum, grids in self.part.groove.items():
            if bar.final:
                if drum in FINAL_DRUMS:
                    yield HELD, 0, drum
                continue
            for step in read_grid(grids[bar.place % len(grids)]):
                yield step, 0, drum
