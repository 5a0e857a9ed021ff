"""Song rows by slot, built from the track table on first access."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moodtagger.core.track_table import TrackTable
from moodtagger.core.tracks import SongRow

_CHUNK_SIZE = 1000


class LazyRows:
    """A list-like container of song rows; None where a slot holds no song."""

    def __init__(self, song_table: TrackTable | None = None) -> None:
        """Assign the first slots to the tracks of `song_table`, in its order."""
        self._song_table = song_table
        # Index into the table by slot.
        self._indices: Sequence[int] = range(0 if song_table is None else len(song_table))
        self._count = len(self._indices)
        self._rows: dict[int, SongRow | None] = {}

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, slot: int) -> SongRow | None:
        if slot not in self._rows:
            self._rows[slot] = self._materialize([slot])[0]
        return self._rows[slot]

    def __setitem__(self, slot: int, row: SongRow | None) -> None:
        if not 0 <= slot < self._count:
            raise IndexError(slot)
        self._rows[slot] = row

    def __iter__(self) -> Iterator[SongRow | None]:
        for start in range(0, self._count, _CHUNK_SIZE):
            yield from self.rows_at(range(start, min(start + _CHUNK_SIZE, self._count)))

    def append(self, row: SongRow | None) -> None:
        """Add a slot at the end."""
        self._rows[self._count] = row
        self._count += 1

    def rows_at(self, slots: Sequence[int]) -> list[SongRow | None]:
        """Return the rows of many slots, without caching those built for this call."""
        missing = [slot for slot in slots if slot not in self._rows]
        new_rows = dict(zip(missing, self._materialize(missing), strict=True))
        return [self._rows[slot] if slot in self._rows else new_rows[slot] for slot in slots]

    def load(self, slots: Sequence[int]) -> None:
        """Build the rows of these slots together, which is faster than one by one."""
        missing = [slot for slot in slots if slot not in self._rows]
        self._rows.update(zip(missing, self._materialize(missing), strict=True))

    def edited_rows(self) -> list[SongRow]:
        """Return the songs that may carry decisions or corrections: all that do, and some more."""
        edited: set[int] = set()
        if self._song_table is not None:
            edited = {*self._song_table.decisions, *self._song_table.corrections}
        slots = [
            slot
            for slot, index in enumerate(self._indices)
            if index in edited or slot in self._rows
        ]
        slots += range(len(self._indices), self._count)
        return [row for row in self.rows_at(slots) if row is not None]

    def take(self, slots: Sequence[int]) -> LazyRows:
        """Return a copy that holds only these ascending slots, renumbered from 0."""
        out = LazyRows()
        out._song_table = self._song_table
        out._indices = [self._indices[slot] for slot in slots if slot < len(self._indices)]
        out._count = len(slots)
        out._rows = {new: self._rows[old] for new, old in enumerate(slots) if old in self._rows}
        return out

    def _materialize(self, slots: Sequence[int]) -> list[SongRow]:
        if not slots:
            return []
        if self._song_table is None:
            raise IndexError(slots[0])
        return self._song_table.rows_at([self._indices[slot] for slot in slots])
