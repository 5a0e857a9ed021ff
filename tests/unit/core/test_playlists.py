"""Playlists as text."""

import os
from pathlib import Path

from moodtagger.core.tracks import FileTags, SongRow, m3u8


def test_paths_are_relative_and_times_whole_seconds(tmp_path: Path) -> None:
    song = SongRow(1, str(tmp_path / "a" / "ö.mp3"), FileTags("Öl", "Ann"), duration_s=61.6)
    assert m3u8([song], tmp_path / "lists") == (
        f"#EXTM3U\n#EXTINF:62,Ann - Öl\n..{os.sep}a{os.sep}ö.mp3\n"
    )


def test_names_cannot_add_lines_or_comments(tmp_path: Path) -> None:
    songs = [
        SongRow(1, str(tmp_path / "a\nb.mp3"), FileTags("x\n#EXTINF:1,y")),
        SongRow(2, str(tmp_path / "#c.mp3"), FileTags("x\n#EXTINF:1,y")),
    ]
    lines = m3u8(songs, tmp_path).splitlines()
    assert [line for line in lines if not line.startswith("#")] == [f".{os.sep}#c.mp3"]
    assert sum(line.startswith("#EXTINF") for line in lines) == 1
