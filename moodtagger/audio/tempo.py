"""Estimate the tempo of a song from log-mel frames: the period at which its onsets repeat.

The autocorrelation of the onset envelope, as in Ellis (2007), has peaks at the beat and at its
multiples and fractions. Which of them people would tap is decided as in Percival and Tzanetakis
(2014) by a small model, fitted to rhythms of known tempo, that looks at how low, middle and high
bands repeat at each candidate's multiples and fractions.

References
----------
.. [1] Ellis, D. P. W. (2007). Beat tracking by dynamic programming. Journal of New Music Research
   36(1), 51-60.
.. [2] Percival, G., & Tzanetakis, G. (2014). Streamlined tempo estimation based on autocorrelation
   and cross-correlation with pulses. IEEE/ACM Transactions on Audio, Speech, and Language
   Processing 22(12), 1765-1776.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from moodtagger.audio.beat_grid import refine_beats
from moodtagger.audio.constants import FRAMES_PER_S
from moodtagger.audio.convert import Floats
from moodtagger.audio.onsets import BAND_EDGES, OnsetStream, detrend
from moodtagger.audio.tempo_network import candidate_scores
from moodtagger.core.music_analysis import BeatEstimate

MIN_BPM, MAX_BPM = 45.0, 215.0  # beats a minute

_WINDOW_FRAMES: Final = round(12.0 * FRAMES_PER_S)
_WINDOWS_AT_ONCE: Final = 16  # long songs take no more memory than short ones
_MIN_FRAMES: Final = round(4.0 * FRAMES_PER_S)  # shorter segments are ignored
_MIN_PEAK_STRENGTH: Final = 0.08  # of the autocorrelation at lag 0; weaker peaks are not a beat
_MIN_ONSET_DB: Final = 0.06  # a mean onset strength below this is that of a steady sound
_COMB_PERIODS: Final = 4  # multiples of the beat period that the comb adds up
_MAX_PEAKS: Final = 6
_RELATED: Final = (0.5, 2.0, 2.0 / 3.0, 1.5)  # tempos that may be meant instead of a peak's own
_SAME_TEMPO: Final = 0.03
_MULTIPLES: Final = np.array([0.25, 1 / 3, 0.5, 2 / 3, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0])
_BPM: Final = np.exp(np.arange(math.log(MIN_BPM), math.log(MAX_BPM), 0.004))
_BAND_WEIGHTS: Final = np.diff(BAND_EDGES) / BAND_EDGES[-1]

Vector = npt.NDArray[np.float64]


class TempoEstimator:
    """Streaming tempo estimate of one song; it keeps three numbers per frame, up to 30 minutes."""

    def __init__(self) -> None:
        self._onsets = OnsetStream()

    def push(
        self, frames: Floats, *, new_segment: bool = False, start_frame: int | None = None
    ) -> None:
        """Add log-mel frames; see `OnsetStream.push`."""
        self._onsets.push(frames, new_segment=new_segment, start_frame=start_frame)

    def finish(self) -> BeatEstimate | None:
        """Estimate the tempo of all segments.

        Returns
        -------
        BeatEstimate or None
            From 45 to 215 beats per minute; None when there is no clear beat.
        """
        self._onsets.end_segment()
        return estimate_beat(self._onsets.segments, self._onsets.starts)


def estimate_beat(onsets: list[Floats], starts: list[int]) -> BeatEstimate | None:
    """Estimate the tempo and the beats from onset envelopes.

    Parameters
    ----------
    onsets : list of ndarray of float32, shape (n, 3)
        Mean rise in dB of low, middle and high bands, one array for each contiguous segment of the
        song, at `FRAMES_PER_S` frames per second.
    starts : list of int
        The frame of the song at which each segment begins.

    Returns
    -------
    BeatEstimate or None
        From 45 to 215 beats per minute; None when there is no clear beat.

    References
    ----------
    .. [1] Percival, G., & Tzanetakis, G. (2014). Streamlined tempo estimation based on
       autocorrelation and cross-correlation with pulses. IEEE/ACM Transactions on Audio, Speech,
       and Language Processing 22(12), 1765-1776.
    """
    long_enough = [i for i, part in enumerate(onsets) if len(part) >= _MIN_FRAMES]
    envelopes = [detrend(onsets[i]) for i in long_enough]
    if not envelopes:
        return None
    strengths = np.concatenate(envelopes).mean(axis=0)
    if strengths @ _BAND_WEIGHTS < _MIN_ONSET_DB:
        return None
    correlations = band_correlations(envelopes)
    if correlations is None:
        return None
    candidates = tempo_candidates(correlations[:, 0])
    scores = candidate_scores(candidate_features(correlations, strengths, candidates))
    best = int(np.argmax(scores))
    # Where only every other beat or bar sounds, as in half-time rhythms, that is what repeats.
    lags = 60.0 * FRAMES_PER_S / candidates[best] * np.array([1.0, 2.0, 4.0])
    strength = float(np.interp(lags, np.arange(len(correlations)), correlations[:, 0]).max())
    if strength < _MIN_PEAK_STRENGTH:
        return None
    probabilities = np.exp(scores - scores.max())
    confidence = float(probabilities[best] / probabilities.sum()) * min(1.0, 2.0 * strength)
    return refine_beats(
        envelopes, [starts[i] for i in long_enough], float(candidates[best]), confidence
    )


def band_correlations(envelopes: list[Vector]) -> Vector | None:
    """Return how onsets repeat.

    Parameters
    ----------
    envelopes : list of ndarray of float64, shape (n, 3)
        Onset envelopes of `detrend`.

    Returns
    -------
    ndarray of float64, shape (375, 4), or None
        The autocorrelation at each lag in frames up to 12 s, 1 at lag 0, of all bands together and
        of low, middle and high ones. None where nothing changes.
    """
    sums = np.zeros((_WINDOW_FRAMES, 1 + len(_BAND_WEIGHTS)))
    for part in envelopes:
        signals = np.concatenate([part.mean(axis=1, keepdims=True), part], axis=1)
        sums += _autocorrelation(signals)
    if sums[0, 0] <= 0:
        return None
    normed: Vector = sums / np.maximum(sums[0], 1e-12)
    return normed


def _autocorrelation(signals: Vector) -> Vector:
    """Sum over windows of 12 s, since few players keep a beat for longer; (n, s) to (lags, s)."""
    size = min(_WINDOW_FRAMES, len(signals))
    windows = np.lib.stride_tricks.sliding_window_view(signals, size, axis=0)[:: size // 2]
    length = 2 * size  # zero-padded, so that nothing wraps around
    power = np.zeros((signals.shape[1], size + 1))
    for start in range(0, len(windows), _WINDOWS_AT_ONCE):
        block = windows[start : start + _WINDOWS_AT_ONCE]
        block = block - block.mean(axis=2, keepdims=True)
        power += np.sum(np.abs(np.fft.rfft(block, length, axis=2)) ** 2, axis=0)
    correlation = np.fft.irfft(power, length, axis=1)[:, :size].T
    # Longer lags have fewer pairs; the values at the very end are mostly noise.
    overlap = np.arange(size, 0, -1) / size
    out = np.zeros((_WINDOW_FRAMES, signals.shape[1]))
    out[:size] = np.where(overlap[:, None] > 0.2, correlation / overlap[:, None], 0.0)
    return out


def tempo_candidates(correlation: Vector) -> Vector:
    """Return the tempos that may be meant.

    Parameters
    ----------
    correlation : ndarray of float64, shape (375,)
        Autocorrelation of the onsets at each lag in frames.

    Returns
    -------
    ndarray of float64, shape (m,)
        Beats per minute: those at which a comb of four periods is strongest, and their halves,
        doubles, two thirds and one and a half times.
    """
    lags = 60.0 * FRAMES_PER_S / _BPM
    positions = np.arange(len(correlation))
    comb = np.mean(
        [
            np.interp(count * lags, positions, correlation, right=0.0)
            for count in range(1, _COMB_PERIODS + 1)
        ],
        axis=0,
    )
    inner = comb[1:-1]
    peaks = 1 + np.flatnonzero((inner >= comb[:-2]) & (inner > comb[2:]))
    peaks = peaks[np.argsort(-comb[peaks])][:_MAX_PEAKS]
    if not len(peaks):
        peaks = np.array([np.argmax(comb)])
    found: list[float] = []
    own = _BPM[peaks].tolist()
    for bpm in [*own, *(bpm * ratio for ratio in _RELATED for bpm in own)]:
        is_new = all(abs(math.log(bpm / other)) > _SAME_TEMPO for other in found)
        if is_new and MIN_BPM <= bpm <= MAX_BPM:
            found.append(bpm)
    return np.array(found)


def candidate_features(correlations: Vector, strengths: Vector, candidates: Vector) -> Vector:
    """Describe candidates for the network that chooses among them.

    Parameters
    ----------
    correlations : ndarray of float64, shape (375, 4)
        See `band_correlations`.
    strengths : ndarray of float64, shape (3,)
        Mean onset strength in dB of low, middle and high bands.
    candidates : ndarray of float64, shape (m,)
        Beats per minute.

    Returns
    -------
    ndarray of float64, shape (m, 59)
        The autocorrelations at 12 multiples and fractions of the period, the tempo in octaves from
        120 beats per minute, and its products with strength, density and balance of the onsets.
    """
    lags = 60.0 * FRAMES_PER_S / candidates[:, None] * _MULTIPLES
    positions = np.arange(len(correlations))
    repeats = [np.interp(lags, positions, column, right=0.0) for column in correlations.T]
    octaves = np.log2(candidates / 120.0)[:, None]
    total = max(float(strengths @ _BAND_WEIGHTS), 1e-6)
    fast = correlations[3:8].max(axis=0)  # repeats in 0.1 to 0.25 s: sixteenths and the like
    song = np.array([math.log(total), *(strengths / total), *fast])
    shapes = [octaves, octaves**2, np.maximum(octaves - 0.3, 0.0) ** 2]
    return np.concatenate([*repeats, *shapes, octaves * song], axis=1)
