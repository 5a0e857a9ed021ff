"""What undo needs is kept within a limit, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from moodtagger.core.tag_plan import FieldChange, OldBytes, TagPlan
from moodtagger.store import Library, open_library
from moodtagger.store.old_bytes import OldBytesTable


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


@pytest.fixture
def entries(library: Library) -> list[int]:
    """Ten entries of the journal."""
    batch = library.journal.begin_batch("Moods of ten songs")
    changes = (FieldChange("mood", (), ("sad",)),)
    return [library.journal.record(batch, TagPlan(f"/{i}", "MP4", changes, "h")) for i in range(10)]


def replace(library: Library, table: OldBytesTable, entry: int, size: int | None) -> None:
    old = None if size is None else OldBytes("old", "new", 7, bytes(size))
    with library.session.write() as connection:
        table.replace(connection, entry, old)


def kept(library: Library, entries: list[int]) -> list[int]:
    return [i for i, entry in enumerate(entries) if library.journal.old_bytes(entry) is not None]


def test_they_come_back_as_they_were_and_can_be_replaced(
    library: Library, entries: list[int]
) -> None:
    for old in (OldBytes("a", "b", 5, b"tag"), OldBytes("c", "d", 6, b"\0other")):
        library.journal.keep_old_bytes(entries[0], old)
        assert library.journal.old_bytes(entries[0]) == old
    assert library.journal.old_bytes(entries[1]) is None
    library.journal.keep_old_bytes(entries[0], None)
    assert library.journal.old_bytes(entries[0]) is None


def test_the_limit_itself_is_not_too_much(library: Library, entries: list[int]) -> None:
    table = OldBytesTable(max_total_bytes=1000)
    for entry in entries[:2]:
        replace(library, table, entry, 500)
    assert kept(library, entries) == [0, 1]
    replace(library, table, entries[2], 1)
    assert kept(library, entries) == [1, 2]


def test_so_many_are_dropped_that_a_tenth_is_free(library: Library, entries: list[int]) -> None:
    table = OldBytesTable(max_total_bytes=1000)
    for entry in entries[:5]:
        replace(library, table, entry, 200)
    replace(library, table, entries[5], 100)  # 1100 of 1000, so 900 may stay
    assert kept(library, entries) == [1, 2, 3, 4, 5]
    replace(library, table, entries[6], 101)  # 1001
    assert kept(library, entries) == [2, 3, 4, 5, 6]


def test_what_was_removed_or_is_there_already_counts_right(
    library: Library, entries: list[int]
) -> None:
    table = OldBytesTable(max_total_bytes=1000)
    replace(library, table, entries[0], 900)
    replace(library, table, entries[0], None)
    replace(library, table, entries[1], 900)
    replace(library, table, entries[1], 800)
    assert kept(library, entries) == [1]
    replace(library, table, entries[2], 200)
    assert kept(library, entries) == [1, 2]
    later = OldBytesTable(max_total_bytes=1000)  # of the next start of the program
    replace(library, later, entries[3], 1)
    assert kept(library, entries) == [2, 3]
