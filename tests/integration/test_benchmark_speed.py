"""The speed benchmark on two short songs, and the form of its results."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.speed.competitor_env import LIBROSA_BASELINE, prepare_competitors
from tests.benchmarks.speed.corpus import CorpusSong
from tests.benchmarks.speed.interleaved_runs import InterleavedRuns, Subject, SubjectRun
from tests.benchmarks.speed.run_statistics import GoalResult, RunStatistics, Spread, goal_table
from tests.benchmarks.speed.stage_timer import StageTimer

STAGES = {"open", "decode", "resample", "log-mel", "network", "store", "fingerprint and tags"}


def speed(work: Path, part: str) -> tuple[dict[str, Any], str]:
    """Run one part of the benchmark on two short songs; returns JSON and page."""
    amount = ["--songs", "2", "--seconds", "6", "--rounds", "1", "--unchanged", "60"]
    command = [sys.executable, "-m", "tests.benchmarks", "speed", "--part", part, *amount]
    command += ["--work", str(work), "--json", str(work / "speed.json")]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=280)
    assert run.returncode in (0, 1), run.stderr
    found = json.loads((work / "speed.json").read_text(encoding="utf-8"))
    assert found["failed"] == {} == found["out"]
    kinds = [song["kind"] for song in found["songs"]]
    assert kinds == ([] if part in ("window", "rescan") else ["mp3 320", "flac"])
    assert len(found["reach"]) == 10
    for row in found["reach"]:
        assert f"| {row['name']} |" in run.stdout
    return found, run.stdout


def measured(found: dict[str, Any]) -> list[str]:
    return [row["name"] for row in found["reach"] if row["reached"] is not None]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_two_songs_are_analyzed_stage_by_stage(tmp_path: Path) -> None:
    found, page = speed(tmp_path, "songs")
    _look_at_turns(found["turns"])
    assert measured(found) == ["CPU over the decode-only bound, mp3", "the same with ONNX Runtime"]
    assert "not measured: run with --peers" in page
    assert "| moodtagger --quick |" in page
    assert "| log-mel |" in page


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_scan_with_two_workers_is_watched(tmp_path: Path) -> None:
    found, page = speed(tmp_path, "scan")
    assert measured(found) == [
        "peak memory, 2 workers (PSS)",
        "the same memory with ONNX Runtime",
    ]
    assert found["scan with ONNX Runtime"]["pss"]["high"] < found["scan"]["pss"]["low"]
    assert found["scan"]["rss"]["median"] >= found["scan"]["pss"]["median"] > 50
    assert "files a minute" in page


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_two_workers_against_one(tmp_path: Path) -> None:
    found, _ = speed(tmp_path, "workers")
    assert measured(found) == ["wall, 1 worker over 2"]
    assert found["workers"]["one_s"]["median"] > 0 < found["workers"]["two_s"]["median"]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_window_first_and_after_imports(tmp_path: Path) -> None:
    found, _ = speed(tmp_path, "window")
    assert measured(found) == ["time to first window over that after importing everything"]
    assert 0 < found["window"]["cpu_ratio"]["median"] < 1  # torch alone takes longer


def test_unchanged_files_are_scanned_again(tmp_path: Path) -> None:
    found, page = speed(tmp_path, "rescan")
    assert measured(found) == ["rescan of 60 unchanged files"]
    assert "Rescan of 60 unchanged files:" in page


def _look_at_turns(turns: list[dict[str, Any]]) -> None:
    assert len(turns) == 7 * 2  # subjects, songs
    assert all(turn["cpu_s"] > 0 and turn["wall_s"] > 0 for turn in turns)
    stages = [turn["more"] for turn in turns if turn["more"]]
    assert len(stages) == 2
    for more in stages:
        assert more["missing"] == []
        assert more["stages"].keys() >= STAGES
        assert all(more["stages"][stage] > 0 for stage in STAGES)


@pytest.fixture
def python_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a test subject, into which each test writes code."""
    from tests.benchmarks.speed import interleaved_runs

    (tmp_path / "subjects").mkdir()
    (tmp_path / "subject_process.py").write_bytes(
        (interleaved_runs.HERE / "subject_process.py").read_bytes()
    )
    monkeypatch.setattr(interleaved_runs, "HERE", tmp_path)
    return tmp_path / "subjects" / "own.py"


def contest_of(
    code: str, file: Path, rounds: int = 1, songs: Sequence[str] = ("a.mp3", "b.mp3")
) -> InterleavedRuns:
    body = f"import os\n\ndef load(what):\n    def hear(path):\n        {code}\n    return hear\n"
    file.write_text(body, encoding="utf-8")
    interleaved_runs = InterleavedRuns(
        [CorpusSong(Path(name), Path(name).suffix, 1.0) for name in songs]
    )
    interleaved_runs.run([Subject("own", "own")], rounds, lambda text: None)
    return interleaved_runs


