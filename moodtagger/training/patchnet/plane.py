"""Put the outputs on the scale on which people rate songs, with zero at the typical song.

Labeled songs were chosen to be extreme, so their quadrants are balanced; those of ordinary songs
are not. The quadrant's logits are shifted until a given fraction of a broad set lies on each side
of both axes; valence and arousal lean towards the quadrant; and a curve for each brings the
quantiles over the broad set to those of people's ratings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LinearRegression

from moodtagger.inference.calibration import QUADRANT_SIGNS, Calibration, Curve
from moodtagger.training.data.dataset import Floats
from moodtagger.training.patchnet.broad_set import BroadOutputs

CURVE_QUANTILES: Final = (0.01, 0.05, *(k / 10 for k in range(1, 10)), 0.95, 0.99)
LEAST_LEAN = 0.25  # SD of the labels
LEAST_STEP = 1e-4
# Songs of the broad set with positive valence and arousal. As the labels have it they are 0.65 and
# 0.28, as people rate other everyday songs 0.47 and 0.48; that costs more accuracy on the labels.
POSITIVE_FRACTION: Final = (0.58, 0.42)
SHIFT_STEPS = 600
SHIFT_RATE = 0.3


@dataclass(frozen=True, slots=True)
class RatingQuantiles:
    """How people's ratings of everyday songs spread over the plane.

    Attributes
    ----------
    quantile : Floats
        Quantiles, rising from 0 to 1, (q,).
    va : Floats
        Valence and arousal at these quantiles, (q, 2).
    """

    quantile: Floats
    va: Floats

    @classmethod
    def read(cls, path: Path) -> RatingQuantiles:
        """Read the table.

        Parameters
        ----------
        path : Path
            A CSV file with the columns quantile, valence and arousal.

        Returns
        -------
        RatingQuantiles
            The table.

        Raises
        ------
        OSError
            The file cannot be read.
        """
        table = np.genfromtxt(path, delimiter=",", names=True)
        return cls(table["quantile"], np.stack([table["valence"], table["arousal"]], axis=1))


def quadrant_shift(broad: BroadOutputs, positive: Floats) -> Floats:
    """Find the shift of the logits that brings each axis' sides to their fractions.

    Parameters
    ----------
    broad : BroadOutputs
        Outputs for a broad set.
    positive : Floats
        Fraction of songs with positive valence and with positive arousal, (2,).

    Returns
    -------
    Floats
        What to add to the logits, (4,).
    """
    bias = np.zeros(2)
    for _ in range(SHIFT_STEPS):
        signs = QUADRANT_SIGNS[(broad.quadrant + QUADRANT_SIGNS @ bias).argmax(axis=1)]
        bias += SHIFT_RATE * (positive - broad.weight @ (signs > 0))
    shift: Floats = (QUADRANT_SIGNS @ bias).astype(np.float32)
    return shift


def fit_plane(
    quadrant: Floats,
    va: Floats,
    truth: Floats,
    broad: BroadOutputs,
    ratings: RatingQuantiles,
    calibration: Calibration,
    positive: tuple[float, float] = POSITIVE_FRACTION,
) -> tuple[Floats, Calibration]:
    """Fit the shift of the quadrant, the axes and their curves.

    Parameters
    ----------
    quadrant : Floats
        Logits for n labeled held-out songs, (n, 4).
    va : Floats
        Raw valence and arousal for them, (n, 2).
    truth : Floats
        Their labels, (n, 2).
    broad : BroadOutputs
        Outputs for a broad set.
    ratings : RatingQuantiles
        How people's ratings spread.
    calibration : Calibration
        A calibration with the quadrant's temperature.
    positive : tuple[float, float], optional
        Fraction of the broad set with positive valence and with positive arousal.

    Returns
    -------
    tuple[Floats, Calibration]
        What to add to the quadrant's logits, (4,), and the calibration of the shifted outputs.
    """
    shift = quadrant_shift(broad, np.array(positive))
    signs = calibration.expected_signs(quadrant + shift)
    slope, lean, offset = [], [], []
    for k in range(2):
        x = np.stack([va[:, k], signs[:, k]], axis=1)
        line = LinearRegression().fit(x, truth[:, k])
        slope.append(float(line.coef_[0]))
        lean.append(max(float(line.coef_[1]), LEAST_LEAN * float(truth[:, k].std())))
        offset.append(float(line.intercept_))
    straight = replace(
        calibration,
        va_slope=(slope[0], slope[1]),
        va_lean=(lean[0], lean[1]),
        va_offset=(offset[0], offset[1]),
        va_curves=(),
    )
    axes = broad.va * slope + offset + straight.expected_signs(broad.quadrant + shift) * lean
    curves = tuple(_curve(axes[:, k], broad.weight, ratings, k) for k in range(2))
    return shift, replace(straight, va_curves=curves)


def quantile_errors(
    va: Floats, weight: Floats, ratings: RatingQuantiles, quantiles: Sequence[float]
) -> Floats:
    """Compare the quantiles of positions on the plane with those of people's ratings.

    Parameters
    ----------
    va : Floats
        Positions of n songs, (n, 2).
    weight : Floats
        Weights of the songs, (n,).
    ratings : RatingQuantiles
        How people's ratings spread.
    quantiles : Sequence[float]
        The quantiles to compare, q of them.

    Returns
    -------
    Floats
        Differences of valence and arousal, (q, 2).
    """
    at = np.asarray(quantiles)
    return np.stack(
        [
            weighted_quantiles(va[:, k], weight, at) - np.interp(at, ratings.quantile, rated)
            for k, rated in enumerate(ratings.va.T)
        ],
        axis=1,
    )


def weighted_quantiles(
    values: Floats, weight: Floats, quantiles: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Compute quantiles of weighted values.

    Parameters
    ----------
    values : Floats
        n values, (n,).
    weight : Floats
        Their weights, (n,).
    quantiles : npt.NDArray[np.float64]
        The quantiles, (q,).

    Returns
    -------
    npt.NDArray[np.float64]
        Values at the quantiles, (q,).
    """
    order = np.argsort(values)
    reached = np.cumsum(weight[order]) / weight.sum()
    out: npt.NDArray[np.float64] = np.interp(quantiles, reached, values[order])
    return out


def _curve(axis: Floats, weight: Floats, ratings: RatingQuantiles, column: int) -> Curve:
    at = np.array(CURVE_QUANTILES)
    before = weighted_quantiles(axis, weight, at)
    for k in range(1, len(before)):  # a song with much weight may be several quantiles
        before[k] = max(before[k], before[k - 1] + LEAST_STEP)
    after = np.interp(at, ratings.quantile, ratings.va[:, column])
    return tuple((float(x), float(y)) for x, y in zip(before, after, strict=True))
