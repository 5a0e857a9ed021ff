"""Turn FFmpeg's frames of any format into chunks of mono samples."""

from __future__ import annotations

from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.audio.frame import format_dtypes

from moodtagger.audio.convert import Downmixer, Floats, is_plausible_sample_rate
from moodtagger.audio.decoders.base import AudioChunk

CHUNK_SAMPLES = 1 << 17  # per channel; a few seconds, so that the cost per chunk is negligible
_MAX_PLANES = 8
_FULL_SCALE = {"u1": 128.0, "i2": 2.0**15, "i4": 2.0**31, "i8": 2.0**63}


class FrameCollector:
    """Joins decoded frames into chunks; a new rate, layout or sample format starts a new chunk.

    FFmpeg's own queue joins them: converting each frame to numpy takes longer than decoding it.
    """

    def __init__(self) -> None:
        self._queue = av.AudioFifo()
        self._frame_format: tuple[str, str, int] | None = None
        self._downmixer = Downmixer(("",))

    def push(self, frame: av.AudioFrame) -> list[AudioChunk]:
        """Add a frame.

        Parameters
        ----------
        frame : av.AudioFrame
            The next frame; one that numpy cannot read is dropped.

        Returns
        -------
        list of AudioChunk
            The chunks that are complete by now.
        """
        frame_format = (frame.format.name, frame.layout.name, frame.sample_rate)
        chunks = [] if frame_format == self._frame_format else self._start_queue(frame)
        if not frame.samples or not is_readable(frame):
            return chunks
        frame.pts = None  # the queue refuses gaps, which damaged files have
        self._queue.write(frame)
        return chunks + self.flush() if self._queue.samples >= CHUNK_SAMPLES else chunks

    def flush(self) -> list[AudioChunk]:
        """Empty the queue.

        Returns
        -------
        list of AudioChunk
            One chunk, or none when the queue is empty.
        """
        joined = self._queue.read() if self._queue.samples else None
        return [] if joined is None else [to_chunk(joined, self._downmixer)]

    def _start_queue(self, frame: av.AudioFrame) -> list[AudioChunk]:
        """Start a queue for another frame format; return the chunk of the previous one."""
        flushed = self.flush()
        self._queue = av.AudioFifo()
        self._frame_format = (frame.format.name, frame.layout.name, frame.sample_rate)
        self._downmixer = Downmixer(channel_names(frame.layout))
        return flushed


def is_readable(frame: av.AudioFrame) -> bool:
    """Whether PyAV can read the frame: with more than 8 planes it reads out of bounds.

    Parameters
    ----------
    frame : av.AudioFrame
        A decoded frame.

    Returns
    -------
    bool
        False also for sample rates and formats that no song has.
    """
    if frame.format.is_planar and frame.layout.nb_channels > _MAX_PLANES:
        return False
    return is_plausible_sample_rate(frame.sample_rate) and frame.format.name in format_dtypes


def to_chunk(frame: av.AudioFrame, downmixer: Downmixer) -> AudioChunk:
    """Mix a frame down.

    Parameters
    ----------
    frame : av.AudioFrame
        The frame; see `is_readable`.
    downmixer : Downmixer
        Mixes its channels.

    Returns
    -------
    AudioChunk
        The mono samples.
    """
    count = len(frame.layout.channels)
    channels = [as_float(samples) for samples in channel_samples(frame, count)]
    return AudioChunk(frame.sample_rate, downmixer.mix(channels))


def channel_names(layout: av.AudioLayout) -> tuple[str, ...]:
    """Name the channels of a layout.

    Parameters
    ----------
    layout : av.AudioLayout
        The layout.

    Returns
    -------
    tuple of str
        FFmpeg's names, such as "FL".
    """
    return tuple(channel.name for channel in layout.channels)


def channel_samples(frame: av.AudioFrame, count: int) -> list[npt.NDArray[Any]]:
    """Return each channel's samples as views of the frame's memory.

    Parameters
    ----------
    frame : av.AudioFrame
        A decoded frame of n samples a channel.
    count : int
        Number of its channels.

    Returns
    -------
    list of ndarray
        One array for each channel, shape (n,), in the frame's own sample format.
    """
    if not frame.format.is_planar:
        return list(frame.to_ndarray().reshape(-1, count).T)
    dtype = format_dtypes[frame.format.name]
    return [np.frombuffer(memoryview(plane), dtype)[: frame.samples] for plane in frame.planes]


def as_float(samples: npt.NDArray[Any]) -> Floats:
    """Convert samples of any of FFmpeg's formats to float32.

    Parameters
    ----------
    samples : ndarray of uint8, int16, int32, int64, float32 or float64
        Samples of any shape.

    Returns
    -------
    ndarray of float32
        Samples of the same shape, full scale at 1.
    """
    if samples.dtype.kind == "f":
        with np.errstate(over="ignore"):  # a double may exceed the range of float32
            return samples.astype(np.float32, copy=False)
    full_scale = np.float32(_FULL_SCALE[f"{samples.dtype.kind}{samples.dtype.itemsize}"])
    floats = samples.astype(np.float32)
    if samples.dtype.kind == "u":
        floats -= full_scale
    floats /= full_scale
    return floats