def test_a_subject_analyzes_each_song_in_each_round(python_file: Path) -> None:
    interleaved_runs = contest_of(
        "print('talks', path); return {'heard': path}", python_file, rounds=2
    )
    assert [(turn.song, turn.round) for turn in interleaved_runs.runs] == [
        (0, 0),
        (1, 0),
        (0, 1),
        (1, 1),
    ]
    assert [turn.more["heard"] for turn in interleaved_runs.runs[:2]] == ["a.mp3", "b.mp3"]
    assert interleaved_runs.failures == {}


def test_a_crash_is_reported_and_the_run_goes_on(python_file: Path) -> None:
    interleaved_runs = contest_of(
        "path == 'b.mp3' and os.kill(os.getpid(), 4)", python_file, rounds=2
    )
    assert len(interleaved_runs.runs) == 1
    assert interleaved_runs.failures == {"own": "b.mp3: it died of SIGILL"}


def test_a_failure_on_one_song_leaves_the_others(python_file: Path) -> None:
    songs = ("/music/b.ogg", "a.mp3", "/music/c.ogg", "d.mp3")
    interleaved_runs = contest_of("assert path != '/music/b.ogg', path", python_file, songs=songs)
    assert [turn.song for turn in interleaved_runs.runs] == [1, 3]  # no other ogg is tried
    assert interleaved_runs.failures == {
        "own, .ogg": "AssertionError: b.ogg"
    }  # and no folder is named


def test_a_load_failure_is_reported(python_file: Path) -> None:
    python_file.write_text("import nothing_of_this_name", encoding="utf-8")
    interleaved_runs = InterleavedRuns([CorpusSong(Path("a.mp3"), "mp3", 1.0)])
    interleaved_runs.run([Subject("own", "own")], 1, lambda text: None)
    assert interleaved_runs.runs == []
    assert "nothing_of_this_name" in interleaved_runs.failures["own"]


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for Python is a shell script")
def test_an_install_failure_is_reported_and_the_others_take_part(tmp_path: Path) -> None:
    python = tmp_path / "peers" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(
        '#!/bin/sh\necho "ERROR: nothing at https://index.test/a for $6" >&2; exit 1\n'
    )
    python.chmod(0o755)
    entries, problems = prepare_competitors(tmp_path, tmp_path / "song.mp3", lambda text: None)
    assert [entry.name for entry in entries] == [LIBROSA_BASELINE]
    assert problems.keys() == {"bliss-audio", "bliss-audio<0.2", "essentia"}
    assert problems["essentia"].startswith(
        "it cannot be installed (ERROR: nothing at the index for "
    )


def test_ratios_are_taken_round_by_round_over_common_songs() -> None:
    cpu = {("a", 0): (1.0, 2.0), ("a", 1): (3.0, 4.0), ("b", 0): (2.0, 8.0), ("c", 0): (4.0, 4.0)}
    turns = [
        SubjectRun(w, s, r, c, 9.0) for (w, s), both in cpu.items() for r, c in enumerate(both)
    ]
    results = RunStatistics(turns)
    assert results.ratio("a", ["b"], [0, 1]) == Spread(0.375, 0.25, 0.5)
    assert results.ratio("a", ["b", "c"], [0]) == Spread(0.5, 0.5, 0.5)  # the faster of the two
    assert results.ratio("a", ["d"], [0, 1]) is None
    assert results.mean_song_cost("a", [0, 1]) == 2.5


def test_the_table_says_what_was_missed_and_what_was_not_measured() -> None:
    rows = [
        GoalResult("fast", "<=", 0.5, "s", Spread(0.4, 0.3, 0.6)),
        GoalResult("two", ">=", 1.8, "", Spread(1.2, 1.1, 1.3)),
        GoalResult("other", "<=", 0.6, "", None, "no wheel"),
    ]
    assert goal_table(rows).splitlines()[2:] == [
        "| fast | <= 0.5 s | 0.4 s | 0.3 to 0.6 | yes |",
        "| two | >= 1.8 | 1.2 | 1.1 to 1.3 | no |",
        "| other | <= 0.6 | | | not measured: no wheel |",
    ]


def test_a_stage_has_its_own_time_only() -> None:
    watch = StageTimer()
    burn = watch.wrap("inner", lambda: sum(range(400_000)))

    def numbers() -> Iterator[int]:
        for _ in range(3):
            burn()
            yield 1

    assert sum(watch.wrap("outer", numbers)()) == 3
    taken = watch.pop_seconds()
    assert taken["inner"] > 5 * taken["outer"] > 0
    assert watch.pop_seconds() == {}
