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
_HZ_OF_STEP: Final = 200.0 / 3.0
_EVEN_UP_TO_HZ: Final = 1000.0
_EVEN_STEPS: Final = _EVEN_UP_TO_HZ / _HZ_OF_STEP
_LOG_STEP: Final = np.log(6.4) / 27.0

Vector = npt.NDArray[np.float64]


def mel_weights() -> Floats:
    """How much of each of 513 frequencies goes into each of 96 bands from 0 to 8 kHz; (96, 513).

    Triangles whose area is the same for all bands, in the unit of librosa's `norm="slaney"`.
    """
    highest = SAMPLE_RATE / 2
    edges = _hz(np.linspace(0.0, _mel(highest), N_MELS + 2))
    places = np.linspace(0.0, highest, N_FFT // 2 + 1)
    low, middle, high = (edges[i : i + N_MELS, None] for i in range(3))
    rising = (places - low) / (middle - low)
    falling = (high - places) / (high - middle)
    weights = np.maximum(0.0, np.minimum(rising, falling)) * (2.0 / (high - low))
    return weights.astype(np.float32)


def _mel(hz: float) -> float:
    """The step of a frequency above 1 kHz."""
    return float(_EVEN_STEPS + np.log(hz / _EVEN_UP_TO_HZ) / _LOG_STEP)


def _hz(mel: Vector) -> Vector:
    above = _EVEN_UP_TO_HZ * np.exp(_LOG_STEP * (mel - _EVEN_STEPS))
    hz: Vector = np.where(mel < _EVEN_STEPS, _HZ_OF_STEP * mel, above)
    return hz
