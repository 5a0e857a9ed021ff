"""Search finds the same songs whether it compares all of them or skips those out of bounds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moodtagger.core.similarity.candidates import (
    DistanceBounds,
    Float32Array,
    RowIndices,
    row_dot_products,
)
from moodtagger.core.similarity.query import SimilarityQuery
from moodtagger.core.similarity.search import SimilarityIndex

LABELS = ("happy", "sad", "calm", "tense")
SONGS = 6000
weights = st.sampled_from([0.0, 0.3, 1.0, 4.0])


def make_index(kind: str) -> SimilarityIndex:
    """Made-up songs whose embeddings lie anywhere, near a few directions, or on few points."""
    rng = np.random.default_rng(3)
    plane = np.clip(rng.normal(0, 0.4, (SONGS, 2)), -1, 1).astype(np.float32)
    vectors = rng.normal(size=(SONGS, 64))
    if kind == "near":
        vectors[:, 6:] *= 0.1
    if kind == "copies":
        of = rng.integers(300, size=SONGS)
        vectors, plane = vectors[of], plane[of]
    moods = rng.beta(1, 2, (SONGS, 4)).astype(np.float32)
    if kind == "copies":
        moods = moods[of]
    return SimilarityIndex(
        np.arange(10, 10 + SONGS),
        (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32),
        moods,
        LABELS,
        plane,
        rng.uniform(40, 220, SONGS).astype(np.float32),
        rng.integers(-1, 90, SONGS).astype(np.int32),
        rng.integers(-1, 900, SONGS).astype(np.int32),
        rng.random(SONGS) < 0.95,
    )


KINDS = {kind: make_index(kind) for kind in ("anywhere", "near", "copies")}
UNBOUNDED = {kind: replace(index, use_bounds=False) for kind, index in KINDS.items()}


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(sorted(KINDS)),
    st.lists(st.integers(10, 9 + SONGS), min_size=1, max_size=3),
    st.builds(
        SimilarityQuery,
        mood=weights,
        feeling=weights,
        sound=weights,
        min_bpm=st.sampled_from([None, 90.0]),
        max_bpm=st.sampled_from([None, 95.0, 120.0]),
        max_per_artist=st.sampled_from([0, 1, 3]),
        max_per_album=st.sampled_from([0, 2]),
        count=st.sampled_from([0, 1, 50, 400]),
    ),
)
def test_the_same_songs_in_the_same_order(
    kind: str, track_ids: list[int], query: SimilarityQuery
) -> None:
    songs = KINDS[kind]
    seed = songs.seed(track_ids)
    assert seed is not None
    found = songs.search(seed, query)
    everything = UNBOUNDED[kind].search(seed, query)
    distances = [hit.distance for hit in everything]
    assert [hit.distance for hit in found] == pytest.approx(distances, abs=1e-3)
    # Songs at equal distance may change places: matrix products round copies differently.
    for one, other in zip(found, everything, strict=True):
        if one.track_id != other.track_id:
            assert one.distance == pytest.approx(other.distance, abs=1e-4)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many embeddings each exact comparison looked at."""
    counts: list[int] = []

    def count_rows(matrix: Float32Array, vector: Float32Array, rows: RowIndices) -> Float32Array:
        counts.append(len(rows))
        return row_dot_products(matrix, vector, rows)

    monkeypatch.setattr("moodtagger.core.similarity.search.row_dot_products", count_rows)
    return counts


@pytest.mark.parametrize("kind", ["anywhere", "near"])
def test_default_criteria_compare_few_songs(kind: str, compared: list[int]) -> None:
    songs = KINDS[kind]
    few = []
    for track_id in range(10, 200, 10):
        seed = songs.seed([track_id])
        assert seed is not None
        compared.clear()
        found = songs.search(seed, SimilarityQuery())
        few.append(sum(compared))
        expected = UNBOUNDED[kind].search(seed, SimilarityQuery())
        assert [hit.track_id for hit in found] == [hit.track_id for hit in expected]
    assert sorted(few)[len(few) // 2] < SONGS // 4


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("row", [0, 17, 4001])
def test_no_distance_is_less_than_its_bound(kind: str, row: int) -> None:
    songs = KINDS[kind]
    roots = np.sqrt(songs.moods)
    bounds = DistanceBounds(roots, songs.plane, songs.embeddings).lower_bounds(
        roots[row], songs.plane[row], songs.embeddings[row]
    )
    mood, feeling, sound = (
        np.linalg.norm(column - column[row], axis=1)
        for column in (roots, songs.plane, songs.embeddings)
    )
    np.testing.assert_allclose(bounds[:2], [mood, feeling], atol=2e-3)
    assert (bounds[2] <= sound + 1e-3).all()
    assert (bounds[2] > 0.5 * sound).mean() > 0.5  # and it is no trivial bound
    assert bounds[:, row] == pytest.approx(0.0, abs=1e-3)


def test_products_of_some_rows() -> None:
    rng = np.random.default_rng(1)
    matrix = rng.normal(size=(3000, 7)).astype(np.float32)
    matrix[1500:] = matrix[:1500]
    vector = rng.normal(size=7).astype(np.float32)
    rows = np.flatnonzero(rng.random(3000) < 0.6)
    np.testing.assert_allclose(
        row_dot_products(matrix, vector, rows), (matrix @ vector)[rows], rtol=1e-4
    )
    both = row_dot_products(matrix, vector, np.arange(3000))
    np.testing.assert_array_equal(both[:1500], both[1500:])
    assert row_dot_products(matrix, vector, rows[:0]).shape == (0,)


def test_few_songs_need_no_bounds(compared: list[int]) -> None:
    songs = KINDS["anywhere"]
    names = ("ids", "embeddings", "moods", "plane", "bpm", "artist", "album", "present")
    small = replace(songs, **{name: getattr(songs, name)[:100] for name in names})
    seed = small.seed([10])
    assert seed is not None
    assert small.search(seed, SimilarityQuery())
    assert not compared
