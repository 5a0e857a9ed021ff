"""Downmix decoded channels to mono and resample to 16 kHz, block by block."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import soxr

from moodtagger.audio.constants import SAMPLE_RATE

Floats = npt.NDArray[np.float32]

# Full scale is 1. Floating-point files may exceed it, but never by this much on purpose.
MAX_AMPLITUDE = 16.0
MIN_SAMPLE_RATE = 1_000  # Hz
MAX_SAMPLE_RATE = 3_000_000  # Hz; the fastest DSD files come out of the decoder at 2.8 MHz

# The downmix cancels where its power is this much below that with one side inverted, which is so
# from a correlation of -0.4 on.
_CANCELED_RATIO = 0.43
_PROBE_PERIOD, _PROBE_SAMPLES = 4096, 64  # what is looked at: so many samples in each period

# The usual stereo downmix (ITU-R BS.775-3, 2012, annex 4): the center goes to both sides and each
# surround to its side, at -3 dB; low-frequency effects are dropped. Mono is the mean of both sides.
# The sum is not rescaled, so that a surround mix of stereo music stays as loud as the stereo.
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
_RIGHT = frozenset({"FR", "FRC", "BR", "SR"})
# Channel order of WAV files without a channel mask, by the number of channels.
_DEFAULT_LAYOUTS = {
    6: ("FL", "FR", "FC", "LFE", "BL", "BR"),
    8: ("FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR"),
}


def downmix_weights(names: Sequence[str]) -> Floats:
    """Return the weight of each channel in the mono downmix.

    Parameters
    ----------
    names : sequence of str
        FFmpeg's short channel names ("FL", "FC", "LFE", ...), one for each channel. Six or eight
        channels with unknown names count as 5.1 and 7.1; any other channels with unknown names
        are averaged, and so are one or two channels.

    Returns
    -------
    ndarray of float32, shape (len(names),)
        Weights from 0 to 1.

    References
    ----------
    .. [1] ITU-R BS.775-3 (2012). Multichannel stereophonic sound system with and without
       accompanying picture, annex 4.
    """
    names = _known_names(names)
    if len(names) < 3 or not set(names) <= set(_CHANNEL_WEIGHTS):
        return np.full(len(names), 1.0 / max(1, len(names)), np.float32)
    return np.array([_CHANNEL_WEIGHTS[name] for name in names], np.float32)


def inverted_weights(names: Sequence[str]) -> Floats:
    """Return the weights of a downmix with the right side's polarity inverted.

    Parameters
    ----------
    names : sequence of str
        Channel names as for `downmix_weights`.

    Returns
    -------
    ndarray of float32, shape (len(names),)
        The weights of `downmix_weights`, negative for channels of the right side. They are the same
        as those where it is not known which channels are on the right.
    """
    weights = downmix_weights(names)
    if len(names) == 2:
        return weights * np.array([1, -1], np.float32)
    is_right = [name in _RIGHT for name in _known_names(names)]
    return np.where(is_right, -weights, weights)


def _known_names(names: Sequence[str]) -> Sequence[str]:
    if set(names) <= set(_CHANNEL_WEIGHTS):
        return names
    return _DEFAULT_LAYOUTS.get(len(names), names)


def polarity_probe(samples: Floats) -> Floats:
    """Return the samples by which polarity is measured: few, so that it takes no time.

    Parameters
    ----------
    samples : ndarray of float32, shape (n,)
        A block of one channel or downmix.

    Returns
    -------
    ndarray of float32
        A view of short runs of samples all over the block.
    """
    if len(samples) < _PROBE_PERIOD:
        return samples
    periods = samples[: len(samples) // _PROBE_PERIOD * _PROBE_PERIOD].reshape(-1, _PROBE_PERIOD)
    return periods[:, :_PROBE_SAMPLES]


class PolarityDetector:
    """Tells whether one side of a song is inverted, so that a plain downmix would cancel.

    The mean of both sides is (1 + r) / (1 - r) times as strong as half their difference, where r is
    their correlation; it is above 0 in ordinary stereo and near -1 where one side is inverted.
    """

    def __init__(self) -> None:
        self.is_inverted = False

    def update(self, mean: Floats, difference: Floats) -> None:
        """Take the next block into account; silence and bad samples change nothing.

        Parameters
        ----------
        mean, difference : ndarray of float32
            The `polarity_probe` of the downmix by `downmix_weights` and of that by
            `inverted_weights`.
        """
        with np.errstate(invalid="ignore", over="ignore"):
            mean_power, difference_power = (
                float(np.square(samples).mean()) if len(samples) else 0.0
                for samples in (mean, difference)
            )
        if mean_power < _CANCELED_RATIO * difference_power < np.inf:
            self.is_inverted = True
        elif np.inf > mean_power > difference_power:
            self.is_inverted = False


class Downmixer:
    """Mixes a stream of blocks down to mono, without canceling a song whose side is inverted.

    Parameters
    ----------
    names : sequence of str
        Channel names as for `downmix_weights`.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._weights = downmix_weights(names)
        self._inverted_weights = inverted_weights(names)
        self._can_cancel = bool((self._weights != self._inverted_weights).any())
        self._polarity = PolarityDetector()

    @property
    def weights(self) -> Floats:
        """The weights in use, negative for channels of an inverted side; shape (channels,)."""
        return self._inverted_weights if self._polarity.is_inverted else self._weights

    @property
    def can_cancel(self) -> bool:
        """Whether it is known which channels are on the right, and there are any."""
        return self._can_cancel

    def mix(self, channels: Sequence[Floats]) -> Floats:
        """Mix the next block.

        Parameters
        ----------
        channels : sequence of ndarray of float32, shape (n,)
            As for `to_mono`.

        Returns
        -------
        ndarray of float32, shape (n,)
            As of `to_mono`.
        """
        if self._can_cancel:
            self.measure([polarity_probe(samples) for samples in channels])
        return to_mono(channels, self.weights)

    def measure(self, probe: Sequence[Floats]) -> None:
        """Take samples into account without mixing them.

        Parameters
        ----------
        probe : sequence of ndarray of float32
            Samples of each channel, all of the same shape.
        """
        if self._can_cancel:
            with np.errstate(invalid="ignore", over="ignore"):
                self._polarity.update(
                    _mix(probe, self._weights), _mix(probe, self._inverted_weights)
                )


