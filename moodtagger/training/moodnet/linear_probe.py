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
from moodtagger.training.data.dataset import Floats, Song
from moodtagger.training.data.labels import FIRST_MOOD, QUADRANT_COLUMNS, VA_COLUMNS
from moodtagger.training.network_outputs import hear

STRENGTH = 0.005
RIDGE = 300.0


def warm(net: MoodNet, songs: Sequence[Song], targets: Floats) -> None:
    """Set the heads of `net` to linear readers of its embeddings of whole `songs`."""
    scaler = StandardScaler()
    x = scaler.fit_transform(hear(net, songs).embedding)
    quadrant = _classifier().fit(x, targets[:, QUADRANT_COLUMNS].argmax(axis=1))
    _set(net.quadrant, scaler, quadrant.coef_, quadrant.intercept_)
    moods = [_classifier().fit(x, column) for column in targets[:, FIRST_MOOD:].T]
    weight = np.concatenate([mood.coef_ for mood in moods])
    _set(net.moods, scaler, weight, np.concatenate([mood.intercept_ for mood in moods]))
    va = targets[:, VA_COLUMNS]
    ridge = Ridge(RIDGE).fit(x, va)
    logvar = np.log(((ridge.predict(x) - va) ** 2).mean(axis=0))
    _set(
        net.va,
        scaler,
        np.concatenate([ridge.coef_, np.zeros_like(ridge.coef_)]),
        np.concatenate([ridge.intercept_, logvar]),
    )


def _classifier() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=500)


def _set(layer: nn.Linear, scaler: StandardScaler, weight: Floats, bias: Floats) -> None:
    """The reader of scaled embeddings as one of plain embeddings."""
    plain = weight / scaler.scale_
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(plain))
        layer.bias.copy_(torch.from_numpy(bias - plain @ scaler.mean_))
