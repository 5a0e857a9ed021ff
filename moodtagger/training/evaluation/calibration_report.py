"""Quality of the calibration, each fold evaluated with what was fitted on the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import r2_score

from moodtagger.core.vocabulary import Vocabulary
from moodtagger.inference.calibration import QUADRANT_SIGNS
from moodtagger.training import calibration_fit
from moodtagger.training.calibration_fit import (
    calibration_error,
    calibration_error_equal_width,
    confidence_threshold,
)
from moodtagger.training.data.dataset import Floats
from moodtagger.training.data.labels import FIRST_MOOD, QUADRANT_COLUMNS, VA_COLUMNS
from moodtagger.training.network_outputs import OutOfFold

MIN_SONGS = 40  # songs with a mood that its calibration error needs
CHANCE_DRAWS = 100  # of simulated labels, for the error expected by chance
DIMENSIONS = ("valence", "arousal")


@dataclass(frozen=True, slots=True)
class CalibratedOutputs:
    """Calibrated outputs for n songs.

    Attributes
    ----------
    quadrant : Floats
        Probabilities, (n, 4).
    moods : Floats
        Probabilities, (n, M).
    confident : npt.NDArray[np.bool_]
        Whether a mood reaches its threshold, (n, M).
    va : Floats
        Valence and arousal in [-1, 1], (n, 2).
    va_sd : Floats
        Their standard deviations, (n, 2).
    """

    quadrant: Floats
    moods: Floats
    confident: npt.NDArray[np.bool_]
    va: Floats
    va_sd: Floats


def cross_fit_calibration(out_of_fold: OutOfFold) -> CalibratedOutputs:
    """Calibrate each fold with calibration and thresholds fitted on the other folds.

    Parameters
    ----------
    out_of_fold : OutOfFold
        Raw outputs for held-out songs.

    Returns
    -------
    CalibratedOutputs
        Calibrated outputs for the same songs.
    """
    n, moods = out_of_fold.outputs.moods.shape
    out = CalibratedOutputs(
        np.zeros((n, 4), np.float32),
        np.zeros((n, moods), np.float32),
        np.zeros((n, moods), np.bool_),
        np.zeros((n, 2), np.float32),
        np.zeros((n, 2), np.float32),
    )
    for held_out in out_of_fold.fold_masks():
        train_outputs, held_out_outputs = (
            out_of_fold.outputs.select(~held_out),
            out_of_fold.outputs.select(held_out),
        )
        targets = out_of_fold.targets[~held_out]
        calibration = calibration_fit.fit_calibration(train_outputs, targets)
        train_probabilities = calibration.moods(train_outputs.moods)
        thresholds = [
            confidence_threshold(train_probabilities[:, m], targets[:, FIRST_MOOD + m])
            for m in range(moods)
        ]
        out.quadrant[held_out] = calibration.quadrant(held_out_outputs.quadrant)
        out.moods[held_out] = calibration.moods(held_out_outputs.moods)
        out.confident[held_out] = out.moods[held_out] >= np.array(thresholds)
        out.va[held_out] = calibration.va(held_out_outputs.va, held_out_outputs.quadrant)
        out.va_sd[held_out] = calibration.va_sd(held_out_outputs.va_logvar)
    return out


def calibration_report(
    out_of_fold: OutOfFold, calibrated: CalibratedOutputs, vocabulary: Vocabulary
) -> dict[str, Any]:
    """Build the calibration's part of the card.

    Parameters
    ----------
    out_of_fold : OutOfFold
        Raw outputs for held-out songs.
    calibrated : CalibratedOutputs
        The same, calibrated across folds.
    vocabulary : Vocabulary
        The moods in output order.

    Returns
    -------
    dict[str, Any]
        Metrics as JSON values.
    """
    rows = mood_rows(out_of_fold, calibrated, vocabulary)
    frequent_rows = [row for row in rows if row["core"] and row["songs"] > MIN_SONGS]
    errors = [row["calibration_error"] for row in frequent_rows]
    present = out_of_fold.targets[:, FIRST_MOOD:] > 0
    core = np.array([mood.core for mood in vocabulary])
    is_correct = present[:, core][calibrated.confident[:, core]]
    quadrant = out_of_fold.targets[:, QUADRANT_COLUMNS].argmax(axis=1)
    top_probability = calibrated.quadrant.max(axis=1)
    return {
        "protocol": "each fold evaluated with the calibration fitted on the other four",
        "core_moods_judged": len(frequent_rows),
        "mood_calibration_error_mean": _round(np.mean(errors)) if errors else None,
        "mood_calibration_error_worst": _round(np.max(errors)) if errors else None,
        "moods_over_0.05": [
            row["label"] for row in frequent_rows if row["calibration_error"] > 0.05
        ],
        "quadrant_calibration_error": _round(
            calibration_error_equal_width(
                top_probability, calibrated.quadrant.argmax(axis=1) == quadrant
            )
        ),
        "confident_precision": _round(is_correct.mean()) if len(is_correct) else None,
        "confident_per_song": round(float(calibrated.confident[:, core].sum(axis=1).mean()), 2),
        "songs_without_confident_mood": _round((~calibrated.confident[:, core].any(axis=1)).mean()),
        **valence_arousal_metrics(out_of_fold, calibrated),
        "moods": rows,
    }


def valence_arousal_metrics(
    out_of_fold: OutOfFold, calibrated: CalibratedOutputs
) -> dict[str, float]:
    """Measure coverage, spread, R2 with and without the map, and signs of valence and arousal.

    Parameters
    ----------
    out_of_fold : OutOfFold
        Raw outputs for held-out songs.
    calibrated : CalibratedOutputs
        The same, calibrated across folds.

    Returns
    -------
    dict[str, float]
        Metrics by name.
    """
    truth, raw = out_of_fold.targets[:, VA_COLUMNS], out_of_fold.outputs.va
    out: dict[str, float] = {}
    for k, name in enumerate(DIMENSIONS):
        abs_error, sd = np.abs(calibrated.va[:, k] - truth[:, k]), calibrated.va_sd[:, k]
        low_sd = sd <= np.median(sd)
        out |= {
            f"{name}_within_one_sd": _round((abs_error <= sd).mean()),
            f"{name}_within_one_sd_surer_half": _round((abs_error <= sd)[low_sd].mean()),
            f"{name}_within_one_sd_other_half": _round((abs_error <= sd)[~low_sd].mean()),
            f"{name}_mae": _round(abs_error.mean()),
            f"{name}_mae_surer_half": _round(abs_error[low_sd].mean()),
            f"{name}_r2_without_map": _round(r2_score(truth[:, k], raw[:, k])),
            f"{name}_r2_with_map": _round(r2_score(truth[:, k], calibrated.va[:, k])),
            f"{name}_spread_ratio_without_map": _round(raw[:, k].std() / truth[:, k].std()),
            f"{name}_spread_ratio": _round(calibrated.va[:, k].std() / truth[:, k].std()),
        }
    return {**out, **_sign_metrics(out_of_fold, calibrated)}


def _sign_metrics(out_of_fold: OutOfFold, calibrated: CalibratedOutputs) -> dict[str, float]:
    labeled = QUADRANT_SIGNS[out_of_fold.targets[:, QUADRANT_COLUMNS].argmax(axis=1)]
    predicted = QUADRANT_SIGNS[calibrated.quadrant.argmax(axis=1)]
    signs = np.where(calibrated.va >= 0, 1, -1)
    labels = np.where(out_of_fold.targets[:, VA_COLUMNS] >= 0, 1, -1)
    return {
        "signs_match_labelled_quadrant": _round((signs == labeled).all(axis=1).mean()),
        "signs_match_own_quadrant": _round((signs == predicted).all(axis=1).mean()),
        "labels_signs_match_labelled_quadrant": _round((labels == labeled).all(axis=1).mean()),
    }


def mood_rows(
    out_of_fold: OutOfFold, calibrated: CalibratedOutputs, vocabulary: Vocabulary
) -> list[dict[str, Any]]:
    """Measure calibration error and precision of each mood.

    `calibration_error` is over ten bins of equal width, `..._filled` over ten bins with equally
    many songs; `..._chance` is the mean of the former if the probabilities were exactly right.

    Parameters
    ----------
    out_of_fold : OutOfFold
        Raw outputs for held-out songs.
    calibrated : CalibratedOutputs
        The same, calibrated across folds.
    vocabulary : Vocabulary
        The moods in output order.

    Returns
    -------
    list[dict[str, Any]]
        One row per mood, as JSON values.
    """
    rng = np.random.default_rng(0)
    rows = []
    for m, mood in enumerate(vocabulary):
        p, present = calibrated.moods[:, m], out_of_fold.targets[:, FIRST_MOOD + m]
        confident_truth = present[calibrated.confident[:, m]]
        rows.append(
            {
                "label": mood.label,
                "core": mood.core,
                "songs": int(present.sum()),
                "auc": mood.auc,
                "calibration_error": _round(calibration_error_equal_width(p, present)),
                "calibration_error_chance": _round(_chance_error(p, rng)),
                "calibration_error_filled": _round(calibration_error(p, present)),
                "called": len(confident_truth),
                "called_right": _round(confident_truth.mean()) if len(confident_truth) else None,
            }
        )
    return rows


def _chance_error(p: Floats, rng: np.random.Generator) -> float:
    draws = rng.random((CHANCE_DRAWS, len(p))) < p
    return float(np.mean([calibration_error_equal_width(p, draw) for draw in draws]))


def _round(value: Any) -> float:
    return round(float(value), 4)
