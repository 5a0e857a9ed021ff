"""Rows of songs: their names and folders."""

from __future__ import annotations

import os

import pytest

from moodtagger.core.tracks import FileTags, SongRow, parent_dirs

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
    assert SongRow(1, "/a", FileTags()).effective_bpm is None
