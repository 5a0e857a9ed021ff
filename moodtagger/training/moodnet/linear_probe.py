"""Give the heads a good start before the whole network is fine-tuned.

Heads with random weights send large, senseless errors into a trunk that already hears well. A
linear probe first, then fine-tuning, keeps what the trunk knows: Kumar et al. (2022),
arXiv:2202.10054.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.preprocessing import StandardScaler
from torch import nn

from moodtagger.inference.architecture import MoodNet
from moodtagger.training.data.dataset import DatasetSong, Floats
from moodtagger.training.data.labels import FIRST_MOOD, QUADRANT_COLUMNS, VA_COLUMNS
from moodtagger.training.network_outputs import run_network

LOGISTIC_C = 0.005
PROBE_RIDGE_ALPHA = 300.0


def initialize_heads_from_linear_probe(
    net: MoodNet, songs: Sequence[DatasetSong], targets: Floats
) -> None:
    """Set the heads of `net` to linear readers of its embeddings of whole `songs`."""
    scaler = StandardScaler()
    x = scaler.fit_transform(run_network(net, songs).embedding)
    quadrant = _create_classifier().fit(x, targets[:, QUADRANT_COLUMNS].argmax(axis=1))
    _set_layer(net.quadrant, scaler, quadrant.coef_, quadrant.intercept_)
    moods = [_create_classifier().fit(x, column) for column in targets[:, FIRST_MOOD:].T]
    weight = np.concatenate([mood.coef_ for mood in moods])
    _set_layer(net.moods, scaler, weight, np.concatenate([mood.intercept_ for mood in moods]))
    va = targets[:, VA_COLUMNS]
    ridge = Ridge(PROBE_RIDGE_ALPHA).fit(x, va)
    logvar = np.log(((ridge.predict(x) - va) ** 2).mean(axis=0))
    _set_layer(
        net.va,
        scaler,
        np.concatenate([ridge.coef_, np.zeros_like(ridge.coef_)]),
        np.concatenate([ridge.intercept_, logvar]),
    )


def _create_classifier() -> LogisticRegression:
    return LogisticRegression(C=LOGISTIC_C, max_iter=500)


def _set_layer(layer: nn.Linear, scaler: StandardScaler, weight: Floats, bias: Floats) -> None:
    """The reader of scaled embeddings as one of plain embeddings."""
    unscaled_weight = weight / scaler.scale_
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(unscaled_weight))
        layer.bias.copy_(torch.from_numpy(bias - unscaled_weight @ scaler.mean_))
