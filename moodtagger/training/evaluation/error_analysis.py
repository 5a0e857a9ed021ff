"""Where the network errs: figures by genre, and kinds of songs it is known to hear badly."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.inference.calibration import QUADRANT_SIGNS
from moodtagger.training.data.dataset import Codes, Floats, dequantize_db
from moodtagger.training.data.labels import QUADRANT_COLUMNS, VA_COLUMNS
from moodtagger.training.evaluation.calibration_report import CalibratedOutputs
from moodtagger.training.network_outputs import OutOfFold

OLD_GENRES = frozenset({"Vocal", "Jazz", "Blues", "Easy Listening", "Classical", "Country"})
FIRST_TREBLE_BAND = 82  # of 96: the first mel band whose centre is over 5 kHz
MAX_OLD_TREBLE_DB = -45.0  # little treble is what a worn disc and an early microphone leave

POSITIVE_VALENCE = QUADRANT_SIGNS[:, 0] > 0  # quadrants of positive valence

Flags = npt.NDArray[np.bool_]


def read_genres(path: Path) -> dict[str, frozenset[str]]:
    """Song id -> genres from the table's CSV."""
    with path.open(newline="", encoding="utf-8") as file:
        return {
            row["id"]: frozenset(g.strip() for g in row["genres"].split(";") if g.strip())
            for row in csv.DictReader(file)
        }


def metrics_by_genre(
    out_of_fold: OutOfFold, calibrated: CalibratedOutputs, genres: Mapping[str, frozenset[str]]
) -> list[dict[str, Any]]:
    """One row a genre, the largest first; songs with several genres count in each."""
    names = sorted(set().union(*genres.values()))
    rows = [
        subset_metrics(
            out_of_fold,
            calibrated,
            name,
            np.array([name in genres[str(i)] for i in out_of_fold.song_id]),
        )
        for name in names
    ]
    all_songs = subset_metrics(
        out_of_fold, calibrated, "all songs", np.ones(len(out_of_fold.song_id), np.bool_)
    )
    return [all_songs, *sorted(rows, key=lambda row: -row["songs"])]


def hard_case_metrics(
    out_of_fold: OutOfFold,
    calibrated: CalibratedOutputs,
    genres: Mapping[str, frozenset[str]],
    codes: Mapping[str, Codes],
) -> list[dict[str, Any]]:
    """The same figures for kinds of songs that are hard: solo piano, rap, very old recordings."""
    ids = [str(i) for i in out_of_fold.song_id]
    piano = solo_piano_ids()
    kinds = {
        "solo piano": [i in piano for i in ids],
        "rap": ["Rap" in genres[i] for i in ids],
        "very old recordings": [is_old_recording(genres[i], codes[i]) for i in ids],
    }
    rows = [
        subset_metrics(out_of_fold, calibrated, name, np.array(chosen))
        for name, chosen in kinds.items()
    ]
    return [row for row in rows if row["songs"]]


def solo_piano_ids() -> frozenset[str]:
    """Songs of the training data in which a larger audio network hears a piano and little else.

    Its mean "Piano" score over the song is at least 0.02 and the highest of all instruments and
    voices.
    """
    json_text = (resources.files(__package__) / "solo_piano.json").read_text(encoding="utf-8")
    return frozenset(json.loads(json_text))


def is_old_recording(genres: frozenset[str], codes: Codes) -> bool:
    """Whether a song of an old genre has less than -45 dB of its energy over 5 kHz.

    The data has no years; this stands in for shellac and early microphones.
    """
    return not OLD_GENRES.isdisjoint(genres) and treble_db(dequantize_db(codes)) < MAX_OLD_TREBLE_DB


def treble_db(frames: Floats) -> float:
    """Share of the energy over 5 kHz, in dB, of log-mel frames (n, 96) in dB."""
    power = (10.0 ** (frames.astype(np.float64) / 10.0)).mean(axis=0)
    return float(
        10 * np.log10(max(power[FIRST_TREBLE_BAND:].sum() / max(power.sum(), 1e-12), 1e-12))
    )


def subset_metrics(
    out_of_fold: OutOfFold, calibrated: CalibratedOutputs, name: str, mask: Flags
) -> dict[str, Any]:
    """Figures of the chosen songs.

    Accuracy, how often each quadrant is labelled and heard, mean error (heard less labelled: the
    bias) and mean absolute error of valence and arousal, the most frequent mistake, and how many of
    the songs labelled with one side of valence were heard as a quadrant of the other: [those, all].
    """
    truth = out_of_fold.targets[mask, QUADRANT_COLUMNS].argmax(axis=1)
    predicted = calibrated.quadrant[mask].argmax(axis=1)
    error = calibrated.va[mask] - out_of_fold.targets[mask, VA_COLUMNS]
    out: dict[str, Any] = {"name": name, "songs": int(mask.sum())}
    if not out["songs"]:
        return out
    return {
        **out,
        "quadrant_accuracy": round(float((truth == predicted).mean()), 3),
        "labelled": np.bincount(truth, minlength=4).tolist(),
        "heard": np.bincount(predicted, minlength=4).tolist(),
        "valence_mae": round(float(np.abs(error[:, 0]).mean()), 3),
        "arousal_mae": round(float(np.abs(error[:, 1]).mean()), 3),
        "valence_bias": round(float(error[:, 0].mean()), 3),
        "arousal_bias": round(float(error[:, 1].mean()), 3),
        "usual_mistake": _most_frequent_mistake(truth, predicted),
        "positive_heard_negative": _sign_errors(
            POSITIVE_VALENCE[truth], POSITIVE_VALENCE[predicted]
        ),
        "negative_heard_positive": _sign_errors(
            ~POSITIVE_VALENCE[truth], ~POSITIVE_VALENCE[predicted]
        ),
    }


def _sign_errors(labelled: Flags, predicted: Flags) -> list[int]:
    return [int((labelled & ~predicted).sum()), int(labelled.sum())]


def _most_frequent_mistake(truth: npt.NDArray[np.int64], predicted: npt.NDArray[np.int64]) -> str:
    """Such as "12 of 31 happy heard as angry"; nothing when all are right."""
    table = np.zeros((4, 4), np.int64)
    np.add.at(table, (truth, predicted), 1)
    wrong = table - np.diag(np.diag(table))
    if not wrong.any():
        return ""
    row, column = np.unravel_index(int(wrong.argmax()), wrong.shape)
    count, row_total = wrong[row, column], table[row].sum()
    return f"{count} of {row_total} {QUADRANTS[row]} heard as {QUADRANTS[column]}"
