"""Filters find the same songs in the window's columns as in a track table."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from moodtagger.core.filter_language import MoodWords, matching, parse
from moodtagger.core.filter_language.table_songs import TableSongs
from moodtagger.core.mood_synonyms import MoodSynonyms
from moodtagger.core.tracks import SongRow
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.ui.library.filter import Filter
from moodtagger.ui.library.song_columns import SongColumns
from tests.support.track_tables import make_track_table
from tests.support.ui.synthetic_songs import many_songs, song
from tests.ui.test_columns_from_table import row_lists

MOODS = MoodWords(
    MoodSynonyms(
        Vocabulary([Mood(label, (), 0.5, 0.5, None, 0.5) for label in ("happy", "calm", "tense")])
    )
)
QUERIES = (
    *("", "a", "-a", "strasse", "mood:calm", "tag:happy", "-mood:*", "tag:own", "energy:>5"),
    *("title:x", "artist:*", 'album:""', "albumartist:va", "genre=x", "key:8A", "key:minor"),
    *("bpm:80-100", "year:1999", "track:1-9", "disc:*", "length:>0s", "added:2026", "added:<1d"),
    *("valence:>0", "quadrant:sad", "-quadrant:*", "state:new,written", "corrected:yes"),
    *("suggested:calm", "suggested:*", "tier:clear", "tier:likely,none", "-tier:clear"),
    *("path:/a/", "format:mp3", "-format:mp3", "(a | track) -calm", "ruhig"),
)


@pytest.mark.parametrize("query", QUERIES)
def test_window_and_command_line_agree(query: str) -> None:
    @settings(deadline=None, max_examples=15)
    @given(row_lists)
    def check(rows: list[SongRow]) -> None:
        table = make_track_table(rows)
        expected = matching(parse(query), TableSongs(table), MOODS).tolist()
        assert Filter(text=query).mask(SongColumns.from_table(table), MOODS).tolist() == expected
        columns = SongColumns()
        columns.update(rows)
        assert Filter(text=query).mask(columns, MOODS).tolist() == expected

    check()


def test_copies_are_found_as_the_table_knows_them() -> None:
    columns = SongColumns()
    columns.update(many_songs(3))
    columns.duplicate_ids = columns.ids[[0, 2]].copy()
    assert Filter(text="duplicate:yes").mask(columns).tolist() == [True, False, True]


def test_changed_and_removed_songs_are_filtered_by_what_they_are_now() -> None:
    columns = SongColumns()
    columns.update(many_songs(50))
    by_title = Filter(text="title:zebra")
    assert not by_title.mask(columns).any()
    columns.update([song(7, "Zebra"), song(900, "The Zebra")])
    assert by_title.mask(columns).sum() == 2
    columns.remove([7])
    assert by_title.mask(columns).sum() == 1
    assert Filter(text="-title:zebra").mask(columns).sum() == 49
