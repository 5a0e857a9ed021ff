"""Figures of the calibration are honest: fitted on some folds, judged on the others."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from moodtagger.core.errors import ModelError
from moodtagger.training.evaluation import calibration_report
from moodtagger.training.evaluation.calibration_report import CalibratedOutputs
from moodtagger.training.network_outputs import OutOfFold, build_out_of_fold
from tests.support.tiny_model import tiny_vocabulary
from tests.support.tiny_outputs import MOODS, NOISE_SD, tiny_out_of_fold
from tests.support.tiny_songs import GROUPS, tiny_songs


@pytest.fixture(scope="module")
def heard() -> OutOfFold:
    return tiny_out_of_fold()


@pytest.fixture(scope="module")
def said(heard: OutOfFold) -> CalibratedOutputs:
    return calibration_report.cross_fit_calibration(heard)


def test_folds_are_judged_by_what_others_fitted(heard: OutOfFold, said: CalibratedOutputs) -> None:
    """Other labels in a fold change the other folds' answers, never its own."""
    first = heard.fold == 0
    other = heard.targets.copy()
    other[first, 6:] = 1 - other[first, 6:]
    again = calibration_report.cross_fit_calibration(replace(heard, targets=other))
    np.testing.assert_array_equal(again.moods[first], said.moods[first])
    np.testing.assert_array_equal(again.confident[first], said.confident[first])
    assert np.abs(again.moods[~first] - said.moods[~first]).max() > 0.05


def test_overconfident_answers_become_honest(heard: OutOfFold, said: CalibratedOutputs) -> None:
    found = calibration_report.calibration_report(heard, said, tiny_vocabulary())
    assert found["mood_calibration_error_worst"] < 0.05
    assert found["moods_over_0.05"] == []
    assert found["core_moods_judged"] == 2  # "calm" is not core
    assert found["confident_precision"] == pytest.approx(0.62, abs=0.08)
    assert found["valence_within_one_sd"] == pytest.approx(0.68, abs=0.03)
    assert found["arousal_spread_ratio"] == pytest.approx(0.93, abs=0.03)
    assert found["arousal_spread_ratio_without_map"] < 0.6
    assert found["valence_r2_with_map"] > found["valence_r2_without_map"]
    assert NOISE_SD * 0.6 < found["valence_mae"] < NOISE_SD


def test_dishonest_answers_are_told(heard: OutOfFold, said: CalibratedOutputs) -> None:
    boasting = replace(said, moods=np.full_like(said.moods, 0.99), va_sd=said.va_sd * 9)
    found = calibration_report.calibration_report(heard, boasting, tiny_vocabulary())
    assert found["moods_over_0.05"] == ["happy", "sad"]
    assert found["valence_within_one_sd"] > 0.99
    row = found["moods"][0]
    assert row["calibration_error"] == pytest.approx(0.99 - row["songs"] / 1500, abs=0.001)
    assert row["calibration_error_chance"] < 0.01


def test_signs_by_hand(heard: OutOfFold, said: CalibratedOutputs) -> None:
    few = replace(
        heard,
        fold=heard.fold[:2],
        targets=np.array([[1, 0, 0, 0, 0.5, 0.5], [0, 0, 1, 0, -0.5, 0.1]], np.float32),
        outputs=heard.outputs.select(slice(0, 2)),
    )
    answer = CalibratedOutputs(
        quadrant=np.array([[0.9, 0.1, 0, 0], [0.9, 0.1, 0, 0]], np.float32),
        moods=np.zeros((2, 0), np.float32),
        confident=np.zeros((2, 0), np.bool_),
        va=np.array([[0.1, 0.1], [-0.1, -0.1]], np.float32),
        va_sd=np.array([[0.3, 0.3], [0.6, 0.6]], np.float32),
    )
    found = calibration_report.valence_arousal_metrics(few, answer)
    assert found["signs_match_labelled_quadrant"] == 1
    assert found["signs_match_own_quadrant"] == 0.5
    assert found["labels_signs_match_labelled_quadrant"] == 0.5


def test_file_round_trip(heard: OutOfFold, tmp_path: Path) -> None:
    heard.save(tmp_path / "new" / "x.npz")
    again = OutOfFold.load(tmp_path / "new" / "x.npz")
    assert again.labels == MOODS
    np.testing.assert_array_equal(again.song_id, heard.song_id)
    np.testing.assert_array_equal(again.outputs.embedding, heard.outputs.embedding)
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["x.npz"]


def test_missing_and_damaged_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "x.npz").write_bytes(b"no zip")
    for name in ("x.npz", "y.npz"):
        with pytest.raises(ModelError, match="cannot be read"):
            OutOfFold.load(tmp_path / name)


def test_gathered_in_the_order_given(heard: OutOfFold) -> None:
    songs = tiny_songs(7)[::-1]
    found = build_out_of_fold(songs, heard.outputs, heard.targets, [g.label for g in GROUPS])
    assert found.song_id.tolist() == [f"song{k}" for k in range(6, -1, -1)]
    assert found.fold.tolist() == [1, 0, 4, 3, 2, 1, 0]
