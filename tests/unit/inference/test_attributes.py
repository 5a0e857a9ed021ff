"""Attributes from an embedding: scales, order, and cards that do not describe them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from moodtagger.core.attributes import ATTRIBUTES
from moodtagger.inference.attributes import attribute_head
from moodtagger.inference.predictor import Backend, load_network
from moodtagger.paths import default_model_dir

ENTRIES = [
    {"name": name, "scale": "logit" if name == "liveness" else "value"}
    for name in reversed(ATTRIBUTES)
]
WEIGHT = np.eye(len(ATTRIBUTES), dtype=np.float32)
BIAS = np.zeros(len(ATTRIBUTES), np.float32)


def test_logits_become_probabilities_and_values_are_clipped() -> None:
    head = attribute_head({"attributes": ENTRIES}, WEIGHT, BIAS + np.float32(0.25))
    assert head is not None
    found = head.read(np.array([2.0, -1.0, -0.25, 0.0, 0.5, 0.0], np.float32))
    assert list(found) == list(ATTRIBUTES)
    assert [found[name] for name in reversed(ATTRIBUTES)] == [1.0, 0.0, 0.5, 0.25, 0.75, 0.25]


@pytest.mark.parametrize(
    "entries",
    [
        None,
        "danceability",
        [1, 2, 3, 4, 5, 6],
        ENTRIES[:-1],
        [*ENTRIES[:-1], ENTRIES[0]],
        [*ENTRIES[:-1], {"name": ENTRIES[-1]["name"], "scale": "percent"}],
        [*ENTRIES[:-1], {"name": ["a list"], "scale": "value"}],
    ],
)
def test_other_cards_tell_no_attributes(entries: Any) -> None:
    assert attribute_head({"attributes": entries}, WEIGHT, BIAS) is None


def test_the_bundled_network_tells_them_with_either_backend() -> None:
    networks = [load_network(default_model_dir(), backend) for backend in Backend]
    embedding = np.random.default_rng(0).standard_normal(networks[0].embedding_size)
    found = [network.attributes.read(embedding) for network in networks if network.attributes]
    assert len(found) == len(Backend)
    assert all(0 <= value <= 1 for value in found[0].values())
    assert list(found[0].values()) == pytest.approx(list(found[1].values()), abs=1e-6)
