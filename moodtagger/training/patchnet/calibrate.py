"""Calibrate the outputs for held-out songs, and put them on the plane of people's ratings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from moodtagger.inference.calibration import Calibration
from moodtagger.training.calibration_fit import fit_calibration
from moodtagger.training.data.dataset import Floats
from moodtagger.training.data.labels import VA_COLUMNS
from moodtagger.training.moodnet.teacher_regression import PcaDecoder
from moodtagger.training.network_outputs import OUT_OF_FOLD_FILE, OutOfFold, SongOutputs
from moodtagger.training.patchnet.broad_set import (
    join_pools,
    project_embeddings,
    read_outputs,
    read_patch_means,
    reader_correlation,
    stack_outputs,
)
from moodtagger.training.patchnet.outputs import load_outputs
from moodtagger.training.patchnet.plane import RatingQuantiles, fit_plane, quantile_errors

RATED_OUTPUTS_FILE: Final = "rated_out_of_fold.npz"
UNLABELED_OUTPUTS_FILE: Final = "unlabeled_outputs.npz"
PLANE_FILE: Final = "plane.json"
BROAD_SET_FILE: Final = "broad_set.npz"  # pool, position and weight of each song
SPECTROGRAM_POOLS: Final = ("more", "previews")  # without audio
COMPARED_QUANTILES: Final = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
WITHIN_ONE_SD = 0.68


@dataclass(frozen=True, slots=True)
class PlaneFit:
    """A calibration with the shift of the quadrant's logits that it expects.

    Attributes
    ----------
    shift : Floats
        What to add to the quadrant's logits, (4,).
    calibration : Calibration
        Calibration of the shifted outputs.
    quantile_errors : Floats
        Quantiles over the broad set less those of people's ratings, (q, 2).
    reader_correlation : Floats
        Of valence and arousal read from embeddings with those that the network says, (2,).
    """

    shift: Floats
    calibration: Calibration
    quantile_errors: Floats
    reader_correlation: Floats

    def as_dict(self) -> dict[str, Any]:
        """Convert the fit to JSON values.

        Returns
        -------
        dict[str, Any]
            Shift, calibration and errors by name.
        """
        return {
            "quadrant_shift": [round(float(x), 5) for x in self.shift],
            "calibration": self.calibration.as_dict(),
            "quantile_errors": self.quantile_errors.round(4).tolist(),
        }


def calibrate_patches(folder: Path, data: Path, embeddings: Mapping[str, Floats]) -> PlaneFit:
    """Fit the calibration on stored outputs for held-out songs, and write it beside them.

    Parameters
    ----------
    folder : Path
        Folder of the outputs of `pipeline.evaluate_patches` for all folds.
    data : Path
        Folder of the training data.
    embeddings : Mapping[str, Floats]
        Mean roots of the AudioSet network's embeddings by song id.

    Returns
    -------
    PlaneFit
        The fit.

    Raises
    ------
    OSError
        A file cannot be read or written.
    """
    labeled = OutOfFold.load(folder / OUT_OF_FOLD_FILE)
    pools, correlation = _broad_pools(folder, data, embeddings, labeled)
    broad = join_pools(pools)
    ratings = RatingQuantiles.read(data / "plane_quantiles.csv")
    truth = labeled.targets[:, VA_COLUMNS]
    shift, calibration = fit_plane(
        *(labeled.outputs.quadrant, labeled.outputs.va, truth, broad, ratings),
        fit_calibration(labeled.outputs, labeled.targets),
    )
    calibration = replace(
        calibration, sd_scale=_sd_scale(calibration, labeled.outputs, shift, truth)
    )
    positions = calibration.va(broad.va, broad.quadrant + shift)
    pool = np.repeat(list(pools), [len(outputs) for outputs in pools.values()])
    np.savez(folder / BROAD_SET_FILE, pool=pool, position=positions, weight=broad.weight)
    errors = quantile_errors(positions, broad.weight, ratings, COMPARED_QUANTILES)
    fit = PlaneFit(shift, calibration, errors, correlation)
    text = json.dumps(fit.as_dict(), indent=1) + "\n"
    (folder / PLANE_FILE).write_text(text, encoding="utf-8")
    return fit


def _broad_pools(
    folder: Path, data: Path, embeddings: Mapping[str, Floats], labeled: OutOfFold
) -> tuple[dict[str, Floats], Floats]:
    rated_id, _, rated = load_outputs(folder / RATED_OUTPUTS_FILE)
    other_id, _, others = load_outputs(folder / UNLABELED_OUTPUTS_FILE)
    songs = [*(str(song) for song in labeled.song_id), *rated_id, *other_id]
    roots = np.stack([embeddings[song] for song in songs])
    features = project_embeddings(roots, PcaDecoder.load(data))
    known = stack_outputs([labeled.outputs, rated.main, others.main])
    pools = {
        pool: read_outputs(features, known, read_patch_means(data / pool / "teacher.npz"))
        for pool in SPECTROGRAM_POOLS
    }
    pools |= {"emotify": stack_outputs([rated.main]), "open": stack_outputs([others.main])}
    return pools, reader_correlation(features, known)[4:]


def _sd_scale(
    calibration: Calibration, outputs: SongOutputs, shift: Floats, truth: Floats
) -> tuple[float, float]:
    """Scale the uncertainty until as many songs as should lie within one SD."""
    errors = calibration.va(outputs.va, outputs.quadrant + shift)
    for k, curve in enumerate(calibration.va_curves):
        before, after = np.array(curve).T
        errors[:, k] -= np.interp(truth[:, k], before, after)
    sizes = np.abs(errors) / np.exp(0.5 * outputs.va_logvar)
    valence, arousal = np.quantile(sizes, WITHIN_ONE_SD, axis=0)
    return float(valence), float(arousal)
