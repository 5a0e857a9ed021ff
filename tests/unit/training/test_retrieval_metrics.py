"""Mean average precision of similar songs, on synthetic songs."""

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from moodtagger.core.similarity.candidates import unit_vectors
from moodtagger.core.similarity.query import SimilarityQuery
from moodtagger.core.similarity.search import SimilarityIndex
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
    relevant = np.zeros((4, 4), np.bool_)
    relevant[0, 2] = True  # second of three
    relevant[1, [0, 3]] = True  # first and third
    eligible = ~np.eye(4, dtype=np.bool_)
    expected = np.mean([1 / 2, (1 + 2 / 3) / 2])
    assert mean_average_precision(distances, relevant, eligible) == pytest.approx(expected)
    assert np.isnan(mean_average_precision(distances, ~relevant & relevant, eligible))


def test_average_precision_agrees_with_scikit_learn() -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        distance, relevant = rng.random(30), rng.random(30) < 0.3
        relevant[0] = True
        expected = average_precision_score(relevant, -distance)
        assert average_precision(distance, relevant) == pytest.approx(expected)


def test_relevant_and_eligible_songs() -> None:
    songs = [
        tiny_labels(1, ("Sad", "Gloomy", "Bleak")),
        tiny_labels(1, ("Sad", "Gloomy")),
        tiny_labels(2, ("Sad", "Gloomy")),
        tiny_labels(3, ("Sad",)),
    ]
    relevant, eligible = same_artist_relevance(songs)
    assert np.argwhere(relevant).tolist() == [[0, 1], [1, 0]]
    assert eligible.sum() == 12
    relevant, eligible = shared_words_relevance(songs)
    assert np.argwhere(relevant).tolist() == [[0, 2], [1, 2], [2, 0], [2, 1]]
    assert not eligible[0, 1]  # the same artist is not eligible


def test_distances_order_songs_as_the_app_does() -> None:
    rows = np.random.default_rng(0).normal(size=(6, 8)).astype(np.float32)
    distances = embedding_distances(rows)
    assert np.allclose(np.diag(distances), 0, atol=1e-6)
    equal = np.zeros((6, 2), np.float32)
    index = SimilarityIndex(
        ids=np.arange(6),
        embeddings=unit_vectors(rows),
        moods=equal,
        labels=("a", "b"),
        plane=equal,
        bpm=np.full(6, np.nan, np.float32),
        artist=np.full(6, -1, np.int32),
        album=np.full(6, -1, np.int32),
        present=np.ones(6, np.bool_),
    )
    seed = index.seed([2])
    assert seed is not None
    found = index.search(seed, SimilarityQuery(mood=0, feeling=0, sound=1, count=3))
    assert [song.track_id for song in found] == np.argsort(distances[2])[1:4].tolist()


def test_embedding_with_the_artist_beats_chance() -> None:
    out_of_fold = tiny_out_of_fold(200)
    artist = np.arange(200) // 20 * 5 + np.arange(200) % 5  # four songs each, all in one fold
    out_of_fold.outputs.embedding[:] += 3 * np.eye(8)[artist % 8]
    labels = {
        song: tiny_labels(int(a), ("Sad", "Bleak") if a % 2 else ("Sad", "Calm"))
        for song, a in zip(out_of_fold.song_id.tolist(), artist, strict=True)
    }
    descriptors = {song: np.ones(10, np.float32) for song in labels}
    found = retrieval_metrics.retrieval_metrics(
        out_of_fold, calibration_report.cross_fit_calibration(out_of_fold), labels, descriptors
    )
    same_artist = found["same artist"]
    assert same_artist["embedding"]["mean"] > 0.5
    assert same_artist["chance"]["mean"] < 0.25
    assert set(found["shared mood words"]) == {
        "embedding",
        "valence and arousal",
        "ten descriptors",
        "chance",
    }
