"""Fine-tuning: it learns, resumes, and leaves frozen layers and held-out songs alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from moodtagger.training.framework.train_loop import Log
from moodtagger.training.patchnet.batches import TrainingSongs
from moodtagger.training.patchnet.finetune import finetune_fold
from moodtagger.training.patchnet.outputs import predict_songs
from moodtagger.training.patchnet.settings import PatchSettings
from moodtagger.training.patchnet.student import PatchStudent
from tests.support.patch_songs import CONFIG, SETTINGS, tiny_audioset_net, tiny_training_songs


def discard_log(_: str) -> None:
    """Discard a progress line."""


def train(
    folder: Path,
    songs: TrainingSongs | None = None,
    settings: PatchSettings = SETTINGS,
    log: Log = discard_log,
) -> PatchStudent:
    """Hold out fold 1."""
    return finetune_fold(
        *(songs or tiny_training_songs(), tiny_audioset_net(), CONFIG, settings, 1, folder, log)
    )


def test_quadrants_of_held_out_songs_are_learned(tmp_path: Path) -> None:
    songs = tiny_training_songs(labeled=40)
    student = train(tmp_path, songs, replace(SETTINGS, passes=8, teacher_loss=0.1))
    held_out = np.flatnonzero((songs.targets.fold == 1) & (songs.targets.label_weight > 0))
    outputs = predict_songs(student, [songs.maps[k] for k in held_out])
    truth = songs.targets.labels[held_out, :4].argmax(axis=1)
    assert (outputs.main.quadrant.argmax(axis=1) == truth).mean() > 0.8


def test_resumed_run_equals_an_uninterrupted_one(tmp_path: Path) -> None:
    settings = replace(SETTINGS, trust=0.5)
    uninterrupted = train(tmp_path / "uninterrupted", settings=settings).state_dict()

    def kill(line: str) -> None:
        if "pass 2/" in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(tmp_path / "interrupted", settings=settings, log=kill)
    passes: list[str] = []
    resumed = train(tmp_path / "interrupted", settings=settings, log=passes.append).state_dict()
    assert len(passes) == 2
    for name, value in uninterrupted.items():
        torch.testing.assert_close(resumed[name], value, msg=name)


def test_other_settings_and_labels_start_from_the_beginning(tmp_path: Path) -> None:
    passes: list[str] = []
    train(tmp_path, log=passes.append)
    train(tmp_path, log=passes.append)
    assert len(passes) == 4
    train(tmp_path, settings=replace(SETTINGS, mood_loss=1.0), log=passes.append)
    assert len(passes) == 8
    songs = tiny_training_songs()
    songs.targets.labels[0, 6] = 1 - songs.targets.labels[0, 6]
    train(tmp_path, songs, settings=replace(SETTINGS, mood_loss=1.0), log=passes.append)
    assert len(passes) == 12


def test_held_out_songs_teach_nothing(tmp_path: Path) -> None:
    songs = tiny_training_songs()
    settings = replace(SETTINGS, trust=0.5)
    expected = train(tmp_path / "a", songs, settings).state_dict()
    held_out = songs.targets.fold == 1
    for values in (songs.targets.labels, songs.targets.feelings, songs.targets.components):
        values[held_out] = 7 - values[held_out]
    for name, value in train(tmp_path / "b", songs, settings).state_dict().items():
        torch.testing.assert_close(value, expected[name], msg=name)


def test_frozen_layers_stay_and_others_are_trained(tmp_path: Path) -> None:
    before = tiny_audioset_net().state_dict()
    after = train(tmp_path).network.state_dict()
    for name in ("stem.weight", "blocks.0.pointwise.weight", "blocks.1.depthwise.bias"):
        torch.testing.assert_close(after[name], before[name])
    name = "blocks.2.pointwise.weight"
    assert not torch.allclose(after[name], before[name], atol=1e-4)
