"""Half a minute of synthetic music: chords, a melody over them, and a beat."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

RATE = 16_000
_NOTE_S = 0.4

Samples = npt.NDArray[np.float32]


def synthetic_song(harmony: int, melody: int, seconds: float = 30.0) -> Samples:
    """Return mono samples; equal numbers give equal chords and beat, or an equal melody."""
    length = round(seconds * RATE)
    rng, melody_rng = np.random.default_rng(harmony), np.random.default_rng([7, melody])
    out = np.zeros(length + RATE, np.float32)
    chords = [rng.integers(45, 60, 3) for _ in range(8)]
    for number in range(int(seconds / _NOTE_S)):
        start = round(number * _NOTE_S * RATE)
        for pitch in chords[number // 4 % 8]:
            _add_note(out, start, int(pitch), 0.05)
        _add_note(out, start, int(melody_rng.integers(64, 88)), 0.12)
        noise = rng.normal(0.0, 0.1, RATE // 20) * np.linspace(1, 0, RATE // 20)
        out[start : start + len(noise)] += noise.astype(np.float32)
    return out[:length]


def _add_note(out: Samples, start: int, pitch: int, level: float) -> None:
    t = np.arange(round(1.5 * _NOTE_S * RATE)) / RATE
    hz = 440.0 * 2.0 ** ((pitch - 69) / 12)
    note = sum(np.sin(2 * np.pi * hz * k * t) / k for k in range(1, 6))
    out[start : start + len(t)] += (level * note * np.exp(-3 * t)).astype(np.float32)[
        : len(out) - start
    ]
