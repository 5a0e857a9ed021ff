"""The recipe `resnet18`: the published network, its pretraining, and a complete run."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from moodtagger.training.__main__ import main
from moodtagger.training.framework.excerpts import build_spectrogram_task
from moodtagger.training.framework.task import FitContext, FoldOutcome, LearningTask
from moodtagger.training.recipes import resnet18
from moodtagger.training.recipes.resnet18 import PLAN, fit, three_class_accuracy
from moodtagger.training.recipes.resnet18_network import ResNet18, pretrain_trunk
from tests.support.tiny_songs import tiny_songs

WIDTHS = (4, 4, 8, 8)
SMALL = (4, 6)


def test_published_network() -> None:
    with torch.device("meta"):
        net = ResNet18(1000)
        image = torch.empty(2, 1, 224, 224)
    # 11,689,512 of the published network for RGB, minus two of three input channels.
    assert sum(p.numel() for p in net.parameters()) == 11_689_512 - 2 * 64 * 49
    layers = [m for m in net.modules() if isinstance(m, nn.Conv2d | nn.Linear)]
    assert len(layers) == 18 + 3  # and the convolutions in shortcuts
    before_mean = net.trunk[:-2](image)
    assert before_mean.shape == (2, 512, 7, 7)
    assert net(image).shape == (2, 1000)


def test_published_plan() -> None:
    assert (PLAN.optimizer, PLAN.learning_rate, PLAN.momentum, PLAN.batch) == (
        "sgd",
        0.001,
        0.9,
        32,
    )
    assert PLAN.epochs == 20


def test_pretraining_learns_and_resumes(tmp_path: Path) -> None:
    songs = tiny_songs(64, labeled=False)

    def kill(line: str) -> None:
        if "pass 2/" in line:
            raise KeyboardInterrupt

    lines: list[str] = []
    uninterrupted = pretrain_trunk(songs, 4, SMALL, WIDTHS, tmp_path / "a", lines.append)
    losses = [float(line.split("loss ")[1].split(",")[0]) for line in lines]
    assert losses[-1] < 0.98 * losses[0]
    with pytest.raises(KeyboardInterrupt):
        pretrain_trunk(songs, 4, SMALL, WIDTHS, tmp_path / "b", kill)
    resumed = pretrain_trunk(songs, 4, SMALL, WIDTHS, tmp_path / "b", lambda _: None)
    for name, value in uninterrupted.items():
        torch.testing.assert_close(resumed[name], value, msg=name)
    ResNet18(4, SMALL, WIDTHS).trunk.load_state_dict(uninterrupted)


def test_training_starts_from_the_pretrained_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resnet18, "WIDTHS", WIDTHS)
    songs = tiny_songs(20)
    truth = np.array([song.labels.quadrant for song in songs if song.labels], np.int64)
    task = build_spectrogram_task(songs, resnet18.CLASSES, truth, "one")
    torch.manual_seed(7)
    start = ResNet18(4, SMALL, WIDTHS).trunk.state_dict()
    predicted = []
    for weights in (start, start, None):
        fitted = fit(task, FitContext(tmp_path, print), weights, SMALL, replace(PLAN, epochs=0))
        predicted.append(fitted.predict(task.inputs[:3]))
    np.testing.assert_array_equal(predicted[0], predicted[1])
    assert np.abs(predicted[0] - predicted[2]).max() > 1e-3
    np.testing.assert_allclose(predicted[0].sum(axis=1), 1, atol=1e-5)


def test_three_classes_leave_out_songs_and_predictions() -> None:
    truth = np.array([0, 1, 2, 3])
    predicted = np.array(
        [[0.4, 0.1, 0.5, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0.9, 0, 0, 0.1]], np.float32
    )
    ids = np.arange(4)
    task = LearningTask(resnet18.CLASSES, predicted, truth, ids * 0, ids, ids.astype(str))
    found = three_class_accuracy([FoldOutcome(0, task, ids, predicted)])
    assert found["without_sad"] == pytest.approx(2 / 3)  # the first song is right now
    assert found["without_happy"] == 1
    assert found["without_relaxed"] == pytest.approx(2 / 3)


def test_complete_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resnet18, "load_labeled", lambda *_: tiny_songs(60))
    monkeypatch.setattr(resnet18, "load_unlabeled", lambda *_: tiny_songs(64, labeled=False))
    monkeypatch.setattr(resnet18, "WIDTHS", WIDTHS)
    monkeypatch.setattr(resnet18, "POOLING", SMALL)
    (tmp_path / "q4").mkdir()
    (tmp_path / "q4" / "labels.csv").touch()
    out = tmp_path / "out"
    flags = f"--data {tmp_path} --cache {tmp_path} --out {out} --threads 1 --folds 0,2"
    assert main(["run", "resnet18", *flags.split(), "--passes", "2", "--first-passes", "1"]) == 0
    report = json.loads((out / "report.json").read_text())
    assert list(report["trials"]) == ["scratch", "pretrained"]
    for trial in report["trials"].values():
        assert np.sum(trial["confusion"]) == 24
        assert [entry["pass"] for entry in trial["passes"]] == [1, 2]
    assert set(report["three_classes"]["scratch"]) == {
        f"without_{label}" for label in ("happy", "angry", "sad", "relaxed")
    }
    assert (out / "pretrained_confusion.png").exists()
