"""The command line on real songs with the real model, from scan to undo."""

from __future__ import annotations

import csv
import hashlib
import itertools
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from moodtagger.cli import main
from moodtagger.paths import demo_dir
from moodtagger.tags import read_tags
from tests.support.json_schema import documented_schema, violations

BAD_FILES = {
    "text.mp3": b"this is a text, not music\n" * 40,
    "empty.flac": b"",
    "noise.ogg": bytes(range(256)) * 64,
}


@dataclass
class Run:
    """What one command did."""

    status: int
    out: str
    err: str
    objects: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Terminal:
    """Runs commands on one library."""

    home: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: object) -> Run:
        os.environ["MOODTAGGER_HOME"] = str(self.home)  # monkeypatch puts it back
        self.capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        out, err = self.capsys.readouterr()
        objects = [json.loads(line) for line in out.splitlines()] if "--json" in arguments else []
        return Run(status, out, err, objects)


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A library of the demo songs and some bad files, scanned once: (home, music)."""
    base = tmp_path_factory.mktemp("scanned")
    home, music = base / "home", base / "music"
    shutil.copytree(demo_dir(), music)
    for name, content in BAD_FILES.items():
        (music / name).write_bytes(content)
    before = os.environ.get("MOODTAGGER_HOME")
    os.environ["MOODTAGGER_HOME"] = str(home)
    try:
        assert main(["scan", str(music), "--jobs", "2"]) == 1  # the bad files failed
    finally:
        if before is not None:
            os.environ["MOODTAGGER_HOME"] = before
    return home, music


@pytest.fixture
def library(
    scanned: tuple[Path, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> tuple[Terminal, Path]:
    """A terminal on the scanned library as it was after the scan, and its music folder."""
    home, music = scanned
    shutil.copytree(home, tmp_path / "home")
    return Terminal(tmp_path / "home", capsys), music


@pytest.fixture
def writable(library: tuple[Terminal, Path], scanned: tuple[Path, Path]) -> Any:
    """The same, but the songs are put back afterwards."""
    _, music = scanned
    kept = {path: path.read_bytes() for path in music.iterdir()}
    stamps = {path: path.stat() for path in kept}
    yield library
    for path, content in kept.items():
        if path.read_bytes() != content:
            path.write_bytes(content)
            os.utime(path, ns=(stamps[path].st_atime_ns, stamps[path].st_mtime_ns))


def digest(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def test_list_has_every_song_and_failures_with_messages(
    library: tuple[Terminal, Path],
) -> None:
    run, music = library
    rows = run("list", "--json", "--sort", "path").objects
    assert [Path(row["path"]).name for row in rows] == sorted(p.name for p in music.iterdir())
    failed = {Path(row["path"]).name: row for row in rows if row["state"] == "failed"}
    assert set(failed) == set(BAD_FILES)
    assert all(row["message"].endswith(".") for row in failed.values())
    analyzed = [row for row in rows if row["state"] != "failed"]
    assert all(-1 <= row["valence"] <= 1 and -1 <= row["arousal"] <= 1 for row in analyzed)
    assert all(row["title"] and row["artist"] for row in analyzed)


def test_list_filters_and_sorts(library: tuple[Terminal, Path]) -> None:
    run, _ = library
    by_arousal = run("list", "--json", "--sort", "-arousal").objects
    values = [row["arousal"] for row in by_arousal if row["arousal"] is not None]
    assert values == sorted(values, reverse=True)
    quadrant = by_arousal[0]["quadrant"]
    only = run("list", "--json", "--quadrant", quadrant).objects
    assert only
    assert {row["quadrant"] for row in only} == {quadrant}
    assert "title" in run("list").out


def test_a_second_scan_analyzes_nothing_again(library: tuple[Terminal, Path]) -> None:
    run, music = library
    summary = run("scan", music, "--json").objects[-1]["summary"]
    assert summary["analysed"] == 0
    assert summary["unchanged"] == summary["found"] == len(list(music.iterdir()))


def test_similar_leaves_the_song_itself_out(library: tuple[Terminal, Path]) -> None:
    run, music = library
    song = next(music.glob("*.flac"))
    if song.name in BAD_FILES:
        song = next(p for p in music.glob("*.flac") if p.name not in BAD_FILES)
    near = run("similar", song, "-n", "5", "--json").objects
    assert len(near) == 5
    assert str(song) not in {row["path"] for row in near}
    distances = [row["distance"] for row in near]
    assert distances == sorted(distances)


def test_map_and_exports(library: tuple[Terminal, Path], tmp_path: Path) -> None:
    run, music = library
    picture = tmp_path / "map.png"
    assert run("map", "--out", picture, "--size", "640x480").status == 0
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert run("export", "--format", "csv", "--out", tmp_path / "all.csv").status == 0
    with (tmp_path / "all.csv").open(newline="") as file:
        assert len(list(csv.DictReader(file))) == len(list(music.iterdir()))
    assert run("export", "--format", "json", "--out", tmp_path / "all.json").status == 0
    assert len(json.loads((tmp_path / "all.json").read_text())) == len(list(music.iterdir()))
    assert run("export", "--format", "m3u8", "--out", tmp_path / "all.m3u8").status == 0
    lines = (tmp_path / "all.m3u8").read_text().splitlines()
    entries = [line for line in lines if not line.startswith("#")]
    assert all((tmp_path / entry).exists() for entry in entries)


def test_a_song_is_never_overwritten(library: tuple[Terminal, Path]) -> None:
    run, music = library
    before = digest(music)
    song = next(music.glob("*.mp3"))
    for command in (["map"], ["export", "--format", "csv"]):
        result = run(*command, "--out", song)
        assert result.status == 1
        assert "another name" in result.err
    assert digest(music) == before


def test_a_removed_current_folder_is_reported(
    library: tuple[Terminal, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, _ = library
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    result = run("scan", ".")
    assert result.status == 1
    assert "Change to another" in result.err


def test_accept_preview_write_undo(writable: tuple[Terminal, Path]) -> None:
    run, music = writable
    before = digest(music)
    song = next(p for p in music.glob("*.mp3") if p.name not in BAD_FILES)
    dry = run("tag", song, "--moods", "happy,calm", "--dry-run", "--json")
    assert dry.status == 0
    assert digest(music) == before
    assert dry.objects[0]["changes"]
    assert run("tag", song, "--moods", "happy,calm").status == 0
    assert set(read_tags(song).moods) == {"happy", "calm"}
    written = digest(music)
    assert {name for name in before if before[name] != written[name]} == {song.name}
    assert run("tag", song, "--moods", "happy,calm").status == 0
    assert digest(music) == written  # no write when nothing changes
    rows = {row["path"]: row for row in run("list", "--json").objects}
    assert set(rows[str(song)]["accepted"]) == {"happy", "calm"}
    assert set(rows[str(song)]["existing_moods"]) == {"happy", "calm"}
    assert run("undo", "--last").status == 0
    assert read_tags(song).moods == ()
    again = run("undo", "--last")
    assert again.status == 1
    assert "Nothing to undo" in again.err


def test_json_tells_what_was_written_and_what_failed(writable: tuple[Terminal, Path]) -> None:
    run, music = writable
    song = next(p for p in music.glob("*.mp3") if p.name not in BAD_FILES)
    result = run("tag", song, music / "empty.flac", "--moods", "calm", "--json")
    assert result.status == 1
    plan, failure, last = result.objects
    assert plan["path"] == str(song)
    assert failure["path"] == str(music / "empty.flac")
    assert failure["error"].endswith(".")
    summary = last["summary"]
    assert (summary["written"], summary["unchanged"]) == (1, 0)
    assert run("undo", "--batch", summary["batch_id"]).status == 0


def test_overwrite_leaves_the_named_moods_and_no_others(writable: tuple[Terminal, Path]) -> None:
    run, music = writable
    song = next(p for p in music.glob("*.mp3") if p.name not in BAD_FILES)
    run("tag", song, "--moods", "Happy,calm,happy")
    assert read_tags(song).moods == ("Happy", "calm")
    assert accepted(run, song) == {"happy", "calm"}
    run("tag", song, "--moods", "sad", "--mode", "overwrite")
    assert read_tags(song).moods == ("sad",)
    assert accepted(run, song) == {"sad"}
    run("undo", "--batch", "2")
    assert "Nothing left to undo" in run("undo", "--batch", "2").out
    run("undo", "--batch", "1")


def accepted(run: Terminal, song: Path) -> set[str]:
    rows = {row["path"]: row for row in run("list", "--json").objects}
    return set(rows[str(song)]["accepted"])


def test_a_song_is_known_by_each_of_its_names(
    library: tuple[Terminal, Path], tmp_path: Path
) -> None:
    run, music = library
    (tmp_path / "link").symlink_to(music)
    song = next(p for p in music.glob("*.mp3") if p.name not in BAD_FILES)
    for folder in (tmp_path / "link", f"{tmp_path}/../{tmp_path.name}/link"):
        summary = run("scan", folder, "--json").objects[-1]["summary"]
        assert (summary["analysed"], summary["new"]) == (0, 0)
        planned = run("tag", f"{folder}/{song.name}", "--moods", "calm", "--dry-run", "--json")
        assert planned.objects[0]["path"] == str(song)
        near = run("similar", f"{folder}/{song.name}", "-n", "3", "--json").objects
        assert str(song) not in {row["path"] for row in near}


def test_a_library_folder_that_cannot_be_created_is_reported(
    library: tuple[Terminal, Path], tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    run = Terminal(tmp_path / "file" / "home", library[0].capsys)
    result = run("list")
    assert result.status == 1
    assert "MOODTAGGER_HOME" in result.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [("list", "--json"), ("--help",), ("list", "--help")])
def test_output_that_cannot_be_written_is_reported(
    library: tuple[Terminal, Path], arguments: tuple[str, ...]
) -> None:
    run, _ = library
    command = [sys.executable, "-m", "moodtagger", *arguments]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            command,
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "MOODTAGGER_HOME": str(run.home)},
        )
    assert ended.returncode == 1
    assert ended.stderr.startswith(b"moodtagger: Couldn't write the output")


def test_undo_leaves_what_somebody_else_changed(writable: tuple[Terminal, Path]) -> None:
    run, music = writable
    song = next(p for p in music.glob("*.mp3") if p.name not in BAD_FILES)
    run("tag", song, "--moods", "happy")
    run("tag", song, "--moods", "dark", "--mode", "overwrite")
    first = run("undo", "--batch", "1")
    assert first.status == 1
    assert song.name in first.err
    assert "dark" in read_tags(song).moods


def test_accept_confident_writes_every_format(writable: tuple[Terminal, Path]) -> None:
    run, _music = writable
    rows = {row["path"]: row for row in run("list", "--json").objects}
    result = run("tag", "--accept-confident", "--json")
    assert result.status == 0, result.err
    for path, row in rows.items():
        if row["proposed"]:
            assert set(read_tags(path).moods) == set(row["proposed"])
    undone = run("undo", "--json")
    assert undone.objects[0]["left"] == []


def test_analyze_prints_the_contract(library: tuple[Terminal, Path]) -> None:
    run, music = library
    song = next(p for p in music.glob("*.mp3") if p.name not in BAD_FILES)
    result = run("analyze", song, music / "text.mp3", music / "gone.mp3", "--json")
    assert result.status == 1
    by_name = {Path(o["path"]).name: o for o in result.objects}
    assert by_name["text.mp3"]["error"]
    assert by_name["gone.mp3"]["error"]
    schema = documented_schema("analyze")
    for printed in result.objects:
        assert violations(printed, schema) == []
    assert set(schema["properties"]) >= set().union(*by_name.values())
    analysis = by_name[song.name]
    assert sum(analysis["quadrant"].values()) == pytest.approx(1, abs=1e-4)
    assert list(analysis["quadrant"]) == ["happy", "angry", "sad", "relaxed"]
    assert set(analysis["confident"]) <= set(analysis["moods"])
    assert all(0 <= p <= 1 for p in analysis["moods"].values())
    assert analysis["valence_sd"] > 0
    assert analysis["arousal_sd"] > 0
    segments = analysis["segments"]
    assert segments[0]["start_s"] == 0
    assert segments[-1]["end_s"] == pytest.approx(analysis["duration_s"], abs=0.1)
    for one, two in itertools.pairwise(segments):
        assert one["end_s"] == two["start_s"]
    assert sum(x * x for x in analysis["embedding"]) == pytest.approx(1, abs=1e-3)
    assert analysis["model"].startswith("moodnet ")
    assert all(0 < value < 1 for value in analysis["attributes"].values())


def test_the_terminal_does_the_windows_job_without_a_display(
    library: tuple[Terminal, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, music = library
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    result = run(music)
    assert (tmp_path / "moodtagger-map.png").stat().st_size > 10_000
    assert "No display" in result.out
    assert result.status == 0
    assert f"{len(BAD_FILES)} failed in an earlier scan" in result.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyze"],
        ["scan"],
        ["scan", ""],
        ["map", "--out", "x.png", "--size", "0x0"],
        ["list", "--sort", "colour"],
        ["similar", "x", "-n", "0"],
        ["tag", "--moods", "a", "--accept-confident"],
        ["export", "--format", "xml", "--out", "x"],
        ["undo", "--last", "--batch", "3"],
    ],
)
def test_bad_usage_is_status_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_a_second_program_waits_outside_or_reads_only(library: tuple[Terminal, Path]) -> None:
    from moodtagger.store import open_library

    run, music = library
    with open_library(run.home / "library.sqlite"):
        busy = run("scan", music)
        assert busy.status == 1
        assert "moodtagger" in busy.err
        assert run("list", "--json").objects
