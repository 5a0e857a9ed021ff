"""Estimate the tempo from log-mel frames: the period at which onsets repeat.

As in Ellis (2007): an onset envelope, its autocorrelation, and a log-normal prior over the tempi
that people tap.

References
----------
.. [1] Ellis, D. P. W. (2007). Beat tracking by dynamic programming. Journal of New Music Research
   36(1), 51-60.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from moodtagger.audio.constants import FRAMES_PER_S
from moodtagger.audio.convert import Floats
from moodtagger.core.silence import frame_levels

MIN_BPM, MAX_BPM = 40.0, 240.0  # beats a minute

_PRIOR_CENTER_BPM = 125.0
_PRIOR_WIDTH_OCTAVES = 0.9
_DYNAMIC_RANGE_DB = 80.0  # levels further below the loudest band so far are clipped
_WINDOW_FRAMES = round(12.0 * FRAMES_PER_S)
_MAX_FRAMES = round(30 * 60 * FRAMES_PER_S)  # later frames are ignored
_MIN_FRAMES = round(4.0 * FRAMES_PER_S)  # shorter segments are ignored
_DETREND_HALF_WIDTH = round(0.5 * FRAMES_PER_S)  # of the moving average that is subtracted
_MIN_PEAK_STRENGTH = 0.08  # of the autocorrelation at lag 0; weaker peaks are not a beat
_MIN_ONSET_DB = 0.06  # a mean onset strength below this is that of a steady sound
_SMOOTHING_KERNEL = np.array([0.25, 0.5, 0.25])
_COMB_PERIODS = 4  # multiples of the beat period that the comb adds up
_BPM = np.exp(np.arange(math.log(MIN_BPM), math.log(MAX_BPM), 0.004))
_PRIOR = np.exp(-0.5 * (np.log2(_BPM / _PRIOR_CENTER_BPM) / _PRIOR_WIDTH_OCTAVES) ** 2)

Vector = npt.NDArray[np.float64]


class TempoEstimator:
    """Streaming tempo estimate of one song; it keeps one number per frame, up to 30 minutes."""

    def __init__(self) -> None:
        self._last_frame: Floats | None = None
        self._peak_db = -np.inf
        self._onset_parts: list[Floats] = []
        self._segments: list[Floats] = []
        self._frame_count = 0

    def push(self, frames: Floats, *, new_segment: bool = False) -> None:
        """Add log-mel frames.

        Parameters
        ----------
        frames : ndarray of float32, shape (n, 96)
            The next frames in dB.
        new_segment : bool
            Whether these frames do not directly follow the previous ones, as in excerpts.
        """
        if new_segment:
            self._end_segment()
        if not len(frames) or self._frame_count >= _MAX_FRAMES:
            return
        peaks = np.maximum.accumulate(np.maximum(frame_levels(frames), self._peak_db))
        self._peak_db = float(peaks[-1])
        floored = np.maximum(frames, (peaks - _DYNAMIC_RANGE_DB)[:, None])
        previous = floored[:1] if self._last_frame is None else self._last_frame
        rises = np.diff(floored, axis=0, prepend=previous)
        np.maximum(rises, 0.0, out=rises)
        self._onset_parts.append(rises.mean(axis=1))
        self._last_frame = floored[-1:]
        self._frame_count += len(frames)

    def finish(self) -> float | None:
        """Estimate the tempo of all segments.

        Returns
        -------
        float or None
            Beats per minute from 40 to 240, with one decimal; None when there is no clear beat.
        """
        self._end_segment()
        return estimate_bpm(self._segments)

    def _end_segment(self) -> None:
        if self._onset_parts:
            self._segments.append(np.concatenate(self._onset_parts))
        self._onset_parts, self._last_frame = [], None


def estimate_bpm(onsets: list[Floats]) -> float | None:
    """Estimate the tempo from onset envelopes.

    Parameters
    ----------
    onsets : list of ndarray of float32, shape (n,)
        Mean rise in dB of the mel bands, one array for each contiguous segment of the song, at
        `FRAMES_PER_S` frames per second.

    Returns
    -------
    float or None
        Beats per minute from 40 to 240, with one decimal; None when there is no clear beat.

    References
    ----------
    .. [1] Ellis, D. P. W. (2007). Beat tracking by dynamic programming. Journal of New Music
       Research 36(1), 51-60.
    """
    envelopes = [_detrend(part) for part in onsets if len(part) >= _MIN_FRAMES]
    if not envelopes or np.concatenate(envelopes).mean() < _MIN_ONSET_DB:
        return None
    autocorrelation = np.sum([_autocorrelation(part) for part in envelopes], axis=0)
    if autocorrelation[0] <= 0:
        return None
    autocorrelation = autocorrelation / autocorrelation[0]
    lags = 60.0 * FRAMES_PER_S / _BPM
    strength = _interpolate(autocorrelation, lags)
    # A true beat period also repeats at its multiples; one and a half times a period rarely does.
    comb = np.sum(
        [_interpolate(autocorrelation, count * lags) for count in range(1, _COMB_PERIODS + 1)],
        axis=0,
    )
    best = int(np.argmax(comb * _PRIOR))
    if strength[best] < _MIN_PEAK_STRENGTH:
        return None
    return _refine_bpm(autocorrelation, float(lags[best]))


def _detrend(onsets: Floats) -> Vector:
    """Subtract a moving average, so that one loud part does not outweigh the others."""
    sums = np.cumsum(np.concatenate([[0.0], onsets.astype(np.float64)]))
    positions = np.arange(len(onsets))
    low, high = (
        np.maximum(positions - _DETREND_HALF_WIDTH, 0),
        np.minimum(positions + _DETREND_HALF_WIDTH + 1, len(onsets)),
    )
    detrended = np.maximum(onsets - (sums[high] - sums[low]) / (high - low), 0.0)
    # Smoothing keeps periods of a whole number of frames from outweighing the others.
    smoothed: Vector = np.convolve(detrended, _SMOOTHING_KERNEL, "same")
    return smoothed


def _autocorrelation(onsets: Vector) -> Vector:
    """Sum over windows of 12 s, since few players keep a beat for longer; shape (lags,)."""
    size = min(_WINDOW_FRAMES, len(onsets))
    windows = np.lib.stride_tricks.sliding_window_view(onsets, size)[:: size // 2]
    windows = windows - windows.mean(axis=1, keepdims=True)
    length = 2 * size  # zero-padded, so that nothing wraps around
    power = np.abs(np.fft.rfft(windows, length, axis=1)) ** 2
    autocorrelation = np.fft.irfft(power.sum(axis=0), length)[:size]
    # Longer lags have fewer pairs; the values at the very end are mostly noise.
    overlap = np.arange(size, 0, -1) / size
    out = np.zeros(_WINDOW_FRAMES)
    out[:size] = np.where(overlap > 0.2, autocorrelation / overlap, 0.0)
    return out


def _interpolate(autocorrelation: Vector, lags: Vector) -> Vector:
    """Interpolate the autocorrelation at fractional lags; 0 beyond its end."""
    out: Vector = np.interp(lags, np.arange(len(autocorrelation)), autocorrelation, right=0.0)
    return out


def _refine_bpm(autocorrelation: Vector, lag: float) -> float:
    """Refine a lag in frames: peaks many periods away resolve fractions of a frame."""
    for count in (1, 2, 4, 8, 16):
        position = lag * count
        reach = max(1, round(0.03 * position)) if count == 1 else 1
        low, high = math.floor(position) - reach, math.ceil(position) + reach + 1
        if low < 2 or high >= 0.8 * len(autocorrelation):
            break
        top = low + int(np.argmax(autocorrelation[low:high]))
        if autocorrelation[top] < 0.5 * _MIN_PEAK_STRENGTH:
            break
        lag = (top + _parabolic_peak(autocorrelation[top - 1 : top + 2])) / count
    return round(60.0 * FRAMES_PER_S / lag, 1)


def _parabolic_peak(values: Vector) -> float:
    """Offset, from -0.5 to 0.5, of the vertex of the parabola through three values."""
    left, middle, right = values.tolist()
    curvature = left - 2 * middle + right
    return 0.0 if curvature >= 0 else max(-0.5, min(0.5, 0.5 * (left - right) / curvature))
