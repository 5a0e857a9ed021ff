"""The spectrogram for display covers the whole song, in bounded memory."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moodtagger.audio import SAMPLE_RATE, log_mel, spectrogram
from moodtagger.audio.mel_spectrogram import FrameDownsampler
from moodtagger.demo.encode import encode


def test_short_songs_keep_every_frame(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    y = (0.1 * rng.standard_normal(3 * SAMPLE_RATE)).astype(np.float32)
    encode(y, SAMPLE_RATE, tmp_path / "song.flac")
    frames = spectrogram(tmp_path / "song.flac")
    assert frames.dtype == np.float32
    np.testing.assert_allclose(frames, log_mel(y), atol=0.1)


def test_long_songs_are_downsampled_evenly(tmp_path: Path) -> None:
    y = np.zeros(40 * SAMPLE_RATE, np.float32)
    y[20 * SAMPLE_RATE :] = 0.5 * np.sin(np.arange(20 * SAMPLE_RATE) * 0.4)
    encode(y, SAMPLE_RATE, tmp_path / "song.flac")
    frames = spectrogram(tmp_path / "song.flac", max_frames=100)
    assert frames.shape == (100, 96)
    loud = frames.max(axis=1) > 0.0
    assert not loud[:49].any()
    assert loud[51:].all()


@settings(deadline=None, max_examples=60)
@given(sizes=st.lists(st.integers(0, 700), min_size=1, max_size=10), max_frames=st.integers(1, 60))
def test_size_and_mean_power(sizes: list[int], max_frames: int) -> None:
    rng = np.random.default_rng(sum(sizes))
    frames = rng.uniform(-40.0, 10.0, (sum(sizes), 96)).astype(np.float32)
    downsampler = FrameDownsampler(max_frames)
    for part in np.split(frames, np.cumsum(sizes)[:-1]):
        downsampler.push(part)
        # The means, one unfinished mean, and what pickle itself takes.
        held = len(pickle.dumps(downsampler)) / (96 * 4)
        assert held <= 4 * max_frames + len(frames) / (2 * max_frames) + 4
    result = downsampler.result()
    assert len(result) == min(len(frames), max_frames)
    if len(result):
        assert result.min() >= frames.min() - 0.01
        assert result.max() <= frames.max() + 0.01


@pytest.mark.parametrize("size", [1, 64])
def test_one_frame_is_the_mean_of_all(size: int) -> None:
    frames = np.random.default_rng(1).uniform(-20.0, 0.0, (64, 96)).astype(np.float32)
    downsampler = FrameDownsampler(1)
    for start in range(0, 64, size):
        downsampler.push(frames[start : start + size])
    expected = 10 * np.log10((10 ** (frames / 10)).mean(axis=0))
    np.testing.assert_allclose(downsampler.result()[0], expected, atol=0.01)


def test_max_frames_must_be_positive() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        FrameDownsampler(0)
