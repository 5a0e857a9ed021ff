"""Made-up answers of five networks to held-out songs, honest or not as a test wants it."""

from __future__ import annotations

import numpy as np

from moodtagger.inference.calibration import SIGNS
from moodtagger.training.calibration.out_of_fold import OutOfFold
from moodtagger.training.data.dataset import Labels
from moodtagger.training.network_outputs import Outputs

MOODS = ("happy", "sad", "calm")  # of the tiny model
SPREAD = 0.15  # of valence and arousal around what was heard


def tiny_heard(n: int = 1500, *, seed: int = 0, surer: float = 2.0) -> OutOfFold:
    """Answers whose mood logits are `surer` times as large as they should be.

    Valence and arousal are half as wide as the labels, with a standard deviation given as 1.
    """
    rng = np.random.default_rng(seed)
    evidence = rng.normal(0, 1.5, (n, 4))
    share = np.exp(evidence) / np.exp(evidence).sum(axis=1, keepdims=True)
    quadrant = np.array([rng.choice(4, p=row) for row in share])
    moods = rng.normal(-0.5, 1.5, (n, 3))
    present = rng.random((n, 3)) < 1 / (1 + np.exp(-moods))
    centre = 0.3 * SIGNS[quadrant] + rng.normal(0, 0.1, (n, 2))
    truth = centre + rng.normal(0, SPREAD, (n, 2))
    outputs = Outputs(
        quadrant=evidence.astype(np.float32),
        moods=(surer * moods).astype(np.float32),
        va=(centre / 2).astype(np.float32),
        va_logvar=np.zeros((n, 2), np.float32),
        embedding=rng.normal(0, 1, (n, 8)).astype(np.float32),
    )
    targets = np.concatenate([np.eye(4)[quadrant], truth, present], axis=1).astype(np.float32)
    ids = np.array([f"song{k}" for k in range(n)])
    return OutOfFold(ids, np.arange(n) % 5, outputs, targets, MOODS)


def tiny_labels(
    artist: int = 0, words: tuple[str, ...] = (), fold: int = 0, quadrant: int = 0
) -> Labels:
    """A song's labels, as far as a test needs them."""
    return Labels(fold, artist, quadrant, 0.0, 0.0, frozenset(words))
