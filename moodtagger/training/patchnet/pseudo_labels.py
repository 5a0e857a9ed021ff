"""Pseudo-labels: what regressions on the teachers predict where songs lack a kind of label.

Songs of one pool have quadrant, moods, valence and arousal, those of another listeners' feelings,
and a third has neither. A regression on what other networks say, fitted on the training songs that
have a label, predicts it for those that lack it; the network learns both, pseudo-labels with less
weight (Lee 2013, "Pseudo-Label", ICML workshop).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from sklearn.kernel_ridge import KernelRidge
from sklearn.model_selection import KFold

from moodtagger.training.data.dataset import Floats
from moodtagger.training.data.labels import VA_COLUMNS
from moodtagger.training.moodnet.teacher_regression import predict_targets
from moodtagger.training.patchnet.ratings import FEELINGS
from moodtagger.training.patchnet.settings import PatchSettings
from moodtagger.training.patchnet.targets import Ints, SongTargets, mix_soft_labels

RIDGE_ALPHA: Final = 0.7
KERNEL_GAMMA: Final = 0.4  # times the number of features
SOFTENING_FOLDS: Final = 5
RATING_SPREAD: Final = 1.15  # of listeners' valence and arousal, relative to predictions
# Where feelings lie around the circumplex: valence and arousal.
FEELING_AXES: Final = {
    "joyful_activation": (1.0, 1.0),
    "power": (0.0, 1.0),
    "calmness": (0.7, -0.7),
    "tenderness": (0.7, -0.7),
    "tension": (-0.7, 0.7),
    "sadness": (-0.7, -0.7),
}


def add_pseudo_labels(targets: SongTargets, rows: Ints, settings: PatchSettings) -> SongTargets:
    """Soften the labels of training songs, and predict those that they lack.

    Parameters
    ----------
    targets : SongTargets
        Targets of n songs; left unchanged. No song that is held out takes part.
    rows : Ints
        The training songs.
    settings : PatchSettings
        How far predictions are trusted.

    Returns
    -------
    SongTargets
        Targets with labels and feelings wherever the teachers know a training song.
    """
    targets = mix_soft_labels(targets, rows, settings.trust)
    known = rows[targets.teacher_weight[rows] > 0]
    features = targets.components / (targets.components[known].std(axis=0) + 1e-6)
    return _add_labels(
        _add_feelings(targets, known, features, settings.feeling_trust),
        known,
        features,
        settings.rating_trust,
    )


def _add_feelings(targets: SongTargets, known: Ints, features: Floats, trust: float) -> SongTargets:
    rated = known[targets.rating_weight[known] > 0]
    others = known[targets.rating_weight[known] == 0]
    if len(rated) < SOFTENING_FOLDS:
        return targets
    feelings, is_pseudo = targets.feelings.copy(), targets.rating_is_pseudo.copy()
    feelings[others] = _predict(features[rated], feelings[rated], features[others])
    is_pseudo[others] = 1
    for fitted, tested in KFold(SOFTENING_FOLDS).split(rated):
        predicted = _predict(
            features[rated[fitted]], targets.feelings[rated[fitted]], features[rated[tested]]
        )
        feelings[rated[tested]] += trust * (predicted - targets.feelings[rated[tested]])
    return replace(targets, feelings=feelings, rating_is_pseudo=is_pseudo)


def _add_labels(
    targets: SongTargets, known: Ints, features: Floats, rating_trust: float
) -> SongTargets:
    labeled = known[targets.label_weight[known] > 0]
    others = known[targets.label_weight[known] == 0]
    if not len(labeled) or not len(others):
        return targets
    labels, is_pseudo = targets.labels.copy(), targets.label_is_pseudo.copy()
    labels[others] = predict_targets(features[labeled], labels[labeled], features[others], 0)
    is_pseudo[others] = 1
    rated = others[targets.rating_weight[others] > 0]
    if len(rated):
        predicted = labels[rated][:, VA_COLUMNS]
        listened = feeling_axes(targets.feelings[rated]) * predicted.std(axis=0) * RATING_SPREAD
        listened += predicted.mean(axis=0)
        labels[rated, VA_COLUMNS] = (1 - rating_trust) * predicted + rating_trust * listened
    return replace(targets, labels=labels, label_is_pseudo=is_pseudo)


def feeling_axes(feelings: Floats) -> Floats:
    """Place songs along the circumplex by what listeners felt.

    Parameters
    ----------
    feelings : Floats
        Listeners' feelings about n songs, (n, 9).

    Returns
    -------
    Floats
        Standardized valence and arousal, (n, 2).

    References
    ----------
    Russell (1980), A circumplex model of affect, Journal of Personality and Social Psychology 39.
    """
    axes = np.array([FEELING_AXES.get(name, (0.0, 0.0)) for name in FEELINGS], np.float32)
    placed: Floats = _standardize(feelings) @ axes
    return _standardize(placed)


def _predict(features: Floats, targets: Floats, others: Floats) -> Floats:
    mean = targets.mean(axis=0)
    model = KernelRidge(alpha=RIDGE_ALPHA, kernel="rbf", gamma=KERNEL_GAMMA / features.shape[1])
    predicted = model.fit(features, targets - mean).predict(others) + mean
    return np.asarray(predicted, np.float32)


def _standardize(values: Floats) -> Floats:
    out: Floats = (values - values.mean(axis=0)) / (values.std(axis=0) + np.float32(1e-6))
    return out
