"""The personal layer: what a user's decisions add to the answers of the model.

Each mood has a logistic regression and the position a linear one, both on a song's embedding and on
the model's own answer, with that answer as offset: without evidence nothing changes. Strong
penalties keep few decisions from saying much, and leave-one-out decides whether a part is used at
all, so that a listener without a consistent taste keeps the answers of the model.

References
----------
- le Cessie and van Houwelingen (1992), Ridge Estimators in Logistic Regression, Applied Statistics
  41(1).
- Rad and Maleki (2020), A scalable estimate of the out-of-sample prediction error via approximate
  leave-one-out cross-validation, Journal of the Royal Statistical Society B 82(4).
- Allen (1974), The Relationship between Variable Selection and Data Augmentation and a Method for
  Prediction, Technometrics 16(1), for leave-one-out of the linear regression.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from moodtagger.core.circumplex import QUADRANTS

Floats = npt.NDArray[np.float64]
AnyFloats = npt.NDArray[np.floating[Any]]

MIN_EXAMPLES: Final = 5  # of one mood, or of positions; fewer cannot show that they help
# The standard deviations that a listener is expected to differ by, in logits: everywhere, with the
# model's logit, and with the sound.
_MOOD_SD: Final = (1.0, 0.5, 0.8)
_POSITION_PENALTIES: Final = (1.0, 4.0, 5.0)  # the same for positions, in squared residuals
_LOGIT_UNIT: Final = 2.0
_POSITION_UNIT: Final = 0.4  # about the spread of songs over the plane
_MIN_LOSS_GAIN: Final = 0.5  # nats over all decisions, above chance
_MAX_LOGIT: Final = 9.0
_NEWTON_STEPS: Final = 25


@dataclass(frozen=True, slots=True)
class MoodExamples:
    """Decisions about one mood.

    Attributes
    ----------
    embeddings : Floats
        Unit vectors of n songs by one model, (n, d).
    logits : Floats
        The model's logits of the mood, (n,).
    accepted : Floats
        1 where the mood was accepted, 0 where it was rejected, (n,).
    weights : Floats
        How much each decision counts, in (0, 1], (n,).
    """

    embeddings: Floats
    logits: Floats
    accepted: Floats
    weights: Floats

    def __len__(self) -> int:
        return len(self.logits)


@dataclass(frozen=True, slots=True)
class PositionExamples:
    """Corrected positions.

    Attributes
    ----------
    embeddings : Floats
        Unit vectors of n songs by one model, (n, d).
    predicted : Floats
        The model's valence and arousal in [-1, 1], (n, 2).
    corrected : Floats
        The user's valence and arousal in [-1, 1], (n, 2).
    """

    embeddings: Floats
    predicted: Floats
    corrected: Floats

    def __len__(self) -> int:
        return len(self.predicted)


@dataclass(frozen=True, slots=True)
class MoodAdjustment:
    """What is added to the model's logit of one mood.

    Attributes
    ----------
    offset : float
        For every song.
    slope : float
        Times the model's logit.
    weights : Floats
        Times the embedding, (d,).
    """

    offset: float
    slope: float
    weights: Floats

    def apply(self, probabilities: AnyFloats, embeddings: AnyFloats) -> Floats:
        """Adjust the model's probabilities.

        Parameters
        ----------
        probabilities : AnyFloats
            The model's probabilities in [0, 1], (n,).
        embeddings : AnyFloats
            Unit vectors of the same songs, (n, d).

        Returns
        -------
        Floats
            Personal probabilities in (0, 1), (n,).
        """
        logits = to_logits(probabilities)
        return _sigmoid(logits * (1 + self.slope) + self.offset + embeddings @ self.weights)


@dataclass(frozen=True, slots=True)
class PositionAdjustment:
    """What is added to the model's valence and arousal.

    Attributes
    ----------
    offset : Floats
        For every song, (2,).
    slope : Floats
        Times the model's valence and arousal, (2, 2).
    weights : Floats
        Times the embedding, (d, 2).
    """

    offset: Floats
    slope: Floats
    weights: Floats

    def apply(self, predicted: AnyFloats, embeddings: AnyFloats) -> Floats:
        """Adjust the model's positions.

        Parameters
        ----------
        predicted : AnyFloats
            The model's valence and arousal in [-1, 1], (n, 2).
        embeddings : AnyFloats
            Unit vectors of the same songs, (n, d).

        Returns
        -------
        Floats
            Personal valence and arousal in [-1, 1], (n, 2).
        """
        moved = predicted + self.offset + predicted @ self.slope + embeddings @ self.weights
        out: Floats = np.clip(moved, -1.0, 1.0)
        return out


@dataclass(frozen=True, slots=True)
class PersonalLayer:
    """The adjustments of one listener to one model, as far as they help.

    Attributes
    ----------
    model : str
        The model that the embeddings are by; those of another one mean something else.
    moods : Mapping[str, MoodAdjustment]
        By label; moods without one keep the model's answer.
    position : PositionAdjustment | None
        None where the model's positions are kept.
    """

    model: str
    moods: Mapping[str, MoodAdjustment] = field(default_factory=dict)
    position: PositionAdjustment | None = None

    def __bool__(self) -> bool:
        """Whether it changes any answer."""
        return bool(self.moods) or self.position is not None


def to_logits(probabilities: AnyFloats) -> Floats:
    """Convert probabilities to logits, bounded to +-9.

    Parameters
    ----------
    probabilities : AnyFloats
        Probabilities in [0, 1], of any shape.

    Returns
    -------
    Floats
        Logits of the same shape.
    """
    p = np.clip(np.asarray(probabilities, np.float64), 1e-6, 1 - 1e-6)
    return np.clip(np.log(p / (1 - p)), -_MAX_LOGIT, _MAX_LOGIT)


def fit_mood(examples: MoodExamples) -> MoodAdjustment | None:
    """Fit the adjustment of one mood by Newton's method.

    Parameters
    ----------
    examples : MoodExamples
        Decisions about the mood.

    Returns
    -------
    MoodAdjustment | None
        The adjustment; None where the decisions, each predicted from the others, do not show that
        it predicts better than the model.
    """
    if len(examples) < MIN_EXAMPLES:
        return None
    basis = _Basis.of(examples.embeddings, examples.logits[:, None], _LOGIT_UNIT)
    x = basis.features
    penalty = basis.penalties(*(1 / sd**2 for sd in _MOOD_SD))
    coefficients, hessian = _newton(x, examples, penalty)
    logits = examples.logits + x @ coefficients
    p = _sigmoid(logits)
    # Leverages: how far each decision pulls its own logit.
    leverage = np.einsum("ij,ij->i", x, np.linalg.solve(hessian, x.T).T) * examples.weights
    left_out = logits - leverage * (examples.accepted - p) / (1 - leverage * p * (1 - p))
    gains = examples.weights * (
        _log_loss(examples.logits, examples.accepted) - _log_loss(left_out, examples.accepted)
    )
    if gains.sum() <= _MIN_LOSS_GAIN + _standard_error(gains):
        return None
    offset, slope, weights = basis.to_original(coefficients[:, None])
    return MoodAdjustment(float(offset[0]), float(slope[0, 0]), weights[:, 0])


def fit_position(examples: PositionExamples) -> PositionAdjustment | None:
    """Fit the adjustment of positions in closed form.

    Parameters
    ----------
    examples : PositionExamples
        Corrected positions.

    Returns
    -------
    PositionAdjustment | None
        The adjustment; None where the corrections, each predicted from the others, do not show that
        it predicts better than the model.
    """
    if len(examples) < MIN_EXAMPLES:
        return None
    basis = _Basis.of(examples.embeddings, examples.predicted, _POSITION_UNIT)
    x = basis.features
    gram = x.T @ x + np.diag(basis.penalties(*_POSITION_PENALTIES))
    residual = examples.corrected - examples.predicted
    coefficients = np.linalg.solve(gram, x.T @ residual).astype(np.float64)
    leverage = np.einsum("ij,ij->i", x, np.linalg.solve(gram, x.T).T)
    left_out = (residual - x @ coefficients) / (1 - leverage)[:, None]
    gains = (residual**2).sum(axis=1) - (left_out**2).sum(axis=1)
    if gains.sum() <= _standard_error(gains):
        return None
    return PositionAdjustment(*basis.to_original(coefficients))


def move_quadrant(quadrants: AnyFloats, positions: AnyFloats) -> Floats:
    """Let the quadrant of each personal position be the most probable one.

    Parameters
    ----------
    quadrants : AnyFloats
        Probabilities in the order of `QUADRANTS`, (n, 4).
    positions : AnyFloats
        Valence and arousal, (n, 2).

    Returns
    -------
    Floats
        The same probabilities; that of the model's quadrant is exchanged with that of the
        position's where these differ, (n, 4).
    """
    out = np.array(quadrants, np.float64)
    rows = np.arange(len(out))
    top, new = out.argmax(axis=1), quadrant_codes(positions)
    out[rows, top], out[rows, new] = out[rows, new], out[rows, top]
    return out


def quadrant_codes(positions: AnyFloats) -> npt.NDArray[np.int64]:
    """Return the index into `QUADRANTS` of each position, as `circumplex.quadrant_of`.

    Parameters
    ----------
    positions : AnyFloats
        Valence and arousal, (n, 2).

    Returns
    -------
    npt.NDArray[np.int64]
        Indices, (n,).
    """
    names = [str(quadrant) for quadrant in QUADRANTS]
    right, upper = positions[:, 0] >= 0, positions[:, 1] >= 0
    above = np.where(right, names.index("happy"), names.index("angry"))
    below = np.where(right, names.index("relaxed"), names.index("sad"))
    return np.where(upper, above, below).astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Basis:
    """Features (n, 1 + k + r) of examples: one, k answers of the model, r of the embedding.

    The embeddings are centered, have unit mean square, and are rotated to their r principal axes:
    few examples span few directions, and a ridge does not depend on the rotation.
    """

    features: Floats
    answer_mean: Floats
    answer_unit: float
    center: Floats
    axes: Floats  # (d, r), from embeddings to features

    @classmethod
    def of(cls, embeddings: Floats, answers: Floats, unit: float) -> _Basis:
        center, answer_mean = embeddings.mean(axis=0), answers.mean(axis=0)
        centered = embeddings - center
        scale = float(np.sqrt((centered**2).sum(axis=1).mean())) or 1.0
        directions = np.linalg.svd(centered, full_matrices=False)[2]
        axes = directions.T / scale
        features = np.column_stack(
            [np.ones(len(answers)), (answers - answer_mean) / unit, centered @ axes]
        )
        return cls(features, answer_mean, unit, center, axes)

    def penalties(self, constant: float, answers: float, embedding: float) -> Floats:
        counts = (1, len(self.answer_mean), self.axes.shape[1])
        return np.repeat([constant, answers, embedding], counts).astype(np.float64)

    def to_original(self, coefficients: Floats) -> tuple[Floats, Floats, Floats]:
        """Return offset (m,), slope (k, m) and weights (d, m) of coefficients (features, m)."""
        last = 1 + len(self.answer_mean)
        slope = coefficients[1:last] / self.answer_unit
        weights = self.axes @ coefficients[last:]
        offset = coefficients[0] - self.answer_mean @ slope - self.center @ weights
        return offset, slope, weights


def _newton(x: Floats, examples: MoodExamples, penalty: Floats) -> tuple[Floats, Floats]:
    """Return coefficients (features,) and the Hessian of the penalized loss there."""
    coefficients = np.zeros(x.shape[1])
    for _ in range(_NEWTON_STEPS):
        p = _sigmoid(examples.logits + x @ coefficients)
        gradient = x.T @ (examples.weights * (examples.accepted - p)) - penalty * coefficients
        hessian = (x.T * (examples.weights * p * (1 - p))) @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        coefficients += step
        if np.abs(step).max() < 1e-6:
            break
    return coefficients, hessian


def _log_loss(logits: Floats, accepted: Floats) -> Floats:
    out: Floats = np.logaddexp(0, np.where(accepted > 0, -logits, logits))
    return out


def _standard_error(gains: Floats) -> float:
    """Return the standard error of a sum of independent gains."""
    return float(gains.std() * np.sqrt(len(gains)))


def _sigmoid(logits: AnyFloats) -> Floats:
    out: Floats = 1 / (1 + np.exp(-np.clip(logits, -35, 35)))
    return out
