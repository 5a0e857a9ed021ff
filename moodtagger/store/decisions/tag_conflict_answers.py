"""What the person said of mood words that stood in her files: to be kept, or to be replaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select

from moodtagger.store.database.column_types import utc_now
from moodtagger.store.database.session import Session, in_ids
from moodtagger.store.database.tables import TagConflictAnswer

AnswerChange = tuple[int, str, bool | None]  # track id, word as in the file, kept


class TagConflictAnswers(Session):
    """Words of files that were asked about; a word in another spelling is asked about anew."""

    def tag_conflict_answers(
        self, track_ids: Iterable[int] | None = None
    ) -> dict[int, dict[str, bool]]:
        """Track id -> word -> whether it stays (True) or gives way (False)."""
        with self._read() as connection:
            return _load_answers(connection, None if track_ids is None else list(track_ids))

    def save_tag_conflict_answers(self, answers: Iterable[AnswerChange]) -> None:
        """Keep a word (True), have it replaced (False), or forget the answer (None); one commit.

        LibraryError, and none of them kept, when a song is no longer in the library.
        """
        timestamp = utc_now()
        latest = {(track_id, word): kept for track_id, word, kept in answers}
        inserted = [
            {"track_id": track_id, "word": word, "kept": kept, "decided": timestamp}
            for (track_id, word), kept in latest.items()
            if kept is not None
        ]
        deleted = [
            {"track": track_id, "text": word}
            for (track_id, word), kept in latest.items()
            if kept is None
        ]
        with self._write() as connection:
            if inserted:
                connection.execute(insert(TagConflictAnswer).prefix_with("OR REPLACE"), inserted)
            if deleted:
                statement = delete(TagConflictAnswer).where(
                    TagConflictAnswer.track_id == bindparam("track")
                )
                connection.execute(
                    statement.where(TagConflictAnswer.word == bindparam("text")), deleted
                )


def _load_answers(connection: Connection, ids: Sequence[int] | None) -> dict[int, dict[str, bool]]:
    statement = select(TagConflictAnswer.track_id, TagConflictAnswer.word, TagConflictAnswer.kept)
    if ids is not None:
        statement = statement.where(in_ids(TagConflictAnswer.track_id, ids))
    found: dict[int, dict[str, bool]] = {}
    for track_id, word, kept in connection.execute(statement):
        found.setdefault(track_id, {})[word] = kept
    return found
