"""Where the person says that songs belong on the plane, beside what the networks said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, insert

from moodtagger.core.corrections import Correction, clip_to_plane
from moodtagger.store.database import statements as row_statements
from moodtagger.store.database.column_types import utc_now
from moodtagger.store.database.session import Session
from moodtagger.store.database.statements import ids_parameter
from moodtagger.store.database.tables import TrackCorrection as Kept

Position = tuple[float, float]  # valence and arousal in [-1, 1]


class Corrections(Session):
    """The library's corrections: a song's own, so they outlive networks, moves and new tags."""

    def corrections(self, track_ids: Iterable[int] | None = None) -> dict[int, Correction]:
        """Track id -> correction, of all songs or of those asked for."""
        with self._read() as connection:
            ids = None if track_ids is None else list(track_ids)
            return load_corrections(connection, ids)

    def correct(self, positions: Iterable[tuple[int, Position | None]]) -> None:
        """Keep the place of each song, or take its correction back (None); one commit.

        The last one counts where two speak of one song. What lies off the plane is brought to
        its edge; ValueError for what is no number. LibraryError, and nothing kept, when a song
        is no longer in the library.
        """
        timestamp = utc_now()
        latest = dict(positions)
        clipped = {
            i: None if place is None else clip_to_plane(*place) for i, place in latest.items()
        }
        inserted = [
            {"track_id": i, "valence": place[0], "arousal": place[1], "corrected": timestamp}
            for i, place in clipped.items()
            if place is not None
        ]
        deleted = [{"track": i} for i, place in clipped.items() if place is None]
        with self._write() as connection:
            if inserted:
                connection.execute(insert(Kept).prefix_with("OR REPLACE"), inserted)
            if deleted:
                statement = delete(Kept).where(Kept.track_id == bindparam("track"))
                connection.execute(statement, deleted)


def load_corrections(connection: Connection, ids: Sequence[int] | None) -> dict[int, Correction]:
    """Track id -> correction; of all songs when `ids` is None."""
    found = connection.execute(row_statements.corrections(some=ids is not None), ids_parameter(ids))
    return {i: Correction(valence, arousal, when) for i, valence, arousal, when in found}
