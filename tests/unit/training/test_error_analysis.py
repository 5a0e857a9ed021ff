"""Metrics by genre and for hard kinds of songs, computed by hand."""

from pathlib import Path

import librosa
import numpy as np
import pytest

from moodtagger.training.data.dataset import quantize_db
from moodtagger.training.evaluation import calibration_report, error_analysis
from moodtagger.training.evaluation.calibration_report import CalibratedOutputs
from moodtagger.training.network_outputs import OutOfFold
from tests.support.tiny_outputs import tiny_out_of_fold


@pytest.fixture(scope="module")
def out_of_fold() -> OutOfFold:
    return tiny_out_of_fold(100)


@pytest.fixture(scope="module")
def calibrated(out_of_fold: OutOfFold) -> CalibratedOutputs:
    return calibration_report.cross_fit_calibration(out_of_fold)


def test_row_by_hand(out_of_fold: OutOfFold, calibrated: CalibratedOutputs) -> None:
    out_of_fold.targets[:4, :6] = [
        [1, 0, 0, 0, 0.2, 0.1],
        [1, 0, 0, 0, 0.2, 0.1],
        [1, 0, 0, 0, 0.2, 0.1],
        [0, 0, 1, 0, -0.2, -0.1],
    ]
    calibrated.quadrant[:4] = np.eye(4)[[1, 1, 0, 2]]
    calibrated.va[:4] = [[0.1, 0.1], [0.1, 0.1], [0.1, 0.3], [0.1, -0.3]]
    chosen = np.arange(100) < 4
    row = error_analysis.subset_metrics(out_of_fold, calibrated, "Rap", chosen)
    assert row["quadrant_accuracy"] == 0.5
    assert row["labelled"] == [3, 0, 1, 0]
    assert row["heard"] == [1, 2, 1, 0]
    assert row["valence_mae"] == pytest.approx(0.15)
    assert row["valence_bias"] == pytest.approx(0.0)
    assert row["arousal_mae"] == pytest.approx(0.1)
    assert row["usual_mistake"] == "2 of 3 happy predicted as angry"
    assert row["positive_heard_negative"] == [2, 3]
    assert row["negative_heard_positive"] == [0, 1]
    assert error_analysis.subset_metrics(out_of_fold, calibrated, "Rap", chosen & ~chosen) == {
        "name": "Rap",
        "songs": 0,
    }


def test_songs_count_in_each_of_their_genres(
    out_of_fold: OutOfFold, calibrated: CalibratedOutputs
) -> None:
    genres = {
        song: frozenset({"Jazz", "Blues"} if k < 30 else {"Jazz"})
        for k, song in enumerate(out_of_fold.song_id.tolist())
    }
    rows = error_analysis.metrics_by_genre(out_of_fold, calibrated, genres)
    assert [(row["name"], row["songs"]) for row in rows] == [
        ("all songs", 100),
        ("Jazz", 100),
        ("Blues", 30),
    ]


def test_genres_from_the_table(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("id,genres\na,Jazz; Vocal\nb,\n", encoding="utf-8")
    assert error_analysis.read_genres(path) == {"a": frozenset({"Jazz", "Vocal"}), "b": frozenset()}


def test_treble_band_begins_at_5_khz() -> None:
    centers = librosa.mel_frequencies(98, fmin=0, fmax=8000)[1:-1]
    assert (
        centers[error_analysis.FIRST_TREBLE_BAND - 1]
        <= 5000
        < centers[error_analysis.FIRST_TREBLE_BAND]
    )


def test_jazz_without_treble_is_old_and_techno_is_not() -> None:
    muffled = np.full((50, 96), -20, np.float32)
    muffled[:, error_analysis.FIRST_TREBLE_BAND :] = -75
    assert error_analysis.treble_db(muffled) == pytest.approx(
        -55 + 10 * np.log10(14 / 82), abs=0.01
    )
    assert error_analysis.is_old_recording(frozenset({"Jazz"}), quantize_db(muffled))
    assert not error_analysis.is_old_recording(frozenset({"Electronic"}), quantize_db(muffled))
    assert not error_analysis.is_old_recording(
        frozenset({"Jazz"}), quantize_db(np.full((50, 96), -20, np.float32))
    )


def test_hard_kinds_are_found(out_of_fold: OutOfFold, calibrated: CalibratedOutputs) -> None:
    ids = out_of_fold.song_id.tolist()
    genres = {song: frozenset({"Rap"} if k < 5 else set()) for k, song in enumerate(ids)}
    codes = {song: quantize_db(np.zeros((4, 96), np.float32)) for song in ids}
    rows = error_analysis.hard_case_metrics(out_of_fold, calibrated, genres, codes)
    assert [(row["name"], row["songs"]) for row in rows] == [("rap", 5)]
    assert len(error_analysis.solo_piano_ids()) > 10
