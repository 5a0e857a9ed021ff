"""Regression on the teacher's outputs: it correlation the teacher and leaks no artist."""

import numpy as np
import pytest

from moodtagger.training.data.labels import FIRST_MOOD, build_targets
from moodtagger.training.moodnet.teacher_regression import (
    PcaDecoder,
    predict_out_of_fold,
    predict_targets,
    teacher_features,
)
from tests.support.tiny_songs import GROUPS, tiny_songs, without_teacher_scores

DECODER = PcaDecoder(np.ones(8, np.float32), 2 * np.eye(256, 8, dtype=np.float32), 0.5)


def test_decoder_inverts_the_projection() -> None:
    patch = np.random.default_rng(0).normal(size=(3, 256)).astype(np.float32)
    np.testing.assert_allclose(DECODER(patch), patch[:, :8] + 1, rtol=1e-6)


def test_features_are_mean_sd_and_scores() -> None:
    songs = tiny_songs(2)
    rows = teacher_features(songs, DECODER)
    assert rows.shape == (2, 8 + 8 + 63)
    np.testing.assert_allclose(rows[0, :8], songs[0].patch[:, :8].mean(axis=0) + 1, atol=1e-5)
    np.testing.assert_allclose(rows[0, 8:16], songs[0].patch[:, :8].std(axis=0), atol=1e-5)
    np.testing.assert_allclose(rows[0, 16:], songs[0].theme, atol=1e-6)


def test_predictions_follow_the_teacher() -> None:
    songs = without_teacher_scores(tiny_songs(120))
    x, targets = teacher_features(songs, DECODER), build_targets(songs, GROUPS)
    predicted = predict_targets(x[:80], targets[:80], x[80:])
    assert (predicted[:, :4].argmax(axis=1) == np.arange(80, 120) % 4).mean() > 0.8
    np.testing.assert_allclose(predicted[:, :4].sum(axis=1), 1, atol=1e-5)
    assert predicted[:, FIRST_MOOD:].min() >= 0
    assert predicted[:, FIRST_MOOD:].max() <= 1


def test_no_song_is_predicted_from_its_own_artist() -> None:
    rng = np.random.default_rng(1)
    # Songs of one artist are identical and labels are random: only a leak can predict them.
    x = np.repeat(rng.normal(size=(40, 70)), 2, axis=0).astype(np.float32)
    targets = np.repeat(rng.uniform(-1, 1, (40, 7)), 2, axis=0).astype(np.float32)
    artist = np.repeat(np.arange(40), 2)
    grouped = predict_out_of_fold(x, targets, artist)
    leaking = predict_out_of_fold(x, targets, np.arange(80))

    def correlation(predicted: np.ndarray) -> float:
        return float(np.corrcoef(predicted[:, 4], targets[:, 4])[0, 1])

    assert abs(correlation(grouped)) < 0.35
    assert correlation(leaking) > 0.6


@pytest.mark.parametrize("artists", [2, 3])
def test_few_artists_make_fewer_folds(artists: int) -> None:
    songs = tiny_songs(12)
    x, targets = teacher_features(songs, DECODER), build_targets(songs, GROUPS)
    assert predict_out_of_fold(x, targets, np.arange(12) % artists).shape == targets.shape
