"""`moodtagger list` and `export`: hostile names are harmless, playlists hold present songs only."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from moodtagger.cli import main
from moodtagger.core.filter_language import FIELDS
from moodtagger.core.tracks import FileTags, TrackState
from moodtagger.paths import library_path
from moodtagger.store import open_library
from moodtagger.tags import audio_hash
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


def add_tagged(path: Path, **tags: object) -> None:
    path.write_bytes(b"audio")
    found = scanned_file(path, path.name, tags=FileTags(**tags))  # type: ignore[arg-type]
    with open_library(library_path()) as library:
        library.tracks.upsert_files([found])


def listed(capsys: Capture, *arguments: str) -> list[str]:
    capsys.readouterr()
    assert main(["list", "--json", *arguments]) == 0
    return [json.loads(line)["title"] for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def three_songs(tmp_path: Path) -> Path:
    add_tagged(tmp_path / "1.mp3", title="A", artist="The Who", moods=("Joyful",), bpm=120.0)
    add_tagged(tmp_path / "2.mp3", title="B", artist="Queen", album="X", track=10, bpm=128.0)
    add_tagged(tmp_path / "3.mp3", title="C", artist="Queen", album="X", track=2, year=1999)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        ([], ["C", "B", "A"]),
        (["--sort", "-artist"], ["A", "B", "C"]),
        (["--sort", "year"], ["C", "A", "B"]),
        (["--filter", "bpm:125-130"], ["B"]),
        (["--filter", "-queen"], ["A"]),
        (["--filter", "queen", "--filter", "bpm:*"], ["B"]),
        (["--mood", "happy"], ["A"]),
        (["--mood", "Joyful"], ["A"]),
        (["--mood", "sad"], []),
        (["--quadrant", "sad"], []),
    ],
)
def test_list_filters_and_sorts(
    three_songs: Path, capsys: Capture, arguments: list[str], titles: list[str]
) -> None:
    assert listed(capsys, *arguments) == titles


@pytest.mark.parametrize("command", [["list"], ["map", "--out", "m.png"], ["similar", "a.mp3"]])
def test_a_mistake_in_a_filter_is_a_usage_error(
    three_songs: Path, capsys: Capture, command: list[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*command, "--filter", "moood:x"])
    assert caught.value.code == 2
    assert "There is no field moood. Did you mean mood?" in capsys.readouterr().err


def test_list_writes_playlists(three_songs: Path, capsys: Capture) -> None:
    for suffix in ("m3u8", "pls", "xspf"):
        out = three_songs / f"p.{suffix}"
        assert main(["list", "--filter", "queen", "--playlist", str(out)]) == 0
        assert "2 songs written" in capsys.readouterr().out
        text = out.read_text(encoding="utf-8")
        assert text.index("3.mp3") < text.index("2.mp3")
        assert "1.mp3" not in text
    assert main(["list", "--playlist", str(three_songs / "p.doc")]) == 1
    (three_songs / "own.pls").write_text("mine")
    assert main(["list", "--playlist", str(three_songs / "own.pls")]) == 1
    assert (three_songs / "own.pls").read_text() == "mine"


def test_exported_playlists_are_in_the_order_of_albums(three_songs: Path, capsys: Capture) -> None:
    out = three_songs / "all.m3u8"
    assert main(["export", "--format", "m3u8", "--out", str(out)]) == 0
    lines = out.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["3.mp3", "2.mp3", "1.mp3"]
    assert main(["export", "--format", "csv", "--filter", "year:1999", "--out", f"{out}.csv"]) == 0
    with Path(f"{out}.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["title"], row["year"], row["track"]) == ("C", "1999", "2")
    assert row["added"].startswith("20")


def test_the_help_lists_every_field(capsys: Capture) -> None:
    assert main(["help", "filter"]) == 0
    text = capsys.readouterr().out
    assert all(f"  {field.name} " in text for field in FIELDS)
    assert main(["help"]) == 0
    assert "COMMAND" in capsys.readouterr().out


def test_tag_takes_only_what_the_filter_matches(
    song_file: Callable[..., Path], capsys: Capture
) -> None:
    paths = [song_file("flac", "music/a.flac"), song_file("mp3", "music/b.mp3")]
    with open_library(library_path()) as library:
        for path in paths:
            tags = FileTags(title=path.stem)
            library.tracks.upsert_files([scanned_file(path, audio_hash(path), tags=tags)])
    command = ["tag", "--moods", "sad", "--dry-run", "--filter"]
    assert main([*command, "title=b"]) == 0
    printed = capsys.readouterr().out
    assert str(paths[1]) in printed
    assert str(paths[0]) not in printed
    assert main([*command, "-title=b", str(paths[1])]) == 0
    assert capsys.readouterr().out == ""
