"""Complete runs on synthetic songs: learning, resumption, and the exported model folder."""

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
DECODER = PcaDecoder(np.zeros(8, np.float32), np.eye(256, 8, dtype=np.float32), 1.0)


def discard_log(_: str) -> None:
    """Discard a progress line."""


def finetune_tiny(
    start: Student,
    songs: list[DatasetSong],
    settings: FinetuneSettings,
    folder: Path,
    log: Log = discard_log,
) -> MoodNet:
    """Fine-tune on the labels of the songs alone."""
    targets = build_targets(songs, GROUPS)
    return finetune(start, songs, GROUPS, targets, settings, folder, "x", log)


@pytest.fixture
def start() -> Student:
    return create_student(tiny_songs(16), CONFIG)


def test_audible_quadrants_are_learned(start: Student, tmp_path: Path) -> None:
    songs = tiny_songs(32)
    settings = replace(QUICK, epochs=12)
    net = finetune_tiny(start, songs, settings, tmp_path)
    held_out = tiny_songs(48)[32:]
    assert (
        network_metrics(run_network(net, held_out), build_targets(held_out, GROUPS))[
            "quadrant_accuracy"
        ]
        > 0.7
    )


def test_resumed_run_equals_an_uninterrupted_one(
    start: Student, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    songs = tiny_songs(16)

    def run(name: str) -> dict[str, torch.Tensor]:
        folder = tmp_path / name
        net = finetune_tiny(start, songs, QUICK, folder)
        return net.state_dict()

    uninterrupted = run("uninterrupted")

    def kill(line: str) -> None:
        if "pass 2/" in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        finetune_tiny(start, songs, QUICK, tmp_path / "interrupted", kill)
    resumed = run("interrupted")
    for name, value in uninterrupted.items():
        torch.testing.assert_close(resumed[name], value, msg=name)


def test_checkpoint_of_other_settings_is_not_resumed(start: Student, tmp_path: Path) -> None:
    passes: list[str] = []
    for settings in (QUICK, replace(QUICK, teacher=0.1)):
        finetune_tiny(start, tiny_songs(8), settings, tmp_path, passes.append)
    assert len(passes) == 2 * QUICK.epochs


def test_heads_start_from_a_linear_probe(start: Student, tmp_path: Path) -> None:
    songs = tiny_songs(40)
    targets = build_targets(songs, GROUPS)
    start.net.hidden[1].momentum = 0.0  # else an epoch moves the untrained statistics far
    accuracy = {}
    for warm_heads in (True, False):
        settings = replace(QUICK, epochs=1, rate=1e-9, frozen=2, warm_heads=warm_heads)
        net = finetune_tiny(start, songs, settings, tmp_path / str(warm_heads))
        accuracy[warm_heads] = network_metrics(run_network(net, songs), targets)[
            "quadrant_accuracy"
        ]
    assert accuracy[True] > 0.8
    assert accuracy[False] < 0.6


def test_frozen_parts_stay(start: Student, tmp_path: Path) -> None:
    settings = replace(QUICK, epochs=1, frozen=1)
    net = finetune_tiny(start, tiny_songs(16), settings, tmp_path)
    before, after = start.net.state_dict(), net.state_dict()
    same = {name for name in before if torch.equal(before[name], after[name])}
    assert {name for name in before if name.startswith(("stem.", "blocks.0."))} <= same
    assert "blocks.1.pointwise.weight" not in same


def test_pretraining_lowers_the_distance_to_the_teacher(tmp_path: Path) -> None:
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


def test_pretraining_checkpoint_serves_any_vocabulary(tmp_path: Path) -> None:
    rounds = [PretrainingRound(TrainingStage("a", 1, 0), GAIN_AUGMENTATION)]
    lines: list[str] = []
    first, second = (
        pretrain(tiny_songs(16), replace(CONFIG, moods=moods), tmp_path, lines.append, rounds)
        for moods in (2, 5)
    )
    assert len(lines) == 1
    assert second.net.moods.out_features == 5
    torch.testing.assert_close(first.net.embedding.weight, second.net.embedding.weight)


def test_soft_targets_follow_the_teacher() -> None:
    songs = without_teacher_scores(tiny_songs(60))
    targets = build_targets(songs, GROUPS)
    mixed = soft_targets(songs, GROUPS, 0.5, DECODER)
    assert (np.abs(mixed - targets) <= 0.6).all()
    # Half of each target is its own label, so no song loses its quadrant ...
    assert (mixed[:, :4].argmax(axis=1) == targets[:, :4].argmax(axis=1)).all()
    # ... and the other half is the quadrant that the teacher's outputs suggest.
    assert mixed[np.arange(60), np.arange(60) % 4].mean() > 0.5 + 0.5 / 4
    np.testing.assert_allclose(soft_targets(songs, GROUPS, 0.0, DECODER), targets)


def test_complete_run_exports_a_folder_that_loads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "load_labeled", lambda *_: tiny_songs(40))
    monkeypatch.setattr(pipeline, "load_unlabeled", lambda *_: tiny_songs(40, labeled=False))
    monkeypatch.setattr(pipeline, "bundled_groups", lambda: GROUPS)
    settings = replace(QUICK, epochs=1, trust=0.5, frozen=0, warm_heads=True)
    monkeypatch.setattr(pipeline, "DISTILLED_SETTINGS", settings)
    monkeypatch.setattr(pipeline.PcaDecoder, "load", lambda *_: DECODER)
    (tmp_path / "q4").mkdir()
    groups = [{"label": "sad", "sources": ["Sad"]}]
    (tmp_path / "q4" / "mood_groups.json").write_text(json.dumps(groups))
    job = pipeline.TrainingJob(
        tmp_path,
        tmp_path / "cache",
        discard_log,
        rounds=(PretrainingRound(TrainingStage("a", 1, 0), GAIN_AUGMENTATION),),
    )
    report = pipeline.train(job, tmp_path / "out")
    model = load_model(tmp_path / "out")
    assert model.vocabulary.labels == ("happy", "sad")
    assert model.card["figures"] == report["figures"]
    assert len(model.card["folds"]) == 5
    assert 0 <= report["figures"]["quadrant_accuracy"]["mean"] <= 1
    assert str(tmp_path) not in (tmp_path / "out" / "card.json").read_text()


def test_command_refuses_another_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--data", str(tmp_path)]) == 2
    assert "not the folder" in capsys.readouterr().err
