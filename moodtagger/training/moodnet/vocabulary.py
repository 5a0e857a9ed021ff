"""The vocabulary that ships: each mood's place on the circumplex, its AUC and its thresholds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from moodtagger.core.vocabulary import UNREACHABLE_THRESHOLD, Mood, Vocabulary
from moodtagger.inference.calibration import Calibration
from moodtagger.training.calibration.thresholds import DEFAULT_PRECISION, threshold_choices
from moodtagger.training.data.dataset import Floats
from moodtagger.training.data.labels import FIRST_MOOD, VA_COLUMNS, MoodWordGroup
from moodtagger.training.network_outputs import SongOutputs, mood_scores

MAX_RADIUS = 0.95


def mood_positions(targets: Floats) -> Floats:
    """Places (M, 2) on the circumplex from the songs that have each mood.

    The direction is that of the songs' mean valence and arousal, seen from the middle of all
    songs (whose quadrants are balanced) and over the spread of each; the distance from the middle
    is stretched so that the farthest mood is near the rim.
    """
    va, present = targets[:, VA_COLUMNS], targets[:, FIRST_MOOD:]
    count = np.maximum(present.sum(axis=0), 1)[:, None]
    mean = (present.T @ va / count - va.mean(axis=0)) / va.std(axis=0)
    distance = np.linalg.norm(mean, axis=1, keepdims=True)
    # The root pulls the middling moods outwards, where there is room.
    positions: Floats = mean / distance * MAX_RADIUS * np.sqrt(distance / distance.max())
    return positions.astype(np.float32)


def build_vocabulary(
    groups: Sequence[MoodWordGroup], calibration: Calibration, outputs: SongOutputs, targets: Floats
) -> Vocabulary:
    """The moods with what out-of-fold outputs say of them."""
    moods = [
        Mood(
            label=group.label,
            sources=tuple(sorted(group.sources)),
            valence=round(float(position[0]), 3),
            arousal=round(float(position[1]), 3),
            auc=None,
            threshold=UNREACHABLE_THRESHOLD,
            core=group.core,
        )
        for group, position in zip(groups, mood_positions(targets), strict=True)
    ]
    return add_metrics(moods, calibration, outputs, targets)


def add_metrics(
    moods: Iterable[Mood], calibration: Calibration, outputs: SongOutputs, targets: Floats
) -> Vocabulary:
    """The moods, in the order of the outputs, with AUC, threshold and what stands behind it.

    A mood that cannot reach the stated precision is weak and keeps a threshold over 1: it is shown
    with its probability, but never called confident.
    """
    present = targets[:, FIRST_MOOD:]
    probability = calibration.moods(outputs.moods)
    auc, _ = mood_scores(outputs.moods, present)
    out = [
        replace(
            mood,
            auc=None if np.isnan(auc[m]) else round(float(auc[m]), 3),
            choices=threshold_choices(probability[:, m], present[:, m]),
        ).at_precision(DEFAULT_PRECISION)
        for m, mood in enumerate(moods)
    ]
    return Vocabulary(out)
