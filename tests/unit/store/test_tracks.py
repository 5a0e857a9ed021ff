"""Files of the library: found, known, away, back, removed; names of any bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moodtagger.core.tracks import FileTags, TrackState
from moodtagger.store import FileStamp, Library, open_library
from tests.support.library import (
    MODEL,
    add_analyzed,
    analysis_result,
    remove_tracks,
    scanned_file,
    waiting_ids,
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


def test_files_are_added_once_and_keep_their_ids(library: Library) -> None:
    first = library.tracks.upsert_files(
        [scanned_file("/m/b.mp3", "b"), scanned_file("/m/a.mp3", "a")]
    )
    again = library.tracks.upsert_files(
        [scanned_file("/m/a.mp3", "a"), scanned_file("/m/c.mp3", "c")]
    )
    assert again[0] == first[1]
    assert len({*first, *again}) == 3
    assert library.tracks.file_stamps() == {
        "/m/b.mp3": FileStamp(first[0], 1000, 5, "b"),
        "/m/a.mp3": FileStamp(first[1], 1000, 5, "a"),
        "/m/c.mp3": FileStamp(again[1], 1000, 5, "c"),
    }


def test_the_same_file_twice_in_a_scan_is_one_song(library: Library) -> None:
    ids = library.tracks.upsert_files([scanned_file("/m/a.mp3"), scanned_file("/m/a.mp3", size=7)])
    assert ids[0] == ids[1]
    assert library.tracks.file_stamps()["/m/a.mp3"].size == 7


def test_nothing_to_add(library: Library) -> None:
    assert library.tracks.upsert_files([]) == []
    library.analyses.save([])
    library.tracks.mark_absent([])
    assert library.songs.rows([]) == []


def test_tags_come_back_as_they_were(library: Library) -> None:
    tags = FileTags("T", "A", "Al", "G", ("sad", 'a "quoted"; mood\0'), 127.9, "F#m")
    library.tracks.upsert_files([scanned_file("/m/a.mp3", tags=tags)])
    assert library.songs.rows()[0].tags == tags


def test_tags_that_are_no_text_do_not_stop_a_scan(library: Library) -> None:
    tags = FileTags(title="half \ud83d emoji", moods=("\udcff",))
    library.tracks.upsert_files([scanned_file("/m/a.mp3", tags=tags)])
    row = library.songs.rows()[0]
    assert row.tags.title == "half ? emoji"
    assert row.tags.moods == ("\udcff",)


@pytest.mark.parametrize("excerpt", [None, (0.0, 61.5), (61.5, None)])
def test_a_song_of_a_divided_file_keeps_its_place_in_it(
    library: Library, excerpt: tuple[float, float | None] | None
) -> None:
    library.tracks.upsert_files([replace(scanned_file("/m/album.flac"), excerpt=excerpt)])
    assert library.songs.rows()[0].excerpt == excerpt


@pytest.mark.parametrize("mtime_ns", [2**63, 10**30, -(10**30)])
def test_files_of_impossible_times(library: Library, mtime_ns: int) -> None:
    (track_id,) = library.tracks.upsert_files([scanned_file("/m/a.mp3", mtime_ns=mtime_ns)])
    library.tracks.update_tags(track_id, FileTags(), 1000, mtime_ns, None)
    assert abs(library.tracks.file_stamps()["/m/a.mp3"].mtime_ns) >= 2**63 - 1


def test_written_tags_are_kept_and_the_audio_stays(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    library.tracks.update_tags(track_id, FileTags(moods=("happy",)), 2000, 9, "a")
    assert library.tracks.file_stamps() == {"/m/a.mp3": FileStamp(track_id, 2000, 9, "a")}
    assert library.songs.rows()[0].tags == FileTags(moods=("happy",))


@pytest.mark.parametrize("audio_hash", ["other", None])
def test_a_file_with_other_audio_is_read_again(library: Library, audio_hash: str) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    before = library.tracks.file_stamps()
    library.tracks.update_tags(track_id, FileTags(moods=("happy",)), 2000, 9, audio_hash)
    assert library.tracks.file_stamps() == before
    assert library.songs.rows()[0].tags == FileTags(moods=("happy",))


NAMES = [
    b"caf\xe9 not utf-8.mp3",
    "🎵 new\nline.mp3".encode(),
    b"\xff\xfe.flac",
    b"x" * 250 + b".mp3",
    b"%41?#&.mp3",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_any_bytes(library: Library, name: bytes) -> None:
    path = os.fsdecode(b"/music/" + name)
    track_id = add_analyzed(library, path)
    assert library.tracks.id_of(path) == track_id
    assert [row.path for row in library.songs.rows([track_id])] == [path]
    assert list(library.tracks.file_stamps()) == [path]
    assert [row.path for row in library.songs.rows()] == [path]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(min_size=1, max_size=255).filter(lambda name: b"\0" not in name))
def test_any_name_survives(library: Library, name: bytes) -> None:
    path = os.fsdecode(b"/" + name)
    (track_id,) = library.tracks.upsert_files([scanned_file(path, None)])
    assert [os.fsencode(row.path) for row in library.songs.rows([track_id])] == [b"/" + name]


def test_the_library_itself_may_have_any_name(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9 %41?#/library.sqlite"))
    with open_library(path) as library:
        add_analyzed(library, "/m/a.mp3")
    with open_library(path, read_only=True) as library:
        assert len(library.songs.rows()) == 1


def test_an_absent_song_keeps_everything_and_comes_back(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    library.decisions.save([(track_id, "happy", True)])
    before = library.songs.rows()[0]
    library.tracks.mark_absent([track_id])
    away = library.songs.rows()[0]
    assert away.state is TrackState.ABSENT
    assert (away.valence, away.accepted, away.proposed) == (0.25, ("happy",), ("happy",))
    assert library.tracks.file_stamps()["/m/a.mp3"].absent
    library.tracks.mark_present([track_id])
    assert library.songs.rows()[0] == before


def test_a_scanned_song_is_present(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    library.tracks.mark_absent([track_id])
    library.tracks.upsert_files([scanned_file("/m/a.mp3")])
    assert not library.tracks.file_stamps()["/m/a.mp3"].absent


def test_removed_songs_go_with_what_only_they_had(library: Library) -> None:
    first, second = library.tracks.upsert_files(
        [scanned_file("/m/a.mp3"), scanned_file("/m/copy.mp3")]
    )
    library.analyses.save([(first, "a", MODEL, analysis_result("/m/a.mp3"))])
    library.decisions.save([(first, "happy", True)])
    remove_tracks(library, first)
    assert library.songs.rows([first]) == []
    assert library.tracks.id_of("/m/a.mp3") is None
    assert library.analyses.prediction(second) is not None  # shared with the copy that stays
    remove_tracks(library, second)
    assert library.analyses.analyzed_hashes(MODEL) == set()
    assert library.analyses.embeddings()[0].size == 0


def test_an_id_is_never_given_twice(library: Library) -> None:
    first = add_analyzed(library, "/m/a.mp3", "a")
    remove_tracks(library, first)
    assert add_analyzed(library, "/m/b.mp3", "b") > first


def test_folders_in_the_order_they_came(library: Library) -> None:
    for folder in ("/music/z", "/music/a/", "/music/z", os.fsdecode(b"/\xff")):
        library.folders.add(folder)
    assert library.folders.paths() == ["/music/z", "/music/a", os.fsdecode(b"/\xff")]


def test_a_folder_taken_out_keeps_its_songs_unless_asked(library: Library) -> None:
    library.folders.add("/music")
    add_analyzed(library, "/music/a.mp3")
    library.folders.remove("/music")
    assert library.folders.paths() == []
    assert len(library.songs.rows()) == 1


def test_forgetting_a_folder_leaves_its_neighbors(library: Library) -> None:
    for folder in ("/music/pop", "/music/pop/live"):
        library.folders.add(folder)
    inside = ["/music/pop/a.mp3", "/music/pop/x/b.mp3"]
    outside = ["/music/pop.mp3", "/music/pop2/c.mp3", "/music/po/d.mp3", "/music/pop/live/e.mp3"]
    library.tracks.upsert_files([scanned_file(path, path) for path in inside + outside])
    library.folders.remove("/music/pop", forget=True)
    assert {row.path for row in library.songs.rows()} == set(outside)
    assert library.folders.paths() == ["/music/pop/live"]


def test_forgetting_the_root_folder(library: Library) -> None:
    library.folders.add("/")
    library.tracks.upsert_files([scanned_file("/music/a.mp3")])
    library.folders.remove("/", forget=True)
    assert library.songs.rows() == []


def test_present_songs_without_analysis_wait(library: Library) -> None:
    add_analyzed(library, "/m/heard.mp3", "a")
    away, new, silent = library.tracks.upsert_files(
        [
            scanned_file("/m/away.mp3", "b"),
            scanned_file("/m/new.mp3", "c"),
            scanned_file("/m/silent.mp3", "d"),
        ]
    )
    library.tracks.mark_absent([away])
    library.analyses.save(
        [(silent, "d", MODEL, analysis_result("/m/silent.mp3", note="This is silent."))]
    )
    assert waiting_ids(library, MODEL) == [new]
    assert len(waiting_ids(library, "moodnet 2.0")) == 3
