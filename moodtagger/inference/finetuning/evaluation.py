"""Evaluate a fine-tuned network on the held-out songs: metrics, calibration and thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.stats import rankdata

from moodtagger.core.vocabulary import UNREACHABLE_THRESHOLD, Mood, Vocabulary
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.finetuning.dataset import FineTuningDataset
from moodtagger.inference.finetuning.losses import CalibratedPredictions

Floats = npt.NDArray[np.floating[Any]]

TARGET_PRECISION = 0.6  # precision that a mood is to reach at its threshold
MIN_SUPPORT = 10  # held-out songs that a threshold or a calibration needs
MIN_THRESHOLD = 0.4  # no mood is confident below it

WITHIN_ONE_SD = 0.68

Doubles = npt.NDArray[np.float64]


def roc_auc(score: Floats, present: Floats) -> float | None:
    """Compute the area under the ROC curve.

    Parameters
    ----------
    score : Floats
        Scores of n songs, (n,), on any scale.
    present : Floats
        1 where a song has the mood, otherwise 0; (n,).

    Returns
    -------
    float | None
        Probability that a song with the mood scores higher than one without; None if all songs or
        none have it.

    References
    ----------
    Fawcett (2006), An introduction to ROC analysis, Pattern Recognition Letters 27(8).
    """
    positives = int(present.sum())
    negatives = len(present) - positives
    if not positives or not negatives:
        return None
    ranks = float(rankdata(score)[present > 0].sum())
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives)


def average_precision(score: Floats, present: Floats) -> float | None:
    """Compute the average precision.

    Parameters
    ----------
    score : Floats
        Scores of n songs, (n,), on any scale.
    present : Floats
        1 where a song has the mood, otherwise 0; (n,).

    Returns
    -------
    float | None
        Mean precision at each song with the mood, highest scores first; None without such a song.
    """
    if not present.sum():
        return None
    ranked = present[np.argsort(-score, kind="stable")]
    precision = np.cumsum(ranked) / np.arange(1, len(ranked) + 1)
    return float(precision[ranked > 0].mean())


def log_loss(probability: Floats, present: Floats) -> float:
    """Compute the mean binary cross-entropy.

    Parameters
    ----------
    probability : Floats
        Predicted probabilities, (n,).
    present : Floats
        1 where a song has the mood, otherwise 0; (n,).

    Returns
    -------
    float
        Cross-entropy in nats, with probabilities clipped to [1e-6, 1 - 1e-6].
    """
    p = np.clip(probability.astype(np.float64), 1e-6, 1 - 1e-6)
    return float(-np.where(present > 0, np.log(p), np.log(1 - p)).mean())


def is_supported(present: Floats) -> bool:
    """Check whether enough songs have the mood, and enough do not, to fit parameters on them.

    Parameters
    ----------
    present : Floats
        1 where a song has the mood, otherwise 0; (n,).

    Returns
    -------
    bool
        Whether both groups have at least `MIN_SUPPORT` songs.
    """
    return bool(min(present.sum(), len(present) - present.sum()) >= MIN_SUPPORT)


def fit_platt(logits: Floats, present: Floats) -> tuple[float, float]:
    """Fit slope and offset that turn logits into probabilities.

    A prior holds them near 1 and 0, so that few songs move them little.

    Parameters
    ----------
    logits : Floats
        Logits of n songs, (n,).
    present : Floats
        1 where a song has the mood, otherwise 0; (n,).

    Returns
    -------
    tuple[float, float]
        Slope, at least 0, and offset.

    References
    ----------
    Platt (1999), Probabilistic outputs for support vector machines and comparisons to regularized
    likelihood methods, Advances in Large Margin Classifiers.
    """
    x, y = logits.astype(np.float64), present.astype(np.float64)

    def cost(parameters: Floats) -> float:
        slope, offset = parameters
        z = slope * x + offset
        prior = (slope - 1) ** 2 / 0.09 + offset**2
        return float((np.logaddexp(0, z) - z * y).sum() + prior / 2)

    best = minimize(cost, np.array([1.0, 0.0]), bounds=[(0, None), (None, None)]).x
    return float(best[0]), float(best[1])


def find_threshold(probability: Floats, present: Floats) -> tuple[float, int, float] | None:
    """Find the lowest threshold with the target precision.

    Parameters
    ----------
    probability : Floats
        Predicted probabilities of n songs, (n,).
    present : Floats
        1 where a song has the mood, otherwise 0; (n,).

    Returns
    -------
    tuple[float, int, float] | None
        The threshold, the number of songs at or above it and their precision; None if no threshold
        with enough songs reaches the precision.
    """
    order = np.argsort(-probability, kind="stable")[: int((probability >= MIN_THRESHOLD).sum())]
    precision = np.cumsum(present[order]) / np.arange(1, len(order) + 1)
    precise_enough = np.flatnonzero(precision[MIN_SUPPORT - 1 :] >= TARGET_PRECISION)
    if not len(precise_enough):
        return None
    cutoff = float(np.floor(probability[order[precise_enough[-1] + MIN_SUPPORT - 1]] * 1e4) / 1e4)
    above = probability >= cutoff
    count = int(above.sum())
    return cutoff, count, float(present[above].mean()) if count else 0.0


@dataclass(frozen=True, slots=True)
class EvaluationResult:
    """The evaluation of a fine-tuned network, for its card and report.

    Attributes
    ----------
    vocabulary : Vocabulary
        The moods with new thresholds and metrics.
    calibration : Calibration
        The calibration, refitted where enough songs allow it.
    moods : list[dict[str, Any]]
        Metrics of each labeled mood before and after, as JSON values.
    metrics : dict[str, float]
        Means over moods and errors of valence and arousal, by name.
    """

    vocabulary: Vocabulary
    calibration: Calibration
    moods: list[dict[str, Any]]
    metrics: dict[str, float]


def evaluate(
    dataset: FineTuningDataset,
    before: CalibratedPredictions,
    after: CalibratedPredictions,
    old_vocabulary: Vocabulary,
    labels: Sequence[str],
    calibration: Calibration,
) -> EvaluationResult:
    """Compare the networks before and after fine-tuning on the held-out songs.

    Calibration and threshold of a labeled mood are refitted where enough held-out songs have it.
    Otherwise the old ones stay, and a new mood gets the target precision as its threshold.

    Parameters
    ----------
    dataset : FineTuningDataset
        The user's songs and labels.
    before : CalibratedPredictions
        Calibrated outputs of the initial network for all songs.
    after : CalibratedPredictions
        Calibrated outputs of the fine-tuned network for all songs.
    old_vocabulary : Vocabulary
        Moods of the initial network.
    labels : Sequence[str]
        Names of the labeled moods, in the order of `dataset.mood_outputs`.
    calibration : Calibration
        The calibration that `after` was computed with.

    Returns
    -------
    EvaluationResult
        Vocabulary, calibration and metrics of the fine-tuned network.
    """
    slopes, offsets = list(calibration.mood_slope), list(calibration.mood_offset)
    new_vocabulary = [
        *old_vocabulary,
        *(
            _new_mood(dataset, after, k, labels[k])
            for k in _new_mood_columns(dataset, len(old_vocabulary))
        ),
    ]
    rows = []
    for k, output in enumerate(dataset.mood_outputs):
        present = dataset.present[dataset.held_out_indices, k]
        logits = after.moods[dataset.held_out_indices, output].numpy().astype(np.float64)
        supported = is_supported(present)
        if supported:
            slope, offset = fit_platt(logits, present)
            offsets[output] = round(slope * offsets[output] + offset, 5)
            slopes[output] = round(slope * slopes[output], 5)
            logits = slope * logits + offset
        new_vocabulary[output] = _updated_mood(
            new_vocabulary[output], _sigmoid(logits), present, supported
        )
        rows.append(
            _mood_metrics(dataset, before, after, k, len(old_vocabulary))
            | {"mood": labels[k], "calibrated": supported}
        )
    metrics = _overall_metrics(dataset, before, after, rows)
    calibration = replace(
        calibration,
        mood_slope=tuple(slopes),
        mood_offset=tuple(offsets),
        sd_scale=_sd_scale(dataset, after, calibration.sd_scale),
    )
    return EvaluationResult(Vocabulary(new_vocabulary), calibration, rows, metrics)


def _sd_scale(
    dataset: FineTuningDataset, after: CalibratedPredictions, scale: tuple[float, float]
) -> tuple[float, float]:
    """Rescale the SDs to cover 68 % of the held-out songs; keep them if there are few."""
    truth = dataset.va[dataset.held_out_indices]
    rated = ~np.isnan(truth).any(axis=1)
    if rated.sum() < 2 * MIN_SUPPORT:
        return scale
    abs_error = np.abs(np.clip(after.va[dataset.held_out_indices].numpy(), -1, 1) - truth)
    sd = np.sqrt(after.variance[dataset.held_out_indices].numpy())
    ratio = np.quantile((abs_error / sd)[rated], WITHIN_ONE_SD, axis=0)
    return round(float(scale[0] * ratio[0]), 5), round(float(scale[1] * ratio[1]), 5)


def _new_mood_columns(dataset: FineTuningDataset, known_moods: int) -> list[int]:
    return [k for k, output in enumerate(dataset.mood_outputs) if output >= known_moods]


def _new_mood(dataset: FineTuningDataset, after: CalibratedPredictions, k: int, label: str) -> Mood:
    """Place a new mood on the circumplex at its songs' mean, user-given or else predicted."""
    predicted = np.clip(after.va.numpy(), -1, 1)
    points = np.where(np.isnan(dataset.va), predicted, dataset.va)[dataset.present[:, k] > 0]
    valence, arousal = (round(float(x), 3) for x in points.mean(axis=0))
    return Mood(label, (), valence, arousal, None, TARGET_PRECISION)


