"""Levels of audio signals."""

from __future__ import annotations

import math

import numpy as np

from moodtagger.audio.constants import FLOOR_DB, SILENCE_DB
from moodtagger.audio.convert import Floats


def peak_db(y: Floats) -> float:
    """Return the peak of `y`, shape (n,), in dB relative to full scale, at least -100."""
    return _db(float(np.max(np.abs(y))) if len(y) else 0.0)


def loudness_db(y: Floats) -> float:
    """Return the RMS level of `y`, shape (n,), in dB relative to full scale, at least -100."""
    return _db(math.sqrt(float(np.mean(np.square(y, dtype=np.float64)))) if len(y) else 0.0)


def is_silent(y: Floats) -> bool:
    """Whether no sample of `y`, shape (n,), reaches `SILENCE_DB`."""
    return peak_db(y) < SILENCE_DB


def _db(amplitude: float) -> float:
    return max(FLOOR_DB, 20.0 * math.log10(amplitude)) if amplitude > 0 else FLOOR_DB