def to_mono(channels: Sequence[Floats], weights: Floats) -> Floats:
    """Mix channels down to mono.

    Parameters
    ----------
    channels : sequence of ndarray of float32, shape (n,)
        The samples of each channel; they may hold NaN and infinities.
    weights : ndarray of float32, shape (len(channels),)
        Weight of each channel, see `downmix_weights`.

    Returns
    -------
    ndarray of float32, shape (n,)
        Finite samples from -`MAX_AMPLITUDE` to `MAX_AMPLITUDE`; samples that are not finite count
        as 0. A single channel of weight 1 is returned as it is, without a copy.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        mixed = _mix(channels, weights)
        # Comparisons with NaN are False, so checking the extremes finds every bad sample.
        if not len(mixed) or (mixed.max() <= MAX_AMPLITUDE and mixed.min() >= -MAX_AMPLITUDE):
            return mixed
    sanitized = [_sanitize(samples) for samples in channels]
    return np.clip(_mix(sanitized, weights), -MAX_AMPLITUDE, MAX_AMPLITUDE)


def _sanitize(samples: Floats) -> Floats:
    finite = np.where(np.isfinite(samples), samples, np.float32(0.0))
    return np.clip(finite, -MAX_AMPLITUDE, MAX_AMPLITUDE)


def _mix(channels: Sequence[Floats], weights: Floats) -> Floats:
    # A weighted sum by hand: a matrix product would wake the threads of the BLAS library.
    mixed: Floats
    if len(channels) == 1 and weights[0] == 1:
        return channels[0]
    if len(channels) == 2 and weights[0] == weights[1]:  # nearly every song; saves a pass
        mixed = channels[0] + channels[1]
        mixed *= weights[0]
        return mixed
    mixed = channels[0] * weights[0]
    for samples, weight in zip(channels[1:], weights[1:], strict=True):
        if weight:
            mixed += samples * weight
    return mixed


def is_plausible_sample_rate(rate: float) -> bool:
    """Check whether music can have this sample rate.

    Parameters
    ----------
    rate : float
        Sample rate in Hz.

    Returns
    -------
    bool
        True from `MIN_SAMPLE_RATE` to `MAX_SAMPLE_RATE`.
    """
    return MIN_SAMPLE_RATE <= rate <= MAX_SAMPLE_RATE


class FrameCutter:
    """Cuts a stream of samples into frames of equal length that follow each other.

    Parameters
    ----------
    size : int
        Samples of a frame.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._rest: Floats = np.empty(0, np.float32)

    def push(self, samples: Floats) -> Floats:
        """Add samples.

        Parameters
        ----------
        samples : ndarray of float32, shape (n,)
            The next samples, any number of them.

        Returns
        -------
        ndarray of float32, shape (m, size)
            The frames that are complete by now.
        """
        joined = np.concatenate([self._rest, samples]) if len(self._rest) else samples
        count = len(joined) // self._size
        self._rest = joined[count * self._size :].copy()
        return joined[: count * self._size].reshape(count, self._size)

    def clear(self) -> None:
        """Forget the samples that fill no frame yet."""
        self._rest = np.empty(0, np.float32)


class Resampler:
    """Streaming resampler to 16 kHz mono; the input rate may change midway (chained Ogg)."""

    def __init__(self) -> None:
        self._rate = SAMPLE_RATE
        self._stream: soxr.ResampleStream | None = None

    def push(self, rate: int, block: Floats) -> Floats:
        """Resample the next block.

        Parameters
        ----------
        rate : int
            Sample rate of the block in Hz. A change of rate first flushes the filter.
        block : ndarray of float32, shape (n,)
            Mono samples.

        Returns
        -------
        ndarray of float32, shape (m,)
            The samples at 16 kHz that are complete by now; m may be 0. At 16 kHz the block itself
            is returned.
        """
        flushed = self.finish() if rate != self._rate else np.empty(0, np.float32)
        if rate != self._rate:
            self._start(rate)
        ready = block if self._stream is None else self._stream.resample_chunk(block)
        return np.concatenate([flushed, ready]) if len(flushed) else ready

    def finish(self) -> Floats:
        """Flush the filter; the resampler can be used again afterwards.

        Returns
        -------
        ndarray of float32, shape (m,)
            The samples at 16 kHz that the filter still held back.
        """
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
