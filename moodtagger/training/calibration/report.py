"""How honest the calibrated answers are, each fold judged by what was fitted on the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import r2_score

from moodtagger.core.vocabulary import Vocabulary
from moodtagger.inference.calibration import SIGNS
from moodtagger.training.calibration import fit as calibrate
from moodtagger.training.calibration.fit import calibration_error, calibration_error_by_width
from moodtagger.training.calibration.out_of_fold import OutOfFold
from moodtagger.training.calibration.thresholds import threshold
from moodtagger.training.data.dataset import Floats
from moodtagger.training.data.labels import FIRST_MOOD, QUADRANT_COLUMNS, VA_COLUMNS

ENOUGH = 40  # songs with a mood, for its calibration error to be judged
DRAWS = 100  # of made-up labels, for the error that chance alone makes
DIMENSIONS = ("valence", "arousal")


@dataclass(frozen=True, slots=True)
class Calibrated:
    """n songs after calibration: `quadrant` (n, 4) and `moods` (n, M) probabilities.

    `confident` (n, M) says where the threshold is reached; `va` and `sd` are (n, 2).
    """

    quadrant: Floats
    moods: Floats
    confident: npt.NDArray[np.bool_]
    va: Floats
    sd: Floats


def cross_fit(heard: OutOfFold) -> Calibrated:
    """Each fold's songs with the calibration and thresholds fitted on the other folds."""
    n, moods = heard.outputs.moods.shape
    out = Calibrated(
        np.zeros((n, 4), np.float32),
        np.zeros((n, moods), np.float32),
        np.zeros((n, moods), np.bool_),
        np.zeros((n, 2), np.float32),
        np.zeros((n, 2), np.float32),
    )
    for held_out in heard.by_fold():
        learned, judged = heard.outputs.rows(~held_out), heard.outputs.rows(held_out)
        targets = heard.targets[~held_out]
        fitted = calibrate.fit(learned, targets)
        fitted_moods = fitted.moods(learned.moods)
        limits = [threshold(fitted_moods[:, m], targets[:, FIRST_MOOD + m]) for m in range(moods)]
        out.quadrant[held_out] = fitted.quadrant(judged.quadrant)
        out.moods[held_out] = fitted.moods(judged.moods)
        out.confident[held_out] = out.moods[held_out] >= np.array(limits)
        out.va[held_out] = fitted.va(judged.va, judged.quadrant)
        out.sd[held_out] = fitted.va_sd(judged.va_logvar)
    return out


def figures(heard: OutOfFold, said: Calibrated, vocabulary: Vocabulary) -> dict[str, Any]:
    """Every figure of the calibration, for the card."""
    rows = mood_rows(heard, said, vocabulary)
    judged = [row for row in rows if row["core"] and row["songs"] > ENOUGH]
    errors = [row["calibration_error"] for row in judged]
    present = heard.targets[:, FIRST_MOOD:] > 0
    core = np.array([mood.core for mood in vocabulary])
    right = present[:, core][said.confident[:, core]]
    quadrant = heard.targets[:, QUADRANT_COLUMNS].argmax(axis=1)
    most = said.quadrant.max(axis=1)
    return {
        "protocol": "each fold judged by what was fitted on the other four",
        "core_moods_judged": len(judged),
        "mood_calibration_error_mean": _round(np.mean(errors)) if errors else None,
        "mood_calibration_error_worst": _round(np.max(errors)) if errors else None,
        "moods_over_0.05": [row["label"] for row in judged if row["calibration_error"] > 0.05],
        "quadrant_calibration_error": _round(
            calibration_error_by_width(most, said.quadrant.argmax(axis=1) == quadrant)
        ),
        "confident_precision": _round(right.mean()) if len(right) else None,
        "confident_per_song": round(float(said.confident[:, core].sum(axis=1).mean()), 2),
        "songs_without_confident_mood": _round((~said.confident[:, core].any(axis=1)).mean()),
        **plane_figures(heard, said),
        "moods": rows,
    }


def plane_figures(heard: OutOfFold, said: Calibrated) -> dict[str, float]:
    """Valence and arousal: coverage, spread, R2 with and without the map, and the signs."""
    truth, raw = heard.targets[:, VA_COLUMNS], heard.outputs.va
    out: dict[str, float] = {}
    for k, name in enumerate(DIMENSIONS):
        miss, sd = np.abs(said.va[:, k] - truth[:, k]), said.sd[:, k]
        surer = sd <= np.median(sd)
        out |= {
            f"{name}_within_one_sd": _round((miss <= sd).mean()),
            f"{name}_within_one_sd_surer_half": _round((miss <= sd)[surer].mean()),
            f"{name}_within_one_sd_other_half": _round((miss <= sd)[~surer].mean()),
            f"{name}_mae": _round(miss.mean()),
            f"{name}_mae_surer_half": _round(miss[surer].mean()),
            f"{name}_r2_without_map": _round(r2_score(truth[:, k], raw[:, k])),
            f"{name}_r2_with_map": _round(r2_score(truth[:, k], said.va[:, k])),
            f"{name}_spread_ratio_without_map": _round(raw[:, k].std() / truth[:, k].std()),
            f"{name}_spread_ratio": _round(said.va[:, k].std() / truth[:, k].std()),
        }
    return {**out, **_sign_figures(heard, said)}


def _sign_figures(heard: OutOfFold, said: Calibrated) -> dict[str, float]:
    labelled = SIGNS[heard.targets[:, QUADRANT_COLUMNS].argmax(axis=1)]
    own = SIGNS[said.quadrant.argmax(axis=1)]
    signs = np.where(said.va >= 0, 1, -1)
    labels = np.where(heard.targets[:, VA_COLUMNS] >= 0, 1, -1)
    return {
        "signs_match_labelled_quadrant": _round((signs == labelled).all(axis=1).mean()),
        "signs_match_own_quadrant": _round((signs == own).all(axis=1).mean()),
        "labels_signs_match_labelled_quadrant": _round((labels == labelled).all(axis=1).mean()),
    }


def mood_rows(heard: OutOfFold, said: Calibrated, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """One row a mood: songs that have it, calibration error, and how confident calls did.

    `calibration_error` is over ten bins of equal width, `..._filled` over ten equally filled ones;
    `..._chance` is what the first would be on average if the probabilities were exactly right.
    """
    rng = np.random.default_rng(0)
    rows = []
    for m, mood in enumerate(vocabulary):
        p, present = said.moods[:, m], heard.targets[:, FIRST_MOOD + m]
        called = present[said.confident[:, m]]
        rows.append(
            {
                "label": mood.label,
                "core": mood.core,
                "songs": int(present.sum()),
                "auc": mood.auc,
                "calibration_error": _round(calibration_error_by_width(p, present)),
                "calibration_error_chance": _round(_chance_error(p, rng)),
                "calibration_error_filled": _round(calibration_error(p, present)),
                "called": len(called),
                "called_right": _round(called.mean()) if len(called) else None,
            }
        )
    return rows


def _chance_error(p: Floats, rng: np.random.Generator) -> float:
    draws = rng.random((DRAWS, len(p))) < p
    return float(np.mean([calibration_error_by_width(p, draw) for draw in draws]))


def _round(value: Any) -> float:
    return round(float(value), 4)
