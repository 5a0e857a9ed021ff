"""Songs of plain patterns with a known tempo, rendered at 16 kHz."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

SAMPLE_RATE = 16_000

Samples = npt.NDArray[np.float32]
Hit = tuple[float, Samples]  # position in beats, sound


def _decay(seconds: float, decay_s: float) -> npt.NDArray[np.float64]:
    return np.exp(-np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE / decay_s)


class Kit:
    """Drums and tones that differ a little from kit to kit."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self.roots = np.round(self._rng.choice([0, 3, 5, 7, 8, 10], 4) + self._rng.integers(0, 5))
        rng = self._rng
        self._kick_s, self._kick_hz = rng.uniform(0.06, 0.12), rng.uniform(45, 60)
        self._snare_s, self._snare_hz = rng.uniform(0.04, 0.09), rng.uniform(170, 230)
        self._hat_s = rng.uniform(0.015, 0.04)
        self.level = {name: rng.uniform(0.6, 1.1) for name in ("kick", "snare", "hat", "tone")}

    def kick(self, level: float = 1.0) -> Samples:
        envelope = _decay(0.25, self._kick_s)
        times = np.arange(len(envelope)) / SAMPLE_RATE
        phase = self._kick_hz * times + 4.0 * (1.0 - np.exp(-30.0 * times))
        return self._at(level * self.level["kick"], np.sin(2 * np.pi * phase) * envelope)

    def snare(self, level: float = 1.0) -> Samples:
        envelope = _decay(0.2, self._snare_s)
        times = np.arange(len(envelope)) / SAMPLE_RATE
        noise = self._rng.standard_normal(len(envelope))
        tone = np.sin(2 * np.pi * self._snare_hz * times)
        return self._at(level * self.level["snare"], (0.5 * noise + 0.5 * tone) * envelope)

    def hat(self, level: float = 1.0) -> Samples:
        envelope = _decay(0.08, self._hat_s)
        noise = np.diff(self._rng.standard_normal(len(envelope) + 1))
        return self._at(0.3 * level * self.level["hat"], noise * envelope)

    def tone(self, semitones: float, seconds: float, level: float, decay_s: float) -> Samples:
        """A tone that many semitones above A1 (55 Hz)."""
        envelope = _decay(seconds, decay_s)
        times = np.arange(len(envelope)) / SAMPLE_RATE
        hz = 55.0 * 2.0 ** (semitones / 12)
        overtones = sum(np.sin(2 * np.pi * hz * k * times) / k for k in range(1, 6))
        attack = np.minimum(1.0, times * 200)
        return self._at(level * self.level["tone"], overtones * envelope * attack)

    def _at(self, level: float, sound: npt.NDArray[np.float64]) -> Samples:
        return (level * sound).astype(np.float32)


def four_on_the_floor(kit: Kit, bar: int) -> Iterator[Hit]:
    for beat in range(4):
        yield beat, kit.kick()
        yield beat + 0.5, kit.hat()
        yield beat + 0.5, kit.tone(kit.roots[bar % 4] + 24, 0.3, 0.25, 0.2)
    for beat in (1, 3):
        yield beat, kit.snare(0.6)


def hardcore(kit: Kit, bar: int) -> Iterator[Hit]:
    for beat in range(4):
        yield beat, kit.kick(1.3)
        yield beat + 0.5, kit.tone(kit.roots[bar % 4], 0.12, 0.5, 0.1)
        yield beat + 0.5, kit.hat(0.7)


def trance(kit: Kit, bar: int) -> Iterator[Hit]:
    root = kit.roots[bar % 4]
    for beat in range(4):
        yield beat, kit.kick()
        yield beat + 0.5, kit.hat()
        for part in (0.25, 0.5, 0.75):
            yield beat + part, kit.tone(root, 0.12, 0.4, 0.08)
        for part in range(4):
            yield beat + part / 4, kit.tone(root + 24 + 7 * ((4 * beat + part) % 3), 0.1, 0.1, 0.05)


def drum_and_bass(kit: Kit, bar: int) -> Iterator[Hit]:
    root = kit.roots[bar % 4]
    yield from ((0, kit.kick()), (2.5, kit.kick(0.9)), (1, kit.snare()), (3, kit.snare()))
    for eighth in range(8):
        yield eighth / 2, kit.hat(0.8 if eighth % 2 else 1.0)
    yield from ((0, kit.tone(root, 1.2, 0.4, 1.0)), (2.5, kit.tone(root + 7, 0.6, 0.4, 0.6)))
    yield 0, kit.tone(root + 24, 1.6, 0.12, 2.0)


def hip_hop(kit: Kit, bar: int) -> Iterator[Hit]:
    root = kit.roots[bar % 4]
    yield from ((0, kit.kick()), (1.75, kit.kick(0.7)), (2.5, kit.kick(0.8)))
    yield from ((1, kit.snare()), (3, kit.snare()))
    for eighth in range(8):
        yield eighth / 2, kit.hat(0.9)
    yield from ((0, kit.tone(root + 24, 2.4, 0.2, 1.5)), (2, kit.tone(root + 28, 1.5, 0.2, 1.2)))


