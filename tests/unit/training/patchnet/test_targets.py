"""Targets of all pools: what each song has, folds without common artists, soft labels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from moodtagger.training.data.labels import bundled_groups
from moodtagger.training.patchnet.ratings import (
    FEELINGS,
    SongRatings,
    assign_folds,
    feeling_targets,
    rating_weights,
    read_ratings,
)
from moodtagger.training.patchnet.targets import SongTargets, build_song_targets, mix_soft_labels
from moodtagger.training.patchnet.teachers import (
    ATTRIBUTES,
    TeacherTargets,
    build_teacher_targets,
    merge_pools,
    principal_components,
    read_teachers,
)
from tests.support.patch_songs import tiny_training_songs, write_training_folder

CORE = [group for group in bundled_groups() if group.core]
GROUPS = [CORE[0], CORE[1]]
SONGS = ("emotify03", "q405", "open01", "q400", "unknown")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_training_folder(tmp_path / "data")


@pytest.fixture
def teachers(folder: Path) -> TeacherTargets:
    pools = {pool: read_teachers(folder / pool / "teachers.npz") for pool in ("q4", "emotify")}
    songs = dict.fromkeys([f"q4{k:02d}" for k in range(20)] + [f"emotify{k:02d}" for k in range(9)])
    return build_teacher_targets(merge_pools(pools, songs), count=3)


def test_each_song_has_the_targets_of_its_pool(folder: Path, teachers: TeacherTargets) -> None:
    targets = build_song_targets(SONGS, folder, GROUPS, teachers)
    assert targets.label_weight.tolist() == [0, 1, 0, 1, 0]
    assert (targets.rating_weight > 0).tolist() == [True, False, False, False, False]
    assert targets.teacher_weight.tolist() == [1, 1, 0, 1, 0]
    assert targets.fold[1:].tolist() == [1, -1, 0, -1]
    assert targets.artist.tolist() == [-1, 2, -1, 0, -1]
    assert targets.labels[1].tolist()[:4] == [0, 1, 0, 0]
    assert targets.labels[[3, 1], 6:].tolist() == [[1, 0], [0, 1]]
    shares = read_ratings(folder / "emotify" / "ratings.csv")["emotify03"].feelings
    np.testing.assert_allclose(targets.feelings[0] ** 2, shares, rtol=1e-5)
    assert not targets.labels[[0, 2, 4]].any()
    assert not targets.feelings[1:].any()
    np.testing.assert_array_equal(targets.attributes[1], teachers.attributes["q405"])


def test_no_artist_is_in_two_folds(folder: Path, teachers: TeacherTargets) -> None:
    songs = [f"q4{k:02d}" for k in range(20)]
    targets = build_song_targets(songs, folder, GROUPS, teachers)
    for fold in range(5):
        training = targets.training_rows(fold)
        held_out = np.flatnonzero(targets.fold == fold)
        assert len(training) + len(held_out) == 20
        assert not set(targets.artist[training]) & set(targets.artist[held_out])
    assert len(targets.training_rows(None)) == 20


def test_rated_folds_are_balanced_in_each_genre() -> None:
    genres = ["rock"] * 20 + ["pop"] * 15
    fold = assign_folds(genres)
    assert np.bincount(fold[:20]).tolist() == [4] * 5
    assert np.bincount(fold[20:]).tolist() == [3] * 5
    np.testing.assert_array_equal(fold, assign_folds(genres))
    assert not np.array_equal(fold, assign_folds(genres, seed=6))


def test_more_listeners_weigh_more() -> None:
    songs = [SongRatings("pop", n, (0.25,) * len(FEELINGS)) for n in (8, 32)]
    weights = rating_weights(songs)
    assert weights[1] == pytest.approx(2 * weights[0])
    assert feeling_targets(songs)[0, 0] == pytest.approx(0.5)


def soft_targets() -> SongTargets:
    return tiny_training_songs().targets


def test_soft_labels_never_use_held_out_songs() -> None:
    targets = soft_targets()
    rows = targets.training_rows(2)
    held_out = np.flatnonzero(targets.fold == 2)
    mixed = mix_soft_labels(targets, rows, 0.5)
    np.testing.assert_array_equal(mixed.labels[held_out], targets.labels[held_out])
    targets.labels[held_out] = 1 - targets.labels[held_out]
    targets.components[held_out] *= -5
    again = mix_soft_labels(targets, rows, 0.5)
    np.testing.assert_array_equal(again.labels[rows], mixed.labels[rows])


def test_soft_labels_stay_labels() -> None:
    targets = soft_targets()
    rows = targets.training_rows(None)
    mixed = mix_soft_labels(targets, rows, 0.5)
    labeled = targets.label_weight > 0
    assert not np.allclose(mixed.labels[labeled], targets.labels[labeled])
    np.testing.assert_allclose(mixed.labels[labeled, :4].sum(axis=1), 1, rtol=1e-5)
    assert ((mixed.labels[labeled, 6:] >= 0) & (mixed.labels[labeled, 6:] <= 1)).all()
    np.testing.assert_array_equal(mixed.labels[~labeled], targets.labels[~labeled])
    assert mix_soft_labels(targets, rows, 0.0) is targets


def test_components_are_uncorrelated_and_of_one_size() -> None:
    rng = np.random.default_rng(0)
    features = (rng.standard_normal((50, 3)) @ rng.standard_normal((3, 8)) * 40).astype(np.float32)
    components = principal_components(features, 3)
    assert components.shape == (50, 3)
    assert np.mean(components**2) == pytest.approx(1, rel=1e-4)
    products = components.T @ components
    np.testing.assert_allclose(products - np.diag(np.diag(products)), 0, atol=1e-3)
    assert principal_components(features, 40).shape == (50, 8)


def test_every_teacher_gives_components_and_two_give_attributes(
    teachers: TeacherTargets,
) -> None:
    assert "open00" not in teachers.components
    assert teachers.components["q400"].shape == (11 * 3,)
    assert teachers.attributes["q400"].shape == (len(ATTRIBUTES),)
