"""Playlists as text."""

import os
from pathlib import Path

from moodtagger.core.tracks import FileTags, SongRow, m3u8, playlist_text


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


def test_playlists_play_through_links(tmp_path: Path) -> None:
    (tmp_path / "far" / "deep" / "lists").mkdir(parents=True)
    (tmp_path / "lists").symlink_to(tmp_path / "far" / "deep" / "lists")
    (tmp_path / "link.m3u8").symlink_to(tmp_path / "far" / "target.m3u8")
    songs = [tmp_path / "music" / "a.mp3", tmp_path / "far" / "deep" / "lists" / "b.mp3"]
    for song in songs:
        song.parent.mkdir(exist_ok=True)
        song.touch()
    rows = [SongRow(i, str(song), FileTags()) for i, song in enumerate(songs)]
    for playlist in (tmp_path / "lists" / "p.m3u8", tmp_path / "link.m3u8", tmp_path / "p.m3u8"):
        entries = playlist_text(rows, playlist).splitlines()[2::2]
        folders = {playlist.parent, Path(os.path.realpath(playlist)).parent}
        for folder in folders:
            paths = [folder / entry for entry in entries]
            assert [os.path.realpath(path) for path in paths] == [str(song) for song in songs]
            assert all(Path(os.path.normpath(path)).exists() for path in paths)
    assert playlist_text(rows, tmp_path / "p.m3u8").splitlines()[2] == f"music{os.sep}a.mp3"


def test_every_line_of_a_playlist(tmp_path: Path) -> None:
    folder = str(tmp_path)
    rows = [
        SongRow(1, f"{folder}/a.mp3", FileTags("Title"), duration_s=61.4),
        SongRow(2, f"{folder}/b.mp3", FileTags(artist="Ann")),
        SongRow(3, f"{folder}/c\r.mp3", FileTags("Lost")),
        SongRow(4, f"{folder}/http:d.mp3", FileTags("A\tB  C"), start_s=1.5, end_s=2.25),
        SongRow(5, f"{folder}/e.mp3", FileTags("E"), start_s=0.0),
    ]
    assert m3u8(rows, tmp_path) == (
        "#EXTM3U\n"
        "#EXTINF:61,Title\n"
        "a.mp3\n"
        "#EXTINF:-1,Ann - b.mp3\n"
        "b.mp3\n"
        "# left out: a file whose name holds a line break\n"
        "#EXTINF:-1,A B C\n"
        "#EXTVLCOPT:start-time=1.500\n"
        "#EXTVLCOPT:stop-time=2.250\n"
        f".{os.sep}http:d.mp3\n"
        "#EXTINF:-1,E\n"
        "#EXTVLCOPT:start-time=0.000\n"
        "e.mp3\n"
    )
    assert m3u8(rows[:1], None).splitlines()[-1] == rows[0].path
