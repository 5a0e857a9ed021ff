"""Batches of ten-second crops with augmentation."""

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
    """A batch of n crops, as tensors.

    Attributes
    ----------
    frames : Tensor
        Log-mel frames in dB, (n, 313, 96).
    patch : Tensor
        The teacher's patch embeddings, (n, 10, 256).
    theme : Tensor
        The teacher's scores of the whole song as logits, (n, 63).
    target : Tensor
        A recipe's labels, (n, k); k may be 0.
    """

    frames: Tensor
    patch: Tensor
    theme: Tensor
    target: Tensor


@dataclass(frozen=True, slots=True)
class Augmentation:
    """Strength of the augmentation; every number is a maximum, and 0 disables a change.

    Attributes
    ----------
    gain_db : float
        Change of level in dB.
    tilt_db : float
        Change of the spectral slope, in dB at the lowest and highest band.
    time_mask : int
        Frames under one mask.
    mel_mask : int
        Bands under one mask.
    masks : int
        Number of masks of each kind.
    """

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
    """Yield one random crop of every song, in random order.

    The last batch is dropped if it has less than half of `size` songs.

    Parameters
    ----------
    songs : Sequence[DatasetSong]
        Songs to crop.
    targets : Floats
        Labels of the songs, (len(songs), k).
    size : int
        Songs per batch.
    augmentation : Augmentation
        Strength of the augmentation.
    rng : Rng
        Random generator for order, crops and augmentation.

    Yields
    ------
    CropBatch
        Crops with their labels.

    References
    ----------
    Park et al. (2019), SpecAugment, arXiv:1904.08779, for the masks.
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
    """Cut a random crop that starts with one of the teacher's patches.

    Parameters
    ----------
    song : DatasetSong
        Song to crop; a shorter one is repeated.
    rng : Rng
        Random generator.

    Returns
    -------
    tuple[Floats, Floats]
        Log-mel frames in dB, (313, 96), and the teacher's patch embeddings for them, (10, 256).
    """
    last_patch = max(0, len(song.patch) - CROP_PATCHES)
    first_patch = int(rng.integers(last_patch + 1))
    start_frame = round(first_patch * FRAMES_PER_PATCH)
    return repeat_to_length(
        dequantize_db(song.codes[start_frame : start_frame + CROP_FRAMES]), CROP_FRAMES
    ), repeat_to_length(song.patch[first_patch : first_patch + CROP_PATCHES], CROP_PATCHES)


def repeat_to_length(rows: Floats, length: int) -> Floats:
    """Repeat rows to a given length.

    Parameters
    ----------
    rows : Floats
        Rows, (n, k).
    length : int
        Number of rows to return.

    Returns
    -------
    Floats
        The rows, repeated from the first or cut, (length, k).
    """
    if len(rows) == length:
        return rows
    return np.resize(rows, (length, rows.shape[1]))


def augment_frames(frames: Floats, augmentation: Augmentation, rng: Rng) -> Floats:
    """Change a crop's level and spectral slope, and mask parts of it with its mean.

    Parameters
    ----------
    frames : Floats
        Log-mel frames in dB, (n, 96).
    augmentation : Augmentation
        Strength of the changes.
    rng : Rng
        Random generator.

    Returns
    -------
    Floats
        The changed frames, (n, 96).
    """
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
