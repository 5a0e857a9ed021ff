"""Error analysis: metrics by genre, and of kinds of songs known to be hard."""

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
FIRST_TREBLE_BAND = 82  # of 96: the first mel band with its center over 5 kHz
MAX_OLD_TREBLE_DB = -45.0  # worn discs and early microphones have little treble

POSITIVE_VALENCE = QUADRANT_SIGNS[:, 0] > 0

Flags = npt.NDArray[np.bool_]


def read_genres(path: Path) -> dict[str, frozenset[str]]:
    """Read the genres from the table of labels.

    Parameters
    ----------
    path : Path
        The CSV file.

    Returns
    -------
    dict[str, frozenset[str]]
        Genres by song id.

    Raises
    ------
    KeyError
        A column is missing.
    """
    with path.open(newline="", encoding="utf-8") as file:
        return {
            row["id"]: frozenset(g.strip() for g in row["genres"].split(";") if g.strip())
            for row in csv.DictReader(file)
        }


def metrics_by_genre(
    out_of_fold: OutOfFold, calibrated: CalibratedOutputs, genres: Mapping[str, frozenset[str]]
) -> list[dict[str, Any]]:
    """Measure all songs and those of each genre; a song with several genres counts in each.

    Parameters
    ----------
    out_of_fold : OutOfFold
        Raw outputs for held-out songs.
    calibrated : CalibratedOutputs
        The same, calibrated across folds.
    genres : Mapping[str, frozenset[str]]
        Genres by song id.

    Returns
    -------
    list[dict[str, Any]]
        All songs, then one row per genre, the largest first.
    """
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
    """Measure kinds of songs that are hard: solo piano, rap and very old recordings.

    Parameters
    ----------
    out_of_fold : OutOfFold
        Raw outputs for held-out songs.
    calibrated : CalibratedOutputs
        The same, calibrated across folds.
    genres : Mapping[str, frozenset[str]]
        Genres by song id.
    codes : Mapping[str, Codes]
        Log-mel codes (frames, 96) by song id.

    Returns
    -------
    list[dict[str, Any]]
        One row per kind that has songs.
    """
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
    """Read which songs of the training data are solo piano.

    In these, a larger audio network's mean "Piano" score over the song is at least 0.02 and the
    highest of all instruments and voices.

    Returns
    -------
    frozenset[str]
        Song ids.
    """
    json_text = (resources.files(__package__) / "solo_piano.json").read_text(encoding="utf-8")
    return frozenset(json.loads(json_text))


def is_old_recording(genres: frozenset[str], codes: Codes) -> bool:
    """Check whether a song of an old genre has less than -45 dB of its energy over 5 kHz.

    The data has no years; this stands in for shellac discs and early microphones.

    Parameters
    ----------
    genres : frozenset[str]
        Genres of the song.
    codes : Codes
        Log-mel codes, (frames, 96).

    Returns
    -------
    bool
        Whether it is taken for a very old recording.
    """
    return not OLD_GENRES.isdisjoint(genres) and treble_db(dequantize_db(codes)) < MAX_OLD_TREBLE_DB


def treble_db(frames: Floats) -> float:
    """Compute the fraction of the energy over 5 kHz.

    Parameters
    ----------
    frames : Floats
        Log-mel frames in dB, (n, 96).

    Returns
    -------
    float
        Fraction in dB, -120 to 0.
    """
    power = (10.0 ** (frames.astype(np.float64) / 10.0)).mean(axis=0)
    return float(
        10 * np.log10(max(power[FIRST_TREBLE_BAND:].sum() / max(power.sum(), 1e-12), 1e-12))
    )


def subset_metrics(
    out_of_fold: OutOfFold, calibrated: CalibratedOutputs, name: str, mask: Flags
) -> dict[str, Any]:
    """Measure a subset of the songs.

    Accuracy; how often each quadrant is labeled and predicted; mean error (predicted minus labeled)
    and mean absolute error of valence and arousal; the most frequent mistake; and the songs labeled
    with one sign of valence but predicted in a quadrant of the other, as [those, all].

    Parameters
    ----------
    out_of_fold : OutOfFold
        Raw outputs for held-out songs.
    calibrated : CalibratedOutputs
        The same, calibrated across folds.
    name : str
        Name of the row.
    mask : Flags
        Marks the songs of the subset, (n,).

    Returns
    -------
    dict[str, Any]
        The row as JSON values; only name and count for an empty subset.
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


def _sign_errors(labeled: Flags, predicted: Flags) -> list[int]:
    return [int((labeled & ~predicted).sum()), int(labeled.sum())]


def _most_frequent_mistake(truth: npt.NDArray[np.int64], predicted: npt.NDArray[np.int64]) -> str:
    """Describe it as "12 of 31 happy predicted as angry"; empty if all are right."""
    table = np.zeros((4, 4), np.int64)
    np.add.at(table, (truth, predicted), 1)
    wrong = table - np.diag(np.diag(table))
    if not wrong.any():
        return ""
    row, column = np.unravel_index(int(wrong.argmax()), wrong.shape)
    count, row_total = wrong[row, column], table[row].sum()
    return f"{count} of {row_total} {QUADRANTS[row]} predicted as {QUADRANTS[column]}"
