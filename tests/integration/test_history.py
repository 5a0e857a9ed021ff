"""Undo and writing again: a batch, a file, a field; conflicts, and a program killed in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from moodtagger.core.tag_plan import TagRequest, WriteMode, WritePolicy
from moodtagger.core.tracks import FileTags
from moodtagger.services.tag_history import BatchPart, UndoSummary, redo, undo
from moodtagger.services.tag_writing import preview, recover, write
from moodtagger.store import EntryState, FieldState, FoundFile, JournalEntry, Library, open_library
from moodtagger.tags import apply_plan, audio_hash, plan_write, read_tags, restore_old_file

POLICY = WritePolicy(dimensions=True, energy=True)
HAPPY = TagRequest(("happy", "calm"), 0.5, -0.2)
OVER = WritePolicy(mode=WriteMode.OVERWRITE)
WRITTEN, UNDONE, LEFT = FieldState.WRITTEN, FieldState.UNDONE, FieldState.SKIPPED


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home" / "library.sqlite"


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    with open_library(home) as opened:
        yield opened


def written(library: Library, *paths: Path, wanted: TagRequest = HAPPY) -> int:
    """Write into these files as one batch; its id."""
    for path in paths:
        info = path.stat()
        digest = audio_hash(path)
        library.tracks.upsert_files(
            [FoundFile(str(path), info.st_size, info.st_mtime_ns, digest, FileTags())]
        )
    plans = preview([(str(path), wanted) for path in paths], POLICY).plans
    summary = write(library, plans, POLICY)
    assert summary.batch_id is not None
    return summary.batch_id


def only(library: Library, batch: int) -> JournalEntry:
    (entry,) = library.journal.entries(batch)
    return entry


def states(library: Library, batch: int) -> dict[str, FieldState]:
    entry = only(library, batch)
    return {c.frame: s for c, s in zip(entry.changes, entry.fields, strict=True)}


def counts(summary: UndoSummary) -> tuple[int, int, int]:
    return summary.restored, summary.fields, len(summary.left)


def test_one_file_of_a_batch_is_undone_and_the_others_stay(
    library: Library, song_file: Callable[..., Path]
) -> None:
    first, second = song_file("mp3"), song_file("flac")
    batch = written(library, first, second)
    entry = next(e for e in library.journal.entries(batch) if e.path == str(second))
    assert counts(undo(library, batch, [BatchPart(entry.entry_id)])) == (1, 4, 0)
    assert read_tags(first).moods == ("happy", "calm")
    assert read_tags(second).moods == ()
    info = library.journal.batches()[0]
    assert (info.files, info.restored, info.undone) == (2, 1, False)
    assert counts(undo(library, batch)) == (1, 4, 0)
    assert library.journal.batches()[0].undone


def test_one_field_is_undone_and_written_again(
    library: Library, song_file: Callable[..., Path]
) -> None:
    path = song_file("flac")
    before = audio_hash(path)
    batch = written(library, path)
    part = [BatchPart(only(library, batch).entry_id, "ENERGYLEVEL")]
    assert counts(undo(library, batch, part)) == (1, 1, 0)
    assert states(library, batch) == {
        "MOOD": WRITTEN,
        "VALENCE": WRITTEN,
        "AROUSAL": WRITTEN,
        "ENERGYLEVEL": UNDONE,
    }
    assert only(library, batch).state is EntryState.DONE
    assert read_tags(path).moods == ("happy", "calm")
    assert counts(redo(library, batch, part)) == (1, 1, 0)
    assert set(states(library, batch).values()) == {WRITTEN}
    assert audio_hash(path) == before


def test_a_whole_batch_is_undone_and_written_again_twice(
    library: Library, song_file: Callable[..., Path]
) -> None:
    path = song_file("mp3_v23")
    batch = written(library, path)
    for _ in range(2):
        after = path.read_bytes()
        assert counts(undo(library, batch)) == (1, 4, 0)
        assert counts(undo(library, batch)) == (0, 0, 0)  # nothing of it is left
        assert read_tags(path).moods == ()
        assert counts(redo(library, batch)) == (1, 4, 0)
        assert counts(redo(library, batch)) == (0, 0, 0)
        assert path.read_bytes() == after


def test_a_field_that_somebody_changed_is_left_and_can_be_asked_for_again(
    library: Library, song_file: Callable[..., Path]
) -> None:
    path = song_file("flac")
    batch = written(library, path)
    apply_plan(plan_write(path, TagRequest(("rain",)), OVER))
    summary = undo(library, batch)
    assert counts(summary) == (1, 3, 1)
    assert summary.left == [(str(path), "MOOD is now “rain”, so it was not changed.")]
    assert states(library, batch)["MOOD"] is LEFT
    assert library.journal.batches()[0].undone  # nothing of it is left to be done
    apply_plan(plan_write(path, TagRequest(("happy", "calm")), OVER))
    again = undo(library, batch, [BatchPart(only(library, batch).entry_id, "MOOD")])
    assert counts(again) == (1, 1, 0)
    assert read_tags(path).moods == ()
    assert set(states(library, batch).values()) == {UNDONE}


def test_what_a_later_batch_wrote_is_to_be_undone_first(
    library: Library, song_file: Callable[..., Path]
) -> None:
    path = song_file("flac")
    first = written(library, path)
    second = written(library, path, wanted=TagRequest(("dark",)))
    summary = undo(library, first, [BatchPart(only(library, first).entry_id, "MOOD")])
    ((_, why),) = summary.left
    assert "undo that first" in why
    assert only(library, first).message == why
    undo(library, second)
    assert counts(undo(library, first, [BatchPart(only(library, first).entry_id)])) == (1, 4, 0)
    assert read_tags(path).moods == ()


def test_writing_again_leaves_what_somebody_put_there(
    library: Library, song_file: Callable[..., Path]
) -> None:
    path = song_file("flac")
    batch = written(library, path)
    undo(library, batch)
    apply_plan(plan_write(path, TagRequest(("rain",)), WritePolicy()))
    summary = redo(library, batch)
    assert counts(summary) == (1, 3, 1)
    assert states(library, batch)["MOOD"] is UNDONE
    assert read_tags(path).moods == ("rain",)


def test_a_field_that_is_so_already_is_only_noted(
    library: Library, song_file: Callable[..., Path]
) -> None:
    path = song_file("flac")
    fresh = path.read_bytes()
    batch = written(library, path)
    path.write_bytes(fresh)  # as from a backup
    summary = undo(library, batch)
    assert (summary.restored, summary.there, summary.left) == (0, 1, [])
    assert set(states(library, batch).values()) == {UNDONE}


def test_a_file_that_is_away_stays_to_be_undone_later(
    library: Library, song_file: Callable[..., Path]
) -> None:
    path = song_file("flac")
    batch = written(library, path)
    away = path.rename(path.with_suffix(".away"))
    summary = undo(library, batch)
    assert "missing" in summary.left[0][1]
    entry = only(library, batch)
    assert (entry.state, set(entry.fields)) == (EntryState.DONE, {WRITTEN})
    assert "missing" in entry.message
    away.rename(path)
    assert counts(undo(library, batch)) == (1, 4, 0)
    assert only(library, batch).message == ""


def test_a_dry_run_changes_neither_file_nor_history(
    library: Library, song_file: Callable[..., Path]
) -> None:
    path = song_file("flac")
    batch = written(library, path)
    before = path.read_bytes(), library.journal.entries(batch)
    assert counts(undo(library, batch, dry_run=True)) == (1, 4, 0)
    assert (path.read_bytes(), library.journal.entries(batch)) == before


def test_cancel_stops_after_the_present_file(
    library: Library, song_file: Callable[..., Path]
) -> None:
    batch = written(library, song_file("mp3"), song_file("flac"))
    cancel = Event()
    summary = undo(library, batch, on_step=lambda *_: cancel.set(), cancel=cancel)
    assert (summary.restored, summary.cancelled) == (1, True)
    assert [e.state for e in library.journal.entries(batch)] == [EntryState.UNDONE, EntryState.DONE]


def test_the_history_survives_a_restart(home: Path, song_file: Callable[..., Path]) -> None:
    path = song_file("flac")
    with open_library(home) as library:
        batch = written(library, path)
        undo(library, batch, [BatchPart(only(library, batch).entry_id, "VALENCE")])
    with open_library(home) as library:
        assert states(library, batch)["VALENCE"] is UNDONE
        assert counts(undo(library, batch)) == (1, 3, 0)
        assert read_tags(path).moods == ()


@pytest.mark.parametrize("before_the_save", [True, False])
@pytest.mark.parametrize("back", [True, False])
def test_a_killed_undo_or_redo_is_settled_by_looking_at_the_file(
    library: Library,
    song_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    before_the_save: bool,
    back: bool,
) -> None:
    path = song_file("flac")
    batch = written(library, path)
    if not back:
        undo(library, batch)

    step: Any = restore_old_file if back else apply_plan

    def killed(*arguments: object, **options: object) -> None:
        if not before_the_save:
            step(*arguments, **options)
        raise SystemExit  # passes every handler of errors, as a kill would

    monkeypatch.setattr(f"moodtagger.services.tag_history.{step.__name__}", killed)
    with pytest.raises(SystemExit):
        (undo if back else redo)(library, batch)
    monkeypatch.undo()
    assert library.journal.unfinished_entries() == library.journal.entries(batch)
    ((_, sentence),) = recover(library)
    assert sentence.endswith(".")
    assert library.journal.unfinished_entries() == []
    holds = read_tags(path).moods == ("happy", "calm")
    assert holds is (before_the_save is back)
    assert set(states(library, batch).values()) == {WRITTEN if holds else UNDONE}
    assert counts((undo if holds else redo)(library, batch)) == (1, 4, 0)
