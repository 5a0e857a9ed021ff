"""The part of the journal that lets undo restore files byte for byte, within a stated size."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, delete, func, insert, select

from moodtagger.core.tag_plan import OldBytes
from moodtagger.store.database.tables import OldFileBytes

MAX_TOTAL_BYTES = 256 << 20
_KEPT_AFTER_DROP = 0.9  # of the limit


class OldBytesTable:
    """Keeps the newest old bytes; where they exceed the limit, the oldest ones are dropped."""

    def __init__(self, max_total_bytes: int = MAX_TOTAL_BYTES) -> None:
        self._max_total_bytes = max_total_bytes
        self._total: int | None = None  # counted when it is first needed

    def load(self, connection: Connection, change_id: int) -> OldBytes | None:
        """Return the old bytes of a change, if they were kept."""
        table = OldFileBytes
        columns = table.old_hash, table.new_hash, table.new_size, table.data
        row = connection.execute(select(*columns).where(table.change_id == change_id)).first()
        return None if row is None else OldBytes(*row)

    def replace(self, connection: Connection, change_id: int, old: OldBytes | None) -> None:
        """Replace the old bytes of a change; None removes them."""
        removed = connection.execute(
            delete(OldFileBytes).where(OldFileBytes.change_id == change_id)
        ).rowcount
        if removed:
            self._total = None
        if old is None:
            return
        connection.execute(insert(OldFileBytes).values(change_id=change_id, **asdict(old)))
        if self._total is None:
            self._total = self._count_bytes(connection)
        else:
            self._total += len(old.data)
        if self._total > self._max_total_bytes:
            self._drop_oldest(connection, self._total)

    def _count_bytes(self, connection: Connection) -> int:
        total = func.coalesce(func.sum(func.length(OldFileBytes.data)), 0)
        return int(connection.execute(select(total)).scalar_one())

    def _drop_oldest(self, connection: Connection, total: int) -> None:
        sizes = select(OldFileBytes.change_id, func.length(OldFileBytes.data))
        for change_id, size in connection.execute(sizes.order_by(OldFileBytes.change_id)).all():
            connection.execute(delete(OldFileBytes).where(OldFileBytes.change_id == change_id))
            total -= size
            if total <= self._max_total_bytes * _KEPT_AFTER_DROP:
                break
        self._total = total
