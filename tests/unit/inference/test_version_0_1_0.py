"""Files written by version 0.1.0 open as before: a user's model, a stopped run, cached features.

The files in `version_0_1_0` were written by that version's own code, the prediction too.
"""

import json
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.config import MoodNetConfig
from moodtagger.inference.finetuning.dataset import FineTuningDataset, SongFeatures
from moodtagger.inference.finetuning.trainer import Trainer
from moodtagger.inference.model_folder import read_validated_model
from moodtagger.inference.predictor import Backend, Predictor
from moodtagger.inference.torch_weights import LoadedModel

FILES = Path(__file__).with_name("version_0_1_0")
SONGS = 48


def songs() -> list[SongFeatures]:
    rng = np.random.default_rng(0)
    windows = [rng.normal(size=(3, 16)).astype(np.float16) for _ in range(SONGS)]
    return [SongFeatures(rows, np.ones(3, np.float32)) for rows in windows]


def dataset() -> FineTuningDataset:
    features = songs()
    present = np.array([[song.windows.mean() > 0] for song in features], np.float32)
    no_va = np.full((SONGS, 2), np.nan, np.float32)
    return FineTuningDataset(features, present, (3,), 1, no_va, np.arange(SONGS) % 2 < 1)


def initial_model() -> LoadedModel:
    blocks = ((8, 4, 4), (8, 2, 2))
    network = MoodNet(MoodNetConfig(moods=3, stem=4, blocks=blocks, hidden=16, embedding=8)).eval()
    moods = [Mood(label, (label,), 0.0, 0.0, None, 0.0) for label in ("happy", "sad", "calm")]
    return LoadedModel(network, Vocabulary(moods), {}, Calibration.identity(3))


@pytest.mark.parametrize("backend", Backend, ids=lambda backend: backend.value)
def test_user_trained_model_predicts_the_same(backend: Backend) -> None:
    expected = json.loads((FILES / "prediction.json").read_text(encoding="utf-8"))
    predictor = Predictor(FILES / "model", backend).song_predictor()
    predictor.push(np.random.default_rng(1).normal(-30, 15, (700, 96)).astype(np.float32))
    prediction = predictor.finish(22.4)
    assert prediction.model == expected["model"]
    assert list(prediction.confident) == expected["confident"]
    assert prediction.moods == pytest.approx(expected["moods"], abs=1e-4)
    assert prediction.quadrant == pytest.approx(expected["quadrant"], abs=1e-4)
    for name in ("valence", "arousal", "valence_sd", "arousal_sd"):
        assert getattr(prediction, name) == pytest.approx(expected[name], abs=1e-4), name
    np.testing.assert_allclose(prediction.embedding, expected["embedding"], atol=1e-4)
    spans = [[segment.start_s, segment.end_s] for segment in prediction.segments]
    assert spans == expected["segments"]


def test_card_and_vocabulary_of_a_user_trained_model() -> None:
    folder = read_validated_model(FILES / "model").model_folder
    assert folder.vocabulary.labels == ("happy", "sad", "calm", "loud")
    assert folder.vocabulary.by_label("loud").threshold == 0.6
    assert folder.calibration.va_lean == (0.2, 0.1)
    assert folder.card["start"] == "tiny 1"


def test_stopped_run_is_resumed(tmp_path: Path) -> None:
    checkpoint = tmp_path / "run.safetensors"
    checkpoint.write_bytes((FILES / "run.safetensors").read_bytes())
    trainer = Trainer(initial_model(), dataset())
    state = trainer.train(3, checkpoint, lambda _: None, Event())
    assert (state.resumed, state.passes) == (2, 3)
    assert len(state.history) == 3


def test_cached_features_are_read() -> None:
    features = SongFeatures.load(FILES / "song.npz")
    assert features is not None
    np.testing.assert_array_equal(features.windows, songs()[0].windows)
    np.testing.assert_array_equal(features.weights, songs()[0].weights)
