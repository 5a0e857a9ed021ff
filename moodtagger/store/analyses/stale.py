"""Songs that only another network than the one in use has heard, and how often each was played."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Exists, Select, exists, func, select
from sqlalchemy.dialects.sqlite import insert

from moodtagger.store.database.session import Session, in_ids
from moodtagger.store.database.tables import Analysis, Embedding, Failure, Model, Play, Track
from moodtagger.store.records import StaleTrack


class StaleAnalyses(Session):
    """What is left to hear anew after another network was taken into use."""

    def stale_tracks(self, model: str) -> list[StaleTrack]:
        """Present songs that `model` has not heard and another network has, most played first.

        Not those that `model` could not hear as their files are.
        """
        file = (Track.id, Track.path, Track.size, Track.mtime_ns, Track.audio_hash)
        plays = func.coalesce(Play.times, 0)
        with self._read() as connection:
            statement = _select_stale(connection.scalar(_select_model_id(model)), *file, plays)
            if not _has_other(connection, model):
                return []
            ordered = statement.outerjoin(Play).order_by(plays.desc(), Track.id)
            return [StaleTrack(*row) for row in connection.execute(ordered)]

    def count_stale(self, model: str) -> int:
        """How many songs `older_songs` would list."""
        with self._read() as connection:
            if not _has_other(connection, model):
                return 0
            statement = _select_stale(connection.scalar(_select_model_id(model)), func.count())
            return int(connection.execute(statement).scalar_one())

    def has_other_model(self, model: str) -> bool:
        """Whether another network ever heard something here; usually none has."""
        with self._read() as connection:
            return _has_other(connection, model)

    def models_of(self, track_ids: Iterable[int] | None = None) -> dict[str, int]:
        """Network -> how many of these songs it judged; without ids: of the present songs."""
        statement = (
            select(Model.name, func.count())
            .select_from(Track)
            .join(Analysis, Analysis.audio_hash == Track.audio_hash)
            .join(Embedding, Embedding.analysis_id == Analysis.id)
            .join(Model, Model.id == Analysis.model_id)
            .group_by(Model.name)
        )
        chosen = ~Track.absent if track_ids is None else in_ids(Track.id, track_ids)
        with self._read() as connection:
            found = connection.execute(statement.where(chosen)).all()
        return {row[0]: row[1] for row in found}

    def count_play(self, track_id: int) -> None:
        """A song was played once more; nothing happens when the library no longer has it."""
        with self._write() as connection:
            if connection.scalar(select(Track.id).where(Track.id == track_id)) is None:
                return
            statement = insert(Play).values(track_id=track_id, times=1)
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=[Play.track_id], set_={"times": Play.times + 1}
                )
            )


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
    return (
        select(*columns)
        .select_from(Track)
        .where(~Track.absent, analyzed, ~analyzed.where(Analysis.model_id == model_id), ~failed)
    )
