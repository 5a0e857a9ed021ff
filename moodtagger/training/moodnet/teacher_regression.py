"""Regression from the teacher's outputs to the labels, as a source of soft labels.

Kernel ridge regression from the teacher's embedding and scores to all labels at once. It is fitted
on training songs only, so nothing of a held-out song leaks into the soft labels of others, and each
training song's soft labels come from a model that was fitted on other artists.

References
----------
Saunders et al. (1998), Ridge Regression Learning Algorithm in Dual Variables, ICML.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.kernel_ridge import KernelRidge
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from moodtagger.training.data.dataset import TEACHER_SCORE_COUNT, DatasetSong, Floats
from moodtagger.training.data.labels import FIRST_MOOD, QUADRANT_COLUMNS

TEACHER_RIDGE_ALPHA = 0.7
KERNEL_GAMMA = 0.4  # of the Gaussian kernel, divided by the number of features
SCORE_WEIGHT = 8.0  # of a score relative to one embedding number, in the squared distance
INNER_FOLDS = 5


@dataclass(frozen=True, slots=True)
class PcaDecoder:
    """Inverse of the projection of patch embeddings (256) from the teacher's own (1024).

    Attributes
    ----------
    mean : Floats
        Mean of the teacher's embeddings, (1024,).
    components : Floats
        Principal components, (256, 1024).
    scale : float
        Scale of the projected numbers.
    """

    mean: Floats
    components: Floats
    scale: float

    @classmethod
    def load(cls, data: Path) -> PcaDecoder:
        """Read the projection.

        Parameters
        ----------
        data : Path
            Folder of the training data.

        Returns
        -------
        PcaDecoder
            The decoder.

        Raises
        ------
        OSError
            The file is missing.
        """
        with np.load(data / "teacher" / "head.npz") as head:
            return cls(head["pca_mean"], head["pca_components"], float(head["pca_scale"]))

    def __call__(self, patch: Floats) -> Floats:
        """Decode patch embeddings.

        Parameters
        ----------
        patch : Floats
            Projected embeddings, (p, 256).

        Returns
        -------
        Floats
            Square roots of the teacher's embeddings, (p, 1024).
        """
        out: Floats = (patch @ self.components * self.scale + self.mean).astype(np.float32)
        return out


def teacher_features(songs: Sequence[DatasetSong], decoder: PcaDecoder) -> Floats:
    """Compute mean and SD of the teacher's embedding over each song, followed by its scores.

    Parameters
    ----------
    songs : Sequence[DatasetSong]
        n songs.
    decoder : PcaDecoder
        Decoder of the patch embeddings.

    Returns
    -------
    Floats
        Features, (n, 2111).
    """
    rows = []
    for song in songs:
        embedding = decoder(song.patch)
        rows.append(np.concatenate([embedding.mean(axis=0), embedding.std(axis=0), song.theme]))
    return np.stack(rows).astype(np.float32)


def predict_targets(
    train_features: Floats,
    targets: Floats,
    test_features: Floats,
    score_count: int = TEACHER_SCORE_COUNT,
) -> Floats:
    """Fit the regression and predict other songs.

    Parameters
    ----------
    train_features : Floats
        Features of the training songs, (n, k).
    targets : Floats
        Their targets as in `labels.build_targets`, (n, 6 + M).
    test_features : Floats
        Features of the songs to predict, (m, k).
    score_count : int, optional
        How many of the last features are scores, which weigh more.

    Returns
    -------
    Floats
        Predicted targets, (m, 6 + M); quadrants sum to 1 and moods lie in [0, 1].
    """
    scaler = StandardScaler().fit(train_features)
    size = train_features.shape[1]
    scores = min(score_count, size)
    score_columns = slice(size - scores, None)
    x, y = scaler.transform(train_features), scaler.transform(test_features)
    for scaled in (x, y):
        scaled[:, score_columns] *= np.sqrt(SCORE_WEIGHT)
    effective_size = size + (SCORE_WEIGHT - 1) * scores
    model = KernelRidge(
        alpha=TEACHER_RIDGE_ALPHA, kernel="rbf", gamma=KERNEL_GAMMA / effective_size
    )
    mean_target = targets.mean(axis=0)
    predicted = model.fit(x, targets - mean_target).predict(y) + mean_target
    return _clip_targets(predicted)


def predict_out_of_fold(
    features: Floats,
    targets: Floats,
    artist: npt.NDArray[np.int64],
    score_count: int = TEACHER_SCORE_COUNT,
) -> Floats:
    """Predict each song with a regression fitted on other artists.

    Parameters
    ----------
    features : Floats
        Features of n songs, (n, k).
    targets : Floats
        Their targets, (n, 6 + M).
    artist : npt.NDArray[np.int64]
        Ids of their artists, (n,).
    score_count : int, optional
        How many of the last features are scores, which weigh more.

    Returns
    -------
    Floats
        Predicted targets, (n, 6 + M).
    """
    out = np.zeros_like(targets)
    folds = min(INNER_FOLDS, len(np.unique(artist)))
    for train_rows, test_rows in GroupKFold(folds).split(features, groups=artist):
        out[test_rows] = predict_targets(
            features[train_rows], targets[train_rows], features[test_rows], score_count
        )
    return out


def _clip_targets(predicted: Floats) -> Floats:
    out = predicted.astype(np.float32)
    out[:, QUADRANT_COLUMNS] = np.clip(out[:, QUADRANT_COLUMNS], 1e-3, None)
    out[:, QUADRANT_COLUMNS] /= out[:, QUADRANT_COLUMNS].sum(axis=1, keepdims=True)
    out[:, FIRST_MOOD:] = np.clip(out[:, FIRST_MOOD:], 0, 1)
    return out
