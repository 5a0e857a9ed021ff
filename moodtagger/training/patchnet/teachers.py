"""What other networks say of songs, as targets: principal components and attributes.

Eleven outputs of networks that were taught tags, genres, sounds and attributes on other music are
reduced to principal components each, so that none counts more for its size. The components are
those of all songs, held-out ones included, as no label takes part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from moodtagger.training.data.dataset import Floats

TEACHERS: Final = (
    "msd_fcn",
    "jamendo_fcn",
    "mn04",
    "msd_musicnn",
    "jamendo_musicnn",
    "mood_head",
    "vibenet",
    "vibenet_hidden",
    "msd_fcn_tag",
    "msd_musicnn_tag",
    "jamendo_fcn_tag",
)
COMPONENTS: Final = 40  # of each teacher at most
# What the columns of these teachers' outputs are.
ATTRIBUTE_TEACHERS: Final = {
    "vibenet": (
        "acousticness",
        "danceability",
        "energy",
        "instrumentalness",
        "liveness",
        "speechiness",
        "valence",
    ),
    "mood_head": ("happy", "sad", "relaxed", "aggressive", "danceable"),
}
ATTRIBUTES: Final = tuple(name for names in ATTRIBUTE_TEACHERS.values() for name in names)

TeacherOutputs = dict[str, dict[str, Floats]]


@dataclass(frozen=True, slots=True)
class TeacherTargets:
    """Targets from the teachers for songs of several pools.

    Attributes
    ----------
    components : dict[str, Floats]
        Principal components of all teachers, (k,), by song id.
    attributes : dict[str, Floats]
        Attributes in the order of `ATTRIBUTES`, as their teachers give them, by song id.
    """

    components: dict[str, Floats]
    attributes: dict[str, Floats]


def read_teachers(path: Path, names: Sequence[str] = TEACHERS) -> TeacherOutputs:
    """Read the teachers' outputs for one pool.

    Parameters
    ----------
    path : Path
        `teachers.npz` of the pool.
    names : Sequence[str], optional
        The teachers to read.

    Returns
    -------
    TeacherOutputs
        Outputs (k,) by song id and teacher.

    Raises
    ------
    KeyError
        A teacher is missing.
    OSError
        The file cannot be read.
    """
    with np.load(path) as stored:
        song_id = [str(song) for song in stored["id"]]
        arrays = {name: stored[name].astype(np.float32) for name in names}
    return {
        song: {name: array[k] for name, array in arrays.items()} for k, song in enumerate(song_id)
    }


def principal_components(features: Floats, count: int) -> Floats:
    """Project standardized features on their principal components.

    Parameters
    ----------
    features : Floats
        Features of n songs, (n, k).
    count : int
        Largest number of components.

    Returns
    -------
    Floats
        Components with a mean square of 1 over all, (n, min(count, k, n)).
    """
    standardized = (features - features.mean(axis=0)) / (features.std(axis=0) + 1e-6)
    left, scale, _ = np.linalg.svd(standardized, full_matrices=False)
    projected = left[:, :count] * scale[:count]
    components: Floats = projected / np.sqrt(np.mean(np.square(projected)) + 1e-12)
    return components.astype(np.float32)


def build_teacher_targets(outputs: TeacherOutputs, count: int = COMPONENTS) -> TeacherTargets:
    """Reduce the teachers' outputs to targets.

    Parameters
    ----------
    outputs : TeacherOutputs
        Outputs for songs of all pools.
    count : int, optional
        Components of each teacher at most.

    Returns
    -------
    TeacherTargets
        Targets by song id.
    """
    songs = list(outputs)
    names = list(next(iter(outputs.values())))
    stacked = {name: np.stack([outputs[song][name] for song in songs]) for name in names}
    components = np.concatenate(
        [principal_components(values, count) for values in stacked.values()], axis=1
    )
    attributes = np.concatenate([stacked[name] for name in ATTRIBUTE_TEACHERS], axis=1)
    return TeacherTargets(_by_song(songs, components), _by_song(songs, attributes))


def _by_song(songs: Sequence[str], rows: Floats) -> dict[str, Floats]:
    return dict(zip(songs, rows, strict=True))


def merge_pools(pools: Mapping[str, TeacherOutputs], songs: Mapping[str, object]) -> TeacherOutputs:
    """Put the outputs of several pools together.

    Parameters
    ----------
    pools : Mapping[str, TeacherOutputs]
        Outputs by pool.
    songs : Mapping[str, object]
        The songs to keep, by id.

    Returns
    -------
    TeacherOutputs
        Outputs for the songs that the teachers know.
    """
    return {
        song: outputs for pool in pools.values() for song, outputs in pool.items() if song in songs
    }
