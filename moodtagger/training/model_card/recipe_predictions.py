"""Stored predictions of a recipe, and the network's outputs for the same songs and labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.metrics import Truth
from moodtagger.training.framework.task import Ints, LabelKind
from moodtagger.training.network_outputs import OutOfFold
from moodtagger.training.recipes.descriptors import STUDY_MOODS


@dataclass(frozen=True, slots=True)
class HeldOutPredictions:
    """A recipe's stored predictions for n held-out songs.

    Attributes
    ----------
    song_id : npt.NDArray[np.str_]
        Ids of the songs, (n,).
    fold : Ints
        Held-out fold of each song, (n,).
    truth : Truth
        True labels, shaped as `LearningTask` describes.
    predicted : Floats
        Predictions, (n, labels).
    labels : tuple[str, ...]
        Names of the labels.
    kind : LabelKind
        Kind of the labels.
    """

    song_id: npt.NDArray[np.str_]
    fold: Ints
    truth: Truth
    predicted: Floats
    labels: tuple[str, ...]
    kind: LabelKind

    @classmethod
    def load(cls, path: Path) -> HeldOutPredictions:
        """Read predictions written by `report.write_predictions`.

        Parameters
        ----------
        path : Path
            The .npz file.

        Returns
        -------
        HeldOutPredictions
            The predictions.

        Raises
        ------
        OSError
            The file cannot be read.
        KeyError
            An array is missing.
        """
        with np.load(path) as arrays:
            return cls(
                arrays["song_id"],
                arrays["fold"],
                arrays["truth"],
                arrays["predicted"],
                tuple(str(label) for label in arrays["labels"]),
                str(arrays["kind"]),  # type: ignore[arg-type]
            )

    def select_labels(self, label_indices: Sequence[int]) -> HeldOutPredictions:
        """Select labels of a task of kind "many".

        Parameters
        ----------
        label_indices : Sequence[int]
            Indices of the labels.

        Returns
        -------
        HeldOutPredictions
            Predictions for these labels only.
        """
        return HeldOutPredictions(
            self.song_id,
            self.fold,
            self.truth[:, label_indices],
            self.predicted[:, label_indices],
            tuple(self.labels[k] for k in label_indices),
            self.kind,
        )


PredictionMapper = Callable[[OutOfFold, HeldOutPredictions], Floats]


def row_indices(out_of_fold: OutOfFold, predictions: HeldOutPredictions) -> Ints:
    """Find the recipe's songs among the network's.

    Parameters
    ----------
    out_of_fold : OutOfFold
        Outputs of the network.
    predictions : HeldOutPredictions
        Predictions of the recipe.

    Returns
    -------
    Ints
        Row in `out_of_fold` of each of the recipe's n songs, (n,).

    Raises
    ------
    ValueError
        A song is missing or in another fold.
    """
    row_by_id = {str(i): k for k, i in enumerate(out_of_fold.song_id)}
    rows = np.array([row_by_id.get(str(i), -1) for i in predictions.song_id], np.int64)
    if (rows < 0).any() or (out_of_fold.fold[rows] != predictions.fold).any():
        raise ValueError("the songs or their folds differ from those of the network's evaluation")
    return rows


def quadrant_logits(out_of_fold: OutOfFold, predictions: HeldOutPredictions) -> Floats:
    """Return the network's quadrant logits for the recipe's songs.

    Parameters
    ----------
    out_of_fold : OutOfFold
        Outputs of the network.
    predictions : HeldOutPredictions
        Predictions of the recipe.

    Returns
    -------
    Floats
        Logits in the order happy, angry, sad, relaxed, (n, 4).
    """
    return out_of_fold.outputs.quadrant[row_indices(out_of_fold, predictions)]


def mood_logits(out_of_fold: OutOfFold, predictions: HeldOutPredictions) -> Floats:
    """Return the network's logits of the moods with the recipe's labels.

    Parameters
    ----------
    out_of_fold : OutOfFold
        Outputs of the network.
    predictions : HeldOutPredictions
        Predictions of the recipe.

    Returns
    -------
    Floats
        Logits, (n, labels).

    Raises
    ------
    ValueError
        A label is not in the network's vocabulary.
    """
    columns = [out_of_fold.labels.index(label.lower()) for label in predictions.labels]
    return out_of_fold.outputs.moods[row_indices(out_of_fold, predictions)][:, columns]


def shared_label_indices(out_of_fold: OutOfFold, labels: Sequence[str]) -> list[int]:
    """Find the labels that the network's vocabulary contains too.

    Parameters
    ----------
    out_of_fold : OutOfFold
        Outputs of the network.
    labels : Sequence[str]
        Labels of the recipe.

    Returns
    -------
    list[int]
        Indices of the common labels.
    """
    return [k for k, label in enumerate(labels) if label.lower() in out_of_fold.labels]


def valence_arousal_tenths(out_of_fold: OutOfFold, predictions: HeldOutPredictions) -> Floats:
    """Return the network's valence and arousal on a tenth of the norms' scale of 1 to 9.

    Parameters
    ----------
    out_of_fold : OutOfFold
        Outputs of the network.
    predictions : HeldOutPredictions
        Predictions of the recipe.

    Returns
    -------
    Floats
        Valence and arousal, about 0.1 to 0.9, (n, 2).
    """
    return (0.5 + 0.4 * out_of_fold.outputs.va[row_indices(out_of_fold, predictions)]).astype(
        np.float32
    )


def main_mood_probabilities(out_of_fold: OutOfFold, predictions: HeldOutPredictions) -> Floats:
    """Estimate which of five moods is a song's main one.

    A logistic regression on the network's logits of these moods; the songs of a fold are predicted
    by one that was fitted on the other folds.

    Parameters
    ----------
    out_of_fold : OutOfFold
        Outputs of the network.
    predictions : HeldOutPredictions
        Predictions of the recipe.

    Returns
    -------
    Floats
        Probabilities, (n, 5).
    """
    columns = [out_of_fold.labels.index(STUDY_MOODS[label]) for label in predictions.labels]
    logits = out_of_fold.outputs.moods[row_indices(out_of_fold, predictions)][:, columns]
    out = np.zeros_like(logits)
    for fold in np.unique(predictions.fold):
        held_out = predictions.fold == fold
        model = LogisticRegression(max_iter=1000).fit(
            logits[~held_out], predictions.truth[~held_out]
        )
        out[np.ix_(held_out, model.classes_)] = model.predict_proba(logits[held_out])
    return out
