"""Ten-second crops as batches, with the changes that make a small set of songs go further."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from moodtagger.training.data.dataset import FRAMES_PER_PATCH, DatasetSong, Floats, dequantize_db

CROP_FRAMES = 313  # 10 s
CROP_PATCHES = 10
N_MELS = 96

Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class CropBatch:
    """Tensors of n crops: frames (n, 313, 96) dB, patch (n, 10, 256), theme (n, 63), target (n, k).

    `target` holds a recipe's own labels, k numbers a song; k may be 0.
    """

    frames: Tensor
    patch: Tensor
    theme: Tensor
    target: Tensor


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How strongly crops are changed; every number is a maximum, 0 switches that change off."""

    gain_db: float = 8.0
    tilt_db: float = 0.0
    time_mask: int = 0  # frames
    mel_mask: int = 0  # bands
    masks: int = 2


def iterate_batches(
    songs: Sequence[DatasetSong],
    targets: Floats,
    size: int,
    augmentation: Augmentation,
    rng: Rng,
) -> Iterator[CropBatch]:
    """One crop of every song in random order; the last batch is dropped when it is small.

    `targets` (len(songs), k). Masks after Park et al. (2019),
    SpecAugment, arXiv:1904.08779.
    """
    order = rng.permutation(len(songs))
    for start in range(0, len(order), size):
        chosen = order[start : start + size]
        if len(chosen) < size // 2:
            return
        yield _collate([songs[i] for i in chosen], targets[chosen], augmentation, rng)


def _collate(
    songs: Sequence[DatasetSong], targets: Floats, augmentation: Augmentation, rng: Rng
) -> CropBatch:
    crops = [random_crop(song, rng) for song in songs]
    frames = np.stack([augment_frames(frames, augmentation, rng) for frames, _ in crops])
    return CropBatch(
        torch.from_numpy(frames),
        torch.from_numpy(np.stack([patch for _, patch in crops])),
        torch.from_numpy(np.stack([song.theme for song in songs])),
        torch.from_numpy(targets.astype(np.float32)),
    )


def random_crop(song: DatasetSong, rng: Rng) -> tuple[Floats, Floats]:
    """Frames (313, 96) in dB and the teacher's (10, 256) for them, starting where a patch does."""
    last_patch = max(0, len(song.patch) - CROP_PATCHES)
    first_patch = int(rng.integers(last_patch + 1))
    start_frame = round(first_patch * FRAMES_PER_PATCH)
    return repeat_to_length(
        dequantize_db(song.codes[start_frame : start_frame + CROP_FRAMES]), CROP_FRAMES
    ), repeat_to_length(song.patch[first_patch : first_patch + CROP_PATCHES], CROP_PATCHES)


def repeat_to_length(rows: Floats, length: int) -> Floats:
    """Repeat `rows` until there are `length` of them."""
    if len(rows) == length:
        return rows
    return np.resize(rows, (length, rows.shape[1]))


def augment_frames(frames: Floats, augmentation: Augmentation, rng: Rng) -> Floats:
    """A crop with other loudness and tone colour, and with parts of it masked."""
    tilt = np.linspace(-1, 1, N_MELS, dtype=np.float32) * rng.uniform(-1, 1) * augmentation.tilt_db
    out = frames + np.float32(rng.uniform(-1, 1) * augmentation.gain_db) + tilt.astype(np.float32)
    mask_level = out.mean()
    for _ in range(augmentation.masks):
        if augmentation.time_mask:
            out[_random_span(len(out), augmentation.time_mask, rng)] = mask_level
        if augmentation.mel_mask:
            out[:, _random_span(N_MELS, augmentation.mel_mask, rng)] = mask_level
    return out


def _random_span(length: int, max_width: int, rng: Rng) -> slice:
    width = int(rng.integers(max_width + 1))
    start = int(rng.integers(length - width + 1))
    return slice(start, start + width)


BatchSource = Callable[[Rng], Iterator[CropBatch]]
