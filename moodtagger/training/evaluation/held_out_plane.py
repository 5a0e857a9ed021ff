"""Positions of held-out songs on the plane: each by a calibration that was fitted without its fold.

The fit needs a broad set too, of which no labels are used; see `patchnet.plane`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import r2_score

from moodtagger.inference.calibration import QUADRANT_SIGNS, Calibration, follow_curve
from moodtagger.training.calibration_fit import ONE_SD_COVERAGE
from moodtagger.training.data.dataset import Floats
from moodtagger.training.data.labels import QUADRANT_COLUMNS, VA_COLUMNS
from moodtagger.training.evaluation.held_out import HeldOutPool, HeldOutSummary
from moodtagger.training.patchnet.broad_set import (
    BroadOutputs,
    join_pools,
    read_outputs,
    read_patch_means,
)
from moodtagger.training.patchnet.calibrate import COMPARED_QUANTILES, SPECTROGRAM_POOLS
from moodtagger.training.patchnet.plane import (
    RatingQuantiles,
    fit_plane,
    quantile_errors,
    weighted_quantiles,
)
from moodtagger.training.patchnet.targets import LABELED_POOL, RATED_POOL, UNLABELED_POOL

DIMENSIONS = ("valence", "arousal")
ELLIPSE_COVERAGE = 0.393  # of the ellipse of one SD, if errors are normal

FoldFigures = dict[str, float]


@dataclass(frozen=True, slots=True)
class PlanePositions:
    """Positions of n labeled songs.

    Attributes
    ----------
    predicted : Floats
        Positions by the calibration of the other folds, (n, 2).
    signs : Floats
        Signs of the sides of their most probable quadrants, (n, 2).
    truth : Floats
        Where the labels lie on the plane, (n, 2).
    """

    predicted: Floats
    signs: Floats
    truth: Floats


def read_broad_outputs(songs: HeldOutSummary, data: Path) -> BroadOutputs:
    """Collect outputs for a broad set; those of songs without audio are estimated.

    Parameters
    ----------
    songs : HeldOutSummary
        Outputs for held-out songs.
    data : Path
        Folder of the training data.

    Returns
    -------
    BroadOutputs
        Outputs for all songs of the set.

    Raises
    ------
    OSError
        A file cannot be read.
    """
    features, outputs = [], []
    for pool, name in ((songs.labeled, LABELED_POOL), (songs.unlabeled, UNLABELED_POOL)):
        path = data / name / "teacher.npz"
        row = {song: k for k, song in enumerate(_ids(path))}
        means = read_patch_means(path)
        features.append(means[[row[str(song)] for song in pool.song_id]])
        outputs.append(_columns(pool))
    known = np.concatenate(features), np.concatenate(outputs)
    pools = {
        name: read_outputs(*known, read_patch_means(data / name / "teacher.npz"))
        for name in SPECTROGRAM_POOLS
    }
    pools |= {RATED_POOL: _columns(songs.rated), UNLABELED_POOL: _columns(songs.unlabeled)}
    return join_pools(pools)


def _ids(path: Path) -> list[str]:
    with np.load(path) as stored:
        return [str(song) for song in stored["id"]]


def _columns(pool: HeldOutPool) -> Floats:
    return np.concatenate([pool.quadrant_logits, pool.va], axis=1).astype(np.float32)


def cross_fit_positions(
    songs: HeldOutSummary, broad: BroadOutputs, ratings: RatingQuantiles, calibration: Calibration
) -> PlanePositions:
    """Put each fold on the plane by a fit on the other folds.

    Parameters
    ----------
    songs : HeldOutSummary
        Outputs for held-out songs.
    broad : BroadOutputs
        Outputs for a broad set.
    ratings : RatingQuantiles
        How people's ratings spread.
    calibration : Calibration
        The bundled network's, for its temperature and for where labels lie.

    Returns
    -------
    PlanePositions
        Positions of the labeled songs.
    """
    pool, labels = songs.labeled, songs.targets[:, VA_COLUMNS]
    predicted, signs = np.zeros((2, len(labels), 2), np.float32)
    for held_out in pool.fold_masks():
        others = ~held_out
        shift, fitted = fit_plane(
            *(pool.quadrant_logits[others], pool.va[others], labels[others]),
            *(broad, ratings, calibration),
        )
        logits = pool.quadrant_logits[held_out] + shift
        predicted[held_out] = fitted.va(pool.va[held_out], logits)
        signs[held_out] = QUADRANT_SIGNS[logits.argmax(axis=1)]
    truth = [
        follow_curve(curve, labels[:, k].astype(np.float64)).astype(np.float32)
        for k, curve in enumerate(calibration.va_curves)
    ]
    return PlanePositions(predicted, signs, np.clip(np.stack(truth, axis=1), -1, 1))


def position_figures(songs: HeldOutSummary, positions: PlanePositions) -> list[FoldFigures]:
    """Score positions and their uncertainty in each fold.

    The scale of the uncertainty comes from the other folds, as do the positions.

    Parameters
    ----------
    songs : HeldOutSummary
        Outputs for held-out songs.
    positions : PlanePositions
        Their positions.

    Returns
    -------
    list[FoldFigures]
        Figures by name, of each fold.
    """
    quadrant = QUADRANT_SIGNS[songs.targets[:, QUADRANT_COLUMNS].argmax(axis=1)]
    errors = positions.predicted - positions.truth
    sizes = errors / songs.labeled.sd
    folds = []
    for held_out in songs.labeled.fold_masks():
        scale = np.quantile(np.abs(sizes[~held_out]), ONE_SD_COVERAGE, axis=0)
        correlation = float(np.corrcoef(sizes[~held_out].T)[0, 1])
        scaled = sizes[held_out] / scale
        x, y = scaled.T
        distance = (x**2 - 2 * correlation * x * y + y**2) / (1 - correlation**2)
        figures = {
            "quadrant accuracy on the plane": _all_equal(positions.signs, quadrant, held_out),
            "position in its quadrant": _all_equal(
                np.sign(positions.predicted), positions.signs, held_out
            ),
            "songs within the ellipse of one SD": float((distance < 1).mean()),
        }
        for k, name in enumerate(DIMENSIONS):
            truth, predicted = positions.truth[held_out, k], positions.predicted[held_out, k]
            figures |= {
                f"R2 of {name} on the plane": float(r2_score(truth, predicted)),
                f"mean absolute error of {name}": float(np.abs(errors[held_out, k]).mean()),
                f"{name}: songs within one SD": float((np.abs(scaled[:, k]) <= 1).mean()),
            }
        folds.append(figures)
    return folds


def _all_equal(one: Floats, other: Floats, rows: object) -> float:
    return float((one == other).all(axis=1)[rows].mean())


def broad_figures(
    broad: BroadOutputs, calibration: Calibration, ratings: RatingQuantiles, stored: Path
) -> FoldFigures:
    """Describe how the bundled network's positions spread over a broad set.

    Parameters
    ----------
    broad : BroadOutputs
        Outputs for the broad set.
    calibration : Calibration
        The bundled network's.
    ratings : RatingQuantiles
        How people's ratings spread.
    stored : Path
        Positions and weights that the calibration was fitted on, which are used if there are any:
        outputs for songs without audio can be estimated in more than one way.

    Returns
    -------
    FoldFigures
        Figures by name.
    """
    positions, weight = calibration.va(broad.va, broad.quadrant), broad.weight
    if stored.exists():
        with np.load(stored) as arrays:
            positions, weight = arrays["position"], arrays["weight"]
    errors = quantile_errors(positions, weight, ratings, COMPARED_QUANTILES)
    figures: FoldFigures = {}
    for k, name in enumerate(DIMENSIONS):
        low, middle, high = weighted_quantiles(positions[:, k], weight, np.array([0.01, 0.5, 0.99]))
        figures |= {
            f"{name}: largest difference of quantiles 0.05 to 0.95": float(
                np.abs(errors[:, k]).max()
            ),
            f"{name}: quantile 0.01": float(low),
            f"{name}: median": float(middle),
            f"{name}: quantile 0.99": float(high),
        }
    return figures
