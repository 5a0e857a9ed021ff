"""Guesses for songs nobody labelled: linear readers of the teacher's hearing.

They are fitted on the songs to learn from only, so nothing of a held-out song leaks into them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from moodtagger.training.data import Floats, Song
from moodtagger.training.labels import FIRST_MOOD, QUADRANT_COLUMNS, VA_COLUMNS

STRENGTH = 0.002  # C of the logistic regressions: few songs, many numbers
RIDGE = 600.0


def teacher_features(songs: Sequence[Song]) -> Floats:
    """The teacher's mean patch and its scores, (n, 319)."""
    rows = [np.concatenate([song.patch.mean(axis=0), song.theme]) for song in songs]
    return np.stack(rows).astype(np.float32)


def guess(known: Floats, targets: Floats, unknown: Floats) -> Floats:
    """Targets for `unknown` features, as probabilities and dimensions, from labelled ones."""
    out = np.zeros((len(unknown), targets.shape[1]), np.float32)
    quadrant = _classifier().fit(known, targets[:, QUADRANT_COLUMNS].argmax(axis=1))
    out[:, QUADRANT_COLUMNS] = quadrant.predict_proba(unknown)
    ridge = make_pipeline(StandardScaler(), Ridge(RIDGE)).fit(known, targets[:, VA_COLUMNS])
    out[:, VA_COLUMNS] = ridge.predict(unknown)
    for column in range(FIRST_MOOD, targets.shape[1]):
        mood = _classifier().fit(known, targets[:, column])
        out[:, column] = mood.predict_proba(unknown)[:, 1]
    return out


def _classifier() -> LogisticRegression:
    return make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=500))
