"""Tag writing and its history in memory: only moods are in the 'files'."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from moodtagger.core.tag_plan import FieldChange, TagPlan, WriteMode, WritePolicy
from moodtagger.core.tracks import SongRow
from moodtagger.services.tag_history import BatchPart, UndoSummary
from moodtagger.services.tag_writing import Preview, WriteSummary
from moodtagger.store import BatchInfo, EntryState, FieldState, JournalEntry
from tests.support.ui.fake_library import FakeLibrary

OnStep = Callable[[int, int, str], None]


def ignore_step(done: int, total: int, path: str) -> None:
    """Ignore progress."""


def _set_moods(library: FakeLibrary, path: str, moods: tuple[str, ...]) -> None:
    library.moods_in_files[path] = moods
    row = next(row for row in library.rows_by_id.values() if row.path == path)
    library.put(replace(row, tags=replace(row.tags, moods=moods)))


class FakeTagging:
    """Writes that fail for a song with "Shadow" in its name."""

    def __init__(self, library: FakeLibrary) -> None:
        self._library = library

    def preview(
        self,
        rows: Sequence[SongRow],
        policy: WritePolicy,
        *,
        on_step: OnStep = ignore_step,
        cancel: threading.Event | None = None,
    ) -> Preview:
        plans = []
        for row in rows:
            old = self._library.moods_in_files[row.path]
            kept = old if policy.mode is WriteMode.MERGE else ()
            new = kept + tuple(m for m in row.accepted if m not in kept)
            changes: tuple[FieldChange, ...] = ()
            if row.accepted and new != old:
                changes = (FieldChange("MOOD", old, new),)
            if changes and policy.energy:
                changes += (FieldChange("ENERGYLEVEL", (), ("7",)),)
            note = "" if changes else "These moods are in the file already."
            plans.append(TagPlan(row.path, "Vorbis", changes, "0" * 40, note))
        return Preview(plans)

    def write(
        self,
        plans: Sequence[TagPlan],
        policy: WritePolicy,
        *,
        on_step: OnStep = ignore_step,
        cancel: threading.Event | None = None,
    ) -> WriteSummary:
        batch_id = len(self._library.write_batches) + 1
        summary = WriteSummary(batch_id)
        entries: list[JournalEntry] = []
        for done, plan in enumerate(plans, 1):
            self._library.gate.wait()
            if cancel is not None and cancel.is_set():
                summary.cancelled = True
                break
            if "Shadow" in plan.path:
                summary.failed.append((plan.path, "The disk is full."))
                continue
            _set_moods(self._library, plan.path, plan.changes[0].new)
            entries.append(
                JournalEntry(
                    done,
                    batch_id,
                    plan.path,
                    None,
                    plan.container,
                    plan.audio_hash,
                    plan.changes,
                    EntryState.DONE,
                    "",
                    tuple(FieldState.WRITTEN for _ in plan.changes),
                )
            )
            summary.written += 1
            on_step(done, len(plans), plan.path)
        made = datetime.now(UTC)
        info = BatchInfo(batch_id, made, f"Moods of {len(entries)} songs", len(entries))
        self._library.write_batches.append((info, entries))
        return summary


class FakeHistory:
    """Undo and redo of the writes in memory."""

    def __init__(self, library: FakeLibrary) -> None:
        self._library = library

    def batches(self) -> list[BatchInfo]:
        return [info for info, _ in self._library.write_batches]

    def entries(self, batch_id: int) -> list[JournalEntry]:
        return self._library.write_batches[batch_id - 1][1]

    def undo(
        self,
        batch_id: int,
        parts: Sequence[BatchPart] | None = None,
        *,
        keep_mtime: bool,
        dry_run: bool = False,
        on_step: OnStep = ignore_step,
        cancel: threading.Event | None = None,
    ) -> UndoSummary:
        self._library.undo_keep_mtime.append(keep_mtime)
        return self._move(batch_id, parts, FieldState.WRITTEN, FieldState.UNDONE)

    def redo(
        self,
        batch_id: int,
        parts: Sequence[BatchPart] | None = None,
        *,
        keep_mtime: bool,
        on_step: OnStep = ignore_step,
        cancel: threading.Event | None = None,
    ) -> UndoSummary:
        self._library.undo_keep_mtime.append(keep_mtime)
        return self._move(batch_id, parts, FieldState.UNDONE, FieldState.WRITTEN)

    def _move(
        self, batch_id: int, parts: Sequence[BatchPart] | None, start: FieldState, goal: FieldState
    ) -> UndoSummary:
        """Field by field; only the mood is in the 'files', other frames only in the history."""
        self._library.gate.wait()
        info, entries = self._library.write_batches[batch_id - 1]
        summary = UndoSummary(batch_id)
        for place, entry in enumerate(entries):
            asked = {
                p.frame
                for p in parts or [BatchPart(entry.entry_id)]
                if p.entry_id == entry.entry_id
            }
            fields = list(entry.fields)
            for k, change in enumerate(entry.changes):
                if fields[k] is not start or not asked & {None, change.frame}:
                    continue
                then, now = change.old, change.new
                if goal is FieldState.WRITTEN:
                    then, now = now, then
                if k == 0:
                    if self._library.moods_in_files[entry.path] != now:
                        summary.left.append((entry.path, "MOOD is now “Rain”, so it was left."))
                        fields[k] = FieldState.SKIPPED
                        continue
                    _set_moods(self._library, entry.path, then)
                fields[k] = goal
                summary.fields += 1
            summary.restored += fields.count(goal) > entry.fields.count(goal)
            entries[place] = replace(
                entry,
                fields=tuple(fields),
                state=EntryState.DONE if FieldState.WRITTEN in fields else EntryState.UNDONE,
            )
        restored = sum(e.state is EntryState.UNDONE for e in entries)
        self._library.write_batches[batch_id - 1] = (replace(info, restored=restored), entries)
        return summary
