"""Training of the speech detector on clips made here."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from moodtagger.audio import SAMPLE_RATE
from moodtagger.core.speech import MIN_SPEECH_PROBABILITY
from moodtagger.inference.speech import SPEECH_FILE, SpeechDetector
from moodtagger.training.speech.fit import (
    FOLDS,
    Clip,
    evaluate,
    fit,
    song_probability,
    write_detector,
)
from moodtagger.training.speech.synthesis import CLIP_S, as_recorded, recorded_clips

FEATURES = 5


def clips(count: int, distance: float = 3.0) -> list[Clip]:
    rng = np.random.default_rng(1)
    made = []
    for number in range(count):
        is_speech = number % 3 == 0
        center = distance if is_speech else 0.0
        features = rng.normal(center, 1.0, (3, FEATURES))
        kind = "speech" if is_speech else "music"
        name, group = f"{kind}/{number}", f"group {number % 20}"
        made.append(Clip(name, group, is_speech, features, np.array([1.0, 1.0, 0.5])))
    return made


def test_a_detector_tells_what_it_was_fitted_on() -> None:
    found = clips(90)
    detector = fit(found)
    called = [song_probability(detector, clip) >= MIN_SPEECH_PROBABILITY for clip in found]
    assert np.mean([c == clip.is_speech for c, clip in zip(called, found, strict=True)]) > 0.95


def test_groups_are_held_out_and_errors_are_named() -> None:
    found = clips(120)
    wrong = found[1]
    as_speech = Clip("music/rap", "group x", False, found[0].features, wrong.weights)
    silent = Clip("music/silent", "group y", False, np.empty((0, 1)), np.empty(0))
    result = evaluate([*found, as_speech, silent])
    assert result["kinds"]["speech"]["clips"] == 40
    assert result["kinds"]["music"]["clips"] == 81
    assert [line.split()[0] for line in result["music_called_speech"]] == ["music/rap"]
    assert len({clip.group for clip in found}) >= FOLDS


def test_the_folder_holds_detector_and_results(tmp_path: Path) -> None:
    result = write_detector(clips(90), tmp_path)
    values = json.loads((tmp_path / SPEECH_FILE).read_text())
    assert values.pop("held_out") == result
    detector = SpeechDetector(**{k: np.array(v) for k, v in values.items()})
    assert detector.weight.shape == (FEATURES,)


@pytest.mark.parametrize("seed", range(8))
def test_recordings_keep_length_and_stay_below_full_scale(seed: int) -> None:
    rng = np.random.default_rng(seed)
    speech = rng.normal(0, 0.1, SAMPLE_RATE * 3).astype(np.float32)
    clip = as_recorded(speech, speech[: SAMPLE_RATE // 2], rng)
    assert clip.shape == speech.shape
    assert clip.dtype == np.float32
    assert 0.09 < np.abs(clip).max() <= 1.0


def test_short_recordings_of_a_voice_are_joined(tmp_path: Path) -> None:
    (tmp_path / "anna").mkdir()
    (tmp_path / "empty").mkdir()
    noise = np.random.default_rng(1).normal(0, 0.1, SAMPLE_RATE * 2)
    soundfile.write(tmp_path / "anna" / "a.wav", noise, SAMPLE_RATE)
    soundfile.write(tmp_path / "anna" / "too short.wav", noise[:100], SAMPLE_RATE)
    (tmp_path / "anna" / "notes.txt").write_text("no sound")
    made = list(recorded_clips(tmp_path, 2, np.random.default_rng(2)))
    assert [clip.voice for clip in made] == ["anna", "anna"]
    assert all(len(clip.samples) == round(CLIP_S * SAMPLE_RATE) for clip in made)
