"""The held-out songs that are furthest off, and why where it is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.inference.calibration import QUADRANT_SIGNS
from moodtagger.training.data.labels import QUADRANT_COLUMNS
from moodtagger.training.evaluation.error_analysis import read_genres
from moodtagger.training.evaluation.held_out import HeldOutSummary
from moodtagger.training.evaluation.held_out_plane import PlanePositions
from moodtagger.training.patchnet.teachers import ATTRIBUTES

SHOWN_COUNT = 30
UNSURE_BELOW = 0.5  # probability of the quadrant
SPOKEN_FROM = 1.5  # speechiness in standard deviations over the held-out songs
LYRIC_GENRES: Final = frozenset({"Comedy/Spoken", "Holiday", "Children's", "Religious", "Rap"})
SPEECHINESS: Final = ATTRIBUTES.index("speechiness")


def furthest_off(
    songs: HeldOutSummary, positions: PlanePositions, labels_path: Path
) -> list[dict[str, Any]]:
    """Describe the songs whose position is furthest from where their labels lie.

    Parameters
    ----------
    songs : HeldOutSummary
        Outputs for held-out songs.
    positions : PlanePositions
        Their positions.
    labels_path : Path
        The table of labels, for the genres.

    Returns
    -------
    list[dict[str, Any]]
        One row for each song, the furthest first, as JSON values.
    """
    pool, genres = songs.labeled, read_genres(labels_path)
    quadrant = songs.targets[:, QUADRANT_COLUMNS].argmax(axis=1)
    distance = np.linalg.norm(positions.predicted - positions.truth, axis=1)
    spoken = pool.attributes[:, SPEECHINESS]
    spoken = (spoken - spoken.mean()) / max(float(spoken.std()), 1e-6)
    rows = []
    for k in np.argsort(-distance, kind="stable")[:SHOWN_COUNT].tolist():
        song, side = str(pool.song_id[k]), positions.signs[k]
        predicted = int((side == QUADRANT_SIGNS).all(axis=1).argmax())
        rows.append(
            {
                "song": song,
                "genre": ", ".join(sorted(genres[song])),
                "labeled": str(QUADRANTS[quadrant[k]]),
                "labeled_position": positions.truth[k].round(2).tolist(),
                "predicted": str(QUADRANTS[predicted]),
                "probability": round(float(pool.quadrant[k, predicted]), 2),
                "position": positions.predicted[k].round(2).tolist(),
                "distance": round(float(distance[k]), 2),
                "reasons": _reasons(
                    genres[song],
                    QUADRANT_SIGNS[quadrant[k]],
                    *(
                        positions.truth[k],
                        side,
                        float(pool.quadrant[k, predicted]),
                        float(spoken[k]),
                    ),
                ),
            }
        )
    return rows


def _reasons(
    genres: frozenset[str],
    labeled: np.ndarray[Any, Any],
    truth: np.ndarray[Any, Any],
    side: np.ndarray[Any, Any],
    probability: float,
    spoken: float,
) -> list[str]:
    """Say what may have led the network astray; empty where nothing is known."""
    reasons = []
    if (np.sign(truth) != labeled).any():
        reasons.append("quadrant and words of the label disagree")
    if spoken >= SPOKEN_FROM:
        reasons.append("much is spoken or rapped, and the mood is in the words")
    elif not LYRIC_GENRES.isdisjoint(genres):
        reasons.append("the mood follows words or occasion")
    if labeled[0] != side[0] and labeled[1] == side[1]:
        reasons.append("right in energy, wrong in how pleasant")
    if probability < UNSURE_BELOW:
        reasons.append("unsure of the quadrant")
    return reasons
