"""Any sample rate to 16 kHz, block by block."""

from __future__ import annotations

import numpy as np
import soxr

from moodtagger.audio.constants import SAMPLE_RATE
from moodtagger.audio.downmix import Floats

MIN_SAMPLE_RATE = 1_000  # Hz
MAX_SAMPLE_RATE = 3_000_000  # Hz; the fastest DSD files come out of the decoder at 2.8 MHz


def is_plausible_sample_rate(rate: float) -> bool:
    """Whether music can have this sample rate in Hz."""
    return MIN_SAMPLE_RATE <= rate <= MAX_SAMPLE_RATE


class Resampler:
    """Mono blocks in, mono blocks of 16 kHz out; the rate may change on the way (chained Ogg)."""

    def __init__(self) -> None:
        self._rate = SAMPLE_RATE
        self._stream: soxr.ResampleStream | None = None

    def push(self, rate: int, block: Floats) -> Floats:
        """The next `block`, shape (n,), of `rate` Hz; gives what is ready, shape (m,)."""
        flushed = self.finish() if rate != self._rate else np.empty(0, np.float32)
        if rate != self._rate:
            self._start(rate)
        ready = block if self._stream is None else self._stream.resample_chunk(block)
        return np.concatenate([flushed, ready]) if len(flushed) else ready

    def finish(self) -> Floats:
        """What the filter still holds back; shape (m,)."""
        if self._stream is None:
            return np.empty(0, np.float32)
        tail: Floats = self._stream.resample_chunk(np.empty(0, np.float32), last=True)
        self._stream = None
        self._rate = SAMPLE_RATE
        return tail

    def _start(self, rate: int) -> None:
        self._rate = rate
        if rate != SAMPLE_RATE:
            self._stream = soxr.ResampleStream(rate, SAMPLE_RATE, 1, dtype="float32")
