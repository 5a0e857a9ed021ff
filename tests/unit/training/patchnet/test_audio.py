"""Songs are decoded once, and as they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from moodtagger.training.patchnet import audio
from moodtagger.training.patchnet.audio import decode_pool, read_samples
from tests.support.patch_songs import noise_song


def discard_log(_: str) -> None:
    """Discard a progress line."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "q4" / "audio"
    folder.mkdir(parents=True)
    for k in (1, 0):
        soundfile.write(folder / f"song{k}.wav", noise_song(k, 1.5), 16000, subtype="FLOAT")
    return tmp_path / "data"


def test_samples_are_those_of_the_file(data: Path, tmp_path: Path) -> None:
    decoded = decode_pool("q4", data, tmp_path / "cache", discard_log)
    assert list(decoded) == ["song0", "song1"]
    samples = read_samples(decoded["song1"])
    assert samples.dtype == np.float32
    np.testing.assert_allclose(samples, noise_song(1, 1.5), atol=1 / 32768)


def test_only_what_is_missing_is_decoded(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    decoded = decode_pool("q4", data, cache, discard_log)
    decoded["song0"].rename(decoded["song0"].with_suffix(".part.npy"))  # as if killed
    opened: list[str] = []
    original = audio.open_audio

    def open_audio(path: Path) -> object:
        opened.append(path.name)
        return original(path)

    monkeypatch.setattr(audio, "open_audio", open_audio)
    assert decode_pool("q4", data, cache, discard_log) == decoded
    assert opened == ["song0.wav"]
    np.testing.assert_allclose(read_samples(decoded["song0"]), noise_song(0, 1.5), atol=1e-4)


def test_loud_songs_are_clipped_and_do_not_wrap(tmp_path: Path) -> None:
    folder = tmp_path / "open" / "audio"
    folder.mkdir(parents=True)
    loud = np.full(16000, 1.5, np.float32)
    soundfile.write(folder / "loud.wav", loud, 16000, subtype="FLOAT")
    decoded = decode_pool("open", tmp_path, tmp_path / "cache", discard_log)
    assert read_samples(decoded["loud"]).min() > 0.99
