"""Experiments of all kinds: separation of folds, metrics, reports and plots."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import f1_score, r2_score, roc_auc_score

from moodtagger.training.__main__ import main
from moodtagger.training.cross_validation import (
    RecipeJob,
    cross_validate,
    run_recipe,
    subsample_artists,
)
from moodtagger.training.framework.metrics import metrics_by_label, task_metrics
from moodtagger.training.framework.report import experiment_report, join_outcomes, write_json
from moodtagger.training.framework.task import (
    Experiment,
    FitContext,
    FittedModel,
    LabelKind,
    LearningTask,
)
from moodtagger.training.plots import plot_experiment
from tests.support.synthetic_outcomes import synthetic_outcomes, synthetic_task


def discard_log(_: str) -> None:
    """Discard a progress line."""


def test_folds_and_artists_do_not_overlap(tmp_path: Path) -> None:
    task = synthetic_task("one")
    seen: list[set[int]] = []

    def fit(train_task: LearningTask, context: FitContext) -> FittedModel:
        assert context.held_out is not None
        assert not set(train_task.artist) & set(context.held_out.artist)
        seen.append(set(train_task.artist))
        return FittedModel(lambda inputs: inputs)

    outcomes = cross_validate(Experiment("x", task, fit, (0.5, 1.0)), [1, 3], tmp_path, discard_log)
    assert [len(artists) for artists in seen] == [20, 40, 20, 40]
    assert seen[0] < seen[1]
    assert [point.held_out_score for o in outcomes for point in o.curve] == [1.0] * 4
    truth, predicted = join_outcomes(outcomes)
    assert (predicted.argmax(axis=1) == truth).all()
    assert len(truth) == 40


def test_larger_fraction_contains_the_smaller() -> None:
    task = synthetic_task("one")
    small, large = (subsample_artists(task, fraction, seed=3) for fraction in (0.2, 0.6))
    assert set(small.song_id) < set(large.song_id)


def test_metrics_of_many_labels() -> None:
    outcomes = synthetic_outcomes("many")
    truth, predicted = join_outcomes(outcomes)
    found = task_metrics(outcomes[0].task, truth, predicted)
    assert found["macro_auc"] == pytest.approx(roc_auc_score(truth, predicted, average="macro"))
    assert found["f1"] == pytest.approx(f1_score(truth, predicted >= 0.5, average="macro"))
    assert found["accuracy"] == pytest.approx(((predicted >= 0.5) == truth).mean())


def test_label_without_songs_is_left_out_of_means() -> None:
    task = synthetic_task("many", 2)
    truth = task.truth.copy()
    truth[:, 1] = 0
    predicted = np.full((100, 2), 0.9, np.float32)
    found = metrics_by_label(task, truth, predicted)
    assert np.isnan(found["label 1"]["recall"])
    assert task_metrics(task, truth, predicted)["recall"] == 1


def test_metrics_of_numbers() -> None:
    outcomes = synthetic_outcomes("numbers", 2)
    truth, predicted = join_outcomes(outcomes)
    found = task_metrics(outcomes[0].task, truth, predicted)
    assert found["label 1_r2"] == pytest.approx(r2_score(truth[:, 1], predicted[:, 1]), abs=1e-5)
    assert found["mae"] == pytest.approx(np.abs(truth - predicted).mean(), abs=1e-6)
    assert found["label 0_mae_of_range"] == pytest.approx(
        found["label 0_mae"] / np.ptp(truth[:, 0]), rel=1e-5
    )
    assert found["sd_predicted"] < found["sd_truth"]


@pytest.mark.parametrize(
    ("kind", "labels", "plots"),
    [
        ("one", 4, {"confusion", "roc", "pr", "reliability"}),
        ("many", 12, {"confusion", "roc", "pr", "reliability"}),
        ("numbers", 2, {"predicted", "residuals"}),
    ],
)
def test_report_and_plots_of_each_kind(
    tmp_path: Path, kind: LabelKind, labels: int, plots: set[str]
) -> None:
    outcomes = synthetic_outcomes(kind, labels)
    write_json(experiment_report(outcomes), tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text())
    assert len(report["folds"]) == 5
    assert [entry["loss"] for entry in report["passes"]] == [1, 0.5, 0.3333]
    assert all(set(value) == {"mean", "sd"} for value in report["figures"].values())
    paths = plot_experiment(outcomes, tmp_path, "x")
    assert {p.name for p in paths} == {
        f"x_{name}.png" for name in plots | {"learning_curve", "passes"}
    }
    for path in paths:
        assert path.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
        assert path.stat().st_size > 5000


def test_confusion_of_many_labels_counts_every_song() -> None:
    table = experiment_report(synthetic_outcomes("many", 3))["confusion"]
    assert {label: np.sum(counts) for label, counts in table.items()} == dict.fromkeys(table, 100)


class Oracle:
    """A recipe whose model returns the truth from its inputs."""

    name = "oracle"
    published: Mapping[str, float] = {"accuracy": 1.0}

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add no options."""

    def experiments(self, *_: object) -> list[Experiment]:
        """Prepare one experiment."""
        fit = lambda train_task, context: FittedModel(lambda inputs: inputs)  # noqa: E731
        return [Experiment("reads", synthetic_task("one"), fit)]

    def findings(self, outcomes: object, out: Path) -> dict[str, object]:
        """Report an extra entry and write an extra file."""
        (out / "extra.txt").write_text("here")
        return {"extra": [1, float("nan")]}


def test_run_stores_predictions_and_findings(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_recipe(
        Oracle(), RecipeJob(tmp_path, tmp_path, out, [0, 2], argparse.Namespace(), discard_log)
    )
    report = json.loads((out / "report.json").read_text())
    assert report["extra"] == [1, None]
    assert report["trials"]["reads"]["figures"]["accuracy"] == {"mean": 1.0, "sd": 0.0}
    assert (out / "extra.txt").exists()
    with np.load(out / "reads.npz") as arrays:
        assert arrays["predicted"].shape == (40, 4)
        assert set(arrays["fold"]) == {0, 2}
        assert str(arrays["kind"]) == "one"
        np.testing.assert_array_equal(arrays["predicted"].argmax(axis=1), arrays["truth"])


def test_options_belong_to_their_recipe(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["run", "descriptors", "--data", ".", "--vocabulary", "5"])
    assert "--vocabulary" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["run", "fcn6", "--help"])
    assert "8% of the songs" in capsys.readouterr().out
