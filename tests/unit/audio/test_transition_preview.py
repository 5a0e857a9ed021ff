"""Previews of transitions: tempo, beats, fades and songs inside files."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from moodtagger.audio.playback import RATE, Floats
from moodtagger.audio.transition_preview import (
    MixSong,
    mix_transition,
    tempo_ratio,
    write_transition,
)


def clicks(path: Path, bpm: float, duration_s: float, first_s: float = 0.0) -> MixSong:
    """Write a song of one click on each beat."""
    samples = np.zeros(round(duration_s * RATE), np.int16)
    for beat_s in np.arange(first_s, duration_s - 0.01, 60.0 / bpm):
        start = round(beat_s * RATE)
        samples[start : start + 200] = 12000
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return MixSong(str(path), duration_s, 0.0, bpm, first_s)


def click_times(samples: Floats) -> npt.NDArray[np.float64]:
    """Return where clicks begin, in seconds."""
    loud = np.flatnonzero(np.abs(samples[:, 0]) > 0.02)
    starts: npt.NDArray[np.float64] = (
        loud[np.concatenate([[True], np.diff(loud) > RATE // 20])] / RATE
    )
    return starts


@pytest.mark.parametrize(
    ("before", "after", "ratio"),
    [(120.0, 116.0, 120 / 116), (120.0, 60.0, 1.0), (174.0, 86.0, 174 / 172), (120.0, 150.0, 1.0)],
)
def test_the_second_song_follows_the_tempo_of_the_first(
    before: float, after: float, ratio: float
) -> None:
    songs = MixSong("/a", 100.0, bpm=before), MixSong("/b", 100.0, bpm=after)
    assert tempo_ratio(*songs) == pytest.approx(ratio)
    assert tempo_ratio(songs[0], MixSong("/c", 100.0)) == 1.0


def test_beats_fall_together(tmp_path: Path) -> None:
    before = clicks(tmp_path / "a.wav", 120.0, 30.0, 0.1)
    after = clicks(tmp_path / "b.wav", 116.0, 30.0, 0.3)
    mixed = mix_transition(before, after)
    assert 30.0 < len(mixed) / RATE < 34.0
    times = click_times(mixed)
    off_grid = (times - 0.1 + 0.25) % 0.5 - 0.25
    assert np.abs(off_grid).max() < 0.03
    assert times[-1] > 28.0


def test_a_song_inside_a_file_is_mixed_alone(tmp_path: Path) -> None:
    whole = clicks(tmp_path / "a.wav", 120.0, 30.0)
    before = MixSong(whole.path, 12.0, 10.0)
    out = tmp_path / "mix.wav"
    write_transition(before, MixSong(whole.path, 5.0), out)
    with wave.open(str(out)) as file:
        assert (file.getnchannels(), file.getframerate()) == (2, RATE)
        assert file.getnframes() == 5 * RATE
