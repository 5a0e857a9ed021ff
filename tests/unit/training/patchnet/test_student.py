"""The student: its losses, its scales, and the network for the app."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from moodtagger.training.patchnet.batches import (
    TrainingBatch,
    as_tensor,
    iterate_patch_batches,
    steps_per_pass,
)
from moodtagger.training.patchnet.finetune import create_student
from moodtagger.training.patchnet.loss import PatchLoss, masked_mean
from moodtagger.training.patchnet.outputs import predict_songs
from moodtagger.training.patchnet.song_maps import SongMaps
from moodtagger.training.patchnet.student import OutputScale, PatchStudent
from tests.support.patch_songs import (
    CONFIG,
    FROZEN,
    SETTINGS,
    tiny_audioset_net,
    tiny_training_songs,
)


@pytest.fixture
def student() -> PatchStudent:
    songs = tiny_training_songs()
    rows = songs.targets.training_rows(0)
    return create_student(songs, rows, tiny_audioset_net(), CONFIG, FROZEN, seed=1)


def gradients(student: PatchStudent, batch: TrainingBatch) -> dict[str, float]:
    """Compute the size of the loss's gradient for each part of the student."""
    student.zero_grad()
    PatchLoss(SETTINGS)(student, batch).backward()
    heads = {
        "quadrant": student.network.quadrant,
        "moods": student.network.moods,
        "va": student.network.va,
        "feelings": student.network.feelings,
        "attributes": student.network.attributes,
        "components": student.components,
    }
    return {name: float(head.weight.grad.abs().sum()) for name, head in heads.items()}


@pytest.mark.parametrize(
    ("weight", "heads"),
    [
        ("label_weight", {"quadrant", "moods", "va"}),
        ("rating_weight", {"feelings"}),
        ("teacher_weight", {"attributes", "components"}),
    ],
)
def test_absent_targets_teach_nothing(student: PatchStudent, weight: str, heads: set[str]) -> None:
    songs = tiny_training_songs()
    chosen = np.array([0, 1, 20, 21])
    maps = as_tensor(np.concatenate([songs.maps[k].spread(3) for k in chosen]))
    targets = songs.targets.select(chosen)
    complete = gradients(student, TrainingBatch(maps, targets))
    assert all(size > 0 for size in complete.values())
    none = replace(targets, **{weight: np.zeros(4, np.float32)})
    sizes = gradients(student, TrainingBatch(maps, none))
    assert {name for name, size in sizes.items() if size == 0} == heads


def test_values_of_absent_targets_do_not_matter(student: PatchStudent) -> None:
    songs = tiny_training_songs()
    chosen = np.array([0, 1, 20, 21])
    maps = as_tensor(np.concatenate([songs.maps[k].spread(3) for k in chosen]))
    targets = songs.targets.select(chosen)
    labels, feelings = targets.labels.copy(), targets.feelings.copy()
    labels[2:], feelings[:2] = 1, 5
    other = replace(targets, labels=labels, feelings=feelings)
    loss = PatchLoss(SETTINGS)
    expected = loss(student, TrainingBatch(maps, targets))
    torch.testing.assert_close(loss(student, TrainingBatch(maps, other)), expected)


def test_masked_mean_weighs_songs() -> None:
    losses = torch.tensor([1.0, 5.0, 100.0])
    assert float(masked_mean(losses, torch.tensor([3.0, 1.0, 0.0]))) == pytest.approx(2.0)
    assert float(masked_mean(losses, torch.zeros(3))) == 0.0


def test_uncertainty_does_not_change_the_embedding(student: PatchStudent) -> None:
    maps = as_tensor(tiny_training_songs().maps[0].spread(3))
    student(maps, 1).va_logvar.sum().backward()
    assert student.network.embedding.weight.grad is None
    assert student.network.va.weight.grad is not None
    assert not student.network.va.weight.grad[:2].any()


def test_network_for_the_app_gives_the_same_answers(student: PatchStudent) -> None:
    net = tiny_audioset_net()
    frames = torch.randn(4, 96, 64)
    with torch.inference_mode():
        maps = net.feature_maps(frames, FROZEN).permute(0, 2, 3, 1).numpy()
    predicted = predict_songs(student, [SongMaps((maps,))])
    network = student.to_patchnet()
    with torch.inference_mode():
        embedding = network.embed(frames).mean(dim=0, keepdim=True)
        out = network.apply_heads(embedding)
        feelings, attributes = network.feelings(embedding), network.attributes(embedding)
    torch.testing.assert_close(out.quadrant, torch.from_numpy(predicted.main.quadrant))
    torch.testing.assert_close(out.moods, torch.from_numpy(predicted.main.moods))
    torch.testing.assert_close(out.va, torch.from_numpy(predicted.main.va))
    torch.testing.assert_close(out.va_logvar, torch.from_numpy(predicted.main.va_logvar))
    torch.testing.assert_close(feelings, torch.from_numpy(predicted.feelings))
    torch.testing.assert_close(attributes, torch.from_numpy(predicted.attributes))
    assert attributes.mean() > 0.5  # on the teachers' scale, whose mean is 2


def test_scales_are_those_of_training_songs() -> None:
    songs = tiny_training_songs()
    rows = songs.targets.training_rows(0)
    before = create_student(songs, rows, tiny_audioset_net(), CONFIG, FROZEN, seed=1)
    held_out = songs.targets.fold == 0
    songs.targets.labels[held_out] += 9
    songs.targets.feelings[held_out] += 9
    after = create_student(songs, rows, tiny_audioset_net(), CONFIG, FROZEN, seed=1)
    for name, value in before.state_dict().items():
        torch.testing.assert_close(after.state_dict()[name], value, msg=name)
    va = songs.targets.labels[rows][songs.targets.label_weight[rows] > 0, 4:6]
    np.testing.assert_allclose(before.va_mean, va.mean(axis=0), rtol=1e-4)


def test_scale_without_songs_changes_nothing() -> None:
    scale = OutputScale.of(np.ones((3, 2), np.float32), np.zeros(3, np.float32))
    assert scale.mean.tolist() == [0, 0]
    assert scale.sd.tolist() == [1, 1]


def test_batches_hold_songs_of_all_kinds_and_none_held_out() -> None:
    songs = tiny_training_songs()
    rows = songs.targets.training_rows(1)
    batches = list(iterate_patch_batches(songs, rows, SETTINGS, np.random.default_rng(0)))
    assert len(batches) == steps_per_pass(songs.targets, rows, SETTINGS) == 4
    for batch in batches:
        assert (batch.targets.label_weight > 0).sum() == 4
        assert (batch.targets.rating_weight > 0).sum() == 2
        assert len(batch.targets.fold) == 7
        assert not (batch.targets.fold == 1).any()
        assert batch.maps.shape == (7 * 3, 8, 12, 8)
    artists = np.concatenate([b.targets.artist[:4] for b in batches])
    assert np.bincount(artists).max() == 2  # each song once in a pass


def test_batches_do_without_rated_songs() -> None:
    songs = tiny_training_songs(labeled=8, rated=0, unlabeled=0)
    rows = songs.targets.training_rows(None)
    batches = list(iterate_patch_batches(songs, rows, SETTINGS, np.random.default_rng(0)))
    assert [len(batch.targets.fold) for batch in batches] == [4, 4]
