"""Log-mel spectrograms: streamed for the network, downsampled for display.

librosa's own `filters.mel` gives the same numbers; importing it takes a second and 100 MB, for
which every process that listens would have to have room.
"""

from __future__ import annotations

import functools
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from moodtagger.audio.constants import (
    FLOOR_POWER,
    HOP_LENGTH,
    N_FFT,
    N_MELS,
    SAMPLE_RATE,
)
from moodtagger.audio.convert import Floats
from moodtagger.audio.decode import open_audio
from moodtagger.audio.decoders.base import StrPath

# Slaney, M. (1998). Auditory Toolbox, version 2. Technical Report 1998-010, Interval Research:
# even steps up to 1 kHz, then 27 steps for each factor of 6.4.
_LINEAR_HZ_PER_MEL: Final = 200.0 / 3.0
_MIN_LOG_HZ: Final = 1000.0
_MIN_LOG_MEL: Final = _MIN_LOG_HZ / _LINEAR_HZ_PER_MEL
_LOG_STEP: Final = np.log(6.4) / 27.0

Vector = npt.NDArray[np.float64]


def mel_filterbank() -> Floats:
    """How much of each of 513 frequencies goes into each of 96 bands from 0 to 8 kHz; (96, 513).

    Triangles whose area is the same for all bands, in the unit of librosa's `norm="slaney"`.
    """
    nyquist_hz = SAMPLE_RATE / 2
    edges_hz = _mel_to_hz(np.linspace(0.0, _hz_to_mel(nyquist_hz), N_MELS + 2))
    bin_hz = np.linspace(0.0, nyquist_hz, N_FFT // 2 + 1)
    low, middle, high = (edges_hz[i : i + N_MELS, None] for i in range(3))
    rising = (bin_hz - low) / (middle - low)
    falling = (high - bin_hz) / (high - middle)
    weights = np.maximum(0.0, np.minimum(rising, falling)) * (2.0 / (high - low))
    return weights.astype(np.float32)


def _hz_to_mel(hz: float) -> float:
    """The step of a frequency above 1 kHz."""
    return float(_MIN_LOG_MEL + np.log(hz / _MIN_LOG_HZ) / _LOG_STEP)


def _mel_to_hz(mel: Vector) -> Vector:
    above = _MIN_LOG_HZ * np.exp(_LOG_STEP * (mel - _MIN_LOG_MEL))
    hz: Vector = np.where(mel < _MIN_LOG_MEL, _LINEAR_HZ_PER_MEL * mel, above)
    return hz


# So few that all intermediate arrays stay in the processor's cache: four times as fast as 2,000.
_BATCH_FRAMES = 128
_DB_PER_LN = np.float32(10.0 / np.log(10.0))


def log_mel(y: npt.NDArray[np.floating]) -> Floats:
    """Log-mel power of `y`, 16 kHz mono of shape (n,): float32 dB, shape (1 + n // 512, 96).

    Slaney mel bands from 0 to 8 kHz, Hann window of 1024, frames centred on multiples of 512 with
    zeros beyond the ends, `10*log10(max(power, 1e-10))`: the numbers of librosa's
    `feature.melspectrogram(y, sr=16000, n_fft=1024, hop_length=512, n_mels=96)` to 0.01 dB, and to
    0.3 dB more than 80 dB below a frame's loudest band. No frames when `y` is empty.
    """
    stream = LogMelStream()
    return np.concatenate([stream.push(y), stream.finish()])


class LogMelStream:
    """`log_mel` of sound that comes in blocks of any size; the parts put together are the whole."""

    def __init__(self) -> None:
        self._tail: Floats = np.zeros(N_FFT // 2, np.float32)  # centres the first frame on 0
        self._samples_pushed = 0

    def push(self, block: npt.NDArray[np.floating]) -> Floats:
        """The next samples, shape (n,); gives the frames that became complete, shape (m, 96)."""
        self._samples_pushed += len(block)
        samples = np.concatenate([self._tail, block.astype(np.float32, copy=False)])
        count = max(0, 1 + (len(samples) - N_FFT) // HOP_LENGTH)
        self._tail = samples[count * HOP_LENGTH :].copy()
        return _frames_db(samples, count)

    def finish(self) -> Floats:
        """The last frames, shape (m, 96); nothing may be pushed afterwards."""
        if not self._samples_pushed:
            return np.empty((0, N_MELS), np.float32)
        return self.push(np.zeros(N_FFT // 2, np.float32))


@functools.cache
def sparse_mel_filterbank() -> Any:
    """The slaney mel filter bank of `mel_weights` as a sparse matrix of shape (96, 513).

    Sparse, since only 2 % of it is not zero, and since a dense product would wake the threads of
    the BLAS library, which beside other busy threads was measured 40 times slower.
    """
    import scipy.sparse  # here, since the window does without

    return scipy.sparse.csr_array(mel_filterbank())


@functools.cache
def _hann_window() -> Floats:
    """One column, shape (1024, 1)."""
    window = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(N_FFT) / N_FFT)
    return window.astype(np.float32)[:, None]


def _frames_db(samples: Floats, count: int) -> Floats:
    import scipy.fft  # here, since the window does without

    out = np.empty((count, N_MELS), np.float32)
    if not count:
        return out
    frames = np.lib.stride_tricks.sliding_window_view(samples, N_FFT)[::HOP_LENGTH].T
    filterbank = sparse_mel_filterbank()
    for start in range(0, count, _BATCH_FRAMES):
        batch = slice(start, min(start + _BATCH_FRAMES, count))
        # Frames are columns, so that several go through the transform side by side, and in single
        # precision: two thirds of the time of rows in double.
        spectrum = scipy.fft.rfft(frames[:, batch] * _hann_window(), axis=0, overwrite_x=True)
        power = spectrum.real**2
        power += spectrum.imag**2
        out[batch] = (filterbank @ power).T
    np.maximum(out, np.float32(FLOOR_POWER), out=out)
    np.log(out, out=out)  # a sixth of the time of log10
    out *= _DB_PER_LN
    return out


def spectrogram(path: StrPath, max_frames: int = 600) -> Floats:
    """Log-mel power of the whole file in dB, shape (n, 96), 1 <= n <= `max_frames`.

    Each frame is the mean power of an equally long part of the song. Memory does not grow with
    the length of the file. Raises AudioError as decoding does.
    """
    mel = LogMelStream()
    downsampler = FrameDownsampler(max_frames)
    with open_audio(path) as stream:
        for block in stream.blocks():
            downsampler.push(mel.push(block))
        downsampler.push(mel.finish())
    return downsampler.result()


class FrameDownsampler:
    """Means over ever longer parts: when there are too many, neighbours are joined in pairs."""

    def __init__(self, max_frames: int) -> None:
        """Raises ValueError unless `max_frames` is positive."""
        if max_frames < 1:
            raise ValueError("max_frames must be at least 1")
        self._max_frames = max_frames
        self._frames_per_mean = 1  # frames in one mean
        self._means: Floats = np.empty((0, N_MELS), np.float32)  # power
        self._remainder: Floats = np.empty((0, N_MELS), np.float32)  # fewer than `_step` frames

    def push(self, frames_db: Floats) -> None:
        """The next frames in dB, shape (n, 96)."""
        power = np.concatenate(
            [self._remainder, np.float32(10.0) ** (frames_db / np.float32(10.0))]
        )
        count = len(power) // self._frames_per_mean
        self._remainder = power[count * self._frames_per_mean :]
        means = (
            power[: count * self._frames_per_mean]
            .reshape(count, self._frames_per_mean, N_MELS)
            .mean(axis=1)
        )
        self._means = np.concatenate([self._means, means])
        while len(self._means) > 4 * self._max_frames:
            self._halve()

    def result(self) -> Floats:
        """At most `max_frames` means in dB, shape (n, 96)."""
        means: Floats = self._means
        if len(self._remainder):
            means = np.concatenate([means, self._remainder.mean(axis=0, keepdims=True)])
        count = min(len(means), self._max_frames)
        if count:
            edges = np.arange(count + 1) * len(means) // count
            widths = np.diff(edges)[:, None].astype(np.float32)
            means = (np.add.reduceat(means, edges[:-1], axis=0) / widths).astype(np.float32)
        decibels: Floats = np.float32(10.0) * np.log10(np.maximum(means, np.float32(FLOOR_POWER)))
        return decibels

    def _halve(self) -> None:
        """The last mean waits among the rest when it has no partner."""
        odd = len(self._means) % 2
        if odd:
            last = np.repeat(self._means[-1:], self._frames_per_mean, axis=0)
            self._remainder = np.concatenate([last, self._remainder])
        pairs = self._means[: len(self._means) - odd]
        self._means = pairs.reshape(-1, 2, N_MELS).mean(axis=1)
        self._frames_per_mean *= 2
