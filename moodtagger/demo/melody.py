"""Melodies from given rhythms: short shapes that come back, bent to the chord of the moment."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from moodtagger.demo.grid import ACCENT, GridStep, parse_grid
from moodtagger.demo.score import Bar, DemoSong, Part
from moodtagger.demo.theory import nearest_pitch, scale_over, scale_step

RANGE_SEMITONES = 9  # semitones that a melody strays from the middle of its register
STEP_CHOICES = (-3, -2, -1, -1, 0, 1, 1, 2, 3)  # mostly by step, seldom by leap


@dataclass(slots=True)
class MelodyGenerator:
    """Invents the pitches of one melody part, bar after bar; the same `rng` gives the same tune."""

    song: DemoSong
    part: Part
    rng: np.random.Generator
    _contours: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    _last_pitch: int = 0

    def play(self, bar: Bar) -> list[tuple[GridStep, int]]:
        """Steps of the bar with a MIDI pitch each; the final bar rests on the tonic."""
        if bar.final:
            return [
                (
                    GridStep(0.0, 1.0, "X", ACCENT),
                    nearest_pitch(self._register_center(bar), [self.song.tonic]),
                )
            ]
        grid_index = bar.section_position % len(self.part.grids)
        steps = parse_grid(self.part.grids[grid_index])
        contour = self._contour(bar.section, grid_index, len(steps))
        anchor = self._last_pitch or self._register_center(bar)
        anchor = round(0.5 * anchor + 0.5 * self._register_center(bar))
        pitches = [
            self._pitch(bar, step, anchor, offset)
            for step, offset in zip(steps, contour, strict=True)
        ]
        if bar.ends_phrase and pitches:
            pitches[-1] = nearest_pitch(pitches[-1], bar.chords[-1].tones)
        if pitches:
            self._last_pitch = pitches[-1]
        return list(zip(steps, pitches, strict=True))

    def _register_center(self, bar: Bar) -> int:
        """Fuller sections sing higher, and each phrase rises to its middle."""
        arch = (0, 2, 3, 0)[bar.section_position % 4]
        return self.part.center + round(5 * (bar.intensity - 0.6)) + arch

    def _contour(self, section: int, grid_index: int, length: int) -> list[int]:
        """Scale steps relative to the bar's anchor: a walk that is pulled back to its start."""
        key = (section, grid_index)
        if key not in self._contours:
            walk, offset = [], 0
            for _ in range(length):
                walk.append(offset)
                offset += int(self.rng.choice(STEP_CHOICES))
                offset = max(-4, min(4, offset))
            self._contours[key] = walk
        return self._contours[key]

    def _pitch(self, bar: Bar, step: GridStep, anchor: int, offset: int) -> int:
        chord = bar.chords[int(step.position * len(bar.chords))]
        scale = scale_over(chord, self.song.tonic, self.song.mode)
        pitch = scale_step(anchor, offset, scale)
        low, high = self.part.center - RANGE_SEMITONES, self.part.center + RANGE_SEMITONES
        pitch = pitch + 12 if pitch < low else pitch - 12 if pitch > high else pitch
        long = step.length * self.song.beats_per_bar >= 1.0
        return nearest_pitch(pitch, chord.tones) if long or step.velocity == ACCENT else pitch
