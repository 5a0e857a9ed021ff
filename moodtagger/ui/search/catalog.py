"""What the songs of the library hold, for completion: values of fields, names of moods."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from moodtagger.core.filter_language import Field, MoodWords, known_values
from moodtagger.ui.library.filter_columns import FilterColumns
from moodtagger.ui.library.song_columns import SongColumns


class Catalog:
    """The values that songs have, read from their columns when first asked for."""

    def __init__(self, columns: Callable[[], SongColumns] = SongColumns) -> None:
        """Let `columns` return the current songs."""
        self._columns = columns
        self._values: dict[str, list[tuple[str, int]]] = {}
        self.moods = MoodWords()

    def values(self, field: Field) -> Sequence[tuple[str, int]]:
        """Return the values of a field and how many songs have each."""
        if field.name not in self._values:
            columns = self._columns()
            self._values[field.name] = known_values(field, FilterColumns(columns), columns.alive)
        return self._values[field.name]

    def invalidate(self) -> None:
        """Read all values again when they are next asked for, as the songs changed."""
        self._values.clear()
