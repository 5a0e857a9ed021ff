"""Downmix decoded channels to mono and resample to 16 kHz, block by block."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import soxr

from moodtagger.audio.constants import SAMPLE_RATE

Floats = npt.NDArray[np.float32]

MAX_AMPLITUDE = 16.0  # full scale is 1; floating-point files may go over, but none means this much

# Stereo as usual: the centre goes to both sides at -3 dB, the surrounds to theirs at -3 dB, the
# low-frequency effects nowhere (ITU-R BS.775-3, 2012, annex 4). Mono is the mean of both sides.
# The sum is not scaled back, so that a surround mix of stereo music stays as loud as the stereo.
_SIDE = 0.5
_CENTER = 0.7071
_SURROUND = 0.3536
_CHANNEL_WEIGHTS = {
    "FL": _SIDE,
    "FR": _SIDE,
    "FC": _CENTER,
    "FLC": _SIDE,
    "FRC": _SIDE,
    "BL": _SURROUND,
    "BR": _SURROUND,
    "SL": _SURROUND,
    "SR": _SURROUND,
    "BC": _SURROUND,
    "LFE": 0.0,
    "LFE2": 0.0,
}
# The order of wav files that do not say what their channels are, by their number.
_DEFAULT_LAYOUTS = {
    6: ("FL", "FR", "FC", "LFE", "BL", "BR"),
    8: ("FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR"),
}


def downmix_weights(names: Sequence[str]) -> Floats:
    """How much of each channel goes into the mono sum; shape (channels,).

    `names` are FFmpeg's short channel names ("FL", "FC", "LFE", ...); without them, six and eight
    channels count as 5.1 and 7.1. One or two channels, and all others of unknown place, are
    averaged.
    """
    if not set(names) <= set(_CHANNEL_WEIGHTS):
        names = _DEFAULT_LAYOUTS.get(len(names), names)
    if len(names) < 3 or not set(names) <= set(_CHANNEL_WEIGHTS):
        return np.full(len(names), 1.0 / max(1, len(names)), np.float32)
    return np.array([_CHANNEL_WEIGHTS[name] for name in names], np.float32)


def to_mono(channels: Sequence[Floats], weights: Floats) -> Floats:
    """Mix `channels`, each of shape (n,), to shape (n,), all finite within +-`LOUDEST`.

    Samples that are not a number count as silence.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        mixed = _mix(channels, weights)
        # Comparisons with NaN are False, so one look at the extremes finds every bad sample.
        if not len(mixed) or (mixed.max() <= MAX_AMPLITUDE and mixed.min() >= -MAX_AMPLITUDE):
            return mixed
    sanitized = [_sanitize(samples) for samples in channels]
    return np.clip(_mix(sanitized, weights), -MAX_AMPLITUDE, MAX_AMPLITUDE)


def _sanitize(samples: Floats) -> Floats:
    finite = np.where(np.isfinite(samples), samples, np.float32(0.0))
    return np.clip(finite, -MAX_AMPLITUDE, MAX_AMPLITUDE)


def _mix(channels: Sequence[Floats], weights: Floats) -> Floats:
    # A weighted sum by hand: a matrix product would wake the BLAS library's own threads.
    mixed: Floats
    if len(channels) == 1 and weights[0] == 1:
        return channels[0]
    if len(channels) == 2 and weights[0] == weights[1]:  # nearly every song: one pass less
        mixed = channels[0] + channels[1]
        mixed *= weights[0]
        return mixed
    mixed = channels[0] * weights[0]
    for samples, weight in zip(channels[1:], weights[1:], strict=True):
        if weight:
            mixed += samples * weight
    return mixed


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
