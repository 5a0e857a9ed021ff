"""Estimate the musical key of a song from its samples.

Every eight seconds give a profile of pitch classes. It is compared with those of the 24 keys, which
are the ones that Faraldo et al. (2017) took from dance music of known keys, with the third harmonic
added that every note has. The song is in the key that most of it supports; where it comes to an end
on a chord that rings out, that counts more, as it is mostly the tonic. Parts that are clearly in
another key are its key changes.

References
----------
.. [1] Faraldo, A., Jorda, S., & Herrera, P. (2017). A multi-profile method for key estimation in
   EDM. AES International Conference on Semantic Audio.
.. [2] Temperley, D. (1999). What's key for key? The Krumhansl-Schmuckler key-finding algorithm
   reconsidered. Music Perception 17(1), 65-100.
"""

from __future__ import annotations

import functools
import itertools
from collections import deque
from typing import Final

import numpy as np
import numpy.typing as npt

from moodtagger.audio.constants import SAMPLE_RATE
from moodtagger.audio.convert import Floats, FrameCutter
from moodtagger.audio.pitch_classes import (
    FRAME_SAMPLES,
    fold_to_semitones,
    pitch_histograms,
    tuning_cents,
)
from moodtagger.core.music_analysis import KeyEstimate, KeySpan
from moodtagger.core.musical_keys import key_of_code

_MAJOR: Final = (1.00, 0.00, 0.42, 0.00, 0.53, 0.37, 0.00, 0.77, 0.00, 0.38, 0.21, 0.30)
_MINOR: Final = (1.00, 0.00, 0.36, 0.39, 0.00, 0.38, 0.00, 0.74, 0.27, 0.00, 0.42, 0.23)
_THIRD_HARMONIC: Final = 0.2  # how much a note adds to the pitch class a fifth above
_SCALE: Final = 4.0  # from a correlation to the logarithm of a probability, for eight seconds
_SONG_SCALE: Final = 3.0  # and from their mean to that of a song, which is more certain
_MINOR_BIAS: Final = 0.3  # minor keys spread over more pitch classes
_ENDING_WEIGHT: Final = 3.0  # of the last chord, against that of the whole song

_SEGMENT_FRAMES: Final = 8
_FRAME_S: Final = FRAME_SAMPLES / SAMPLE_RATE
_MAX_SEGMENTS: Final = 1000  # over two hours; later ones are ignored
_ENDING_FRAMES: Final = 2
_SAME_CHORD: Final = 0.95  # correlation of the last two seconds
_FINAL_SAMPLES: Final = SAMPLE_RATE // 4
_FADED_DB: Final = -20.0  # from the level of the song to that of its last quarter of a second
_MIN_CONFIDENCE: Final = 0.15  # a weaker key is none: noise, drums, music without a key
_NOISE_PEAKS: Final = 150.0  # summed peaks of a frame; white noise has over 200, music under 90
_CHANGE_PENALTY: Final = 8.0  # in ln of probability, for a change of key between two segments
_MIN_CHANGE_SEGMENTS: Final = 3
_MIN_CHANGE_CONFIDENCE: Final = 0.5

Vector = npt.NDArray[np.float64]


class KeyEstimator:
    """Streaming estimate of the key of one song; memory is bounded."""

    def __init__(self) -> None:
        self._cutter = FrameCutter(FRAME_SAMPLES)
        self._frames: list[Vector] = []  # histograms of an unfinished segment
        self._segments: list[Vector] = []
        self._starts: list[float] = []
        self._ending: deque[Vector] = deque(maxlen=_ENDING_FRAMES)
        self._position = 0  # of the next frame, in samples
        self._squares, self._sample_count = 0.0, 0
        self._final: Floats = np.empty(0, np.float32)

    def push(self, samples: Floats, *, start_sample: int | None = None) -> None:
        """Add samples.

        Parameters
        ----------
        samples : ndarray of float32, shape (n,)
            The next mono samples at 16 kHz.
        start_sample : int, optional
            Where they begin in the song, if they do not follow those before, as in excerpts.
        """
        if start_sample is not None:
            self._end_segment()
            self._cutter.clear()
            self._position = start_sample
        self._measure(samples)
        frames = self._cutter.push(samples)
        if len(frames) and len(self._segments) < _MAX_SEGMENTS:
            for histogram in pitch_histograms(frames):
                self._add(histogram)

    def finish(self) -> KeyEstimate | None:
        """Estimate the key of everything pushed.

        Returns
        -------
        KeyEstimate or None
            None when no key is clear.
        """
        self._end_segment()
        ending = np.sum(self._ending, axis=0) if self._has_final_chord() else None
        return estimate_key(np.array(self._segments), np.array(self._starts), ending)

    def _add(self, histogram: Vector) -> None:
        self._frames.append(histogram)
        self._ending.append(histogram)
        self._position += FRAME_SAMPLES
        if len(self._frames) == _SEGMENT_FRAMES:
            self._end_segment()

    def _end_segment(self) -> None:
        if self._frames:
            self._segments.append(np.sum(self._frames, axis=0))
            duration_s = len(self._frames) * _FRAME_S
            self._starts.append(self._position / SAMPLE_RATE - duration_s)
        self._frames = []

    def _measure(self, samples: Floats) -> None:
        self._squares += float(np.dot(samples, samples))
        self._sample_count += len(samples)
        self._final = np.concatenate([self._final, samples])[-_FINAL_SAMPLES:]

    def _has_final_chord(self) -> bool:
        """Whether the song ends on a chord that rings out, rather than with a fade-out."""
        if len(self._ending) < _ENDING_FRAMES or not self._has_faded():
            return False
        chords = fold_to_semitones(np.array(self._ending), 0.0)
        chords = chords - chords.mean(axis=1, keepdims=True)
        lengths = np.linalg.norm(chords, axis=1)
        return bool(chords[0] @ chords[-1] >= _SAME_CHORD * lengths[0] * lengths[-1] > 0.0)

    def _has_faded(self) -> bool:
        """Whether the song comes to an end rather than being cut off."""
        if not self._ending or not self._squares > 0:
            return False
        final = float(np.mean(np.square(self._final, dtype=np.float64)))
        mean = self._squares / self._sample_count
        return bool(final <= mean * 10.0 ** (_FADED_DB / 10.0))


