"""Ten-second crops as batches, with the changes that make a small set of songs go further."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from moodtagger.training.data.dataset import FRAMES_PER_PATCH, Floats, Song
from moodtagger.training.data.log_mel_cache import decode

CROP_FRAMES = 313  # 10 s
CROP_PATCHES = 10
N_MELS = 96

Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of n crops: frames (n, 313, 96) dB, patch (n, 10, 256), theme (n, 63), target (n, k).

    `target` holds a recipe's own labels, k numbers a song; k may be 0.
    """

    frames: Tensor
    patch: Tensor
    theme: Tensor
    target: Tensor


@dataclass(frozen=True, slots=True)
class Augment:
    """How strongly crops are changed; every number is a maximum, 0 switches that change off."""

    gain_db: float = 8.0
    tilt_db: float = 0.0
    time_mask: int = 0  # frames
    mel_mask: int = 0  # bands
    masks: int = 2


def iterate(
    songs: Sequence[Song],
    targets: Floats,
    size: int,
    augment: Augment,
    rng: Rng,
) -> Iterator[Batch]:
    """One crop of every song in random order; the last batch is dropped when it is small.

    `targets` (len(songs), k). Masks after Park et al. (2019),
    SpecAugment, arXiv:1904.08779.
    """
    order = rng.permutation(len(songs))
    for start in range(0, len(order), size):
        chosen = order[start : start + size]
        if len(chosen) < size // 2:
            return
        yield _collate([songs[i] for i in chosen], targets[chosen], augment, rng)


def _collate(songs: Sequence[Song], targets: Floats, augment: Augment, rng: Rng) -> Batch:
    crops = [random_crop(song, rng) for song in songs]
    frames = np.stack([change(frames, augment, rng) for frames, _ in crops])
    return Batch(
        torch.from_numpy(frames),
        torch.from_numpy(np.stack([patch for _, patch in crops])),
        torch.from_numpy(np.stack([song.theme for song in songs])),
        torch.from_numpy(targets.astype(np.float32)),
    )


def random_crop(song: Song, rng: Rng) -> tuple[Floats, Floats]:
    """Frames (313, 96) in dB and the teacher's (10, 256) for them, starting where a patch does."""
    last = max(0, len(song.patch) - CROP_PATCHES)
    first = int(rng.integers(last + 1))
    start = round(first * FRAMES_PER_PATCH)
    return fill(decode(song.codes[start : start + CROP_FRAMES]), CROP_FRAMES), fill(
        song.patch[first : first + CROP_PATCHES], CROP_PATCHES
    )


def fill(rows: Floats, length: int) -> Floats:
    """Repeat `rows` until there are `length` of them."""
    if len(rows) == length:
        return rows
    return np.resize(rows, (length, rows.shape[1]))


def change(frames: Floats, augment: Augment, rng: Rng) -> Floats:
    """A crop with other loudness and tone colour, and with parts of it masked."""
    tilt = np.linspace(-1, 1, N_MELS, dtype=np.float32) * rng.uniform(-1, 1) * augment.tilt_db
    out = frames + np.float32(rng.uniform(-1, 1) * augment.gain_db) + tilt.astype(np.float32)
    quiet = out.mean()
    for _ in range(augment.masks):
        if augment.time_mask:
            out[_span(len(out), augment.time_mask, rng)] = quiet
        if augment.mel_mask:
            out[:, _span(N_MELS, augment.mel_mask, rng)] = quiet
    return out


def _span(length: int, longest: int, rng: Rng) -> slice:
    width = int(rng.integers(longest + 1))
    start = int(rng.integers(length - width + 1))
    return slice(start, start + width)


Source = Callable[[Rng], Iterator[Batch]]
