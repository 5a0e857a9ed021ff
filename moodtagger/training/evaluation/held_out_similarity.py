"""Similarity of held-out songs: mean average precision of what the app's search would list.

Each fold's songs are searched from each of them, by mood, by position, by sound and by all three
with equal weights. Three definitions of relevance: the same artist; at least two mood words in
common, by other artists; and, for songs with listeners' ratings, the nearest tenth of all pairs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from moodtagger.core.similarity.candidates import unit_vectors
from moodtagger.core.similarity.query import SimilarityQuery
from moodtagger.core.similarity.search import SimilarityIndex
from moodtagger.training.data.dataset import Floats, SongLabels
from moodtagger.training.evaluation.held_out import HeldOutPool, HeldOutSummary
from moodtagger.training.evaluation.retrieval_metrics import (
    Distances,
    Flags,
    euclidean_distances,
    mean_average_precision,
    same_artist_relevance,
    shared_words_relevance,
)

NEAREST_FRACTION = 0.1  # of all pairs of rated songs, which count as similar
ALL_SONGS: Final = SimilarityQuery(max_per_artist=0, max_per_album=0, count=100_000)
WAYS: Final = {
    "sound": replace(ALL_SONGS, mood=0, feeling=0),
    "position": replace(ALL_SONGS, mood=0, sound=0),
    "moods": replace(ALL_SONGS, feeling=0, sound=0),
    "all three": ALL_SONGS,
}
FoldFigures = dict[str, float]


def similarity_figures(
    songs: HeldOutSummary, labels: Mapping[str, SongLabels], ratings: Floats
) -> list[FoldFigures]:
    """Measure all ways of ranking by all definitions of relevance.

    Parameters
    ----------
    songs : HeldOutSummary
        Outputs for held-out songs.
    labels : Mapping[str, SongLabels]
        Labels by song id.
    ratings : Floats
        Ratings of the rated songs, (r, 9).

    Returns
    -------
    list[FoldFigures]
        Mean average precision by name, of each fold.
    """
    songs_labels = [labels[str(song)] for song in songs.labeled.song_id]
    tasks = {
        "same artist": (songs.labeled, *same_artist_relevance(songs_labels)),
        "shared mood words": (songs.labeled, *shared_words_relevance(songs_labels)),
        "similar ratings": (songs.rated, *similar_ratings_relevance(ratings)),
    }
    folds: list[FoldFigures] = [{} for _ in songs.labeled.fold_masks()]
    for name, (pool, relevant, eligible) in tasks.items():
        for figures, rows in zip(folds, pool.fold_masks(), strict=True):
            inside = np.ix_(rows, rows)
            for way, distances in search_distances(pool, rows).items():
                figures[f"{name}, by {way}"] = mean_average_precision(
                    distances, relevant[inside], eligible[inside]
                )
    return folds


def similar_ratings_relevance(ratings: Floats) -> tuple[Flags, Flags]:
    """Mark the songs that listeners rated most similarly.

    Parameters
    ----------
    ratings : Floats
        Ratings of n songs, (n, k).

    Returns
    -------
    tuple[Flags, Flags]
        Relevant and eligible songs (columns) for each query (rows), (n, n) each.
    """
    distances = euclidean_distances(ratings)
    others = ~np.eye(len(ratings), dtype=np.bool_)
    limit = np.quantile(distances[np.triu_indices(len(ratings), 1)], NEAREST_FRACTION)
    return (distances <= limit) & others, others


def search_distances(pool: HeldOutPool, rows: Flags) -> dict[str, Distances]:
    """Search the songs of a fold from each of them.

    Parameters
    ----------
    pool : HeldOutPool
        Outputs for n songs.
    rows : Flags
        Which of them are of the fold, (n,).

    Returns
    -------
    dict[str, Distances]
        Distances of k songs (columns) from each of them (rows) by way of ranking, (k, k) each.
    """
    index = _search_index(pool, rows)
    out = {way: np.full((len(index), len(index)), np.inf) for way in WAYS}
    for row in range(len(index)):
        seed = index.seed([row])
        assert seed is not None
        for way, query in WAYS.items():
            for hit in index.search(seed, query):
                out[way][row, hit.track_id] = hit.distance
    return out


def _search_index(pool: HeldOutPool, rows: Flags) -> SimilarityIndex:
    count = int(rows.sum())
    embedding = pool.embedding[rows].astype(np.float64)
    # As the exported network's; each fold has a basis of its own.
    embedding = (embedding - embedding.mean(axis=0)) / np.maximum(embedding.std(axis=0), 1e-6)
    unknown = np.full(count, -1, np.int32)
    return SimilarityIndex(
        ids=np.arange(count),
        embeddings=unit_vectors(embedding),
        moods=pool.moods[rows].astype(np.float32),
        labels=tuple(map(str, range(pool.moods.shape[1]))),
        plane=pool.position[rows].astype(np.float32),
        bpm=np.full(count, np.nan, np.float32),
        artist=unknown,
        album=unknown,
        present=np.ones(count, np.bool_),
    )
