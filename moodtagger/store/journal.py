"""The journal of tag changes: on the disk before a file is touched, so that all can be undone."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, Select, func, insert, select, update

from moodtagger.core.tagging import FieldChange, TagPlan
from moodtagger.store.access import Access
from moodtagger.store.models import TagBatch, TagChange, Track
from moodtagger.store.records import BatchInfo, EntryState, JournalEntry
from moodtagger.store.types import now


class Journal(Access):
    """The library's journal; every commit here is on the disk when the method returns."""

    def begin_batch(self, description: str) -> int:
        """Start a batch of changes that can be undone together; its id."""
        row = {"created": now(), "description": description}
        return self._insert(TagBatch, row)

    def record(self, batch_id: int, plan: TagPlan, state: str = EntryState.PENDING) -> int:
        """Write down what is about to be done to a file; the entry's id."""
        row = {
            "batch_id": batch_id,
            "track_id": select(Track.id).where(Track.path == plan.path).scalar_subquery(),
            "path": plan.path,
            "container": plan.container,
            "audio_hash": plan.audio_hash,
            "changes": json.dumps([[c.frame, c.old, c.new] for c in plan.changes]),
            "state": EntryState(state),
            "message": "",
            "updated": now(),
        }
        return self._insert(TagChange, row)

    def finish(self, entry_id: int, ok: bool, message: str = "") -> None:
        """The file was written (`ok`), or was left as it was and the message says why."""
        self._set(entry_id, EntryState.DONE if ok else EntryState.FAILED, message)

    def mark_undone(self, entry_id: int, message: str = "") -> None:
        """The file has its old tags again."""
        self._set(entry_id, EntryState.UNDONE, message)

    def batches(self) -> list[BatchInfo]:
        """All batches in which a file was written or failed, newest first."""
        written = _count(TagChange.state.in_([EntryState.DONE, EntryState.UNDONE]))
        restored = _count(TagChange.state == EntryState.UNDONE)
        failed = _count(TagChange.state == EntryState.FAILED)
        statement = (
            select(TagBatch.id, TagBatch.created, TagBatch.description, written, restored, failed)
            .join(TagChange, TagChange.batch_id == TagBatch.id)
            .group_by(TagBatch.id)
            .order_by(TagBatch.id.desc())
        )
        with self._read() as connection:
            return [BatchInfo(*row) for row in connection.execute(statement)]

    def entries(self, batch_id: int) -> list[JournalEntry]:
        """The files of a batch, in the order they were written."""
        return self._entries(_entries().where(TagChange.batch_id == batch_id))

    def pending(self) -> list[JournalEntry]:
        """Entries whose end was never recorded: the program was stopped in the middle of them."""
        return self._entries(_entries().where(TagChange.state == EntryState.PENDING))

    def _entries(self, statement: Select[*tuple[Any, ...]]) -> list[JournalEntry]:
        with self._read() as connection:
            return [_entry(row) for row in connection.execute(statement)]

    def _insert(self, table: type[TagBatch | TagChange], row: dict[str, Any]) -> int:
        with self._write(durable=True) as connection:
            return connection.execute(insert(table).values(row).returning(table.id)).scalar_one()

    def _set(self, entry_id: int, state: EntryState, message: str) -> None:
        values = {"state": state, "message": message, "updated": now()}
        with self._write(durable=True) as connection:
            connection.execute(update(TagChange).where(TagChange.id == entry_id).values(values))


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)


def _entries() -> Select[*tuple[Any, ...]]:
    place = func.coalesce(Track.path, TagChange.path, type_=TagChange.path.type).label("place")
    return select(TagChange, place).outerjoin(Track).order_by(TagChange.id)


def _entry(row: Any) -> JournalEntry:
    changes = (
        FieldChange(frame, tuple(old), tuple(new)) for frame, old, new in json.loads(row.changes)
    )
    return JournalEntry(
        entry_id=row.id,
        batch_id=row.batch_id,
        path=row.place,
        track_id=row.track_id,
        container=row.container,
        audio_hash=row.audio_hash,
        changes=tuple(changes),
        state=EntryState(row.state),
        message=row.message,
    )
