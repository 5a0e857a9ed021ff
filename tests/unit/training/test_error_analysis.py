"""Figures by genre and for hard kinds of songs, by hand."""

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
def heard() -> OutOfFold:
    return tiny_out_of_fold(100)


@pytest.fixture(scope="module")
def said(heard: OutOfFold) -> CalibratedOutputs:
    return calibration_report.cross_fit_calibration(heard)


def test_row_by_hand(heard: OutOfFold, said: CalibratedOutputs) -> None:
    heard.targets[:4, :6] = [
        [1, 0, 0, 0, 0.2, 0.1],
        [1, 0, 0, 0, 0.2, 0.1],
        [1, 0, 0, 0, 0.2, 0.1],
        [0, 0, 1, 0, -0.2, -0.1],
    ]
    said.quadrant[:4] = np.eye(4)[[1, 1, 0, 2]]
    said.va[:4] = [[0.1, 0.1], [0.1, 0.1], [0.1, 0.3], [0.1, -0.3]]
    chosen = np.arange(100) < 4
    row = error_analysis.subset_metrics(heard, said, "Rap", chosen)
    assert row["quadrant_accuracy"] == 0.5
    assert row["labelled"] == [3, 0, 1, 0]
    assert row["heard"] == [1, 2, 1, 0]
    assert row["valence_mae"] == pytest.approx(0.15)
    assert row["valence_bias"] == pytest.approx(0.0)
    assert row["arousal_mae"] == pytest.approx(0.1)
    assert row["usual_mistake"] == "2 of 3 happy heard as angry"
    assert row["positive_heard_negative"] == [2, 3]
    assert row["negative_heard_positive"] == [0, 1]
    assert error_analysis.subset_metrics(heard, said, "Rap", chosen & ~chosen) == {
        "name": "Rap",
        "songs": 0,
    }


def test_genres_are_counted_each(heard: OutOfFold, said: CalibratedOutputs) -> None:
    known = {
        song: frozenset({"Jazz", "Blues"} if k < 30 else {"Jazz"})
        for k, song in enumerate(heard.song_id.tolist())
    }
    rows = error_analysis.metrics_by_genre(heard, said, known)
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
    centres = librosa.mel_frequencies(98, fmin=0, fmax=8000)[1:-1]
    assert (
        centres[error_analysis.FIRST_TREBLE_BAND - 1]
        <= 5000
        < centres[error_analysis.FIRST_TREBLE_BAND]
    )


def test_dull_jazz_sounds_old_and_dull_techno_does_not() -> None:
    dull = np.full((50, 96), -20, np.float32)
    dull[:, error_analysis.FIRST_TREBLE_BAND :] = -75
    assert error_analysis.treble_db(dull) == pytest.approx(-55 + 10 * np.log10(14 / 82), abs=0.01)
    assert error_analysis.is_old_recording(frozenset({"Jazz"}), quantize_db(dull))
    assert not error_analysis.is_old_recording(frozenset({"Electronic"}), quantize_db(dull))
    assert not error_analysis.is_old_recording(
        frozenset({"Jazz"}), quantize_db(np.full((50, 96), -20, np.float32))
    )


def test_hard_kinds_are_found(heard: OutOfFold, said: CalibratedOutputs) -> None:
    ids = heard.song_id.tolist()
    known = {song: frozenset({"Rap"} if k < 5 else set()) for k, song in enumerate(ids)}
    codes = {song: quantize_db(np.zeros((4, 96), np.float32)) for song in ids}
    rows = error_analysis.hard_case_metrics(heard, said, known, codes)
    assert [(row["name"], row["songs"]) for row in rows] == [("rap", 5)]
    assert len(error_analysis.solo_piano_ids()) > 10
