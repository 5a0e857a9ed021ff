"""Silence anywhere in a song changes nothing in its analysis, and neither does a low level."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from moodtagger.audio import open_audio
from moodtagger.core.prediction import AnalysisResult, Prediction
from moodtagger.files.model_files import load_vocabulary
from moodtagger.inference.model_folder import MOODS
from moodtagger.inference.predictor import Predictor
from moodtagger.paths import default_model_dir, demo_dir
from moodtagger.services.workers.analysis import SILENT, TOO_SHORT, analyze_file

RATE = 16_000
VOCABULARY = load_vocabulary(default_model_dir() / MOODS)
Sound = NDArray[np.float32]


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    Predictor.use_one_thread()
    return Predictor(default_model_dir())


@pytest.fixture(scope="module")
def song() -> Sound:
    """A demo song of 34 s, mono at 16 kHz."""
    with open_audio(demo_dir() / "03 The Empty Chair.flac") as stream:
        return np.concatenate(list(stream.blocks()))


def silence(seconds: float) -> Sound:
    return np.zeros(round(RATE * seconds), np.float32)


def noise(seconds: float, level_db: float) -> Sound:
    samples = np.random.default_rng(1).normal(0, 10 ** (level_db / 20), round(RATE * seconds))
    return samples.astype(np.float32)


def analyze(
    tmp_path: Path, predictor: Predictor, *parts: Sound, quick: bool = False
) -> AnalysisResult:
    path = tmp_path / "song.wav"
    soundfile.write(path, np.concatenate(parts), RATE, subtype="FLOAT")
    return analyze_file(str(path), predictor, quick=quick)


def prediction(
    tmp_path: Path, predictor: Predictor, *parts: Sound, quick: bool = False
) -> Prediction:
    found = analyze(tmp_path, predictor, *parts, quick=quick).prediction
    assert found is not None
    return found


def assert_similar(found: Prediction, expected: Prediction, tolerance: float) -> None:
    near = {
        mood.label
        for mood in VOCABULARY
        if abs(expected.moods[mood.label] - mood.threshold) < tolerance
    }
    assert set(found.confident) ^ set(expected.confident) <= near
    assert found.moods == pytest.approx(expected.moods, abs=tolerance)
    assert (found.valence, found.arousal) == pytest.approx(
        (expected.valence, expected.arousal), abs=tolerance
    )
    assert found.quadrant == pytest.approx(expected.quadrant, abs=tolerance)


@pytest.mark.parametrize("seconds", [4, 5, 30, 120, 600])
def test_trailing_silence(
    predictor: Predictor, song: Sound, tmp_path: Path, seconds: float
) -> None:
    alone = analyze(tmp_path, predictor, song)
    longer = analyze(tmp_path, predictor, song, silence(seconds))
    assert longer.prediction is not None
    assert alone.prediction is not None
    assert_similar(longer.prediction, alone.prediction, 0.001)
    assert longer.bpm == pytest.approx(alone.bpm, rel=0.02)
    assert longer.info is not None
    assert longer.info.duration_s == pytest.approx(len(song) / RATE + seconds, abs=0.1)


@pytest.mark.parametrize("seconds", [0.7, 3, 25, 60])
@pytest.mark.parametrize("level_db", [None, -70])
def test_silence_or_noise_before(
    predictor: Predictor, song: Sound, tmp_path: Path, seconds: float, level_db: float | None
) -> None:
    before = silence(seconds) if level_db is None else noise(seconds, level_db)
    found = prediction(tmp_path, predictor, before, song)
    assert_similar(found, prediction(tmp_path, predictor, song), 0.04)


def test_silence_in_the_middle(predictor: Predictor, song: Sound, tmp_path: Path) -> None:
    """As before a hidden track."""
    half = len(song) // 2
    hidden = prediction(tmp_path, predictor, song, silence(200), song[:half])
    assert_similar(hidden, prediction(tmp_path, predictor, song, song[:half]), 0.12)
    ends = [segment.end_s for segment in hidden.segments if segment.end_s < 100]
    assert max(ends) == pytest.approx(len(song) / RATE, abs=1.5)  # silence has no mood


@pytest.mark.parametrize("tail", [silence(300), noise(300, -70)], ids=["silent", "noise"])
def test_quick_finds_what_sounds(
    predictor: Predictor, song: Sound, tmp_path: Path, tail: Sound
) -> None:
    alone = prediction(tmp_path, predictor, song, quick=True)
    assert_similar(prediction(tmp_path, predictor, song, tail, quick=True), alone, 0.18)
    assert_similar(prediction(tmp_path, predictor, tail, song, quick=True), alone, 0.18)
    both = prediction(tmp_path, predictor, song, tail, song, quick=True)
    assert_similar(both, alone, 0.18)
    starts = [segment.start_s for segment in both.segments]
    assert min(starts) < 34
    assert max(starts) > 334


@pytest.mark.parametrize("quick", [False, True])
def test_silent_songs_and_short_ones_are_still_reported(
    predictor: Predictor, song: Sound, tmp_path: Path, quick: bool
) -> None:
    def reason(*parts: Sound) -> str:
        found = analyze(tmp_path, predictor, *parts, quick=quick)
        assert (found.prediction, found.error) == (None, "")
        return found.skip_reason

    assert reason(silence(90)) == SILENT
    assert reason(noise(90, -80)) == SILENT
    assert reason(song[:RATE]) == TOO_SHORT
    assert reason(np.full(10 * RATE, 0.3, np.float32)) == SILENT  # an offset, with two clicks
    assert reason(silence(45), song[5 * RATE : 5 * RATE + RATE // 2], silence(45)) == TOO_SHORT


@pytest.mark.parametrize("level_db", [-20, -30, -40, -50])
def test_low_level(predictor: Predictor, song: Sound, tmp_path: Path, level_db: float) -> None:
    quiet = song * np.float32(10 ** (level_db / 20))
    found, expected = (prediction(tmp_path, predictor, part) for part in (quiet, song))
    assert_similar(found, expected, 0.03)
