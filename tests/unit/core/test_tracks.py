"""Rows of songs: their names and folders."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from moodtagger.core.circumplex import Correction, Quadrant
from moodtagger.core.tracks import FileTags, SongRow, m3u8, parent_dirs

ON_POSIX = pytest.mark.skipif(os.sep != "/", reason="paths of POSIX")


@ON_POSIX
@pytest.mark.parametrize(
    "paths",
    [
        [],
        ["/m/a/1.mp3", "/m/a/2.mp3", "/m/b/3.mp3"],
        ["/m/a/1.mp3", "no folder.mp3"],
        ["no folder.mp3", "another.mp3", "/x.mp3"],
        ["//x//y.mp3", "/m/a//z.mp3"],
    ],
)
def test_folders_of_many_paths_equal_those_of_each(paths: list[str]) -> None:
    assert parent_dirs(paths) == [os.path.dirname(path) for path in paths]  # noqa: PTH120


def test_a_song_without_a_title_is_named_after_its_file() -> None:
    assert SongRow(1, "/m/a b.mp3", FileTags()).name == "a b.mp3"
    assert SongRow(1, "C:\\m\\a.mp3", FileTags()).name == "a.mp3"
    assert SongRow(1, "/m/a.mp3", FileTags(title="A song")).name == "A song"


def test_the_tempo_of_the_tag_comes_before_the_predicted_one() -> None:
    assert SongRow(1, "/a", FileTags(bpm=100.0), predicted_bpm=50.0).effective_bpm == 100
    assert SongRow(1, "/a", FileTags(), predicted_bpm=50.0).effective_bpm == 50
    corrected = SongRow(1, "/a", FileTags(bpm=100.0), predicted_bpm=50.0, corrected_bpm=99.0)
    assert corrected.effective_bpm == 99
    assert SongRow(1, "/a", FileTags()).effective_bpm is None


def test_the_user_comes_before_the_model() -> None:
    correction = Correction(-0.5, 0.25, datetime(2026, 1, 1, tzinfo=UTC))
    song = SongRow(1, "/a", FileTags(), valence=0.5, arousal=-0.5, quadrant=Quadrant.RELAXED)
    assert (song.effective_valence, song.effective_arousal) == (0.5, -0.5)
    assert song.effective_quadrant is Quadrant.RELAXED
    song = replace(song, correction=correction)
    assert (song.effective_valence, song.effective_arousal) == (-0.5, 0.25)
    assert song.effective_quadrant is Quadrant.ANGRY


def test_a_song_in_a_divided_file() -> None:
    song = SongRow(1, "/m/a.flac//03", FileTags(), start_s=1.5, end_s=9.0)
    assert (song.file, song.cue_number, song.excerpt) == ("/m/a.flac", 3, (1.5, 9.0))
    assert song.name == "a.flac (3)"
    plain = SongRow(1, "/m/a.flac//03", FileTags())
    assert (plain.file, plain.cue_number, plain.excerpt) == ("/m/a.flac//03", None, None)


def test_a_divided_file_in_a_playlist() -> None:
    rows = [
        SongRow(1, "/m/a.flac//01", FileTags("A", "X"), 61.4, start_s=0.0, end_s=61.4),
        SongRow(2, "/m/a.flac//02", FileTags("B"), start_s=61.4),
    ]
    assert m3u8(rows, None).splitlines() == [
        "#EXTM3U",
        "#EXTINF:61,X - A",
        "#EXTVLCOPT:start-time=0.000",
        "#EXTVLCOPT:stop-time=61.400",
        "/m/a.flac",
        "#EXTINF:-1,B",
        "#EXTVLCOPT:start-time=61.400",
        "/m/a.flac",
    ]
