"""Tracks analyzed only by other models than the active one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Exists, Select, exists, func, select

from moodtagger.store.database.session import Session
from moodtagger.store.database.statements import is_listed
from moodtagger.store.database.tables import Analysis, Failure, Model, Play, Track
from moodtagger.store.records import StaleTrack


class StaleAnalyses:
    """What remains to be analyzed after the active model changed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def tracks(self, model: str) -> list[StaleTrack]:
        """Return present tracks that only other models have analyzed, most played first.

        Tracks that `model` failed to analyze are left out while their files are unchanged.
        """
        file = (
            *(Track.id, Track.path, Track.size, Track.mtime_ns, Track.audio_hash),
            *(Track.start_s, Track.end_s),
        )
        plays = func.coalesce(Play.times, 0)
        with self._session.read() as connection:
            statement = _select_stale(connection.scalar(_select_model_id(model)), *file, plays)
            if not _has_other(connection, model):
                return []
            ordered = statement.outerjoin(Play).order_by(plays.desc(), Track.id)
            return [StaleTrack(*row) for row in connection.execute(ordered)]

    def count(self, model: str) -> int:
        """Count the tracks that `tracks` would return."""
        with self._session.read() as connection:
            if not _has_other(connection, model):
                return 0
            statement = _select_stale(connection.scalar(_select_model_id(model)), func.count())
            return int(connection.execute(statement).scalar_one())

    def has_other_model(self, model: str) -> bool:
        """Return whether any other model analyzed something here; usually none has."""
        with self._session.read() as connection:
            return _has_other(connection, model)


def _has_other(connection: Connection, model: str) -> bool:
    other = select(Model.id).where(Model.name != model).limit(1)
    return connection.scalar(other) is not None


def _select_model_id(model: str) -> Select[int]:
    return select(Model.id).where(Model.name == model)


def _select_stale(model_id: int | None, *columns: Any) -> Select[Any]:
    analyzed: Exists = exists().where(Analysis.audio_hash == Track.audio_hash)
    failed = exists().where(
        Failure.track_id == Track.id,
        Failure.model_id == model_id,
        Failure.size == Track.size,
        Failure.mtime_ns == Track.mtime_ns,
    )
    is_stale = (analyzed, ~analyzed.where(Analysis.model_id == model_id), ~failed)
    return select(*columns).select_from(Track).where(~Track.absent, is_listed(), *is_stale)
