"""Place a grid of beats on a song whose tempo is roughly known.

The phase of the onsets at that tempo is followed from window to window: how it advances gives the
exact tempo, how much it strays gives the drift, and where it is in the end gives the beats.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from moodtagger.audio.constants import FRAMES_PER_S
from moodtagger.core.music_analysis import BeatEstimate

_WINDOW_FRAMES: Final = round(6.0 * FRAMES_PER_S)
_BANDS: Final = np.array([2.0, 1.0, 1.0])  # the bass drum marks beats best
_PHASES: Final = 64  # of a beat
_BEATS_PER_BAR: Final = 4
_ONSET_DELAY_FRAMES: Final = 0.0  # from an onset to the middle of its rise in the envelope
_PARTS_OF_BEAT: Final = (1, 2, 4)
_MAX_CHANGE: Final = 0.06  # of the tempo within a song; what is beyond is no beat
_LOUD: Final = 0.25  # of the strongest onsets; what begins a song

Vector = npt.NDArray[np.float64]


def refine_beats(
    envelopes: list[Vector], starts: list[int], bpm: float, confidence: float
) -> BeatEstimate:
    """Refine a tempo and find where its beats are.

    Parameters
    ----------
    envelopes : list of ndarray of float64, shape (n, 3)
        Onset envelopes of contiguous segments, see `onsets.detrend`.
    starts : list of int
        The frame of the song at which each segment begins.
    bpm : float
        Beats per minute, within about 2 %.
    confidence : float
        How certain the tempo is, from 0 to 1.

    Returns
    -------
    BeatEstimate
        The grid begins at the first downbeat of a bar of four beats, where onsets are strongest.
    """
    signals = [part @ _BANDS for part in envelopes]
    period, drift = _follow_phase(signals, 60.0 * FRAMES_PER_S / bpm)
    longest = int(np.argmax([len(signal) for signal in signals]))
    first = _first_beat(signals[longest], period)
    first += _downbeat(signals[longest], first, period) * period
    bar = _BEATS_PER_BAR * period
    first += starts[longest] - _ONSET_DELAY_FRAMES
    begins = starts[0] + int(np.argmax(signals[0] >= _LOUD * signals[0].max())) - 0.5 * period
    first -= math.floor((first - begins) / bar) * bar
    return BeatEstimate(
        60.0 * FRAMES_PER_S / period, confidence, max(0.0, first) / FRAMES_PER_S, drift
    )


def _follow_phase(signals: list[Vector], period: float) -> tuple[float, float]:
    """Return the period in frames, and how far that of single windows strays, as a fraction."""
    for _ in range(2):
        slopes, weights = _clearest_slopes(signals, period)
        if not np.any(weights > 0):
            return period, 0.0
        slope = _weighted_median(slopes, weights)
        period = period / (1.0 + slope * period)
    slopes, weights = _clearest_slopes(signals, period)
    return period, _weighted_median(np.abs(slopes) * period, weights)


def _clearest_slopes(signals: list[Vector], period: float) -> tuple[Vector, Vector]:
    """Return the slopes at the beat, its half or its quarter, whichever onsets repeat at most."""
    slopes, weights = np.zeros(1), np.zeros(1)
    for parts in _PARTS_OF_BEAT:
        found, strengths = _phase_slopes(signals, period / parts)
        found = found / parts
        strengths = np.where(np.abs(found) * period <= _MAX_CHANGE, strengths, 0.0)
        if strengths.sum() > weights.sum():
            slopes, weights = found, strengths
    return slopes, weights


def _phase_slopes(signals: list[Vector], period: float) -> tuple[Vector, Vector]:
    """Return by how many beats a frame the onsets are faster, window by window, and weights."""
    slopes, weights = [], []
    for signal in signals:
        size = min(_WINDOW_FRAMES, len(signal) // 2)
        turns = signal * np.exp(-2j * np.pi * np.arange(len(signal)) / period)
        sums = np.concatenate([[0.0], np.cumsum(turns)])
        hop = max(1, size // 2)
        edges = np.arange(0, len(signal) - size + 1, hop)
        phases = sums[edges + size] - sums[edges]
        advance = phases[1:] * np.conj(phases[:-1])
        slopes.append(np.angle(advance) / (2.0 * np.pi * hop))
        weights.append(np.abs(advance))
    return np.concatenate(slopes), np.concatenate(weights)


def _weighted_median(values: Vector, weights: Vector) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    if not total[-1] > 0:
        return 0.0
    return float(values[order][np.searchsorted(total, 0.5 * total[-1])])


def _first_beat(signal: Vector, period: float) -> float:
    """Return the frame, from 0 to the period, at which beats fall on the strongest onsets."""
    phase = np.arange(len(signal)) / period % 1.0
    bins = np.floor(phase * _PHASES).astype(np.intp)
    counts = np.bincount(bins, minlength=_PHASES)
    sums = np.bincount(bins, signal, minlength=_PHASES)
    reach = max(2, round(_PHASES / period))  # a frame to either side
    kernel = np.hanning(2 * reach + 1)
    wrapped = [np.concatenate([part[-reach:], part, part[:reach]]) for part in (sums, counts)]
    smooth, density = (np.convolve(part, kernel, "valid") for part in wrapped)
    folded = smooth / np.maximum(density, 1e-9)
    top = int(np.argmax(folded))
    around = np.arange(top - reach, top + reach + 1)
    above = np.maximum(folded[around % _PHASES] - 0.5 * folded[top], 0.0)
    center = float(np.sum(above * around) / max(np.sum(above), 1e-12))
    return (center + 0.5) / _PHASES * period % period


def _downbeat(signal: Vector, first: float, period: float) -> int:
    """Return which of the first four beats begins a bar."""
    beats = np.arange(first, len(signal) - 1, period)
    nearest = np.round(beats).astype(np.intp)
    levels = np.maximum.reduce(
        [signal[np.clip(nearest + shift, 0, len(signal) - 1)] for shift in (-1, 0, 1)]
    )
    sums = [levels[beat::_BEATS_PER_BAR].mean() for beat in range(min(_BEATS_PER_BAR, len(levels)))]
    return int(np.argmax(sums))
