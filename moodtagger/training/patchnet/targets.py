"""Targets of the songs of all pools, and which of them each song has.

Each pool teaches what it labels: `q4` quadrant, moods, valence and arousal; `emotify` feelings; and
all of them what the teachers say. What a song lacks is zero with weight zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from moodtagger.training.data.dataset import DatasetSong, Floats, SongLabels, read_labels
from moodtagger.training.data.labels import (
    FIRST_MOOD,
    MoodWordGroup,
    build_targets,
)
from moodtagger.training.moodnet.teacher_regression import predict_out_of_fold
from moodtagger.training.patchnet.ratings import (
    FEELINGS,
    SongRatings,
    assign_folds,
    feeling_targets,
    rating_weights,
    read_ratings,
)
from moodtagger.training.patchnet.teachers import TeacherTargets

LABELED_POOL: Final = "q4"
RATED_POOL: Final = "emotify"
UNLABELED_POOL: Final = "open"
PATCH_POOLS: Final = (LABELED_POOL, RATED_POOL, UNLABELED_POOL)
NO_FOLD: Final = -1  # of songs that are never held out

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SongTargets:
    """Targets of n songs.

    Attributes
    ----------
    fold : Ints
        Fold in which a song is held out, (n,); -1 for none.
    artist : Ints
        Id of the artist, (n,); -1 where it is not known.
    labels : Floats
        Quadrant, valence, arousal and moods as in `labels.build_targets`, (n, 6 + M).
    feelings : Floats
        Square roots of the shares of listeners, (n, 9).
    attributes : Floats
        Attributes as their teachers give them, (n, a).
    components : Floats
        Principal components of the teachers, (n, k).
    label_weight : Floats
        1 for songs with labels, otherwise 0; (n,).
    rating_weight : Floats
        Near 1 for songs with ratings, otherwise 0; (n,).
    teacher_weight : Floats
        1 for songs that the teachers know, otherwise 0; (n,).
    label_is_pseudo : Floats
        1 where the labels are pseudo-labels, otherwise 0; (n,).
    rating_is_pseudo : Floats
        1 where the feelings are pseudo-labels, otherwise 0; (n,).
    """

    fold: Ints
    artist: Ints
    labels: Floats
    feelings: Floats
    attributes: Floats
    components: Floats
    label_weight: Floats
    rating_weight: Floats
    teacher_weight: Floats
    label_is_pseudo: Floats
    rating_is_pseudo: Floats

    def select(self, rows: object) -> SongTargets:
        """Select songs.

        Parameters
        ----------
        rows : object
            Indices, a boolean mask or a slice.

        Returns
        -------
        SongTargets
            Targets of these songs.
        """
        return SongTargets(*(getattr(self, f.name)[rows] for f in fields(self)))

    def training_rows(self, held_out_fold: int | None) -> Ints:
        """List the songs to train on.

        Parameters
        ----------
        held_out_fold : int | None
            The fold to hold out; None holds out no song.

        Returns
        -------
        Ints
            Indices of the songs.
        """
        if held_out_fold is None:
            return np.arange(len(self.fold))
        return np.flatnonzero(self.fold != held_out_fold)


def build_song_targets(
    songs: Sequence[str], data: Path, groups: Sequence[MoodWordGroup], teachers: TeacherTargets
) -> SongTargets:
    """Collect the targets of songs.

    Parameters
    ----------
    songs : Sequence[str]
        Ids of n songs of any pool.
    data : Path
        Folder of the training data.
    groups : Sequence[MoodWordGroup]
        M moods.
    teachers : TeacherTargets
        What the teachers say.

    Returns
    -------
    SongTargets
        Targets in the order of the songs.
    """
    labels = read_labels(data / LABELED_POOL / "labels.csv")
    ratings = read_ratings(data / RATED_POOL / "ratings.csv")
    labeled = np.array([k for k, song in enumerate(songs) if song in labels], np.int64)
    rated = np.array([k for k, song in enumerate(songs) if song in ratings], np.int64)
    known = np.array([k for k, song in enumerate(songs) if song in teachers.components], np.int64)
    return _add_ratings(
        _add_labels(
            _teacher_targets(songs, known, teachers, len(groups)),
            labeled,
            [labels[songs[k]] for k in labeled],
            groups,
        ),
        rated,
        [ratings[songs[k]] for k in rated],
    )


def _teacher_targets(
    songs: Sequence[str], known: Ints, teachers: TeacherTargets, moods: int
) -> SongTargets:
    n = len(songs)
    sizes = [len(next(iter(t.values()))) for t in (teachers.attributes, teachers.components)]
    attributes, components = (np.zeros((n, size), np.float32) for size in sizes)
    weight = np.zeros(n, np.float32)
    weight[known] = 1
    for k in known:
        attributes[k] = teachers.attributes[songs[k]]
        components[k] = teachers.components[songs[k]]
    return SongTargets(
        fold=np.full(n, NO_FOLD, np.int64),
        artist=np.full(n, -1, np.int64),
        labels=np.zeros((n, FIRST_MOOD + moods), np.float32),
        feelings=np.zeros((n, len(FEELINGS)), np.float32),
        attributes=attributes,
        components=components,
        label_weight=np.zeros(n, np.float32),
        rating_weight=np.zeros(n, np.float32),
        teacher_weight=weight,
        label_is_pseudo=np.zeros(n, np.float32),
        rating_is_pseudo=np.zeros(n, np.float32),
    )


def _add_labels(
    targets: SongTargets,
    rows: Ints,
    labels: Sequence[SongLabels],
    groups: Sequence[MoodWordGroup],
) -> SongTargets:
    nothing = np.zeros((0, 0), np.float32)
    songs = [DatasetSong("", nothing.astype(np.uint8), nothing, nothing, song) for song in labels]
    targets.labels[rows] = build_targets(songs, groups)
    targets.fold[rows] = [song.fold for song in labels]
    targets.artist[rows] = [song.artist for song in labels]
    targets.label_weight[rows] = 1
    return targets


def _add_ratings(targets: SongTargets, rows: Ints, ratings: Sequence[SongRatings]) -> SongTargets:
    if len(rows):
        targets.feelings[rows] = feeling_targets(ratings)
        targets.fold[rows] = assign_folds([song.genre for song in ratings])
        targets.rating_weight[rows] = rating_weights(ratings)
    return targets


def mix_soft_labels(targets: SongTargets, rows: Ints, trust: float) -> SongTargets:
    """Mix the labels of training songs with what the teachers predict for them.

    Each song is predicted by a regression on the teachers that was fitted on other artists of the
    training songs, so nothing of a held-out song takes part.

    Parameters
    ----------
    targets : SongTargets
        Targets of n songs; left unchanged.
    rows : Ints
        The training songs.
    trust : float
        Weight of the prediction, 0 to 1.

    Returns
    -------
    SongTargets
        Targets whose labels are mixed where a training song has labels.
    """
    chosen = rows[targets.label_weight[rows] > 0]
    if not trust or not len(chosen):
        return targets
    labels = targets.labels.copy()
    predicted = predict_out_of_fold(
        targets.components[chosen], labels[chosen], targets.artist[chosen], score_count=0
    )
    labels[chosen] = (1 - trust) * labels[chosen] + trust * predicted
    return replace(targets, labels=labels)
