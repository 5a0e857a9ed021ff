"""The finished mix: its loudness measured and set, its peaks rounded off.

Arrays are stereo float32, shape (frames, 2), at 44.1 kHz.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from moodtagger.demo.effects import apply_filter
from moodtagger.demo.oscillators import SAMPLE_RATE, Sound

SILENCE_LUFS: Final = -70.0


def integrated_loudness(y: Sound) -> float:
    """Integrated loudness in LUFS after ITU-R BS.1770-4: K-weighting, 400 ms blocks, two gates."""
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
    """The standard's two filters for any sample rate, with the analogue values of De Man (2014)."""
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
    """Brings the mix to `target_lufs` with soft saturation; the peak stays under 0.98.

    Before that a gentle shelf lifts what lies above 2 kHz, to the balance of finished records.
    """
    y = apply_filter(y, 32.0, "highpass")
    y = y + 0.4 * apply_filter(y, 2000.0, "highpass", 1)
    for _ in range(3):  # saturation costs loudness, so approach the target in steps
        gain = 10 ** ((target_lufs - integrated_loudness(y)) / 20)
        y = _soft_clip(np.float32(gain) * y, drive)
    return y


def _soft_clip(y: Sound, drive: float) -> Sound:
    """Linear up to a knee, then bent towards 0.97; the knee is lower the higher the drive."""
    knee = 0.8 / max(drive, 1.0)
    size = np.abs(y)
    over = np.maximum(size - knee, 0.0)
    bent = knee + (0.97 - knee) * np.tanh(over / (0.97 - knee))
    return np.asarray(np.sign(y) * np.where(size > knee, bent, size), dtype=np.float32)
