"""What remains to be analyzed after the active model changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from moodtagger.core.prediction import AnalysisResult
from moodtagger.store import Library, open_library
from tests.support.library import (
    MODEL,
    add_analyzed,
    analysis_result,
    prediction,
    remove_tracks,
    scanned_file,
)

NEW = "moodnet 2.0"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as library:
        yield library


def stale_paths(library: Library, model: str = NEW) -> list[str]:
    songs = library.stale_analyses.tracks(model)
    assert library.stale_analyses.count(model) == len(songs)
    return [song.path for song in songs]


def test_nothing_is_stale_for_the_model_that_analyzed_all(library: Library) -> None:
    add_analyzed(library, "/music/a.flac")
    assert stale_paths(library, MODEL) == []


def test_present_songs_of_another_model_are_stale(library: Library) -> None:
    add_analyzed(library, "/music/a.flac", "a")
    away = add_analyzed(library, "/music/b.flac", "b")
    library.tracks.upsert_files(
        [scanned_file("/music/new.flac", "c")]
    )  # never analyzed: a scan takes it
    library.tracks.mark_absent([away])
    assert stale_paths(library) == ["/music/a.flac"]
    (song,) = library.stale_analyses.tracks(NEW)
    assert (song.size, song.mtime_ns, song.audio_hash, song.plays) == (1000, 5, "a", 0)


def test_reanalyzed_songs_are_not_stale(library: Library) -> None:
    add_analyzed(library, "/music/a.flac", "a")
    add_analyzed(library, "/music/b.flac", "b")
    add_analyzed(library, "/music/a.flac", "a", prediction(model=NEW))
    assert stale_paths(library) == ["/music/b.flac"]
    assert stale_paths(library, MODEL) == []


def test_a_file_that_fails_is_not_tried_again_until_it_changes(library: Library) -> None:
    track_id = add_analyzed(library, "/music/a.flac", "a")
    library.analyses.save(
        [(track_id, "a", NEW, AnalysisResult("/music/a.flac", error="It is damaged."))]
    )
    assert stale_paths(library) == []
    library.tracks.upsert_files([scanned_file("/music/a.flac", "a", mtime_ns=6)])
    assert stale_paths(library) == ["/music/a.flac"]


def test_most_played_first(library: Library) -> None:
    ids = [add_analyzed(library, f"/music/{name}.flac", name) for name in "abc"]
    for track_id in (ids[2], ids[1], ids[2]):
        library.tracks.count_play(track_id)
    assert stale_paths(library) == [f"/music/{name}.flac" for name in "cba"]
    assert [song.plays for song in library.stale_analyses.tracks(NEW)] == [2, 1, 0]


def test_a_play_of_a_song_that_is_gone_is_not_counted(library: Library) -> None:
    track_id = add_analyzed(library, "/music/a.flac")
    remove_tracks(library, track_id)
    library.tracks.count_play(track_id)
    assert stale_paths(library) == []


def test_rows_of_another_model_are_marked_stale(library: Library) -> None:
    add_analyzed(library, "/music/a.flac", "a")
    add_analyzed(library, "/music/b.flac", "b", prediction(model=NEW))
    library.tracks.upsert_files([scanned_file("/music/c.flac", "c")])
    assert [row.stale for row in library.songs.rows(model=NEW)] == [True, False, False]
    assert [row.stale for row in library.songs.rows(model=MODEL)] == [False, True, False]
    assert [row.stale for row in library.songs.rows(model="unheard 1")] == [True, True, False]
    assert [row.stale for row in library.songs.rows()] == [False, False, False]


def test_count_of_songs_by_model(library: Library) -> None:
    first = add_analyzed(library, "/music/a.flac", "a")
    second = add_analyzed(library, "/music/b.flac", "b")
    (silent,) = library.tracks.upsert_files([scanned_file("/music/c.flac", "c")])
    library.analyses.save(
        [(silent, "c", MODEL, analysis_result("/music/c.flac", note="This is silent."))]
    )
    add_analyzed(library, "/music/a.flac", "a", prediction(model=NEW))
    assert library.analyses.count_by_model() == {MODEL: 2, NEW: 1}
    assert library.analyses.count_by_model([second]) == {MODEL: 1}
    library.tracks.mark_absent([first])
    assert library.analyses.count_by_model() == {MODEL: 1}
    assert library.analyses.count_by_model([first]) == {MODEL: 1, NEW: 1}


def test_songs_that_the_user_wants_again_are_stale(library: Library) -> None:
    track_id = add_analyzed(library, "/music/a.flac", "a")
    other = add_analyzed(library, "/music/b.flac", "b")
    library.decisions.save([(track_id, "calm", True)])
    library.stale_analyses.mark([track_id])
    assert stale_paths(library, MODEL) == ["/music/a.flac"]
    assert library.songs.rows([track_id])[0].accepted == ("calm",)
    add_analyzed(library, "/music/a.flac", "a")
    assert stale_paths(library, MODEL) == []
    library.stale_analyses.mark([track_id, other, 999])
    assert stale_paths(library, MODEL) == ["/music/a.flac", "/music/b.flac"]
