"""Slaney's mel bands, as librosa makes them, without importing librosa.

librosa's own `filters.mel` gives the same numbers; importing it takes a second and 100 MB, for
which every process that listens would have to have room.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from moodtagger.audio.constants import N_FFT, N_MELS, SAMPLE_RATE
from moodtagger.audio.downmix import Floats

# Slaney, M. (1998). Auditory Toolbox, version 2. Technical Report 1998-010, Interval Research:
# even steps up to 1 kHz, then 27 steps for each factor of 6.4.
_LINEAR_HZ_PER_MEL: Final = 200.0 / 3.0
_MIN_LOG_HZ: Final = 1000.0
_MIN_LOG_MEL: Final = _MIN_LOG_HZ / _LINEAR_HZ_PER_MEL
_LOG_STEP: Final = np.log(6.4) / 27.0

Vector = npt.NDArray[np.float64]


def mel_filterbank() -> Floats:
    """How much of each of 513 frequencies goes into each of 96 bands from 0 to 8 kHz; (96, 513).

    Triangles whose area is the same for all bands, in the unit of librosa's `norm="slaney"`.
    """
    nyquist_hz = SAMPLE_RATE / 2
    edges_hz = _mel_to_hz(np.linspace(0.0, _hz_to_mel(nyquist_hz), N_MELS + 2))
    bin_hz = np.linspace(0.0, nyquist_hz, N_FFT // 2 + 1)
    low, middle, high = (edges_hz[i : i + N_MELS, None] for i in range(3))
    rising = (bin_hz - low) / (middle - low)
    falling = (high - bin_hz) / (high - middle)
    weights = np.maximum(0.0, np.minimum(rising, falling)) * (2.0 / (high - low))
    return weights.astype(np.float32)


def _hz_to_mel(hz: float) -> float:
    """The step of a frequency above 1 kHz."""
    return float(_MIN_LOG_MEL + np.log(hz / _MIN_LOG_HZ) / _LOG_STEP)


def _mel_to_hz(mel: Vector) -> Vector:
    above = _MIN_LOG_HZ * np.exp(_LOG_STEP * (mel - _MIN_LOG_MEL))
    hz: Vector = np.where(mel < _MIN_LOG_MEL, _LINEAR_HZ_PER_MEL * mel, above)
    return hz
