"""Crops match the teacher's patches; augmentation respects its limits."""

from dataclasses import replace

import numpy as np
import torch

from moodtagger.training.data.batches import (
    CROP_FRAMES,
    Augmentation,
    augment_frames,
    iterate_batches,
    random_crop,
)
from moodtagger.training.data.dataset import FRAMES_PER_PATCH, DatasetSong, quantize_db
from moodtagger.training.moodnet.distillation import patch_alignment
from tests.support.tiny_songs import tiny_song, tiny_songs

NONE = Augmentation(gain_db=0)


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_crop_and_patches_start_together() -> None:
    patches = 30
    frames = np.repeat(np.arange(940) // 8, 96).reshape(940, 96).astype(np.float32)
    patch = np.repeat(np.arange(patches, dtype=np.float32), 256).reshape(patches, 256)
    song = DatasetSong("x", quantize_db(frames - 80), patch, np.zeros(63, np.float32))
    for seed in range(20):
        crop, patches_of_crop = random_crop(song, rng(seed))
        start = patches_of_crop[0, 0] * FRAMES_PER_PATCH
        assert crop.shape == (CROP_FRAMES, 96)
        assert abs((crop[0, 0] + 80) * 8 - start) <= 8


def test_short_song_is_repeated() -> None:
    crop, patch = random_crop(tiny_song(1, frames=100), rng())
    assert crop.shape == (CROP_FRAMES, 96)
    assert patch.shape == (10, 256)
    np.testing.assert_array_equal(crop[100], crop[0])


def test_every_song_is_used_once() -> None:
    songs = tiny_songs(12)
    marks = np.arange(12, dtype=np.float32)[:, None]
    seen = torch.cat([b.target for b in iterate_batches(songs, marks, 4, NONE, rng())])
    assert sorted(seen[:, 0].tolist()) == list(range(12))


def test_small_last_batch_is_dropped() -> None:
    songs = tiny_songs(9)
    sizes = [len(b.frames) for b in iterate_batches(songs, np.zeros((9, 0)), 8, NONE, rng())]
    assert sizes == [8]


def test_same_seed_same_batches() -> None:
    songs, targets = tiny_songs(6), np.zeros((6, 1), np.float32)
    strong = Augmentation(time_mask=40, mel_mask=10, tilt_db=3)
    first, second = (next(iterate_batches(songs, targets, 6, strong, rng(3))) for _ in range(2))
    assert torch.equal(first.frames, second.frames)


def test_gain_changes_the_level_only() -> None:
    frames = rng().normal(-30, 10, (CROP_FRAMES, 96)).astype(np.float32)
    augmented = augment_frames(frames.copy(), replace(NONE, gain_db=8.0), rng(1))
    difference = augmented - frames
    assert 0.1 < abs(difference.mean()) <= 8
    assert difference.std() < 1e-4


def test_masks_are_bounded() -> None:
    frames = rng().normal(-30, 10, (CROP_FRAMES, 96)).astype(np.float32)
    masked = augment_frames(frames.copy(), replace(NONE, time_mask=40, masks=2), rng(2)) != frames
    rows = masked.any(axis=1).sum()
    assert 0 < rows <= 80


def test_alignment_is_centered_on_the_patches() -> None:
    weights = patch_alignment()
    assert weights.shape == (20, 10)
    torch.testing.assert_close(weights.sum(dim=0), torch.ones(10))
    center = (torch.arange(20.0) * 16) @ weights
    expected = (torch.arange(10) + 0.5) * FRAMES_PER_PATCH
    assert (center - expected).abs().max() < 8
