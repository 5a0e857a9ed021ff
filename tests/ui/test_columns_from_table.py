"""Columns built from a track table equal those built from single rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moodtagger.core.circumplex import Correction, Quadrant
from moodtagger.core.musical_keys import key_of_code
from moodtagger.core.text_order import fold, fold_all
from moodtagger.core.tracks import FileTags, SongRow, TrackState
from moodtagger.store.database.column_types import utc_now
from moodtagger.ui.circumplex.point_cloud import PointCloud
from moodtagger.ui.lazy_rows import LazyRows
from moodtagger.ui.library.song_columns import SongColumns
from tests.support.track_tables import make_track_table
from tests.support.ui.synthetic_songs import song

texts = st.sampled_from(["", "Änn", "straße", "A\nB", "track 10", "Track 2", "夜", "\udcff", "x"])
moods = st.lists(st.sampled_from(["happy", "calm", "Own Wörd", "tense"]), max_size=3, unique=True)
unit = st.floats(-1, 1)
numbers = st.none() | st.integers(1, 2000)
corrections = st.builds(Correction, unit, unit, st.just(utc_now()))
song_rows = st.builds(
    SongRow,
    track_id=st.integers(1, 10**9),
    path=st.sampled_from(
        ["/a/b.mp3", "/a.mp3", "/a/CD3/c.mp3", "/a/b/ü\udcff.ogg", "//a//b.mp3", "c.mp3", "/é\\f"]
    ),
    tags=st.builds(
        FileTags,
        *(texts, texts, texts | st.just("A (CD 2)"), texts, moods.map(tuple)),
        bpm=st.sampled_from([None, 0.0, 99.5]),
        key=st.sampled_from(["", "Am", "8A", "x"]),
        album_artist=texts | st.just("VA"),
        title_sort=texts,
        artist_sort=texts,
        album_sort=texts,
        album_artist_sort=texts,
        year=st.none() | st.just(1999),
        track=numbers,
        disc=numbers,
        compilation=st.booleans(),
    ),
    added=st.none() | st.just(datetime(2026, 11, 30, 1, 2, 3, 4, UTC)),
    duration_s=st.none() | unit,
    state=st.sampled_from(TrackState),
    valence=st.none() | unit,
    arousal=st.none() | unit,
    quadrant=st.none() | st.sampled_from(Quadrant),
    confidence=st.none() | unit,
    proposed=moods.map(tuple),
    accepted=moods.map(tuple),
    rejected=moods.map(tuple),
    correction=st.none() | corrections,
    predicted_bpm=st.none() | st.just(88.0),
    corrected_bpm=st.none() | st.just(176.0),
    predicted_key=st.none() | st.integers(0, 23).map(key_of_code),
    stale=st.booleans(),
)
TEXTS = ("title", "artist", "album", "genre", "key", "tagged", "proposed", "directory")
TEXTS += ("album_artist", "album_by", "detected_key")
NUMBERS = ("valence", "arousal", "confidence", "duration", "bpm")
NUMBERS += ("year", "track", "disc", "album_disc", "added")
row_lists = st.lists(song_rows, max_size=12, unique_by=lambda row: row.track_id)


@settings(deadline=None)
@given(row_lists, st.booleans())
def test_song_columns_are_equal(rows: list[SongRow], eager: bool) -> None:
    expected, actual = SongColumns(), SongColumns.from_table(make_track_table(rows))
    expected.update(rows)
    assert list(actual.rows) == rows
    assert actual.slot_of == expected.slot_of
    for name in ("alive", "ids", "state", "quadrant", "corrected"):
        np.testing.assert_array_equal(getattr(actual, name), getattr(expected, name))
    for name in NUMBERS:
        np.testing.assert_array_equal(actual.number(name), expected.number(name))
    if eager:
        actual.build_indexes()()
    for name in TEXTS:
        categories = expected.category(name)
        np.testing.assert_array_equal(actual.code(name), expected.code(name))
        assert actual.category(name).values == categories.values
        np.testing.assert_array_equal(actual.category(name).ranks(), categories.ranks())
    assert actual.mood_sets.values == expected.mood_sets.values
    np.testing.assert_array_equal(actual.code("moods"), expected.code("moods"))
    for slot in range(len(rows)):
        assert actual.search[slot] == expected.search[slot]


@settings(deadline=None)
@given(row_lists, row_lists)
def test_point_clouds_are_equal(rows: list[SongRow], later: list[SongRow]) -> None:
    expected, actual = PointCloud(rows), PointCloud.from_table(make_track_table(rows))
    for step in ([], later, [replace(row, valence=None, correction=None) for row in rows[::2]]):
        expected.update(step)
        actual.update(step)
        assert list(actual.rows) == list(expected.rows)
        assert actual.index == expected.index
        for name in PointCloud.__annotations__:
            np.testing.assert_array_equal(getattr(actual, name), getattr(expected, name))


@given(st.lists(st.text(max_size=6) | texts, max_size=8))
def test_folding_many_texts_equals_folding_each(many: list[str]) -> None:
    assert fold_all(many) == [fold(text) for text in many]


def test_updates_during_index_building_are_kept() -> None:
    rows = [song(i, f"Song {i}") for i in range(1, 6)]
    actual = SongColumns.from_table(make_track_table(rows))
    apply_indexes = actual.build_indexes()
    actual.update([song(3, "Aardvark"), song(9, "Zebra")])
    apply_indexes()
    assert actual.search.slots_with("song 3").tolist() == []
    assert actual.search.slots_with("aardvark").tolist() == [2]
    ranks = actual.category("title").ranks()[actual.code("title")]
    assert np.argsort(ranks).tolist() == [2, 0, 1, 3, 4, 5]
    assert actual.row(2).tags.title == "Aardvark"


def test_lazy_rows_by_slot() -> None:
    rows = [song(i) for i in range(1, 6)]
    lazy_rows = LazyRows(make_track_table(rows))
    lazy_rows[1] = None
    lazy_rows.append(song(9))
    assert [row and row.track_id for row in lazy_rows] == [1, None, 3, 4, 5, 9]
    part = lazy_rows.take([1, 2, 4, 5]).take([1, 2, 3])
    assert [row and row.track_id for row in part] == [3, 5, 9]
    with pytest.raises(IndexError):
        part[3]
    with pytest.raises(IndexError):
        part[3] = None


def test_edited_rows() -> None:
    rows = [song(i, accepted=("calm",) if i == 2 else ()) for i in range(1, 6)]
    table = replace(make_track_table(rows), decisions={1: (("calm",), ())})
    lazy_rows = LazyRows(table)
    lazy_rows[4] = song(5, accepted=("tense",))
    lazy_rows.append(song(9))
    assert [row.track_id for row in lazy_rows.edited_rows()] == [2, 5, 9]
