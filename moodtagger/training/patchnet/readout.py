"""Regressions on what a network says of held-out songs, folded back into its heads.

Every head of PatchNet is linear in the embedding, so what is read linearly from its outputs is
linear in the embedding too: it costs nothing when songs are analyzed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from moodtagger.inference.patch_architecture import PatchNet
from moodtagger.training.data.dataset import Floats
from moodtagger.training.patchnet.outputs import PatchOutputs

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LinearHead:
    """Outputs that are linear in something.

    Attributes
    ----------
    weight : Doubles
        Weights, (outputs, inputs).
    bias : Doubles
        Biases, (outputs,).
    """

    weight: Doubles
    bias: Doubles

    def __call__(self, inputs: Floats) -> Doubles:
        """Compute the outputs.

        Parameters
        ----------
        inputs : Floats
            Inputs, (n, inputs).

        Returns
        -------
        Doubles
            Outputs, (n, outputs).
        """
        out: Doubles = inputs.astype(np.float64) @ self.weight.T + self.bias
        return out

    def after(self, first: LinearHead) -> LinearHead:
        """Apply this to the outputs of another head.

        Parameters
        ----------
        first : LinearHead
            The head whose outputs are the inputs of this one.

        Returns
        -------
        LinearHead
            One head that does both.
        """
        return LinearHead(self.weight @ first.weight, self.weight @ first.bias + self.bias)


def network_heads(network: PatchNet) -> LinearHead:
    """Stack the heads of a network in the order of `stack_outputs`.

    Parameters
    ----------
    network : PatchNet
        The network.

    Returns
    -------
    LinearHead
        Quadrant, moods, valence and arousal, feelings and attributes, from the embedding.
    """
    layers = [network.quadrant, network.moods, network.va, network.feelings, network.attributes]
    rows = [slice(0, 2) if layer is network.va else slice(None) for layer in layers]
    weight = [
        layer.weight.detach().double().numpy()[row] for layer, row in zip(layers, rows, strict=True)
    ]
    bias = [
        layer.bias.detach().double().numpy()[row] for layer, row in zip(layers, rows, strict=True)
    ]
    return LinearHead(np.concatenate(weight), np.concatenate(bias))


def stack_outputs(outputs: PatchOutputs) -> Floats:
    """Put all linear outputs for songs side by side.

    Parameters
    ----------
    outputs : PatchOutputs
        Outputs for n songs.

    Returns
    -------
    Floats
        Quadrant, moods, valence and arousal, feelings and attributes, (n, 4 + M + 2 + 9 + a).
    """
    main = outputs.main
    parts = [main.quadrant, main.moods, main.va, outputs.feelings, outputs.attributes]
    return np.concatenate(parts, axis=1)


def fit_readout(inputs: Floats, targets: Floats, alpha: float) -> LinearHead:
    """Fit a ridge regression on standardized inputs.

    Parameters
    ----------
    inputs : Floats
        Inputs for n songs, (n, inputs).
    targets : Floats
        What to predict, (n, outputs).
    alpha : float
        Strength of the penalty, above 0.

    Returns
    -------
    LinearHead
        The regression, of inputs that are not standardized.

    References
    ----------
    Hoerl, Kennard (1970), Ridge regression: biased estimation for nonorthogonal problems,
    Technometrics 12.
    """
    model = make_pipeline(StandardScaler(), Ridge(alpha)).fit(inputs, targets)
    scaler, ridge = model[0], model[1]
    weight = np.atleast_2d(ridge.coef_) / scaler.scale_
    bias = np.atleast_1d(ridge.intercept_) - weight @ scaler.mean_
    return LinearHead(weight.astype(np.float64), bias.astype(np.float64))


def cross_fit_readout(
    inputs: Floats, targets: Floats, fold: npt.NDArray[np.int64], alpha: float
) -> Doubles:
    """Predict the songs of each fold by a regression that was fitted on the others.

    Parameters
    ----------
    inputs : Floats
        Inputs for n songs, (n, inputs).
    targets : Floats
        What to predict, (n, outputs).
    fold : npt.NDArray[np.int64]
        Fold of each song, (n,).
    alpha : float
        Strength of the penalty, above 0.

    Returns
    -------
    Doubles
        Predictions, (n, outputs).
    """
    out = np.zeros(targets.shape)
    for k in np.unique(fold):
        held_out = fold == k
        out[held_out] = fit_readout(inputs[~held_out], targets[~held_out], alpha)(inputs[held_out])
    return out
