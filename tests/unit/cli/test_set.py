"""`moodtagger set`: options, output and playlists."""

from __future__ import annotations

import argparse
import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from moodtagger.cli import main
from moodtagger.cli.commands import set as set_command
from moodtagger.cli.set_options import bpm_range, energy_curve, mood_path
from moodtagger.core.music_analysis import BeatEstimate
from moodtagger.core.tracks import FileTags, SongRow, TrackState


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[SongRow]:
    songs = [
        SongRow(
            i,
            str(tmp_path / f"{i:02}.mp3"),
            FileTags(title=f"Song {i}", artist=f"Artist {i}", key="8A", bpm=120 + i / 2),
            240.0,
            TrackState.REVIEW,
            valence=0.0,
            arousal=-0.9 + 0.09 * i,
        )
        for i in range(20)
    ]

    @contextlib.contextmanager
    def open_service() -> Iterator[SimpleNamespace]:
        beats = {row.track_id: BeatEstimate(row.effective_bpm or 0.0, 0.9, 0.25) for row in songs}
        tracks = SimpleNamespace(rows=lambda: songs, beats=lambda rows, suffix: beats)
        yield SimpleNamespace(tracks=tracks)

    monkeypatch.setattr(set_command, "open_service", open_service)
    return songs


def test_a_set_is_printed_and_written(
    rows: list[SongRow], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "set.xml"
    assert main(["set", "--curve", "build", "--minutes", "40", "--out", str(out), "--colors"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[10].startswith("10 songs, 40:00.")
    assert lines[0].split()[:2] == ["1", "0:00"]
    assert "same" in lines[1]
    assert out.read_bytes().count(b"<TRACK TrackID") == 10
    assert out.read_bytes().count(b'<TEMPO Inizio="0.250"') == 10


def test_json_has_steps_and_transitions(
    rows: list[SongRow], capsys: pytest.CaptureFixture[str]
) -> None:
    first, last = rows[3].path, rows[17].path
    arguments = ["--start", first, "--end", last, "--without", rows[4].path, "--with", rows[9].path]
    assert main(["set", "--songs", "5", "--json", *arguments]) == 0
    steps = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [steps[0]["path"], steps[4]["path"]] == [first, last]
    assert rows[9].path in {step["path"] for step in steps}
    assert rows[4].path not in {step["path"] for step in steps}
    assert steps[0]["transition"] is None
    assert steps[1]["transition"]["relation"] == "same"
    assert steps[1]["starts_s"] == 240.0


def test_rules_that_cannot_be_kept_are_named(
    rows: list[SongRow], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--start", rows[0].path, "--end", rows[19].path, "--songs", "2"]
    assert main(["set", "--max-bpm-change", "3", *arguments]) == 0
    assert "1 to 2: the tempo changes too much." in capsys.readouterr().out
    assert main(["set", "--bpm", "60-62", "--no-half-double", "--songs", "40"]) == 0
    out = capsys.readouterr().out
    assert "1: outside the tempo range." in out
    assert out.endswith("There are no more songs for these rules.\n")


def test_songs_outside_the_library_are_named(
    rows: list[SongRow], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["set", "--start", "/nowhere.mp3"]) == 1
    assert "/nowhere.mp3: The library has no analysis of this song." in capsys.readouterr().err


def test_an_empty_library_says_what_to_do(
    rows: list[SongRow], capsys: pytest.CaptureFixture[str]
) -> None:
    rows.clear()
    assert main(["set"]) == 1
    assert "Scan a folder first" in capsys.readouterr().err


def test_curves_paths_and_ranges() -> None:
    assert energy_curve("3,9") == ((0.0, 3.0), (1.0, 9.0))
    assert energy_curve("peak")[1] == (0.7, 9.0)
    assert mood_path("-0.5,0;1,1") == ((-0.5, 0.0), (1.0, 1.0))
    assert bpm_range("118-130") == (118.0, 130.0)
    assert bpm_range("124") == (124.0, 124.0)


@pytest.mark.parametrize("text", ["", "0,5", "3,11", "a", "nan", "build,peak"])
def test_bad_curves_are_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        energy_curve(text)


@pytest.mark.parametrize("text", ["", "1", "2,0", "0,0,0"])
def test_bad_paths_are_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        mood_path(text)


@pytest.mark.parametrize("text", ["", "130-118", "0-900", "x-y"])
def test_bad_ranges_are_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        bpm_range(text)
