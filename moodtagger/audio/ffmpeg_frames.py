"""FFmpeg's small frames of many sample formats, gathered into mono float32 chunks."""

from __future__ import annotations

from typing import Any

import av
import numpy as np
import numpy.typing as npt

from moodtagger.audio.mono import Floats, mono_weights, to_mono
from moodtagger.audio.resample import plausible_rate
from moodtagger.audio.source import Chunk

CHUNK_SAMPLES = 1 << 17  # of one channel; a few seconds, so that conversion is cheap

_HALF_RANGE = {"u1": 128.0, "i2": 2.0**15, "i4": 2.0**31, "i8": 2.0**63}


class FrameCollector:
    """Frames in, chunks out; a change of rate, layout or sample format begins a new chunk."""

    def __init__(self) -> None:
        self._arrays: list[npt.NDArray[Any]] = []
        self._samples = 0
        self._first: av.AudioFrame | None = None
        self._kind: tuple[str, str, int] | None = None

    @property
    def pending(self) -> bool:
        """Whether frames wait for the next chunk."""
        return bool(self._arrays)

    def push(self, frame: av.AudioFrame) -> list[Chunk]:
        """Take the next frame; gives the chunks that became complete."""
        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        ready = self.flush() if kind != self._kind else []
        if not plausible_rate(frame.sample_rate) or not frame.samples:
            return ready
        if not self._arrays:
            self._kind = kind
            self._first = frame
        self._arrays.append(frame.to_ndarray())
        self._samples += frame.samples
        return ready + self.flush() if self._samples >= CHUNK_SAMPLES else ready

    def flush(self) -> list[Chunk]:
        """The chunk of what has been gathered, if anything."""
        if self._first is None:
            return []
        samples = np.concatenate(self._arrays, axis=1)
        names = tuple(channel.name for channel in self._first.layout.channels)
        if not self._first.format.is_planar:
            samples = samples.reshape(-1, len(names)).T
        chunk = Chunk(self._first.sample_rate, to_mono(as_float(samples).T, mono_weights(names)))
        self._arrays.clear()
        self._samples = 0
        self._first = None
        return [chunk]


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
