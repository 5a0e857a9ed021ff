"""The history of written tags: undo and redo of a batch, of files of it, or of single fields."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Event

from moodtagger.core.errors import CancelledError, LibraryError, TagError, UnverifiedWriteError
from moodtagger.core.messages import Message
from moodtagger.core.tag_plan import FieldChange, RestorePlan, TagPlan
from moodtagger.core.tag_reading import DEFAULT_READING, TagReading
from moodtagger.services.library_preferences import LibraryPreferences
from moodtagger.services.tag_writing import StepCallback, TempFileCleaner, recover, refresh_tags
from moodtagger.store import BatchInfo, EntryState, FieldState, JournalEntry, Library
from moodtagger.tags import (
    apply_plan,
    plan_redo_isolated,
    plan_undo_isolated,
    restore_old_file,
)

_WRITTEN_STATES = (EntryState.DONE, EntryState.UNDONE)  # files that were written


@dataclass(frozen=True, slots=True)
class BatchPart:
    """A file of a batch by its entry in the journal, or one field of it."""

    entry_id: int
    frame: str | None = None


@dataclass(slots=True)
class UndoSummary:
    """Counts of an undo or redo.

    `restored` files were changed, and `fields` in them; `there` files were so already; `left` has
    (path, message) for everything that was not changed. Of the files that were undone as a whole,
    `identical` are again what they were byte for byte; of those `by_fields` the tags are back.
    """

    batch_id: int
    restored: int = 0
    fields: int = 0
    there: int = 0
    identical: int = 0
    by_fields: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class _Direction:
    """Undo or redo: how it is planned, and the states of a field before and after."""

    plan: Callable[[str, Sequence[FieldChange], str, Event | None], RestorePlan]
    default_states: tuple[FieldState, ...]  # of the fields that a whole batch means
    allowed_states: tuple[FieldState, ...]  # of fields that are named
    target_state: FieldState


_UNDO = _Direction(
    plan_undo_isolated,
    (FieldState.WRITTEN,),
    (FieldState.WRITTEN, FieldState.SKIPPED),
    FieldState.UNDONE,
)
_REDO = _Direction(
    plan_redo_isolated, (FieldState.UNDONE,), (FieldState.UNDONE,), FieldState.WRITTEN
)


def undo(
    library: Library,
    batch_id: int,
    parts: Sequence[BatchPart] | None = None,
    *,
    keep_mtime: bool = True,
    dry_run: bool = False,
    reading: TagReading = DEFAULT_READING,
    on_step: StepCallback = lambda done, total, path: None,
    cancel: Event | None = None,
) -> UndoSummary:
    """Restore the fields of a batch, or of `parts` of it, that still hold what was written.

    A field that was changed since is left, and the summary has a message about it.
    """
    job = _UndoJob(library, _UNDO, UndoSummary(batch_id), keep_mtime, dry_run, reading, cancel)
    return job.run(parts, on_step)


def redo(
    library: Library,
    batch_id: int,
    parts: Sequence[BatchPart] | None = None,
    *,
    keep_mtime: bool = True,
    reading: TagReading = DEFAULT_READING,
    on_step: StepCallback = lambda done, total, path: None,
    cancel: Event | None = None,
) -> UndoSummary:
    """Write again what was undone, where the fields still hold what they held before."""
    job = _UndoJob(library, _REDO, UndoSummary(batch_id), keep_mtime, False, reading, cancel)
    return job.run(parts, on_step)


@dataclass(frozen=True, slots=True)
class _UndoJob:
    library: Library
    direction: _Direction
    summary: UndoSummary
    keep_mtime: bool
    dry_run: bool
    reading: TagReading
    cancel: Event | None

    def run(self, parts: Sequence[BatchPart] | None, on_step: StepCallback) -> UndoSummary:
        """Change file by file; each is settled in the journal before the next one starts."""
        todo = self._todo(parts)
        cleaner = TempFileCleaner()
        for done, (entry, frames) in enumerate(todo, 1):
            if self.cancel is not None and self.cancel.is_set():
                self.summary.cancelled = True
                break
            if not self.dry_run:
                cleaner.clean_beside(entry.path)
            try:
                self._apply_entry(entry, [c for c in entry.changes if c.frame in frames])
            except CancelledError:
                self.summary.cancelled = True
                break
            except LibraryError as fault:  # without a journal nothing is touched
                self.summary.left += [
                    (rest.path, fault.full_message) for rest, _ in todo[done - 1 :]
                ]
                break
            on_step(done, len(todo), entry.path)
        return self.summary

    def _todo(
        self, parts: Sequence[BatchPart] | None
    ) -> list[tuple[JournalEntry, tuple[str, ...]]]:
        requested = None if parts is None else _requested_frames(parts)
        out = []
        for entry in self.library.journal.entries(self.summary.batch_id):
            if entry.state not in _WRITTEN_STATES or (
                requested is not None and entry.entry_id not in requested
            ):
                continue
            states = (
                self.direction.default_states
                if requested is None
                else self.direction.allowed_states
            )
            frames = entry.frames(*states)
            requested_frames = None if requested is None else requested[entry.entry_id]
            frames = tuple(f for f in frames if requested_frames is None or f in requested_frames)
            if frames:
                out.append((entry, frames))
        return out

    def _apply_entry(self, entry: JournalEntry, changes: list[FieldChange]) -> None:
        try:
            result = self.direction.plan(entry.path, changes, entry.container, self.cancel)
            if result.plan.changes and not self.dry_run:
                self.library.journal.begin_update(entry.entry_id)
                self._apply_plan(entry, result.plan)
        except TagError as error:
            self.summary.left.append((entry.path, error.full_message))
            if not self.dry_run and not isinstance(error, UnverifiedWriteError):
                with contextlib.suppress(LibraryError):  # an unfinished entry is settled later
                    self.library.journal.update_fields(
                        entry, {}, error.full_message
                    )  # as it was before
            return
        skipped = [
            (frame, self._conflict_reason(entry, frame, why)) for frame, why in result.skipped
        ]
        self._count(entry, result, skipped)
        if not self.dry_run:
            # A field that another program changed since is left, but settled as well.
            states = {c.frame: self.direction.target_state for c in result.plan.changes}
            states |= dict.fromkeys(result.up_to_date, self.direction.target_state)
            if self.direction is _UNDO:
                states |= dict.fromkeys((frame for frame, _ in skipped), FieldState.SKIPPED)
            with contextlib.suppress(LibraryError):
                self.library.journal.update_fields(entry, states, _join(why for _, why in skipped))
                audio_hash = result.plan.audio_hash or None
                refresh_tags(self.library, entry.path, self.reading, audio_hash)

    def _apply_plan(self, entry: JournalEntry, plan: TagPlan) -> None:
        """Restore the old file byte for byte where possible, its fields otherwise."""
        journal, whole_entry = self.library.journal, len(plan.changes) == len(entry.changes)
        if self.direction is _UNDO and whole_entry:
            old = journal.old_bytes(entry.entry_id)
            if old and restore_old_file(plan, old, keep_mtime=self.keep_mtime):
                self.summary.identical += 1
                return
        keep = partial(journal.keep_old_bytes, entry.entry_id)
        redone = self.direction is _REDO and whole_entry
        apply_plan(plan, keep_mtime=self.keep_mtime, keep_old_bytes=keep if redone else None)
        self.summary.by_fields += self.direction is _UNDO and whole_entry

    def _count(
        self, entry: JournalEntry, result: RestorePlan, skipped: Iterable[tuple[str, str]]
    ) -> None:
        self.summary.restored += bool(result.plan.changes)
        self.summary.fields += len(result.plan.changes)
        self.summary.there += bool(result.up_to_date and not result.plan.changes)
        self.summary.left += [(entry.path, why) for _, why in skipped]

    def _conflict_reason(self, entry: JournalEntry, frame: str, found: str) -> str:
        """Explain a conflict; name the later batch where moodtagger itself wrote the field."""
        later = self.library.journal.later_entries(entry)
        if any(frame in e.frames(FieldState.WRITTEN) for e in later):
            return Message.of("{found} It was written again later; undo that first.", found=found)
        return found


def _requested_frames(parts: Sequence[BatchPart]) -> dict[int, set[str] | None]:
    """Return the frames of each entry that the parts name; None for all of them."""
    requested: dict[int, set[str] | None] = {}
    for part in parts:
        if part.frame is None:
            requested[part.entry_id] = None
        else:
            frames = requested.setdefault(part.entry_id, set())
            if frames is not None:
                frames.add(part.frame)
    return requested


class HistoryService:
    """The batches of tags written by the open library, and their undo and redo."""

    def __init__(self, library: Library, preferences: LibraryPreferences) -> None:
        self._library = library
        self._preferences = preferences

    def batches(self) -> list[BatchInfo]:
        """Return the written batches, newest first."""
        return self._library.journal.batches()

    def entries(self, batch_id: int) -> list[JournalEntry]:
        """Return the files of a batch and the changes in each."""
        return self._library.journal.entries(batch_id)

    def undo(
        self,
        batch_id: int,
        parts: Sequence[BatchPart] | None = None,
        *,
        keep_mtime: bool,
        dry_run: bool = False,
        on_step: StepCallback = lambda done, total, path: None,
        cancel: Event | None = None,
    ) -> UndoSummary:
        """Undo a batch, or parts of it, where the files still hold what was written."""
        if not dry_run:
            recover(self._library, self._preferences.reading)
        return undo(
            self._library,
            batch_id,
            parts,
            keep_mtime=keep_mtime,
            dry_run=dry_run,
            reading=self._preferences.reading,
            on_step=on_step,
            cancel=cancel,
        )

    def redo(
        self,
        batch_id: int,
        parts: Sequence[BatchPart] | None = None,
        *,
        keep_mtime: bool,
        on_step: StepCallback = lambda done, total, path: None,
        cancel: Event | None = None,
    ) -> UndoSummary:
        """Write what was undone again, where the files hold what they held before."""
        recover(self._library, self._preferences.reading)
        return redo(
            self._library,
            batch_id,
            parts,
            keep_mtime=keep_mtime,
            reading=self._preferences.reading,
            on_step=on_step,
            cancel=cancel,
        )


def _join(messages: Iterable[str]) -> Message:
    joined = Message()
    for message in messages:
        joined = joined.then(message)
    return joined
