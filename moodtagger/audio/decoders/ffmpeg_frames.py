"""FFmpeg's small frames of many sample formats, gathered into mono float32 chunks."""

from __future__ import annotations

from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.audio.frame import format_dtypes

from moodtagger.audio.decoders.base import Chunk
from moodtagger.audio.downmix import Floats, mono_weights, to_mono
from moodtagger.audio.resample import plausible_rate

CHUNK_SAMPLES = 1 << 17  # of one channel; a few seconds, so that conversion is cheap
_MAX_PLANES = 8
_HALF_RANGE = {"u1": 128.0, "i2": 2.0**15, "i4": 2.0**31, "i8": 2.0**63}


class FrameCollector:
    """Frames in, chunks out; a change of rate, layout or sample format begins a new chunk.

    FFmpeg's own queue joins the frames: handing each to numpy takes longer than decoding it.
    """

    def __init__(self) -> None:
        self._queue = av.AudioFifo()
        self._kind: tuple[str, str, int] | None = None

    def push(self, frame: av.AudioFrame) -> list[Chunk]:
        """Take the next frame; gives the chunks that became complete."""
        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        ready = [] if kind == self._kind else self._begin(kind)
        if not frame.samples or not _is_readable(frame):
            return ready
        frame.pts = None  # the queue refuses gaps, and after damage there are some
        self._queue.write(frame)
        return ready + self.flush() if self._queue.samples >= CHUNK_SAMPLES else ready

    def flush(self) -> list[Chunk]:
        """The chunk of what has been gathered, if anything."""
        joined = self._queue.read() if self._queue.samples else None
        return [] if joined is None else [_chunk(joined)]

    def _begin(self, kind: tuple[str, str, int]) -> list[Chunk]:
        """Another kind of frames: what was gathered before, and a queue for those."""
        before = self.flush()
        self._queue = av.AudioFifo()
        self._kind = kind
        return before


def _is_readable(frame: av.AudioFrame) -> bool:
    """PyAV knows where eight planes lie, and reads whatever memory comes behind for more."""
    if frame.format.is_planar and frame.layout.nb_channels > _MAX_PLANES:
        return False
    return plausible_rate(frame.sample_rate) and frame.format.name in format_dtypes


def _chunk(frame: av.AudioFrame) -> Chunk:
    weights = mono_weights(tuple(channel.name for channel in frame.layout.channels))
    channels = [as_float(samples) for samples in _channels(frame, len(weights))]
    return Chunk(frame.sample_rate, to_mono(channels, weights))


def _channels(frame: av.AudioFrame, count: int) -> list[npt.NDArray[Any]]:
    """The samples of each channel, shape (frames,), as they lie in the frame: nothing is copied."""
    if not frame.format.is_planar:
        return list(frame.to_ndarray().reshape(-1, count).T)
    dtype = format_dtypes[frame.format.name]
    return [np.frombuffer(memoryview(plane), dtype)[: frame.samples] for plane in frame.planes]


def as_float(samples: npt.NDArray[Any]) -> Floats:
    """Samples of any of FFmpeg's formats as float32, full scale 1."""
    if samples.dtype.kind == "f":
        with np.errstate(over="ignore"):  # a double may be more than a float can hold
            return samples.astype(np.float32, copy=False)
    half = np.float32(_HALF_RANGE[f"{samples.dtype.kind}{samples.dtype.itemsize}"])
    floats = samples.astype(np.float32)
    if samples.dtype.kind == "u":
        floats -= half
    floats /= half
    return floats
