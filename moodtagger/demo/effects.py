"""What happens to a part after its notes: distortion, echo, movement, room.

Arrays are stereo float32, shape (frames, 2), at 44.1 kHz.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from scipy import signal

from moodtagger.demo.oscillators import SAMPLE_RATE, Sound


def apply_filter(y: Sound, hz: float | tuple[float, float], kind: str, order: int = 2) -> Sound:
    """Butterworth filter; `kind` as in scipy: lowpass, highpass, bandpass."""
    sos = signal.butter(order, hz, kind, fs=SAMPLE_RATE, output="sos")
    return np.asarray(signal.sosfilt(sos, y, axis=0), dtype=np.float32)


def distort(y: Sound, beat_s: float) -> Sound:
    """A driven guitar amplifier and its loudspeaker."""
    tight = apply_filter(y, 110.0, "highpass")
    driven = np.tanh(14.0 * tight) * 0.5 + np.tanh(4.0 * tight + 0.2) * 0.25
    cabinet = apply_filter(apply_filter(driven, 4500.0, "lowpass", 4), 80.0, "highpass")
    return 0.6 * cabinet


def crunch(y: Sound, beat_s: float) -> Sound:
    """A little valve warmth."""
    return np.asarray(np.tanh(2.5 * y) / 1.8, dtype=np.float32)


def echo(y: Sound, beat_s: float) -> Sound:
    """Three repeats, three quarters of a beat apart, from side to side and duller each time."""
    out, tap = y.copy(), y
    step = round(0.75 * beat_s * SAMPLE_RATE)
    for _ in range(3):
        tap = 0.45 * apply_filter(np.roll(tap, step, axis=0)[:, ::-1], 3500.0, "lowpass", 1)
        tap[:step] = 0.0
        out = out + tap
    return out


def chorus(y: Sound, beat_s: float) -> Sound:
    """A second, slowly wandering copy that makes the part wider."""
    at = np.arange(len(y), dtype=np.float64)
    out = y.copy()
    for side, rate in ((0, 0.7), (1, 0.83)):
        delay = SAMPLE_RATE * (0.012 + 0.003 * np.sin(2 * np.pi * rate * at / SAMPLE_RATE))
        out[:, side] += 0.6 * np.interp(at - delay, at, y[:, 1 - side], left=0.0).astype(np.float32)
    return 0.8 * out


def pump(y: Sound, beat_s: float) -> Sound:
    """Ducks on every beat as if the bass drum pushed the part aside."""
    beat = (np.arange(len(y)) / SAMPLE_RATE % beat_s) / beat_s
    return y * (0.25 + 0.75 * np.clip(beat / 0.6, 0.0, 1.0) ** 1.5).astype(np.float32)[:, None]


def tremolo(y: Sound, beat_s: float) -> Sound:
    """Bowed tremolo: the level shivers about 13 times a second."""
    t = np.arange(len(y)) / SAMPLE_RATE
    return y * (0.62 + 0.38 * np.sin(2 * np.pi * 13.0 * t)).astype(np.float32)[:, None]


def dull(y: Sound, beat_s: float) -> Sound:
    """As heard through a wall or an old recording."""
    return apply_filter(y, (180.0, 3200.0), "bandpass")


EFFECTS: Final[dict[str, Callable[[Sound, float], Sound]]] = {
    "distort": distort,
    "crunch": crunch,
    "echo": echo,
    "chorus": chorus,
    "pump": pump,
    "tremble": tremolo,
    "dull": dull,
}


def reverb(y: Sound, room_s: float, rng: np.random.Generator) -> Sound:
    """Convolution with decaying noise: `room_s` to fall by 60 dB, treble dying sooner."""
    t = np.arange(round(1.1 * room_s * SAMPLE_RATE)) / SAMPLE_RATE
    tail = rng.standard_normal((len(t), 2)).astype(np.float32)
    low = apply_filter(tail, 1500.0, "lowpass", 1) * np.exp(-6.9 * t / room_s)[:, None]
    high = (
        apply_filter(tail, (1500.0, 9000.0), "bandpass", 1)
        * np.exp(-6.9 * t / (0.5 * room_s))[:, None]
    )
    onset = np.clip((t - 0.012) / 0.02, 0.0, 1.0)[:, None]
    impulse = (low + 0.7 * high) * onset
    impulse /= np.sqrt((impulse**2).sum(axis=0))
    wet = signal.oaconvolve(y, impulse, axes=0)[: len(y)]
    return apply_filter(np.asarray(wet, dtype=np.float32), 160.0, "highpass", 1)
