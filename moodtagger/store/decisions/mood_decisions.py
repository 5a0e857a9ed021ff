"""What the person said of the proposed moods."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, insert, select

from moodtagger.store.database.column_types import utc_now
from moodtagger.store.database.session import Session
from moodtagger.store.database.tables import Decision


class Decisions(Session):
    """The library's decisions."""

    def decisions(self, track_id: int) -> dict[str, bool]:
        """Mood -> accepted (True) or rejected (False), in the order they were decided."""
        statement = select(Decision.mood, Decision.accepted).where(Decision.track_id == track_id)
        with self._read() as connection:
            rows = connection.execute(statement.order_by(Decision.decided))
            return {row.mood: row.accepted for row in rows}

    def all_decisions(self) -> list[tuple[int, str, bool]]:
        """Every (track id, mood, accepted) of the library."""
        statement = select(Decision.track_id, Decision.mood, Decision.accepted)
        with self._read() as connection:
            return [(i, mood, accepted) for i, mood, accepted in connection.execute(statement)]

    def decide(self, track_id: int, mood: str, accepted: bool | None) -> None:
        """Accept (True) or reject (False) a mood, or take that back (None)."""
        self.decide_many([(track_id, mood, accepted)])

    def decide_many(self, decisions: Iterable[tuple[int, str, bool | None]]) -> None:
        """Several decisions in one commit; the last one counts where two speak of one mood.

        LibraryError, and none of them kept, when a song is no longer in the library.
        """
        timestamp = utc_now()
        latest = {(track_id, mood): accepted for track_id, mood, accepted in decisions}
        rows = [
            {"track_id": track_id, "mood": mood, "accepted": accepted, "decided": timestamp}
            for (track_id, mood), accepted in latest.items()
        ]
        inserted = [row for row in rows if row["accepted"] is not None]
        deleted = [
            {"track": row["track_id"], "word": row["mood"]}
            for row in rows
            if row["accepted"] is None
        ]
        with self._write() as connection:
            if inserted:
                connection.execute(insert(Decision).prefix_with("OR REPLACE"), inserted)
            if deleted:
                statement = delete(Decision).where(Decision.track_id == bindparam("track"))
                connection.execute(statement.where(Decision.mood == bindparam("word")), deleted)
