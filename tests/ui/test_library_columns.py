"""Untrusted text, numpy columns, filters and counts, without Qt widgets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moodtagger.core.circumplex import Correction
from moodtagger.core.filter_language import Choice
from moodtagger.core.text_order import fold, natural_key
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui import formatting
from moodtagger.ui.library.filter import FILTER_OF_KIND, Filter, SongKind, SongSet, count_songs
from moodtagger.ui.library.sidebar_model import folder_totals
from moodtagger.ui.library.song_columns import SongColumns
from moodtagger.ui.library.table_model import row_ranges, sorted_slots
from moodtagger.ui.text_normalization import display_text, plain_tooltip
from tests.support.track_tables import make_track_table
from tests.support.ui.synthetic_songs import many_songs, song


def make_columns(*rows: SongRow) -> SongColumns:
    columns = SongColumns()
    columns.update(rows)
    return columns


def matching_ids(song_filter: Filter, *rows: SongRow) -> list[int]:
    columns = make_columns(*rows)
    return sorted(columns.ids[song_filter.mask(columns)].tolist())


def test_display_text_removes_line_breaks_controls_and_bidi_marks() -> None:
    assert display_text("a\nb\r\x00\x1b[31mc") == "a b [31mc"
    assert display_text("evil\u202e3pm.exe") == "evil3pm.exe"
    assert display_text("caf\udce9") == "caf\N{REPLACEMENT CHARACTER}"
    assert display_text("👩\u200d🎤 Zoë") == "👩\u200d🎤 Zoë"


@given(st.text())
def test_display_text_is_one_printable_line(text: str) -> None:
    out = display_text(text)
    assert len(out.splitlines()) <= 1
    out.encode("utf-8")  # raises on a lone surrogate
    assert not any(ord(c) < 32 for c in out)


def test_plain_tooltip_escapes_markup() -> None:
    tip = plain_tooltip("<img src='file:///x'>", "", "a & b")
    assert tip == "<qt>&lt;img src=&#x27;file:///x&#x27;&gt;<br>a &amp; b</qt>"
    assert plain_tooltip("", "") == ""


def test_fold_ignores_case_and_accents() -> None:
    assert fold("BJÖRK Straße") == "bjork strasse"


def test_numbers_sort_by_value() -> None:
    assert sorted(["Track 10", "track 2", "Track 1"], key=lambda t: natural_key(fold(t))) == [
        "Track 1",
        "track 2",
        "Track 10",
    ]


def test_free_slots_are_reused() -> None:
    columns = make_columns(song(7), song(8), song(9))
    columns.remove([8, 99])
    assert len(columns) == 2
    added, replaced = columns.update([song(10), song(7, "Other")])
    assert (len(added), len(replaced)) == (1, 1)
    assert added[0] == 1
    assert columns.row(columns.slot_of[7]).name == "Other"
    assert sorted(columns.ids[columns.alive].tolist()) == [7, 9, 10]


def test_the_last_of_two_rows_of_one_song_wins() -> None:
    columns = make_columns(song(1, "Old", valence=-0.5), song(1, "New", valence=0.5))
    assert len(columns) == 1
    assert columns.row(0).name == "New"
    assert columns.number("valence")[0] == 0.5
    assert Filter(text="new").mask(columns).tolist() == [True]


@pytest.mark.parametrize("descending", [False, True])
def test_unknown_numbers_come_last(descending: bool) -> None:
    key = np.array([0.5, np.nan, -0.5, 0.1])
    out = sorted_slots(np.arange(4), key, descending).tolist()
    assert out == ([0, 3, 2, 1] if descending else [2, 3, 0, 1])


def test_row_ranges() -> None:
    assert row_ranges(np.array([0, 1, 2, 5, 7, 8])) == [(0, 2), (5, 5), (7, 8)]
    assert row_ranges(np.array([], dtype=np.int32)) == []


STATES = [song(i, state=state) for i, state in enumerate(TrackState, start=1)]


@pytest.mark.parametrize("kind", [k for k in SongKind if k.value in set(TrackState)])
def test_each_kind_shows_the_songs_of_its_state(kind: SongKind) -> None:
    expected = [r.track_id for r in STATES if r.state == TrackState(kind.value)]
    assert matching_ids(Filter(text=FILTER_OF_KIND[kind]), *STATES) == expected
    assert len(expected) == 1


def test_a_folder_filter_matches_subfolders_but_not_name_prefixes() -> None:
    rows = song(1, folder="/m/a"), song(2, folder="/m/a/b"), song(3, folder="/m/ab")
    assert matching_ids(Filter(text="folder:/m/a"), *rows) == [1, 2]
    assert matching_ids(Filter(text="folder:/"), *rows) == [1, 2, 3]


def test_a_mood_filter_follows_the_users_decisions() -> None:
    rows = (
        song(1, proposed=("calm",)),
        song(2, proposed=("calm",), rejected=("calm",)),
        song(3, proposed=(), accepted=("calm",)),
        song(4, proposed=("happy",)),
    )
    assert matching_ids(Filter(text="mood:calm"), *rows) == [1, 3]


def test_quadrant_and_text_are_combined() -> None:
    rows = (
        song(1, "Été à Paris", valence=0.5, arousal=0.5),
        song(2, "Ete", valence=-0.5, arousal=-0.5),
        song(3, "Winter", valence=0.5, arousal=0.5),
    )
    assert matching_ids(Filter(text="quadrant:happy ETE"), *rows) == [1]
    assert matching_ids(Filter(text="paris ana"), *rows) == [1]
    assert matching_ids(Filter(text="paris nobody"), *rows) == []


def test_a_set_of_songs_shows_only_its_songs() -> None:
    rows = song(3), song(5), song(8), song(9)
    selected = SongSet(np.array([1, 5, 8, 12]), "calm")
    assert matching_ids(Filter(song_set=selected), *rows) == [5, 8]
    assert matching_ids(Filter(song_set=SongSet(np.array([], np.int64), "")), *rows) == []


def test_counts_agree_with_the_filters() -> None:
    rows = many_songs(3000)
    columns = make_columns(*rows)
    columns.duplicate_ids = np.arange(100, 301)
    columns.remove(range(1, 200))
    counts = count_songs(columns)
    assert counts.kinds[SongKind.DUPLICATES] == 101
    for kind in SongKind:
        assert counts.kinds[kind] == Filter(text=FILTER_OF_KIND[kind]).mask(columns).sum()
    for quadrant, n in counts.quadrants.items():
        assert n == Filter(text=f"quadrant:{quadrant}").mask(columns).sum()
    assert len(counts.moods) == 12
    for mood, n in counts.moods.items():
        assert n == Filter(text=f"mood:{mood}").mask(columns).sum()
    totals = folder_totals(["/music"], counts.directories)
    assert totals["/music"] == 2801
    for folder, n in totals.items():
        assert n == Filter(text=Choice("folder", folder).text).mask(columns).sum()


def test_removed_songs_are_no_longer_counted() -> None:
    corrected = replace(song(1), correction=Correction(-0.5, -0.5, datetime.now(UTC)))
    columns = make_columns(corrected, song(2, folder="/other", proposed=("calm",)))
    columns.remove([1])
    counts = count_songs(columns)
    assert counts.moods == {"calm": 1}
    assert counts.directories == {"/other": 1}
    assert counts.kinds[SongKind.CORRECTED] == 0
    assert sum(counts.quadrants.values()) == 1


@pytest.fixture
def custom_mood_name() -> Iterator[None]:
    yield
    formatting.set_custom_names({})


@pytest.mark.usefixtures("custom_mood_name")
def test_columns_use_the_current_mood_names() -> None:
    row = song(1, proposed=("calm",))
    assert make_columns(row).category("proposed").values == ["calm"]
    formatting.set_custom_names({"calm": "Quiet"})
    assert make_columns(row).category("proposed").values == ["Quiet"]
    assert make_columns(row).search.slots_with("quiet").tolist() == [0]
    formatting.set_custom_names({"calm": "Silent"})
    table = SongColumns.from_table(make_track_table([row]))
    assert table.category("proposed").values == ["Silent"]


def test_folders_outside_the_roots_are_ignored() -> None:
    totals = folder_totals(["/a/", "/empty"], {"/a/x/y": 2, "/b": 5, "/a": 1})
    assert totals == {"/a": 3, "/a/x": 2, "/a/x/y": 2, "/empty": 0}


def test_an_empty_library_counts_nothing() -> None:
    counts = count_songs(SongColumns())
    assert counts.kinds[SongKind.ALL] == 0
    assert counts.moods == {}
