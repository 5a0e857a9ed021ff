"""`moodtagger list` and `export`: hostile names are harmless, playlists hold present songs only."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from moodtagger.cli import main
from moodtagger.core.tracks import FileTags, TrackState
from moodtagger.paths import library_path
from moodtagger.store import open_library
from tests.support.library import analysis_result, prediction, scanned_file

ESCAPES = "\x1b[2J\x1b]0;title\x07\x9b31m\u202e"

Capture = pytest.CaptureFixture[str]


def add_song(path: Path, title: str, *, absent: bool = False) -> None:
    """Add an analyzed song; an absent one has no file and was missed by a scan."""
    if not absent:
        path.write_bytes(b"audio")
    tags = FileTags(title=title, artist=title, moods=(title,))
    with open_library(library_path()) as library:
        (track_id,) = library.tracks.upsert_files([scanned_file(path, path.name, tags=tags)])
        predicted = prediction()
        results = [(track_id, path.name, predicted.model, analysis_result(path, predicted))]
        library.analyses.save(results)
        library.decisions.save([(track_id, title, True)])
        if absent:
            library.tracks.mark_absent([track_id])


@pytest.mark.parametrize(
    "command",
    [
        ["list"],
        ["correct", "{path}", "--quadrant", "sad"],
        ["correct", "{path}{missing}", "--quadrant", "sad"],
        ["tag", "{path}"],
        ["tag", "{path}", "--dry-run"],
    ],
)
def test_no_command_prints_an_escape_of_a_name(
    tmp_path: Path, capsys: Capture, command: list[str]
) -> None:
    path = tmp_path / f"{ESCAPES}.flac"
    add_song(path, ESCAPES)
    main([part.format(path=path, missing=ESCAPES) for part in command])
    printed = "".join(capsys.readouterr())
    assert "\\x1b" in printed  # the name is there, with its escapes made visible
    assert not set(ESCAPES) & set(printed) - set("[2J]0;title31m")


def test_json_escapes_the_names(tmp_path: Path, capsys: Capture) -> None:
    add_song(tmp_path / f"{ESCAPES}.flac", ESCAPES)
    assert main(["list", "--json"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed)["title"] == ESCAPES
    assert printed.isascii()
    assert "\x1b" not in printed


@pytest.mark.parametrize("file_format", ["m3u8", "csv", "json"])
def test_only_a_playlist_leaves_absent_songs_out(tmp_path: Path, file_format: str) -> None:
    add_song(tmp_path / "here.flac", "Here")
    add_song(tmp_path / "gone.flac", "Gone", absent=True)
    out = tmp_path / f"songs.{file_format}"
    assert main(["export", "--format", file_format, "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8-sig")
    assert "here.flac" in text
    assert ("gone.flac" in text) is (file_format != "m3u8")
    if file_format != "m3u8":
        rows = json.loads(text) if file_format == "json" else list(csv.DictReader(text.split("\n")))
        states = {Path(row["path"]).name: row["state"] for row in rows}
        assert states["gone.flac"] == TrackState.ABSENT


@pytest.mark.parametrize("start", list("=+-@\t\r"))
def test_a_table_changes_no_text_unless_formulas_are_guarded(tmp_path: Path, start: str) -> None:
    add_song(tmp_path / "song.flac", f"{start}1+1")
    out = tmp_path / "songs.csv"
    for options, begin in ([], ""), (["--guard-formulas"], "'"):
        assert main(["export", "--format", "csv", "--out", str(out), *options]) == 0
        with out.open(newline="", encoding="utf-8-sig") as file:
            (row,) = csv.DictReader(file)
        assert row["title"] == f"{begin}{start}1+1"
