"""The recipes' training loop: it learns, and a resumed run equals an uninterrupted one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from moodtagger.training.framework.excerpts import (
    SONG_FRAMES,
    NormalizedNetwork,
    build_spectrogram_task,
    centered_windows,
    cut_or_repeat,
    evaluate_middle_excerpt,
    predict_songs,
    random_excerpts,
    subsample_songs,
)
from moodtagger.training.framework.recipe_fit import OPTIMIZERS, History, TrainingPlan, fit_network
from moodtagger.training.framework.task import FitContext, LearningTask
from tests.support.tiny_songs import tiny_songs

FRAMES = 8
PLAN = TrainingPlan(4, batch=8, learning_rate=1e-2)


def task(count: int = 40) -> LearningTask:
    songs = tiny_songs(count)
    truth = np.array([song.labels.quadrant for song in songs if song.labels], np.int64)
    return build_spectrogram_task(songs, ("a", "b", "c", "d"), truth, "one")


def network(train_task: LearningTask) -> nn.Module:
    torch.manual_seed(0)
    layers = nn.Sequential(
        nn.AvgPool2d((24, FRAMES)), nn.Flatten(), nn.Dropout(0.1), nn.Linear(4, 4)
    )
    return NormalizedNetwork(layers, train_task.inputs)


def softmax(logits: torch.Tensor) -> torch.Tensor:
    return logits.softmax(dim=1)


def fit(net: nn.Module, context: FitContext, plan: TrainingPlan = PLAN) -> History:
    evaluate = evaluate_middle_excerpt(FRAMES, functional.cross_entropy, softmax)
    batches = random_excerpts(FRAMES, plan.batch)
    return fit_network(net, task(), context, plan, batches, functional.cross_entropy, evaluate)


@pytest.mark.parametrize("optimizer", sorted(OPTIMIZERS))
def test_learns_with_every_optimizer(tmp_path: Path, optimizer: str) -> None:
    rate = 10.0 if optimizer == "adadelta" else 0.05  # its first steps are tiny
    plan = TrainingPlan(2, 8, optimizer, rate, momentum=0.5)
    history = fit(network(task()), FitContext(tmp_path, print, task(48)), plan)
    assert history[1]["loss"] < history[0]["loss"]
    assert set(history[0]) == {"pass", "loss", "held_out_loss", "held_out_accuracy"}


def test_resumed_run_equals_an_uninterrupted_one(tmp_path: Path) -> None:
    uninterrupted = network(task())
    expected = fit(uninterrupted, FitContext(tmp_path / "a", print, task()))

    def kill(line: str) -> None:
        if line.startswith("pass 2/"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit(network(task()), FitContext(tmp_path / "b", kill, task()))
    lines: list[str] = []
    resumed = network(task())
    assert fit(resumed, FitContext(tmp_path / "b", lines.append, task())) == expected
    assert [line[:8] for line in lines] == ["pass 3/4", "pass 4/4"]
    for name, value in uninterrupted.state_dict().items():
        torch.testing.assert_close(resumed.state_dict()[name], value, msg=name)


def test_finished_network_is_not_trained_again(tmp_path: Path) -> None:
    first, second = network(task()), network(task())
    history = fit(first, FitContext(tmp_path, print))
    lines: list[str] = []
    assert fit(second, FitContext(tmp_path, lines.append)) == history
    assert not lines
    assert not second.training
    inputs = task().inputs
    predicted = [predict_songs(net, inputs, FRAMES, softmax) for net in (first, second)]
    np.testing.assert_array_equal(*predicted)
    assert [path.suffixes for path in tmp_path.iterdir()] == [[".finished", ".pt"]]


def test_checkpoint_of_another_plan_is_not_resumed(tmp_path: Path) -> None:
    fit(network(task()), FitContext(tmp_path, print))
    lines: list[str] = []
    fit(network(task()), FitContext(tmp_path, lines.append), replace(PLAN, note="other"))
    assert len(lines) == PLAN.epochs


def test_excerpts_come_from_their_songs() -> None:
    songs = task(10)
    rng = np.random.default_rng(0)
    batches = list(random_excerpts(FRAMES, 3)(songs, rng))
    assert [len(truth) for _, truth in batches] == [3, 3, 3]  # a single last song is left out
    for codes, truth in batches:
        loud = codes.float().reshape(len(codes), FRAMES, 4, 24).mean(dim=(1, 3)).argmax(dim=1)
        assert loud.tolist() == truth.tolist()


def test_songs_have_one_length() -> None:
    codes = np.arange(5, dtype=np.uint8)[:, None]
    assert cut_or_repeat(codes, 7)[:, 0].tolist() == [0, 1, 2, 3, 4, 0, 1]
    assert cut_or_repeat(codes, 2)[:, 0].tolist() == [0, 1]
    assert task(4).inputs.shape == (4, SONG_FRAMES, 96)
    assert [part.shape[1] for part in centered_windows(task(4).inputs, 256)] == [256, 256, 256]


def test_subsample_has_a_fraction_of_each_fold() -> None:
    full = task(100)
    subset = subsample_songs(full, 0.1, seed=1)
    assert np.bincount(subset.fold).tolist() == [2, 2, 2, 2, 2]
    assert set(subset.song_id) == set(subsample_songs(full, 0.1, seed=1).song_id)
    assert set(subset.song_id) != set(subsample_songs(full, 0.1, seed=2).song_id)
    held_out = subset.fold == 0
    assert not set(subset.artist[held_out]) & set(subset.artist[~held_out])


def test_inputs_are_standardized_over_the_training_songs() -> None:
    train_task = task(20)
    normalized = NormalizedNetwork(nn.Identity(), train_task.inputs)(
        torch.from_numpy(train_task.inputs)
    )
    assert normalized.shape == (20, 1, 96, SONG_FRAMES)
    assert normalized.mean(dim=(0, 1, 3)).abs().max() < 0.05
    assert (normalized.std(dim=(0, 1, 3)) - 1).abs().max() < 0.05
