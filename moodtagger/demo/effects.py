"""Effects on a part and mastering of the mix.

Arrays are stereo float32, shape (frames, 2), at 44.1 kHz.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from moodtagger.demo.oscillators import SAMPLE_RATE, Sound


def apply_filter(y: Sound, hz: float | tuple[float, float], kind: str, order: int = 2) -> Sound:
    """Apply a Butterworth filter; `kind` is "lowpass", "highpass" or "bandpass", as in scipy."""
    sos = signal.butter(order, hz, kind, fs=SAMPLE_RATE, output="sos")
    return np.asarray(signal.sosfilt(sos, y, axis=0), dtype=np.float32)


def distort(y: Sound, beat_s: float) -> Sound:
    """Simulate an overdriven guitar amplifier and its loudspeaker."""
    tight = apply_filter(y, 110.0, "highpass")
    driven = np.tanh(14.0 * tight) * 0.5 + np.tanh(4.0 * tight + 0.2) * 0.25
    cabinet = apply_filter(apply_filter(driven, 4500.0, "lowpass", 4), 80.0, "highpass")
    return 0.6 * cabinet


def crunch(y: Sound, beat_s: float) -> Sound:
    """Add mild tube saturation."""
    return np.asarray(np.tanh(2.5 * y) / 1.8, dtype=np.float32)


def echo(y: Sound, beat_s: float) -> Sound:
    """Add three ping-pong repeats at 3/4 of a beat, each with less treble."""
    out, tap = y.copy(), y
    step = round(0.75 * beat_s * SAMPLE_RATE)
    for _ in range(3):
        tap = 0.45 * apply_filter(np.roll(tap, step, axis=0)[:, ::-1], 3500.0, "lowpass", 1)
        tap[:step] = 0.0
        out = out + tap
    return out


def chorus(y: Sound, beat_s: float) -> Sound:
    """Widen the part by a copy with a slowly modulated delay."""
    at = np.arange(len(y), dtype=np.float64)
    out = y.copy()
    for side, rate in ((0, 0.7), (1, 0.83)):
        delay = SAMPLE_RATE * (0.012 + 0.003 * np.sin(2 * np.pi * rate * at / SAMPLE_RATE))
        out[:, side] += 0.6 * np.interp(at - delay, at, y[:, 1 - side], left=0.0).astype(np.float32)
    return 0.8 * out


def pump(y: Sound, beat_s: float) -> Sound:
    """Duck the part on every beat, like sidechain compression by a kick drum."""
    beat = (np.arange(len(y)) / SAMPLE_RATE % beat_s) / beat_s
    return y * (0.25 + 0.75 * np.clip(beat / 0.6, 0.0, 1.0) ** 1.5).astype(np.float32)[:, None]


def tremolo(y: Sound, beat_s: float) -> Sound:
    """Modulate the level 13 times per second, like a bowed tremolo."""
    t = np.arange(len(y)) / SAMPLE_RATE
    return y * (0.62 + 0.38 * np.sin(2 * np.pi * 13.0 * t)).astype(np.float32)[:, None]


def dull(y: Sound, beat_s: float) -> Sound:
    """Limit the bandwidth, as through a wall or in an old recording."""
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
    """Convolve with decaying noise that falls by 60 dB in `room_s`, its treble in half of that."""
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


SILENCE_LUFS: Final = -70.0


def integrated_loudness(y: Sound) -> float:
    """Integrated loudness in LUFS (ITU-R BS.1770-4): K-weighting, 400 ms blocks, two gates."""
    weighted = signal.sosfilt(_k_weighting(), y.astype(np.float64), axis=0)
    power = np.sum(weighted**2, axis=1)
    size, hop = round(0.4 * SAMPLE_RATE), round(0.1 * SAMPLE_RATE)
    total = np.concatenate([[0.0], np.cumsum(power)])
    starts = np.arange(0, max(1, len(power) - size), hop)
    blocks = (total[np.minimum(starts + size, len(power))] - total[starts]) / size
    level = -0.691 + 10 * np.log10(np.maximum(blocks, 1e-12))
    audible = level > SILENCE_LUFS
    if not audible.any():
        return SILENCE_LUFS
    gate = -0.691 + 10 * np.log10(blocks[audible].mean()) - 10.0
    return float(-0.691 + 10 * np.log10(blocks[audible & (level > gate)].mean()))


def _k_weighting() -> NDArray[np.float64]:
    """Return the two filters of the standard, with the analog parameters of De Man (2014)."""
    k, q = np.tan(np.pi * 1681.974 / SAMPLE_RATE), 0.7071752
    top = 10 ** (3.999844 / 20)
    bend = top**0.4996668 * k / q
    shelf = [top + bend + k**2, 2 * (k**2 - top), top - bend + k**2, *_poles(k, q)]
    k, q = np.tan(np.pi * 38.13547 / SAMPLE_RATE), 0.5003270
    highpass = [1.0, -2.0, 1.0, *_poles(k, q)]
    sos = np.array([shelf, highpass])
    sos[0] /= sos[0, 3]
    sos[1, 3:] /= sos[1, 3]
    return sos


def _poles(k: float, q: float) -> tuple[float, float, float]:
    return 1 + k / q + k**2, 2 * (k**2 - 1), 1 - k / q + k**2


def master(y: Sound, target_lufs: float, drive: float) -> Sound:
    """Bring the mix to `target_lufs` with soft saturation; the peak stays below 0.98.

    Before that, a gentle shelf raises frequencies above 2 kHz to the balance of released music.
    """
    y = apply_filter(y, 32.0, "highpass")
    y = y + 0.4 * apply_filter(y, 2000.0, "highpass", 1)
    for _ in range(3):  # saturation reduces the loudness, so approach the target in steps
        gain = 10 ** ((target_lufs - integrated_loudness(y)) / 20)
        y = _soft_clip(np.float32(gain) * y, drive)
    return y


def _soft_clip(y: Sound, drive: float) -> Sound:
    """Clip softly: linear up to a knee, then approaching 0.97; more drive lowers the knee."""
    knee = 0.8 / max(drive, 1.0)
    size = np.abs(y)
    over = np.maximum(size - knee, 0.0)
    bent = knee + (0.97 - knee) * np.tanh(over / (0.97 - knee))
    return np.asarray(np.sign(y) * np.where(size > knee, bent, size), dtype=np.float32)
