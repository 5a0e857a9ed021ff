"""Mood words merged into groups, and a song's labels as the numbers a network learns."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from moodtagger.training.data.dataset import DatasetSong, Floats

QUADRANT_COLUMNS = slice(0, 4)
VA_COLUMNS = slice(4, 6)
FIRST_MOOD = 6


@dataclass(frozen=True, slots=True)
class MoodWordGroup:
    """One mood of the vocabulary and the annotators' words merged into it.

    `core` moods are shown by default; a word belongs to one of them at most, but extended moods
    may name a shade of a core mood and share its words.
    """

    label: str
    sources: frozenset[str]
    core: bool = True

    def matches(self, mood_words: frozenset[str]) -> bool:
        """Whether a song with these words has the mood."""
        return not self.sources.isdisjoint(mood_words)


def read_groups(path: Path) -> list[MoodWordGroup]:
    """The merges of a JSON list of objects with `label`, `sources` and perhaps `core`."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    return [
        MoodWordGroup(entry["label"], frozenset(entry["sources"]), entry.get("core", True))
        for entry in entries
    ]


def core_indices(groups: Sequence[MoodWordGroup]) -> list[int]:
    """Positions of the core moods."""
    return [m for m, group in enumerate(groups) if group.core]


def build_targets(songs: Sequence[DatasetSong], groups: Sequence[MoodWordGroup]) -> Floats:
    """Labelled songs -> (n, 6 + moods): quadrant one-hot, valence, arousal, moods as 0 or 1."""
    out = np.zeros((len(songs), FIRST_MOOD + len(groups)), np.float32)
    for row, song in zip(out, songs, strict=True):
        if song.labels is None:
            raise ValueError(f"{song.song_id} has no labels")
        row[song.labels.quadrant] = 1
        row[VA_COLUMNS] = song.labels.valence, song.labels.arousal
        row[FIRST_MOOD:] = [group.matches(song.labels.mood_words) for group in groups]
    return out


def bundled_groups() -> list[MoodWordGroup]:
    """The merges of mood words that the network learns."""
    with resources.as_file(resources.files(__package__) / "mood_groups.json") as path:
        return read_groups(path)
