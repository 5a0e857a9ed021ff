"""What the person said of mood words that stood in her files: to be kept, or to be replaced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select

from moodtagger.store.database.column_types import now
from moodtagger.store.database.session import Access, is_one_of
from moodtagger.store.database.tables import OwnWord

Choice = tuple[int, str, bool | None]  # track id, word as in the file, kept


class OwnWords(Access):
    """Words of files that were asked about; a word in another spelling is asked about anew."""

    def own_words(self, track_ids: Iterable[int] | None = None) -> dict[int, dict[str, bool]]:
        """Track id -> word -> whether it stays (True) or gives way (False)."""
        with self._read() as connection:
            return _words(connection, None if track_ids is None else list(track_ids))

    def choose_words(self, choices: Iterable[Choice]) -> None:
        """Keep a word (True), have it replaced (False), or forget the answer (None); one commit.

        LibraryError, and none of them kept, when a song is no longer in the library.
        """
        moment = now()
        last = {(track_id, word): kept for track_id, word, kept in choices}
        made = [
            {"track_id": track_id, "word": word, "kept": kept, "decided": moment}
            for (track_id, word), kept in last.items()
            if kept is not None
        ]
        undone = [
            {"track": track_id, "text": word}
            for (track_id, word), kept in last.items()
            if kept is None
        ]
        with self._write() as connection:
            if made:
                connection.execute(insert(OwnWord).prefix_with("OR REPLACE"), made)
            if undone:
                chosen = delete(OwnWord).where(OwnWord.track_id == bindparam("track"))
                connection.execute(chosen.where(OwnWord.word == bindparam("text")), undone)


def _words(connection: Connection, ids: Sequence[int] | None) -> dict[int, dict[str, bool]]:
    statement = select(OwnWord.track_id, OwnWord.word, OwnWord.kept)
    if ids is not None:
        statement = statement.where(is_one_of(OwnWord.track_id, ids))
    found: dict[int, dict[str, bool]] = {}
    for track_id, word, kept in connection.execute(statement):
        found.setdefault(track_id, {})[word] = kept
    return found
