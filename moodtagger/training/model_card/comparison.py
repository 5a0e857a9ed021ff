"""Compare the bundled network with every recipe on the songs, labels and metrics they share."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import r2_score

from moodtagger.files.file_access import write_text_whole
from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.metrics import Truth
from moodtagger.training.framework.report import write_json
from moodtagger.training.model_card.recipe_predictions import (
    HeldOutPredictions,
    PredictionMapper,
    main_mood_probabilities,
    mood_logits,
    quadrant_logits,
    shared_label_indices,
    valence_arousal_tenths,
)
from moodtagger.training.model_card.tables import comparison_table
from moodtagger.training.network_outputs import OutOfFold, mood_scores

ScoreFunction = Callable[[Truth, Floats], float]

COMPARISON_FILE = "comparison.json"
LOWER_IS_BETTER = {"mean absolute error"}


def accuracy(truth: Truth, predicted: Floats) -> float:
    """Compute the fraction of songs whose most probable label is right.

    Parameters
    ----------
    truth : Truth
        Label indices, (n,).
    predicted : Floats
        Predictions, (n, labels).

    Returns
    -------
    float
        Accuracy, 0 to 1.
    """
    return float((predicted.argmax(axis=1) == truth).mean())


def macro_auc(truth: Truth, predicted: Floats) -> float:
    """Average the ROC-AUC over the labels that some, but not all, songs have.

    Parameters
    ----------
    truth : Truth
        1 where a song has the label, otherwise 0; (n, labels).
    predicted : Floats
        Predictions, (n, labels).

    Returns
    -------
    float
        Macro ROC-AUC, 0 to 1.
    """
    return float(np.nanmean(mood_scores(predicted, truth)[0]))


def mean_absolute_error(truth: Truth, predicted: Floats) -> float:
    """Average the absolute error over songs and dimensions.

    Parameters
    ----------
    truth : Truth
        True values, (n, 2).
    predicted : Floats
        Predictions, (n, 2).

    Returns
    -------
    float
        Mean absolute error.
    """
    return float(np.abs(predicted - truth).mean())


def mean_r2(truth: Truth, predicted: Floats) -> float:
    """Average R2 over the dimensions.

    Parameters
    ----------
    truth : Truth
        True values, (n, 2).
    predicted : Floats
        Predictions, (n, 2).

    Returns
    -------
    float
        R2, at most 1.
    """
    return float(r2_score(truth, predicted))


def one_vs_rest_auc(truth: Truth, predicted: Floats) -> float:
    """Average the ROC-AUC of each label against the rest.

    Parameters
    ----------
    truth : Truth
        Label indices, (n,).
    predicted : Floats
        Predictions, (n, labels).

    Returns
    -------
    float
        Macro ROC-AUC, 0 to 1.
    """
    return macro_auc(np.eye(predicted.shape[1], dtype=np.float32)[truth], predicted)


@dataclass(frozen=True, slots=True)
class RecipeComparison:
    """How to compare the network with one recipe.

    Attributes
    ----------
    recipe : str
        Name of the recipe.
    map_predictions : PredictionMapper
        Turns the network's outputs into predictions for the recipe's labels.
    scores : dict[str, ScoreFunction]
        Metrics by name.
    shared_labels_only : bool
        Whether to keep only the labels that both have.
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


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One row of the table; the names are keys of the card.

    Attributes
    ----------
    recipe : str
        Name of the recipe.
    trial : str
        Name of the experiment.
    songs : int
        Number of songs.
    labels : int
        Number of labels.
    measure : str
        Name of the metric.
    theirs : float
        The recipe's mean over the folds.
    theirs_sd : float
        Its sample standard deviation.
    ours : float
        The network's mean over the folds.
    ours_sd : float
        Its sample standard deviation.
    wins : int
        Number of folds in which the network is better.
    folds : int
        Number of folds.
    """

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
        """Convert the row to JSON values.

        Returns
        -------
        dict[str, Any]
            The row with `better`.
        """
        return {**asdict(self), "better": self.better}

    @property
    def better(self) -> bool:
        """Whether the network's mean is the better one."""
        if self.measure in LOWER_IS_BETTER:
            return self.ours < self.theirs
        return self.ours > self.theirs


def compare_recipes(out_of_fold: OutOfFold, reports: Path, out: Path) -> list[ComparisonRow]:
    """Compare the network with every stored experiment, and write the table.

    Parameters
    ----------
    out_of_fold : OutOfFold
        Outputs of the network.
    reports : Path
        Folder with a report folder per recipe.
    out : Path
        Folder of comparison.json and comparison.md.

    Returns
    -------
    list[ComparisonRow]
        Rows of the table.
    """
    rows = []
    for comparison in RECIPE_COMPARISONS:
        for path in sorted((reports / comparison.recipe).glob("*.npz")):
            rows += compare_experiment(
                comparison, path.stem, out_of_fold, HeldOutPredictions.load(path)
            )
    out.mkdir(parents=True, exist_ok=True)
    write_text_whole(out / "comparison.md", as_markdown(rows))
    content: dict[str, Any] = {"rows": [row.as_dict() for row in rows]}
    write_json(content, out / COMPARISON_FILE)
    return rows


def compare_experiment(
    comparison: RecipeComparison,
    trial: str,
    out_of_fold: OutOfFold,
    recipe_predictions: HeldOutPredictions,
) -> list[ComparisonRow]:
    """Compare the network with one experiment.

    Parameters
    ----------
    comparison : RecipeComparison
        How to compare with the recipe.
    trial : str
        Name of the experiment.
    out_of_fold : OutOfFold
        Outputs of the network.
    recipe_predictions : HeldOutPredictions
        Predictions of the experiment.

    Returns
    -------
    list[ComparisonRow]
        One row per metric.
    """
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
    """Compute column means and sample standard deviations, rounded to four decimals.

    Parameters
    ----------
    values : npt.NDArray[np.float64]
        Scores, (folds, columns).

    Returns
    -------
    tuple[list[float], list[float]]
        Means and standard deviations; the latter are 0 for a single row.
    """
    sd = values.std(axis=0, ddof=1) if len(values) > 1 else np.zeros(values.shape[1])
    return values.mean(axis=0).round(4).tolist(), sd.round(4).tolist()


def as_markdown(rows: Sequence[ComparisonRow]) -> str:
    """Render the table as Markdown.

    Parameters
    ----------
    rows : Sequence[ComparisonRow]
        Rows of the table.

    Returns
    -------
    str
        The table with a final newline.
    """
    return comparison_table([row.as_dict() for row in rows]) + "\n"


def read_comparison(reports: Path) -> list[dict[str, Any]]:
    """Read the rows of an earlier comparison.

    Parameters
    ----------
    reports : Path
        Folder of comparison.json.

    Returns
    -------
    list[dict[str, Any]]
        The rows; empty without the file.
    """
    path = reports / COMPARISON_FILE
    if not path.exists():
        return []
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["rows"]
    return rows
