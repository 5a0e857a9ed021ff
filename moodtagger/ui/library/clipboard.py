"""Songs as text for the clipboard: a line each, columns apart by tabs, as they are shown."""

from __future__ import annotations

from collections.abc import Sequence

from moodtagger.core.tracks import SongRow
from moodtagger.ui.library.cell_text import APPROXIMATE_MARK, EDITED_MARK, MINUS, cell_text
from moodtagger.ui.library.column_definitions import NUMERIC_COLUMNS, TableColumn, column_title

_FORMULA_PREFIXES = ("=", "+", "-", "@")


def rows_as_tsv(rows: Sequence[SongRow], columns: Sequence[TableColumn]) -> str:
    """A heading and one line for each song, which any table program takes."""
    lines = ["\t".join(column_title(column) for column in columns)]
    lines += ["\t".join(_clipboard_text(row, column) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def _clipboard_text(row: SongRow, column: TableColumn) -> str:
    """The cell's text; numbers as programs read them, and nothing they would take for a formula."""
    text = cell_text(row, column)
    if column in NUMERIC_COLUMNS:
        return (
            text.replace(EDITED_MARK, "").replace(APPROXIMATE_MARK, "").replace(MINUS, "-").strip()
        )
    return f"'{text}" if text.startswith(_FORMULA_PREFIXES) else text
