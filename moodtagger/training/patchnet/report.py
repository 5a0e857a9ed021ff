"""What the card says of a PatchNet: figures of the folds, the plane, errors and attributes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

import numpy as np
from sklearn.metrics import r2_score

from moodtagger.inference.calibration import QUADRANT_SIGNS, Calibration
from moodtagger.training.data.labels import (
    QUADRANT_COLUMNS,
    VA_COLUMNS,
    bundled_groups,
    core_indices,
)
from moodtagger.training.network_outputs import mean_and_sd, network_metrics
from moodtagger.training.patchnet.calibrate import PlaneFit
from moodtagger.training.patchnet.held_out import HeldOutSongs
from moodtagger.training.patchnet.outputs import (
    OUTPUT_PATCHES,
    attribute_correlations,
    circumplex_correlation,
    feelings_correlation,
)
from moodtagger.training.patchnet.ratings import FEELINGS
from moodtagger.training.patchnet.settings import PatchSettings
from moodtagger.training.patchnet.teachers import ATTRIBUTES
from moodtagger.training.patchnet.uncertainty import ErrorModel, ellipse_coverage

MODEL_VERSION: Final = "2.2"
LOGIT_ATTRIBUTES: Final = ("acousticness", "instrumentalness", "liveness")
EXPORTED_ATTRIBUTES: Final = (
    "acousticness",
    "danceability",
    "energy",
    "instrumentalness",
    "liveness",
    "speechiness",
)
DATA_DESCRIPTION: Final = (
    "Fine-tuned on 778 songs with quadrant, expert mood words and valence/arousal (4Q audio "
    "emotion dataset; Panda, Malheiro, Paiva, IEEE Transactions on Affective Computing 2018) and "
    "240 songs with the feelings of listeners (Emotify), in five folds without common artists, "
    "from a network taught on AudioSet."
)


def describe_training(
    raw: HeldOutSongs,
    songs: HeldOutSongs,
    calibration: Calibration,
    errors: ErrorModel,
    settings: PatchSettings,
) -> dict[str, Any]:
    """Collect the entries of the card.

    Parameters
    ----------
    raw : HeldOutSongs
        Outputs of the networks of the folds.
    songs : HeldOutSongs
        The same in the form of the exported network.
    calibration : Calibration
        Calibration of the latter.
    errors : ErrorModel
        What is expected of the errors.
    settings : PatchSettings
        Settings of the run.

    Returns
    -------
    dict[str, Any]
        Entries as JSON values.
    """
    folds = [_fold_figures(raw, songs, calibration, int(k)) for k in np.unique(raw.labeled.fold)]
    protocol = f"five folds, artists held out, {OUTPUT_PATCHES} patches a song; mean and SD"
    return {
        "version": MODEL_VERSION,
        "data": DATA_DESCRIPTION,
        "input": f"{OUTPUT_PATCHES} patches of 0.975 s spread over the song, all at one level: "
        "log-mel of 16 kHz mono, 25 ms every 10 ms, 64 bands",
        "recipe": asdict(settings),
        "figures": {"protocol": f"{protocol} over folds", **mean_and_sd(folds)},
        "folds": folds,
        "errors": _error_figures(errors),
        "attributes": _attribute_figures(songs),
        "feelings": list(FEELINGS),
    }


def _fold_figures(
    raw: HeldOutSongs, songs: HeldOutSongs, calibration: Calibration, fold: int
) -> dict[str, float]:
    rows, rated = songs.labeled.fold == fold, songs.rated.fold == fold
    main, targets = songs.labeled.outputs.main.select(rows), songs.targets[rows]
    figures = network_metrics(main, targets, core_indices(bundled_groups()))
    before = raw.labeled.outputs.main.quadrant[rows].argmax(axis=1)
    quadrant = targets[:, QUADRANT_COLUMNS].argmax(axis=1)
    figures["quadrant_accuracy_before_shift"] = float((before == quadrant).mean())
    straight = main.va * np.array(calibration.va_slope) + np.array(calibration.va_offset)
    straight = straight + calibration.expected_signs(main.quadrant) * np.array(calibration.va_lean)
    for k, name in enumerate(("valence", "arousal")):
        truth = targets[:, VA_COLUMNS][:, k]
        figures[f"{name}_r2_with_quadrant"] = float(r2_score(truth, straight[:, k]))
    position = calibration.va(main.va, main.quadrant)
    signs = QUADRANT_SIGNS[main.quadrant.argmax(axis=1)]
    figures["position_agrees"] = float((np.sign(position) == signs).all(axis=1).mean())
    if rated.any():
        listened = songs.rated.outputs.select(rated)
        figures["feelings_rank_correlation"] = feelings_correlation(
            listened.feelings, songs.feelings[rated]
        )
        figures["circumplex_rank_correlation"] = circumplex_correlation(
            calibration.va(listened.main.va, listened.main.quadrant), songs.feelings[rated]
        )
    return figures


def _error_figures(errors: ErrorModel) -> dict[str, float]:
    within = (np.abs(errors.errors) <= errors.sd()).mean(axis=0)
    ellipse, wider = ellipse_coverage(errors.errors, errors.sd(), errors.correlation)
    figures = {
        "valence_within_one_sd": within[0],
        "arousal_within_one_sd": within[1],
        "within_ellipse_of_one_sd": ellipse,
        "within_ellipse_of_68_percent": wider,
        "correlation": errors.correlation,
    }
    return {name: round(float(value), 4) for name, value in figures.items()}


def _attribute_figures(songs: HeldOutSongs) -> list[dict[str, Any]]:
    """Compare attributes with their teachers on held-out songs."""
    pools = (songs.labeled, songs.rated)
    labeled, rated = (
        attribute_correlations(pool.outputs.attributes, truth, ATTRIBUTES)
        for pool, truth in zip(pools, songs.attributes, strict=True)
    )
    return [
        {
            "name": name,
            "scale": "logit" if name in LOGIT_ATTRIBUTES else "value",
            "teacher_r": round(labeled[name], 3),
            "teacher_r_rated": round(rated[name], 3),
        }
        for name in EXPORTED_ATTRIBUTES
    ]


def plane_figures(plane: PlaneFit) -> dict[str, Any]:
    """Describe how the outputs were put on the plane of people's ratings.

    Parameters
    ----------
    plane : PlaneFit
        The fit.

    Returns
    -------
    dict[str, Any]
        What was added to the logits for positive valence and arousal, and how far the quantiles
        over a broad set are off, as JSON values.
    """
    bias = QUADRANT_SIGNS.T @ plane.shift / len(QUADRANT_SIGNS)
    return {
        "bias": [round(float(x), 5) for x in bias],
        "quantile_error_valence": plane.quantile_errors[:, 0].round(4).tolist(),
        "quantile_error_arousal": plane.quantile_errors[:, 1].round(4).tolist(),
        "reader_r_va": [round(float(r), 3) for r in plane.reader_correlation],
    }
