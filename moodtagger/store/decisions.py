"""What the user decided: moods accepted or rejected, corrections, answers about tag conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select

from moodtagger.core.circumplex import Correction, clip_to_plane
from moodtagger.store.database import statements
from moodtagger.store.database.column_types import utc_now
from moodtagger.store.database.session import Session, in_ids
from moodtagger.store.database.statements import ids_parameter
from moodtagger.store.database.tables import (
    Decision,
    TagConflictAnswer,
    TempoCorrection,
    TrackCorrection,
)


class Decisions:
    """Accepted and rejected moods."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[tuple[int, str, bool]]:
        """Return every (track id, mood, accepted) of the listener."""
        statement = select(Decision.track_id, Decision.mood, Decision.accepted)
        statement = statement.where(Decision.profile_id == self._session.profile_id)
        with self._session.read() as connection:
            return [(i, mood, accepted) for i, mood, accepted in connection.execute(statement)]

    def accepted_moods(self) -> list[str]:
        """Return all moods that any listener accepted for any track."""
        statement = select(Decision.mood).where(Decision.accepted).distinct()
        with self._session.read() as connection:
            return list(connection.execute(statement).scalars())

    def save(self, decisions: Iterable[tuple[int, str, bool | None]]) -> None:
        """Accept (True) or reject (False) moods, or reopen them (None), in one commit.

        Where two decisions are about one mood of a track, the last one counts. Raises LibraryError,
        and keeps none of them, when a track is no longer in the library.
        """
        timestamp, profile = utc_now(), self._session.profile_id
        latest = {(track_id, mood): accepted for track_id, mood, accepted in decisions}
        rows = [
            {
                "track_id": track_id,
                "mood": mood,
                "profile_id": profile,
                "accepted": accepted,
                "decided": timestamp,
            }
            for (track_id, mood), accepted in latest.items()
        ]
        inserted = [row for row in rows if row["accepted"] is not None]
        deleted = [
            {"track": row["track_id"], "word": row["mood"]}
            for row in rows
            if row["accepted"] is None
        ]
        with self._session.write() as connection:
            if inserted:
                connection.execute(insert(Decision).prefix_with("OR REPLACE"), inserted)
            if deleted:
                statement = delete(Decision).where(Decision.track_id == bindparam("track"))
                statement = statement.where(Decision.profile_id == profile)
                connection.execute(statement.where(Decision.mood == bindparam("word")), deleted)


Position = tuple[float, float]  # valence and arousal in [-1, 1]


class Corrections:
    """Corrected positions; they belong to tracks, so they outlive models, moves and new tags."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def load(self, track_ids: Iterable[int] | None = None) -> dict[int, Correction]:
        """Return corrections by track id, of all tracks or of the given ones."""
        with self._session.read() as connection:
            ids = None if track_ids is None else list(track_ids)
            return load_corrections(connection, ids, self._session.profile_id)

    def save(self, positions: Iterable[tuple[int, Position | None]]) -> None:
        """Save positions, or delete the correction of a track (None), in one commit.

        Where two are of one track, the last one counts. Positions off the plane are clipped; NaN
        raises ValueError. Raises LibraryError, and keeps none, when a track is no longer in the
        library.
        """
        timestamp, profile = utc_now(), self._session.profile_id
        latest = dict(positions)
        clipped = {
            i: None if position is None else clip_to_plane(*position)
            for i, position in latest.items()
        }
        inserted = [
            {
                "track_id": i,
                "profile_id": profile,
                "valence": position[0],
                "arousal": position[1],
                "corrected": timestamp,
            }
            for i, position in clipped.items()
            if position is not None
        ]
        deleted = [{"track": i} for i, position in clipped.items() if position is None]
        with self._session.write() as connection:
            if inserted:
                connection.execute(insert(TrackCorrection).prefix_with("OR REPLACE"), inserted)
            if deleted:
                statement = delete(TrackCorrection).where(
                    TrackCorrection.track_id == bindparam("track"),
                    TrackCorrection.profile_id == profile,
                )
                connection.execute(statement, deleted)


def load_corrections(
    connection: Connection, ids: Sequence[int] | None, profile_id: int
) -> dict[int, Correction]:
    """Load a listener's corrections by track id; of all tracks when `ids` is None."""
    parameters = {"profile": profile_id, **ids_parameter(ids)}
    found = connection.execute(statements.corrections(some=ids is not None), parameters)
    return {i: Correction(valence, arousal, when) for i, valence, arousal, when in found}


class TempoCorrections:
    """The tempos that the user gave songs; they outlive models, moves and new tags."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def save(self, tempos: Iterable[tuple[int, float | None]]) -> None:
        """Save tempos in beats per minute, or delete that of a track (None), in one commit.

        Raises LibraryError, and keeps none, when a track is no longer in the library.
        """
        timestamp, latest = utc_now(), dict(tempos)
        inserted = [
            {"track_id": i, "bpm": bpm, "corrected": timestamp}
            for i, bpm in latest.items()
            if bpm is not None
        ]
        deleted = [i for i, bpm in latest.items() if bpm is None]
        with self._session.write() as connection:
            if inserted:
                connection.execute(insert(TempoCorrection).prefix_with("OR REPLACE"), inserted)
            if deleted:
                statement = delete(TempoCorrection).where(in_ids(TempoCorrection.track_id, deleted))
                connection.execute(statement)


AnswerChange = tuple[int, str, bool | None]  # track id, word as in the file, whether it is kept


class TagConflictAnswers:
    """Answers about words in tags; a word in another spelling is asked about separately."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def load(self, track_ids: Iterable[int] | None = None) -> dict[int, dict[str, bool]]:
        """Return by track id and word whether the word is kept (True) or replaced (False)."""
        with self._session.read() as connection:
            return _load_answers(connection, None if track_ids is None else list(track_ids))

    def save(self, answers: Iterable[AnswerChange]) -> None:
        """Keep a word (True), replace it (False), or delete the answer (None), in one commit.

        Raises LibraryError, and keeps none of them, when a track is no longer in the library.
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
        with self._session.write() as connection:
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
