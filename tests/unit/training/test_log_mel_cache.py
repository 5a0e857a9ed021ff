"""Spectrograms from audio and from packed files; they are computed once."""

import lzma
from pathlib import Path

import numpy as np
import soundfile

from moodtagger.audio.mel_spectrogram import log_mel
from moodtagger.training.data import dataset


def test_codes_are_half_decibels() -> None:
    frames = np.array([[-120.0, -90.0, -0.26, 37.0, 60.0]], np.float32)
    decoded = dataset.dequantize_db(dataset.quantize_db(frames))
    assert decoded.tolist() == [[-90.0, -90.0, -0.5, 37.0, 37.5]]


def test_packed_pool(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    frames_db = rng.integers(0, 128, (7, 96)).astype(np.uint8)
    steps = np.diff(frames_db, axis=0, prepend=np.zeros((1, 96), np.uint8))
    folder = tmp_path / "data" / "more"
    folder.mkdir(parents=True)
    (folder / "logmel.u1.xz").write_bytes(lzma.compress(steps.tobytes()))
    np.savez(folder / "index.npz", id=["a", "b"], offset=[0, 3, 7])
    songs = dataset.load_codes("more", tmp_path / "data", tmp_path / "cache")
    np.testing.assert_array_equal(
        dataset.dequantize_db(songs["b"]), frames_db[3:].astype(np.float32) - 90
    )
    assert len(songs["a"]) == 3


def test_audio_pool_uses_the_apps_front_end(tmp_path: Path) -> None:
    audio = tmp_path / "q4" / "audio"
    audio.mkdir(parents=True)
    noise = np.random.default_rng(0).normal(0, 0.1, 16000).astype(np.float32)
    soundfile.write(audio / "one.wav", noise, 16000, subtype="FLOAT")
    songs = dataset.load_codes("q4", tmp_path, tmp_path / "cache")
    assert list(songs) == ["one"]
    np.testing.assert_allclose(dataset.dequantize_db(songs["one"]), log_mel(noise), atol=0.26)


def test_cached_spectrograms_are_not_computed_again(tmp_path: Path) -> None:
    audio = tmp_path / "q4" / "audio"
    audio.mkdir(parents=True)
    soundfile.write(audio / "one.wav", np.full(16000, 0.1, np.float32), 16000, subtype="FLOAT")
    cache = tmp_path / "cache"
    computed = dataset.load_codes("q4", tmp_path, cache)
    assert [path.name for path in cache.iterdir()] == ["q4.npz"]
    (audio / "one.wav").write_bytes(b"no longer audio")
    cached = dataset.load_codes("q4", tmp_path, cache)
    np.testing.assert_array_equal(cached["one"], computed["one"])
