"""Altered songs: what each alteration does, and how kept answers are counted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.patch_architecture import PatchNet
from moodtagger.training.patchnet.altered_songs import (
    ALTERATIONS,
    SongReader,
    add_vinyl_noise,
    gain,
    measure_alterations,
    narrow,
    speed_up,
)
from tests.support.patch_songs import CONFIG, noise_song


@pytest.fixture
def reader() -> SongReader:
    vocabulary = Vocabulary(
        [Mood(label, (label,), 0.0, 0.0, None, 0.5) for label in ("calm", "dark", "warm")]
    )
    return SongReader(PatchNet(CONFIG), Calibration.identity(3), vocabulary)


def test_each_alteration_changes_what_it_says() -> None:
    song = noise_song(1)
    np.testing.assert_allclose(gain(-20)(song), song / 10, rtol=1e-5)
    assert len(speed_up(song)) == pytest.approx(len(song) / 1.005, abs=2)
    assert len(ALTERATIONS["without the first 5 s"](np.tile(song, 3))) == len(song) * 3 - 80000
    difference = add_vinyl_noise(song) - song
    assert 0.005 < np.sqrt(np.mean(difference**2) / np.mean(song**2)) < 0.05
    spectrum = np.abs(np.fft.rfft(narrow(noise_song(3))))
    high = spectrum[round(len(spectrum) * 0.55) :].max()
    assert high < 0.01 * spectrum.max()


def test_a_song_that_stays_keeps_everything(reader: SongReader, tmp_path: Path) -> None:
    songs = []
    for k in range(3):
        soundfile.write(tmp_path / f"{k}.wav", noise_song(k), 16000)
        songs.append((0, tmp_path / f"{k}.wav"))
    rows = measure_alterations(
        {0: reader},
        songs,
        {"same": lambda x: x, "louder": gain(6), "other": lambda _: noise_song(9)},
    )
    assert rows["same"] == rows["louder"]
    assert (rows["same"]["songs"], rows["same"]["quadrant_kept"]) == (3, 1.0)
    assert rows["same"]["clear_new"] == 0.0
