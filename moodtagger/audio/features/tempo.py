"""How fast a song goes: the beat period at which its onsets repeat, from the log-mel frames.

After Ellis, D. P. W. (2007). Beat tracking by dynamic programming. Journal of New Music Research
36(1): an onset envelope, its autocorrelation, and a log-normal prior of what people tap.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from moodtagger.audio.constants import FRAMES_PER_S
from moodtagger.audio.downmix import Floats

SLOWEST, FASTEST = 40.0, 240.0  # beats a minute

_USUAL = 125.0  # the middle of the prior
_OCTAVES = 0.9  # its width
_RANGE_DB = 80.0  # what is quieter than the loudest so far by more is silence
_WINDOW = round(12.0 * FRAMES_PER_S)
_LONGEST = round(30 * 60 * FRAMES_PER_S)  # frames that are looked at
_LEAST = round(4.0 * FRAMES_PER_S)  # fewer say nothing
_SLOW = round(0.5 * FRAMES_PER_S)  # half the width of the mean that is taken off
_CLEAR = 0.08  # a peak below this share of the whole is no beat
_FAINT_DB = 0.06  # onsets below this on average are those of a steady sound
_BLUR = np.array([0.25, 0.5, 0.25])
_PERIODS = 4  # that a beat is looked for
_BPM = np.exp(np.arange(math.log(SLOWEST), math.log(FASTEST), 0.004))
_PRIOR = np.exp(-0.5 * (np.log2(_BPM / _USUAL) / _OCTAVES) ** 2)

Vector = npt.NDArray[np.float64]


class TempoListener:
    """Takes a song's log-mel frames in order; keeps one number a frame, for half an hour."""

    def __init__(self) -> None:
        self._last: Floats | None = None
        self._peak = -np.inf
        self._parts: list[Floats] = []
        self._stretches: list[Floats] = []
        self._count = 0

    def push(self, frames: Floats, *, anew: bool = False) -> None:
        """Frames (n, 96) in dB; `anew` says that they do not follow those before."""
        if anew:
            self._end_stretch()
        if not len(frames) or self._count >= _LONGEST:
            return
        peaks = np.maximum.accumulate(np.maximum(frames.max(axis=1), self._peak))
        self._peak = float(peaks[-1])
        heard = np.maximum(frames, (peaks - _RANGE_DB)[:, None])
        before = heard[:1] if self._last is None else self._last
        rises = np.diff(heard, axis=0, prepend=before)
        np.maximum(rises, 0.0, out=rises)
        self._parts.append(rises.mean(axis=1))
        self._last = heard[-1:]
        self._count += len(frames)

    def finish(self) -> float | None:
        """Beats a minute, between 40 and 240; None when no beat is clear."""
        self._end_stretch()
        return tempo_of(self._stretches)

    def _end_stretch(self) -> None:
        if self._parts:
            self._stretches.append(np.concatenate(self._parts))
        self._parts, self._last = [], None


def tempo_of(onsets: list[Floats]) -> float | None:
    """Beats a minute of onset envelopes (n,), one for each stretch of a song; None if unclear."""
    stretches = [_flat(part) for part in onsets if len(part) >= _LEAST]
    if not stretches or np.concatenate(stretches).mean() < _FAINT_DB:
        return None
    again = np.sum([_autocorrelation(part) for part in stretches], axis=0)
    if again[0] <= 0:
        return None
    again = again / again[0]
    lags = 60.0 * FRAMES_PER_S / _BPM
    strength = _at(again, lags)
    # A beat repeats after every number of its periods; one and a half of it mostly does not.
    together = np.sum([_at(again, count * lags) for count in range(1, _PERIODS + 1)], axis=0)
    best = int(np.argmax(together * _PRIOR))
    if strength[best] < _CLEAR:
        return None
    return _refined(again, float(lags[best]))


def _flat(onsets: Floats) -> Vector:
    """The envelope without its slow course, so that one loud part does not outweigh the rest."""
    sums = np.cumsum(np.concatenate([[0.0], onsets.astype(np.float64)]))
    places = np.arange(len(onsets))
    low, high = np.maximum(places - _SLOW, 0), np.minimum(places + _SLOW + 1, len(onsets))
    flat = np.maximum(onsets - (sums[high] - sums[low]) / (high - low), 0.0)
    # A little blurred: else periods that happen to be whole frames would outweigh the others.
    blurred: Vector = np.convolve(flat, _BLUR, "same")
    return blurred


def _autocorrelation(onsets: Vector) -> Vector:
    """Summed over windows of twelve seconds, since few players keep a beat for longer; (lags,)."""
    size = min(_WINDOW, len(onsets))
    windows = np.lib.stride_tricks.sliding_window_view(onsets, size)[:: size // 2]
    windows = windows - windows.mean(axis=1, keepdims=True)
    length = 2 * size  # twice as long, so that nothing wraps around
    power = np.abs(np.fft.rfft(windows, length, axis=1)) ** 2
    again = np.fft.irfft(power.sum(axis=0), length)[:size]
    # A longer lag has fewer pairs; what is left at the very end is chance.
    shares = np.arange(size, 0, -1) / size
    out = np.zeros(_WINDOW)
    out[:size] = np.where(shares > 0.2, again / shares, 0.0)
    return out


def _at(again: Vector, lags: Vector) -> Vector:
    """The autocorrelation between its frames; 0 beyond its end."""
    out: Vector = np.interp(lags, np.arange(len(again)), again, right=0.0)
    return out


def _refined(again: Vector, lag: float) -> float:
    """The exact period: a peak many periods away tells a frame's parts."""
    for count in (1, 2, 4, 8, 16):
        place = lag * count
        reach = max(1, round(0.03 * place)) if count == 1 else 1
        low, high = math.floor(place) - reach, math.ceil(place) + reach + 1
        if low < 2 or high >= 0.8 * len(again):
            break
        top = low + int(np.argmax(again[low:high]))
        if again[top] < 0.5 * _CLEAR:
            break
        lag = (top + _bulge(again[top - 1 : top + 2])) / count
    return round(60.0 * FRAMES_PER_S / lag, 1)


def _bulge(three: Vector) -> float:
    """Where between its neighbours, -0.5..0.5, a parabola through three values has its top."""
    left, middle, right = three.tolist()
    bend = left - 2 * middle + right
    return 0.0 if bend >= 0 else max(-0.5, min(0.5, 0.5 * (left - right) / bend))
