"""The bundled network's out-of-fold answers, put as answers to another system's question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from moodtagger.training.calibration.out_of_fold import OutOfFold
from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.metrics import Truth
from moodtagger.training.framework.task import Ints, LabelKind
from moodtagger.training.recipes.descriptors import STUDY_MOODS as FIVE_MOODS


@dataclass(frozen=True, slots=True)
class HeldOutPredictions:
    """What a trial left beside its report: n songs, their truth and the held-out predictions.

    `truth` and `predicted` are shaped as `problem.Problem` says of the `kind`.
    """

    song_id: npt.NDArray[np.str_]
    fold: Ints
    truth: Truth
    predicted: Floats
    labels: tuple[str, ...]
    kind: LabelKind

    @classmethod
    def load(cls, path: Path) -> HeldOutPredictions:
        """The file of `report.write_predictions`."""
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
        """The same songs, asked for these labels only ("many")."""
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
    """Positions in `heard` of the songs asked for; ValueError when a song or its fold differs."""
    row_by_id = {str(i): k for k, i in enumerate(out_of_fold.song_id)}
    rows = np.array([row_by_id.get(str(i), -1) for i in predictions.song_id], np.int64)
    if (rows < 0).any() or (out_of_fold.fold[rows] != predictions.fold).any():
        raise ValueError("the songs or their folds are not those that the network was judged on")
    return rows


def quadrant_logits(out_of_fold: OutOfFold, predictions: HeldOutPredictions) -> Floats:
    """Logits (n, 4), in the order happy, angry, sad, relaxed."""
    return out_of_fold.outputs.quadrant[row_indices(out_of_fold, predictions)]


def mood_logits(out_of_fold: OutOfFold, predictions: HeldOutPredictions) -> Floats:
    """Logits (n, labels) of the moods of the same names."""
    columns = [out_of_fold.labels.index(label.lower()) for label in predictions.labels]
    return out_of_fold.outputs.moods[row_indices(out_of_fold, predictions)][:, columns]


def shared_label_indices(out_of_fold: OutOfFold, labels: Sequence[str]) -> list[int]:
    """Positions of the labels that the network's vocabulary has as well."""
    return [k for k, label in enumerate(labels) if label.lower() in out_of_fold.labels]


def valence_arousal_tenths(out_of_fold: OutOfFold, predictions: HeldOutPredictions) -> Floats:
    """Valence and arousal (n, 2) where the norms' 1..9 are 0.1..0.9, as the network gives them."""
    return (0.5 + 0.4 * out_of_fold.outputs.va[row_indices(out_of_fold, predictions)]).astype(
        np.float32
    )


def main_mood_probabilities(out_of_fold: OutOfFold, predictions: HeldOutPredictions) -> Floats:
    """Probabilities (n, 5) that one of five moods is a song's main one.

    Read from the network's logits of these moods by a logistic regression that, for the songs of a
    fold, has learned from those of the others.
    """
    columns = [out_of_fold.labels.index(FIVE_MOODS[label]) for label in predictions.labels]
    logits = out_of_fold.outputs.moods[row_indices(out_of_fold, predictions)][:, columns]
    out = np.zeros_like(logits)
    for fold in np.unique(predictions.fold):
        held_out = predictions.fold == fold
        model = LogisticRegression(max_iter=1000).fit(
            logits[~held_out], predictions.truth[~held_out]
        )
        out[np.ix_(held_out, model.classes_)] = model.predict_proba(logits[held_out])
    return out
