"""Playlists of every kind and system: their songs are found."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import pytest

from moodtagger.core.dj.rekordbox import rekordbox_bytes
from moodtagger.core.dj.traktor import nml_bytes
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.playlist_formats import playlist_bytes
from moodtagger.core.tracks import FileTags, SongRow
from moodtagger.services.scan import playlist_reading
from moodtagger.services.scan.discovery import find_audio_files
from moodtagger.services.scan.playlist_reading import playlist_songs

NAME = "R\u00edo 100% #1.mp3"


@pytest.fixture
def song(tmp_path: Path) -> Path:
    path = tmp_path / "music" / "a b" / NAME
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    return path


def found(playlist: Path, content: str | bytes) -> list[str]:
    playlist.write_bytes(content if isinstance(content, bytes) else content.encode())
    songs = playlist_songs(str(playlist))
    assert not [entry.error for entry in songs if entry.error]
    return [os.path.realpath(entry.path) for entry in songs]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_m3u_in_any_encoding(tmp_path: Path, song: Path, encoding: str, ending: str) -> None:
    lines = ["#EXTM3U", "#EXTINF:1,x", f"music/a b/{NAME}", "", f"music\\a b\\{NAME}", str(song)]
    data = ending.join(lines).encode(encoding)
    assert found(tmp_path / "p.m3u", data) == [str(song)] * 3


def test_addresses_and_windows_paths(tmp_path: Path, song: Path) -> None:
    encoded = quote(str(song))
    entries = [
        f"file://{encoded}",
        f"file://localhost{encoded}",
        f"FILE:{encoded}",
        f"file://{song}",
        quote(f"music/a b/{NAME}"),
        f"D:\\Musik\\music\\a b\\{NAME}",
        f"file:///C:/x/music/{quote('a b/' + NAME)}",
        f"./music/../music/a b/{NAME}",
    ]
    assert found(tmp_path / "p.m3u8", "\n".join(entries)) == [str(song)] * len(entries)


def test_pls_xspf_and_cue(tmp_path: Path, song: Path) -> None:
    pls = f"[playlist]\nFile1=music/a b/{NAME}\nTitle1=x\nfile02 = {song}\nNumberOfEntries=2"
    assert found(tmp_path / "p.pls", pls) == [str(song)] * 2
    xspf = f"""<?xml version="1.0" encoding="UTF-8"?>
<playlist xmlns="http://xspf.org/ns/0/" version="1"><trackList>
<track><location>{quote(f"music/a b/{NAME}")}</location><title>&lt;</title></track>
<track><location>file://{quote(str(song))}</location></track></trackList></playlist>"""
    assert found(tmp_path / "p.xspf", xspf) == [str(song)] * 2
    cue = f'PERFORMER "x"\r\nFILE "{NAME}" WAVE\r\n  TRACK 01 AUDIO\r\n'
    assert found(song.parent / "p.cue", cue) == [str(song)]
    converted = cue.replace(".mp3", ".wav")
    assert found(song.parent / "q.cue", converted) == [str(song)]


def test_what_is_not_there_is_named(tmp_path: Path, song: Path) -> None:
    playlist = tmp_path / "p.m3u"
    playlist.write_text(f"http://host/stream.mp3\nmusic/gone.mp3\nmusic/a b/{NAME}\n{song}\n")
    entries = list(find_audio_files([playlist]))
    assert [entry.path for entry in entries if not entry.error] == [str(song)]
    assert [entry.path for entry in entries if entry.error] == [
        "http://host/stream.mp3",
        str(tmp_path / "music" / "gone.mp3"),
    ]


def test_reading_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    playlist = tmp_path / "p.m3u"
    monkeypatch.setattr(playlist_reading, "_MAX_BYTES", 10)
    playlist.write_text("a.mp3\n" * 5)
    with pytest.raises(MoodtaggerError, match="too long"):
        playlist_songs(str(playlist))
    monkeypatch.setattr(playlist_reading, "_MAX_BYTES", 1000)
    monkeypatch.setattr(playlist_reading, "_MAX_SONGS", 4)
    with pytest.raises(MoodtaggerError, match="too long"):
        playlist_songs(str(playlist))


