"""The outline of a song's loudness over time, small enough to be kept for every song."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from moodtagger.audio.constants import SAMPLE_RATE
from moodtagger.audio.convert import Floats, FrameCutter
from moodtagger.audio.decode import open_audio
from moodtagger.audio.decoders.base import StrPath

POINTS: Final = 300
_STEP = SAMPLE_RATE // 20  # samples of which the peak is kept until the end


class WaveformMeter:
    """Streaming outline of one song; it keeps twenty numbers per second."""

    def __init__(self) -> None:
        self._cutter = FrameCutter(_STEP)
        self._peaks: list[Floats] = []

    def push(self, samples: Floats) -> None:
        """Add samples.

        Parameters
        ----------
        samples : ndarray of float32, shape (n,)
            The next mono samples at 16 kHz, full scale at 1.
        """
        steps = self._cutter.push(samples)
        self._peaks.append(np.maximum(steps.max(axis=1), -steps.min(axis=1)))

    def finish(self) -> bytes:
        """Return the outline.

        Returns
        -------
        bytes
            At most 300 numbers from 0 to 255, each the mean peak of a part of the song; all parts
            are equally long, and the loudest has 255. Empty for silence and for less than 50 ms.
        """
        peaks = np.concatenate([np.empty(0, np.float32), *self._peaks])
        loudness = _means(peaks, min(POINTS, len(peaks)))
        loudest = float(loudness.max(initial=0.0))
        if loudest <= 0.0:
            return b""
        return np.rint(loudness * (255.0 / loudest)).astype(np.uint8).tobytes()


def waveform(path: StrPath, excerpt: tuple[float, float | None] | None = None) -> bytes:
    """Decode a file, or an excerpt of it, for its outline.

    Parameters
    ----------
    path : str or os.PathLike
        The audio file.
    excerpt : (float, float or None), optional
        Where it begins and ends, in seconds; None is the end of the file.

    Returns
    -------
    bytes
        As of `WaveformMeter.finish`.

    Raises
    ------
    AudioError
        As for `open_audio` and `AudioStream.blocks`.
    """
    meter = WaveformMeter()
    with open_audio(path) as stream:
        for block in stream.blocks(excerpt):
            meter.push(block)
    return meter.finish()


def _means(values: Floats, count: int) -> npt.NDArray[np.float64]:
    """Return the means of `count` equally long parts, to within one value."""
    if not count:
        return np.empty(0)
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    edges = np.rint(np.linspace(0, len(values), count + 1)).astype(np.intp)
    means: npt.NDArray[np.float64] = np.diff(sums[edges]) / np.diff(edges)
    return means
