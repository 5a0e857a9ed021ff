"""Columns taken from a shelf are those that the songs' rows would give one by one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moodtagger.core.circumplex import Correction, Quadrant
from moodtagger.core.tracks import FileTags, SongRow, TrackState
from moodtagger.store.database.column_types import utc_now
from moodtagger.ui.circumplex.point_cloud import PointCloud
from moodtagger.ui.lazy_rows import LazyRows
from moodtagger.ui.library.song_columns import SongColumns
from moodtagger.ui.text_normalization import fold, fold_all, natural_key, natural_keys
from tests.support.track_tables import make_track_table
from tests.support.ui.synthetic_songs import song

words = st.sampled_from(["", "Änn", "straße", "A\nB", "track 10", "Track 2", "夜", "\udcff", "x"])
moods = st.lists(st.sampled_from(["happy", "calm", "Own Wörd", "tense"]), max_size=3, unique=True)
unit = st.floats(-1, 1)
corrections = st.builds(Correction, unit, unit, st.just(utc_now()))
rows = st.builds(
    SongRow,
    track_id=st.integers(1, 10**9),
    path=st.sampled_from(
        ["/a/b.mp3", "/a.mp3", "/a/b/ü\udcff.ogg", "//a//b.mp3", "c.mp3", "/é\\f"]
    ),
    tags=st.builds(
        FileTags, words, words, words, words, moods.map(tuple), st.sampled_from([None, 0.0, 99.5])
    ),
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
    stale=st.booleans(),
)
TEXTS = ("title", "artist", "album", "genre", "key", "tagged", "proposed", "directory")
shelves = st.lists(rows, max_size=12, unique_by=lambda row: row.track_id)


@settings(deadline=None)
@given(shelves, st.booleans())
def test_the_table_knows_the_same(listed: list[SongRow], at_once: bool) -> None:
    one_by_one, ready = SongColumns(), SongColumns.from_table(make_track_table(listed))
    one_by_one.update(listed)
    assert list(ready.rows) == listed
    assert ready.slot_of == one_by_one.slot_of
    for name in ("alive", "ids", "state", "quadrant", "corrected"):
        np.testing.assert_array_equal(getattr(ready, name), getattr(one_by_one, name))
    for name in ("valence", "arousal", "confidence", "duration", "bpm"):
        np.testing.assert_array_equal(ready.number(name), one_by_one.number(name))
    if at_once:
        ready.build_indexes()()
    for name in TEXTS:
        categories = one_by_one.category(name)
        np.testing.assert_array_equal(ready.code(name), one_by_one.code(name))
        assert ready.category(name).values == categories.values
        np.testing.assert_array_equal(ready.category(name).ranks(), categories.ranks())
    assert ready.mood_sets.values == one_by_one.mood_sets.values
    np.testing.assert_array_equal(ready.code("moods"), one_by_one.code("moods"))
    for slot in range(len(listed)):
        assert ready.search[slot] == one_by_one.search[slot]


@settings(deadline=None)
@given(shelves, shelves)
def test_the_map_knows_the_same(listed: list[SongRow], later: list[SongRow]) -> None:
    one_by_one, ready = PointCloud(listed), PointCloud.from_table(make_track_table(listed))
    for step in ([], later, [replace(row, valence=None, correction=None) for row in listed[::2]]):
        one_by_one.update(step)
        ready.update(step)
        assert list(ready.rows) == list(one_by_one.rows)
        assert ready.index == one_by_one.index
        for name in PointCloud.__annotations__:
            np.testing.assert_array_equal(getattr(ready, name), getattr(one_by_one, name))


@given(st.lists(st.text(max_size=6) | words, max_size=8))
def test_many_texts_are_folded_as_each(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]
    assert natural_keys(texts) == [natural_key(text) for text in texts]


def test_what_changed_before_everything_was_worked_out_counts() -> None:
    listed = [song(i, f"Song {i}") for i in range(1, 6)]
    ready = SongColumns.from_table(make_track_table(listed))
    take = ready.build_indexes()
    ready.update([song(3, "Aardvark"), song(9, "Zebra")])
    take()
    assert ready.search.slots_with("song 3").tolist() == []
    assert ready.search.slots_with("aardvark").tolist() == [2]
    ranks = ready.category("title").ranks()[ready.code("title")]
    assert np.argsort(ranks).tolist() == [2, 0, 1, 3, 4, 5]
    assert ready.row(2).tags.title == "Aardvark"


def test_rows_by_slot() -> None:
    listed = [song(i) for i in range(1, 6)]
    slots = LazyRows(make_track_table(listed))
    slots[1] = None
    slots.append(song(9))
    assert [row and row.track_id for row in slots] == [1, None, 3, 4, 5, 9]
    part = slots.take([1, 2, 4, 5]).take([1, 2, 3])
    assert [row and row.track_id for row in part] == [3, 5, 9]
    with pytest.raises(IndexError):
        part[3]
    with pytest.raises(IndexError):
        part[3] = None


def test_songs_that_the_person_spoke_of_are_found_among_all() -> None:
    listed = [song(i, accepted=("calm",) if i == 2 else ()) for i in range(1, 6)]
    shelf = make_track_table(listed)
    shelf = replace(shelf, decisions={1: (("calm",), ())})
    slots = LazyRows(shelf)
    slots[4] = song(5, accepted=("tense",))
    slots.append(song(9))
    assert [row.track_id for row in slots.edited_rows()] == [2, 5, 9]
