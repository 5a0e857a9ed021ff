"""The CSV table of labeled songs for fine-tuning, with an error for each bad row."""

from __future__ import annotations

import csv
import io
import math
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from moodtagger.core.errors import TrainingCsvError
from moodtagger.core.vocabulary import MAX_LABEL_LENGTH
from moodtagger.files.file_access import read_limited

COLUMNS = ("path", "moods", "valence", "arousal")
HEADER_HINT = "Its first line is path,moods or path,moods,valence,arousal."
_MAX_BYTES = 50_000_000
_UTF8_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that cannot be used: its line in the file, the song as written there, and a reason."""

    line: int
    song: str
    reason: str


@dataclass(frozen=True, slots=True)
class LabeledSong:
    """A valid row; `path` is absolute, `va` is valence and arousal in [-1, 1] where given."""

    line: int
    path: str
    moods: tuple[str, ...]
    va: tuple[float, float] | None


@dataclass(slots=True)
class TrainingTable:
    """The rows of a table, valid and invalid ones."""

    songs: list[LabeledSong] = field(default_factory=list)
    row_errors: list[RowError] = field(default_factory=list)


def find_table(data: Path) -> Path:
    """Return the table `data`, or the table in the folder `data`; TrainingCsvError without one."""
    if data.is_file():
        return data
    if not data.is_dir():
        raise TrainingCsvError("No such file or folder.", path=data)
    try:
        tables = sorted(p for p in data.iterdir() if p.suffix.lower() == ".csv" and p.is_file())
    except OSError as error:
        raise TrainingCsvError(f"Couldn't read the folder: {error.strerror}.", path=data) from error
    named = [path for path in tables if path.name == "labels.csv"]
    if len(named or tables) == 1:
        return (named or tables)[0]
    found = "several CSV files" if tables else "no CSV file"
    raise TrainingCsvError(f"This folder holds {found}.", path=data, advice="Specify one of them.")


def read_table(path: Path) -> TrainingTable:
    """Read the rows of a table; each bad one becomes an error.

    The table is in UTF-8 with or without a byte order mark, and separated by commas, semicolons
    or tabs. Paths are relative to its folder. Raises TrainingCsvError when the file as a whole is
    no such table.
    """
    text = _read_text(path)
    first = text.split("\n", 1)[0]
    delimiters = [mark for mark in ",;\t" if mark in first] or [","]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiters[0])
    table = TrainingTable()
    header = _parse_header(next(_rows(reader, table), (0, []))[1], table, path)
    seen: dict[str, int] = {}
    for line, cells in _rows(reader, table):
        if not any(cell.strip() for cell in cells):
            continue
        row = dict(zip(header, cells, strict=False))
        path_text = row.get("path", "").strip()
        try:
            if len(cells) > len(header):
                raise ValueError(
                    "It has more cells than the first line. Put quotation marks around moods "
                    "that are separated by commas."
                )
            song = _parse_song(line, row, path.parent)
            real = os.path.realpath(song.path)
            if real in seen:
                raise ValueError(f"The same song is on line {seen[real]}.")
            seen[real] = line
            table.songs.append(song)
        except ValueError as error:
            table.row_errors.append(RowError(line, path_text[:200], str(error)))
    return table


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise TrainingCsvError("This file is too large to be a table of songs.", path=path)
        data = read_limited(path, _MAX_BYTES)
    except OSError as error:
        raise TrainingCsvError(f"Couldn't read this file: {error.strerror}.", path=path) from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TrainingCsvError(
            "This table is encoded in UTF-16.", path=path, advice="Save it as CSV in UTF-8."
        )
    # File names may hold any bytes; surrogates restore those that are no text.
    return data.removeprefix(_UTF8_BOM).decode("utf-8", "surrogateescape")


def _rows(reader: Iterator[list[str]], table: TrainingTable) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with the line on which each starts; one that is no CSV becomes an error."""
    while True:
        line = reader.line_num + 1  # type: ignore[attr-defined]
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            table.row_errors.append(RowError(line, "", f"This is not a valid CSV row ({error})."))


def _parse_header(cells: list[str], table: TrainingTable, path: Path) -> list[str]:
    names = [cell.strip().casefold() for cell in cells]
    missing = [name for name in COLUMNS[:2] if name not in names]
    if missing:
        raise TrainingCsvError(
            f"The table has no column “{missing[0]}”.",
            path=path,
            advice=HEADER_HINT,
        )
    duplicates = [name for name in COLUMNS if names.count(name) > 1]
    if duplicates:
        raise TrainingCsvError(
            f"The column “{duplicates[0]}” appears twice.", path=path, advice=HEADER_HINT
        )
    for name in names:
        if name not in COLUMNS:
            reason = f"The column “{name[:40]}” is unknown; it was skipped."
            table.row_errors.append(RowError(1, "", reason))
    unpaired = [name for name in COLUMNS[2:] if name in names]
    if len(unpaired) == 1:
        reason = f"The column “{unpaired[0]}” needs its counterpart; it was skipped."
        table.row_errors.append(RowError(1, "", reason))
    return ["" if [name] == unpaired else name for name in names]


def _parse_song(line: int, row: dict[str, str], folder: Path) -> LabeledSong:
    """Parse a row; ValueError with a message when it is not valid."""
    path_text = row.get("path", "").strip()
    if not path_text:
        raise ValueError("The path is missing.")
    if "\n" in path_text or "\r" in path_text:
        raise ValueError(
            "The path contains a line break; a closing quotation mark is probably missing."
        )
    path = os.path.join(folder.absolute(), path_text)  # noqa: PTH118 - `..` stays as it is
    if "\0" in path or not os.path.lexists(path):
        raise ValueError("No such file.")
    if not Path(path).is_file():
        raise ValueError("This is not a regular file.")
    return LabeledSong(line, path, _parse_moods(row.get("moods", "")), _parse_valence_arousal(row))


def _parse_moods(cell: str) -> tuple[str, ...]:
    labels = [unicodedata.normalize("NFC", label.strip()) for label in re.split("[;,]", cell)]
    found = {label.casefold(): label for label in reversed(labels) if label}
    if not found:
        raise ValueError("The mood is missing.")
    for label in found.values():
        if not label.isprintable() or len(label) > MAX_LABEL_LENGTH:
            raise ValueError(f"A mood has at most {MAX_LABEL_LENGTH} printable characters.")
    return tuple(reversed(found.values()))


def _parse_valence_arousal(row: dict[str, str]) -> tuple[float, float] | None:
    cells = [row.get(name, "").strip() for name in COLUMNS[2:]]
    if not any(cells):
        return None
    if not all(cells):
        raise ValueError("Valence or arousal is missing; both are needed.")
    valence, arousal = (
        _parse_coordinate(name, cell) for name, cell in zip(COLUMNS[2:], cells, strict=True)
    )
    return valence, arousal


def _parse_coordinate(name: str, cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not -1 <= value <= 1:
        raise ValueError(f"The {name} “{cell[:20]}” is not a number from -1 to 1.")
    return value
