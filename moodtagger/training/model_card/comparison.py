"""Compare the bundled network with every recipe on the songs, labels and metrics they share."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import r2_score

from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.metrics import Truth
from moodtagger.training.framework.report import write_json
from moodtagger.training.framework.task import Ints, LabelKind
from moodtagger.training.model_card.tables import comparison_table
from moodtagger.training.network_outputs import OutOfFold, mood_scores
from moodtagger.training.recipes.descriptors import STUDY_MOODS


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


ScoreFunction = Callable[[Truth, Floats], float]


def accuracy(truth: Truth, predicted: Floats) -> float:
    """Share of the songs whose most probable label is theirs."""
    return float((predicted.argmax(axis=1) == truth).mean())


def macro_auc(truth: Truth, predicted: Floats) -> float:
    """Mean ROC-AUC of the labels that some songs have and some have not."""
    return float(np.nanmean(mood_scores(predicted, truth)[0]))


def mean_absolute_error(truth: Truth, predicted: Floats) -> float:
    """Mean absolute error over both dimensions."""
    return float(np.abs(predicted - truth).mean())


def mean_r2(truth: Truth, predicted: Floats) -> float:
    """Mean R2 of both dimensions."""
    return float(r2_score(truth, predicted))


def one_vs_rest_auc(truth: Truth, predicted: Floats) -> float:
    """Mean ROC-AUC of each of five labels against the others."""
    return macro_auc(np.eye(predicted.shape[1], dtype=np.float32)[truth], predicted)


@dataclass(frozen=True, slots=True)
class RecipeComparison:
    """A recipe's question, how the network answers it, and the measures both are judged by.

    `shared` keeps only the labels that both know. Of the error, less is better.
    """

    recipe: str
    map_predictions: PredictionMapper
    scores: dict[str, ScoreFunction]
    shared_labels_only: bool = False


RECIPE_COMPARISONS = (
    RecipeComparison("fcn6", mood_logits, {"macro AUC": macro_auc}),
    RecipeComparison("resnet18", quadrant_logits, {"accuracy": accuracy}),
    RecipeComparison(
        "va_cnn",
        valence_arousal_tenths,
        {"mean absolute error": mean_absolute_error, "mean R2": mean_r2},
    ),
    RecipeComparison("autotag50", mood_logits, {"macro AUC": macro_auc}, shared_labels_only=True),
    RecipeComparison(
        "descriptors",
        main_mood_probabilities,
        {"accuracy": accuracy, "macro AUC": one_vs_rest_auc},
    ),
)
COMPARISON_FILE = "comparison.json"
LOWER_IS_BETTER = {"mean absolute error"}


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One line of the table; means and sample SDs over the folds, `wins` of the network in them."""

    recipe: str
    trial: str
    songs: int
    labels: int
    measure: str
    theirs: float
    theirs_sd: float
    ours: float
    ours_sd: float
    wins: int
    folds: int

    def as_dict(self) -> dict[str, Any]:
        """The row as JSON values."""
        return {**asdict(self), "better": self.better}

    @property
    def better(self) -> bool:
        """Whether the network's mean is the better one."""
        if self.measure in LOWER_IS_BETTER:
            return self.ours < self.theirs
        return self.ours > self.theirs


def compare_recipes(out_of_fold: OutOfFold, reports: Path, out: Path) -> list[ComparisonRow]:
    """Judge every trial found below `reports` (a folder for each recipe) and write the table.

    `out` gets comparison.json and comparison.md.
    """
    rows = []
    for comparison in RECIPE_COMPARISONS:
        for path in sorted((reports / comparison.recipe).glob("*.npz")):
            rows += compare_experiment(
                comparison, path.stem, out_of_fold, HeldOutPredictions.load(path)
            )
    out.mkdir(parents=True, exist_ok=True)
    (out / "comparison.md").write_text(as_markdown(rows), encoding="utf-8")
    content: dict[str, Any] = {"rows": [row.as_dict() for row in rows]}
    write_json(content, out / COMPARISON_FILE)
    return rows


def compare_experiment(
    comparison: RecipeComparison,
    trial: str,
    out_of_fold: OutOfFold,
    recipe_predictions: HeldOutPredictions,
) -> list[ComparisonRow]:
    """A line for each measure of one trial."""
    if comparison.shared_labels_only:
        recipe_predictions = recipe_predictions.select_labels(
            shared_label_indices(out_of_fold, recipe_predictions.labels)
        )
    moodnet_predictions = comparison.map_predictions(out_of_fold, recipe_predictions)
    return [
        _comparison_row(
            comparison.recipe, trial, name, score, recipe_predictions, moodnet_predictions
        )
        for name, score in comparison.scores.items()
    ]


def _comparison_row(
    recipe: str,
    trial: str,
    name: str,
    score: ScoreFunction,
    recipe_predictions: HeldOutPredictions,
    moodnet_predictions: Floats,
) -> ComparisonRow:
    folds = [recipe_predictions.fold == fold for fold in np.unique(recipe_predictions.fold)]
    pairs = np.array(
        [
            (
                score(recipe_predictions.truth[f], recipe_predictions.predicted[f]),
                score(recipe_predictions.truth[f], moodnet_predictions[f]),
            )
            for f in folds
        ]
    )
    sign = -1 if name in LOWER_IS_BETTER else 1
    mean, sd = column_mean_and_sd(pairs)
    return ComparisonRow(
        recipe=recipe,
        trial=trial,
        songs=len(recipe_predictions.fold),
        labels=len(recipe_predictions.labels),
        measure=name,
        theirs=mean[0],
        theirs_sd=sd[0],
        ours=mean[1],
        ours_sd=sd[1],
        wins=int((sign * (pairs[:, 1] - pairs[:, 0]) > 0).sum()),
        folds=len(folds),
    )


def column_mean_and_sd(values: npt.NDArray[np.float64]) -> tuple[list[float], list[float]]:
    """Column means and sample SDs (0 of a single row) of values (folds, columns)."""
    sd = values.std(axis=0, ddof=1) if len(values) > 1 else np.zeros(values.shape[1])
    return values.mean(axis=0).round(4).tolist(), sd.round(4).tolist()


def as_markdown(rows: Sequence[ComparisonRow]) -> str:
    """The table as Markdown."""
    return comparison_table([row.as_dict() for row in rows]) + "\n"


def read_comparison(reports: Path) -> list[dict[str, Any]]:
    """The rows of an earlier `compare`; none when there was none."""
    path = reports / COMPARISON_FILE
    if not path.exists():
        return []
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["rows"]
    return rows
