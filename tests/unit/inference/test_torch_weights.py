"""A model folder is loaded completely or refused with advice; nothing is unpickled."""

import hashlib
import json
import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
import safetensors.torch
import torch
from safetensors.torch import save

from moodtagger.core.errors import ModelError
from moodtagger.inference.model_folder import read_model_folder
from moodtagger.inference.patch_architecture import PatchNet
from moodtagger.inference.patch_config import PatchNetConfig
from moodtagger.inference.torch_weights import CARD, MOODS, WEIGHTS, load_model, save_weights
from moodtagger.training.moodnet.export import MODEL_NAME, MODEL_VERSION
from tests.support.tiny_model import LABELS, tiny_network, write_tiny_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "model")


def test_saved_model_is_loaded(folder: Path) -> None:
    model = load_model(folder)
    assert model.vocabulary.labels == LABELS
    assert model.name == f"{MODEL_NAME} {MODEL_VERSION}"
    assert model.calibration.sd_scale == (1.0, 0.5)
    frames = torch.randn(2, 313, 96) * 20 - 30
    with torch.inference_mode():
        torch.testing.assert_close(
            model.network(frames).moods, tiny_network()(frames).moods, rtol=1e-4, atol=1e-4
        )


def change_card(folder: Path, **values: object) -> None:
    card = json.loads((folder / CARD).read_text())
    (folder / CARD).write_text(json.dumps({**card, **values}))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no weights": lambda f: (f / WEIGHTS).unlink(),
    "empty weights": lambda f: (f / WEIGHTS).write_bytes(b""),
    "truncated weights": lambda f: (f / WEIGHTS).write_bytes((f / WEIGHTS).read_bytes()[:-100]),
    "flipped bit": lambda f: flip_last_byte(f / WEIGHTS),
    "no card": lambda f: (f / CARD).unlink(),
    "card is a list": lambda f: (f / CARD).write_text("[]"),
    "card is no JSON": lambda f: (f / CARD).write_text("{"),
    "card of later version": lambda f: change_card(f, format=99),
    "card without calibration": lambda f: change_card(f, calibration={}),
    "card with other sizes": lambda f: change_card(f, architecture={"moods": "three"}),
    "card with impossible sizes": lambda f: change_sizes(f, stem=-3),
    "no vocabulary": lambda f: (f / MOODS).unlink(),
    "card with huge sizes": lambda f: change_sizes(f, stem=10**9),
    "card nested too deep": lambda f: (f / CARD).write_text("[" * 100_000),
    "card with NaN": lambda f: change_calibration(f, quadrant_temperature="NaN"),
    "card with a line break in its name": lambda f: change_card(f, name="one\ntwo"),
    "card that is a folder": lambda f: ((f / CARD).unlink(), (f / CARD).mkdir()),
    "weights too large": lambda f: os.truncate(f / WEIGHTS, 10**9),
    "weights with NaN": lambda f: write_nan_weights(f),
    "vocabulary with NaN": lambda f: change_mood(f, threshold=float("nan")),
    "vocabulary with a terminal escape": lambda f: change_mood(f, label="happy\x1b[2J"),
    "vocabulary nested too deep": lambda f: (f / MOODS).write_text("[" * 100_000),
    "vocabulary of another network": lambda f: (f / MOODS).write_text("[]"),
}


def change_sizes(folder: Path, **values: object) -> None:
    sizes = json.loads((folder / CARD).read_text())["architecture"]
    change_card(folder, architecture={**sizes, **values})


def change_calibration(folder: Path, **values: object) -> None:
    change_card(
        folder, calibration={**json.loads((folder / CARD).read_text())["calibration"], **values}
    )


def change_mood(folder: Path, **values: object) -> None:
    first, *remaining = json.loads((folder / MOODS).read_text())
    (folder / MOODS).write_text(json.dumps([{**first, **values}, *remaining]))


def write_nan_weights(folder: Path) -> None:
    network = tiny_network()
    torch.nn.init.constant_(network.va.bias, float("nan"))
    change_card(folder, weights_sha256=save_weights(network, folder / WEIGHTS))


def flip_last_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("name", DAMAGES)
def test_damaged_folder_is_refused_with_advice(folder: Path, name: str) -> None:
    DAMAGES[name](folder)
    with pytest.raises(ModelError) as caught:
        load_model(folder)
    assert caught.value.reason.endswith(".")
    assert caught.value.advice


