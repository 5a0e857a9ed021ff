"""ONNX Runtime gives the outputs of torch, for any network, without importing torch."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from moodtagger import paths
from moodtagger.core.errors import ModelError
from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.backends.onnx_backend import OnnxNetwork, UnsupportedGraphError
from moodtagger.inference.backends.onnx_export import OnnxModelWriter, encode_message
from moodtagger.inference.backends.torch_backend import TorchNetwork
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.config import MoodNetConfig, parameter_shapes
from moodtagger.inference.model_folder import WEIGHTS
from moodtagger.inference.patch_mel import PATCH_SAMPLES, patch_log_mel
from moodtagger.inference.predictor import (
    BACKEND_VARIABLE,
    Backend,
    Predictor,
    load_network,
    onnx_runtime_available,
    require_torch,
    selected_backend,
)
from moodtagger.training.moodnet.export import export_model
from tests.support.tiny_model import tiny_vocabulary, write_tiny_model


def windows(count: int) -> np.ndarray:
    noise = np.random.default_rng(1).normal(-40, 20, (count, 313, 96)).astype(np.float32)
    noise[-1] = -100.0  # digital silence
    return noise


@pytest.mark.parametrize("count", [1, 5])
def test_bundled_network_gives_the_same_outputs(count: int) -> None:
    folder = paths.default_model_dir()
    samples = np.random.default_rng(1).normal(0, 0.1, (count, PATCH_SAMPLES)).astype(np.float32)
    samples[-1] = 0.0  # digital silence
    patches = patch_log_mel(samples)
    expected = TorchNetwork.load(folder).forward(patches)
    found = OnnxNetwork.load(folder).forward(patches)
    for name, actual, desired in zip(expected._fields, found, expected, strict=True):
        np.testing.assert_allclose(actual, desired, rtol=1e-4, atol=2e-4, err_msg=name)


def test_network_of_other_sizes_gives_the_same_outputs(tmp_path: Path) -> None:
    folder = write_tiny_model(tmp_path)
    network = TorchNetwork.load(folder)
    expected, found = network.forward(windows(2)), OnnxNetwork.load(folder).forward(windows(2))
    for actual, desired in zip(found, expected, strict=True):
        np.testing.assert_allclose(actual, desired, rtol=1e-4, atol=1e-4)
    from_embedding = network.apply_heads(found.embedding)
    np.testing.assert_allclose(from_embedding.moods, found.moods, rtol=1e-4, atol=1e-4)


def test_fine_tuning_features_come_from_torch_for_both_backends(tmp_path: Path) -> None:
    folder = write_tiny_model(tmp_path)
    frames = windows(3)[:2].reshape(-1, 96)
    features = []
    for backend in Backend:
        extractor = Predictor(folder, backend).feature_extractor()
        extractor.push(frames)
        features.append(extractor.finish().windows)
    np.testing.assert_array_equal(*features)


@pytest.mark.parametrize(
    "config",
    [
        MoodNetConfig(moods=18),
        MoodNetConfig(moods=3, stem=4, blocks=((8, 4, 4), (8, 1, 1)), hidden=5, embedding=7),
        MoodNetConfig(moods=1, blocks=()),
    ],
)
def test_parameter_shapes_are_those_of_torch(config: MoodNetConfig) -> None:
    weights = MoodNet(config).state_dict()
    assert parameter_shapes(config) == {name: tuple(value.shape) for name, value in weights.items()}


def test_bundled_network_runs_without_torch() -> None:
    program = (
        "import sys, numpy as np\n"
        "from moodtagger import paths\n"
        "from moodtagger.inference.predictor import Predictor\n"
        "song = Predictor(paths.default_model_dir()).song_predictor()\n"
        "song.push_samples(np.sin(np.arange(358_400, dtype=np.float32)))\n"
        "print(song.finish(22.4).model, 'torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["moodnet", "2.2", "False"]


def test_environment_variable_selects_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(BACKEND_VARIABLE, raising=False)
    assert selected_backend() is Backend.ONNX
    monkeypatch.setenv(BACKEND_VARIABLE, "torch")
    assert selected_backend() is Backend.TORCH


def test_torch_is_the_default_without_onnx_runtime(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(BACKEND_VARIABLE, raising=False)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)  # cannot be imported
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    onnx_runtime_available.cache_clear()
    try:
        assert selected_backend() is Backend.TORCH
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
        onnx_runtime_available.cache_clear()
        assert selected_backend() is Backend.TORCH
    finally:
        onnx_runtime_available.cache_clear()


def test_torch_runs_what_onnx_runtime_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_tiny_model(tmp_path)
    monkeypatch.setattr(
        "moodtagger.inference.backends.onnx_backend.build_onnx_model", lambda *_: b"\x08\x08"
    )
    limits: list[str] = []  # the limit itself would outlive this test
    monkeypatch.setattr(TorchNetwork, "use_one_thread", lambda: limits.append("one thread"))
    with pytest.raises(UnsupportedGraphError):
        OnnxNetwork.load(folder)
    assert isinstance(load_network(folder, Backend.ONNX), TorchNetwork)
    assert limits == ["one thread"]
    assert isinstance(load_network(folder, Backend.TORCH), TorchNetwork)
    assert limits == ["one thread"]


def test_features_from_torch_take_one_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[str] = []
    monkeypatch.setattr(TorchNetwork, "use_one_thread", lambda: limits.append("one thread"))
    OnnxNetwork.load(write_tiny_model(tmp_path)).feature_extractor()
    assert limits == ["one thread"]


def test_a_session_takes_one_thread_and_little_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    monkeypatch.setattr("onnxruntime.InferenceSession", lambda *args, **kwargs: made.append(args))
    OnnxNetwork.load(write_tiny_model(tmp_path))
    ((_, options),) = made
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (1, 1)
    assert not options.enable_cpu_mem_arena
    assert not options.enable_mem_pattern
    assert options.log_severity_level == 4  # fatal errors only


def trained_network() -> MoodNet:
    """Return a network whose batch norms, levels and bands are not those it begins with."""
    torch.manual_seed(4)
    network = MoodNet(
        MoodNetConfig(moods=3, stem=4, blocks=((8, 2, 2), (8, 1, 1)), hidden=16, embedding=8)
    )
    for name, value in network.state_dict().items():
        if name.endswith("running_mean"):
            value.normal_()
        elif name.endswith("running_var"):
            value.uniform_(2e-5, 1e-3)  # so small that the epsilon counts
        elif ".norm" in name or name.startswith(("stem.1", "hidden.1")):
            value.uniform_(0.01, 0.02) if value.is_floating_point() else None
    network.quietest.fill_(-5.0)
    network.loudest.fill_(5.0)
    network.mean.normal_(-30.0, 5.0)
    network.scale.uniform_(10.0, 20.0)
    return network.eval()


@pytest.mark.parametrize("level_db", [-140.0, -100.0, -60.0, -30.0, -22.0, -15.0, 10.0, 40.0])
def test_both_backends_agree_at_every_level(tmp_path: Path, level_db: float) -> None:
    calibration = Calibration.identity(3)
    export_model(tmp_path / "model", trained_network(), tiny_vocabulary(), calibration, {})
    noise = np.random.default_rng(3).normal(level_db, 3, (2, 313, 96)).astype(np.float32)
    expected = TorchNetwork.load(tmp_path / "model").forward(noise)
    found = OnnxNetwork.load(tmp_path / "model").forward(noise)
    assert np.abs(expected.embedding).max() > 0.1
    for actual, desired in zip(found, expected, strict=True):
        np.testing.assert_allclose(actual, desired, rtol=1e-3, atol=1e-3)


def test_both_backends_bound_the_variance(tmp_path: Path) -> None:
    folder = write_tiny_model(tmp_path)
    embedding = np.random.default_rng(1).normal(0, 1e4, (8, 128)).astype(np.float32)
    for network in (TorchNetwork.load(folder), OnnxNetwork.load(folder)):
        outputs = network.apply_heads(embedding)
        assert set(np.ravel(outputs.va_logvar)) == {-6.0, 2.0}
        assert [part.shape[1] for part in outputs] == [4, 3, 2, 2, 128]
        assert network.embedding_size == 128
        assert not network.reads_patches


def test_a_model_names_the_versions_that_it_needs() -> None:
    model = OnnxModelWriter().serialize("windows", ("n", 3), "n0")
    assert model.startswith(b"\x08\x08\x12\x0amoodtagger")
    assert model.endswith(encode_message([(8, encode_message([(1, ""), (2, 17)]))]))


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        (0, b"\x00"),
        (127, b"\x7f"),
        (128, b"\x80\x01"),
        (16383, b"\xff\x7f"),
        (16384, b"\x80\x80\x01"),
    ],
)
def test_numbers_take_seven_bits_a_byte(value: int, encoded: bytes) -> None:
    assert encode_message([(1, value)]) == b"\x08" + encoded


def test_without_torch_its_backend_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_tiny_model(tmp_path)
    require_torch()  # it is there
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    for check in (require_torch, lambda: load_network(folder, Backend.TORCH)):
        with pytest.raises(ModelError, match="needs torch") as caught:
            check()
        assert "pip install" in str(caught.value.advice)


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    folder = write_tiny_model(tmp_path)
    (folder / WEIGHTS).write_bytes(b"nothing")
    with pytest.raises(ModelError):
        Predictor(folder, Backend.ONNX)


def test_messages_are_encoded_as_specified() -> None:
    # Examples of the encoding guide: 150, the string "testing", and a nested message.
    assert encode_message([(1, 150)]) == b"\x08\x96\x01"
    assert encode_message([(2, "testing")]) == b"\x12\x07testing"
    assert encode_message([(3, encode_message([(1, 150)]))]) == b"\x1a\x03\x08\x96\x01"
    assert encode_message([(1, -1)]) == b"\x08" + b"\xff" * 9 + b"\x01"
    assert encode_message([(1, 1.0)]) == b"\x0d\x00\x00\x80\x3f"


def test_threads_of_torch_are_unchanged_with_onnx_runtime() -> None:
    assert selected_backend() is Backend.ONNX
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(2)
        Predictor.use_one_thread()
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)
