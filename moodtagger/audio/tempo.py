"""How fast a song goes: the beat period at which its onsets repeat, from the log-mel frames.

After Ellis, D. P. W. (2007). Beat tracking by dynamic programming. Journal of New Music Research
36(1): an onset envelope, its autocorrelation, and a log-normal prior of what people tap.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from moodtagger.audio.constants import FRAMES_PER_S
from moodtagger.audio.convert import Floats

MIN_BPM, MAX_BPM = 40.0, 240.0  # beats a minute

_PRIOR_CENTER_BPM = 125.0  # the middle of the prior
_PRIOR_WIDTH_OCTAVES = 0.9  # its width
_DYNAMIC_RANGE_DB = 80.0  # what is quieter than the loudest so far by more is silence
_WINDOW_FRAMES = round(12.0 * FRAMES_PER_S)
_MAX_FRAMES = round(30 * 60 * FRAMES_PER_S)  # frames that are looked at
_MIN_FRAMES = round(4.0 * FRAMES_PER_S)  # fewer say nothing
_DETREND_HALF_WIDTH = round(0.5 * FRAMES_PER_S)  # half the width of the mean that is taken off
_MIN_PEAK_STRENGTH = 0.08  # a peak below this share of the whole is no beat
_MIN_ONSET_DB = 0.06  # onsets below this on average are those of a steady sound
_SMOOTHING_KERNEL = np.array([0.25, 0.5, 0.25])
_COMB_PERIODS = 4  # that a beat is looked for
_BPM = np.exp(np.arange(math.log(MIN_BPM), math.log(MAX_BPM), 0.004))
_PRIOR = np.exp(-0.5 * (np.log2(_BPM / _PRIOR_CENTER_BPM) / _PRIOR_WIDTH_OCTAVES) ** 2)

Vector = npt.NDArray[np.float64]


class TempoEstimator:
    """Takes a song's log-mel frames in order; keeps one number a frame, for half an hour."""

    def __init__(self) -> None:
        self._last_frame: Floats | None = None
        self._peak_db = -np.inf
        self._onset_parts: list[Floats] = []
        self._segments: list[Floats] = []
        self._frame_count = 0

    def push(self, frames: Floats, *, new_segment: bool = False) -> None:
        """Frames (n, 96) in dB; `anew` says that they do not follow those before."""
        if new_segment:
            self._end_segment()
        if not len(frames) or self._frame_count >= _MAX_FRAMES:
            return
        peaks = np.maximum.accumulate(np.maximum(frames.max(axis=1), self._peak_db))
        self._peak_db = float(peaks[-1])
        floored = np.maximum(frames, (peaks - _DYNAMIC_RANGE_DB)[:, None])
        previous = floored[:1] if self._last_frame is None else self._last_frame
        rises = np.diff(floored, axis=0, prepend=previous)
        np.maximum(rises, 0.0, out=rises)
        self._onset_parts.append(rises.mean(axis=1))
        self._last_frame = floored[-1:]
        self._frame_count += len(frames)

    def finish(self) -> float | None:
        """Beats a minute, between 40 and 240; None when no beat is clear."""
        self._end_segment()
        return estimate_bpm(self._segments)

    def _end_segment(self) -> None:
        if self._onset_parts:
            self._segments.append(np.concatenate(self._onset_parts))
        self._onset_parts, self._last_frame = [], None


def estimate_bpm(onsets: list[Floats]) -> float | None:
    """Beats a minute of onset envelopes (n,), one for each stretch of a song; None if unclear."""
    envelopes = [_detrend(part) for part in onsets if len(part) >= _MIN_FRAMES]
    if not envelopes or np.concatenate(envelopes).mean() < _MIN_ONSET_DB:
        return None
    autocorrelation = np.sum([_autocorrelation(part) for part in envelopes], axis=0)
    if autocorrelation[0] <= 0:
        return None
    autocorrelation = autocorrelation / autocorrelation[0]
    lags = 60.0 * FRAMES_PER_S / _BPM
    strength = _interpolate(autocorrelation, lags)
    # A beat repeats after every number of its periods; one and a half of it mostly does not.
    comb = np.sum(
        [_interpolate(autocorrelation, count * lags) for count in range(1, _COMB_PERIODS + 1)],
        axis=0,
    )
    best = int(np.argmax(comb * _PRIOR))
    if strength[best] < _MIN_PEAK_STRENGTH:
        return None
    return _refine_bpm(autocorrelation, float(lags[best]))


def _detrend(onsets: Floats) -> Vector:
    """The envelope without its slow course, so that one loud part does not outweigh the rest."""
    sums = np.cumsum(np.concatenate([[0.0], onsets.astype(np.float64)]))
    positions = np.arange(len(onsets))
    low, high = (
        np.maximum(positions - _DETREND_HALF_WIDTH, 0),
        np.minimum(positions + _DETREND_HALF_WIDTH + 1, len(onsets)),
    )
    detrended = np.maximum(onsets - (sums[high] - sums[low]) / (high - low), 0.0)
    # A little blurred: else periods that happen to be whole frames would outweigh the others.
    smoothed: Vector = np.convolve(detrended, _SMOOTHING_KERNEL, "same")
    return smoothed


def _autocorrelation(onsets: Vector) -> Vector:
    """Summed over windows of twelve seconds, since few players keep a beat for longer; (lags,)."""
    size = min(_WINDOW_FRAMES, len(onsets))
    windows = np.lib.stride_tricks.sliding_window_view(onsets, size)[:: size // 2]
    windows = windows - windows.mean(axis=1, keepdims=True)
    length = 2 * size  # twice as long, so that nothing wraps around
    power = np.abs(np.fft.rfft(windows, length, axis=1)) ** 2
    autocorrelation = np.fft.irfft(power.sum(axis=0), length)[:size]
    # A longer lag has fewer pairs; what is left at the very end is chance.
    overlap = np.arange(size, 0, -1) / size
    out = np.zeros(_WINDOW_FRAMES)
    out[:size] = np.where(overlap > 0.2, autocorrelation / overlap, 0.0)
    return out


def _interpolate(autocorrelation: Vector, lags: Vector) -> Vector:
    """The autocorrelation between its frames; 0 beyond its end."""
    out: Vector = np.interp(lags, np.arange(len(autocorrelation)), autocorrelation, right=0.0)
    return out


def _refine_bpm(autocorrelation: Vector, lag: float) -> float:
    """The exact period: a peak many periods away tells a frame's parts."""
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
    """Where between its neighbours, -0.5..0.5, a parabola through three values has its top."""
    left, middle, right = values.tolist()
    curvature = left - 2 * middle + right
    return 0.0 if curvature >= 0 else max(-0.5, min(0.5, 0.5 * (left - right) / curvature))
