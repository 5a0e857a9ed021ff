"""Hostile names, tables, pictures and lengths."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import mutagen
import pytest
from mutagen.asf import ASFByteArrayAttribute

from moodtagger.audio import open_audio
from moodtagger.cli.csv_table import CsvFormat, csv_bytes
from moodtagger.core.tracks import FileTags, SongRow, m3u8
from moodtagger.services.finetuning.training_csv import read_table
from moodtagger.tags import read_cover
from moodtagger.ui.cover_cache import decode_cover
from tests.robustness.fuzzing.seed_corpus import png

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" width="9"
height="9"><image x:href="file:///etc/hostname" width="9" height="9"/></svg>"""


@pytest.mark.parametrize("name", ["http:/x/a.mp3", "file:a.mp3", "#a.mp3", "smb+x:y.mp3"])
def test_playlist_entries_are_always_files(name: str) -> None:
    row = SongRow(1, f"/music/{name}", FileTags(title="a"))
    assert m3u8([row], Path("/music")).splitlines()[-1] == f"./{name}"


def test_playlists_hold_no_control_characters() -> None:
    row = SongRow(1, "/music/a.mp3", FileTags(title="a\x1b[2Jb\x85#EXT\u2028c", artist="\r\nd"))
    lines = m3u8([row], Path("/music")).split("\n")
    assert lines == ["#EXTM3U", "#EXTINF:-1,d - a [2Jb #EXT c", "a.mp3", ""]


def test_csv_holds_no_formulas_when_they_are_guarded() -> None:
    evil = "=HYPERLINK(1)"
    tags = FileTags(title=evil, artist="+1", album="@x", genre="-1", moods=("=1", "sad"))
    row = replace(SongRow(1, "/a.mp3", tags), moods=((evil, 0.5),), message="\t=1")
    text = csv_bytes([row], CsvFormat(guard_formulas=True)).decode("utf-8-sig")
    cells = text.splitlines()[1].split(",")
    assert not [cell for cell in cells if cell.strip('"')[:1] in ("=", "+", "-", "@", "\t")]
    assert sum("'" + evil in cell for cell in cells) == 2


def test_paths_outside_the_folder_of_a_csv_are_refused(tmp_path: Path) -> None:
    (tmp_path / "music").mkdir()
    (tmp_path / "secret").mkdir()
    table = tmp_path / "music" / "labels.csv"
    rows = "../secret,sad\n../../../../dev/zero,sad\na\0b,sad\n\x1b]0;x,sad\n=1+1,sad\n"
    table.write_text("path,moods\n" + rows)
    found = read_table(table)
    assert found.songs == []
    assert len(found.row_errors) == 5
    assert os.listdir(tmp_path / "secret") == []


def test_svg_is_not_a_cover() -> None:
    assert decode_cover(SVG) is None
    assert decode_cover(png()) is not None
    huge = bytearray(png())
    huge[16:24] = struct.pack(">II", 11_999, 11_999)
    assert decode_cover(bytes(huge)) is None


def test_the_cover_of_a_wma_file(song_file: Callable[..., Path]) -> None:
    path = song_file("wma")
    song = mutagen.File(path)
    strings = "image/png\0".encode("utf-16-le") + "Āfront\0".encode("utf-16-le")
    picture = b"\3" + struct.pack("<I", len(png())) + strings + png()
    song["WM/Picture"] = [ASFByteArrayAttribute(picture)]
    song.save()
    assert read_cover(path) == png()


def test_decoding_stops_at_the_limit(
    song_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moodtagger.audio.decode.MAX_DECODED", 1000)
    monkeypatch.setattr("moodtagger.audio.decoders.sndfile.MAX_SAMPLES", 2000)
    with open_audio(song_file("flac")) as stream:
        assert sum(map(len, stream.blocks())) < 1000