def dubstep(kit: Kit, bar: int) -> Iterator[Hit]:
    root = kit.roots[bar % 4]
    yield from ((0, kit.kick()), (2, kit.snare(1.2)), (3.25, kit.kick(0.6)))
    yield from ((0, kit.tone(root, 2.0, 0.8, 1.5)), (2.5, kit.tone(root, 1.0, 0.6, 0.4)))
    for eighth in (1, 3, 5, 7):
        yield eighth / 2, kit.hat(0.4)


def ballad(kit: Kit, bar: int) -> Iterator[Hit]:
    root = kit.roots[bar % 4] + 24
    for eighth, step in enumerate((0, 4, 7, 12, 7, 4, 7, 4)):
        yield eighth / 2, kit.tone(root + step, 1.0, 0.3 if eighth % 4 else 0.5, 0.7)
    yield 0, kit.tone(root - 12, 2.5, 0.5, 1.5)


def slow_song(kit: Kit, bar: int) -> Iterator[Hit]:
    root = kit.roots[bar % 4] + 24
    yield from ((0, kit.kick(0.7)), (2, kit.kick(0.6)), (1, kit.snare(0.5)), (3, kit.snare(0.5)))
    for beat in range(4):
        yield beat, kit.tone(root + (0, 4, 7, 4)[beat], 1.5, 0.3, 1.2)
        yield beat + 0.5, kit.hat(0.3)
    yield 0, kit.tone(root - 12, 3.0, 0.4, 2.0)


def waltz(kit: Kit, bar: int) -> Iterator[Hit]:
    root = kit.roots[bar % 4] + 12
    yield 0, kit.tone(root, 0.8, 0.7, 0.6)
    for beat in (1, 2):
        for step in (16, 19):
            yield beat, kit.tone(root + step, 0.5, 0.3, 0.3)


def punk(kit: Kit, bar: int) -> Iterator[Hit]:
    for beat in range(4):
        yield beat, kit.snare() if beat % 2 else kit.kick()
        for part in (0.0, 0.5):
            yield beat + part, kit.hat()
            yield beat + part, kit.tone(kit.roots[bar % 4] + 12, 0.3, 0.4, 0.15)


def rock(kit: Kit, bar: int) -> Iterator[Hit]:
    root = kit.roots[bar % 4] + 12
    yield from ((0, kit.kick()), (2, kit.kick()), (2.5, kit.kick(0.8)))
    yield from ((1, kit.snare()), (3, kit.snare()))
    for eighth in range(8):
        yield eighth / 2, kit.hat(0.6)
        yield eighth / 2, kit.tone(root, 0.3, 0.25, 0.25)
    yield 0, kit.tone(root + 12, 2.0, 0.25, 1.0)


def reggae(kit: Kit, bar: int) -> Iterator[Hit]:
    root = kit.roots[bar % 4]
    yield from ((2, kit.kick()), (2, kit.snare(0.7)))
    for beat in range(4):
        yield beat, kit.hat(0.6)
        for step in (0, 4, 7):
            yield beat + 0.5, kit.tone(root + 36 + step, 0.15, 0.2, 0.08)
    yield from ((0, kit.tone(root + 12, 0.6, 0.6, 0.4)), (2.5, kit.tone(root + 7, 0.5, 0.6, 0.4)))


def metronome(kit: Kit, bar: int) -> Iterator[Hit]:
    for beat in range(4):
        yield beat, kit.snare(0.3 if beat else 0.5)
        yield beat + 0.5, kit.snare(0.1)


Pattern = Callable[[Kit, int], Iterator[Hit]]

# The usual range of tempo of each pattern, and its beats in a bar.
PATTERNS: dict[str, tuple[Pattern, float, float, int]] = {
    "house": (four_on_the_floor, 98, 135, 4),
    "hardcore": (hardcore, 160, 200, 4),
    "hard house": (four_on_the_floor, 140, 185, 4),
    "trance": (trance, 128, 168, 4),
    "drum and bass": (drum_and_bass, 160, 180, 4),
    "hip hop": (hip_hop, 70, 105, 4),
    "dubstep": (dubstep, 136, 146, 4),
    "ballad": (ballad, 54, 80, 4),
    "slow song": (slow_song, 56, 84, 4),
    "waltz": (waltz, 90, 180, 3),
    "punk": (punk, 165, 205, 4),
    "rock": (rock, 96, 150, 4),
    "reggae": (reggae, 66, 90, 4),
    "metronome": (metronome, 80, 150, 4),
}


def render_pattern(name: str, bpm: float, seconds: float, seed: int = 1) -> Samples:
    """Render a pattern; the times of the hits vary by some milliseconds."""
    pattern, _, _, beats = PATTERNS[name]
    kit, rng = Kit(seed), np.random.default_rng(seed)
    y = np.zeros(round((seconds + 4) * SAMPLE_RATE), np.float32)
    for bar in range(int(seconds * bpm / 60 / beats) + 1):
        for position, sound in pattern(kit, bar):
            time_s = (bar * beats + position) * 60 / bpm + rng.normal(0, 0.003)
            start = max(0, round(time_s * SAMPLE_RATE))
            y[start : start + len(sound)] += sound[: max(0, len(y) - start)]
    y = y[: round(seconds * SAMPLE_RATE)]
    normalized: Samples = (0.7 * y / np.abs(y).max()).astype(np.float32)
    return normalized
