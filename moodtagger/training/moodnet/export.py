"""Export a trained network as a model folder: vocabulary, weights, card and text."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from moodtagger.core.vocabulary import UNREACHABLE_THRESHOLD, Mood, Vocabulary
from moodtagger.files.file_access import write_text_whole
from moodtagger.files.model_files import save_vocabulary
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.torch_weights import (
    CARD,
    FORMAT,
    MOODS,
    WEIGHTS,
    TorchModule,
    save_weights,
)
from moodtagger.training.calibration_fit import DEFAULT_PRECISION, operating_points
from moodtagger.training.data.dataset import Floats
from moodtagger.training.data.labels import FIRST_MOOD, VA_COLUMNS, MoodWordGroup
from moodtagger.training.model_card.markdown import render_model_card
from moodtagger.training.network_outputs import SongOutputs, mood_scores

MAX_RADIUS = 0.95

MODEL_NAME = "moodnet"
MODEL_VERSION = "1.1"
MODEL_CARD_FILE = "MODEL_CARD.md"
LICENSE = "CC BY-NC-SA 4.0"
DATA_DESCRIPTION = (
    "778 songs of 30 s with quadrant, expert mood words and valence/arousal (4Q audio emotion "
    "dataset; Panda, Malheiro, Paiva, IEEE Transactions on Affective Computing 2018), in five "
    "folds without common artists. Pretrained to predict YAMNet embeddings and 56 mood and theme "
    "scores on 3,221 other songs without mood labels."
)


def mood_positions(targets: Floats) -> Floats:
    """Place the moods on the circumplex by the songs that have them.

    The direction is that of the songs' mean valence and arousal relative to the mean of all songs
    (whose quadrants are balanced), each divided by its SD; the distance from the center is scaled
    so that the farthest mood is near the rim.

    Parameters
    ----------
    targets : Floats
        Targets as in `labels.build_targets`, (n, 6 + M).

    Returns
    -------
    Floats
        Valence and arousal of the moods in [-1, 1], (M, 2).
    """
    va, present = targets[:, VA_COLUMNS], targets[:, FIRST_MOOD:]
    count = np.maximum(present.sum(axis=0), 1)[:, None]
    mean = (present.T @ va / count - va.mean(axis=0)) / va.std(axis=0)
    distance = np.linalg.norm(mean, axis=1, keepdims=True)
    # The square root moves the middle moods outwards, where the plane is empty.
    positions: Floats = mean / distance * MAX_RADIUS * np.sqrt(distance / distance.max())
    return positions.astype(np.float32)


def build_vocabulary(
    groups: Sequence[MoodWordGroup], calibration: Calibration, outputs: SongOutputs, targets: Floats
) -> Vocabulary:
    """Build the vocabulary of a trained network from its out-of-fold outputs.

    Parameters
    ----------
    groups : Sequence[MoodWordGroup]
        M moods with their words.
    calibration : Calibration
        Calibration of the outputs.
    outputs : SongOutputs
        Raw outputs for n held-out songs.
    targets : Floats
        Their targets, (n, 6 + M).

    Returns
    -------
    Vocabulary
        The moods with position, AUC and thresholds.
    """
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
    """Add AUC, thresholds and their support to moods.

    A mood that cannot reach the default precision is weak and gets a threshold over 1: it is shown
    with its probability, but is never confident.

    Parameters
    ----------
    moods : Iterable[Mood]
        M moods in output order.
    calibration : Calibration
        Calibration of the outputs.
    outputs : SongOutputs
        Raw outputs for n held-out songs.
    targets : Floats
        Their targets, (n, 6 + M).

    Returns
    -------
    Vocabulary
        The moods with new metrics.
    """
    present = targets[:, FIRST_MOOD:]
    probability = calibration.moods(outputs.moods)
    auc, _ = mood_scores(outputs.moods, present)
    out = [
        replace(
            mood,
            auc=None if np.isnan(auc[m]) else round(float(auc[m]), 3),
            choices=operating_points(probability[:, m], present[:, m]),
        ).at_precision(DEFAULT_PRECISION)
        for m, mood in enumerate(moods)
    ]
    return Vocabulary(out)


def export_model(
    folder: Path,
    network: TorchModule,
    vocabulary: Vocabulary,
    calibration: Calibration,
    training: dict[str, Any],
) -> None:
    """Write weights, vocabulary, card and MODEL_CARD.md.

    Parameters
    ----------
    folder : Path
        The model folder; missing parents are created.
    network : TorchModule
        The network to save.
    vocabulary : Vocabulary
        Its moods in output order.
    calibration : Calibration
        Its calibration.
    training : dict[str, Any]
        Further entries of the card: recipe and metrics.

    Raises
    ------
    OSError
        A file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sha256 = save_weights(network, folder / WEIGHTS)
    save_vocabulary(vocabulary, folder / MOODS)
    card = {
        "format": FORMAT,
        "name": MODEL_NAME,
        "version": MODEL_VERSION,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "licence": LICENSE,
        "data": DATA_DESCRIPTION,
        "input": "log-mel of 16 kHz mono: n_fft 1024, hop 512, 96 bands, dB; windows of 313 frames",
        "parameters": sum(p.numel() for p in network.parameters()),
        "architecture": network.config.as_dict(),
        "weights_sha256": sha256,
        "calibration": calibration.as_dict(),
        **training,
    }
    write_text_whole(folder / CARD, json.dumps(card, indent=1) + "\n")
    write_text_whole(folder / MODEL_CARD_FILE, render_model_card(card, vocabulary))
