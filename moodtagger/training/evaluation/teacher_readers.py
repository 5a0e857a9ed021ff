"""The ceiling: linear readers of the teachers' outputs, on the same songs and folds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import r2_score

from moodtagger.training.data.dataset import Floats
from moodtagger.training.data.labels import FIRST_MOOD, QUADRANT_COLUMNS, VA_COLUMNS
from moodtagger.training.evaluation.held_out import HeldOutPool, HeldOutSummary
from moodtagger.training.network_outputs import mean_and_sd, mood_scores
from moodtagger.training.patchnet.outputs import feelings_correlation
from moodtagger.training.patchnet.targets import LABELED_POOL, RATED_POOL
from moodtagger.training.patchnet.teachers import TEACHERS, principal_components, read_teachers

READERS: Final = {
    "mn04": ("mn04",),
    "msd_musicnn with tags and heads": ("msd_musicnn", "msd_musicnn_tag", "mood_head"),
    "msd_fcn, jamendo_fcn and mn04": ("msd_fcn", "jamendo_fcn", "mn04"),
    "all teachers": TEACHERS,
}
COMPONENTS = 60  # of each teacher at most
RIDGE_ALPHA = 300.0
LOGISTIC_C = 0.01


def read_ceiling(
    songs: HeldOutSummary, data: Path, merges: Floats, ratings: Floats
) -> dict[str, dict[str, dict[str, float]]]:
    """Score readers of several sets of teachers.

    Parameters
    ----------
    songs : HeldOutSummary
        The songs and their folds.
    data : Path
        Folder of the training data.
    merges : Floats
        Moods of the labeled songs by the data's own groups of words, (n, 18).
    ratings : Floats
        Ratings of the rated songs, (r, 9).

    Returns
    -------
    dict[str, dict[str, dict[str, float]]]
        Mean and SD over folds by reader and metric.

    Raises
    ------
    OSError
        A file cannot be read.
    """
    outputs = {
        pool: read_teachers(data / pool / "teachers.npz") for pool in (LABELED_POOL, RATED_POOL)
    }
    labels = np.concatenate([songs.targets[:, :FIRST_MOOD], merges], axis=1)
    return {
        name: mean_and_sd(
            _reader_folds(
                *(_features(songs.labeled, outputs[LABELED_POOL], teachers), songs.labeled.fold),
                *(labels, _features(songs.rated, outputs[RATED_POOL], teachers)),
                *(songs.rated.fold, ratings),
            )
        )
        for name, teachers in READERS.items()
    }


def _features(
    pool: HeldOutPool, outputs: Mapping[str, Mapping[str, Floats]], teachers: tuple[str, ...]
) -> Floats:
    parts = [
        principal_components(
            np.stack([outputs[str(song)][name] for song in pool.song_id]), COMPONENTS
        )
        for name in teachers
    ]
    return np.concatenate(parts, axis=1)


def _reader_folds(
    features: Floats,
    fold: npt.NDArray[np.int64],
    labels: Floats,
    rated_features: Floats,
    rated_fold: npt.NDArray[np.int64],
    ratings: Floats,
) -> list[dict[str, float]]:
    folds = []
    for k in np.unique(fold):
        train, test = fold != k, fold == k
        quadrant = labels[:, QUADRANT_COLUMNS].argmax(axis=1)
        classifier = LogisticRegression(C=LOGISTIC_C, max_iter=300)
        right = classifier.fit(features[train], quadrant[train]).predict(features[test])
        predicted = Ridge(RIDGE_ALPHA).fit(features[train], labels[train]).predict(features[test])
        auc, ap = mood_scores(predicted[:, FIRST_MOOD:], labels[test, FIRST_MOOD:])
        va, truth = predicted[:, VA_COLUMNS], labels[test, VA_COLUMNS]
        rated = rated_fold == k
        feelings = Ridge(RIDGE_ALPHA).fit(rated_features[~rated], ratings[~rated])
        folds.append(
            {
                "quadrant accuracy": float((right == quadrant[test]).mean()),
                "ROC-AUC, 18 first merges": float(np.nanmean(auc)),
                "average precision, 18 first merges": float(np.nanmean(ap)),
                "R2 of valence": float(r2_score(truth[:, 0], va[:, 0])),
                "R2 of arousal": float(r2_score(truth[:, 1], va[:, 1])),
                "Emotify: seven feelings": feelings_correlation(
                    feelings.predict(rated_features[rated]), ratings[rated]
                ),
            }
        )
    return folds
