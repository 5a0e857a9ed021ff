"""Whole runs on made-up songs: they learn, resume as if unbroken, and ship a folder that loads."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.config import MoodNetConfig
from moodtagger.inference.torch_weights import load_model
from moodtagger.training.__main__ import main
from moodtagger.training.data.dataset import DatasetSong
from moodtagger.training.data.labels import build_targets
from moodtagger.training.framework.train_loop import Log, TrainingStage
from moodtagger.training.moodnet import pipeline
from moodtagger.training.moodnet.distillation import (
    GAIN_AUGMENTATION,
    PretrainingRound,
    Student,
    create_student,
    pretrain,
)
from moodtagger.training.moodnet.finetune import FinetuneSettings, finetune, soft_targets
from moodtagger.training.moodnet.teacher_regression import PcaDecoder
from moodtagger.training.network_outputs import network_metrics, run_network
from tests.support.tiny_songs import GROUPS, tiny_songs, without_teacher_scores

CONFIG = MoodNetConfig(moods=2, stem=4, blocks=((8, 4, 4), (16, 2, 2)), hidden=16)
QUICK = FinetuneSettings(
    epochs=4, batch=8, rate=5e-3, decay=0.5, frozen=-1, trust=0.0, warm_heads=False
)
UNPACKED = PcaDecoder(np.zeros(8, np.float32), np.eye(256, 8, dtype=np.float32), 1.0)


def silent(_: str) -> None:
    """A log for nobody."""


def learn(
    start: Student,
    songs: list[DatasetSong],
    recipe: FinetuneSettings,
    folder: Path,
    log: Log = silent,
) -> MoodNet:
    """Fine-tune on the songs alone."""
    targets = build_targets(songs, GROUPS)
    return finetune(start, songs, GROUPS, targets, recipe, folder, "x", log)


@pytest.fixture
def start() -> Student:
    return create_student(tiny_songs(16), CONFIG)


def test_learns_quadrants_it_can_hear(start: Student, tmp_path: Path) -> None:
    songs = tiny_songs(32)
    recipe = replace(QUICK, epochs=12)
    net = learn(start, songs, recipe, tmp_path)
    held_out = tiny_songs(48)[32:]
    assert (
        network_metrics(run_network(net, held_out), build_targets(held_out, GROUPS))[
            "quadrant_accuracy"
        ]
        > 0.7
    )


def test_killed_run_goes_on_as_if_unbroken(
    start: Student, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    songs = tiny_songs(16)

    def run(name: str) -> dict[str, torch.Tensor]:
        folder = tmp_path / name
        net = learn(start, songs, QUICK, folder)
        return net.state_dict()

    unbroken = run("unbroken")

    def kill(line: str) -> None:
        if "pass 2/" in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        learn(start, songs, QUICK, tmp_path / "broken", kill)
    resumed = run("broken")
    for name, value in unbroken.items():
        torch.testing.assert_close(resumed[name], value, msg=name)


def test_checkpoint_of_another_recipe_is_not_resumed(start: Student, tmp_path: Path) -> None:
    passes: list[str] = []
    for recipe in (QUICK, replace(QUICK, teacher=0.1)):
        learn(start, tiny_songs(8), recipe, tmp_path, passes.append)
    assert len(passes) == 2 * QUICK.epochs


def test_frozen_parts_stay(start: Student, tmp_path: Path) -> None:
    recipe = replace(QUICK, epochs=1, frozen=1)
    net = learn(start, tiny_songs(16), recipe, tmp_path)
    before, after = start.net.state_dict(), net.state_dict()
    same = {name for name in before if torch.equal(before[name], after[name])}
    assert {name for name in before if name.startswith(("stem.", "blocks.0."))} <= same
    assert "blocks.1.pointwise.weight" not in same


def test_first_lesson_lowers_the_distance_to_the_teacher(tmp_path: Path) -> None:
    songs = tiny_songs(64, labeled=False)
    lines: list[str] = []
    stages = [
        TrainingStage("a", 6, 0, ema_decay=0.5),
        TrainingStage("b", 4, 0, ema_decay=0.5, seed=2),
    ]
    rounds = [PretrainingRound(stage, GAIN_AUGMENTATION) for stage in stages]
    pretrain(songs, CONFIG, tmp_path, lines.append, rounds)
    losses = [float(line.split("loss ")[1].split(",")[0]) for line in lines]
    assert losses[5] < 0.97 * losses[0]
    assert losses[6] < 0.97 * losses[0]  # the second round begins where the first ended
    assert losses[9] < losses[5]


def test_one_checkpoint_of_the_first_lesson_serves_any_vocabulary(tmp_path: Path) -> None:
    rounds = [PretrainingRound(TrainingStage("a", 1, 0), GAIN_AUGMENTATION)]
    lines: list[str] = []
    first, second = (
        pretrain(tiny_songs(16), replace(CONFIG, moods=moods), tmp_path, lines.append, rounds)
        for moods in (2, 5)
    )
    assert len(lines) == 1
    assert second.net.moods.out_features == 5
    torch.testing.assert_close(first.net.embedding.weight, second.net.embedding.weight)


def test_labels_are_softened_by_what_the_teacher_hears() -> None:
    songs = without_teacher_scores(tiny_songs(60))
    targets = build_targets(songs, GROUPS)
    mixed = soft_targets(songs, GROUPS, 0.5, UNPACKED)
    assert (np.abs(mixed - targets) <= 0.6).all()
    # Half of each label is its own, so no song loses its quadrant ...
    assert (mixed[:, :4].argmax(axis=1) == targets[:, :4].argmax(axis=1)).all()
    # ... and the other half leans to where the teacher hears the song.
    assert mixed[np.arange(60), np.arange(60) % 4].mean() > 0.5 + 0.5 / 4
    np.testing.assert_allclose(soft_targets(songs, GROUPS, 0.0, UNPACKED), targets)


def test_whole_run_ships_a_folder_that_loads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "load_labelled", lambda *_: tiny_songs(40))
    monkeypatch.setattr(pipeline, "load_unlabelled", lambda *_: tiny_songs(40, labeled=False))
    monkeypatch.setattr(pipeline, "bundled_groups", lambda: GROUPS)
    recipe = replace(QUICK, epochs=1, trust=0.5, frozen=0, warm_heads=True)
    monkeypatch.setattr(pipeline, "DISTILLED_SETTINGS", recipe)
    monkeypatch.setattr(pipeline.PcaDecoder, "load", lambda *_: UNPACKED)
    (tmp_path / "q4").mkdir()
    merges = [{"label": "sad", "sources": ["Sad"]}]
    (tmp_path / "q4" / "mood_groups.json").write_text(json.dumps(merges))
    job = pipeline.TrainingJob(
        tmp_path,
        tmp_path / "cache",
        silent,
        rounds=(PretrainingRound(TrainingStage("a", 1, 0), GAIN_AUGMENTATION),),
    )
    report = pipeline.train(job, tmp_path / "out")
    model = load_model(tmp_path / "out")
    assert model.vocabulary.labels == ("happy", "sad")
    assert model.card["figures"] == report["figures"]
    assert len(model.card["folds"]) == 5
    assert 0 <= report["figures"]["quadrant_accuracy"]["mean"] <= 1
    assert str(tmp_path) not in (tmp_path / "out" / "card.json").read_text()


def test_command_refuses_a_foreign_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "--data", str(tmp_path)]) == 2
    assert "not the folder" in capsys.readouterr().err
