"""The log-mel front end equals librosa, at once and in blocks of any size."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import librosa
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from moodtagger.audio import SAMPLE_RATE, LogMelStream, log_mel
from moodtagger.audio.mel_spectrogram import mel_filterbank

TOLERANCE_DB = 0.01
DYNAMIC_RANGE_DB = 80.0  # below the loudest band, librosa's default
TOLERANCE_FAR_BELOW_DB = 0.3


def librosa_log_mel(y: NDArray[np.float32]) -> NDArray[np.float32]:
    # Padded by hand, since librosa warns of signals shorter than a frame.
    padded = np.pad(y, 512)
    power = librosa.feature.melspectrogram(
        y=padded, sr=16000, n_fft=1024, hop_length=512, n_mels=96, center=False
    )
    return 10.0 * np.log10(np.maximum(power, 1e-10)).T


def noise(samples: int, seed: int = 0) -> NDArray[np.float32]:
    rng = np.random.default_rng(seed)
    return (0.3 * rng.standard_normal(samples)).astype(np.float32)


def tone(samples: int) -> NDArray[np.float32]:
    return np.sin(2 * np.pi * 440.0 * np.arange(samples) / SAMPLE_RATE).astype(np.float32)


@pytest.mark.parametrize("samples", [1, 511, 512, 513, 1024, 50_001])
@pytest.mark.parametrize("make", [noise, tone])
def test_equals_librosa(make: Callable[[int], NDArray[np.float32]], samples: int) -> None:
    y = make(samples)
    frames = log_mel(y)
    assert frames.shape == (1 + samples // 512, 96)
    assert frames.dtype == np.float32
    expected = librosa_log_mel(y)
    in_range = expected > expected.max(axis=1, keepdims=True) - DYNAMIC_RANGE_DB
    assert in_range.any(axis=1).all()
    np.testing.assert_allclose(frames[in_range], expected[in_range], atol=TOLERANCE_DB)
    np.testing.assert_allclose(frames, expected, atol=TOLERANCE_FAR_BELOW_DB)


def test_bands_equal_librosas() -> None:
    expected = librosa.filters.mel(sr=16000, n_fft=1024, n_mels=96)
    assert mel_filterbank().dtype == np.float32
    np.testing.assert_allclose(mel_filterbank(), expected, atol=1e-8)


def test_centering_equals_librosas() -> None:
    y = noise(20_000)
    power = librosa.feature.melspectrogram(y=y, sr=16000, n_fft=1024, hop_length=512, n_mels=96)
    expected = 10.0 * np.log10(np.maximum(power, 1e-10)).T
    np.testing.assert_allclose(log_mel(y), expected, atol=TOLERANCE_DB)


@settings(deadline=None, max_examples=60)
@given(sizes=st.lists(st.integers(0, 5_000), min_size=1, max_size=12), seed=st.integers(0, 99))
def test_block_size_makes_no_difference(sizes: list[int], seed: int) -> None:
    y = noise(sum(sizes), seed)
    stream = LogMelStream()
    parts = [stream.push(block) for block in np.split(y, np.cumsum(sizes)[:-1])]
    parts.append(stream.finish())
    streamed = np.concatenate(parts)
    assert streamed.shape == ((1 + len(y) // 512) if len(y) else 0, 96)
    if len(y):
        np.testing.assert_allclose(streamed, librosa_log_mel(y), atol=TOLERANCE_DB)


def test_silence_is_the_floor() -> None:
    np.testing.assert_allclose(log_mel(np.zeros(5_000, np.float32)), -100.0, atol=1e-4)


def test_frames_are_returned_as_soon_as_complete() -> None:
    stream = LogMelStream()
    assert len(stream.push(noise(511))) == 0
    assert len(stream.push(noise(1))) == 1  # centered on 0: needs 512 samples
    assert len(stream.push(noise(5_120))) == 10


def test_import_loads_no_heavy_libraries() -> None:
    code = (
        "import sys, moodtagger.audio; "
        "heavy = {'librosa', 'numba', 'scipy', 'torch', 'PySide6'} & set(sys.modules); "
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
