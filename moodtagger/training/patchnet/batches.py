"""Batches of songs with labels, songs with ratings, and songs that only the teachers know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from moodtagger.training.data.dataset import Floats
from moodtagger.training.patchnet.settings import PatchSettings
from moodtagger.training.patchnet.song_maps import SongMaps
from moodtagger.training.patchnet.targets import Ints, SongTargets


@dataclass(frozen=True, slots=True)
class TrainingBatch:
    """Songs of one step.

    Attributes
    ----------
    maps : Tensor
        Feature maps, (n * patches, channels, t, f).
    targets : SongTargets
        Targets of the n songs.
    """

    maps: Tensor
    targets: SongTargets


@dataclass(frozen=True, slots=True)
class TrainingSongs:
    """All songs with their targets.

    Attributes
    ----------
    maps : Sequence[SongMaps]
        Feature maps of n songs.
    targets : SongTargets
        Their targets.
    """

    maps: Sequence[SongMaps]
    targets: SongTargets


def iterate_patch_batches(
    songs: TrainingSongs, rows: Ints, settings: PatchSettings, rng: np.random.Generator
) -> Iterator[TrainingBatch]:
    """Draw the batches of one pass over the songs with labels.

    Parameters
    ----------
    songs : TrainingSongs
        All songs.
    rows : Ints
        The training songs.
    settings : PatchSettings
        Numbers of songs and patches.
    rng : np.random.Generator
        Source of the choices.

    Yields
    ------
    TrainingBatch
        Songs of all kinds.
    """
    steps = steps_per_pass(songs.targets, rows, settings)
    counts = (settings.labeled, settings.rated, settings.unlabeled)
    orders = [
        _order(kind, steps * count, rng)
        for kind, count in zip(_kinds(songs.targets, rows), counts, strict=True)
    ]
    for step in range(steps):
        chosen = np.concatenate(
            [
                order[step * count : (step + 1) * count]
                for order, count in zip(orders, counts, strict=True)
            ]
        )
        maps = np.concatenate([songs.maps[k].draw(settings.patches, rng) for k in chosen])
        yield TrainingBatch(as_tensor(maps), songs.targets.select(chosen))


def as_tensor(maps: Floats) -> Tensor:
    """Convert stored feature maps to the network's order of axes.

    Parameters
    ----------
    maps : Floats
        Maps, (n, t, f, channels).

    Returns
    -------
    Tensor
        Maps, (n, channels, t, f).
    """
    return torch.from_numpy(maps).permute(0, 3, 1, 2)


def _kinds(targets: SongTargets, rows: Ints) -> tuple[Ints, Ints, Ints]:
    """Split training songs into those with labels, with ratings, and with neither."""
    labeled, rated = targets.label_weight[rows] > 0, targets.rating_weight[rows] > 0
    known = targets.teacher_weight[rows] > 0
    return rows[labeled], rows[rated & ~labeled], rows[known & ~labeled & ~rated]


def steps_per_pass(targets: SongTargets, rows: Ints, settings: PatchSettings) -> int:
    """Count the batches of one pass over the songs with labels.

    Parameters
    ----------
    targets : SongTargets
        Targets of all songs.
    rows : Ints
        The training songs.
    settings : PatchSettings
        Numbers of songs in a batch.

    Returns
    -------
    int
        Number of batches.
    """
    return max(1, len(_kinds(targets, rows)[0]) // settings.labeled)


def _order(rows: Ints, count: int, rng: np.random.Generator) -> Ints:
    """Put songs in random order, again until there are enough; empty if there are none."""
    if not len(rows):
        return rows
    rounds = -(-count // len(rows))
    return np.concatenate([rng.permutation(rows) for _ in range(rounds)])[:count]
