"""Songs as CSV for spreadsheets."""

from __future__ import annotations

import argparse
import csv
import io
from dataclasses import replace

import pytest

from moodtagger.cli.arguments import add_csv_options
from moodtagger.cli.csv_table import CsvFormat, csv_bytes
from moodtagger.core.tracks import FileTags, SongRow

ROW = replace(
    SongRow(1, "/a.mp3", FileTags(title="-M-", artist="+44", album='a;b,"c"\n\td', genre="=x")),
    valence=-0.25,
    duration_s=61.5,
    moods=(("happy", 0.5),),
)


def read(data: bytes, delimiter: str = ",") -> dict[str, str]:
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return next(csv.DictReader(text, delimiter=delimiter))


def test_texts_are_as_they_are_and_the_mark_says_utf_8() -> None:
    data = csv_bytes([ROW], CsvFormat())
    cells = read(data)
    assert data.startswith(b"\xef\xbb\xbfid,path,")
    assert [cells[name] for name in ("title", "artist", "album", "genre")] == [
        "-M-",
        "+44",
        'a;b,"c"\n\td',
        "=x",
    ]
    assert (cells["valence"], cells["moods"]) == ("-0.25", "happy 0.5")


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_the_decimal_mark_of_other_countries(delimiter: str) -> None:
    cells = read(csv_bytes([ROW], CsvFormat(delimiter, ",")), delimiter)
    assert (cells["valence"], cells["duration_s"]) == ("-0,25", "61,5")
    assert (cells["moods"], cells["path"], cells["title"]) == ("happy 0,5", "/a.mp3", "-M-")


def test_the_options() -> None:
    parser = argparse.ArgumentParser()
    add_csv_options(parser)
    arguments = parser.parse_args(["--delimiter", "tab", "--decimal", ","])
    assert CsvFormat.from_arguments(arguments) == CsvFormat("\t", ",")
    for wrong in ("", "ab", "\n", '"', "x"):
        with pytest.raises(SystemExit):
            parser.parse_args(["--delimiter", wrong])
