"""The speech detector: what it measures, how windows add up, and what a model folder may hold."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from moodtagger.core.errors import ModelError
from moodtagger.inference.predictor import Predictor
from moodtagger.inference.speech import (
    SPEECH_FILE,
    SpeechDetector,
    read_speech_detector,
    rhythm_features,
    window_features,
)
from moodtagger.inference.windowing import FRAME_S, WINDOW_FRAMES
from tests.support.tiny_model import write_tiny_model

SIZE = len(rhythm_features(np.zeros((WINDOW_FRAMES, 96), np.float32)))


def frames(rate_hz: float, depth_db: float = 12.0) -> np.ndarray:
    """Return a window whose level moves at a rate."""
    time_s = np.arange(WINDOW_FRAMES) * FRAME_S
    level = depth_db * np.sin(2 * np.pi * rate_hz * time_s)
    noise = np.random.default_rng(1).normal(0, 1, (WINDOW_FRAMES, 96))
    return (level[:, None] + noise).astype(np.float32)


def test_the_rate_of_syllables_stands_out_at_any_level() -> None:
    syllables, slow, fast = (rhythm_features(frames(hz)) for hz in (4.0, 1.0, 12.0))
    assert syllables[0] > 0.9 > 0.2 > max(slow[0], fast[0])
    np.testing.assert_allclose(rhythm_features(frames(4.0) - 25.0), syllables, atol=0.01)


def test_even_frames_have_finite_features() -> None:
    assert np.isfinite(rhythm_features(np.full((WINDOW_FRAMES, 96), -100, np.float32))).all()


@pytest.mark.parametrize(
    ("logits", "weights", "above"),
    [
        ([9.0, 9.0, -9.0], [1, 1, 1], True),
        ([9.0, -9.0, -9.0], [1, 1, 1], False),
        ([9.0, -9.0, -9.0], [3, 1, 1], True),
        ([9.0, 9.0, -9.0], [0, 0, 1], False),  # the others are silent
        ([1e9], [1], True),
    ],
)
def test_the_window_in_the_middle_counts(
    logits: list[float], weights: list[float], above: bool
) -> None:
    probability = SpeechDetector.probability(logits, weights)
    assert 0.0 <= probability <= 1.0
    assert (probability > 0.5) is above


def write_detector(folder: Path, size: int, **changes: object) -> None:
    values = {"mean": [0.0] * size, "scale": [1.0] * size, "weight": [0.0] * size, "bias": 3.0}
    (folder / SPEECH_FILE).write_text(json.dumps(values | changes))


def test_a_song_has_the_probability_of_the_folder_and_none_without(tmp_path: Path) -> None:
    predictor = Predictor(write_tiny_model(tmp_path))
    song = predictor.song_predictor()
    song.push(frames(4.0))
    plain = song.finish(10.0)
    assert plain.speech is None
    write_detector(tmp_path, len(plain.embedding) + SIZE)
    song = Predictor(tmp_path).song_predictor()
    song.push(frames(4.0))
    assert song.finish(10.0).speech == pytest.approx(1 / (1 + np.exp(-3)))


@pytest.mark.parametrize(
    "changes",
    [
        {"bias": None},
        {"bias": float("nan")},
        {"mean": [0.0]},
        {"weight": ["x"] * (4 + SIZE)},
        {"scale": [0.0] * (4 + SIZE)},
        {"scale": None},
    ],
)
def test_a_damaged_detector_is_an_error_of_the_folder(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    write_detector(tmp_path, 4 + SIZE, **changes)
    with pytest.raises(ModelError, match="speech detector"):
        read_speech_detector(tmp_path, 4)
    (tmp_path / SPEECH_FILE).write_bytes(b"\xff" * 200_000)
    with pytest.raises(ModelError, match="speech detector"):
        read_speech_detector(tmp_path, 4)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    mean, scale, weight = rng.normal(size=(3, 4 + SIZE))
    detector = SpeechDetector(mean, np.abs(scale), weight, 0.25)
    (tmp_path / SPEECH_FILE).write_text(json.dumps(detector.as_dict()))
    read = read_speech_detector(tmp_path, 4)
    assert read is not None
    features = window_features(np.ones(4, np.float32), frames(4.0))
    assert read.logit(features) == pytest.approx(detector.logit(features), rel=1e-3)
