"""PatchNet: both backends agree, folders are checked, songs are predicted from samples."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from moodtagger.core.errors import ModelError
from moodtagger.inference.backends.base import Floats
from moodtagger.inference.backends.onnx_backend import OnnxNetwork
from moodtagger.inference.backends.torch_backend import TorchNetwork
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.model_folder import CARD
from moodtagger.inference.patch_architecture import PatchNet
from moodtagger.inference.patch_config import PatchNetConfig, patchnet_shapes
from moodtagger.inference.patch_mel import PATCH_SAMPLES, patch_log_mel
from moodtagger.inference.patch_predictor import PatchSongPredictor
from moodtagger.inference.patches import PATCH_S
from moodtagger.inference.predictor import Backend, Predictor
from moodtagger.inference.speech import SPEECH_FILE
from moodtagger.training.moodnet.export import export_model
from tests.support.tiny_model import LABELS, tiny_vocabulary

SIZES = PatchNetConfig(
    moods=len(LABELS), stem=4, blocks=((8, 1), (16, 2), (16, 1)), embedding=8, attributes=2
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(1)
    out = tmp_path_factory.mktemp("patchnet") / "model"
    network = PatchNet(SIZES).eval()
    export_model(out, network, tiny_vocabulary(), Calibration.identity(len(LABELS)), {})
    return out


def song(seconds: float, seed: int = 0) -> Floats:
    noise = np.random.default_rng(seed).standard_normal(round(seconds * 16000)) * 0.1
    return noise.astype(np.float32)


def test_shapes_are_those_of_the_network() -> None:
    state = PatchNet(SIZES).state_dict()
    assert {name: tuple(value.shape) for name, value in state.items()} == patchnet_shapes(SIZES)


def test_sizes_survive_json() -> None:
    assert PatchNetConfig.from_dict(json.loads(json.dumps(SIZES.as_dict()))) == SIZES


def test_both_backends_agree(folder: Path) -> None:
    patches = patch_log_mel(song(5.0)[: 5 * PATCH_SAMPLES].reshape(5, -1))
    torch_out = TorchNetwork.load(folder).forward(patches)
    onnx_out = OnnxNetwork.load(folder).forward(patches)
    for expected, found in zip(torch_out, onnx_out, strict=True):
        np.testing.assert_allclose(found, expected, atol=1e-4)


def test_a_folder_with_other_sizes_is_refused(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for path in folder.iterdir():
        (other / path.name).write_bytes(path.read_bytes())
    card = json.loads((folder / CARD).read_text())
    card["architecture"]["embedding"] = 9
    (other / CARD).write_text(json.dumps(card))
    with pytest.raises(ModelError, match="don't match"):
        TorchNetwork.load(other)


@pytest.mark.parametrize("bad", [{"blocks": [[8]]}, {"stem": 0}, {"blocks": [[8, 3]]}, {"x": 1}])
def test_a_card_with_impossible_sizes_is_refused(
    folder: Path, tmp_path: Path, bad: dict[str, object]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for path in folder.iterdir():
        (other / path.name).write_bytes(path.read_bytes())
    card = json.loads((folder / CARD).read_text())
    card["architecture"] |= bad
    (other / CARD).write_text(json.dumps(card))
    with pytest.raises(ModelError, match="incomplete or wrong"):
        OnnxNetwork.load(other)


@pytest.mark.parametrize("backend", list(Backend))
def test_segments_cover_the_song(folder: Path, backend: Backend) -> None:
    predictor = Predictor(folder, backend).song_predictor()
    assert isinstance(predictor, PatchSongPredictor)
    for start in range(0, 90 * 16000, 30_000):
        predictor.push_samples(song(90.0)[start : start + 30_000])
    prediction = predictor.finish(90.0)
    starts = [segment.start_s for segment in prediction.segments]
    ends = [segment.end_s for segment in prediction.segments]
    assert starts[0] == 0
    assert ends[-1] == 90
    assert starts[1:] == ends[:-1]
    assert np.linalg.norm(prediction.embedding) == pytest.approx(1)


def test_long_silence_has_no_segment(folder: Path) -> None:
    predictor = Predictor(folder, Backend.ONNX).song_predictor()
    silence = np.zeros(120 * 16000, np.float32)
    predictor.push_samples(np.concatenate([song(60.0), silence, song(60.0, seed=1)]))
    spans = [(s.start_s, s.end_s) for s in predictor.finish(240.0).segments]
    assert not any(start < 120 < end for start, end in spans)
    assert spans[-1][1] == 240


def test_silence_changes_nothing(folder: Path) -> None:
    results = []
    music = song(30 * PATCH_S)
    for silence_s in (0, 400):
        predictor = Predictor(folder, Backend.ONNX).song_predictor()
        predictor.push_samples(music)
        predictor.push_samples(np.zeros(silence_s * 16000, np.float32))
        results.append(predictor.finish(30.0 + silence_s).embedding)
    np.testing.assert_allclose(results[1], results[0], atol=1e-5)


def test_features_for_a_network_of_the_users_own(folder: Path) -> None:
    extractor = Predictor(folder, Backend.TORCH).feature_extractor()
    extractor.push_samples(song(10.0))
    features = extractor.finish()
    assert features.windows.shape == (10, 16)
    assert features.weights.tolist() == [1.0] * 10


def test_no_samples_is_an_error(folder: Path) -> None:
    with pytest.raises(ValueError, match="no samples"):
        Predictor(folder, Backend.ONNX).song_predictor().finish(1.0)


@pytest.mark.parametrize("backend", list(Backend))
def test_speech_is_recognized_from_the_embedding_alone(
    folder: Path, tmp_path: Path, backend: Backend
) -> None:
    shutil.copytree(folder, tmp_path / "model")
    values = {"mean": [0.0] * 8, "scale": [1.0] * 8, "weight": [0.0] * 8, "bias": 2.0}
    (tmp_path / "model" / SPEECH_FILE).write_text(json.dumps(values))
    predictor = Predictor(tmp_path / "model", backend).song_predictor()
    predictor.push_samples(song(3.0))
    assert predictor.finish(3.0).speech == pytest.approx(1 / (1 + np.exp(-2)))


def test_both_backends_read_patches(folder: Path) -> None:
    for network in (TorchNetwork.load(folder), OnnxNetwork.load(folder)):
        assert network.reads_patches
        assert network.embedding_size == 8
