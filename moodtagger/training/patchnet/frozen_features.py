"""Run the frozen layers over a pool once, and keep their feature maps in the cache.

Fine-tuning reads a patch some dozen times, while the frozen layers need two thirds of the time of
all: their maps are stored in half precision, for the songs as they are (version 0) and for altered
versions of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import torch

from moodtagger.inference.patch_mel import PATCH_BANDS, PATCH_FRAMES, PATCH_SAMPLES
from moodtagger.inference.patches import (
    ABSOLUTE_GATE_DB,
    PATCH_S,
    RELATIVE_GATE_DB,
    Patch,
    PatchBatch,
)
from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.train_loop import Log
from moodtagger.training.patchnet.audio import read_samples
from moodtagger.training.patchnet.audioset_weights import AudioSetNet
from moodtagger.training.patchnet.augmentation import augment_song
from moodtagger.training.patchnet.song_maps import Halves, PoolFeatures

REVISION = 1  # counts changes of the augmentation or of the choice of patches
FIRST_SEED = 100


def cut_patches(samples: Floats) -> list[Patch]:
    """Cut a song into patches and leave out the silent ones, by the app's gates.

    Parameters
    ----------
    samples : Floats
        Mono samples at 16 kHz, (n,).

    Returns
    -------
    list[Patch]
        Patches that sound; a song shorter than one is repeated to fill it. Empty without samples.
    """
    if not len(samples):
        return []
    count = max(1, len(samples) // PATCH_SAMPLES)
    rows = np.resize(samples, (count, PATCH_SAMPLES))
    power = np.mean(np.square(rows, dtype=np.float64), axis=1)
    loudest = power.max()
    gate = min(max(loudest * 10 ** (RELATIVE_GATE_DB / 10), 10 ** (ABSOLUTE_GATE_DB / 10)), loudest)
    return [
        Patch(k * PATCH_S, 0, row, float(p))
        for k, (row, p) in enumerate(zip(rows, power, strict=True))
        if p >= gate
    ]


def song_inputs(patches: list[Patch]) -> Floats:
    """Compute the network's input for all patches of a song, at the app's level.

    Parameters
    ----------
    patches : list[Patch]
        n patches of one song.

    Returns
    -------
    Floats
        Log-mel frames, (n, 96, 64).
    """
    if not patches:
        return np.zeros((0, PATCH_FRAMES, PATCH_BANDS), np.float32)
    level_power = float(np.mean([patch.power for patch in patches]))
    return next(PatchBatch(patches, level_power).inputs(len(patches)))


def alter_song(samples: Floats, version: int, number: int) -> Floats:
    """Make one version of a song.

    Parameters
    ----------
    samples : Floats
        Mono samples at 16 kHz, (n,).
    version : int
        0 leaves the song as it is; others are altered and start at another position.
    number : int
        Number of the song in its pool.

    Returns
    -------
    Floats
        The version, the same for the same numbers.
    """
    if version == 0 or not len(samples):
        return samples
    rng = np.random.default_rng((FIRST_SEED + version, number))
    altered = augment_song(samples, rng)
    start = int(rng.integers(PATCH_SAMPLES))
    return altered[start:] if len(altered) > 2 * PATCH_SAMPLES else altered


def compute_features(
    songs: Mapping[str, Path],
    network: AudioSetNet,
    depth: int,
    version: int,
    path: Path,
    log: Log,
) -> PoolFeatures:
    """Compute the feature maps of one version of a pool, or read them if they were computed.

    Parameters
    ----------
    songs : Mapping[str, Path]
        Files of samples by song id; see `audio.decode_pool`.
    network : AudioSetNet
        The network.
    depth : int
        Number of frozen blocks.
    version : int
        Which version of the songs; see `alter_song`.
    path : Path
        The .npz file of all but the maps; the maps lie next to it.
    log : Log
        Receives progress lines.

    Returns
    -------
    PoolFeatures
        The features; a song without samples has no patches.

    Raises
    ------
    OSError
        A file cannot be read or written.
    """
    key = f"{REVISION} {depth} {network.fingerprint()} {_checksum(songs)}"
    stored = _read_features(path, key)
    if stored is not None:
        return stored
    path.parent.mkdir(parents=True, exist_ok=True)
    described: list[tuple[Halves, Halves]] = []
    shape: tuple[int, ...] = ()
    temporary_path = path.with_suffix(".maps.part")
    with temporary_path.open("wb") as file:
        for number, samples_path in enumerate(songs.values()):
            patches = cut_patches(alter_song(read_samples(samples_path), version, number))
            maps, *description = _run_network(network, depth, patches)
            shape = maps.shape[1:]
            maps.tofile(file)
            described.append((description[0], description[1]))
    temporary_path.replace(path.with_suffix(".maps"))
    embedding = np.concatenate([e for e, _ in described])
    part = path.with_suffix(".part.npz")
    np.savez(
        part,
        key=np.array(key),
        song_id=np.array(list(songs)),
        offset=np.cumsum([0, *(len(e) for e, _ in described)]),
        shape=np.array(shape),
        embedding=embedding,
        scores=np.concatenate([scores for _, scores in described]),
    )
    part.replace(path)
    log(f"{path.stem}: {len(embedding)} patches of {len(songs)} songs")
    features = _read_features(path, key)
    assert features is not None
    return features


def _run_network(
    network: AudioSetNet, depth: int, patches: list[Patch]
) -> tuple[Halves, Halves, Halves]:
    """Compute maps with channels last, embeddings and scores of a song's patches."""
    frames = song_inputs(patches)
    with torch.inference_mode():
        maps = network.feature_maps(torch.from_numpy(frames), depth)
        embedding, scores = network.describe(maps, depth)
    arrays = (maps.permute(0, 2, 3, 1), embedding, scores)
    first, second, third = (np.ascontiguousarray(a.half().numpy()) for a in arrays)
    return first, second, third


def _checksum(songs: Iterable[str]) -> str:
    return f"{zlib.crc32(chr(10).join(songs).encode()):08x}"


def _read_features(path: Path, key: str) -> PoolFeatures | None:
    """Read stored features; None if there are none, or those of other songs or weights."""
    if not path.exists():
        return None
    with np.load(path) as stored:
        if str(stored["key"]) != key:
            return None
        offset, shape = stored["offset"], tuple(stored["shape"])
        maps: Halves = np.memmap(
            path.with_suffix(".maps"), np.float16, "r", shape=(int(offset[-1]), *shape)
        )
        song_id = tuple(str(song) for song in stored["song_id"])
        return PoolFeatures(song_id, offset, maps, stored["embedding"], stored["scores"])
