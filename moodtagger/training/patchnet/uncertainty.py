"""How far valence and arousal are off, song by song, and how far both are off together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from moodtagger.inference.config import LOGVAR_RANGE
from moodtagger.training.data.dataset import Floats
from moodtagger.training.patchnet.readout import LinearHead, cross_fit_readout, fit_readout

SPREAD_ALPHA: Final = 1000.0
LEAST_SQUARE: Final = 1e-3  # of an error, whose logarithm is taken
WITHIN_ONE_SD: Final = 0.68

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ErrorModel:
    """What is expected of the errors on held-out songs.

    Attributes
    ----------
    head : LinearHead
        Natural logarithm of the variance of valence and arousal, from a network's other outputs.
    errors : Doubles
        The errors that it was fitted on, (n, 2).
    logvar : Doubles
        The same for the songs it was fitted on, each from a fit without its fold, (n, 2).
    sd_scale : tuple[float, float]
        Factors of the standard deviations, with which 68 % lie within one.
    correlation : float
        Correlation of the errors in standard deviations, -1 to 1.
    """

    head: LinearHead
    errors: Doubles
    logvar: Doubles
    sd_scale: tuple[float, float]
    correlation: float

    def sd(self) -> Doubles:
        """Compute the standard deviations of the songs that the model was fitted on.

        Returns
        -------
        Doubles
            Standard deviations, (n, 2).
        """
        out: Doubles = np.exp(0.5 * self.logvar) * np.array(self.sd_scale)
        return out


def fit_errors(inputs: Floats, errors: Doubles, fold: npt.NDArray[np.int64]) -> ErrorModel:
    """Fit the logarithm of the squared errors, and how both errors go together.

    Parameters
    ----------
    inputs : Floats
        A network's outputs for n held-out songs, (n, k).
    errors : Doubles
        Errors of valence and arousal on the plane, (n, 2).
    fold : npt.NDArray[np.int64]
        Fold of each song, (n,).

    Returns
    -------
    ErrorModel
        The model.

    References
    ----------
    Davidian, Carroll (1987), Variance function estimation, Journal of the American Statistical
    Association 82.
    """
    logarithm = np.log(np.maximum(errors**2, LEAST_SQUARE))
    head = fit_readout(inputs, logarithm, SPREAD_ALPHA)
    logvar = np.clip(cross_fit_readout(inputs, logarithm, fold, SPREAD_ALPHA), *LOGVAR_RANGE)
    sizes = np.abs(errors) / np.exp(0.5 * logvar)
    valence, arousal = np.quantile(sizes, WITHIN_ONE_SD, axis=0)
    standardized = errors / np.exp(0.5 * logvar)
    correlation = float(np.corrcoef(standardized[:, 0], standardized[:, 1])[0, 1])
    return ErrorModel(head, errors, logvar, (float(valence), float(arousal)), correlation)


def ellipse_coverage(errors: Doubles, sd: Doubles, correlation: float) -> tuple[float, float]:
    """Count the songs within the ellipse of one SD, and within the one that should hold 68 %.

    Parameters
    ----------
    errors : Doubles
        Errors of valence and arousal, (n, 2).
    sd : Doubles
        Their standard deviations, (n, 2).
    correlation : float
        Correlation of both, above -1 and below 1.

    Returns
    -------
    tuple[float, float]
        Fractions; of normal errors they are 0.393 and 0.68.
    """
    x, y = (errors / sd).T
    distance = (x**2 - 2 * correlation * x * y + y**2) / (1 - correlation**2)
    wider = -2 * np.log(1 - WITHIN_ONE_SD)
    return float((distance < 1).mean()), float((distance < wider).mean())
