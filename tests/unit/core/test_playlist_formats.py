"""Playlists as PLS and XSPF."""

from __future__ import annotations

import configparser
import os
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

from moodtagger.core.playlist_formats import playlist_bytes
from moodtagger.core.tracks import FileTags, SongRow, playlist_text


def songs(folder: Path) -> list[SongRow]:
    return [
        SongRow(1, str(folder / "a" / "ö & #1.mp3"), FileTags("Öl <1>", "Ann"), duration_s=61.6),
        SongRow(2, str(folder / "b.mp3"), FileTags("x\ny\x07")),
    ]


def test_m3u8_is_what_any_other_name_means(tmp_path: Path) -> None:
    for name in ("p.m3u8", "p.m3u", "p.txt"):
        path = tmp_path / name
        text = playlist_text(songs(tmp_path), path)
        assert playlist_bytes(songs(tmp_path), path) == text.encode()
    assert playlist_bytes([], tmp_path / "p.txt", ".pls").startswith(b"[playlist]")


def test_pls_numbers_its_entries(tmp_path: Path) -> None:
    rows = [*songs(tmp_path), SongRow(3, str(tmp_path / "c\nd.mp3"), FileTags())]
    parser = configparser.RawConfigParser()
    parser.read_string(playlist_bytes(rows, tmp_path / "p.pls").decode())
    entries = dict(parser["playlist"])
    assert entries == {
        "file1": f"a{os.sep}ö & #1.mp3",
        "title1": "Ann - Öl <1>",
        "length1": "62",
        "file2": "b.mp3",
        "title2": "x y",
        "length2": "-1",
        "numberofentries": "2",
        "version": "2",
    }


def test_xspf_is_xml_with_relative_addresses(tmp_path: Path) -> None:
    root = ElementTree.fromstring(playlist_bytes(songs(tmp_path), tmp_path / "p.xspf"))
    tracks = root.findall(".//{*}track")
    assert [unquote(track.findtext("{*}location") or "") for track in tracks] == [
        "a/ö & #1.mp3",
        "b.mp3",
    ]
    assert tracks[0].findtext("{*}title") == "Öl <1>"
    assert tracks[0].findtext("{*}creator") == "Ann"
    assert tracks[0].findtext("{*}duration") == "61600"
    assert tracks[1].find("{*}duration") is None


def test_a_linked_playlist_holds_whole_paths(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "p.xspf").touch()
    link = tmp_path / "p.xspf"
    link.symlink_to(tmp_path / "far" / "p.xspf")
    root = ElementTree.fromstring(playlist_bytes(songs(tmp_path), link))
    location = root.findtext(".//{*}location") or ""
    assert location.startswith("file:///")
    assert unquote(location.removeprefix("file://")) == str(tmp_path / "a" / "ö & #1.mp3")


def test_xspf_has_the_number_of_a_track_and_no_time_of_zero(tmp_path: Path) -> None:
    rows = [SongRow(1, str(tmp_path / "a.mp3"), FileTags(track=7), duration_s=0.0)]
    root = ElementTree.fromstring(playlist_bytes(rows, tmp_path / "p.xspf"))
    assert root.findtext(".//{*}trackNum") == "7"
    assert root.find(".//{*}duration") is None
    assert b"Length1=0" in playlist_bytes(rows, tmp_path / "p.pls")
