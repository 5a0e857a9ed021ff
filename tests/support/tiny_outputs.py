"""Synthetic out-of-fold outputs of five networks, calibrated or not as a test needs."""

from __future__ import annotations

import numpy as np

from moodtagger.inference.calibration import QUADRANT_SIGNS
from moodtagger.training.data.dataset import SongLabels
from moodtagger.training.network_outputs import OutOfFold, SongOutputs

MOODS = ("happy", "sad", "calm")  # of the tiny model
NOISE_SD = 0.15  # of the labels of valence and arousal around the outputs


def tiny_out_of_fold(n: int = 1500, *, seed: int = 0, logit_scale: float = 2.0) -> OutOfFold:
    """Outputs whose mood logits are `logit_scale` times as large as calibrated ones.

    Valence and arousal spread half as widely as the labels, with a predicted SD of 1.
    """
    rng = np.random.default_rng(seed)
    evidence = rng.normal(0, 1.5, (n, 4))
    probabilities = np.exp(evidence) / np.exp(evidence).sum(axis=1, keepdims=True)
    quadrant = np.array([rng.choice(4, p=row) for row in probabilities])
    moods = rng.normal(-0.5, 1.5, (n, 3))
    present = rng.random((n, 3)) < 1 / (1 + np.exp(-moods))
    center = 0.3 * QUADRANT_SIGNS[quadrant] + rng.normal(0, 0.1, (n, 2))
    truth = center + rng.normal(0, NOISE_SD, (n, 2))
    outputs = SongOutputs(
        quadrant=evidence.astype(np.float32),
        moods=(logit_scale * moods).astype(np.float32),
        va=(center / 2).astype(np.float32),
        va_logvar=np.zeros((n, 2), np.float32),
        embedding=rng.normal(0, 1, (n, 8)).astype(np.float32),
    )
    targets = np.concatenate([np.eye(4)[quadrant], truth, present], axis=1).astype(np.float32)
    ids = np.array([f"song{k}" for k in range(n)])
    return OutOfFold(ids, np.arange(n) % 5, outputs, targets, MOODS)


def tiny_labels(
    artist: int = 0, labels: tuple[str, ...] = (), fold: int = 0, quadrant: int = 0
) -> SongLabels:
    """Labels of a song, neutral in valence and arousal."""
    return SongLabels(fold, artist, quadrant, 0.0, 0.0, frozenset(labels))
