"""Undo restores a file byte for byte, unless somebody changed it or too much had to be kept."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from moodtagger.core.tag_plan import OldBytes, TagRequest, WriteMode, WritePolicy
from moodtagger.services.tag_history import BatchPart, UndoSummary, redo, undo
from moodtagger.services.tag_writing import preview, write
from moodtagger.store import Library, open_library
from moodtagger.store.old_bytes import OldBytesTable
from moodtagger.tags import apply_plan, plan_write, read_tags
from moodtagger.tags.writing import old_bytes

SongFile = Callable[..., Path]
POLICY = WritePolicy(mode=WriteMode.OVERWRITE, dimensions=True)
HAPPY = TagRequest(("happy", "calm"), 0.5, -0.2)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home" / "library.sqlite"


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    with open_library(home) as opened:
        yield opened


def written(library: Library, *paths: Path, policy: WritePolicy = POLICY) -> int:
    """Write into these files as one batch; its id."""
    plans = preview([(str(path), HAPPY) for path in paths], policy).plans
    summary = write(library, plans, policy)
    assert summary.failed == []
    assert summary.batch_id is not None
    return summary.batch_id


def kinds_of_undo(summary: UndoSummary) -> tuple[int, int]:
    assert summary.left == []
    return summary.identical, summary.by_fields


def execute(home: Path, statement: str) -> None:
    with closing(sqlite3.connect(home)) as database, database:
        database.execute(statement)


def test_a_batch_is_undone_byte_for_byte_again_and_again(
    library: Library, song_file: SongFile
) -> None:
    paths = [song_file(kind) for kind in ("mp3", "flac", "ogg", "m4a")]
    before = [path.read_bytes() for path in paths]
    batch = written(library, *paths)
    after = [path.read_bytes() for path in paths]
    for _ in range(2):
        assert kinds_of_undo(undo(library, batch)) == (4, 0)
        assert [path.read_bytes() for path in paths] == before
        assert redo(library, batch).restored == 4
        assert [path.read_bytes() for path in paths] == after


def test_one_file_of_a_batch_and_a_field_of_another(library: Library, song_file: SongFile) -> None:
    first, second = song_file("mp3"), song_file("flac")
    before = first.read_bytes()
    batch = written(library, first, second)
    one, other = (entry.entry_id for entry in library.journal.entries(batch))
    assert kinds_of_undo(undo(library, batch, [BatchPart(one)])) == (1, 0)
    assert first.read_bytes() == before
    assert kinds_of_undo(undo(library, batch, [BatchPart(other, "MOOD")])) == (0, 0)
    assert read_tags(second).moods == ()
    assert kinds_of_undo(undo(library, batch)) == (0, 0)  # the other fields of the second


def test_a_moved_file_and_one_with_two_names(library: Library, song_file: SongFile) -> None:
    path = song_file("flac")
    other_name = path.with_name("again.flac")
    other_name.hardlink_to(path)
    before, inode = path.read_bytes(), path.stat().st_ino
    batch = written(library, path)
    assert kinds_of_undo(undo(library, batch)) == (1, 0)
    assert other_name.read_bytes() == before
    assert path.stat().st_ino == other_name.stat().st_ino == inode


@pytest.mark.parametrize("keep", [True, False])
def test_the_date_modified_follows_its_setting(
    library: Library, song_file: SongFile, keep: bool
) -> None:
    path = song_file("mp3")
    os.utime(path, ns=(10**18, 10**18))
    batch = written(library, path)
    assert kinds_of_undo(undo(library, batch, keep_mtime=keep)) == (1, 0)
    assert (path.stat().st_mtime_ns == 10**18) is keep


def test_what_somebody_else_wrote_since_stays(library: Library, song_file: SongFile) -> None:
    tagged, appended = song_file("flac"), song_file("mp3")
    batch = written(library, tagged, appended)
    energy = WritePolicy(mode=WriteMode.OVERWRITE, energy=True)
    apply_plan(plan_write(tagged, HAPPY, energy))
    appended.write_bytes(appended.read_bytes() + b"more")
    assert kinds_of_undo(undo(library, batch)) == (0, 2)
    assert (read_tags(tagged).moods, read_tags(appended).moods) == ((), ())
    assert b"ENERGYLEVEL" in tagged.read_bytes()
    assert appended.read_bytes().endswith(b"more")


def test_a_file_that_needs_too_much_gets_its_fields_back(
    library: Library, song_file: SongFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = song_file("flac")
    monkeypatch.setattr(old_bytes, "MAX_KEPT_BYTES", 10)
    batch = written(library, path)
    assert kinds_of_undo(undo(library, batch)) == (0, 1)
    assert read_tags(path).moods == ()


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM old_bytes",  # as in a library of an older version
        "UPDATE old_bytes SET data = x'00'",
        "UPDATE old_bytes SET data = substr(data, 1, length(data) / 2)",
        "UPDATE old_bytes SET old_hash = new_hash",
    ],
)
def test_a_journal_without_the_old_bytes_gives_the_fields_back(
    home: Path, song_file: SongFile, damage: str
) -> None:
    path = song_file("ogg")
    with open_library(home) as library:
        batch = written(library, path)
    execute(home, damage)
    with open_library(home) as library:
        assert kinds_of_undo(undo(library, batch)) == (0, 1)
    assert read_tags(path).moods == ()
    assert [p.name for p in path.parent.iterdir() if p.name.startswith(".")] == []


def test_the_oldest_are_dropped_where_the_limit_is_reached(
    library: Library, song_file: SongFile
) -> None:
    batch = written(library, *(song_file("flac", f"{number}.flac") for number in range(4)))
    ids = [entry.entry_id for entry in library.journal.entries(batch)]
    table = OldBytesTable(max_total_bytes=2500)
    for number in ids:
        with library.session.write() as connection:
            table.replace(connection, number, OldBytes("a", "b", 1, bytes(1000)))
    kept = [number for number in ids if library.journal.old_bytes(number)]
    assert kept == ids[2:]


def test_what_is_undone_or_failed_is_not_kept(library: Library, song_file: SongFile) -> None:
    path = song_file("flac")
    batch = written(library, path)
    (entry,) = library.journal.entries(batch)
    assert library.journal.old_bytes(entry.entry_id) is not None
    undo(library, batch)
    assert library.journal.old_bytes(entry.entry_id) is None
    redo(library, batch)
    assert library.journal.old_bytes(entry.entry_id) is not None
    library.journal.finish(entry.entry_id, ok=False, message="Not written.")
    assert library.journal.old_bytes(entry.entry_id) is None
