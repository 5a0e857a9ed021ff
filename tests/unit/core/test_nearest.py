"""Nearest songs by embedding."""

import numpy as np

from moodtagger.core.similarity.candidates import EmbeddingIndex


def test_nearest_agrees_with_sorting_all_distances() -> None:
    rng = np.random.default_rng(1)
    matrix = rng.normal(size=(500, 16)).astype(np.float32)
    index = EmbeddingIndex(np.arange(500) + 1000, matrix)
    unit = matrix / np.linalg.norm(matrix, axis=1, keepdims=True)
    distance = 1 - unit @ unit[7]
    order = [int(i) + 1000 for i in np.argsort(distance) if i != 7]
    found = index.nearest(matrix[7] * 3, 20, exclude_id=1007)
    assert [n.track_id for n in found] == order[:20]
    assert found[0].distance <= found[-1].distance


def test_fewer_songs_than_asked_for() -> None:
    index = EmbeddingIndex([1, 2], [[1.0, 0.0], [0.0, 1.0]])
    assert [n.track_id for n in index.nearest([1.0, 0.0], 10, exclude_id=1)] == [2]


def test_an_empty_library_has_no_neighbours() -> None:
    assert EmbeddingIndex([], np.empty((0, 128))).nearest(np.ones(128), 5) == []