def _updated_mood(mood: Mood, probability: Doubles, present: Doubles, supported: bool) -> Mood:
    if not supported:
        return replace(mood, core=True)
    auc = roc_auc(probability, present)
    best = find_threshold(probability, present)
    min_probability, support, precision = best or (UNREACHABLE_THRESHOLD, 0, None)
    return replace(
        mood,
        core=True,
        auc=None if auc is None else round(auc, 3),
        threshold=min_probability,
        support=support,
        precision=None if precision is None else round(precision, 4),
        weak=best is None,
        choices=(),
    )


def _mood_metrics(
    dataset: FineTuningDataset,
    before: CalibratedPredictions,
    after: CalibratedPredictions,
    k: int,
    known_moods: int,
) -> dict[str, Any]:
    """Compute one mood's metrics before and after; "before" is None for a new mood."""
    output, held_out = dataset.mood_outputs[k], dataset.held_out_indices
    present = dataset.present[held_out, k]
    row: dict[str, Any] = {
        "new": output >= known_moods,
        "songs": int(dataset.present[:, k].sum()),
        "held_out_songs": int(present.sum()),
    }
    for name, outputs in (("before", before), ("after", after)):
        if output >= outputs.moods.shape[1]:
            row[name] = None
            continue
        p = _sigmoid(outputs.moods[held_out, output].numpy().astype(np.float64))
        row[name] = {
            "auc": _round_optional(roc_auc(p, present)),
            "average_precision": _round_optional(average_precision(p, present)),
            "log_loss": _round_optional(log_loss(p, present)),
        }
    return row