def test_entities_and_broken_xml_are_refused(tmp_path: Path) -> None:
    playlist = tmp_path / "p.xspf"
    for text in ('<!DOCTYPE x [<!ENTITY a "b">]><playlist/>', "<playlist>", "\0"):
        playlist.write_text(text)
        with pytest.raises(MoodtaggerError, match="XSPF"):
            playlist_songs(str(playlist))
        assert [entry.error for entry in find_audio_files([playlist])]


@pytest.mark.parametrize("suffix", [".xml", ".nml", ".crate"])
def test_exports_for_dj_programs_are_playlists(tmp_path: Path, song: Path, suffix: str) -> None:
    playlist = tmp_path / f"set{suffix}"
    rows = [SongRow(1, str(song), FileTags())]
    assert found(playlist, playlist_bytes(rows, playlist)) == [str(song)]


def test_the_collection_of_another_computer_is_found_below_the_playlist(
    tmp_path: Path, song: Path
) -> None:
    rows = [SongRow(1, f"/Users/me/{folder}/a b/{NAME}", FileTags()) for folder in ("x", "music")]
    xml = rekordbox_bytes(rows, tmp_path / "a.xml")
    (tmp_path / "x" / "a b").mkdir(parents=True)
    (tmp_path / "x" / "a b" / NAME).touch()
    names = [str(tmp_path / "x" / "a b" / NAME), str(song)]
    assert found(tmp_path / "a.xml", xml) == names
    assert found(tmp_path / "a.nml", nml_bytes(rows, tmp_path / "a.nml")) == names


@pytest.mark.parametrize(
    "content",
    [
        "<DJ_PLAYLISTS><COLLECTION>",
        "<html><body/></html>",
        '<!DOCTYPE x [<!ENTITY a "b">]><DJ_PLAYLISTS>&a;</DJ_PLAYLISTS>',
        "<a>" * 5000,
        "no XML",
        "",
    ],
)
@pytest.mark.parametrize("suffix", [".xml", ".nml"])
def test_foreign_xml_is_refused(tmp_path: Path, content: str, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_text(content)
    with pytest.raises(MoodtaggerError, match="not a rekordbox or Traktor export"):
        playlist_songs(str(tmp_path / f"a{suffix}"))


def test_paths_out_of_the_tree_are_not_looked_up_by_their_ends(tmp_path: Path, song: Path) -> None:
    path = f"/elsewhere/../music/a b/{NAME}"
    xml = rekordbox_bytes([SongRow(1, path, FileTags())], tmp_path / "a.xml")
    (tmp_path / "a.xml").write_bytes(xml)
    (entry,) = playlist_songs(str(tmp_path / "a.xml"))
    assert entry.error == "This song in the playlist is missing."


@pytest.mark.parametrize("base", ["music/a%20b/", "./music/a%20b/x", "{folder}/music/a%20b/"])
def test_locations_are_relative_to_the_base_of_an_xspf(
    tmp_path: Path, song: Path, base: str
) -> None:
    start = base.format(folder=tmp_path.as_uri())
    location = f"<track><location>{quote(NAME)}</location></track>"
    absolute = f"<track><location>{song.as_uri()}</location></track>"
    xspf = f'<playlist xmlns="http://xspf.org/ns/0/" xml:base="{start}">{location}{absolute}'
    assert found(tmp_path / "p.xspf", f"{xspf}</playlist>") == [str(song)] * 2


def test_a_playlist_within_a_playlist_is_named(tmp_path: Path, song: Path) -> None:
    (tmp_path / "other.m3u").write_text(str(song))
    playlist = tmp_path / "p.m3u"
    playlist.write_text(f"other.m3u\np.m3u\n{song}\n")
    errors = [entry.error for entry in playlist_songs(str(playlist))]
    assert ["inside a playlist" in error for error in errors] == [True, True, False]
