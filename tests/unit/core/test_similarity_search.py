"""Songs like others: what counts, what limits, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from moodtagger.core.similarity.candidates import (
    Float32Array,
    RowIndices,
    random_pair_distances,
    row_dot_products,
    unit_vectors,
)
from moodtagger.core.similarity.query import SimilarityQuery, interpolate
from moodtagger.core.similarity.search import SimilarityIndex

LABELS = ("happy", "sad", "calm")


def make_index(count: int = 60, seed: int = 1) -> SimilarityIndex:
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(count, 8)).astype(np.float32)
    return SimilarityIndex(
        np.arange(10, 10 + count),
        vectors / np.linalg.norm(vectors, axis=1, keepdims=True),
        rng.beta(1, 2, (count, 3)).astype(np.float32),
        LABELS,
        rng.uniform(-1, 1, (count, 2)).astype(np.float32),
        rng.uniform(40, 220, count).astype(np.float32),
        (np.arange(count) % 6).astype(np.int32),
        (np.arange(count) % 20).astype(np.int32),
        np.ones(count, np.bool_),
    )


FREE = SimilarityQuery(max_per_artist=0, max_per_album=0, count=1000)


def result_ids(songs: SimilarityIndex, query: SimilarityQuery, *seeds: int) -> list[int]:
    seed = songs.seed(seeds or [10])
    assert seed is not None
    return [hit.track_id for hit in songs.search(seed, query)]


def test_unit_vectors_have_length_one_and_keep_their_direction() -> None:
    rows = np.array([[3.0, 4.0], [0.0, 0.0], [-0.5, 0.0]])
    assert unit_vectors(rows) == pytest.approx(np.array([[0.6, 0.8], [0, 0], [-1, 0]]))
    assert unit_vectors(np.zeros((0, 5))).shape == (0, 5)


@pytest.mark.parametrize(
    ("query", "distance"),
    [
        (replace(FREE, mood=0, feeling=0), lambda c: -c.embeddings @ c.embeddings[0]),
        (replace(FREE, mood=0, sound=0), lambda c: np.hypot(*(c.plane - c.plane[0]).T)),
        (
            replace(FREE, feeling=0, sound=0),
            lambda c: ((np.sqrt(c.moods) - np.sqrt(c.moods[0])) ** 2).sum(axis=1),
        ),
    ],
    ids=["sound", "feeling", "mood"],
)
def test_one_weight_alone_orders_by_that_distance(query, distance) -> None:  # noqa: ANN001
    songs = make_index()
    order = [i for i in np.argsort(distance(songs), kind="stable").tolist() if i]
    assert result_ids(songs, query) == songs.ids[order].tolist()


def test_equal_weights_decide_equally_much() -> None:
    songs = make_index(400)
    rng = np.random.default_rng(0)
    # All songs sound nearly equally different, as real embeddings do.
    songs = replace(songs, embeddings=unit_vectors(rng.normal(size=(400, 128))))
    shares = []
    for track_id in songs.ids[:40].tolist():
        seed = songs.seed([track_id])
        assert seed is not None
        hits = songs.search(seed, FREE)
        distance = [hit.distance for hit in hits]
        shares.append(
            [
                np.corrcoef(distance, [getattr(hit, part) for hit in hits])[0, 1]
                for part in ("mood", "feeling", "sound")
            ]
        )
    mood, feeling, sound = -np.mean(shares, axis=0)
    assert min(mood, feeling, sound) > 0.5
    assert max(mood, feeling, sound) - min(mood, feeling, sound) < 0.15


def test_a_pair_at_the_medians_has_a_distance_of_one() -> None:
    songs = make_index(400)
    distances = []
    for track_id in songs.ids[:100].tolist():
        seed = songs.seed([track_id])
        assert seed is not None
        distances += [hit.distance for hit in songs.search(seed, FREE)]
    assert np.median(distances) == pytest.approx(1.0, abs=0.05)


def test_two_songs_or_copies_alone_have_finite_distances() -> None:
    for count in (2, 3):
        songs = make_index(count)
        songs = replace(songs, embeddings=songs.embeddings[[0] * count])
        seed = songs.seed([10])
        assert seed is not None
        assert all(0 < hit.distance < 10 for hit in songs.search(seed, FREE))


def test_seed_songs_are_no_results() -> None:
    songs = make_index()
    found = result_ids(songs, FREE, 10, 20, 30)
    assert len(found) == 57
    assert not {10, 20, 30} & set(found)


def test_the_seed_of_several_songs_is_their_mean() -> None:
    songs = make_index()
    seed = songs.seed([10, 11])
    assert seed is not None
    assert seed.valence == pytest.approx(songs.plane[:2, 0].mean(), abs=1e-6)
    assert seed.bpm == pytest.approx(float(songs.bpm[:2].mean()), abs=1e-3)


def test_limits_keep_the_nearest_of_each() -> None:
    songs = make_index()
    found = result_ids(songs, replace(FREE, max_per_artist=2))
    artists = [int(songs.artist[i - 10]) for i in found]
    assert all(artists.count(artist) == 2 for artist in range(6))
    every = result_ids(songs, FREE)
    firsts = [i for i in every if int(songs.artist[i - 10]) == artists[0]][:2]
    assert [i for i in found if int(songs.artist[i - 10]) == artists[0]] == firsts


def test_unknown_artists_are_not_one_artist() -> None:
    songs = make_index()
    songs.artist[:] = -1
    assert len(result_ids(songs, replace(FREE, max_per_artist=1))) == 59


def test_limits_look_further_than_the_first_candidates() -> None:
    songs = make_index(5000)
    songs.artist[:] = 0
    songs.artist[np.argsort(songs.embeddings @ songs.embeddings[0])[0]] = 1  # the farthest song
    query = SimilarityQuery(mood=0, feeling=0, max_per_artist=1, max_per_album=0, count=2)
    found = result_ids(songs, query)
    assert sorted(songs.artist[i - 10] for i in found) == [0, 1]


def test_tempo_range_with_and_without_octaves() -> None:
    songs = make_index()
    low, high = 90.0, 110.0
    strict = set(result_ids(songs, replace(FREE, min_bpm=low, max_bpm=high, allow_octaves=False)))
    assert strict == {
        int(i) for i, t in zip(songs.ids, songs.bpm, strict=True) if low <= t <= high and i != 10
    }
    wide = set(result_ids(songs, replace(FREE, min_bpm=low, max_bpm=high)))
    assert strict < wide
    assert all(any(low <= f * songs.bpm[i - 10] <= high for f in (0.5, 1, 2)) for i in wide)


def test_songs_without_tempo_or_file_are_left_out() -> None:
    songs = make_index()
    songs.bpm[5] = np.nan
    songs.present[6] = False
    found = result_ids(songs, replace(FREE, min_bpm=1.0, max_bpm=999.0))
    assert not {15, 16} & set(found)
    assert 15 in result_ids(songs, FREE)
    assert songs.count_without_bpm() == 1


def test_a_result_holds_the_reasons() -> None:
    songs = make_index()
    songs.embeddings[1] = songs.embeddings[0]
    songs.plane[1] = songs.plane[0]
    songs.moods[0] = (0.9, 0.1, 0.6)
    songs.moods[1] = (0.5, 0.9, 0.7)
    songs = replace_columns(songs)
    seed = songs.seed([10])
    assert seed is not None
    hit = next(hit for hit in songs.search(seed, FREE) if hit.track_id == 11)
    assert hit.shared_moods == ("calm", "happy")
    assert hit.sound > 0.99
    assert hit.feeling > 0.99
    assert hit.bpm == pytest.approx(float(songs.bpm[1]))


def replace_columns(songs: SimilarityIndex) -> SimilarityIndex:
    """The same columns read again."""
    names = ("ids", "embeddings", "moods", "labels", "plane", "bpm", "artist", "album", "present")
    return SimilarityIndex(*(getattr(songs, name) for name in names))


def test_a_way_has_its_ends_and_no_song_twice() -> None:
    songs = make_index()
    way = songs.interpolate_playlist(10, 40, 12, SimilarityQuery())
    assert (way[0], way[-1], len(way), len(set(way))) == (10, 40, 12, 12)


def test_a_way_gets_nearer_to_its_end() -> None:
    songs = make_index(3000)
    query = SimilarityQuery(mood=0, sound=0, max_per_artist=0, max_per_album=0)
    way = songs.interpolate_playlist(10, 40, 8, query)
    end = songs.plane[30]
    left = [float(np.hypot(*(songs.plane[i - 10] - end))) for i in way]
    assert left == sorted(left, reverse=True)


def test_a_way_is_never_empty() -> None:
    songs = make_index()
    impossible = SimilarityQuery(
        min_bpm=1.0, max_bpm=2.0, allow_octaves=False, max_per_artist=1, max_per_album=1
    )
    assert len(songs.interpolate_playlist(10, 40, 20, impossible)) == 20
    assert len(songs.interpolate_playlist(10, 40, 100, SimilarityQuery())) == 60  # all there are
    with pytest.raises(KeyError):
        songs.interpolate_playlist(10, 999, 5, SimilarityQuery())


@pytest.mark.parametrize("count", [0, 1, 2])
def test_tiny_libraries(count: int) -> None:
    songs = make_index(count)
    if count == 0:
        assert songs.seed([10]) is None
    else:
        assert len(result_ids(songs, SimilarityQuery())) == count - 1


def test_all_weights_at_zero_count_equally() -> None:
    songs = make_index()
    none = replace(FREE, mood=0, feeling=0, sound=0)
    assert result_ids(songs, none) == result_ids(songs, FREE)


def test_few_songs_of_many_are_compared_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    songs = make_index(50_000)
    seed = songs.seed([10, 500])
    assert seed is not None
    compared: list[int] = []

    def count_rows(matrix: Float32Array, vector: Float32Array, rows: RowIndices) -> Float32Array:
        compared.append(len(rows))
        return row_dot_products(matrix, vector, rows)

    monkeypatch.setattr("moodtagger.core.similarity.search.row_dot_products", count_rows)
    songs.search(seed, SimilarityQuery(min_bpm=80, max_bpm=120))
    assert 50 <= sum(compared) < len(songs) // 4


def test_album_limit_counts_apart_from_the_artist_limit() -> None:
    songs = make_index()
    found = result_ids(songs, replace(FREE, max_per_album=2))
    albums = [int(songs.album[i - 10]) for i in found]
    assert sorted(set(albums)) == list(range(20))
    assert max(albums.count(album) for album in albums) == 2
    assert len(found) == 40  # the seed is one of the three songs of its album
    both = result_ids(songs, replace(FREE, max_per_artist=4, max_per_album=1))
    assert max(Counter(int(songs.artist[i - 10]) for i in both).values()) <= 4
    assert max(Counter(int(songs.album[i - 10]) for i in both).values()) == 1


def path_ids(songs: SimilarityIndex, **limits: float) -> list[int]:
    """Return a path of eight songs from the first to the last."""
    first, last = int(songs.ids[0]), int(songs.ids[-1])
    return songs.interpolate_playlist(first, last, 8, replace(FREE, **limits))


@pytest.mark.parametrize("column", ["artist", "album"])
def test_path_keeps_the_limits(column: str) -> None:
    songs = make_index(200)
    codes = getattr(songs, column)
    codes[:] = np.arange(200)  # each song by another artist, on another album
    unlimited = path_ids(songs)
    codes[[i - 10 for i in unlimited[1:-1]]] = 500  # but for those on the path
    assert path_ids(songs) == unlimited
    limited = path_ids(songs, **{f"max_per_{column}": 1})
    assert [int(codes[i - 10]) for i in limited].count(500) == 1
    assert len(set(limited)) == 8


def test_path_keeps_the_tempo_range() -> None:
    songs = make_index(200)
    limits = {"min_bpm": 100.0, "max_bpm": 130.0, "allow_octaves": False}
    inner = path_ids(songs, **limits)[1:-1]
    assert len(inner) == 6
    assert all(100 <= songs.bpm[i - 10] <= 130 for i in inner)
    assert not all(100 <= songs.bpm[i - 10] <= 130 for i in path_ids(songs)[1:-1])


def test_path_relaxes_limits_rather_than_end_early() -> None:
    songs = make_index(30)
    songs.artist[:] = 0
    path = path_ids(songs, max_per_artist=1, min_bpm=1000.0, max_bpm=1001.0)
    assert len(set(path)) == 8


@pytest.mark.parametrize("kind", [0, 1, 2])
def test_a_distance_of_one_is_the_median_of_random_pairs(kind: int) -> None:
    songs = make_index(7)
    features = (np.sqrt(songs.moods), songs.plane, songs.embeddings)
    pairs = random_pair_distances(*features)[kind]
    query = replace(
        FREE, **{k: float(i == kind) for i, k in enumerate(("mood", "feeling", "sound"))}
    )
    seed = songs.seed([10])
    assert seed is not None
    for hit in songs.search(seed, query):
        distance = float(np.linalg.norm(features[kind][0] - features[kind][hit.track_id - 10]))
        assert hit.distance == pytest.approx(distance / np.median(pairs), rel=1e-3)
        farther = (hit.mood, hit.feeling, hit.sound)[kind]
        assert (pairs > distance + 1e-4).mean() <= farther <= (pairs > distance - 1e-4).mean()


def test_random_pairs_are_two_different_tracks() -> None:
    points = np.arange(3, dtype=np.float32)[:, None] ** 2
    pairs = random_pair_distances(points, 2 * points)
    assert pairs.shape == (2, 4096)
    assert set(pairs[0].tolist()) == {1, 3, 4}
    assert pairs[1].tolist() == (2 * pairs[0]).tolist()
    assert random_pair_distances(points[:1], points[:1]).tolist() == [[1], [1]]
    assert set(random_pair_distances(points[:2])[0].tolist()) == {1}


@pytest.mark.parametrize(
    ("low", "high", "octaves", "accepted"),
    [
        (None, None, True, [True] * 5),
        (60.0, 120.0, False, [True, True, False, False, False]),
        (60.0, 120.0, True, [True, True, True, True, False]),
        (None, 60.0, False, [True, False, True, False, False]),
        (120.0, None, False, [False, True, False, True, False]),
        (110.0, 130.0, True, [True, True, False, True, False]),
    ],
)
def test_a_tempo_is_accepted_at_both_ends_and_an_octave_away(
    low: float | None, high: float | None, octaves: bool, accepted: list[bool]
) -> None:
    query = SimilarityQuery(min_bpm=low, max_bpm=high, allow_octaves=octaves)
    tempos = np.array([60, 120, 30, 240, np.nan], np.float32)
    assert query.accepts_bpm(tempos).tolist() == accepted


def test_a_point_between_two_seeds_is_linear_in_all_parts() -> None:
    songs = make_index()
    start, end = songs.seed([10]), songs.seed([11])
    assert start is not None
    assert end is not None
    middle = interpolate(start, end, 0.25, frozenset({3}))
    for part in ("embedding", "moods", "valence", "arousal"):
        one, other = getattr(start, part), getattr(end, part)
        assert getattr(middle, part) == pytest.approx(0.75 * one + 0.25 * other, abs=1e-6)
    assert (middle.bpm, middle.excluded_ids) == (start.bpm, {3})


def test_two_songs_are_compared_as_in_a_search() -> None:
    songs = make_index()
    seed = songs.seed([11])
    assert seed is not None
    found = {hit.track_id: hit for hit in songs.search(seed, FREE)}
    assert songs.compare(10, 11) == found[10]
    assert songs.compare(10, 999) is None
    assert songs.compare(999, 10) is None
    for ends in ((10, 999), (999, 10)):
        with pytest.raises(KeyError, match="999"):
            songs.interpolate_playlist(*ends, 5, FREE)


def test_only_chosen_tracks_are_results() -> None:
    songs = make_index()
    everything = result_ids(songs, FREE)
    chosen = frozenset(everything[1::3])
    assert result_ids(songs, replace(FREE, only_ids=chosen)) == everything[1::3]
    assert result_ids(songs, replace(FREE, only_ids=frozenset())) == []


def with_copies(count: int = 60) -> SimilarityIndex:
    """Songs of which every three next to each other are copies, but for the last twenty."""
    recording = np.where(np.arange(count) < count - 20, np.arange(count) // 3, -1)
    return replace(make_index(count), recording=recording.astype(np.int32))


def recordings_of(songs: SimilarityIndex, ids: list[int]) -> list[int]:
    assert songs.recording is not None
    return [code for i in ids if (code := int(songs.recording[i - 10])) >= 0]


def test_results_hold_one_copy_of_each_recording_and_none_of_the_seed() -> None:
    songs = with_copies()
    found = result_ids(songs, FREE, 12)
    codes = recordings_of(songs, found)
    assert sorted(codes) == list(range(1, 14))  # all but that of the seed
    assert len(found) == 13 + 20
    everything = result_ids(make_index(), FREE, 12)
    nearest = {}
    for track_id in everything:
        for code in recordings_of(songs, [track_id]):
            nearest.setdefault(code, track_id)
    assert {i for i in found if recordings_of(songs, [i])} == set(nearest.values()) - {10, 11}


def test_a_path_has_no_recording_twice() -> None:
    songs = with_copies()
    path = songs.interpolate_playlist(10, 40, 30, FREE)
    codes = recordings_of(songs, path)
    assert len(path) == 30
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(("steps", "length"), [(0, 2), (1, 2), (2, 2), (3, 3), (5, 5)])
def test_a_path_has_its_ends_and_as_many_songs_between(steps: int, length: int) -> None:
    path = make_index().interpolate_playlist(10, 40, steps, FREE)
    assert (path[0], path[-1], len(path)) == (10, 40, length)


def test_steps_of_a_path_are_even() -> None:
    points = np.linspace(-1, 1, 101, dtype=np.float32)
    songs = replace(make_index(101), plane=np.stack([points, points], axis=1))
    query = replace(FREE, mood=0, sound=0)
    assert songs.interpolate_playlist(10, 110, 5, query) == [10, 35, 60, 85, 110]


@pytest.mark.parametrize("limit", [1, 2])
def test_the_ends_of_a_path_count_for_its_limits(limit: int) -> None:
    songs = make_index()
    songs.artist[:] = np.arange(60)
    songs.artist[[0, 5, 6, 7, 30]] = 500
    path = songs.interpolate_playlist(10, 40, 20, replace(FREE, max_per_artist=limit + 1))
    assert [int(songs.artist[i - 10]) for i in path].count(500) == max(2, limit + 1)


def test_the_three_clearest_moods_are_shared() -> None:
    songs = make_index(2)
    moods = np.array([[0.9, 0.25, 0.24, 0.5, 0.7], [0.8, 0.9, 0.9, 0.6, 0.25]], np.float32)
    songs = replace(songs, moods=moods, labels=("a", "b", "c", "d", "e"))
    found = songs.compare(10, 11)
    assert found is not None
    assert found.shared_moods == ("a", "d", "b")
    two = replace(songs, moods=moods * np.array([1, 0.9, 1, 1, 0.9], np.float32)).compare(10, 11)
    assert two is not None
    assert two.shared_moods == ("a", "d")


def test_the_tempo_of_a_seed_is_the_median_of_the_known_ones() -> None:
    songs = make_index()
    songs.bpm[:4] = (100, np.nan, 120, 180)
    seed = songs.seed([10, 11, 12, 13, 999])
    assert seed is not None
    assert seed.bpm == 120
    assert seed.excluded_ids == {10, 11, 12, 13, 999}
    unknown = songs.seed([11])
    assert unknown is not None
    assert unknown.bpm is None
    assert songs.seed([999]) is None
    assert songs.row_of(9) is None
    assert songs.row_of(69) == 59
    assert songs.row_of(70) is None


def test_a_range_of_tempos_with_one_end_at_zero() -> None:
    tempos = np.array([10, np.nan], np.float32)
    assert SimilarityQuery(min_bpm=0.0, allow_octaves=False).accepts_bpm(tempos).tolist() == [
        True,
        False,
    ]


@pytest.mark.parametrize(("same", "count"), [("artist", 3), ("album", 2), ("", 50)])
def test_by_default_results_are_by_several_artists(same: str, count: int) -> None:
    songs = make_index(80)
    songs.artist[:], songs.album[:] = np.arange(80), np.arange(80)
    if same:
        getattr(songs, same)[:] = 7
    assert len(result_ids(songs, SimilarityQuery())) == count
