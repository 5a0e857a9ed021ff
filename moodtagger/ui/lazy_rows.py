"""The row of each slot; those of a shelf are made when they are first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moodtagger.core.song_table import Shelf
from moodtagger.core.tracks import SongRow

_AT_ONCE = 1000


class SlotRows:
    """Like a list of rows, None where a slot holds no song."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        """The songs of a shelf take the first slots, in its order."""
        self._shelf = shelf
        self._at: Sequence[int] = range(0 if shelf is None else len(shelf))  # places on the shelf
        self._count = len(self._at)
        self._rows: dict[int, SongRow | None] = {}

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, slot: int) -> SongRow | None:
        if slot not in self._rows:
            self._rows[slot] = self._made([slot])[0]
        return self._rows[slot]

    def __setitem__(self, slot: int, row: SongRow | None) -> None:
        if not 0 <= slot < self._count:
            raise IndexError(slot)
        self._rows[slot] = row

    def __iter__(self) -> Iterator[SongRow | None]:
        for start in range(0, self._count, _AT_ONCE):
            yield from self.some(range(start, min(start + _AT_ONCE, self._count)))

    def append(self, row: SongRow | None) -> None:
        """One more slot."""
        self._rows[self._count] = row
        self._count += 1

    def some(self, slots: Sequence[int]) -> list[SongRow | None]:
        """The rows of many slots; none that was made for this stays."""
        new = [slot for slot in slots if slot not in self._rows]
        made = dict(zip(new, self._made(new), strict=True))
        return [self._rows[slot] if slot in self._rows else made[slot] for slot in slots]

    def told_of(self) -> list[SongRow]:
        """The songs that the person may have said something of: all that have, and some more."""
        told: set[int] = set()
        if self._shelf is not None:
            told = {*self._shelf.decided, *self._shelf.corrections}
        slots = [slot for slot, at in enumerate(self._at) if at in told or slot in self._rows]
        slots += range(len(self._at), self._count)
        return [row for row in self.some(slots) if row is not None]

    def only(self, slots: Sequence[int]) -> SlotRows:
        """The rows of these slots alone, which ascend; they take the first slots in the result."""
        out = SlotRows()
        out._shelf = self._shelf
        out._at = [self._at[slot] for slot in slots if slot < len(self._at)]
        out._count = len(slots)
        kept = ((new, old) for new, old in enumerate(slots) if old in self._rows)
        out._rows = {new: self._rows[old] for new, old in kept}
        return out

    def _made(self, slots: Sequence[int]) -> list[SongRow]:
        if not slots:
            return []
        if self._shelf is None:
            raise IndexError(slots[0])
        return self._shelf.some([self._at[slot] for slot in slots])
