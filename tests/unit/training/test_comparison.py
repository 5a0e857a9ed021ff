"""One table against the recipes: the same songs, the same folds, the right sign."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from moodtagger.training.model_card import comparison
from moodtagger.training.model_card.comparison import (
    RECIPE_COMPARISONS,
    HeldOutPredictions,
    RecipeComparison,
    as_markdown,
    compare_experiment,
    compare_recipes,
    mean_absolute_error,
    read_comparison,
)
from moodtagger.training.network_outputs import OutOfFold, SongOutputs

N = 40
LABELS = ("happy", "sad", "energetic", "calm", "dark", "angry")
FOLD = np.arange(N) % 5
SONG_ID = np.array([f"song{k}" for k in range(N)])


@pytest.fixture
def heard() -> OutOfFold:
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


def match(recipe: str) -> RecipeComparison:
    return next(m for m in RECIPE_COMPARISONS if m.recipe == recipe)


def test_quadrants_are_matched_song_by_song(heard: OutOfFold) -> None:
    order = np.random.default_rng(0).permutation(N)
    guess = np.eye(4)[np.zeros(N, int)]
    asked = predictions(np.arange(N) % 4, guess, ("happy", "angry", "sad", "relaxed"))
    asked = replace(asked, song_id=SONG_ID[order], fold=FOLD[order], truth=asked.truth[order])
    (row,) = compare_experiment(match("resnet18"), "scratch", heard, asked)
    assert (row.ours, row.wins, row.folds, row.better) == (1.0, 5, 5, True)
    assert row.theirs == pytest.approx(0.25)


def test_labels_are_found_by_name(heard: OutOfFold) -> None:
    truth = np.eye(6, dtype=np.float32)[np.arange(N) % 6][:, [4, 0]]
    asked = predictions(truth, np.zeros((N, 2)), ("dark", "happy"))
    (row,) = compare_experiment(match("fcn6"), "5", heard, asked)
    assert (row.theirs, row.ours) == (0.5, 1.0)


def test_only_shared_tags_count(heard: OutOfFold) -> None:
    truth = np.eye(6, dtype=np.float32)[np.arange(N) % 6][:, [1, 2, 3]]
    asked = predictions(truth, truth, ("Sad", "Jazz", "Calm"))
    (row,) = compare_experiment(match("autotag50"), "mel", heard, asked)
    assert (row.labels, row.theirs, row.ours, row.wins, row.better) == (2, 1.0, 1.0, 0, False)


def test_of_an_error_less_is_better(heard: OutOfFold) -> None:
    truth = (0.5 + 0.4 * heard.outputs.va).astype(np.float32)
    asked = replace(predictions(truth, truth + 0.1, ("valence", "arousal")), kind="numbers")
    error, r2 = compare_experiment(match("va_cnn"), "three", heard, asked)
    assert error.theirs == pytest.approx(0.1, abs=1e-4)
    assert (error.ours, error.wins, error.better) == (0, 5, True)
    assert r2.ours == pytest.approx(1)
    assert r2.better
    assert mean_absolute_error(truth, truth - 0.2) == pytest.approx(0.2, abs=1e-6)


def test_five_moods_are_read_without_the_songs_judged(heard: OutOfFold) -> None:
    labels = ("energetic", "relaxing", "dark", "aggressive", "happy")
    rng = np.random.default_rng(1)
    noise = replace(heard.outputs, moods=rng.normal(size=(N, 6)).astype(np.float32))
    asked = predictions(rng.integers(0, 5, N), np.zeros((N, 5)), labels)
    said = comparison.main_mood_probabilities(replace(heard, outputs=noise), asked)
    np.testing.assert_allclose(said.sum(axis=1), 1, atol=1e-5)
    assert (said.argmax(axis=1) == asked.truth).mean() < 0.5  # noise tells nothing of unseen songs


def test_other_folds_are_refused(heard: OutOfFold) -> None:
    asked = predictions(np.arange(N) % 4, np.zeros((N, 4)), ("a", "b", "c", "d"))
    for strange in (replace(asked, fold=FOLD[::-1]), replace(asked, song_id=SONG_ID + "x")):
        with pytest.raises(ValueError, match="judged on"):
            comparison.quadrant_logits(heard, strange)


def test_table_from_reports(heard: OutOfFold, tmp_path: Path) -> None:
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
    rows = compare_recipes(heard, tmp_path / "reports", tmp_path / "out")
    text = (tmp_path / "out" / "comparison.md").read_text(encoding="utf-8")
    assert text == as_markdown(rows)
    assert "| resnet18 | scratch | 40 | 4 | accuracy |" in text
    assert "**1.000" in text
    (kept,) = read_comparison(tmp_path / "out")
    assert (kept["recipe"], kept["ours"], kept["better"]) == ("resnet18", 1.0, True)
    assert read_comparison(tmp_path) == []
