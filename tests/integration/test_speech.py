"""The bundled model tells synthetic voices from the demo songs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from moodtagger.core.speech import MIN_SPEECH_PROBABILITY
from moodtagger.inference.predictor import Predictor
from moodtagger.paths import default_model_dir, demo_dir
from moodtagger.services.workers.analysis import analyze_file

TEXT = "The ferry leaves at seven, and whoever comes late waits until noon. "


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    return Predictor(default_model_dir())


def probability(predictor: Predictor, path: Path) -> float:
    found = analyze_file(path, predictor).prediction
    assert found is not None
    assert found.speech is not None
    return found.speech


@pytest.mark.parametrize("number", [1, 3, 6, 12])
def test_music_is_music(predictor: Predictor, number: int) -> None:
    (song,) = demo_dir().glob(f"{number:02d} *")
    assert probability(predictor, song) < 0.5


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="eSpeak NG is not installed")
@pytest.mark.parametrize("voice", ["en-us", "de+f3", "it+m4"])
def test_voices_are_speech(predictor: Predictor, tmp_path: Path, voice: str) -> None:
    path = tmp_path / "speech.wav"
    subprocess.run(["espeak-ng", "-v", voice, "-w", str(path), TEXT * 6], check=True)
    assert probability(predictor, path) >= MIN_SPEECH_PROBABILITY