def _overall_metrics(
    dataset: FineTuningDataset,
    before: CalibratedPredictions,
    after: CalibratedPredictions,
    rows: Sequence[dict[str, Any]],
) -> dict[str, float]:
    """Compute means over the labeled moods, VA errors, and how far the other moods moved."""
    out: dict[str, float] = {}
    for short, name in (("macro_auc", "auc"), ("macro_ap", "average_precision")):
        values = [row["after"][name] for row in rows if row["after"][name] is not None]
        if values:
            out[short] = round(float(np.mean(values)), 4)
    truth = dataset.va[dataset.held_out_indices]
    rated = ~np.isnan(truth).any(axis=1)
    for name, outputs in (("before", before), ("after", after)) if rated.any() else ():
        abs_error = np.abs(np.clip(outputs.va[dataset.held_out_indices].numpy(), -1, 1) - truth)[
            rated
        ].mean(axis=0)
        out |= {
            f"valence_error_{name}": _round4(abs_error[0]),
            f"arousal_error_{name}": _round4(abs_error[1]),
        }
    other_moods = [m for m in range(before.moods.shape[1]) if m not in dataset.mood_outputs]
    if other_moods:
        change = before.moods[:, other_moods].sigmoid() - after.moods[:, other_moods].sigmoid()
        out["other_moods_moved"] = _round4(change[dataset.held_out_indices].abs().mean())
    return out


def _sigmoid(logits: Doubles) -> Doubles:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -50, 50))))


def _round_optional(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _round4(value: Any) -> float:
    return round(float(value), 4)
