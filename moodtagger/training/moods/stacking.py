"""Read a mood from all outputs of a network: logistic regression on positive and unlabeled songs.

References
----------
- Wolpert (1992), Stacked generalization, Neural Networks 5.
- Ward, Hastie, Barry, Elith, Leathwick (2009), Presence-only data and the EM algorithm, Biometrics
  65: the likelihood, where a label is there with the probability of the mood times the
  completeness.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import minimize

from moodtagger.training.data.dataset import FOLDS
from moodtagger.training.moods.evidence import Doubles, Ints, MoodEvidence

PENALTY: Final = 30.0  # chosen by the likelihood of held-out songs, of 10, 30, 100 and 300


@dataclass(frozen=True, slots=True)
class MoodReader:
    """A mood as a linear combination of outputs.

    Attributes
    ----------
    weight : Doubles
        Weight of each output, (k,).
    bias : float
        What is added.
    """

    weight: Doubles
    bias: float

    def probability(self, outputs: Doubles) -> Doubles:
        """Compute the probability of the mood.

        Parameters
        ----------
        outputs : Doubles
            Outputs for n songs, (n, k).

        Returns
        -------
        Doubles
            Probabilities, 0 to 1, (n,).
        """
        out: Doubles = _sigmoid(outputs @ self.weight + self.bias)
        return out


def fit_reader(outputs: Doubles, evidence: MoodEvidence, penalty: float = PENALTY) -> MoodReader:
    """Fit a mood's reader by penalized maximum likelihood.

    Parameters
    ----------
    outputs : Doubles
        Outputs for n songs, (n, k).
    evidence : MoodEvidence
        Their labels.
    penalty : float, optional
        Weight of the squared weights of the standardized outputs.

    Returns
    -------
    MoodReader
        The reader of outputs that are not standardized.

    References
    ----------
    Ward, Hastie, Barry, Elith, Leathwick (2009), Presence-only data and the EM algorithm,
    Biometrics 65.
    """
    mean, sd = outputs.mean(axis=0), outputs.std(axis=0) + 1e-9
    x, labeled, complete = (outputs - mean) / sd, evidence.present, evidence.completeness
    k = x.shape[1]

    def cost(parameters: Doubles) -> tuple[float, Doubles]:
        p = _sigmoid(x @ parameters[:k] + parameters[k])
        label = np.clip(complete * p, 1e-9, 1 - 1e-9)
        likelihood = labeled * np.log(label) + (1 - labeled) * np.log1p(-label)
        slope = (1 - p) * (label - labeled) / (1 - label)
        value = penalty / 2 * float(parameters[:k] @ parameters[:k]) - float(likelihood.sum())
        return value, np.r_[x.T @ slope + penalty * parameters[:k], slope.sum()]

    rate = np.clip(evidence.base_rate, 0.01, 0.99)
    start = np.r_[np.zeros(k), np.log(rate / (1 - rate))]
    best = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    weight = best[:k] / sd
    return MoodReader(weight, float(best[k] - weight @ mean))


def cross_fit(outputs: Doubles, fold: Ints, evidence: MoodEvidence) -> Doubles:
    """Compute probabilities by readers that were fitted on the other folds.

    Parameters
    ----------
    outputs : Doubles
        Outputs for n songs by networks that were not taught on them, (n, k).
    fold : Ints
        Their folds, (n,).
    evidence : MoodEvidence
        Labels of the first m of them; the others take no part in fitting.

    Returns
    -------
    Doubles
        Probabilities, 0 to 1, (n,).
    """
    out = np.zeros(len(outputs))
    labeled = outputs[: len(evidence.present)]
    for number in range(FOLDS):
        taught = evidence.fold != number
        reader = fit_reader(labeled[taught], evidence.select(taught))
        out[fold == number] = reader.probability(outputs[fold == number])
    return out


def _sigmoid(x: Doubles) -> Doubles:
    out: Doubles = 1 / (1 + np.exp(-np.clip(x, -40, 40)))
    return out
