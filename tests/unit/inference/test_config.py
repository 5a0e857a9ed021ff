"""Layer sizes and the shapes that follow from them, as torch has them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.config import MoodNetConfig, parameter_shapes
from moodtagger.inference.model_folder import CARD
from moodtagger.inference.patch_config import PatchNetConfig
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


def test_without_blocks_the_stem_feeds_the_hidden_layer() -> None:
    shapes = parameter_shapes(replace(SMALL, blocks=()))
    assert shapes["hidden.0.weight"] == (5, 8)


def test_the_default_sizes_are_those_of_the_bundled_network() -> None:
    card = json.loads((default_model_dir() / CARD).read_text(encoding="utf-8"))
    architecture = PatchNetConfig.from_dict(card["architecture"])
    assert architecture == PatchNetConfig(architecture.moods)
