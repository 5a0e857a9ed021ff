"""FFmpeg's small frames of many sample formats, gathered into mono float32 chunks."""

from __future__ import annotations

from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.audio.frame import format_dtypes

from moodtagger.audio.decoders.base import AudioChunk
from moodtagger.audio.downmix import Floats, downmix_weights, to_mono
from moodtagger.audio.resample import is_plausible_sample_rate

CHUNK_SAMPLES = 1 << 17  # of one channel; a few seconds, so that conversion is cheap
_MAX_PLANES = 8
_FULL_SCALE = {"u1": 128.0, "i2": 2.0**15, "i4": 2.0**31, "i8": 2.0**63}


class FrameCollector:
    """Frames in, chunks out; a change of rate, layout or sample format begins a new chunk.

    FFmpeg's own queue joins the frames: handing each to numpy takes longer than decoding it.
    """

    def __init__(self) -> None:
        self._queue = av.AudioFifo()
        self._frame_format: tuple[str, str, int] | None = None

    def push(self, frame: av.AudioFrame) -> list[AudioChunk]:
        """Take the next frame; gives the chunks that became complete."""
        frame_format = (frame.format.name, frame.layout.name, frame.sample_rate)
        chunks = [] if frame_format == self._frame_format else self._start_queue(frame_format)
        if not frame.samples or not _is_readable(frame):
            return chunks
        frame.pts = None  # the queue refuses gaps, and after damage there are some
        self._queue.write(frame)
        return chunks + self.flush() if self._queue.samples >= CHUNK_SAMPLES else chunks

    def flush(self) -> list[AudioChunk]:
        """The chunk of what has been gathered, if anything."""
        joined = self._queue.read() if self._queue.samples else None
        return [] if joined is None else [_to_chunk(joined)]

    def _start_queue(self, frame_format: tuple[str, str, int]) -> list[AudioChunk]:
        """Another kind of frames: what was gathered before, and a queue for those."""
        flushed = self.flush()
        self._queue = av.AudioFifo()
        self._frame_format = frame_format
        return flushed


def _is_readable(frame: av.AudioFrame) -> bool:
    """PyAV knows where eight planes lie, and reads whatever memory comes behind for more."""
    if frame.format.is_planar and frame.layout.nb_channels > _MAX_PLANES:
        return False
    return is_plausible_sample_rate(frame.sample_rate) and frame.format.name in format_dtypes


def _to_chunk(frame: av.AudioFrame) -> AudioChunk:
    weights = downmix_weights(tuple(channel.name for channel in frame.layout.channels))
    channels = [as_float(samples) for samples in _channel_samples(frame, len(weights))]
    return AudioChunk(frame.sample_rate, to_mono(channels, weights))


def _channel_samples(frame: av.AudioFrame, count: int) -> list[npt.NDArray[Any]]:
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
    full_scale = np.float32(_FULL_SCALE[f"{samples.dtype.kind}{samples.dtype.itemsize}"])
    floats = samples.astype(np.float32)
    if samples.dtype.kind == "u":
        floats -= full_scale
    floats /= full_scale
    return floats
