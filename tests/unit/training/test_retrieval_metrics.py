"""Mean average precision of the songs' neighbourhoods, on made-up songs."""

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from moodtagger.core.similarity.candidates import EmbeddingIndex
from moodtagger.training.evaluation import calibration_report, retrieval_metrics
from moodtagger.training.evaluation.retrieval_metrics import (
    average_precision,
    embedding_distances,
    mean_average_precision,
    same_artist_relevance,
    shared_words_relevance,
)
from tests.support.tiny_outputs import tiny_labels, tiny_out_of_fold


def test_average_precision_by_hand() -> None:
    distances = np.array([[0, 1, 2, 3], [1, 0, 2, 3], [0, 0, 0, 0], [3, 2, 1, 0]], float)
    wanted = np.zeros((4, 4), np.bool_)
    wanted[0, 2] = True  # second of three
    wanted[1, [0, 3]] = True  # first and third
    counted = ~np.eye(4, dtype=np.bool_)
    expected = np.mean([1 / 2, (1 + 2 / 3) / 2])
    assert mean_average_precision(distances, wanted, counted) == pytest.approx(expected)
    assert np.isnan(mean_average_precision(distances, ~wanted & wanted, counted))


def test_average_precision_is_the_usual_one() -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        distance, wanted = rng.random(30), rng.random(30) < 0.3
        wanted[0] = True
        usual = average_precision_score(wanted, -distance)
        assert average_precision(distance, wanted) == pytest.approx(usual)


def test_what_the_questions_want() -> None:
    songs = [
        tiny_labels(1, ("Sad", "Gloomy", "Bleak")),
        tiny_labels(1, ("Sad", "Gloomy")),
        tiny_labels(2, ("Sad", "Gloomy")),
        tiny_labels(3, ("Sad",)),
    ]
    wanted, counted = same_artist_relevance(songs)
    assert np.argwhere(wanted).tolist() == [[0, 1], [1, 0]]
    assert counted.sum() == 12
    wanted, counted = shared_words_relevance(songs)
    assert np.argwhere(wanted).tolist() == [[0, 2], [1, 2], [2, 0], [2, 1]]
    assert not counted[0, 1]  # the same artist does not count here


def test_distances_are_the_apps() -> None:
    rows = np.random.default_rng(0).normal(size=(6, 8)).astype(np.float32)
    distances = embedding_distances(rows)
    nearest = EmbeddingIndex(range(6), rows).nearest(rows[2], 3, exclude_id=2)
    ranked = [k for k in np.argsort(distances[2]) if k != 2][:3]
    assert [n.track_id for n in nearest] == ranked
    assert np.allclose(np.diag(distances), 0, atol=1e-6)


def test_embedding_that_knows_the_artist_beats_chance() -> None:
    heard = tiny_out_of_fold(200)
    artist = np.arange(200) // 20 * 5 + np.arange(200) % 5  # four songs each, all in one fold
    heard.outputs.embedding[:] += 3 * np.eye(8)[artist % 8]
    labels = {
        song: tiny_labels(int(a), ("Sad", "Bleak") if a % 2 else ("Sad", "Calm"))
        for song, a in zip(heard.song_id.tolist(), artist, strict=True)
    }
    described = {song: np.ones(10, np.float32) for song in labels}
    found = retrieval_metrics.retrieval_metrics(
        heard, calibration_report.cross_fit_calibration(heard), labels, described
    )
    own = found["same artist"]
    assert own["embedding"]["mean"] > 0.5
    assert own["chance"]["mean"] < 0.25
    assert set(found["shared mood words"]) == {
        "embedding",
        "valence and arousal",
        "ten descriptors",
        "chance",
    }
