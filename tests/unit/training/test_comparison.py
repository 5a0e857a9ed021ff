"""Comparison with the recipes: the same songs, the same folds, the right sign."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from moodtagger.training.model_card.comparison import (
    RECIPE_COMPARISONS,
    RecipeComparison,
    as_markdown,
    compare_experiment,
    compare_recipes,
    mean_absolute_error,
    read_comparison,
)
from moodtagger.training.model_card.recipe_predictions import (
    HeldOutPredictions,
    main_mood_probabilities,
    quadrant_logits,
)
from moodtagger.training.network_outputs import OutOfFold, SongOutputs

N = 40
LABELS = ("happy", "sad", "energetic", "calm", "dark", "angry")
FOLD = np.arange(N) % 5
SONG_ID = np.array([f"song{k}" for k in range(N)])


@pytest.fixture
def out_of_fold() -> OutOfFold:
    """A network that is always right: quadrant k % 4, mood k % 6."""
    quadrant = np.eye(4, dtype=np.float32)[np.arange(N) % 4] * 5
    moods = np.eye(6, dtype=np.float32)[np.arange(N) % 6] * 8 - 4
    va = np.stack([np.linspace(-1, 1, N), np.linspace(1, -1, N)], axis=1).astype(np.float32)
    outputs = SongOutputs(quadrant, moods, va, np.zeros_like(va), np.zeros((N, 128), np.float32))
    targets = np.concatenate([quadrant > 0, va, moods > 0], axis=1).astype(np.float32)
    return OutOfFold(SONG_ID, FOLD, outputs, targets, LABELS)


def predictions(
    truth: np.ndarray, predicted: np.ndarray, labels: tuple[str, ...]
) -> HeldOutPredictions:
    kind = "one" if truth.ndim == 1 else "many"
    return HeldOutPredictions(SONG_ID, FOLD, truth, predicted.astype(np.float32), labels, kind)


def comparison_with(recipe: str) -> RecipeComparison:
    return next(m for m in RECIPE_COMPARISONS if m.recipe == recipe)


def test_quadrants_are_matched_by_song_id(out_of_fold: OutOfFold) -> None:
    order = np.random.default_rng(0).permutation(N)
    guess = np.eye(4)[np.zeros(N, int)]
    recipe = predictions(np.arange(N) % 4, guess, ("happy", "angry", "sad", "relaxed"))
    recipe = replace(recipe, song_id=SONG_ID[order], fold=FOLD[order], truth=recipe.truth[order])
    (row,) = compare_experiment(comparison_with("resnet18"), "scratch", out_of_fold, recipe)
    assert (row.ours, row.wins, row.folds, row.better) == (1.0, 5, 5, True)
    assert row.theirs == pytest.approx(0.25)


def test_labels_are_found_by_name(out_of_fold: OutOfFold) -> None:
    truth = np.eye(6, dtype=np.float32)[np.arange(N) % 6][:, [4, 0]]
    recipe = predictions(truth, np.zeros((N, 2)), ("dark", "happy"))
    (row,) = compare_experiment(comparison_with("fcn6"), "5", out_of_fold, recipe)
    assert (row.theirs, row.ours) == (0.5, 1.0)


def test_only_shared_tags_count(out_of_fold: OutOfFold) -> None:
    truth = np.eye(6, dtype=np.float32)[np.arange(N) % 6][:, [1, 2, 3]]
    recipe = predictions(truth, truth, ("Sad", "Jazz", "Calm"))
    (row,) = compare_experiment(comparison_with("autotag50"), "mel", out_of_fold, recipe)
    assert (row.labels, row.theirs, row.ours, row.wins, row.better) == (2, 1.0, 1.0, 0, False)


def test_lower_errors_are_better(out_of_fold: OutOfFold) -> None:
    truth = (0.5 + 0.4 * out_of_fold.outputs.va).astype(np.float32)
    recipe = replace(predictions(truth, truth + 0.1, ("valence", "arousal")), kind="numbers")
    error, r2 = compare_experiment(comparison_with("va_cnn"), "three", out_of_fold, recipe)
    assert error.theirs == pytest.approx(0.1, abs=1e-4)
    assert (error.ours, error.wins, error.better) == (0, 5, True)
    assert r2.ours == pytest.approx(1)
    assert r2.better
    assert mean_absolute_error(truth, truth - 0.2) == pytest.approx(0.2, abs=1e-6)


def test_main_moods_are_predicted_across_folds(out_of_fold: OutOfFold) -> None:
    labels = ("energetic", "relaxing", "dark", "aggressive", "happy")
    rng = np.random.default_rng(1)
    noise = replace(out_of_fold.outputs, moods=rng.normal(size=(N, 6)).astype(np.float32))
    recipe = predictions(rng.integers(0, 5, N), np.zeros((N, 5)), labels)
    predicted = main_mood_probabilities(replace(out_of_fold, outputs=noise), recipe)
    np.testing.assert_allclose(predicted.sum(axis=1), 1, atol=1e-5)
    assert (
        predicted.argmax(axis=1) == recipe.truth
    ).mean() < 0.5  # noise predicts nothing about new songs


def test_other_folds_are_refused(out_of_fold: OutOfFold) -> None:
    recipe = predictions(np.arange(N) % 4, np.zeros((N, 4)), ("a", "b", "c", "d"))
    for changed in (replace(recipe, fold=FOLD[::-1]), replace(recipe, song_id=SONG_ID + "x")):
        with pytest.raises(ValueError, match="differ from"):
            quadrant_logits(out_of_fold, changed)


def test_table_from_reports(out_of_fold: OutOfFold, tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "resnet18"
    folder.mkdir(parents=True)
    np.savez(
        folder / "scratch.npz",
        song_id=SONG_ID,
        fold=FOLD,
        truth=np.arange(N) % 4,
        predicted=np.eye(4)[np.arange(N) // 2 % 4],
        labels=np.array(["happy", "angry", "sad", "relaxed"]),
        kind=np.array("one"),
    )
    rows = compare_recipes(out_of_fold, tmp_path / "reports", tmp_path / "out")
    text = (tmp_path / "out" / "comparison.md").read_text(encoding="utf-8")
    assert text == as_markdown(rows)
    assert "| resnet18 | scratch | 40 | 4 | accuracy |" in text
    assert "**1.000" in text
    (row,) = read_comparison(tmp_path / "out")
    assert (row["recipe"], row["ours"], row["better"]) == ("resnet18", 1.0, True)
    assert read_comparison(tmp_path) == []
