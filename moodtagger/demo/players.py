"""Players: each turns one bar of the plan into notes for its part, melodies included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

import numpy as np

from moodtagger.demo.score import ACCENT, Bar, DemoSong, GridStep, Part, parse_grid
from moodtagger.demo.theory import nearest_pitch, scale_over, scale_step, voice_chord

RANGE_SEMITONES = 9  # of a melody, above and below the center of its register
STEP_CHOICES = (-3, -2, -1, -1, 0, 1, 1, 2, 3)  # scale steps, mostly small
FINAL_DRUMS: Final = ("kick", "crash", "taiko", "timpani", "boom")
WHOLE_BAR_STEP: Final = GridStep(0.0, 1.0, "X", ACCENT)

NoteEvent = tuple[GridStep, int, str]  # time and velocity, MIDI pitch, name of the drum or ""


@dataclass(slots=True)
class MelodyGenerator:
    """Generates the pitches of a melody part bar by bar; the same `rng` gives the same melody."""

    song: DemoSong
    part: Part
    rng: np.random.Generator
    _contours: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    _last_pitch: int = 0

    def play(self, bar: Bar) -> list[tuple[GridStep, int]]:
        """Return the steps of the bar with a MIDI pitch each; the final bar stays on the tonic."""
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
        """Return the center pitch, which is higher in intense sections and mid-phrase."""
        arch = (0, 2, 3, 0)[bar.section_position % 4]
        return self.part.center + round(5 * (bar.intensity - 0.6)) + arch

    def _contour(self, section: int, grid_index: int, length: int) -> list[int]:
        """Return scale steps relative to the bar's anchor: a bounded random walk."""
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


class PartPlayer(Protocol):
    """Plays one part of a piece."""

    def play_bar(self, bar: Bar) -> Iterator[NoteEvent]:
        """Yield the notes of one bar, in no particular order."""
        ...


def make_player(song: DemoSong, part: Part, seed: int) -> PartPlayer:
    """Create the player for a part's role; melody parts with the same seed share their melody."""
    if part.role == "melody":
        return _MelodyPlayer(
            song, part, MelodyGenerator(song, part, np.random.default_rng([seed, 5]))
        )
    if part.role == "bass":
        return _BassPlayer(song, part)
    return _ChordPlayer(part) if part.role == "chords" else _DrumPlayer(part)


def _bar_steps(part: Part, bar: Bar) -> list[GridStep]:
    return (
        [WHOLE_BAR_STEP]
        if bar.final
        else parse_grid(part.grids[bar.section_position % len(part.grids)])
    )


@dataclass(slots=True)
class _ChordPlayer:
    part: Part
    voicing: tuple[int, ...] = ()

    def play_bar(self, bar: Bar) -> Iterator[NoteEvent]:
        current = None
        for step in _bar_steps(self.part, bar):
            chord = bar.chords[int(step.position * len(bar.chords))]
            if chord is not current:
                self.voicing = voice_chord(chord, self.part.center, self.voicing)
                current = chord
            for pitch in self._pitches(step.symbol):
                yield step, pitch, ""

    def _pitches(self, symbol: str) -> tuple[int, ...]:
        if not symbol.isdigit():
            return self.voicing
        octave, index = divmod(int(symbol), len(self.voicing))
        return (self.voicing[index] + 12 * octave,)


@dataclass(slots=True)
class _BassPlayer:
    song: DemoSong
    part: Part

    def play_bar(self, bar: Bar) -> Iterator[NoteEvent]:
        for step in _bar_steps(self.part, bar):
            yield step, self._pitch(bar, step), ""

    def _pitch(self, bar: Bar, step: GridStep) -> int:
        chord = bar.chords[int(step.position * len(bar.chords))]
        root = nearest_pitch(self.part.center, [chord.root])
        if step.symbol == "O":
            return root + 12
        if step.symbol == "F":
            return nearest_pitch(root + 7, chord.tones)
        if step.symbol == "T":
            return nearest_pitch(root + 4, chord.tones)
        if step.symbol == "A":
            target = nearest_pitch(self.part.center, [bar.next_chord.root])
            scale = scale_over(chord, self.song.tonic, self.song.mode)
            return scale_step(target, 1 if root > target else -1, scale)
        return root


@dataclass(slots=True)
class _MelodyPlayer:
    song: DemoSong
    part: Part
    melody: MelodyGenerator

    def play_bar(self, bar: Bar) -> Iterator[NoteEvent]:
        for step, pitch in self.melody.play(bar):
            yield step, pitch, ""
            if self.part.harmony:
                chord = bar.chords[int(step.position * len(bar.chords))]
                scale = scale_over(chord, self.song.tonic, self.song.mode)
                yield (
                    replace(step, velocity=step.velocity * 0.8),
                    self._harmony_pitch(pitch, scale),
                    "",
                )

    def _harmony_pitch(self, pitch: int, scale: tuple[int, ...]) -> int:
        return scale_step(pitch, -self.part.harmony, scale)


@dataclass(slots=True)
class _DrumPlayer:
    part: Part

    def play_bar(self, bar: Bar) -> Iterator[NoteEvent]:
        for drum, grids in self.part.groove.items():
            if bar.final:
                if drum in FINAL_DRUMS:
                    yield WHOLE_BAR_STEP, 0, drum
                continue
            for step in parse_grid(grids[bar.section_position % len(grids)]):
                yield step, 0, drum
