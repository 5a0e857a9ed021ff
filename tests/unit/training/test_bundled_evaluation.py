"""What `evaluate` and `compare` say of the network of patches, on songs that are made up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from moodtagger.core.errors import ModelError
from moodtagger.paths import default_model_dir
from moodtagger.training.__main__ import main
from moodtagger.training.evaluation import report, teacher_readers
from moodtagger.training.evaluation.bundled import labels_axes_logits
from moodtagger.training.evaluation.failures import SHOWN_COUNT
from moodtagger.training.evaluation.held_out import HeldOutSummary
from moodtagger.training.evaluation.held_out_similarity import (
    search_distances,
    similar_ratings_relevance,
)
from moodtagger.training.evaluation.report import (
    ReportJob,
    comparison_text,
    evaluation_text,
    write_card,
)
from moodtagger.training.model_card import bundled_comparison
from moodtagger.training.model_card.bundled_comparison import read_recorded
from moodtagger.training.patchnet import plane
from tests.support.held_out_data import plane_calibration, write_data, write_held_out


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    write_data(folder)
    write_held_out(folder / "oof.npz", folder)
    return folder


@pytest.fixture(scope="module")
def job(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReportJob]:
    model = tmp_path_factory.mktemp("model")
    card = json.loads((default_model_dir() / "card.json").read_text(encoding="utf-8"))
    card["calibration"] = plane_calibration().as_dict()
    (model / "card.json").write_text(json.dumps(card), encoding="utf-8")
    (model / "moods.json").write_bytes((default_model_dir() / "moods.json").read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(teacher_readers, "READERS", {"all teachers": ("mn04", "vibenet")})
        patch.setattr(plane, "SHIFT_STEPS", 30)
        recorded = read_recorded()
        trials = {"moods5", "scratch", "one_excerpt", "mel_3conv", "net"}
        rows = [row for row in recorded["recipes"] if row["trial"] in trials]
        patch.setattr(bundled_comparison, "read_recorded", lambda: {**recorded, "recipes": rows})
        yield ReportJob(data, data / "oof.npz", model, data / "reports")


def test_good_outputs_have_good_figures(job: ReportJob) -> None:
    figures = {
        name: value["mean"]
        for section in job.evaluation["sections"].values()
        for name, value in section.items()
    }
    assert figures["quadrant accuracy"] > 0.95
    assert figures["ROC-AUC, 18 core moods"] > 0.95
    assert figures["ROC-AUC, 18 first merges"] > 0.95
    assert figures["R2 of valence"] > 0.5
    assert figures["Emotify: seven feelings"] > 0.8
    assert figures["position in its quadrant"] == 1
    assert 0.5 < figures["valence: songs within one SD"] < 0.85
    assert figures["shared mood words, by moods"] > 0.5 > figures["similar ratings, by moods"]
    assert all(np.isfinite(list(figures.values())))


def test_the_furthest_songs_come_first_with_what_is_known(job: ReportJob) -> None:
    rows = job.evaluation["failures"]
    distances = [row["distance"] for row in rows]
    assert len(rows) == SHOWN_COUNT
    assert distances == sorted(distances, reverse=True)
    assert {row["genre"] for row in rows} <= {"Rap", "Jazz"}
    assert all("words" in " ".join(row["reasons"]) for row in rows if row["genre"] == "Rap")
    json.dumps(rows)


def test_a_shift_of_the_axes_is_found_on_the_other_folds(job: ReportJob) -> None:
    pool, targets = job.inputs.songs.labeled, job.inputs.songs.targets
    moved = replace(pool, quadrant_logits=pool.quadrant_logits + np.array([3.0, 3.0, -3.0, -3.0]))
    truth = targets[:, :4].argmax(axis=1)
    assert (moved.quadrant_logits.argmax(axis=1) == truth).mean() < 0.7
    assert (labels_axes_logits(moved, targets).argmax(axis=1) == truth).mean() > 0.95


def test_similar_ratings_are_a_tenth_of_the_pairs() -> None:
    ratings = np.random.default_rng(0).random((40, 9))
    relevant, eligible = similar_ratings_relevance(ratings)
    assert relevant.sum() / eligible.sum() == pytest.approx(0.1, abs=0.01)
    assert not relevant.diagonal().any()
    assert (relevant == relevant.T).all()


def test_distances_are_those_of_the_search(job: ReportJob) -> None:
    pool = job.inputs.songs.labeled
    rows = pool.fold == 0
    distances = search_distances(pool, rows)
    position = np.linalg.norm(pool.position[rows][:, None] - pool.position[rows], axis=2)
    for row in range(int(rows.sum())):
        others = np.arange(rows.sum()) != row
        assert np.isinf(distances["position"][row, row])
        order = np.argsort(distances["position"][row, others])
        assert (np.diff(position[row, others][order]) > -1e-6).all()


def test_readers_of_noise_are_no_better_than_chance(job: ReportJob) -> None:
    found = job.ceiling["all teachers"]
    assert found["quadrant accuracy"]["mean"] < 0.5
    assert abs(found["Emotify: seven feelings"]["mean"]) < 0.3


def test_every_recipe_has_a_row_without_any_report(job: ReportJob) -> None:
    recorded = bundled_comparison.read_recorded()
    assert [(r["recipe"], r["trial"], r["measure"]) for r in job.recipes] == [
        (r["recipe"], r["trial"], r["measure"]) for r in recorded["recipes"]
    ]
    assert all(row["when"] == recorded["measured"] and row["differs"] for row in job.recipes)
    accuracy = next(row for row in job.recipes if row["recipe"] == "resnet18")
    assert accuracy["ours"] > 0.95
    assert accuracy["better"]


def test_damaged_outputs_are_named(tmp_path: Path) -> None:
    path = tmp_path / "oof.npz"
    np.savez(path, labels=np.array(["happy"]))
    with pytest.raises(ModelError, match="held-out songs"):
        HeldOutSummary.load(path)
    with pytest.raises(ModelError, match="held-out songs"):
        HeldOutSummary.load(tmp_path / "missing.npz")


def test_the_card_and_the_tables_hold_everything(job: ReportJob) -> None:
    text = write_card(job).read_text(encoding="utf-8")
    for part in (
        "## Figures",
        "## Altered songs",
        "## Published systems",
        "## Failures",
        "Apache-2.0",
        "CC BY-NC-SA",
    ):
        assert part in text
    card = json.loads((job.model / "card.json").read_text(encoding="utf-8"))
    assert card["held_out"] == job.evaluation["sections"]
    assert "ROC-AUC, 18 first merges" in evaluation_text(job)
    assert "| song | genre |" in evaluation_text(job, failures=True)
    assert "| fcn6 | moods5 |" in comparison_text(job)


def test_the_commands_use_the_outputs_that_they_are_given(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        report, "evaluation_text", lambda job, failures: f"{job.held_out} {failures}"
    )
    monkeypatch.setattr(report, "comparison_text", lambda job: f"compared {job.model}")
    monkeypatch.setattr(report, "write_card", lambda job: "the card")
    outputs = str(data / "oof.npz")
    common = ["--data", str(data), "--oof", outputs]
    assert main(["evaluate", *common, "--failures", "--card"]) == 0
    assert main(["compare", *common, "--model", "folder"]) == 0
    assert capsys.readouterr().out == f"{outputs} True\nwritten: the card\ncompared folder\n"
