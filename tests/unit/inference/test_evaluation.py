"""Evaluation of a fine-tuned network: metrics, refitted calibration and thresholds."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from sklearn.metrics import average_precision_score, roc_auc_score

from moodtagger.inference.calibration import Calibration
from moodtagger.inference.finetuning.dataset import FineTuningDataset, SongFeatures
from moodtagger.inference.finetuning.evaluation import (
    TARGET_PRECISION,
    WITHIN_ONE_SD,
    average_precision,
    evaluate,
    find_threshold,
    fit_platt,
    log_loss,
    roc_auc,
)
from moodtagger.inference.finetuning.losses import CalibratedPredictions
from tests.support.tiny_model import tiny_vocabulary

SONGS = 200
CALIBRATION = Calibration(
    (1.0, 2.0, 1.0, 1.0), (0.0, -1.0, 0.5, 0.0), sd_scale=(1.0, 0.5)
)  # of the three tiny moods and a new one


def predictions(moods: int, seed: int) -> CalibratedPredictions:
    generator = torch.Generator().manual_seed(seed)
    return CalibratedPredictions(
        moods=torch.randn(SONGS, moods, generator=generator),
        quadrant=torch.zeros(SONGS, 4),
        va=torch.randn(SONGS, 2, generator=generator) / 4,
        variance=torch.full((SONGS, 2), 0.04),
        embedding=torch.zeros(SONGS, 8),
    )


@pytest.fixture
def before() -> CalibratedPredictions:
    return predictions(3, 0)


@pytest.fixture
def after() -> CalibratedPredictions:
    return predictions(4, 1)


@pytest.fixture
def dataset(after: CalibratedPredictions) -> FineTuningDataset:
    """Labels of moods 1 and 3 that follow the new outputs; every second song is held out."""
    rng = np.random.default_rng(2)
    song = SongFeatures(np.zeros((1, 1), np.float16), np.ones(1, np.float32))
    probability = 1 / (1 + np.exp(-(0.5 * after.moods[:, [1, 3]].numpy() - 0.3)))
    va = after.va.numpy() + rng.normal(0, 0.1, (SONGS, 2))
    return FineTuningDataset(
        [song] * SONGS,
        (rng.random((SONGS, 2)) < probability).astype(np.float32),
        (1, 3),
        1,
        va.astype(np.float32),
        np.arange(SONGS) % 2 == 0,
    )


def test_calibration_of_labeled_moods_is_refitted(
    dataset: FineTuningDataset, before: CalibratedPredictions, after: CalibratedPredictions
) -> None:
    result = evaluate(
        dataset, before, after, tiny_vocabulary(), ("sad", "loud"), CALIBRATION
    ).calibration
    held_out = dataset.held_out_indices
    for k, output in enumerate(dataset.mood_outputs):
        slope, offset = fit_platt(
            after.moods[held_out, output].numpy(), dataset.present[held_out, k]
        )
        old_slope, old_offset = CALIBRATION.mood_slope[output], CALIBRATION.mood_offset[output]
        assert result.mood_slope[output] == pytest.approx(slope * old_slope, abs=1e-5)
        assert result.mood_offset[output] == pytest.approx(slope * old_offset + offset, abs=1e-5)
    for output in (0, 2):
        assert result.mood_slope[output] == CALIBRATION.mood_slope[output]
        assert result.mood_offset[output] == CALIBRATION.mood_offset[output]


def test_sd_scale_covers_68_percent_of_the_held_out_songs(
    dataset: FineTuningDataset, before: CalibratedPredictions, after: CalibratedPredictions
) -> None:
    result = evaluate(dataset, before, after, tiny_vocabulary(), ("sad", "loud"), CALIBRATION)
    held_out = dataset.held_out_indices
    factor = np.array(result.calibration.sd_scale) / CALIBRATION.sd_scale
    error = np.abs(after.va[held_out].numpy().clip(-1, 1) - dataset.va[held_out])
    covered = (error <= 0.2 * factor + 1e-4).mean(axis=0)
    assert covered == pytest.approx([WITHIN_ONE_SD] * 2, abs=0.02)


def test_mood_with_few_held_out_songs_keeps_its_calibration(
    dataset: FineTuningDataset, before: CalibratedPredictions, after: CalibratedPredictions
) -> None:
    dataset.present[:] = 0
    dataset.present[[0, 2, 1], :] = 1
    result = evaluate(dataset, before, after, tiny_vocabulary(), ("sad", "loud"), CALIBRATION)
    assert result.calibration.mood_slope == CALIBRATION.mood_slope
    assert result.calibration.mood_offset == CALIBRATION.mood_offset
    assert not any(row["calibrated"] for row in result.moods)
    assert result.vocabulary.by_label("sad").threshold == tiny_vocabulary()[1].threshold
    assert result.vocabulary.by_label("loud").threshold == TARGET_PRECISION


def test_few_songs_with_valence_and_arousal_keep_the_sd_scale(
    dataset: FineTuningDataset, before: CalibratedPredictions, after: CalibratedPredictions
) -> None:
    va = np.full_like(dataset.va, np.nan)
    va[:20] = dataset.va[:20]
    few = replace(dataset, va=va)
    result = evaluate(few, before, after, tiny_vocabulary(), ("sad", "loud"), CALIBRATION)
    assert result.calibration.sd_scale == CALIBRATION.sd_scale


def test_metrics_before_and_after(
    dataset: FineTuningDataset, before: CalibratedPredictions, after: CalibratedPredictions
) -> None:
    result = evaluate(dataset, before, after, tiny_vocabulary(), ("sad", "loud"), CALIBRATION)
    known, new = result.moods
    held_out = dataset.held_out_indices
    present = dataset.present[held_out]
    for name, outputs in (("before", before), ("after", after)):
        auc = roc_auc_score(present[:, 0], outputs.moods[held_out, 1])
        assert known[name]["auc"] == pytest.approx(auc, abs=1e-4)
        error = np.abs(outputs.va[held_out].numpy().clip(-1, 1) - dataset.va[held_out])
        assert result.metrics[f"valence_error_{name}"] == pytest.approx(
            error[:, 0].mean(), abs=1e-4
        )
    assert (new["before"], new["new"], known["new"]) == (None, True, False)
    assert (known["songs"], known["held_out_songs"]) == (
        dataset.present[:, 0].sum(),
        present[:, 0].sum(),
    )
    assert result.metrics["macro_auc"] == pytest.approx(
        (known["after"]["auc"] + new["after"]["auc"]) / 2, abs=1e-4
    )
    change = (before.moods.sigmoid() - after.moods[:, :3].sigmoid())[held_out][:, [0, 2]].abs()
    assert result.metrics["other_moods_moved"] == pytest.approx(float(change.mean()), abs=1e-4)


def test_metrics_agree_with_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    present = (rng.random(80) < 0.3).astype(np.float64)
    score = np.round(rng.random(80) + 0.3 * present, 1)  # with ties
    assert roc_auc(score, present) == pytest.approx(roc_auc_score(present, score))
    distinct = score + rng.random(80) * 1e-3
    assert average_precision(distinct, present) == pytest.approx(
        average_precision_score(present, distinct)
    )
    assert roc_auc(score, np.ones(80)) is None
    assert average_precision(score, np.zeros(80)) is None
    assert log_loss(np.array([0.5, 0.5]), np.array([0.0, 1.0])) == pytest.approx(np.log(2))


def test_platt_scaling_corrects_overconfident_logits() -> None:
    rng = np.random.default_rng(1)
    logits = rng.normal(0, 1, 4000)
    present = (rng.random(4000) < 1 / (1 + np.exp(-logits))).astype(np.float64)
    slope, offset = fit_platt(3 * logits + 1, present)
    assert slope == pytest.approx(1 / 3, abs=0.05)
    assert offset == pytest.approx(-1 / 3, abs=0.1)


def test_threshold_reaches_the_target_precision_or_is_none() -> None:
    probability = np.linspace(1, 0, 100)
    present = (np.arange(100) < 30).astype(np.float64)
    found = find_threshold(probability, present)
    assert found is not None
    threshold, support, precision = found
    assert threshold == pytest.approx(0.5, abs=0.02)
    assert support == pytest.approx(50, abs=2)
    assert precision == pytest.approx(0.6, abs=0.02)
    assert find_threshold(probability, 1 - present) is None
