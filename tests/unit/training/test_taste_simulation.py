"""Simulated listeners on synthetic songs: taste helps, chance does no harm."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.training.taste_simulation import SimulatedSongs, compare_moods, compare_positions


@pytest.fixture(scope="module")
def folds() -> list[SimulatedSongs]:
    random = np.random.default_rng(3)
    out = []
    for _ in range(2):
        vectors = random.standard_normal((140, 24))
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        scores = 12 * vectors[:, :4] - 1
        probabilities = 1 / (1 + np.exp(-scores))
        labels = (random.random(scores.shape) < probabilities).astype(float)
        predicted = np.clip(2 * vectors[:, 4:6], -1, 1)
        positions = np.clip(predicted + random.normal(0, 0.1, predicted.shape), -1, 1)
        out.append(SimulatedSongs(vectors, probabilities, labels, predicted, positions))
    return out


def test_a_consistent_taste_helps_and_chance_does_no_harm(folds: list[SimulatedSongs]) -> None:
    for found in (*compare_moods(folds, 10), *compare_positions(folds, 10)):
        kind = found.listener.partition(":")[0]
        assert found.change <= (-0.05 if kind == "consistent" else 0.02), found


def test_the_same_seed_gives_the_same_figures(folds: list[SimulatedSongs]) -> None:
    assert compare_positions(folds, 2, seed=5) == compare_positions(folds, 2, seed=5)
