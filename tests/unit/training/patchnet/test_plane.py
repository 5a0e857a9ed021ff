"""The plane of ratings: sides, signs and quantiles of a broad set, also of songs without audio."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from moodtagger.inference.calibration import QUADRANT_SIGNS, Calibration
from moodtagger.training.moodnet.teacher_regression import PcaDecoder
from moodtagger.training.patchnet.broad_set import (
    BroadOutputs,
    join_pools,
    project_embeddings,
    read_outputs,
    read_patch_means,
)
from moodtagger.training.patchnet.plane import (
    RatingQuantiles,
    fit_plane,
    quadrant_shift,
    quantile_errors,
    weighted_quantiles,
)

QUANTILES = np.linspace(0, 1, 21)
RATINGS = RatingQuantiles(QUANTILES, np.stack([QUANTILES**2 * 1.5 - 0.6, QUANTILES - 0.55], axis=1))

POSITIVE = (1 - 0.4**0.5, 0.45)  # of these ratings


def draw_songs(count: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    """Draw true positions, quadrant logits and raw valence and arousal that follow them."""
    rng = np.random.default_rng(seed)
    truth = rng.normal(0, 0.4, (count, 2))
    raw = truth * 0.5 + rng.normal(0, 0.1, (count, 2)) + 0.2
    logits = truth @ QUADRANT_SIGNS.T * 3 + rng.normal(0, 0.5, (count, 4))
    return truth, logits, raw


@pytest.fixture
def broad() -> BroadOutputs:
    _, logits, raw = draw_songs(3000, 1)
    weight = np.random.default_rng(2).random(3000)
    return BroadOutputs(logits + np.array([1.0, 0, 0, 0]), raw, weight / weight.sum())


def test_shift_brings_each_side_to_its_fraction(broad: BroadOutputs) -> None:
    shift = quadrant_shift(broad, np.array([0.7, 0.35]))
    signs = QUADRANT_SIGNS[(broad.quadrant + shift).argmax(axis=1)]
    np.testing.assert_allclose(broad.weight @ (signs > 0), [0.7, 0.35], atol=0.01)
    before = QUADRANT_SIGNS[broad.quadrant.argmax(axis=1)]
    assert abs(broad.weight @ (before[:, 1] > 0) - 0.35) > 0.1


def test_broad_set_spreads_as_ratings_do(broad: BroadOutputs) -> None:
    truth, logits, raw = draw_songs(500, 3)
    shift, calibration = fit_plane(
        logits, raw, truth, broad, RATINGS, Calibration.identity(1), POSITIVE
    )
    va = calibration.va(broad.va, broad.quadrant + shift)
    errors = quantile_errors(va, broad.weight, RATINGS, [0.05, 0.2, 0.5, 0.8, 0.95])
    assert np.abs(errors).max() < 0.05
    assert (np.sign(va) == QUADRANT_SIGNS[(broad.quadrant + shift).argmax(axis=1)]).all()
    assert Calibration.from_dict(calibration.as_dict()) == calibration


def test_curves_rise_even_if_one_song_is_many_quantiles(broad: BroadOutputs) -> None:
    truth, logits, raw = draw_songs(200, 3)
    weight = np.full(len(broad.weight), 1e-9)
    weight[:2] = 0.5
    heavy = BroadOutputs(broad.quadrant, broad.va, weight)
    _, calibration = fit_plane(logits, raw, truth, heavy, RATINGS, Calibration.identity(1))
    for curve in calibration.va_curves:
        assert (np.diff(np.array(curve)[:, 0]) > 0).all()


def test_axes_follow_labels_and_lean_to_the_quadrant(broad: BroadOutputs) -> None:
    truth, logits, raw = draw_songs(500, 3)
    _, calibration = fit_plane(
        logits, raw, truth, broad, RATINGS, Calibration.identity(1), POSITIVE
    )
    assert min(calibration.va_slope) > 0
    assert min(calibration.va_lean) >= 0.25 * truth.std(axis=0).min()
    va = calibration.va(raw, logits)
    assert np.corrcoef(va[:, 0], truth[:, 0])[0, 1] > 0.85


def test_table_of_ratings_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plane.csv"
    path.write_text("quantile,valence,arousal\n0,-1,-1\n0.5,0,0.5\n1,1,1\n", encoding="utf-8")
    ratings = RatingQuantiles.read(path)
    np.testing.assert_allclose(ratings.va, [[-1, -1], [0, 0.5], [1, 1]])
    np.testing.assert_allclose(ratings.quantile, [0, 0.5, 1])


def test_heavy_values_take_more_quantiles() -> None:
    values, weight = np.array([3.0, 1.0, 2.0]), np.array([1.0, 8.0, 1.0])
    low, high = weighted_quantiles(values, weight, np.array([0.5, 0.9]))
    assert low == 1.0
    assert high == pytest.approx(2.0)


def test_outputs_are_read_from_embeddings_with_their_errors() -> None:
    rng = np.random.default_rng(0)
    features, mixing = rng.standard_normal((4000, 8)), rng.standard_normal((8, 2))
    noise = rng.normal(0, 1.0, (4000, 2))
    outputs = features @ mixing + noise
    known, other = slice(0, 3000), slice(3000, 4000)
    read = read_outputs(features[known], outputs[known], features[other])
    expected = features[other] @ mixing
    assert np.corrcoef(read[:, 0], expected[:, 0])[0, 1] > 0.8
    error_sd = (read - expected).std(axis=0)
    np.testing.assert_allclose(error_sd, 1.0, atol=0.15)


def test_pools_weigh_as_they_should() -> None:
    broad = join_pools(
        {"a": np.zeros((4, 6)), "b": np.ones((2, 6))}, weights={"a": 0.25, "b": 0.75}
    )
    assert broad.quadrant.shape == (6, 4)
    assert broad.weight[:4].sum() == pytest.approx(0.25)
    assert broad.weight[4:].sum() == pytest.approx(0.75)


def test_projection_is_that_of_the_pools(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    basis, _ = np.linalg.qr(rng.standard_normal((12, 4)))
    decoder = PcaDecoder(np.full(12, 2.0, np.float32), basis.T.astype(np.float32), 0.5)
    patch = rng.normal(0, 0.5, (5, 4)).astype(np.float32)
    np.testing.assert_allclose(project_embeddings(decoder(patch), decoder), patch, atol=1e-3)
    path = tmp_path / "teacher.npz"
    codes = np.round(patch * 16).astype(np.int8)
    np.savez(path, patch=codes, offset=np.array([0, 2, 5]))
    expected = [codes[:2].mean(axis=0) / 16, codes[2:].mean(axis=0) / 16]
    np.testing.assert_allclose(read_patch_means(path), expected, rtol=1e-5)
