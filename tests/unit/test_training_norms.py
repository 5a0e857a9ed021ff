"""Batch norms are taken anew from real crops, and frozen ones are left alone."""

import pytest
import torch

from moodtagger.inference.networks import MoodNetConfig
from moodtagger.training.finetune import copy_of
from moodtagger.training.norms import refresh
from moodtagger.training.pretrain import new_student
from tests.support.tiny_songs import tiny_songs

CONFIG = MoodNetConfig(moods=2, stem=4, blocks=((8, 4, 4), (16, 2, 2)), hidden=16)


@pytest.mark.parametrize("count", [3, 40, 64, 70])
def test_statistics_become_those_of_the_songs(count: int) -> None:
    songs = tiny_songs(count)
    student = copy_of(new_student(songs, CONFIG), frozen=1)
    norm = student.net.blocks[1].norm1
    norm.running_mean.fill_(100.0)
    refresh(student, songs)
    assert 0 < norm.running_mean.abs().max() < 10
    assert norm.momentum == 0.1
    assert not any(module.training for module in student.modules())


def test_frozen_norms_and_all_weights_stay() -> None:
    songs = tiny_songs(64)
    student = copy_of(new_student(songs, CONFIG), frozen=1)
    before = {k: v.clone() for k, v in student.state_dict().items()}
    refresh(student, songs)
    after = student.state_dict()
    changed = {k for k in before if not torch.equal(before[k], after[k])}
    assert changed
    assert all("norm" in k or "hidden.1" in k for k in changed)
    assert not any(k.startswith(("net.stem", "net.blocks.0.")) for k in changed)


def test_twice_is_the_same() -> None:
    songs = tiny_songs(64)
    student = copy_of(new_student(songs, CONFIG), frozen=-1)
    refresh(student, songs)
    first = {k: v.clone() for k, v in student.state_dict().items()}
    refresh(student, songs)
    for name, value in student.state_dict().items():
        torch.testing.assert_close(value, first[name])
