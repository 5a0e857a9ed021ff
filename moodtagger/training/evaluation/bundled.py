"""Every figure of the bundled network of patches, on songs that nothing was fitted on.

Networks, calibration and readers of the songs of a fold come from the other folds, artists apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score

from moodtagger.inference.calibration import QUADRANT_SIGNS, Calibration
from moodtagger.training.data.dataset import Floats, SongLabels, read_labels
from moodtagger.training.data.labels import (
    FIRST_MOOD,
    QUADRANT_COLUMNS,
    VA_COLUMNS,
    bundled_groups,
    core_indices,
    read_groups,
)
from moodtagger.training.evaluation.failures import furthest_off
from moodtagger.training.evaluation.held_out import HeldOutPool, HeldOutSummary
from moodtagger.training.evaluation.held_out_plane import (
    broad_figures,
    cross_fit_positions,
    position_figures,
    read_broad_outputs,
)
from moodtagger.training.evaluation.held_out_similarity import similarity_figures
from moodtagger.training.network_outputs import mean_and_sd, mood_scores
from moodtagger.training.patchnet.calibrate import BROAD_SET_FILE
from moodtagger.training.patchnet.outputs import (
    attribute_correlations,
    circumplex_correlation,
    feelings_correlation,
)
from moodtagger.training.patchnet.plane import RatingQuantiles
from moodtagger.training.patchnet.ratings import feeling_targets, read_ratings
from moodtagger.training.patchnet.targets import LABELED_POOL, RATED_POOL
from moodtagger.training.patchnet.teachers import ATTRIBUTE_TEACHERS, ATTRIBUTES, read_teachers

Section = dict[str, dict[str, float]]  # mean and SD over folds by figure; without SD over all
FoldFigures = dict[str, float]
Doubles = npt.NDArray[np.float64]
APP_ATTRIBUTES: Final = ATTRIBUTES[:6]


@dataclass(frozen=True, slots=True)
class EvaluationInputs:
    """What all figures are computed from.

    Attributes
    ----------
    songs : HeldOutSummary
        Outputs for held-out songs.
    data : Path
        Folder of the training data.
    calibration : Calibration
        The bundled network's.
    ratings : Floats
        Roots of the shares of listeners of the rated songs, (r, 9).
    merges : Floats
        Moods of the labeled songs by the data's own groups of words, (n, 18).
    broad_set : Path
        Positions over the broad set, where the fit of the plane has left them.
    """

    songs: HeldOutSummary
    data: Path
    calibration: Calibration
    ratings: Floats
    merges: Floats
    broad_set: Path

    def positions_on_labels(self) -> Floats:
        """Read valence and arousal from the output and the quadrant's sides, fold by fold.

        Returns
        -------
        Floats
            Valence and arousal on the labels' scale of -1 to 1, (n, 2).
        """
        pool, path = self.songs.labeled, self.data / LABELED_POOL / "labels.csv"
        labels = read_label_positions([str(song) for song in pool.song_id], read_labels(path))
        signs = self.calibration.expected_signs(pool.quadrant_logits)
        out = np.zeros_like(labels)
        for held_out in pool.fold_masks():
            for k in range(2):
                x = np.stack([pool.va[:, k], signs[:, k]], axis=1)
                line = LinearRegression().fit(x[~held_out], labels[~held_out, k])
                out[held_out, k] = line.predict(x[held_out])
        return out


def read_inputs(path: Path, data: Path, card: Mapping[str, Any]) -> EvaluationInputs:
    """Read what belongs to outputs for held-out songs.

    Parameters
    ----------
    path : Path
        The outputs.
    data : Path
        Folder of the training data.
    card : Mapping[str, Any]
        Card of the bundled network.

    Returns
    -------
    EvaluationInputs
        The inputs.

    Raises
    ------
    ModelError
        The outputs cannot be read.
    OSError
        A file of the data cannot be read.
    """
    songs = HeldOutSummary.load(path)
    ratings = read_ratings(data / RATED_POOL / "ratings.csv")
    labels = read_labels(data / LABELED_POOL / "labels.csv")
    groups = read_groups(data / LABELED_POOL / "mood_groups.json")
    merges = [
        [group.matches(labels[str(song)].mood_words) for group in groups]
        for song in songs.labeled.song_id
    ]
    return EvaluationInputs(
        songs,
        data,
        Calibration.from_dict(card["calibration"]),
        feeling_targets([ratings[str(song)] for song in songs.rated.song_id]),
        np.array(merges, np.float32),
        path.with_name(BROAD_SET_FILE),
    )


def evaluate_bundled(inputs: EvaluationInputs) -> dict[str, Any]:
    """Compute all figures.

    Parameters
    ----------
    inputs : EvaluationInputs
        Outputs and labels.

    Returns
    -------
    dict[str, Any]
        Figures by section, and the songs that are furthest off, as JSON values.
    """
    songs, data = inputs.songs, inputs.data
    quantiles = RatingQuantiles.read(data / "plane_quantiles.csv")
    broad = read_broad_outputs(songs, data)
    positions = cross_fit_positions(songs, broad, quantiles, inputs.calibration)
    labels = read_labels(data / LABELED_POOL / "labels.csv")
    sections: dict[str, Section] = {
        "labels": mean_and_sd(_label_folds(inputs)),
        "listeners": mean_and_sd(_rating_folds(inputs)),
        "plane": mean_and_sd(position_figures(songs, positions)),
        "broad set": _without_sd(
            broad_figures(broad, inputs.calibration, quantiles, inputs.broad_set)
        ),
        "attributes, agreement with the teacher": _without_sd(_attribute_figures(inputs)),
        "similarity, mean average precision": mean_and_sd(
            similarity_figures(songs, labels, inputs.ratings)
        ),
    }
    failures = furthest_off(songs, positions, data / LABELED_POOL / "labels.csv")
    return {"sections": sections, "failures": failures}


def _label_folds(inputs: EvaluationInputs) -> list[FoldFigures]:
    songs, pool = inputs.songs, inputs.songs.labeled
    core = core_indices(bundled_groups())
    extended = [m for m in range(len(songs.labels)) if m not in core]
    quadrant = songs.targets[:, QUADRANT_COLUMNS].argmax(axis=1)
    own_axes = labels_axes_logits(pool, songs.targets).argmax(axis=1)
    mixed = inputs.positions_on_labels()
    path = inputs.data / LABELED_POOL / "labels.csv"
    positions = read_label_positions([str(s) for s in pool.song_id], read_labels(path))
    folds = []
    for rows in pool.fold_masks():
        auc, ap = mood_scores(pool.mood_logits[rows], songs.targets[rows, FIRST_MOOD:])
        merged_auc, merged_ap = mood_scores(pool.mood_logits[rows][:, core], inputs.merges[rows])
        va, raw = songs.targets[rows, VA_COLUMNS], pool.va[rows]
        folds.append(
            {
                "quadrant accuracy": float((own_axes[rows] == quadrant[rows]).mean()),
                f"ROC-AUC, {len(core)} core moods": float(np.nanmean(auc[core])),
                f"average precision, {len(core)} core moods": float(np.nanmean(ap[core])),
                f"ROC-AUC, {len(extended)} other moods": float(np.nanmean(auc[extended])),
                "ROC-AUC, 18 first merges": float(np.nanmean(merged_auc)),
                "average precision, 18 first merges": float(np.nanmean(merged_ap)),
                "R2 of valence": float(r2_score(va[:, 0], raw[:, 0])),
                "R2 of arousal": float(r2_score(va[:, 1], raw[:, 1])),
                "R2 of valence, with the quadrant's part": float(
                    r2_score(positions[rows, 0], mixed[rows, 0])
                ),
                "R2 of arousal, with the quadrant's part": float(
                    r2_score(positions[rows, 1], mixed[rows, 1])
                ),
            }
        )
    return folds


def labels_axes_logits(pool: HeldOutPool, targets: Floats) -> Doubles:
    """Shift the quadrant's logits to where the axes lie for the labels.

    The labels' quadrants are equally frequent, those of ordinary songs are not: the shift between
    the two is fitted on the other folds.

    Parameters
    ----------
    pool : HeldOutPool
        Outputs for n labeled songs.
    targets : Floats
        Their labels as in `labels.build_targets`, (n, 6 + M).

    Returns
    -------
    Doubles
        Logits, (n, 4).
    """
    logits = pool.quadrant_logits.astype(np.float64)
    out: Doubles = logits.copy()
    truth = targets[:, QUADRANT_COLUMNS].astype(np.float64)
    for held_out in pool.fold_masks():
        bias = _axes_shift(logits[~held_out], truth[~held_out])
        out[held_out] += QUADRANT_SIGNS @ bias
    return out


def _axes_shift(logits: Doubles, truth: Doubles) -> Doubles:
    """Find the shift of both axes of least cross-entropy."""

    def cost(bias: Doubles) -> tuple[float, Doubles]:
        x = logits + QUADRANT_SIGNS @ bias
        e = np.exp(x - x.max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True)
        gradient = ((p - truth) @ QUADRANT_SIGNS).sum(axis=0)
        return float(-np.log((p * truth).sum(axis=1)).sum()), gradient

    best: Doubles = minimize(cost, np.zeros(2), jac=True).x
    return best


def read_label_positions(songs: Sequence[str], labels: Mapping[str, SongLabels]) -> Floats:
    """Collect valence and arousal as the labels give them.

    Parameters
    ----------
    songs : Sequence[str]
        Ids of n songs.
    labels : Mapping[str, SongLabels]
        Labels by song id.

    Returns
    -------
    Floats
        Valence and arousal in [-1, 1], (n, 2).
    """
    return np.array([(labels[s].valence, labels[s].arousal) for s in songs], np.float32)


def _rating_folds(inputs: EvaluationInputs) -> list[FoldFigures]:
    pool = inputs.songs.rated
    return [
        {
            "Emotify: seven feelings": feelings_correlation(
                pool.feelings[rows], inputs.ratings[rows]
            ),
            "Emotify: along the circumplex": circumplex_correlation(
                pool.position[rows], inputs.ratings[rows]
            ),
        }
        for rows in pool.fold_masks()
    ]


def _attribute_figures(inputs: EvaluationInputs) -> FoldFigures:
    figures: FoldFigures = {}
    for pool, name in ((inputs.songs.labeled, LABELED_POOL), (inputs.songs.rated, RATED_POOL)):
        outputs = read_teachers(inputs.data / name / "teachers.npz", tuple(ATTRIBUTE_TEACHERS))
        rows = [k for k, song in enumerate(pool.song_id) if str(song) in outputs]
        truth = np.stack([outputs[str(pool.song_id[k])]["vibenet"] for k in rows])
        count = len(APP_ATTRIBUTES)
        found = attribute_correlations(
            pool.attributes[rows, :count], truth[:, :count], APP_ATTRIBUTES
        )
        title = "4Q" if name == LABELED_POOL else "Emotify"
        figures |= {f"{attribute}, {title}": value for attribute, value in found.items()}
    return figures


def _without_sd(figures: FoldFigures) -> Section:
    return {name: {"mean": round(value, 4)} for name, value in figures.items()}


def format_sections(sections: Mapping[str, Section]) -> Sequence[str]:
    """Format figures as lines of text.

    Parameters
    ----------
    sections : Mapping[str, Section]
        Figures by section.

    Returns
    -------
    Sequence[str]
        Lines without line breaks.
    """
    lines = []
    for title, figures in sections.items():
        lines.append(f"{title}:")
        for name, value in figures.items():
            sd = f" +- {value['sd']:.3f}" if "sd" in value else ""
            lines.append(f"  {name:58} {value['mean']:7.3f}{sd}")
    return lines
