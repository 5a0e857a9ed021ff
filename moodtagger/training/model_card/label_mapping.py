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
from moodtagger.training.framework.task import Ints, Kind
from moodtagger.training.recipes.descriptors import MOODS as FIVE_MOODS


@dataclass(frozen=True, slots=True)
class Predictions:
    """What a trial left beside its report: n songs, their truth and the held-out predictions.

    `truth` and `predicted` are shaped as `problem.Problem` says of the `kind`.
    """

    song_id: npt.NDArray[np.str_]
    fold: Ints
    truth: Truth
    predicted: Floats
    labels: tuple[str, ...]
    kind: Kind

    @classmethod
    def load(cls, path: Path) -> Predictions:
        """The file of `report.write_predictions`."""
        with np.load(path) as kept:
            return cls(
                kept["song_id"],
                kept["fold"],
                kept["truth"],
                kept["predicted"],
                tuple(str(label) for label in kept["labels"]),
                str(kept["kind"]),  # type: ignore[arg-type]
            )

    def of_labels(self, chosen: Sequence[int]) -> Predictions:
        """The same songs, asked for these labels only ("many")."""
        return Predictions(
            self.song_id,
            self.fold,
            self.truth[:, chosen],
            self.predicted[:, chosen],
            tuple(self.labels[k] for k in chosen),
            self.kind,
        )


Answer = Callable[[OutOfFold, Predictions], Floats]


def rows_of(heard: OutOfFold, asked: Predictions) -> Ints:
    """Positions in `heard` of the songs asked for; ValueError when a song or its fold differs."""
    place = {str(i): k for k, i in enumerate(heard.song_id)}
    rows = np.array([place.get(str(i), -1) for i in asked.song_id], np.int64)
    if (rows < 0).any() or (heard.fold[rows] != asked.fold).any():
        raise ValueError("the songs or their folds are not those that the network was judged on")
    return rows


def quadrants(heard: OutOfFold, asked: Predictions) -> Floats:
    """Logits (n, 4), in the order happy, angry, sad, relaxed."""
    return heard.outputs.quadrant[rows_of(heard, asked)]


def moods(heard: OutOfFold, asked: Predictions) -> Floats:
    """Logits (n, labels) of the moods of the same names."""
    columns = [heard.labels.index(label.lower()) for label in asked.labels]
    return heard.outputs.moods[rows_of(heard, asked)][:, columns]


def shared(heard: OutOfFold, labels: Sequence[str]) -> list[int]:
    """Positions of the labels that the network's vocabulary has as well."""
    return [k for k, label in enumerate(labels) if label.lower() in heard.labels]


def tenths(heard: OutOfFold, asked: Predictions) -> Floats:
    """Valence and arousal (n, 2) where the norms' 1..9 are 0.1..0.9, as the network gives them."""
    return (0.5 + 0.4 * heard.outputs.va[rows_of(heard, asked)]).astype(np.float32)


def five_moods(heard: OutOfFold, asked: Predictions) -> Floats:
    """Probabilities (n, 5) that one of five moods is a song's main one.

    Read from the network's logits of these moods by a logistic regression that, for the songs of a
    fold, has learned from those of the others.
    """
    columns = [heard.labels.index(FIVE_MOODS[label]) for label in asked.labels]
    logits = heard.outputs.moods[rows_of(heard, asked)][:, columns]
    out = np.zeros_like(logits)
    for fold in np.unique(asked.fold):
        held_out = asked.fold == fold
        model = LogisticRegression(max_iter=1000).fit(logits[~held_out], asked.truth[~held_out])
        out[np.ix_(held_out, model.classes_)] = model.predict_proba(logits[held_out])
    return out
