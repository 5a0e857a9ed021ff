"""Tracks to analyze again: by another model, only quickly, or before music was analyzed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Exists, Select, delete, exists, func, select, update

from moodtagger.core.music_analysis import MUSIC_VERSION
from moodtagger.store.database.session import Session, in_ids
from moodtagger.store.database.statements import is_listed
from moodtagger.store.database.tables import Analysis, Failure, Model, Play, Track
from moodtagger.store.records import StaleTrack


class StaleAnalyses:
    """What remains to be analyzed after a quick scan, or after the model or music analysis changed.

    A quick analysis has music of version 0, as if it were from before music was analyzed.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def tracks(self, model: str, *, only_quick: bool = False) -> list[StaleTrack]:
        """Return present tracks that only other models have analyzed, most played first.

        Those that were analyzed quickly, or whose key, beats and energy are of an older version,
        follow.
        With `only_quick` only those that `model` analyzed quickly are returned.
        Tracks that `model` failed to analyze are left out while their files are unchanged.
        """
        file = (
            *(Track.id, Track.path, Track.size, Track.mtime_ns, Track.audio_hash),
            *(Track.start_s, Track.end_s),
        )
        plays = func.coalesce(Play.times, 0)
        with self._session.read() as connection:
            if not _has_other(connection, model) and not _has_old_music(connection):
                return []
            model_id = connection.scalar(_select_model_id(model))
            statement = _select_stale(model_id, *file, plays, with_old_music=True)
            if only_quick:
                statement = statement.where(_analyzed_by(model_id).where(Analysis.quick))
            is_other = ~_analyzed_by(model_id)
            ordered = statement.outerjoin(Play).order_by(is_other.desc(), plays.desc(), Track.id)
            return [StaleTrack(*row) for row in connection.execute(ordered)]

    def mark(self, track_ids: Iterable[int]) -> None:
        """Let songs be analyzed again, as if their music had not been analyzed."""
        hashes = select(Track.audio_hash).where(in_ids(Track.id, track_ids))
        with self._session.write() as connection:
            old = update(Analysis).where(Analysis.audio_hash.in_(hashes))
            connection.execute(old.values(music_version=0))
            connection.execute(delete(Failure).where(in_ids(Failure.track_id, track_ids)))

    def count(self, model: str, *, with_old_music: bool = True) -> int:
        """Count the tracks that `tracks` would return; without those of old music if so wanted."""
        with self._session.read() as connection:
            is_old = with_old_music and _has_old_music(connection)
            if not is_old and not _has_other(connection, model):
                return 0
            statement = _select_stale(
                connection.scalar(_select_model_id(model)), func.count(), with_old_music=is_old
            )
            return int(connection.execute(statement).scalar_one())

    def count_quick(self, model: str) -> int:
        """Count the tracks that `model` has analyzed quickly."""
        with self._session.read() as connection:
            if not _has_old_music(connection):
                return 0
            quick = _analyzed_by(connection.scalar(_select_model_id(model))).where(Analysis.quick)
            listed = (
                select(func.count()).select_from(Track).where(~Track.absent, is_listed(), quick)
            )
            return int(connection.execute(listed).scalar_one())

    def has_other_model(self, model: str) -> bool:
        """Return whether any other model analyzed something here; usually none has."""
        with self._session.read() as connection:
            return _has_other(connection, model)


def _has_other(connection: Connection, model: str) -> bool:
    other = select(Model.id).where(Model.name != model).limit(1)
    return connection.scalar(other) is not None


def _has_old_music(connection: Connection) -> bool:
    old = select(Analysis.id).where(Analysis.music_version < MUSIC_VERSION).limit(1)
    return connection.scalar(old) is not None


def _analyzed_by(model_id: int | None) -> Exists:
    return exists().where(Analysis.audio_hash == Track.audio_hash, Analysis.model_id == model_id)


def _select_model_id(model: str) -> Select[int]:
    return select(Model.id).where(Model.name == model)


def _select_stale(model_id: int | None, *columns: Any, with_old_music: bool) -> Select[Any]:
    analyzed: Exists = exists().where(Analysis.audio_hash == Track.audio_hash)
    failed = exists().where(
        Failure.track_id == Track.id,
        Failure.model_id == model_id,
        Failure.size == Track.size,
        Failure.mtime_ns == Track.mtime_ns,
    )
    is_current = _analyzed_by(model_id)
    if with_old_music:
        is_current = is_current.where(Analysis.music_version >= MUSIC_VERSION)
    is_stale = (analyzed, ~is_current, ~failed)
    return select(*columns).select_from(Track).where(~Track.absent, is_listed(), *is_stale)
