"""Metrics on listeners' ratings, and the file of outputs for held-out songs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from moodtagger.training.network_outputs import SongOutputs
from moodtagger.training.patchnet.outputs import (
    PatchOutputs,
    attribute_correlations,
    circumplex_correlation,
    feelings_correlation,
    load_outputs,
    save_outputs,
)
from moodtagger.training.patchnet.ratings import FEELINGS


def outputs(count: int, seed: int = 0) -> PatchOutputs:
    rng = np.random.default_rng(seed)

    def draw(size: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return rng.standard_normal((count, size)).astype(np.float32)

    return PatchOutputs(SongOutputs(draw(4), draw(3), draw(2), draw(2), draw(8)), draw(9), draw(2))


def test_only_seven_feelings_count() -> None:
    rated = np.random.default_rng(0).random((30, 9)).astype(np.float32)
    assert feelings_correlation(rated**3, rated) == pytest.approx(1)
    predicted = rated.copy()
    for name in ("amazement", "solemnity"):
        predicted[:, FEELINGS.index(name)] *= -1
    assert feelings_correlation(predicted, rated) == pytest.approx(1)
    predicted[:, FEELINGS.index("power")] *= -1
    assert feelings_correlation(predicted, rated) == pytest.approx(5 / 7)


def test_feelings_that_lie_along_the_circumplex_agree_with_it() -> None:
    rng = np.random.default_rng(1)
    v, a = rng.permutation(40) / 40, rng.permutation(40) / 40
    rated = np.zeros((40, 9), np.float32)
    along = {
        "joyful_activation": v + a,
        "sadness": -v - a,
        "tension": a - v,
        "calmness": v - a,
        "tenderness": v - a,
        "power": a,
    }
    for name, values in along.items():
        rated[:, FEELINGS.index(name)] = values
    va = np.stack([np.exp(3 * v), a], axis=1).astype(np.float32)  # only ranks count
    assert circumplex_correlation(va, rated) > 0.99
    assert circumplex_correlation(-va, rated) < -0.99


def test_constant_outputs_have_no_correlation() -> None:
    rated = np.random.default_rng(0).random((12, 9)).astype(np.float32)
    assert feelings_correlation(np.zeros_like(rated), rated) == 0
    correlations = attribute_correlations(np.zeros((5, 1)), np.ones((5, 1)), ["energy"])
    assert np.isnan(correlations["energy"])


def test_attributes_are_compared_by_name() -> None:
    truth = np.random.default_rng(0).random((20, 2))
    predicted = np.stack([2 * truth[:, 0] + 1, -truth[:, 1]], axis=1)
    correlations = attribute_correlations(predicted, truth, ["energy", "liveness"])
    assert correlations["energy"] == pytest.approx(1)
    assert correlations["liveness"] == pytest.approx(-1)


def test_stored_outputs_are_read_back(tmp_path: Path) -> None:
    stored = PatchOutputs.stack([outputs(3), outputs(2, seed=1)])
    path = tmp_path / "out.npz"
    save_outputs(path, ["a", "b", "c", "d", "e"], np.arange(5), stored)
    song_id, fold, read = load_outputs(path)
    assert song_id == ["a", "b", "c", "d", "e"]
    assert fold.tolist() == [0, 1, 2, 3, 4]
    np.testing.assert_array_equal(read.feelings, stored.feelings)
    chosen = np.array([True, False, False, True, False])
    np.testing.assert_array_equal(read.select(chosen).main.va, stored.main.va[[0, 3]])
    assert not list(tmp_path.glob("*.part*"))
