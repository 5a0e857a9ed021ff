"""Calibration metrics are cross-fitted: each fold is evaluated with the fit of the others."""

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
def out_of_fold() -> OutOfFold:
    return tiny_out_of_fold()


@pytest.fixture(scope="module")
def calibrated(out_of_fold: OutOfFold) -> CalibratedOutputs:
    return calibration_report.cross_fit_calibration(out_of_fold)


def test_folds_are_evaluated_with_the_fit_of_the_others(
    out_of_fold: OutOfFold, calibrated: CalibratedOutputs
) -> None:
    # Changed labels of a fold change the outputs of the other folds, never its own.
    first = out_of_fold.fold == 0
    targets = out_of_fold.targets.copy()
    targets[first, 6:] = 1 - targets[first, 6:]
    found = calibration_report.cross_fit_calibration(replace(out_of_fold, targets=targets))
    np.testing.assert_array_equal(found.moods[first], calibrated.moods[first])
    np.testing.assert_array_equal(found.confident[first], calibrated.confident[first])
    assert np.abs(found.moods[~first] - calibrated.moods[~first]).max() > 0.05


def test_overconfident_outputs_are_calibrated(
    out_of_fold: OutOfFold, calibrated: CalibratedOutputs
) -> None:
    found = calibration_report.calibration_report(out_of_fold, calibrated, tiny_vocabulary())
    assert found["mood_calibration_error_worst"] < 0.05
    assert found["moods_over_0.05"] == []
    assert found["core_moods_judged"] == 2  # "calm" is not core
    assert found["confident_precision"] == pytest.approx(0.62, abs=0.08)
    assert found["valence_within_one_sd"] == pytest.approx(0.68, abs=0.03)
    assert found["arousal_spread_ratio"] == pytest.approx(0.93, abs=0.03)
    assert found["arousal_spread_ratio_without_map"] < 0.6
    assert found["valence_r2_with_map"] > found["valence_r2_without_map"]
    assert NOISE_SD * 0.6 < found["valence_mae"] < NOISE_SD


def test_miscalibrated_outputs_are_reported(
    out_of_fold: OutOfFold, calibrated: CalibratedOutputs
) -> None:
    overconfident = replace(
        calibrated, moods=np.full_like(calibrated.moods, 0.99), va_sd=calibrated.va_sd * 9
    )
    found = calibration_report.calibration_report(out_of_fold, overconfident, tiny_vocabulary())
    assert found["moods_over_0.05"] == ["happy", "sad"]
    assert found["valence_within_one_sd"] > 0.99
    row = found["moods"][0]
    assert row["calibration_error"] == pytest.approx(0.99 - row["songs"] / 1500, abs=0.001)
    assert row["calibration_error_chance"] < 0.01


def test_signs_by_hand(out_of_fold: OutOfFold, calibrated: CalibratedOutputs) -> None:
    two_songs = replace(
        out_of_fold,
        fold=out_of_fold.fold[:2],
        targets=np.array([[1, 0, 0, 0, 0.5, 0.5], [0, 0, 1, 0, -0.5, 0.1]], np.float32),
        outputs=out_of_fold.outputs.select(slice(0, 2)),
    )
    outputs = CalibratedOutputs(
        quadrant=np.array([[0.9, 0.1, 0, 0], [0.9, 0.1, 0, 0]], np.float32),
        moods=np.zeros((2, 0), np.float32),
        confident=np.zeros((2, 0), np.bool_),
        va=np.array([[0.1, 0.1], [-0.1, -0.1]], np.float32),
        va_sd=np.array([[0.3, 0.3], [0.6, 0.6]], np.float32),
    )
    found = calibration_report.valence_arousal_metrics(two_songs, outputs)
    assert found["signs_match_labelled_quadrant"] == 1
    assert found["signs_match_own_quadrant"] == 0.5
    assert found["labels_signs_match_labelled_quadrant"] == 0.5


def test_file_round_trip(out_of_fold: OutOfFold, tmp_path: Path) -> None:
    out_of_fold.save(tmp_path / "new" / "x.npz")
    found = OutOfFold.load(tmp_path / "new" / "x.npz")
    assert found.labels == MOODS
    np.testing.assert_array_equal(found.song_id, out_of_fold.song_id)
    np.testing.assert_array_equal(found.outputs.embedding, out_of_fold.outputs.embedding)
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["x.npz"]


def test_missing_and_damaged_files_are_errors(tmp_path: Path) -> None:
    (tmp_path / "x.npz").write_bytes(b"no zip")
    for name in ("x.npz", "y.npz"):
        with pytest.raises(ModelError, match="cannot be read"):
            OutOfFold.load(tmp_path / name)


def test_order_of_the_songs_is_preserved(out_of_fold: OutOfFold) -> None:
    songs = tiny_songs(7)[::-1]
    found = build_out_of_fold(
        songs, out_of_fold.outputs, out_of_fold.targets, [g.label for g in GROUPS]
    )
    assert found.song_id.tolist() == [f"song{k}" for k in range(6, -1, -1)]
    assert found.fold.tolist() == [1, 0, 4, 3, 2, 1, 0]
