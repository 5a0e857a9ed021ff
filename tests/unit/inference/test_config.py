"""Layer sizes and the shapes that follow from them, as torch has them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.config import MoodNetConfig, parameter_shapes
from moodtagger.inference.model_folder import CARD
from moodtagger.inference.patch_config import PatchNetConfig, patchnet_shapes
from moodtagger.paths import default_model_dir

SMALL = MoodNetConfig(
    moods=3, stem=4, blocks=((6, 2, 2), (8, 2, 1)), hidden=5, embedding=7, dropout=0.5
)


@pytest.mark.parametrize("config", [SMALL, replace(SMALL, blocks=((6, 2, 2),)), MoodNetConfig(9)])
def test_shapes_are_those_of_the_network(config: MoodNetConfig) -> None:
    network = MoodNet(config)
    shapes = {name: tuple(value.shape) for name, value in network.state_dict().items()}
    assert parameter_shapes(config) == shapes


def test_sizes_survive_as_json_values() -> None:
    assert MoodNetConfig.from_dict(SMALL.as_dict()) == SMALL
    assert SMALL.as_dict()["blocks"] == [[6, 2, 2], [8, 2, 1]]


@pytest.mark.parametrize(
    ("changes", "is_valid"),
    [
        ({"moods": 1}, True),
        ({"moods": 0}, False),
        ({"moods": 1 << 20}, True),
        ({"moods": (1 << 20) + 1}, False),
        ({"embedding": -1}, False),
        ({"hidden": 2.5}, False),
        ({"stem": "4"}, False),
        ({"blocks": ((1, 1, 1),) * 64}, True),
        ({"blocks": ((1, 1, 1),) * 65}, False),
        ({"blocks": ((1, 0, 1),)}, False),
        ({"blocks": ()}, True),
        ({"dropout": 0}, True),
        ({"dropout": 1}, True),
        ({"dropout": -0.1}, False),
        ({"dropout": 1.1}, False),
    ],
)
def test_impossible_sizes_are_refused(changes: dict[str, Any], is_valid: bool) -> None:
    config = replace(SMALL, **changes)
    if is_valid:
        assert parameter_shapes(config)["moods.bias"] == (config.moods,)
        return
    with pytest.raises(ValueError, match=r"a size of|blocks|a dropout"):
        parameter_shapes(config)


@pytest.mark.parametrize(
    ("changes", "is_valid"),
    [
        ({"moods": 1}, True),
        ({"moods": 0}, False),
        ({"moods": 1 << 16}, True),
        ({"moods": (1 << 16) + 1}, False),
        ({"stem": 0}, False),
        ({"embedding": 1.5}, False),
        ({"feelings": 0}, False),
        ({"attributes": 0}, False),
        ({"blocks": ((1, 1),) * 64}, True),
        ({"blocks": ((1, 1),) * 65}, False),
        ({"blocks": ()}, False),
        ({"blocks": ((0, 1),)}, False),
        ({"blocks": ((4, 2), (4, 3))}, False),
        ({"dropout": 0}, True),
        ({"dropout": 1}, True),
        ({"dropout": -0.1}, False),
        ({"dropout": 1.1}, False),
    ],
)
def test_impossible_sizes_of_patches_are_refused(changes: dict[str, Any], is_valid: bool) -> None:
    config = replace(PatchNetConfig(2, stem=3, blocks=((4, 1),), embedding=5), **changes)
    if is_valid:
        assert patchnet_shapes(config)["moods.bias"] == (config.moods,)
        return
    with pytest.raises(ValueError, match=r"a size of|blocks|a dropout"):
        patchnet_shapes(config)


def test_sizes_of_patches_survive_as_json_values() -> None:
    config = PatchNetConfig(2, blocks=((4, 1), (8, 2)), dropout=0.5)
    values = config.as_dict()
    assert values["kind"] == "patchnet"
    assert values["blocks"] == [[4, 1], [8, 2]]
    assert PatchNetConfig.from_dict(json.loads(json.dumps(values))) == config


def test_the_sizes_of_moodnet_1() -> None:
    shapes = parameter_shapes(MoodNetConfig(9))
    assert shapes["stem.0.weight"] == (32, 1, 5, 5)
    blocks = [shapes[f"blocks.{number}.pointwise.weight"][:2] for number in range(8)]
    assert blocks == [
        *((64, 32), (128, 64), (128, 128), (256, 128)),
        *((256, 256), (256, 256), (512, 256), (512, 512)),
    ]
    strides = [block[1:] for block in MoodNetConfig(9).blocks]
    assert strides == [(2, 2), (2, 2), (1, 1), (2, 2), (1, 1), (1, 1), (2, 1), (1, 1)]
    assert shapes["hidden.0.weight"] == (256, 1024)
    assert shapes["embedding.weight"] == (128, 256)
    assert MoodNetConfig(9).dropout == 0.3


def test_without_blocks_the_stem_feeds_the_hidden_layer() -> None:
    shapes = parameter_shapes(replace(SMALL, blocks=()))
    assert shapes["hidden.0.weight"] == (5, 8)


def test_the_default_sizes_are_those_of_the_bundled_network() -> None:
    card = json.loads((default_model_dir() / CARD).read_text(encoding="utf-8"))
    architecture = PatchNetConfig.from_dict(card["architecture"])
    assert architecture == PatchNetConfig(architecture.moods)
