"""What commands say: one song is no "1 songs", counts add up, a foreign file is not damaged."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from moodtagger.cli import main
from moodtagger.cli.output import ProgressLine
from moodtagger.core.tracks import JobProgress
from moodtagger.paths import library_path

ONE_OF_MANY = re.compile(r"(?<![\d.,/])1 [a-z ]*[a-z]s\b(?<!analysis)")


@pytest.mark.parametrize(
    ("unit", "total", "text"),
    [("files", 1, "1/1 file"), ("files", 2, "1/2 files"), ("passes", 1, "1/1 pass")],
)
def test_progress(capsys: pytest.CaptureFixture[str], unit: str, total: int, text: str) -> None:
    ProgressLine(unit).show(JobProgress(1, total, 0, 0, None, ""))
    assert capsys.readouterr().err.split("] ")[1].strip() == text


def test_no_command_counts_one_as_many(
    song_file: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    song = song_file("flac", "music/a.flac")
    for command in (
        ["scan", str(song.parent), "--jobs", "1"],
        ["tag", str(song.parent), "--moods", "happy", "--dry-run"],
        ["tag", str(song.parent), "--moods", "happy"],
        ["list"],
        ["undo"],
        ["library", "forget", str(song), "--dry-run"],
        ["models", "list"],
        ["precision"],
    ):
        assert main(command) == 0, command
        out, err = capsys.readouterr()
        assert not ONE_OF_MANY.search(out + err), command


def test_the_counts_of_a_write_add_up(
    song_file: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    song = song_file("flac", "music/a.flac")
    (song.parent / "b.mp3").write_bytes(b"a text\n" * 900)
    assert main(["tag", str(song), str(song.parent / "b.mp3"), "--moods", "happy"]) == 1
    out, err = capsys.readouterr()
    assert "1 file written, 0 unchanged, 1 failed." in out
    assert "damaged" not in err


@pytest.mark.parametrize("content", [b"a text, not a database\n" * 50, b"PK\3\4" + bytes(5000)])
def test_a_foreign_library_file_is_not_called_damaged(
    content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    library_path().parent.mkdir(parents=True, exist_ok=True)
    library_path().write_bytes(content)
    assert main(["list"]) == 1
    error = capsys.readouterr().err
    assert "is damaged" not in error
    assert "another program" in error
    assert library_path().read_bytes() == content
