"""The journal of tag changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from moodtagger.core.errors import LibraryError
from moodtagger.core.messages import Message
from moodtagger.core.tag_plan import FieldChange, TagPlan
from moodtagger.store import EntryState, FieldState, JournalEntry, Library, open_library
from moodtagger.store.tag_journal import TagJournal
from tests.support.library import add_analyzed, remove_tracks, scanned_file

WRITTEN = FieldState.WRITTEN
CHANGES = (
    FieldChange("TXXX:MOOD", (), ("happy", 'a "b"')),
    FieldChange("TMOO", ("old \udcff",), ("new\n🎵",)),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite") as opened:
        yield opened


def plan(path: str) -> TagPlan:
    return TagPlan(path, "ID3v2.4", CHANGES, "abc")


def test_an_entry_survives_unchanged(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    batch = library.journal.begin_batch("Moods of a song")
    entry_id = library.journal.record(batch, plan("/m/a.mp3"))
    (entry,) = library.journal.entries(batch)
    assert library.journal.unfinished_entries() == [entry]
    assert (entry.entry_id, entry.batch_id, entry.track_id) == (entry_id, batch, track_id)
    assert (entry.path, entry.container, entry.audio_hash) == ("/m/a.mp3", "ID3v2.4", "abc")
    assert entry.changes == CHANGES
    assert (entry.state, entry.message) == (EntryState.PENDING, "")


def test_old_texts_are_shown_as_in_the_preview_and_kept_as_they_are(library: Library) -> None:
    decoded = (("TMOO", ("грустно",)),)
    batch = library.journal.begin_batch("Moods of a song")
    library.journal.record(batch, replace(plan("/m/a.mp3"), decoded=decoded))
    (entry,) = library.journal.entries(batch)
    assert entry.changes == CHANGES
    assert entry.shown_changes == (CHANGES[0], replace(CHANGES[1], old=("грустно",)))


def test_an_entry_ends_done_or_failed(library: Library) -> None:
    batch = library.journal.begin_batch("Moods of two songs")
    good = library.journal.record(batch, plan("/m/a.mp3"))
    bad = library.journal.record(batch, plan("/m/b.mp3"))
    library.journal.finish(good, ok=True)
    library.journal.finish(bad, ok=False, message="The file vanished.")
    assert [(e.state, e.message) for e in library.journal.entries(batch)] == [
        (EntryState.DONE, ""),
        (EntryState.FAILED, "The file vanished."),
    ]
    assert library.journal.unfinished_entries() == []
    (info,) = library.journal.batches()
    assert (info.files, info.restored, info.failed, info.undone) == (1, 0, 1, False)


def test_a_batch_counts_what_was_written_what_failed_and_what_was_undone(
    library: Library,
) -> None:
    batch = library.journal.begin_batch("Moods of six songs")
    entries = [library.journal.record(batch, plan(f"/m/{i}.mp3")) for i in range(6)]
    for number, entry in enumerate(entries[:5]):
        library.journal.finish(entry, ok=number < 3, message="" if number < 3 else "Gone.")
    whole = library.journal.entries(batch)[0]
    library.journal.update_fields(
        whole, dict.fromkeys(whole.frames(WRITTEN), FieldState.UNDONE), ""
    )
    library.journal.begin_update(entries[1])
    (info,) = library.journal.batches()
    assert (info.files, info.restored, info.failed, info.undone) == (3, 1, 2, False)


def test_a_batch_is_undone_when_all_its_files_are(library: Library) -> None:
    batch = library.journal.begin_batch("Moods of two songs")
    entries = [library.journal.record(batch, plan(f"/m/{i}.mp3")) for i in range(2)]
    for entry in entries:
        library.journal.finish(entry, ok=True)
    undone = []
    for entry in entries:
        (whole,) = (e for e in library.journal.entries(batch) if e.entry_id == entry)
        library.journal.update_fields(
            whole, dict.fromkeys(whole.frames(WRITTEN), FieldState.UNDONE), ""
        )
        undone.append(library.journal.batches()[0].undone)
    assert undone == [False, True]
    assert [entry.state for entry in library.journal.entries(batch)] == [EntryState.UNDONE] * 2


def test_batches_newest_first_with_their_time(library: Library) -> None:
    for name in ("one", "two"):
        library.journal.finish(
            library.journal.record(library.journal.begin_batch(name), plan("/m/a.mp3")), ok=True
        )
    library.journal.begin_batch("nothing written")
    batches = library.journal.batches()
    assert [batch.description for batch in batches] == ["two", "one"]
    for batch in batches:
        assert batch.created.tzinfo is UTC
        assert abs(datetime.now(UTC) - batch.created) < timedelta(minutes=1)


def test_entries_follow_a_moved_song(library: Library, tmp_path: Path) -> None:
    add_analyzed(library, str(tmp_path / "old.mp3"))
    batch = library.journal.begin_batch("Moods of a song")
    library.journal.record(batch, plan(str(tmp_path / "old.mp3")))
    library.tracks.upsert_files([scanned_file(tmp_path / "new.mp3")])  # old.mp3 is not on the disk
    assert library.journal.entries(batch)[0].path == str(tmp_path / "new.mp3")


def test_the_journal_outlives_its_songs(library: Library) -> None:
    track_id = add_analyzed(library, "/m/a.mp3")
    batch = library.journal.begin_batch("Moods of a song")
    library.journal.finish(library.journal.record(batch, plan("/m/a.mp3")), ok=True)
    remove_tracks(library, track_id)
    (entry,) = library.journal.entries(batch)
    assert (entry.track_id, entry.path, entry.changes) == (None, "/m/a.mp3", CHANGES)


def test_a_file_outside_the_library_is_recorded_too(library: Library) -> None:
    batch = library.journal.begin_batch("Moods of a song")
    library.journal.record(batch, plan("/elsewhere/\udcff.mp3"))
    (entry,) = library.journal.entries(batch)
    assert (entry.track_id, entry.path) == (None, "/elsewhere/\udcff.mp3")


def test_an_entry_needs_its_batch(library: Library) -> None:
    with pytest.raises(LibraryError, match="no longer in the library"):
        library.journal.record(77, plan("/m/a.mp3"))


def test_journal_commits_are_flushed_to_the_disk(library: Library) -> None:
    with library.session.write(durable=True) as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
    with library.session.write() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 1  # NORMAL


JOURNAL_WRITES: dict[str, Callable[[TagJournal, JournalEntry], object]] = {
    "begin a batch": lambda journal, entry: journal.begin_batch("Moods of a song"),
    "record": lambda journal, entry: journal.record(entry.batch_id, plan("/m/b.mp3")),
    "finish": lambda journal, entry: journal.finish(entry.entry_id, ok=True),
    "begin an update": lambda journal, entry: journal.begin_update(entry.entry_id),
    "postpone": lambda journal, entry: journal.postpone(entry, "The drive is away."),
    "update fields": lambda journal, entry: journal.update_fields(
        entry, {"TMOO": FieldState.UNDONE}, ""
    ),
}


@pytest.mark.parametrize("name", JOURNAL_WRITES)
def test_every_write_of_the_journal_is_durable(
    library: Library, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    batch = library.journal.begin_batch("Moods of a song")
    library.journal.record(batch, plan("/m/a.mp3"))
    (entry,) = library.journal.entries(batch)
    durable: list[bool] = []
    write = library.session.write

    def watch(**options: bool) -> AbstractContextManager[Connection]:
        durable.append(options.get("durable", False))
        return write(**options)

    monkeypatch.setattr(library.session, "write", watch)
    JOURNAL_WRITES[name](library.journal, entry)
    assert durable == [True]


def test_a_recorded_change_is_seen_by_others_at_once(library: Library, tmp_path: Path) -> None:
    batch = library.journal.begin_batch("Moods of a song")
    library.journal.record(batch, plan("/m/a.mp3"))
    with open_library(tmp_path / "library.sqlite", read_only=True) as other:
        assert [entry.path for entry in other.journal.unfinished_entries()] == ["/m/a.mp3"]


def test_messages_are_kept_with_their_parameters(library: Library) -> None:
    description = Message.plural("Moods of {count} song", "Moods of {count} songs", count=2)
    gone = Message.of("{frame} is no longer there, so nothing was changed.", frame="TMOO")
    batch = library.journal.begin_batch(description)
    library.journal.finish(library.journal.record(batch, plan("/m/a.mp3")), ok=False, message=gone)
    (info,) = library.journal.batches()
    assert info.description == "Moods of 2 songs"
    assert isinstance(info.description, Message)
    assert (info.description.template, info.description.number) == ("Moods of {count} songs", 2)
    (entry,) = library.journal.entries(batch)
    assert isinstance(entry.message, Message)
    assert (str(entry.message), entry.message.params) == (str(gone), {"frame": "TMOO"})
    library.journal.postpone(entry, "Not written.")
    (entry,) = library.journal.entries(batch)
    assert isinstance(entry.message, Message)
    assert (entry.message.template, entry.message.params) == ("Not written.", {})
