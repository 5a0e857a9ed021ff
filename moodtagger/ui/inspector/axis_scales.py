"""Scales of the pictures over time: minutes, kilohertz on the mel scale, decibels as colours."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

MAX_HZ = 8000.0
FREQUENCIES_HZ = (250, 500, 1000, 2000, 4000, 8000)
_TICK_STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
_DYNAMIC_RANGE_DB = 70.0
# Dark violet to pale yellow over blue and green, each step lighter than the one before, so that
# it reads on a grey print and for colour-blind eyes too.
_STOPS = ("#1b0c3a", "#3a2a7d", "#2f5f93", "#22898c", "#35b37a", "#93d24b", "#f8eb6a")


def time_ticks(length_s: float, max_count: int) -> list[float]:
    """Round times from 0 on, at most `most` of them."""
    for step in _TICK_STEPS_S:
        if length_s / step <= max(1, max_count - 1):
            break
    return [float(t) for t in range(0, int(length_s) + 1, step)]


def hz_to_mel(hz: float) -> float:
    """Slaney's mel scale (Auditory Toolbox, 1998): linear below 1 kHz, logarithmic above."""
    if hz < 1000.0:
        return 3.0 * hz / 200.0
    return 15.0 + 27.0 * math.log(hz / 1000.0) / math.log(6.4)


def mel_height(hz: float) -> float:
    """Where a frequency lies between 0 (0 Hz, below) and 1 (8 kHz, on top)."""
    return hz_to_mel(hz) / hz_to_mel(MAX_HZ)


def color_table() -> npt.NDArray[np.uint8]:
    """256 colours from soft to loud, shape (256, 3)."""
    stops = np.array([[int(s[i : i + 2], 16) for i in (1, 3, 5)] for s in _STOPS], dtype=float)
    stop_positions = np.linspace(0, 1, len(stops))
    positions = np.linspace(0, 1, 256)
    channels = [np.interp(positions, stop_positions, stops[:, i]) for i in range(3)]
    return np.rint(np.stack(channels, axis=1)).astype(np.uint8)


def colorize(frames: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """Decibels (frames, mels) as a picture (mels, frames, 3), low frequencies at the bottom.

    The loudest cell is the lightest; what is 70 dB below it or not finite is the darkest.
    """
    finite = np.nan_to_num(frames, nan=-1e9, posinf=-1e9, neginf=-1e9)
    top = float(finite.max(initial=-1e9))
    level = np.clip((finite - top) / _DYNAMIC_RANGE_DB + 1.0, 0.0, 1.0)
    table = color_table()
    return np.ascontiguousarray(
        table[np.rint(level * 255).astype(np.intp)].transpose(1, 0, 2)[::-1]
    )
