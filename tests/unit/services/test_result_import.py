"""Results of other machines come into the library once, by the hash of their audio."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from moodtagger.core.prediction import AnalysisResult, AudioInfo
from moodtagger.services.result_import import ImportSummary, PathMap, ResultImporter, existing_files
from moodtagger.store import Library, open_library
from tests.support.library import MODEL, prediction


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as library:
        yield library


def line(number: int, **changes: Any) -> bytes:
    predicted = replace(prediction(model=changes.pop("model", MODEL)), **changes)
    result = AnalysisResult(
        f"/there/{number}.mp3",
        AudioInfo(60.0, 44_100, 2, "mp3"),
        predicted,
        audio_hash=f"h{number}",
    )
    return json.dumps(result.as_dict()).encode() + b"\n"


def take(library: Library, *lines: bytes) -> ImportSummary:
    return ResultImporter(library, MODEL).run(lines, PathMap([("/there", "/here")]))


def test_results_are_taken_once(library: Library) -> None:
    summary = take(library, line(1), line(2), line(1))
    assert (summary.imported, summary.known) == (2, 1)
    assert summary.paths == ["/here/1.mp3", "/here/2.mp3", "/here/1.mp3"]
    assert library.analyses.analyzed_hashes(MODEL) == {"h1", "h2"}
    again = take(library, line(1), line(2))
    assert (again.imported, again.known) == (0, 2)


def test_a_complete_result_replaces_a_quick_one_and_never_the_reverse(library: Library) -> None:
    complete = {"h1"}
    assert take(library, line(1, quick=True)).imported == 1
    assert library.analyses.analyzed_hashes(MODEL, only_complete=True) == set()
    assert take(library, line(1, quick=True)).imported == 0
    assert take(library, line(1)).imported == 1
    assert library.analyses.analyzed_hashes(MODEL, only_complete=True) == complete
    assert take(library, line(1, quick=True)).known == 1
    assert library.analyses.analyzed_hashes(MODEL, only_complete=True) == complete


def test_results_of_another_model_are_refused(library: Library) -> None:
    summary = take(library, line(1, model="mine 3"), line(2, model="mine 3"), line(3))
    assert summary.other_model == {"mine 3": 2}
    assert library.analyses.analyzed_hashes(MODEL) == {"h3"}


def test_failed_files_and_damaged_lines_are_counted(library: Library) -> None:
    failed = json.dumps(AnalysisResult("/a.mp3", error="This file is empty.").as_dict()).encode()
    damaged = (b"{", b"[]", b"5", b"\xff\xfe", b"[" * 100_000, line(4)[:-40])
    summary = take(library, failed, *damaged, b"\n", b'{"summary": {}}\n', line(5))
    assert (summary.unidentified, summary.damaged, summary.imported) == (1, len(damaged), 1)


@pytest.mark.parametrize(
    ("path", "renamed"),
    [
        ("/nas/music/a.mp3", "/home/me/Music/a.mp3"),
        ("/nas/music", "/home/me/Music"),
        ("/nas/musicals/a.mp3", "/mnt/musicals/a.mp3"),
        ("D:\\Songs\\x\\a.mp3", "/songs/x/a.mp3"),
        ("/other/a.mp3", "/other/a.mp3"),
    ],
)
def test_paths_of_other_machines_are_renamed(path: str, renamed: str) -> None:
    pairs = [("/nas", "/mnt"), ("/nas/music/", "/home/me/Music/"), ("D:\\Songs", "/songs")]
    assert PathMap(pairs).rename(path) == renamed


def test_only_files_that_are_here_are_scanned(tmp_path: Path) -> None:
    song = tmp_path / "a.mp3"
    song.write_bytes(b"")
    paths = [str(song), str(tmp_path / "gone.mp3"), str(song), str(tmp_path)]
    assert existing_files(paths) == [str(song)]
