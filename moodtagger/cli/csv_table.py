"""Songs as CSV that spreadsheets open as it is meant."""

from __future__ import annotations

import argparse
import codecs
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from moodtagger.cli.output import row_dict
from moodtagger.core.tracks import SongRow

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class CsvFormat:
    """How a CSV file is written.

    With `guard_formulas` a text that spreadsheets evaluate begins with an apostrophe. No other
    way keeps every spreadsheet from it, and it changes the text, so it is not the default.
    """

    delimiter: str = ","
    decimal: str = "."
    guard_formulas: bool = False

    @classmethod
    def from_arguments(cls, arguments: argparse.Namespace) -> CsvFormat:
        """Return the format of the options of `export`."""
        return cls(arguments.delimiter, arguments.decimal, arguments.guard_formulas)


def csv_bytes(rows: Sequence[SongRow], csv_format: CsvFormat) -> bytes:
    """Return the songs as CSV in UTF-8, after the mark that spreadsheets know it by."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=csv_format.delimiter)
    writer.writerow(list(row_dict(rows[0])) if rows else ["path"])
    for row in rows:
        writer.writerow([_cell(value, csv_format) for value in row_dict(row).values()])
    return codecs.BOM_UTF8 + text.getvalue().encode("utf-8", "backslashreplace")


def _cell(value: object, csv_format: CsvFormat) -> object:
    if isinstance(value, dict):
        parts = (f"{label} {_number(p, csv_format)}" for label, p in value.items())
        value = "; ".join(parts)
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, float):
        return _number(value, csv_format)
    if csv_format.guard_formulas and isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def _number(value: float, csv_format: CsvFormat) -> str:
    return str(value).replace(".", csv_format.decimal)
