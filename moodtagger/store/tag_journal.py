"""The journal of tag changes, on disk before a file is touched, so that all can be undone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, func, insert, select, update

from moodtagger.core.messages import Message
from moodtagger.core.tag_plan import FieldChange, OldBytes, TagPlan
from moodtagger.store.database.column_types import utc_now
from moodtagger.store.database.session import Session
from moodtagger.store.database.tables import TagBatch, TagChange, Track
from moodtagger.store.old_bytes import OldBytesTable
from moodtagger.store.records import BatchInfo, EntryState, FieldState, JournalEntry


class TagJournal:
    """The journal; every commit is on disk when the method returns."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._old_bytes = OldBytesTable()

    def begin_batch(self, description: str) -> int:
        """Begin a batch of changes that can be undone together, and return its id."""
        row = {
            "created": utc_now(),
            "description": description,
            "description_data": Message.from_text(description).to_json(),
        }
        return self._insert(TagBatch, row)

    def record(self, batch_id: int, plan: TagPlan, state: str = EntryState.PENDING) -> int:
        """Record what is about to be done to a file, and return the entry's id."""
        row = {
            "batch_id": batch_id,
            "track_id": select(Track.id).where(Track.path == plan.path).scalar_subquery(),
            "path": plan.path,
            "container": plan.container,
            "audio_hash": plan.audio_hash,
            "changes": json.dumps([[c.frame, c.old, c.new] for c in plan.changes]),
            "decoded": json.dumps(plan.decoded),
            "state": EntryState(state),
            "message": "",
            "updated": utc_now(),
        }
        return self._insert(TagChange, row)

    def keep_old_bytes(self, entry_id: int, old: OldBytes | None) -> None:
        """Keep what undo needs to restore this file byte for byte; None when it is too much."""
        with self._session.write(durable=True) as connection:
            self._old_bytes.replace(connection, entry_id, old)

    def old_bytes(self, entry_id: int) -> OldBytes | None:
        """Return what restores this file byte for byte, unless it was too much to keep."""
        with self._session.read() as connection:
            return self._old_bytes.load(connection, entry_id)

    def finish(self, entry_id: int, ok: bool, message: str = "") -> None:
        """Record that the file was written, or is unchanged for the reason in the message."""
        self._update_entry(entry_id, EntryState.DONE if ok else EntryState.FAILED, message)

    def begin_update(self, entry_id: int) -> None:
        """Record that fields of this file are about to be undone or written again."""
        self._update_entry(entry_id, EntryState.UPDATING, "")

    def postpone(self, entry: JournalEntry, message: str) -> None:
        """Keep an entry open because its file cannot be read now, for the reason in the message."""
        self._update_entry(entry.entry_id, entry.state, message)

    def update_fields(
        self, entry: JournalEntry, fields: Mapping[str, FieldState], message: str
    ) -> None:
        """Record the states of fields of a written file; those that are not named keep theirs.

        The file counts as undone when no field is left that holds what was written.
        """
        previous = {c.frame: state for c, state in zip(entry.changes, entry.fields, strict=False)}
        current = previous | dict(fields)
        written = FieldState.WRITTEN in current.values() or not current
        state = EntryState.DONE if written else EntryState.UNDONE
        self._update_entry(entry.entry_id, state, message, fields=json.dumps(current))

    def batches(self) -> list[BatchInfo]:
        """Return all batches in which a file was written or failed, newest first."""
        written = _count(
            TagChange.state.in_([EntryState.DONE, EntryState.UNDONE, EntryState.UPDATING])
        )
        restored = _count(TagChange.state == EntryState.UNDONE)
        failed = _count(TagChange.state == EntryState.FAILED)
        statement = (
            select(TagBatch, written, restored, failed)
            .join(TagChange, TagChange.batch_id == TagBatch.id)
            .group_by(TagBatch.id)
            .order_by(TagBatch.id.desc())
        )
        with self._session.read() as connection:
            return [
                BatchInfo(
                    row.id,
                    row.created,
                    Message.restore(row.description, row.description_data),
                    *row[-3:],
                )
                for row in connection.execute(statement)
            ]

    def entries(self, batch_id: int) -> list[JournalEntry]:
        """Return the entries of a batch, in the order they were written."""
        return self._entries(_select_entries().where(TagChange.batch_id == batch_id))

    def unfinished_entries(self) -> list[JournalEntry]:
        """Return entries without a recorded end: the program was stopped in the middle of them."""
        unfinished = [EntryState.PENDING, EntryState.UPDATING]
        return self._entries(_select_entries().where(TagChange.state.in_(unfinished)))

    def later_entries(self, entry: JournalEntry) -> list[JournalEntry]:
        """Return what was written to the same file after this entry, oldest first."""
        same_file = TagChange.path == entry.path
        if entry.track_id is not None:
            same_file = same_file | (TagChange.track_id == entry.track_id)
        return self._entries(_select_entries().where(TagChange.id > entry.entry_id, same_file))

    def _entries(self, statement: Select[*tuple[Any, ...]]) -> list[JournalEntry]:
        with self._session.read() as connection:
            return [_to_entry(row) for row in connection.execute(statement)]

    def _insert(self, table: type[TagBatch | TagChange], row: dict[str, Any]) -> int:
        with self._session.write(durable=True) as connection:
            return connection.execute(insert(table).values(row).returning(table.id)).scalar_one()

    def _update_entry(self, entry_id: int, state: EntryState, message: str, **columns: str) -> None:
        data = Message.from_text(message).to_json()
        values = {
            "state": state,
            "message": message,
            "message_data": data,
            "updated": utc_now(),
            **columns,
        }
        with self._session.write(durable=True) as connection:
            connection.execute(update(TagChange).where(TagChange.id == entry_id).values(values))
            if state in (EntryState.FAILED, EntryState.UNDONE):  # the file is the old one
                self._old_bytes.replace(connection, entry_id, None)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)


def _select_entries() -> Select[*tuple[Any, ...]]:
    current_path = func.coalesce(Track.path, TagChange.path, type_=TagChange.path.type).label(
        "current_path"
    )
    return select(TagChange, current_path).outerjoin(Track).order_by(TagChange.id)


def _to_entry(row: Any) -> JournalEntry:
    changes = tuple(
        FieldChange(frame, tuple(old), tuple(new)) for frame, old, new in json.loads(row.changes)
    )
    state = EntryState(row.state)
    return JournalEntry(
        entry_id=row.id,
        batch_id=row.batch_id,
        path=row.current_path,
        track_id=row.track_id,
        container=row.container,
        audio_hash=row.audio_hash,
        changes=changes,
        state=state,
        message=Message.restore(row.message, row.message_data),
        fields=_field_states(changes, state, json.loads(row.fields)),
        decoded=tuple((frame, tuple(texts)) for frame, texts in json.loads(row.decoded)),
    )


def _field_states(
    changes: tuple[FieldChange, ...], state: EntryState, stored: Mapping[str, str]
) -> tuple[FieldState, ...]:
    """Return the state of each change; older programs recorded an undo only for the whole file."""
    if state in (EntryState.PENDING, EntryState.FAILED):
        return ()
    default = FieldState.UNDONE if state is EntryState.UNDONE else FieldState.WRITTEN
    return tuple(FieldState(stored.get(change.frame, default)) for change in changes)
