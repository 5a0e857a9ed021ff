"""Melodies from given rhythms: short shapes that come back, bent to the chord of the moment."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from moodtagger.demo.grid import ACCENT, Step, read_grid
from moodtagger.demo.score import Bar, Part, Song
from moodtagger.demo.theory import nearest, scale_over, scale_step

REACH = 9  # semitones that a melody strays from the middle of its register
STEPS = (-3, -2, -1, -1, 0, 1, 1, 2, 3)  # mostly by step, seldom by leap


@dataclass(slots=True)
class Melody:
    """Invents the pitches of one melody part, bar after bar; the same `rng` gives the same tune."""

    song: Song
    part: Part
    rng: np.random.Generator
    _shapes: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    _last: int = 0

    def play(self, bar: Bar) -> list[tuple[Step, int]]:
        """Steps of the bar with a MIDI pitch each; the final bar rests on the tonic."""
        if bar.final:
            return [(Step(0.0, 1.0, "X", ACCENT), nearest(self._height(bar), [self.song.tonic]))]
        which = bar.place % len(self.part.grids)
        steps = read_grid(self.part.grids[which])
        shape = self._shape(bar.section, which, len(steps))
        anchor = self._last or self._height(bar)
        anchor = round(0.5 * anchor + 0.5 * self._height(bar))
        pitches = [
            self._pitch(bar, step, anchor, offset)
            for step, offset in zip(steps, shape, strict=True)
        ]
        if bar.closes_phrase and pitches:
            pitches[-1] = nearest(pitches[-1], bar.chords[-1].tones)
        if pitches:
            self._last = pitches[-1]
        return list(zip(steps, pitches, strict=True))

    def _height(self, bar: Bar) -> int:
        """Fuller sections sing higher, and each phrase rises to its middle."""
        arch = (0, 2, 3, 0)[bar.place % 4]
        return self.part.centre + round(5 * (bar.intensity - 0.6)) + arch

    def _shape(self, section: int, which: int, length: int) -> list[int]:
        """Scale steps relative to the bar's anchor: a walk that is pulled back to its start."""
        key = (section, which)
        if key not in self._shapes:
            walk, place = [], 0
            for _ in range(length):
                walk.append(place)
                place += int(self.rng.choice(STEPS))
                place = max(-4, min(4, place))
            self._shapes[key] = walk
        return self._shapes[key]

    def _pitch(self, bar: Bar, step: Step, anchor: int, offset: int) -> int:
        chord = bar.chords[int(step.position * len(bar.chords))]
        scale = scale_over(chord, self.song.tonic, self.song.mode)
        pitch = scale_step(anchor, offset, scale)
        low, high = self.part.centre - REACH, self.part.centre + REACH
        pitch = pitch + 12 if pitch < low else pitch - 12 if pitch > high else pitch
        long = step.length * self.song.beats_per_bar >= 1.0
        return nearest(pitch, chord.tones) if long or step.velocity == ACCENT else pitch