def estimate_key(
    segments: Vector, starts_s: Vector, ending: Vector | None = None
) -> KeyEstimate | None:
    """Estimate the key from the pitch classes of a song's segments.

    Parameters
    ----------
    segments : ndarray of float64, shape (n, 120)
        Histograms of `pitch_histograms`, summed over each segment of eight seconds.
    starts_s : ndarray of float64, shape (n,)
        Where the segments begin, in seconds.
    ending : ndarray of float64, shape (120,), optional
        The same of the last chord, if the song comes to an end.

    Returns
    -------
    KeyEstimate or None
        None when no key is clear.

    References
    ----------
    .. [1] Faraldo, A., Jorda, S., & Herrera, P. (2017). A multi-profile method for key estimation
       in EDM. AES International Conference on Semantic Audio.
    """
    if not len(segments) or not segments.any() or _is_noise(segments):
        return None
    cents = tuning_cents(segments.sum(axis=0))
    logs = key_logs(fold_to_semitones(segments, cents))
    path = _most_likely_path(logs)
    # The mean of parts in two distant keys would be a third one that no part is in.
    weights = segments.sum(axis=1)
    majority = path == np.argmax(np.bincount(path, weights))
    song = np.average(logs[majority], axis=0, weights=weights[majority])
    if ending is not None:
        song = song + _ENDING_WEIGHT * key_logs(fold_to_semitones(ending[None], cents))[0]
    song = _SONG_SCALE * (song - song.max())
    probabilities = np.exp(song) / np.exp(song).sum()
    best = int(np.argmax(probabilities))
    if probabilities[best] < _MIN_CONFIDENCE:
        return None
    changes = _key_changes(logs, path, starts_s, best)
    return KeyEstimate(key_of_code(best), float(probabilities[best]), cents, changes)


def _is_noise(segments: Vector) -> bool:
    """Whether most of a song has no strong pitches: peaks of all heights, as of noise."""
    sums = segments.sum(axis=1)
    noisy = sums > _NOISE_PEAKS * _SEGMENT_FRAMES
    return bool(sums[noisy].sum() > 0.5 * sums.sum())


def key_logs(chroma: Vector) -> Vector:
    """Compare pitch classes with the profiles of the 24 keys.

    Parameters
    ----------
    chroma : ndarray of float64, shape (n, 12)
        Strength of each semitone from C.

    Returns
    -------
    ndarray of float64, shape (n, 24)
        The logarithm of the probability of each key, the majors from C on and then the minors.
    """
    centered = chroma - chroma.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(centered, axis=1, keepdims=True)
    scores = _SCALE * (centered / np.maximum(lengths, 1e-9)) @ key_profiles().T
    scores[:, 12:] += _MINOR_BIAS
    scores -= scores.max(axis=1, keepdims=True)
    logs: Vector = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return logs


@functools.cache
def key_profiles() -> Vector:
    """Return the profile of each key over the pitch classes from C, mean 0 and length 1, (24, 12).

    References
    ----------
    .. [1] Faraldo, A., Jorda, S., & Herrera, P. (2017). A multi-profile method for key estimation
       in EDM. AES International Conference on Semantic Audio.
    """
    rows = []
    for mode in (np.array(_MAJOR), np.array(_MINOR)):
        profile = mode - mode.mean()
        profile = profile / np.linalg.norm(profile)
        profile = profile + _THIRD_HARMONIC * np.roll(profile, 7)
        profile = profile / np.linalg.norm(profile)
        rows += [np.roll(profile, tonic) for tonic in range(12)]
    return np.array(rows)


def _key_changes(
    logs: Vector, path: npt.NDArray[np.intp], starts_s: Vector, song_key: int
) -> tuple[KeySpan, ...]:
    """Return the parts that are clearly in another key than the song, at least 24 s each."""
    edges = [0, *(np.flatnonzero(np.diff(path)) + 1).tolist(), len(path)]
    spans = []
    for start, end in itertools.pairwise(edges):
        key = int(path[start])
        if key == song_key or end - start < _MIN_CHANGE_SEGMENTS:
            continue
        mean = _SONG_SCALE * logs[start:end].mean(axis=0)
        if np.exp(mean[key]) >= _MIN_CHANGE_CONFIDENCE * np.exp(mean).sum():
            end_s = float(starts_s[end - 1]) + _SEGMENT_FRAMES * _FRAME_S
            spans.append(KeySpan(float(starts_s[start]), end_s, key_of_code(key)))
    return tuple(spans)


def _most_likely_path(logs: Vector) -> npt.NDArray[np.intp]:
    """Return the key of each segment where every change costs `_CHANGE_PENALTY` (Viterbi)."""
    total = logs[0]
    came_from = np.empty(logs.shape, np.intp)
    for index, step in enumerate(logs[1:], 1):
        best = int(np.argmax(total))
        stays = total >= total[best] - _CHANGE_PENALTY
        came_from[index] = np.where(stays, np.arange(24), best)
        total = np.where(stays, total, total[best] - _CHANGE_PENALTY) + step
    path = np.empty(len(logs), np.intp)
    path[-1] = np.argmax(total)
    for index in range(len(logs) - 1, 0, -1):
        path[index - 1] = came_from[index, path[index]]
    return path