def test_weights_of_other_sizes_are_refused(folder: Path) -> None:
    network = tiny_network()
    network.quadrant = torch.nn.Linear(128, 5)
    change_card(folder, weights_sha256=save_weights(network, folder / WEIGHTS))
    with pytest.raises(ModelError, match="architecture"):
        load_model(folder)


def test_weights_without_level_range_give_the_same_outputs(folder: Path) -> None:
    expected = load_model(folder).network
    tensors = {n: v for n, v in expected.state_dict().items() if n not in {"quietest", "loudest"}}
    content = save(tensors)
    (folder / WEIGHTS).write_bytes(content)
    change_card(folder, weights_sha256=hashlib.sha256(content).hexdigest())
    frames = torch.randn(2, 313, 96) * 20 - 30
    with torch.inference_mode():
        torch.testing.assert_close(load_model(folder).network(frames).va, expected(frames).va)


def test_digest_changes_with_every_part(folder: Path) -> None:
    digests = [read_model_folder(folder).digest, read_model_folder(folder).digest]
    change_mood(folder, threshold=0.123)
    digests.append(read_model_folder(folder).digest)
    change_calibration(folder, sd_scale=[2.0, 2.0])
    digests.append(read_model_folder(folder).digest)
    change_card(folder, weights_sha256=save_weights(tiny_network(1), folder / WEIGHTS))
    digests.append(read_model_folder(folder).digest)
    assert digests[0] == digests[1]
    assert len(set(digests)) == 4


class UnpicklingDetector:
    def __reduce__(self) -> tuple[object, ...]:
        return (pytest.fail, ("a pickle was loaded",))


def test_pickle_is_never_loaded(folder: Path) -> None:
    (folder / WEIGHTS).write_bytes(pickle.dumps(UnpicklingDetector()))
    with pytest.raises(ModelError):
        load_model(folder)


def test_archive_with_a_pickle_is_never_loaded(folder: Path) -> None:
    torch.save({"weights": UnpicklingDetector()}, folder / WEIGHTS)
    with pytest.raises(ModelError, match="pickle"):
        load_model(folder)


@pytest.mark.parametrize(
    ("field", "value", "is_valid"),
    [
        ("name", "x" * 100, True),
        ("name", "x" * 101, False),
        ("name", "x", True),
        ("name", "", False),
        ("name", 1, False),
        ("version", "", False),
        ("version", "9" * 100, True),
        ("version", None, False),
        ("format", 0, False),
        ("format", 2, False),
        ("architecture", [], False),
    ],
)
def test_what_a_card_may_hold(folder: Path, field: str, value: object, is_valid: bool) -> None:
    change_card(folder, **{field: value})
    if is_valid:
        assert load_model(folder).card[field] == value
        return
    with pytest.raises(ModelError, match="another version"):
        load_model(folder)


@pytest.mark.parametrize("temperature", [0.0, -1.0, float("inf")])
def test_a_temperature_is_a_number_above_zero(folder: Path, temperature: float) -> None:
    change_calibration(folder, quadrant_temperature=temperature)
    with pytest.raises(ModelError, match="impossible numbers"):
        load_model(folder)


def test_the_number_of_moods_is_the_same_everywhere(folder: Path) -> None:
    change_calibration(folder, mood_slope=[1.0] * 4, mood_offset=[1.0] * 4)
    with pytest.raises(ModelError, match="don't match"):
        load_model(folder)
    change_calibration(folder, mood_slope=[1.0] * 3, mood_offset=[1.0] * 3)
    load_model(folder)
    change_sizes(folder, moods=4)
    with pytest.raises(ModelError, match="don't match"):
        load_model(folder)


def test_weights_of_patches_take_half_the_space(tmp_path: Path) -> None:
    sizes = PatchNetConfig(moods=2, stem=2, blocks=((3, 1),), embedding=4)
    for network, kind in ((PatchNet(sizes), torch.float16), (tiny_network(), torch.float32)):
        digest = save_weights(network, tmp_path / WEIGHTS)
        content = (tmp_path / WEIGHTS).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest
        saved = safetensors.torch.load(content)
        expected = network.state_dict()
        assert saved.keys() == expected.keys()
        for name, value in expected.items():
            if value.is_floating_point():
                torch.testing.assert_close(saved[name], value.to(kind), rtol=0, atol=0)
