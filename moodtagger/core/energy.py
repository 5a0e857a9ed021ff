"""The energy of a song and of its parts, from 1 to 10 as DJs use it."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from moodtagger.core.circumplex import AROUSAL_DECILES
from moodtagger.core.music_analysis import EnergyEstimate
from moodtagger.core.prediction import Prediction

STEP_S: Final = 8.0
_AROUSAL_PER_DB: Final = 0.03  # a part that is louder than its song is more energetic than its mean
_MAX_SHIFT: Final = 0.4  # of arousal
_FLOOR_DB: Final = -60.0  # below the loudest part; what is quieter is silence

Vector = npt.NDArray[np.float64]


def energy_of(arousal: Vector) -> Vector:
    """Map arousals to the energy scale of DJs without rounding.

    A tenth of everyday songs falls on each whole number, which is `circumplex.energy_level`.

    Parameters
    ----------
    arousal : ndarray of float64, shape (n,)
        In [-1, 1].

    Returns
    -------
    ndarray of float64, shape (n,)
        From 1 to 10; NaN stays.
    """
    energy = 0.5 + np.interp(arousal, AROUSAL_DECILES, np.arange(11.0))
    clipped: Vector = np.clip(energy, 1.0, 10.0)
    return clipped


def estimate_energy(prediction: Prediction, levels_db: Vector) -> EnergyEstimate:
    """Estimate the energy of a song and its curve.

    The song's own follows from its arousal. Within a song the network's arousal changes slowly, so
    a part's also follows from how loud it is beside the others.

    Parameters
    ----------
    prediction : Prediction
        What the network says of the song.
    levels_db : ndarray of float64, shape (n,)
        The level of each second of the song in dB; empty where unknown, which gives no curve.

    Returns
    -------
    EnergyEstimate
        Levels from 1 to 10.
    """
    level = float(energy_of(np.array([prediction.arousal]))[0])
    if not len(levels_db) or not prediction.segments:
        return EnergyEstimate(level)
    step_count = max(1, round(len(levels_db) / STEP_S))
    floored = np.maximum(levels_db, levels_db.max() + _FLOOR_DB)
    power = np.array([part.mean() for part in np.array_split(10.0 ** (floored / 10), step_count)])
    louder_db = 10.0 * np.log10(power / power.mean())
    centers = (np.arange(step_count) + 0.5) * len(levels_db) / step_count
    middles = [(part.start_s + part.end_s) / 2 for part in prediction.segments]
    arousal = np.interp(centers, middles, [part.arousal for part in prediction.segments])
    arousal = arousal + np.clip(_AROUSAL_PER_DB * louder_db, -_MAX_SHIFT, _MAX_SHIFT)
    curve = energy_of(arousal)
    return EnergyEstimate(level, tuple(curve.tolist()), len(levels_db) / step_count)
