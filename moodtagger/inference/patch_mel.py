"""Log-mel patches of about one second, in finer time steps than windows of ten seconds.

A patch is what networks taught on AudioSet read (Hershey et al.): 96 frames of 10 ms, 64 bands.
"""

from __future__ import annotations

import functools
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

SAMPLE_RATE: Final = 16000
PATCH_SAMPLES: Final = 15600  # 0.975 s
PATCH_FRAMES: Final = 96
PATCH_BANDS: Final = 64

_WINDOW_SAMPLES: Final = 400
_HOP_SAMPLES: Final = 160
_FFT_SAMPLES: Final = 512
_LOWEST_HZ: Final = 125.0
_HIGHEST_HZ: Final = 7500.0
_LOG_OFFSET: Final = np.float32(0.001)


def patch_log_mel(patches: Floats) -> Floats:
    """Compute the log-mel spectrogram of patches.

    Magnitudes of a Hann window of 25 ms every 10 ms, 64 mel bands from 125 to 7,500 Hz, natural
    logarithm of the sum plus 0.001.

    Parameters
    ----------
    patches : ndarray of float32, shape (n, 15600)
        Mono samples at 16 kHz, full scale at 1.

    Returns
    -------
    ndarray of float32, shape (n, 96, 64)
        Frames of each patch.

    References
    ----------
    .. [1] Hershey, S., et al. (2017). CNN architectures for large-scale audio classification.
       ICASSP.
    """
    frames = np.lib.stride_tricks.sliding_window_view(patches, _WINDOW_SAMPLES, axis=1)
    frames = frames[:, ::_HOP_SAMPLES].reshape(-1, _WINDOW_SAMPLES)
    spectrum = np.abs(np.fft.rfft(frames * _hann_window(), _FFT_SAMPLES, axis=1))
    bands = spectrum @ _cached_filterbank()
    log_bands: Floats = np.log(bands + _LOG_OFFSET).astype(np.float32, copy=False)
    return log_bands.reshape(len(patches), PATCH_FRAMES, PATCH_BANDS)


def patch_filterbank() -> Floats:
    """Return the mel filter bank: triangles on O'Shaughnessy's mel scale, each with peak 1.

    Returns
    -------
    ndarray of float32, shape (64, 257)
        Weight of each of the 257 frequencies of the Fourier transform in each band.

    References
    ----------
    .. [1] O'Shaughnessy, D. (1987). Speech Communication: Human and Machine. Addison-Wesley.
    """
    edges = np.linspace(_hz_to_mel(_LOWEST_HZ), _hz_to_mel(_HIGHEST_HZ), PATCH_BANDS + 2)
    low, middle, high = (edges[i : i + PATCH_BANDS, None] for i in range(3))
    bins = _hz_to_mel(np.linspace(0.0, SAMPLE_RATE / 2, _FFT_SAMPLES // 2 + 1))
    rising = (bins - low) / (middle - low)
    falling = (high - bins) / (high - middle)
    weights: Floats = np.maximum(0.0, np.minimum(rising, falling)).astype(np.float32)
    return weights


def _hz_to_mel(hz: Any) -> Any:
    return 1127.0 * np.log1p(np.asarray(hz) / 700.0)


@functools.cache
def _cached_filterbank() -> Floats:
    """Return the filter bank as a matrix to multiply frames with, shape (257, 64)."""
    return np.ascontiguousarray(patch_filterbank().T)


@functools.cache
def _hann_window() -> Floats:
    window = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(_WINDOW_SAMPLES) / _WINDOW_SAMPLES)
    return window.astype(np.float32)
