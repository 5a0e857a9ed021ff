"""Pseudo-labels: only of training songs, and only where a label is missing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from moodtagger.training.patchnet.pseudo_labels import add_pseudo_labels, feeling_axes
from moodtagger.training.patchnet.ratings import FEELINGS
from moodtagger.training.patchnet.settings import PatchSettings
from tests.support.patch_songs import tiny_training_songs

SETTINGS = PatchSettings(trust=0.0, feeling_trust=0.0, rating_trust=0.5)


def test_each_song_gets_what_it_lacks() -> None:
    targets = tiny_training_songs().targets
    rows = targets.training_rows(2)
    predicted = add_pseudo_labels(targets, rows, SETTINGS)
    labeled, rated = targets.label_weight[rows] > 0, targets.rating_weight[rows] > 0
    np.testing.assert_array_equal(predicted.label_is_pseudo[rows], ~labeled)
    np.testing.assert_array_equal(predicted.rating_is_pseudo[rows], ~rated)
    np.testing.assert_array_equal(predicted.labels[rows[labeled]], targets.labels[rows[labeled]])
    np.testing.assert_array_equal(predicted.feelings[rows[rated]], targets.feelings[rows[rated]])
    predicted = predicted.labels[rows[~labeled]]
    np.testing.assert_allclose(predicted[:, :4].sum(axis=1), 1, rtol=1e-5)
    assert predicted[:, 6:].min() >= 0
    assert predicted[:, 6:].max() <= 1


def test_held_out_songs_take_no_part() -> None:
    targets = tiny_training_songs().targets
    rows = targets.training_rows(2)
    held_out = np.flatnonzero(targets.fold == 2)
    settings = replace(SETTINGS, trust=0.5, feeling_trust=0.5)
    predicted = add_pseudo_labels(targets, rows, settings)
    for name in ("labels", "feelings", "label_is_pseudo", "rating_is_pseudo"):
        np.testing.assert_array_equal(
            getattr(predicted, name)[held_out], getattr(targets, name)[held_out]
        )
    targets.labels[held_out] = 1 - targets.labels[held_out]
    targets.feelings[held_out] += 1
    targets.components[held_out] *= -5
    again = add_pseudo_labels(targets, rows, settings)
    np.testing.assert_array_equal(again.labels[rows], predicted.labels[rows])
    np.testing.assert_array_equal(again.feelings[rows], predicted.feelings[rows])


def test_trusted_feelings_move_towards_the_prediction() -> None:
    targets = tiny_training_songs().targets
    rows = targets.training_rows(None)
    rated = targets.rating_weight > 0
    half = add_pseudo_labels(targets, rows, replace(SETTINGS, feeling_trust=0.5)).feelings[rated]
    full = add_pseudo_labels(targets, rows, replace(SETTINGS, feeling_trust=1.0)).feelings[rated]
    assert not np.allclose(full, targets.feelings[rated])
    np.testing.assert_allclose(half, (targets.feelings[rated] + full) / 2, atol=1e-6)


def test_rated_songs_are_placed_by_what_listeners_felt() -> None:
    targets = tiny_training_songs().targets
    rows = targets.training_rows(None)
    rated = targets.rating_weight > 0
    placed = add_pseudo_labels(targets, rows, replace(SETTINGS, rating_trust=1.0)).labels[
        rated, 4:6
    ]
    axes = feeling_axes(targets.feelings[rated])
    for k in range(2):
        assert np.corrcoef(placed[:, k], axes[:, k])[0, 1] == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    ("feeling", "signs"),
    [("joyful_activation", (1, 1)), ("sadness", (-1, -1)), ("tension", (-1, 1))],
)
def test_feelings_lie_around_the_circumplex(feeling: str, signs: tuple[int, int]) -> None:
    feelings = np.full((20, len(FEELINGS)), 0.3, np.float32)
    feelings[:5, FEELINGS.index(feeling)] = 0.9
    axes = feeling_axes(feelings)
    assert tuple(np.sign(axes[0])) == signs
    assert tuple(np.sign(axes[-1])) == (-signs[0], -signs[1])
