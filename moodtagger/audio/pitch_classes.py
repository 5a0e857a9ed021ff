"""Pitch class histograms of audio: how strongly each pitch sounds, whatever its octave.

The peaks of long frames are sorted into bins of ten cents, as in Gomez (2006), but without weights
for harmonics, which the profiles of the keys take into account.

References
----------
.. [1] Gomez, E. (2006). Tonal description of polyphonic audio for music content processing.
   INFORMS Journal on Computing 18(3), 294-304.
"""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
import numpy.typing as npt

from moodtagger.audio.constants import SAMPLE_RATE
from moodtagger.audio.convert import Floats

FRAME_SAMPLES: Final = 16_384  # 1.02 s: separates semitones from about 65 Hz on
_DECIMATION: Final = 4
BINS: Final = 120  # of ten cents, from C
_BINS_PER_SEMITONE: Final = BINS // 12
_MIN_HZ, _MAX_HZ = 55.0, 1800.0
_C_HZ: Final = 440.0 * 2.0 ** (3 / 12 - 5)  # C0, in equal temperament
_HZ_PER_BIN: Final = SAMPLE_RATE / FRAME_SAMPLES
_FIRST_BIN: Final = round(_MIN_HZ / _HZ_PER_BIN)
_LAST_BIN: Final = round(_MAX_HZ / _HZ_PER_BIN)
_DYNAMIC_RANGE: Final = 12.0  # in ln of power (52 dB) below the strongest peak of a frame
_SILENCE_POWER: Final = 1e-4  # of a spectral peak, far below what can be made out

Vector = npt.NDArray[np.float64]


def pitch_histograms(frames: Floats) -> Vector:
    """Sort the spectral peaks of frames into pitch classes.

    Parameters
    ----------
    frames : ndarray of float32, shape (n, 16384)
        Mono samples at 16 kHz.

    Returns
    -------
    ndarray of float64, shape (n, 120)
        Summed magnitudes of the peaks from 55 to 1,800 Hz, the strongest of each frame being 1, in
        bins of ten cents that begin at C of 440 Hz tuning.

    References
    ----------
    .. [1] Gomez, E. (2006). Tonal description of polyphonic audio for music content processing.
       INFORMS Journal on Computing 18(3), 294-304.
    """
    decimated = _halve(_halve(frames))
    spectrum = np.fft.rfft(decimated * _hann_window(), axis=1)[:, _FIRST_BIN - 1 : _LAST_BIN + 2]
    power = spectrum.real**2
    power += spectrum.imag**2
    power *= _equalization()
    middle = power[:, 1:-1]
    strongest = middle.max(axis=1)
    least = np.maximum(strongest * np.exp(-_DYNAMIC_RANGE), _SILENCE_POWER)
    is_peak = (middle > power[:, :-2]) & (middle >= power[:, 2:]) & (middle > least[:, None])
    rows, bins = np.nonzero(is_peak)
    left, top, right = (np.log(power[rows, bins + shift] + 1e-12) for shift in range(3))
    offsets = 0.5 * (left - right) / np.minimum(left - 2.0 * top + right, -1e-9)
    hz = (bins + _FIRST_BIN + offsets) * _HZ_PER_BIN
    classes = np.floor(BINS * (np.log2(hz / _C_HZ) % 1.0)).astype(np.intp) % BINS
    magnitudes = np.exp(0.5 * (top - np.log(strongest[rows])))
    sums = np.bincount(rows * BINS + classes, magnitudes, len(frames) * BINS)
    return sums.reshape(len(frames), BINS).astype(np.float64)


def _halve(frames: Floats) -> Floats:
    """Halve the sample rate behind a binomial low-pass filter; (n, m) to (n, m / 2)."""
    even, odd = frames[:, 0::2], frames[:, 1::2]
    halved: Floats = even + odd
    halved *= np.float32(3.0)
    halved[:, 1:] += odd[:, :-1]
    halved[:, :-1] += even[:, 1:]
    return halved


@functools.cache
def _equalization() -> Floats:
    """Return the factors of power that undo the two filters, for the bins that are used."""
    hz = np.arange(_FIRST_BIN - 1, _LAST_BIN + 2) * _HZ_PER_BIN
    gains = [8.0 * np.cos(np.pi * hz / rate) ** 3 for rate in (SAMPLE_RATE, SAMPLE_RATE / 2)]
    return np.asarray(np.prod(gains, axis=0) ** -2.0, np.float32)


@functools.cache
def _hann_window() -> Floats:
    count = FRAME_SAMPLES // _DECIMATION
    window = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(count) / count)
    return window.astype(np.float32)


def tuning_cents(histogram: Vector) -> float:
    """Estimate how far a song is tuned from A at 440 Hz.

    Parameters
    ----------
    histogram : ndarray of float64, shape (120,)
        Pitch classes in bins of ten cents.

    Returns
    -------
    float
        From -50 to 50 cents; positive for a higher tuning.
    """
    within = histogram.reshape(12, _BINS_PER_SEMITONE).sum(axis=0)
    angles = 2.0 * np.pi * (np.arange(_BINS_PER_SEMITONE) + 0.5) / _BINS_PER_SEMITONE
    return float(np.angle(np.sum(within * np.exp(1j * angles))) * 50.0 / np.pi)


def fold_to_semitones(histograms: Vector, cents: float) -> Vector:
    """Sum bins of ten cents around the semitones of a tuning.

    Parameters
    ----------
    histograms : ndarray of float64, shape (..., 120)
        Pitch classes in bins of ten cents.
    cents : float
        The tuning, from -50 to 50 cents.

    Returns
    -------
    ndarray of float64, shape (..., 12)
        Strength of each semitone from C; pitches half-way between two count little.
    """
    positions = (np.arange(BINS) + 0.5) / _BINS_PER_SEMITONE - cents / 100.0
    distance = (positions[:, None] - np.arange(12) + 6.0) % 12.0 - 6.0
    weights = np.where(np.abs(distance) < 0.5, np.cos(np.pi * distance) ** 2, 0.0)
    folded: Vector = histograms @ weights
    return folded
