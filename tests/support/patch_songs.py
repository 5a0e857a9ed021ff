"""Tiny songs, a tiny network and a tiny training folder for PatchNet's training."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import torch

from moodtagger.inference.patch_config import PatchNetConfig
from moodtagger.training.data.dataset import Floats
from moodtagger.training.data.labels import FIRST_MOOD, bundled_groups
from moodtagger.training.patchnet.audioset_weights import AudioSetNet
from moodtagger.training.patchnet.batches import TrainingSongs
from moodtagger.training.patchnet.ratings import FEELINGS
from moodtagger.training.patchnet.settings import PatchSettings
from moodtagger.training.patchnet.song_maps import SongMaps
from moodtagger.training.patchnet.targets import SongTargets
from moodtagger.training.patchnet.teachers import ATTRIBUTE_TEACHERS, TEACHERS

SIZES = ((8, 2), (8, 2), (8, 1), (8, 1))
FROZEN = 2
MOODS = 3
CONFIG = PatchNetConfig(
    moods=MOODS, stem=4, blocks=SIZES[:-1], embedding=8, attributes=2, dropout=0.0
)
SETTINGS = PatchSettings(
    *(4, FROZEN, 3, 4, 2, 1), block_rate=1e-3, head_rate=1e-2, ema_decay=0.5, trust=0.0
)
CENTERS_HZ = (300, 900, 2000, 4500)  # of the noise in each quadrant


def tiny_audioset_net(seed: int = 0) -> AudioSetNet:
    """Build an untrained network with the layers of a larger one, in evaluation mode."""
    torch.manual_seed(seed)
    return AudioSetNet(4, SIZES, 3).eval()


def noise_song(number: int, seconds: float = 4.0) -> Floats:
    """Make noise around a frequency that depends on the song's quadrant, number % 4."""
    rng = np.random.default_rng(number)
    size = round(seconds * 16000)
    hz = np.fft.rfftfreq(size, 1 / 16000)
    spectrum = np.fft.rfft(rng.standard_normal(size))
    spectrum *= np.exp(-(np.log2((hz + 1) / CENTERS_HZ[number % 4]) ** 2))
    samples = np.fft.irfft(spectrum, size)
    song: Floats = (samples / np.abs(samples).max() * 0.5).astype(np.float32)
    return song


def tiny_training_songs(labeled: int = 20, rated: int = 10, unlabeled: int = 3) -> TrainingSongs:
    """Make songs whose feature maps differ by quadrant, with 2 artists in each fold."""
    count = labeled + rated + unlabeled
    rng = np.random.default_rng(3)
    maps = []
    for k in range(count):
        values = rng.random((5, 12, 8, 8)).astype(np.float16)
        values[..., k % 4] += 2
        maps.append(SongMaps((values, values[:4])))
    is_labeled, is_rated = np.arange(count) < labeled, np.arange(count) >= labeled
    is_rated[labeled + rated :] = False
    labels = np.zeros((count, FIRST_MOOD + MOODS), np.float32)
    labels[np.arange(labeled), np.arange(labeled) % 4] = 1
    labels[:labeled, 4:6] = rng.normal(0.2, 0.4, (labeled, 2))
    labels[:labeled, FIRST_MOOD] = np.arange(labeled) % 4 == 1
    labels[:labeled, FIRST_MOOD + 1] = np.arange(labeled) % 3 == 0
    targets = SongTargets(
        fold=np.where(is_labeled | is_rated, np.arange(count) % 5, -1),
        artist=np.where(is_labeled, np.arange(count) % 10, -1),
        labels=labels,
        feelings=(rng.random((count, len(FEELINGS))) * is_rated[:, None]).astype(np.float32),
        attributes=rng.normal(2, 3, (count, CONFIG.attributes)).astype(np.float32),
        components=rng.standard_normal((count, 5)).astype(np.float32),
        label_weight=is_labeled.astype(np.float32),
        rating_weight=is_rated.astype(np.float32),
        teacher_weight=np.ones(count, np.float32),
        label_is_pseudo=np.zeros(count, np.float32),
        rating_is_pseudo=np.zeros(count, np.float32),
    )
    return TrainingSongs(maps, targets)


def write_training_folder(folder: Path) -> Path:
    """Write a training folder with 20 labeled, 10 rated and 2 other songs, and return it."""
    pools = {"q4": 20, "emotify": 10, "open": 2}
    for pool, count in pools.items():
        (folder / pool / "audio").mkdir(parents=True)
        ids = [f"{pool}{k:02d}" for k in range(count)]
        for k, song in enumerate(ids):
            soundfile.write(folder / pool / "audio" / f"{song}.wav", noise_song(k), 16000)
        _write_teachers(folder / pool / "teachers.npz", ids)
    _write_broad_set(folder)
    _write_rows(folder / "q4" / "labels.csv", [_label_row(k) for k in range(20)])
    _write_rows(folder / "emotify" / "ratings.csv", [_rating_row(k) for k in range(10)])
    return folder


def _label_row(k: int) -> dict[str, object]:
    return {
        "id": f"q4{k:02d}",
        "fold": k // 4,
        "artist_group": k // 2,
        "quadrant": f"Q{k % 4 + 1}",
        "valence_1to9": 6 + 0.1 * k if k % 4 in (0, 3) else 3 + 0.1 * k,
        "arousal_1to9": 6 - 0.1 * k if k % 4 in (0, 1) else 3 - 0.1 * k,
        "moods": "; ".join(_mood_words(k % 4)),
    }


def _mood_words(quadrant: int) -> list[str]:
    """Return words of a core and of an extended mood that other quadrants do not have."""
    groups = bundled_groups()
    core = [group for group in groups if group.core]
    extended = [group for group in groups if not group.core]
    return [sorted(kind[quadrant].sources)[0] for kind in (core, extended)]


def _rating_row(k: int) -> dict[str, object]:
    shares = np.random.default_rng(k).random(len(FEELINGS)).round(3)
    return {
        "id": f"emotify{k:02d}",
        "genre": ("rock", "pop")[k % 2],
        "listeners": 10 + k,
        **dict(zip(FEELINGS, shares, strict=True)),
    }


def _write_teachers(path: Path, ids: list[str]) -> None:
    rng = np.random.default_rng(len(ids))
    arrays: dict[str, Any] = {
        name: rng.standard_normal((len(ids), len(ATTRIBUTE_TEACHERS.get(name, range(4)))))
        for name in TEACHERS
    }
    np.savez(path, id=np.array(ids), **arrays)


def _write_broad_set(folder: Path) -> None:
    """Write what puts outputs on the plane: songs without audio, the projection, ratings."""
    rng = np.random.default_rng(0)
    for pool in ("more", "previews"):
        (folder / pool).mkdir()
        patch = rng.integers(-9, 9, (30, 6)).astype(np.int8)
        np.savez(folder / pool / "teacher.npz", patch=patch, offset=np.arange(0, 31, 3))
    (folder / "teacher").mkdir()
    np.savez(
        folder / "teacher" / "head.npz",
        pca_mean=np.zeros(SIZES[-1][0], np.float32),
        pca_components=np.eye(6, SIZES[-1][0], dtype=np.float32),
        pca_scale=np.array(1.0),
    )
    quantiles = np.linspace(0.01, 0.99, 11).round(3)
    rows: list[dict[str, object]] = [
        {"quantile": q, "valence": q - 0.5, "arousal": q - 0.6} for q in quantiles
    ]
    _write_rows(folder / "plane_quantiles.csv", rows)


def _write_rows(path: Path, rows: list[dict[str, object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
