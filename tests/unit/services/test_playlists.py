"""Playlists on disk: complete or not at all."""

from pathlib import Path

import pytest

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.tracks import FileTags, SongRow
from moodtagger.services.playlists import save_playlist


def song(path: Path) -> SongRow:
    return SongRow(1, str(path), FileTags(title="Río", artist="Ana"), 61.4)


def test_paths_are_relative_and_in_utf8(tmp_path: Path) -> None:
    out = save_playlist([song(tmp_path / "music" / "Río.flac")], tmp_path / "calm")
    assert out.name == "calm.m3u8"
    assert out.read_text("utf-8") == "#EXTM3U\n#EXTINF:61,Ana - Río\nmusic/Río.flac\n"


def test_a_playlist_that_cannot_be_written_leaves_no_trace(tmp_path: Path) -> None:
    (tmp_path / "calm.m3u8").mkdir()
    with pytest.raises(MoodtaggerError, match="is a folder"):
        save_playlist([song(tmp_path / "a.flac")], tmp_path / "calm.m3u8")
    assert [path.name for path in tmp_path.iterdir()] == ["calm.m3u8"]
