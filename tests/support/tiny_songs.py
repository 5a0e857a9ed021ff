"""Synthetic songs for training, with a distinct spectrum for each quadrant."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from moodtagger.training.data.dataset import DatasetSong, SongLabels, quantize_db
from moodtagger.training.data.labels import MoodWordGroup

GROUPS = [
    MoodWordGroup("happy", frozenset({"Happy", "Sunny"})),
    MoodWordGroup("sad", frozenset({"Sad"})),
]
VALENCE = (0.5, -0.5, -0.5, 0.5)
AROUSAL = (0.4, 0.4, -0.4, -0.4)
QUADRANT_LABELS = ("Sunny", "Harsh", "Sad", "Calm")


def tiny_song(k: int, frames: int = 330, *, labeled: bool = True) -> DatasetSong:
    """Return song number k, of quadrant k % 4 in fold k % 5, which the teacher recognizes too."""
    quadrant = k % 4
    rng = np.random.default_rng(k)
    db = rng.normal(-40, 6, (frames, 96))
    db[:, quadrant * 24 : quadrant * 24 + 24] += 30
    patch = rng.normal(0, 0.2, (frames * 512 // 15600, 256)).astype(np.float32)
    patch[:, quadrant] += 2
    theme = rng.normal(0, 1, 63).astype(np.float32)
    labels = SongLabels(
        fold=k % 5,
        artist=k,
        quadrant=quadrant,
        valence=VALENCE[quadrant] + float(rng.normal(0, 0.05)),
        arousal=AROUSAL[quadrant] + float(rng.normal(0, 0.05)),
        mood_words=frozenset({QUADRANT_LABELS[quadrant]}),
    )
    return DatasetSong(
        f"song{k}", quantize_db(db.astype(np.float32)), patch, theme, labels if labeled else None
    )


def tiny_songs(count: int, *, labeled: bool = True) -> list[DatasetSong]:
    """Return the first `count` synthetic songs."""
    return [tiny_song(k, labeled=labeled) for k in range(count)]


def without_teacher_scores(songs: list[DatasetSong]) -> list[DatasetSong]:
    """Return the songs with uninformative teacher scores."""
    return [replace(song, theme=np.zeros_like(song.theme)) for song in songs]
