"""The recipes' loop: it learns, and a killed run ends like an unbroken one."""

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


def problem(count: int = 40) -> LearningTask:
    songs = tiny_songs(count)
    truth = np.array([song.labels.quadrant for song in songs if song.labels], np.int64)
    return build_spectrogram_task(songs, ("a", "b", "c", "d"), truth, "one")


def network(learned: LearningTask) -> nn.Module:
    torch.manual_seed(0)
    layers = nn.Sequential(
        nn.AvgPool2d((24, FRAMES)), nn.Flatten(), nn.Dropout(0.1), nn.Linear(4, 4)
    )
    return NormalizedNetwork(layers, learned.inputs)


def shares(logits: torch.Tensor) -> torch.Tensor:
    return logits.softmax(dim=1)


def fit(net: nn.Module, desk: FitContext, plan: TrainingPlan = PLAN) -> History:
    judge = evaluate_middle_excerpt(FRAMES, functional.cross_entropy, shares)
    batches = random_excerpts(FRAMES, plan.batch)
    return fit_network(net, problem(), desk, plan, batches, functional.cross_entropy, judge)


@pytest.mark.parametrize("optimiser", sorted(OPTIMIZERS))
def test_learns_with_every_optimiser(tmp_path: Path, optimiser: str) -> None:
    rate = 10.0 if optimiser == "adadelta" else 0.05  # it begins with tiny steps
    plan = TrainingPlan(2, 8, optimiser, rate, momentum=0.5)
    history = fit(network(problem()), FitContext(tmp_path, print, problem(48)), plan)
    assert history[1]["loss"] < history[0]["loss"]
    assert set(history[0]) == {"pass", "loss", "held_out_loss", "held_out_accuracy"}


def test_killed_run_ends_like_an_unbroken_one(tmp_path: Path) -> None:
    unbroken = network(problem())
    expected = fit(unbroken, FitContext(tmp_path / "a", print, problem()))

    def kill(line: str) -> None:
        if line.startswith("pass 2/"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit(network(problem()), FitContext(tmp_path / "b", kill, problem()))
    lines: list[str] = []
    resumed = network(problem())
    assert fit(resumed, FitContext(tmp_path / "b", lines.append, problem())) == expected
    assert [line[:8] for line in lines] == ["pass 3/4", "pass 4/4"]
    for name, value in unbroken.state_dict().items():
        torch.testing.assert_close(resumed.state_dict()[name], value, msg=name)


def test_finished_network_is_not_trained_again(tmp_path: Path) -> None:
    first, second = network(problem()), network(problem())
    history = fit(first, FitContext(tmp_path, print))
    lines: list[str] = []
    assert fit(second, FitContext(tmp_path, lines.append)) == history
    assert not lines
    assert not second.training
    inputs = problem().inputs
    said = [predict_songs(net, inputs, FRAMES, shares) for net in (first, second)]
    np.testing.assert_array_equal(*said)
    assert [path.suffixes for path in tmp_path.iterdir()] == [[".finished", ".pt"]]


def test_another_plan_starts_anew(tmp_path: Path) -> None:
    fit(network(problem()), FitContext(tmp_path, print))
    lines: list[str] = []
    fit(network(problem()), FitContext(tmp_path, lines.append), replace(PLAN, note="other"))
    assert len(lines) == PLAN.epochs


def test_excerpts_come_from_their_songs() -> None:
    songs = problem(10)
    rng = np.random.default_rng(0)
    batches = list(random_excerpts(FRAMES, 3)(songs, rng))
    assert [len(truth) for _, truth in batches] == [3, 3, 3]  # the single last song is left out
    for codes, truth in batches:
        loud = codes.float().reshape(len(codes), FRAMES, 4, 24).mean(dim=(1, 3)).argmax(dim=1)
        assert loud.tolist() == truth.tolist()


def test_songs_have_one_length() -> None:
    codes = np.arange(5, dtype=np.uint8)[:, None]
    assert cut_or_repeat(codes, 7)[:, 0].tolist() == [0, 1, 2, 3, 4, 0, 1]
    assert cut_or_repeat(codes, 2)[:, 0].tolist() == [0, 1]
    assert problem(4).inputs.shape == (4, SONG_FRAMES, 96)
    assert [part.shape[1] for part in centered_windows(problem(4).inputs, 256)] == [256, 256, 256]


def test_thinned_keeps_a_share_of_each_fold() -> None:
    whole = problem(100)
    few = subsample_songs(whole, 0.1, seed=1)
    assert np.bincount(few.fold).tolist() == [2, 2, 2, 2, 2]
    assert set(few.song_id) == set(subsample_songs(whole, 0.1, seed=1).song_id)
    assert set(few.song_id) != set(subsample_songs(whole, 0.1, seed=2).song_id)
    held_out = few.fold == 0
    assert not set(few.artist[held_out]) & set(few.artist[~held_out])


def test_normalised_by_the_songs_learned_from() -> None:
    learned = problem(20)
    heard = NormalizedNetwork(nn.Identity(), learned.inputs)(torch.from_numpy(learned.inputs))
    assert heard.shape == (20, 1, 96, SONG_FRAMES)
    assert heard.mean(dim=(0, 1, 3)).abs().max() < 0.05
    assert (heard.std(dim=(0, 1, 3)) - 1).abs().max() < 0.05
