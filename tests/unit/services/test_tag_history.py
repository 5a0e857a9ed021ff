"""Undo and redo as jobs: what they settle first, what stops them, and what they report."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from moodtagger.core.errors import CancelledError, LibraryError, UnverifiedWriteError
from moodtagger.core.tag_plan import TagRequest, WriteMode, WritePolicy
from moodtagger.core.tag_reading import TagReading
from moodtagger.core.tracks import FileTags
from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.services import tag_history
from moodtagger.services.active_model import ModelInfo
from moodtagger.services.library_preferences import LibraryPreferences
from moodtagger.services.tag_history import BatchPart, HistoryService, redo, undo
from moodtagger.services.tag_writing import TaggingService, preview, write
from moodtagger.store import EntryState, FoundFile, JournalEntry, Library, open_library
from moodtagger.store.tag_journal import TagJournal
from moodtagger.tags import apply_plan, plan_write, read_tags
from moodtagger.tags.writing import reader_process
from tests.support.library import MODEL

SongFile = Callable[..., Path]
POLICY = WritePolicy(mode=WriteMode.OVERWRITE, dimensions=True)
HAPPY = TagRequest(("happy", "calm"), 0.5, -0.2)
LONG_AGO_NS = 10**18
VOCABULARY = Vocabulary([Mood("happy", ("Happy",), 0.5, 0.5, None, 0.5)])


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "home" / "library.sqlite") as opened:
        yield opened


def written(library: Library, *paths: Path) -> int:
    """Write into these files as one batch; its id."""
    library.tracks.upsert_files([FoundFile(str(path), 1, 1, None, FileTags()) for path in paths])
    plans = preview([(str(path), HAPPY) for path in paths], POLICY).plans
    batch = write(library, plans, POLICY).batch_id
    assert batch is not None
    return batch


def preferences(library: Library, *separators: str) -> LibraryPreferences:
    reading = TagReading(separators)
    return LibraryPreferences(
        library, ModelInfo(Path("/models/a"), MODEL, VOCABULARY), reading=reading
    )


def begun(library: Library, path: Path) -> None:
    """Leave a write unfinished, as a kill does."""
    library.journal.record(library.journal.begin_batch("killed"), plan_write(path, HAPPY, POLICY))


def moods_in_library(library: Library) -> list[tuple[str, ...]]:
    return [row.tags.moods for row in library.songs.rows()]


def test_interrupted_writes_are_settled_before_the_next(
    library: Library, song_file: SongFile
) -> None:
    path, other = song_file("flac"), song_file("mp3")
    batch = written(library, path)
    history = HistoryService(library, preferences(library, ";"))
    begun(library, other)
    assert history.undo(batch, keep_mtime=True, dry_run=True).restored == 1
    assert len(library.journal.unfinished_entries()) == 1
    assert history.undo(batch, keep_mtime=True).restored == 1
    assert library.journal.unfinished_entries() == []
    begun(library, other)
    assert history.redo(batch, keep_mtime=True).restored == 1
    assert library.journal.unfinished_entries() == []
    begun(library, other)
    tagging = TaggingService(library, preferences(library, ";"))
    assert tagging.write([plan_write(other, HAPPY, POLICY)], POLICY).written == 1
    assert library.journal.unfinished_entries() == []


def test_tags_are_read_as_the_user_wants_after_undo_and_redo(
    library: Library, song_file: SongFile
) -> None:
    path = song_file("flac")
    apply_plan(plan_write(path, TagRequest(("sad+dark",)), POLICY))
    batch = written(library, path)
    history = HistoryService(library, preferences(library, "+"))
    assert history.undo(batch, keep_mtime=True).restored == 1
    assert moods_in_library(library) == [("sad", "dark")]
    assert history.redo(batch, keep_mtime=True).restored == 1
    assert moods_in_library(library) == [("happy", "calm")]
    assert undo(library, batch).restored == 1
    assert moods_in_library(library) == [("sad+dark",)]


def test_the_service_undoes_parts_and_reports_each_file(
    library: Library, song_file: SongFile
) -> None:
    paths = [song_file(kind) for kind in ("flac", "mp3", "ogg")]
    batch = written(library, *paths)
    history = HistoryService(library, preferences(library, ";"))
    assert [info.batch_id for info in history.batches()] == [batch]
    entries = history.entries(batch)
    assert [entry.path for entry in entries] == [str(path) for path in paths]
    parts = [BatchPart(entry.entry_id) for entry in entries[1:]]
    steps: list[tuple[int, int, str]] = []
    history.undo(batch, parts, keep_mtime=True, on_step=lambda *step: steps.append(step))
    assert steps == [(1, 2, str(paths[1])), (2, 2, str(paths[2]))]
    assert [read_tags(path).moods for path in paths] == [("happy", "calm"), (), ()]
    steps.clear()
    history.redo(batch, parts[1:], keep_mtime=True, on_step=lambda *step: steps.append(step))
    assert steps == [(1, 1, str(paths[2]))]
    assert [read_tags(path).moods for path in paths] == [("happy", "calm"), (), ("happy", "calm")]


@pytest.mark.parametrize(
    "frames", [("MOOD", None), (None, "MOOD"), ("MOOD", "VALENCE", "AROUSAL"), (None,)]
)
def test_parts_of_a_file_add_up(
    library: Library, song_file: SongFile, frames: Sequence[str | None]
) -> None:
    batch = written(library, song_file("flac"))
    (entry,) = library.journal.entries(batch)
    summary = undo(library, batch, [BatchPart(entry.entry_id, frame) for frame in frames])
    assert (summary.restored, summary.fields) == (1, 3)


def test_the_date_modified_stays_unless_it_is_to_change(
    library: Library, song_file: SongFile
) -> None:
    path = song_file("flac")
    batch = written(library, path)
    for keep_mtime in (None, True, False):
        options = {} if keep_mtime is None else {"keep_mtime": keep_mtime}
        for change in (undo, redo):
            os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))
            assert change(library, batch, **options).restored == 1
            assert (path.stat().st_mtime_ns == LONG_AGO_NS) is (keep_mtime is not False)


def test_only_an_undo_of_a_whole_file_counts_as_one(library: Library, song_file: SongFile) -> None:
    path = song_file("flac")
    batch = written(library, path)
    undone, redone = undo(library, batch), redo(library, batch)
    assert (undone.identical, undone.by_fields) == (1, 0)
    assert (redone.restored, redone.identical, redone.by_fields) == (1, 0, 0)
    (entry,) = library.journal.entries(batch)
    part = undo(library, batch, [BatchPart(entry.entry_id, "MOOD")])
    assert (part.restored, part.identical, part.by_fields) == (1, 0, 0)


@pytest.mark.parametrize("change", [undo, redo])
def test_a_canceled_job_touches_nothing(
    library: Library, song_file: SongFile, change: Callable[..., tag_history.UndoSummary]
) -> None:
    path = song_file("flac")
    batch = written(library, path)
    if change is redo:
        undo(library, batch)
    before = path.read_bytes()
    cancel = Event()
    cancel.set()
    summary = change(library, batch, cancel=cancel)
    assert (summary.restored, summary.left, summary.cancelled) == (0, [], True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("change", [undo, redo])
def test_a_job_can_be_canceled_while_a_file_is_read(
    library: Library,
    song_file: SongFile,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[..., tag_history.UndoSummary],
) -> None:
    batch = written(library, song_file("flac"), song_file("mp3"))
    if change is redo:
        undo(library, batch)

    ask = reader_process.ask
    asked: list[str] = []

    def cancel_the_first(*arguments: Any, **options: Any) -> Any:
        asked.append("a file")
        if len(asked) == 1:
            raise CancelledError
        return ask(*arguments, **options)

    monkeypatch.setattr(reader_process, "ask", cancel_the_first)
    summary = change(library, batch, cancel=Event())
    assert len(asked) == 1
    assert (summary.restored, summary.left, summary.cancelled) == (0, [], True)


def test_nothing_is_touched_without_a_journal(
    library: Library, song_file: SongFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [song_file(kind) for kind in ("flac", "mp3", "ogg")]
    batch = written(library, *paths)
    first = library.journal.entries(batch)[0].entry_id
    begin_update = TagJournal.begin_update

    def full(self: TagJournal, entry_id: int) -> None:
        if entry_id != first:
            raise LibraryError("The disk is full.")
        begin_update(self, entry_id)

    monkeypatch.setattr(TagJournal, "begin_update", full)
    summary = undo(library, batch)
    assert summary.restored == 1
    assert summary.left == [(str(path), "The disk is full.") for path in paths[1:]]
    assert [read_tags(path).moods for path in paths] == [(), *[("happy", "calm")] * 2]


def test_the_result_counts_although_the_journal_could_not_take_it(
    library: Library, song_file: SongFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = song_file("flac")
    batch = written(library, path)

    def full(self: TagJournal, *_: object) -> None:
        raise LibraryError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(TagJournal, "update_fields", full)
        assert undo(library, batch).restored == 1
    (entry,) = library.journal.unfinished_entries()  # settled by looking at the file
    assert entry.state is EntryState.UPDATING


def test_an_undo_whose_end_is_not_known_stays_open(
    library: Library, song_file: SongFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = song_file("flac")
    batch = written(library, path)

    def torn(*_: object, **__: object) -> None:
        raise UnverifiedWriteError("The song could not be taken back.")

    monkeypatch.setattr(tag_history, "restore_old_file", torn)
    assert undo(library, batch).left == [(str(path), "The song could not be taken back.")]
    assert [entry.state for entry in library.journal.unfinished_entries()] == [EntryState.UPDATING]


def only(library: Library, batch: int) -> JournalEntry:
    (entry,) = library.journal.entries(batch)
    return entry


def test_a_file_that_is_missing_is_noted_but_not_by_a_dry_run(
    library: Library, song_file: SongFile
) -> None:
    path = song_file("flac")
    batch = written(library, path)
    path.unlink()
    for dry_run in (True, False):
        ((missing, why),) = undo(library, batch, dry_run=dry_run).left
        assert missing == str(path)
        assert only(library, batch).message == ("" if dry_run else why)


def test_every_conflict_of_a_file_is_named(library: Library, song_file: SongFile) -> None:
    path = song_file("flac")
    batch = written(library, path)
    apply_plan(plan_write(path, TagRequest(("rain",), -0.5, -0.2), POLICY))
    summary = undo(library, batch)
    assert (summary.restored, summary.fields, summary.there) == (1, 1, 0)
    assert [where for where, _ in summary.left] == [str(path)] * 2
    assert only(library, batch).message == " ".join(why for _, why in summary.left)


@pytest.mark.parametrize("dry_run", [True, False])
def test_what_an_interrupted_save_left_goes_with_the_next_undo(
    library: Library, song_file: SongFile, monkeypatch: pytest.MonkeyPatch, dry_run: bool
) -> None:
    path = song_file("flac")
    batch = written(library, path)
    left = path.with_name(".moodtagger-0123456789abcdef.flac")
    left.touch()
    now = left.stat().st_ctime + 3600
    monkeypatch.setattr("moodtagger.tags.files.atomic_replace.time.time", lambda: now)
    assert undo(library, batch, dry_run=dry_run).restored == 1
    assert left.exists() is dry_run
