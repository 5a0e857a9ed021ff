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

TARGET_PRECISION = 0.6  # from its threshold on, a mood is to be right that often
MIN_SUPPORT = 10  # held-out songs that a threshold or a calibration has to rest on
MIN_THRESHOLD = 0.4  # what is less probable is not called confident


def roc_auc(score: Floats, present: Floats) -> float | None:
    """The chance that a song with the mood scores higher than one without; None without both."""
    positives = int(present.sum())
    negatives = len(present) - positives
    if not positives or not negatives:
        return None
    ranks = float(rankdata(score)[present > 0].sum())
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives)


def average_precision(score: Floats, present: Floats) -> float | None:
    """Mean precision at each song with the mood, best scores first; None without one."""
    if not present.sum():
        return None
    ranked = present[np.argsort(-score, kind="stable")]
    precision = np.cumsum(ranked) / np.arange(1, len(ranked) + 1)
    return float(precision[ranked > 0].mean())


def log_loss(probability: Floats, present: Floats) -> float:
    """Mean cross-entropy of probabilities against what is there."""
    p = np.clip(probability.astype(np.float64), 1e-6, 1 - 1e-6)
    return float(-np.where(present > 0, np.log(p), np.log(1 - p)).mean())


def is_supported(present: Floats) -> bool:
    """Whether enough songs have the mood, and enough have it not, to fit numbers on them."""
    return bool(min(present.sum(), len(present) - present.sum()) >= MIN_SUPPORT)


def fit_platt(logits: Floats, present: Floats) -> tuple[float, float]:
    """Slope and offset that turn logits into probabilities. Platt (1999), slope not negative.

    A prior holds them near 1 and 0, where they stand, so that few songs move them little.
    """
    x, y = logits.astype(np.float64), present.astype(np.float64)

    def cost(line: Floats) -> float:
        z = line[0] * x + line[1]
        away = (line[0] - 1) ** 2 / 0.09 + line[1] ** 2
        return float((np.logaddexp(0, z) - z * y).sum() + away / 2)

    best = minimize(cost, np.array([1.0, 0.0]), bounds=[(0, None), (None, None)]).x
    return float(best[0]), float(best[1])


def find_threshold(probability: Floats, present: Floats) -> tuple[float, int, float] | None:
    """The lowest probability that is right often enough: with the songs over it, and their share.

    None when no threshold with enough songs over it reaches the precision.
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


WITHIN_ONE_SD = 0.68

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class EvaluationResult:
    """The numbers that a network's card and report tell."""

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
    """Compare both networks on the held-out songs; `labels` of the taught moods, in their order.

    Calibration and thresholds of a taught mood are fitted anew where enough held-out songs have
    it; otherwise the old ones stay, and a new mood counts from the probability that is to be its
    precision.
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
    """So that 68 % of the held-out songs lie within one SD; as it was where they are few."""
    truth = dataset.va[dataset.held_out_indices]
    given = ~np.isnan(truth).any(axis=1)
    if given.sum() < 2 * MIN_SUPPORT:
        return scale
    abs_error = np.abs(np.clip(after.va[dataset.held_out_indices].numpy(), -1, 1) - truth)
    sd = np.sqrt(after.variance[dataset.held_out_indices].numpy())
    ratio = np.quantile((abs_error / sd)[given], WITHIN_ONE_SD, axis=0)
    return round(float(scale[0] * ratio[0]), 5), round(float(scale[1] * ratio[1]), 5)


def _new_mood_columns(dataset: FineTuningDataset, known_moods: int) -> list[int]:
    return [k for k, output in enumerate(dataset.mood_outputs) if output >= known_moods]


def _new_mood(dataset: FineTuningDataset, after: CalibratedPredictions, k: int, label: str) -> Mood:
    """Its place on the circumplex is where the songs with it are, as told or else as heard."""
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
    """One mood's figures before and after; before is None for a mood that is new."""
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
    """Means over the taught moods; errors of valence and arousal; how far the others moved."""
    out: dict[str, float] = {}
    for short, name in (("macro_auc", "auc"), ("macro_ap", "average_precision")):
        values = [row["after"][name] for row in rows if row["after"][name] is not None]
        if values:
            out[short] = round(float(np.mean(values)), 4)
    truth = dataset.va[dataset.held_out_indices]
    given = ~np.isnan(truth).any(axis=1)
    for name, outputs in (("before", before), ("after", after)) if given.any() else ():
        abs_error = np.abs(np.clip(outputs.va[dataset.held_out_indices].numpy(), -1, 1) - truth)[
            given
        ].mean(axis=0)
        out |= {
            f"valence_error_{name}": _round4(abs_error[0]),
            f"arousal_error_{name}": _round4(abs_error[1]),
        }
    untaught = [m for m in range(before.moods.shape[1]) if m not in dataset.mood_outputs]
    if untaught:
        change = before.moods[:, untaught].sigmoid() - after.moods[:, untaught].sigmoid()
        out["other_moods_moved"] = _round4(change[dataset.held_out_indices].abs().mean())
    return out


def _sigmoid(logits: Doubles) -> Doubles:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -50, 50))))


def _round_optional(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _round4(value: Any) -> float:
    return round(float(value), 4)
