"""Songs as text for the clipboard: a line each, columns apart by tabs, as they are shown."""

from __future__ import annotations

from collections.abc import Sequence

from moodtagger.core.tracks import SongRow
from moodtagger.ui.library.cell_text import ABOUT, BY_HAND, MINUS, cell_text
from moodtagger.ui.library.column_definitions import NUMERIC, Column, column_title

_FORMULA = ("=", "+", "-", "@")


def as_text(rows: Sequence[SongRow], columns: Sequence[Column]) -> str:
    """A heading and one line for each song, which any table program takes."""
    lines = ["\t".join(column_title(column) for column in columns)]
    lines += ["\t".join(_cell(row, column) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def _cell(row: SongRow, column: Column) -> str:
    """The cell's text; numbers as programs read them, and nothing they would take for a formula."""
    text = cell_text(row, column)
    if column in NUMERIC:
        return text.replace(BY_HAND, "").replace(ABOUT, "").replace(MINUS, "-").strip()
    return f"'{text}" if text.startswith(_FORMULA) else text
