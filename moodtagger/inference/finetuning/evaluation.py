"""What learning changed, on the held-out songs; and the numbers of the card that follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from moodtagger.core.vocabulary import NEVER, Mood, Vocabulary
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.finetuning.dataset import Lesson
from moodtagger.inference.finetuning.losses import Answers
from moodtagger.inference.finetuning.metrics import (
    PRECISION,
    SUPPORT,
    average_precision,
    is_supported,
    log_loss,
    platt,
    roc_auc,
    threshold,
)

WITHIN_ONE_SD = 0.68

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """The numbers that a network's card and report tell."""

    vocabulary: Vocabulary
    calibration: Calibration
    moods: list[dict[str, Any]]
    figures: dict[str, float]


def judge(
    lesson: Lesson,
    before: Answers,
    now: Answers,
    old: Vocabulary,
    labels: Sequence[str],
    calibration: Calibration,
) -> Judged:
    """Compare both networks on the held-out songs; `labels` of the taught moods, in their order.

    Calibration and thresholds of a taught mood are fitted anew where enough held-out songs have
    it; otherwise the old ones stay, and a new mood counts from the probability that is to be its
    precision.
    """
    slopes, offsets = list(calibration.mood_slope), list(calibration.mood_offset)
    words = [*old, *(_new_mood(lesson, now, k, labels[k]) for k in _new(lesson, len(old)))]
    rows = []
    for k, output in enumerate(lesson.taught):
        present = lesson.present[lesson.judged, k]
        logits = now.moods[lesson.judged, output].numpy().astype(np.float64)
        supported = is_supported(present)
        if supported:
            slope, offset = platt(logits, present)
            offsets[output] = round(slope * offsets[output] + offset, 5)
            slopes[output] = round(slope * slopes[output], 5)
            logits = slope * logits + offset
        words[output] = _renewed(words[output], _sigmoid(logits), present, supported)
        rows.append(
            _row(lesson, before, now, k, len(old)) | {"mood": labels[k], "calibrated": supported}
        )
    figures = _figures(lesson, before, now, rows)
    calibration = replace(
        calibration,
        mood_slope=tuple(slopes),
        mood_offset=tuple(offsets),
        sd_scale=_sd_scale(lesson, now, calibration.sd_scale),
    )
    return Judged(Vocabulary(words), calibration, rows, figures)


def _sd_scale(lesson: Lesson, now: Answers, scale: tuple[float, float]) -> tuple[float, float]:
    """So that 68 % of the held-out songs lie within one SD; as it was where they are few."""
    truth = lesson.va[lesson.judged]
    given = ~np.isnan(truth).any(axis=1)
    if given.sum() < 2 * SUPPORT:
        return scale
    miss = np.abs(np.clip(now.va[lesson.judged].numpy(), -1, 1) - truth)
    sd = np.sqrt(now.variance[lesson.judged].numpy())
    wider = np.quantile((miss / sd)[given], WITHIN_ONE_SD, axis=0)
    return round(float(scale[0] * wider[0]), 5), round(float(scale[1] * wider[1]), 5)


def _new(lesson: Lesson, known: int) -> list[int]:
    return [k for k, output in enumerate(lesson.taught) if output >= known]


def _new_mood(lesson: Lesson, now: Answers, k: int, label: str) -> Mood:
    """Its place on the circumplex is where the songs with it are, as told or else as heard."""
    heard = np.clip(now.va.numpy(), -1, 1)
    places = np.where(np.isnan(lesson.va), heard, lesson.va)[lesson.present[:, k] > 0]
    valence, arousal = (round(float(x), 3) for x in places.mean(axis=0))
    return Mood(label, (), valence, arousal, None, PRECISION)


def _renewed(mood: Mood, probability: Doubles, present: Doubles, supported: bool) -> Mood:
    if not supported:
        return replace(mood, core=True)
    auc = roc_auc(probability, present)
    found = threshold(probability, present)
    lowest, support, precision = found or (NEVER, 0, None)
    return replace(
        mood,
        core=True,
        auc=None if auc is None else round(auc, 3),
        threshold=lowest,
        support=support,
        precision=None if precision is None else round(precision, 4),
        weak=found is None,
        choices=(),
    )


def _row(lesson: Lesson, before: Answers, now: Answers, k: int, known: int) -> dict[str, Any]:
    """One mood's figures before and after; before is None for a mood that is new."""
    output, judged = lesson.taught[k], lesson.judged
    present = lesson.present[judged, k]
    row: dict[str, Any] = {
        "new": output >= known,
        "songs": int(lesson.present[:, k].sum()),
        "held_out_songs": int(present.sum()),
    }
    for name, answers in (("before", before), ("after", now)):
        if output >= answers.moods.shape[1]:
            row[name] = None
            continue
        p = _sigmoid(answers.moods[judged, output].numpy().astype(np.float64))
        row[name] = {
            "auc": _rounded(roc_auc(p, present)),
            "average_precision": _rounded(average_precision(p, present)),
            "log_loss": _rounded(log_loss(p, present)),
        }
    return row


def _figures(
    lesson: Lesson, before: Answers, now: Answers, rows: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Means over the taught moods; errors of valence and arousal; how far the others moved."""
    out: dict[str, float] = {}
    for short, name in (("macro_auc", "auc"), ("macro_ap", "average_precision")):
        values = [row["after"][name] for row in rows if row["after"][name] is not None]
        if values:
            out[short] = round(float(np.mean(values)), 4)
    truth = lesson.va[lesson.judged]
    given = ~np.isnan(truth).any(axis=1)
    for name, answers in (("before", before), ("after", now)) if given.any() else ():
        miss = np.abs(np.clip(answers.va[lesson.judged].numpy(), -1, 1) - truth)[given].mean(axis=0)
        out |= {
            f"valence_error_{name}": _round4(miss[0]),
            f"arousal_error_{name}": _round4(miss[1]),
        }
    kept = [m for m in range(before.moods.shape[1]) if m not in lesson.taught]
    if kept:
        moved = before.moods[:, kept].sigmoid() - now.moods[:, kept].sigmoid()
        out["other_moods_moved"] = _round4(moved[lesson.judged].abs().mean())
    return out


def _sigmoid(logits: Doubles) -> Doubles:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -50, 50))))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _round4(value: Any) -> float:
    return round(float(value), 4)
