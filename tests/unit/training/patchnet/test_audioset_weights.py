"""The reader of YAMNet's file, and the network that its weights go into."""

from __future__ import annotations

import os
import sys
import types
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from moodtagger.core.errors import ModelError
from moodtagger.inference.patch_architecture import PatchNet
from moodtagger.training.patchnet.audioset_weights import AUDIOSET_BLOCKS, load_audioset_net
from tests.support.patch_songs import CONFIG, noise_song, tiny_audioset_net

DATA_ENV_VAR = "MOODTAGGER_TRAINING_DATA"  # the folder that `--data` names


class FakeInterpreter:
    """Gives tensors as the file has them: channels last, some in 8 bits with scales."""

    def __init__(self, path: str, **options: object) -> None:
        if not Path(path).exists():
            raise ValueError(f"Could not open '{path}'.")
        rng = np.random.default_rng(0)
        self.tensors: dict[int, Any] = {11: rng.random((32, 3, 3, 1)), 13: rng.random(32)}
        self.scales: dict[int, Any] = {}
        inputs = 32
        for k, (outputs, _) in enumerate(AUDIOSET_BLOCKS):
            self.tensors[14 + 2 * k] = rng.random(inputs)
            self.tensors[15 + 2 * k] = rng.random(outputs)
            self.tensors[43 + k] = rng.random((1, 3, 3, inputs))
            self.tensors[56 + k] = rng.integers(-9, 9, (outputs, 1, 1, inputs)).astype(np.int8)
            self.scales[56 + k] = (0, rng.random(outputs))
            inputs = outputs
        self.tensors[69], self.tensors[5] = np.ones((521, inputs), np.int8), rng.random(521)
        self.scales[69] = (0, np.array([0.5]))

    def allocate_tensors(self) -> None:
        pass

    def get_tensor(self, number: int) -> Any:
        return self.tensors[number]

    def get_tensor_details(self) -> list[dict[str, Any]]:
        return [
            {
                "index": number,
                "quantization_parameters": {"quantized_dimension": axis, "scales": scales},
            }
            for number, (axis, scales) in self.scales.items()
        ]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    module = types.ModuleType("ai_edge_litert.interpreter")
    module.Interpreter = FakeInterpreter  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ai_edge_litert", types.ModuleType("ai_edge_litert"))
    monkeypatch.setitem(sys.modules, "ai_edge_litert.interpreter", module)
    path = tmp_path / "yamnet.tflite"
    path.touch()
    return path


def test_tensors_get_torchs_order_of_axes(file: Path) -> None:
    state = load_audioset_net(file).state_dict()
    tensors = FakeInterpreter(str(file)).tensors
    np.testing.assert_allclose(state["stem.weight"][5, 0, 1, 2], tensors[11][5, 1, 2, 0])
    depthwise = state["blocks.3.depthwise.weight"]
    np.testing.assert_allclose(depthwise[7, 0, 0, 2], tensors[46][0, 0, 2, 7], rtol=1e-6)
    np.testing.assert_allclose(state["blocks.12.pointwise.bias"], tensors[39], rtol=1e-6)


def test_eight_bits_are_scaled(file: Path) -> None:
    state = load_audioset_net(file).state_dict()
    interpreter = FakeInterpreter(str(file))
    scale = interpreter.scales[58][1]
    expected = interpreter.tensors[58][9, 0, 0, 4] * scale[9]
    assert float(state["blocks.2.pointwise.weight"][9, 4, 0, 0]) == pytest.approx(expected)
    assert set(state["scores.weight"].unique().tolist()) == {0.5}


def test_missing_and_other_files_are_model_errors(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        load_audioset_net(file.with_name("missing.tflite"))
    monkeypatch.setattr(FakeInterpreter, "get_tensor", lambda self, number: np.zeros((1, 2, 2, 2)))
    with pytest.raises(ModelError, match="cannot be read"):
        load_audioset_net(file)


def test_split_network_equals_the_whole() -> None:
    net = tiny_audioset_net()
    frames = torch.randn(2, 96, 64)
    results = []
    for depth in (0, 2, 4):
        results.append(net.describe(net.feature_maps(frames, depth), depth))
    for embedding, scores in results[1:]:
        torch.testing.assert_close(embedding, results[0][0])
        torch.testing.assert_close(scores, results[0][1])


def test_layers_are_copied_into_patchnet() -> None:
    net, student = tiny_audioset_net(), PatchNet(CONFIG)
    heads = student.quadrant.weight.clone()
    net.copy_layers(student)
    frames = torch.randn(2, 96, 64)
    expected = (net.feature_maps(frames, 3).mean(dim=(2, 3)) + 1e-3).sqrt()
    torch.testing.assert_close(student.features(frames), expected)
    torch.testing.assert_close(student.quadrant.weight, heads)


def test_fingerprint_tells_weights_apart() -> None:
    assert tiny_audioset_net(1).fingerprint() == tiny_audioset_net(1).fingerprint()
    assert tiny_audioset_net(1).fingerprint() != tiny_audioset_net(2).fingerprint()


def test_real_file_gives_the_embedding_of_its_own_interpreter() -> None:
    interpreters = pytest.importorskip("ai_edge_litert.interpreter")
    path = Path(os.environ.get(DATA_ENV_VAR, "missing")) / "teacher" / "yamnet.tflite"
    if not path.exists():
        pytest.skip(f"{DATA_ENV_VAR} names no training data")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        interpreter = interpreters.Interpreter(
            str(path), experimental_preserve_all_tensors=True, num_threads=1
        )
    interpreter.allocate_tensors()
    interpreter.set_tensor(0, noise_song(1)[:15600])
    interpreter.invoke()
    # Its own log-mel, as the interpreter rounds the spectrum to 8 bits on the way to it.
    frames = torch.from_numpy(interpreter.get_tensor(84)[:, :, :, 0])
    net = load_audioset_net(path)
    with torch.inference_mode():
        embedding, _ = net.describe(net.feature_maps(frames, 9), 9)
    expected = interpreter.get_tensor(112).reshape(-1)
    assert np.corrcoef(embedding[0], expected)[0, 1] > 0.98
