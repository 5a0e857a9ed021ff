"""Tables of songs: every sound row is read, every other one has its line and its reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moodtagger.core.errors import TrainingCsvError
from moodtagger.services.finetuning.training_csv import TrainingTable, find_table, read_table


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.mp3", "b.mp3", "c, d.mp3"):
        (tmp_path / name).write_bytes(b"x")
    return tmp_path


def table(folder: Path, text: str | bytes) -> TrainingTable:
    path = folder / "labels.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_table(path)


def test_rows_with_all_that_they_may_hold(folder: Path) -> None:
    found = table(
        folder,
        "path,moods,valence,arousal\r\n"
        "a.mp3,happy; Late Night ,0.5,-1\r\n"
        "\r\n"
        '"c, d.mp3","sad, Sad;calm",,\r\n',
    )
    first, second = found.songs
    assert (first.line, first.path) == (2, str(folder / "a.mp3"))
    assert first.moods == ("happy", "Late Night")
    assert first.va == (0.5, -1.0)
    assert (second.line, second.moods, second.va) == (4, ("sad", "calm"), None)
    assert not found.row_errors


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_marks_and_separators_of_other_programs(folder: Path, mark: bytes, separator: str) -> None:
    rows = [["Moods", " path "], ['"gut;böse"', "a.mp3"]]
    text = "\n".join(separator.join(row) for row in rows)
    (song,) = table(folder, mark + text.encode()).songs
    assert song.moods == ("gut", "böse")


def test_a_name_of_any_bytes_is_found(folder: Path) -> None:
    name = b"caf\xe9.mp3"
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(b"x")
    (song,) = table(folder, b"path,moods\n" + name + b",happy\n").songs
    assert os.fsencode(song.path).endswith(name)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("nowhere.mp3,happy", "No such file."),
        (",happy", "The path is missing."),
        (".,happy", "not a regular file"),
        ("a\0.mp3,happy", "No such file."),
        ("x" * 5000 + ",happy", "No such file."),
        ("a.mp3,", "The mood is missing."),
        ("a.mp3", "The mood is missing."),
        ("a.mp3, ; ,", "The mood is missing."),
        ("a.mp3,hap\x1b[2Jpy", "printable"),
        (f"a.mp3,{'m' * 101}", "at most 100"),
        ("a.mp3,happy,1.5,0", "valence “1.5”"),
        ("a.mp3,happy,0,nan", "arousal “nan”"),
        ("a.mp3,happy,0,-inf", "arousal “-inf”"),
        ("a.mp3,happy,very,0", "valence “very”"),
        ("a.mp3,happy,,0.5", "both are needed"),
        ("a.mp3,happy,0.1,0.1,sad", "more cells"),
        ("b.mp3,sad", "on line 2"),
        ("./b.mp3,sad", "on line 2"),
        ('"a.mp3\nb.mp3,happy', "quotation mark"),
        (f"a.mp3,{'m' * 200_000}", "not a valid CSV row"),
    ],
)
def test_a_bad_row_has_its_line_and_its_reason(folder: Path, row: str, reason: str) -> None:
    found = table(folder, f"path,moods,valence,arousal\nb.mp3,happy,,\n{row}\n")
    (fault,) = found.row_errors
    assert fault.line == 3
    assert reason in fault.reason
    assert fault.reason.endswith(".") or "CSV" in fault.reason
    assert [song.line for song in found.songs] == [2]


def test_moods_that_are_no_utf8_are_a_bad_row(folder: Path) -> None:
    (fault,) = table(folder, b"path,moods\na.mp3,fr\xf6hlich\n").row_errors
    assert fault.line == 2


def test_half_a_coordinate_is_reported_and_ignored(folder: Path) -> None:
    found = table(folder, "path,valence,moods\na.mp3,0.5,happy\n")
    assert [fault.line for fault in found.row_errors] == [1]
    assert [(song.moods, song.va) for song in found.songs] == [(("happy",), None)]


def test_an_unknown_column_is_reported_and_ignored(folder: Path) -> None:
    found = table(folder, "path,moods,rating\na.mp3,happy,5\n")
    assert [fault.line for fault in found.row_errors] == [1]
    assert "rating" in found.row_errors[0].reason
    assert len(found.songs) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"path\na.mp3\n",
        b"song,mood\n",
        b"path,moods,moods\n",
        bytes(range(256)) * 9,
        "path,moods\n".encode("utf-16"),
        b"x" * 300_000,
    ],
)
def test_what_is_no_table_is_refused_whole(folder: Path, content: bytes) -> None:
    with pytest.raises(TrainingCsvError) as caught:
        table(folder, content)
    assert caught.value.reason.endswith(".")


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, noise: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "noise.csv"
    path.write_bytes(b"path,moods,valence,arousal\n" + noise)
    found = read_table(path)
    assert not found.songs
    assert all(fault.line >= 2 and fault.reason for fault in found.row_errors)


def test_the_table_of_a_folder(folder: Path) -> None:
    with pytest.raises(TrainingCsvError, match="no CSV"):
        find_table(folder)
    (folder / "songs.CSV").touch()
    assert find_table(folder).name == "songs.CSV"
    (folder / "other.csv").touch()
    with pytest.raises(TrainingCsvError, match="several"):
        find_table(folder)
    (folder / "labels.csv").touch()
    assert find_table(folder).name == "labels.csv"
    assert find_table(folder / "other.csv").name == "other.csv"
    with pytest.raises(TrainingCsvError, match="No such"):
        find_table(folder / "nowhere")
