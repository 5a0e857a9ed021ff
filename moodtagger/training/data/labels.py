"""Merge mood words into moods, and turn a song's labels into training targets."""

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
    """One mood of the vocabulary with the annotators' words merged into it.

    A word belongs to one core mood at most, but extended moods may name a shade of a core mood and
    use the same words.

    Attributes
    ----------
    label : str
        Name of the mood.
    sources : frozenset[str]
        The merged words.
    core : bool
        Whether the mood is shown by default.
    """

    label: str
    sources: frozenset[str]
    core: bool = True

    def matches(self, mood_words: frozenset[str]) -> bool:
        """Check whether a song with these words has the mood.

        Parameters
        ----------
        mood_words : frozenset[str]
            The song's mood words.

        Returns
        -------
        bool
            Whether any of them belongs to the group.
        """
        return not self.sources.isdisjoint(mood_words)


def read_groups(path: Path) -> list[MoodWordGroup]:
    """Read groups of mood words.

    Parameters
    ----------
    path : Path
        A JSON list of objects with `label`, `sources` and optionally `core`.

    Returns
    -------
    list[MoodWordGroup]
        The groups in the order of the file.
    """
    entries = json.loads(path.read_text(encoding="utf-8"))
    return [
        MoodWordGroup(entry["label"], frozenset(entry["sources"]), entry.get("core", True))
        for entry in entries
    ]


def core_indices(groups: Sequence[MoodWordGroup]) -> list[int]:
    """List the core moods.

    Parameters
    ----------
    groups : Sequence[MoodWordGroup]
        All moods.

    Returns
    -------
    list[int]
        Indices of the core moods.
    """
    return [m for m, group in enumerate(groups) if group.core]


def build_targets(songs: Sequence[DatasetSong], groups: Sequence[MoodWordGroup]) -> Floats:
    """Build training targets from labels.

    Parameters
    ----------
    songs : Sequence[DatasetSong]
        n labeled songs.
    groups : Sequence[MoodWordGroup]
        M moods.

    Returns
    -------
    Floats
        Quadrant as one-hot, valence, arousal, and each mood as 0 or 1; (n, 6 + M).

    Raises
    ------
    ValueError
        A song has no labels.
    """
    out = np.zeros((len(songs), FIRST_MOOD + len(groups)), np.float32)
    for row, song in zip(out, songs, strict=True):
        if song.labels is None:
            raise ValueError(f"{song.song_id} has no labels")
        row[song.labels.quadrant] = 1
        row[VA_COLUMNS] = song.labels.valence, song.labels.arousal
        row[FIRST_MOOD:] = [group.matches(song.labels.mood_words) for group in groups]
    return out


def bundled_groups() -> list[MoodWordGroup]:
    """Read the groups of mood words that the bundled network is trained on.

    Returns
    -------
    list[MoodWordGroup]
        The groups, core moods first.
    """
    with resources.as_file(resources.files(__package__) / "mood_groups.json") as path:
        return read_groups(path)
