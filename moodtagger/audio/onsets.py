"""Onset envelopes: how much the level of low, middle and high bands rises from frame to frame."""

from __future__ import annotations

import itertools
from typing import Final

import numpy as np
import numpy.typing as npt

from moodtagger.audio.constants import FRAMES_PER_S
from moodtagger.audio.convert import Floats
from moodtagger.core.silence import frame_levels

# Mel bands up to 0.2 kHz (bass drum), to 1.6 kHz, and above (snare and hats).
BAND_EDGES: Final = (0, 6, 48, 96)
_DYNAMIC_RANGE_DB: Final = 80.0  # levels further below the loudest band so far are clipped
_MAX_FRAMES: Final = round(30 * 60 * FRAMES_PER_S)  # later frames are ignored
_DETREND_HALF_WIDTH: Final = round(0.5 * FRAMES_PER_S)  # of the moving average that is subtracted
_SMOOTHING_KERNEL: Final = np.array([0.25, 0.5, 0.25])

Vector = npt.NDArray[np.float64]


class OnsetStream:
    """Streaming onset envelopes of one song; it keeps three numbers per frame, up to 30 minutes.

    `segments` are the envelopes of parts that follow one another without a gap, float32 (n, 3):
    the mean rise in dB of each third of the bands. `starts` are the frames of the song where they
    begin.
    """

    def __init__(self) -> None:
        self.segments: list[Floats] = []
        self.starts: list[int] = []
        self._last_frame: Floats | None = None
        self._peak_db = -np.inf
        self._parts: list[Floats] = []
        self._start = 0
        self._frame_count = 0

    def push(
        self, frames: Floats, *, new_segment: bool = False, start_frame: int | None = None
    ) -> None:
        """Add log-mel frames.

        Parameters
        ----------
        frames : ndarray of float32, shape (n, 96)
            The next frames in dB.
        new_segment : bool
            Whether these frames do not directly follow the previous ones, as in excerpts.
        start_frame : int, optional
            Where a new segment begins in the song; by default behind all frames so far.
        """
        if new_segment:
            self.end_segment()
        if not len(frames) or self._frame_count >= _MAX_FRAMES:
            return
        if not self._parts:
            self._start = self._frame_count if start_frame is None else start_frame
        peaks = np.maximum.accumulate(np.maximum(frame_levels(frames), self._peak_db))
        self._peak_db = float(peaks[-1])
        floored = np.maximum(frames, (peaks - _DYNAMIC_RANGE_DB)[:, None])
        previous = floored[:1] if self._last_frame is None else self._last_frame
        rises = np.diff(floored, axis=0, prepend=previous)
        np.maximum(rises, 0.0, out=rises)
        bands = [rises[:, low:high].mean(axis=1) for low, high in itertools.pairwise(BAND_EDGES)]
        self._parts.append(np.stack(bands, axis=1))
        self._last_frame = floored[-1:]
        self._frame_count += len(frames)

    def end_segment(self) -> None:
        """End the part so far; the next frames begin another one."""
        if self._parts:
            self.segments.append(np.concatenate(self._parts))
            self.starts.append(self._start)
        self._parts, self._last_frame = [], None


def detrend(onsets: Floats) -> Vector:
    """Subtract a moving average, so that one loud part does not outweigh the others.

    Parameters
    ----------
    onsets : ndarray of float32, shape (n, 3)
        The envelopes of a segment.

    Returns
    -------
    ndarray of float64, shape (n, 3)
        What exceeds the average of the second around it, smoothed over three frames so that
        periods of a whole number of frames do not outweigh the others.
    """
    sums = np.cumsum(np.concatenate([np.zeros((1, onsets.shape[1])), onsets]), axis=0)
    positions = np.arange(len(onsets))
    low = np.maximum(positions - _DETREND_HALF_WIDTH, 0)
    high = np.minimum(positions + _DETREND_HALF_WIDTH + 1, len(onsets))
    above = np.maximum(onsets - (sums[high] - sums[low]) / (high - low)[:, None], 0.0)
    padded = np.pad(above, ((1, 1), (0, 0)))
    smoothed: Vector = sum(
        weight * padded[shift : shift + len(above)]
        for shift, weight in enumerate(_SMOOTHING_KERNEL.tolist())
    )
    return smoothed
