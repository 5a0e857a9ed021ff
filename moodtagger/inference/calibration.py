"""Map raw network outputs to calibrated probabilities and ratings.

All numbers are fitted on held-out songs (out of fold) and stored in the model's card.

References
----------
- Platt (1999), Probabilistic outputs for support vector machines, for the moods.
- Guo et al. (2017), On Calibration of Modern Neural Networks, arXiv:1706.04599, for the quadrants.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]
VaPair = tuple[float, float]  # valence, arousal
Curve = tuple[VaPair, ...]  # points (before, after), the first numbers rising

LEAST_DISTANCE = 0.01  # of a point from the axes of the plane, where there are curves

# Signs of valence and arousal in each quadrant, in the order of core.circumplex.QUADRANTS.
QUADRANT_SIGNS = np.array([[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]])


@dataclass(frozen=True, slots=True)
class Calibration:
    """Fitted calibration parameters of a network.

    Attributes
    ----------
    mood_slope : tuple[float, ...]
        Factor of each mood's logit, in output order.
    mood_offset : tuple[float, ...]
        Offset of each mood's logit, in output order.
    quadrant_temperature : float
        Divisor of the quadrant logits, above 0.
    va_slope : VaPair
        Factors of valence and arousal.
    va_offset : VaPair
        Offsets of valence and arousal.
    sd_scale : VaPair
        Factors of the standard deviations of valence and arousal.
    va_lean : VaPair
        How far the quadrant probabilities pull valence and arousal towards their side.
    va_curves : tuple[Curve, ...]
        One curve for valence and one for arousal, with as many points, from what is above to the
        scale on which people rate songs; empty where that is the scale already.
    va_correlation : float
        Correlation of the errors of valence and arousal, -1 to 1; 0 where it is not known.
    """

    mood_slope: tuple[float, ...]
    mood_offset: tuple[float, ...]
    quadrant_temperature: float = 1.0
    va_slope: VaPair = (1.0, 1.0)
    va_offset: VaPair = (0.0, 0.0)
    sd_scale: VaPair = (1.0, 1.0)
    va_lean: VaPair = (0.0, 0.0)
    va_curves: tuple[Curve, ...] = ()
    va_correlation: float = 0.0

    @classmethod
    def identity(cls, mood_count: int) -> Calibration:
        """Create a calibration that leaves the outputs as they are.

        Parameters
        ----------
        mood_count : int
            Number of moods.

        Returns
        -------
        Calibration
            The identity.
        """
        return cls((1.0,) * mood_count, (0.0,) * mood_count)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Calibration:
        """Read a calibration from a model's card.

        Parameters
        ----------
        values : Mapping[str, Any]
            The card's object of that name; `va_lean`, `va_curves` and `va_correlation` may be
            missing, and are then 0 or empty.

        Returns
        -------
        Calibration
            The calibration.

        Raises
        ------
        KeyError
            A value is missing.
        TypeError
            A value is not a number or a sequence of numbers.
        ValueError
            A value has the wrong length or is not a number.
        """
        slope, offset = values["mood_slope"], values["mood_offset"]
        if len(slope) != len(offset):
            raise ValueError("not as many mood slopes as offsets")
        return cls(
            mood_slope=tuple(float(x) for x in slope),
            mood_offset=tuple(float(x) for x in offset),
            quadrant_temperature=float(values["quadrant_temperature"]),
            va_slope=_pair(values["va_slope"]),
            va_offset=_pair(values["va_offset"]),
            sd_scale=_pair(values["sd_scale"]),
            va_lean=_pair(values.get("va_lean", (0.0, 0.0))),
            va_curves=_curves(values.get("va_curves", ())),
            va_correlation=_correlation(values.get("va_correlation", 0.0)),
        )

    def as_dict(self) -> dict[str, Any]:
        """Convert the calibration to JSON values for a model's card.

        Returns
        -------
        dict[str, Any]
            The inverse of `from_dict`.
        """
        return asdict(self)

    def quadrant(self, logits: Floats) -> Floats:
        """Convert quadrant logits to probabilities.

        Parameters
        ----------
        logits : Floats
            Logits, (..., 4).

        Returns
        -------
        Floats
            Probabilities that sum to 1 over the last axis, (..., 4).
        """
        x = logits.astype(np.float64) / self.quadrant_temperature
        e = np.exp(x - x.max(axis=-1, keepdims=True))
        out: Floats = e / e.sum(axis=-1, keepdims=True)
        return out

    def moods(self, logits: Floats) -> Floats:
        """Convert mood logits to probabilities, each mood on its own.

        Parameters
        ----------
        logits : Floats
            Logits, (..., M).

        Returns
        -------
        Floats
            Probabilities in [0, 1], (..., M).
        """
        x = logits.astype(np.float64) * np.array(self.mood_slope) + np.array(self.mood_offset)
        out: Floats = 1.0 / (1.0 + np.exp(-np.clip(x, -50, 50)))
        return out

    def expected_signs(self, quadrant_logits: Floats) -> Floats:
        """Compute the expected signs of valence and arousal from the quadrant.

        Parameters
        ----------
        quadrant_logits : Floats
            Logits, (..., 4).

        Returns
        -------
        Floats
            Probability of the positive minus that of the negative side, (..., 2), in [-1, 1].
        """
        out: Floats = self.quadrant(quadrant_logits) @ QUADRANT_SIGNS
        return out

    def va(self, va: Floats, quadrant_logits: Floats) -> Floats:
        """Map valence and arousal to the scale of the ratings, and spread them as widely.

        The quadrant contributes, so that the point on the plane agrees with it; with curves it
        always does.

        Parameters
        ----------
        va : Floats
            Raw valence and arousal, (..., 2).
        quadrant_logits : Floats
            Logits, (..., 4).

        Returns
        -------
        Floats
            Valence and arousal in [-1, 1], (..., 2).
        """
        x = va.astype(np.float64) * np.array(self.va_slope) + np.array(self.va_offset)
        x = x + self.expected_signs(quadrant_logits) * np.array(self.va_lean)
        for k, curve in enumerate(self.va_curves):
            x[..., k] = follow_curve(curve, x[..., k])
        if self.va_curves:
            x = _on_sides(x, QUADRANT_SIGNS[quadrant_logits.argmax(axis=-1)])
        out: Floats = np.clip(x, -1.0, 1.0)
        return out

    def va_sd(self, logvar: Floats) -> Floats:
        """Compute the standard deviations of calibrated valence and arousal.

        Parameters
        ----------
        logvar : Floats
            Natural logarithm of the raw variance, (..., 2).

        Returns
        -------
        Floats
            Standard deviations above 0, (..., 2); 68 % of songs lie within one.
        """
        out: Floats = np.exp(0.5 * logvar.astype(np.float64)) * np.array(self.sd_scale)
        return out


def follow_curve(curve: Curve, x: Floats) -> Floats:
    """Interpolate between the points of a curve, and go on straight beyond its ends.

    Parameters
    ----------
    curve : Curve
        Points (before, after), at least two.
    x : Floats
        Values before, of any shape.

    Returns
    -------
    Floats
        Values after, of the same shape.
    """
    before, after = np.array(curve).T
    slopes = np.diff(after) / np.diff(before)
    piece = np.searchsorted(before[1:-1], x)
    out: Floats = after[piece] + (x - before[piece]) * slopes[piece]
    return out


def _on_sides(va: Floats, signs: Floats) -> Floats:
    """Move points that are just beyond an axis to the side of their quadrant."""
    out: Floats = signs * np.maximum(va * signs, LEAST_DISTANCE)
    return out


def _curves(values: Any) -> tuple[Curve, ...]:
    curves = tuple(tuple(_pair(point) for point in curve) for curve in values)
    if len(curves) not in (0, 2) or any(len(curve) < 2 for curve in curves):
        raise ValueError("not a curve for valence and one for arousal")
    if len({len(curve) for curve in curves}) > 1:
        raise ValueError("curves of different lengths")
    for curve in curves:
        if any(right[0] <= left[0] for left, right in itertools.pairwise(curve)):
            raise ValueError("a curve that goes back")
    return curves


def _correlation(value: Any) -> float:
    correlation = float(value)
    if not -1.0 <= correlation <= 1.0:
        raise ValueError("a correlation out of range")
    return correlation


def _pair(values: Any) -> VaPair:
    first, second = values
    return float(first), float(second)
