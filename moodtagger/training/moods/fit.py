"""Let a trained network suggest moods in two tiers: fit them on held-out songs, and evaluate them.

Every mood that may be suggested is read from all outputs of the network, for songs that it was not
taught on, so that moods can be merged and renamed without training it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score

from moodtagger.core.vocabulary import OperatingPoint
from moodtagger.training.data.dataset import Floats, read_labels
from moodtagger.training.data.labels import bundled_groups
from moodtagger.training.moods.evidence import Doubles, MoodEvidence
from moodtagger.training.moods.report import PoolCalls, evaluate_mood, evaluate_tier, weigh_pools
from moodtagger.training.moods.stacking import MoodReader, cross_fit, fit_reader
from moodtagger.training.moods.tiers import (
    FittedTiers,
    call_moods,
    cross_tiers,
    fit_tiers,
    operating_points,
)
from moodtagger.training.moods.words import LabeledSongs, SuggestedMood, read_suggested_moods
from moodtagger.training.patchnet.broad_set import POOL_WEIGHTS, read_outputs, read_patch_means
from moodtagger.training.patchnet.calibrate import (
    RATED_OUTPUTS_FILE,
    SPECTROGRAM_POOLS,
    UNLABELED_OUTPUTS_FILE,
)
from moodtagger.training.patchnet.held_out import LABELED_OUTPUTS_FILE
from moodtagger.training.patchnet.outputs import PatchOutputs, load_outputs
from moodtagger.training.patchnet.ratings import read_ratings
from moodtagger.training.patchnet.targets import LABELED_POOL, RATED_POOL, UNLABELED_POOL


@dataclass(frozen=True, slots=True)
class FittedMood:
    """A mood that may be suggested, and what held-out songs say of it.

    Attributes
    ----------
    mood : SuggestedMood
        The mood.
    reader : MoodReader
        Reads it from `read_columns`.
    tiers : FittedTiers
        Where its tiers begin.
    choices : tuple[OperatingPoint, ...]
        Where clear suggestions begin at each precision.
    auc : float
        ROC-AUC on held-out songs with words.
    likely : dict[str, Any]
        What `evaluate_mood` says of its likely suggestions.
    probability : Doubles
        Probabilities for all songs by readers of the other folds, (n + r,).
    """

    mood: SuggestedMood
    reader: MoodReader
    tiers: FittedTiers
    choices: tuple[OperatingPoint, ...]
    auc: float
    likely: dict[str, Any]
    probability: Doubles


@dataclass(frozen=True, slots=True)
class LabeledOutputs:
    """Outputs for held-out songs, and their labels.

    Attributes
    ----------
    outputs : Doubles
        `read_columns` of n songs with words and r songs with ratings, (n + r, k).
    quadrant : Doubles
        Logits of their quadrants, (n + r, 4).
    va : Doubles
        Their raw valence and arousal, (n + r, 2).
    songs : LabeledSongs
        Their labels.
    pools : Mapping[str, Doubles]
        `read_columns` of songs of a broad set by pool, (m, k) each.
    """

    outputs: Doubles
    quadrant: Doubles
    va: Doubles
    songs: LabeledSongs
    pools: Mapping[str, Doubles]


def read_columns(outputs: PatchOutputs) -> Doubles:
    """Put the outputs that moods are read from side by side: moods, valence and arousal, feelings.

    Parameters
    ----------
    outputs : PatchOutputs
        Outputs for n songs.

    Returns
    -------
    Doubles
        Columns, (n, M + 2 + 9).
    """
    parts = [outputs.main.moods, outputs.main.va, outputs.feelings]
    return np.concatenate(parts, axis=1).astype(np.float64)


def load_held_out(folder: Path, data: Path) -> LabeledOutputs:
    """Read the outputs that `patchnet` wrote for held-out songs, and the labels of these.

    Parameters
    ----------
    folder : Path
        Folder of the outputs of all folds.
    data : Path
        Folder of the training data.

    Returns
    -------
    LabeledOutputs
        Outputs and labels. Those for songs of which there is no audio are estimated.

    Raises
    ------
    OSError
        A file cannot be read.
    """
    labeled_id, labeled_fold, labeled = load_outputs(folder / LABELED_OUTPUTS_FILE)
    rated_id, rated_fold, rated = load_outputs(folder / RATED_OUTPUTS_FILE)
    other_id, _, others = load_outputs(folder / UNLABELED_OUTPUTS_FILE)
    labels = read_labels(data / LABELED_POOL / "labels.csv")
    ratings = read_ratings(data / RATED_POOL / "ratings.csv")
    songs = LabeledSongs(
        [labels[song].mood_words for song in labeled_id],
        [ratings[song] for song in rated_id],
        np.concatenate([labeled_fold, rated_fold]),
    )
    columns = {LABELED_POOL: read_columns(labeled), UNLABELED_POOL: read_columns(others)}
    features = np.concatenate(
        [
            _patch_means(data / LABELED_POOL / "teacher.npz", labeled_id),
            _patch_means(data / UNLABELED_POOL / "teacher.npz", other_id),
        ]
    )
    known = np.concatenate(list(columns.values()))
    pools = {
        pool: read_outputs(features, known, read_patch_means(data / pool / "teacher.npz")).astype(
            np.float64
        )
        for pool in SPECTROGRAM_POOLS
    }
    both = PatchOutputs.stack([labeled, rated])
    return LabeledOutputs(
        read_columns(both),
        both.main.quadrant.astype(np.float64),
        both.main.va.astype(np.float64),
        songs,
        {**pools, UNLABELED_POOL: columns[UNLABELED_POOL]},
    )


def _patch_means(path: Path, songs: list[str]) -> Floats:
    with np.load(path) as stored:
        index = {str(song): k for k, song in enumerate(stored["id"])}
    return read_patch_means(path)[[index[song] for song in songs]]


def fit_moods(held_out: LabeledOutputs) -> tuple[list[FittedMood], dict[str, Any]]:
    """Fit and evaluate all moods that may be suggested.

    Parameters
    ----------
    held_out : LabeledOutputs
        Outputs for held-out songs, and their labels.

    Returns
    -------
    tuple[list[FittedMood], dict[str, Any]]
        The moods, and figures for the model's card: precision of both tiers with thresholds from
        the other folds, and the fraction of songs without suggestions.
    """
    moods = read_suggested_moods(bundled_groups())
    evidence = [held_out.songs.evidence(mood) for mood in moods]
    fold, outputs = held_out.songs.fold, held_out.outputs
    probability = np.stack([cross_fit(outputs, fold, labels) for labels in evidence], axis=1)
    calls = PoolCalls(*call_moods(probability, *cross_tiers(probability, fold, evidence)))
    fitted, rows = [], []
    for m, (mood, labels) in enumerate(zip(moods, evidence, strict=True)):
        count, column = len(labels.present), probability[:, m]
        words = ~labels.rated
        clear, likely = (
            evaluate_mood(labels, column, tier[:, m]) for tier in (calls.clear, calls.likely)
        )
        fitted.append(
            FittedMood(
                mood,
                fit_reader(outputs[:count], labels),
                fit_tiers(column[:count], labels),
                operating_points(column[:count], labels),
                float(roc_auc_score(labels.present[words], column[:count][words])),
                likely,
                column,
            )
        )
        rows.append(_mood_row(mood, labels, {"clear": clear, "likely": likely}))
    pools = _call_pools(fitted, held_out.pools)
    rated = np.arange(len(fold)) >= len(held_out.songs.words)
    pools[RATED_POOL] = PoolCalls(calls.clear[rated], calls.likely[rated])
    report = {
        "moods": rows,
        "clear": evaluate_tier(evidence, calls.clear),
        "likely": evaluate_tier(evidence, calls.likely),
        "reaching_clear": sum(mood.tiers.clear <= 1 for mood in fitted),
        "pools": {name: pool.as_dict() for name, pool in pools.items()},
        "without": round(weigh_pools(pools, POOL_WEIGHTS), 4),
    }
    return fitted, report


def _call_pools(fitted: list[FittedMood], pools: Mapping[str, Doubles]) -> dict[str, PoolCalls]:
    clear, likely = (
        np.array([getattr(mood.tiers, tier) for mood in fitted]) for tier in ("clear", "likely")
    )
    out = {}
    for name, outputs in pools.items():
        read = [mood.reader.probability(outputs) for mood in fitted]
        out[name] = PoolCalls(*call_moods(np.stack(read, axis=1), clear, likely))
    return out


def _mood_row(
    mood: SuggestedMood, labels: MoodEvidence, tiers: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "label": mood.label,
        "labeled": int(labels.present[~labels.rated].sum()),
        "completeness": round(float(labels.completeness[0]), 3),
        "base_rate": round(labels.base_rate, 3),
        **tiers,
    }
