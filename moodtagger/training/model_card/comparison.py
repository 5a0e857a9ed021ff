"""One table: the bundled network against every recipe, on the songs and measure they share."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import r2_score

from moodtagger.training.calibration.out_of_fold import OutOfFold
from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.metrics import Truth
from moodtagger.training.framework.report import write_json
from moodtagger.training.model_card import label_mapping as answers
from moodtagger.training.model_card.label_mapping import Answer, Predictions
from moodtagger.training.model_card.tables import comparison_table
from moodtagger.training.network_outputs import mood_scores

Score = Callable[[Truth, Floats], float]


def accuracy(truth: Truth, predicted: Floats) -> float:
    """Share of the songs whose most probable label is theirs."""
    return float((predicted.argmax(axis=1) == truth).mean())


def macro_auc(truth: Truth, predicted: Floats) -> float:
    """Mean ROC-AUC of the labels that some songs have and some have not."""
    return float(np.nanmean(mood_scores(predicted, truth)[0]))


def mean_error(truth: Truth, predicted: Floats) -> float:
    """Mean absolute error over both dimensions."""
    return float(np.abs(predicted - truth).mean())


def mean_r2(truth: Truth, predicted: Floats) -> float:
    """Mean R2 of both dimensions."""
    return float(r2_score(truth, predicted))


def five_auc(truth: Truth, predicted: Floats) -> float:
    """Mean ROC-AUC of each of five labels against the others."""
    return macro_auc(np.eye(predicted.shape[1], dtype=np.float32)[truth], predicted)


@dataclass(frozen=True, slots=True)
class Match:
    """A recipe's question, how the network answers it, and the measures both are judged by.

    `shared` keeps only the labels that both know. Of the error, less is better.
    """

    recipe: str
    answer: Answer
    scores: dict[str, Score]
    shared: bool = False


MATCHES = (
    Match("fcn6", answers.moods, {"macro AUC": macro_auc}),
    Match("resnet18", answers.quadrants, {"accuracy": accuracy}),
    Match("va_cnn", answers.tenths, {"mean absolute error": mean_error, "mean R2": mean_r2}),
    Match("autotag50", answers.moods, {"macro AUC": macro_auc}, shared=True),
    Match("descriptors", answers.five_moods, {"accuracy": accuracy, "macro AUC": five_auc}),
)
COMPARISON = "comparison.json"
LESS_IS_BETTER = {"mean absolute error"}


@dataclass(frozen=True, slots=True)
class Row:
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
        if self.measure in LESS_IS_BETTER:
            return self.ours < self.theirs
        return self.ours > self.theirs


def compare(heard: OutOfFold, reports: Path, out: Path) -> list[Row]:
    """Judge every trial found below `reports` (a folder for each recipe) and write the table.

    `out` gets comparison.json and comparison.md.
    """
    rows = []
    for match in MATCHES:
        for path in sorted((reports / match.recipe).glob("*.npz")):
            rows += judge(match, path.stem, heard, Predictions.load(path))
    out.mkdir(parents=True, exist_ok=True)
    (out / "comparison.md").write_text(as_markdown(rows), encoding="utf-8")
    content: dict[str, Any] = {"rows": [row.as_dict() for row in rows]}
    write_json(content, out / COMPARISON)
    return rows


def judge(match: Match, trial: str, heard: OutOfFold, asked: Predictions) -> list[Row]:
    """A line for each measure of one trial."""
    if match.shared:
        asked = asked.of_labels(answers.shared(heard, asked.labels))
    ours = match.answer(heard, asked)
    return [
        _row(match.recipe, trial, name, score, asked, ours) for name, score in match.scores.items()
    ]


def _row(recipe: str, trial: str, name: str, score: Score, asked: Predictions, ours: Floats) -> Row:
    folds = [asked.fold == fold for fold in np.unique(asked.fold)]
    pairs = np.array(
        [(score(asked.truth[f], asked.predicted[f]), score(asked.truth[f], ours[f])) for f in folds]
    )
    sign = -1 if name in LESS_IS_BETTER else 1
    mean, sd = mean_and_spread(pairs)
    return Row(
        recipe=recipe,
        trial=trial,
        songs=len(asked.fold),
        labels=len(asked.labels),
        measure=name,
        theirs=mean[0],
        theirs_sd=sd[0],
        ours=mean[1],
        ours_sd=sd[1],
        wins=int((sign * (pairs[:, 1] - pairs[:, 0]) > 0).sum()),
        folds=len(folds),
    )


def mean_and_spread(values: npt.NDArray[np.float64]) -> tuple[list[float], list[float]]:
    """Column means and sample SDs (0 of a single row) of values (folds, columns)."""
    sd = values.std(axis=0, ddof=1) if len(values) > 1 else np.zeros(values.shape[1])
    return values.mean(axis=0).round(4).tolist(), sd.round(4).tolist()


def as_markdown(rows: Sequence[Row]) -> str:
    """The table as Markdown."""
    return comparison_table([row.as_dict() for row in rows]) + "\n"


def read_comparison(reports: Path) -> list[dict[str, Any]]:
    """The rows of an earlier `compare`; none when there was none."""
    path = reports / COMPARISON
    if not path.exists():
        return []
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["rows"]
    return rows
