"""Do songs that belong together lie close? Mean average precision over held-out songs.

Each fold's songs are ranked by distance from each of them; the embeddings are those of the fold's
own network, which knows none of its artists. Two questions:

- `same artist`: songs by the query's artist are wanted.
- `shared mood words`: songs with at least `SHARED` of the query's expert words are wanted; other
  songs by the query's artist are left out, so that this is not the first question once more.

Queries for which nothing is wanted do not count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from moodtagger.core.similarity.nearest import SimilarityIndex
from moodtagger.training.calibration.out_of_fold import OutOfFold
from moodtagger.training.calibration.report import Calibrated
from moodtagger.training.data.dataset import Floats, Labels

SHARED = 2
SHUFFLES = 5

Flags = npt.NDArray[np.bool_]
Distances = npt.NDArray[np.floating[Any]]  # (n, n)


def figures(
    heard: OutOfFold,
    said: Calibrated,
    labels: Mapping[str, Labels],
    described: Mapping[str, Floats] | None = None,
) -> dict[str, Any]:
    """Question -> ranking -> mean and SD over folds of the mean average precision."""
    rankings: dict[str, Callable[[Flags], list[Distances]]] = {
        "embedding": lambda fold: [embedding_distances(heard.outputs.embedding[fold])],
        "valence and arousal": lambda fold: [plain_distances(said.va[fold])],
    }
    if described is not None:
        rows = np.stack([described[str(i)] for i in heard.song_id])
        scaled = (rows - rows.mean(axis=0)) / np.maximum(rows.std(axis=0), 1e-6)
        rankings["ten descriptors"] = lambda fold: [plain_distances(scaled[fold])]
    rankings["chance"] = lambda fold: _shuffled(int(fold.sum()))
    songs = [labels[str(i)] for i in heard.song_id]
    questions = {"same artist": same_artist(songs), "shared mood words": shared_words(songs)}
    return {
        "protocol": f"within each fold; shared mood words: at least {SHARED}, other artists",
        **{
            question: {
                ranking: _over_folds(heard, wanted, counted, distances)
                for ranking, distances in rankings.items()
            }
            for question, (wanted, counted) in questions.items()
        },
    }


def same_artist(songs: list[Labels]) -> tuple[Flags, Flags]:
    """Which songs (columns) each query (rows) wants, and which of them count; never itself."""
    artist = np.array([song.artist for song in songs])
    others = ~np.eye(len(songs), dtype=np.bool_)
    return (artist[:, None] == artist) & others, others


def shared_words(songs: list[Labels]) -> tuple[Flags, Flags]:
    """The same for shared mood words; songs by the query's own artist do not count."""
    words = sorted(set().union(*(song.words for song in songs)))
    has = np.array([[word in song.words for word in words] for song in songs], np.int32)
    own, _ = same_artist(songs)
    counted = ~own & ~np.eye(len(songs), dtype=np.bool_)
    return (has @ has.T >= SHARED) & counted, counted


def embedding_distances(embeddings: Floats) -> Distances:
    """The app's own distances between songs, (n, n); a song to itself: 0."""
    n = len(embeddings)
    index = SimilarityIndex(np.arange(n), embeddings)
    out = np.zeros((n, n))
    for k, query in enumerate(embeddings):
        for neighbour in index.nearest(query, n):
            out[k, neighbour.track_id] = neighbour.distance
    return out


def plain_distances(rows: Floats) -> Distances:
    """Euclidean distances, (n, n)."""
    out: Distances = np.linalg.norm(rows[:, None] - rows, axis=2)
    return out


def mean_average_precision(distances: Distances, wanted: Flags, counted: Flags) -> float:
    """Mean over the queries (rows) that want something; NaN without any."""
    scores = [
        average_precision(distance[among], wish[among])
        for distance, wish, among in zip(distances, wanted, counted, strict=True)
        if wish.any()
    ]
    return float(np.mean(scores)) if scores else float("nan")


def average_precision(distance: Distances, wanted: Flags) -> float:
    """Mean, over the wanted songs, of the share of wanted ones among those that are not farther.

    As scikit-learn's, but for equal distances, and many times as fast for so few songs.
    """
    hits = wanted[np.argsort(distance, kind="stable")]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(precision[hits].mean())


def _over_folds(
    heard: OutOfFold,
    wanted: Flags,
    counted: Flags,
    distances: Callable[[Flags], list[Distances]],
) -> dict[str, float]:
    scores = []
    for fold in heard.by_fold():
        inside = np.ix_(fold, fold)
        tries = [
            mean_average_precision(d, wanted[inside], counted[inside]) for d in distances(fold)
        ]
        scores.append(np.mean(tries))
    return {
        "mean": round(float(np.nanmean(scores)), 4),
        "sd": round(float(np.nanstd(scores, ddof=1)), 4),
    }


def _shuffled(n: int) -> list[Distances]:
    rng = np.random.default_rng(0)
    return [rng.random((n, n)) for _ in range(SHUFFLES)]
