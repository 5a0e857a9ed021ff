"""Cached SELECT statements for song rows, and reading their results as columns.

Those with `some` want the ids of songs as the parameter `ids`, see `some`. `ask` gives the answers
as SQLite has them: objects for rows and types would take longer than reading a few songs.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Select, String, and_, bindparam, case, func, select, type_coerce
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import InstrumentedAttribute

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.store.database.session import ids_to_json, in_ids_parameter
from moodtagger.store.database.tables import (
    Analysis,
    Decision,
    Failure,
    Model,
    Threshold,
    Track,
    TrackCorrection,
)

Statement = Select[*tuple[Any, ...]]
_NO_PARAMETERS: Mapping[str, Any] = MappingProxyType({})


@cache
def all_models() -> Statement:
    """All of them."""
    return select(Model.id, Model.labels, Model.name)


@cache
def model_id() -> Statement:
    """That of the network `model`."""
    return select(Model.id).where(Model.name == bindparam("model"))


@cache
def thresholds() -> Statement:
    """Those of every network at the precision `asked`."""
    columns = (Threshold.model_id, Threshold.mood, Threshold.least)
    return select(*columns).where(Threshold.asked == bindparam("asked"))


@cache
def failures() -> Statement:
    """Failures that still hold, those of the network `model` last."""
    columns = (Track.id, Track.audio_hash, Failure.message, Failure.message_data)
    order = (Model.name == bindparam("model"), Failure.failed)
    return current_failures(*columns).join(Model).order_by(*order)


@cache
def decisions(*, some: bool) -> Statement:
    """In the order they were taken."""
    columns = (Decision.track_id, Decision.mood, Decision.accepted)
    return _filter_by_ids(select(*columns), Decision.track_id, some).order_by(Decision.decided)


@cache
def corrections(*, some: bool) -> Statement:
    """Where the person has put songs."""
    columns = (
        TrackCorrection.track_id,
        TrackCorrection.valence,
        TrackCorrection.arousal,
        TrackCorrection.corrected,
    )
    return _filter_by_ids(select(*columns), TrackCorrection.track_id, some)


@cache
def tracks(*, some: bool) -> Statement:
    """The songs by id; the last two columns are numbers."""
    columns = (
        *(Track.id, Track.path, Track.audio_hash, Track.title, Track.artist, Track.album),
        *(Track.genre, Track.moods, Track.key),
        *(Track.absent, Track.bpm),
    )
    return _filter_by_ids(select(*columns), Track.id, some).order_by(Track.id)


@cache
def analyses(*, some: bool, several: bool) -> Statement:
    """What was heard; the last columns are numbers, with what chooses among `several` networks.

    The moods that were confident when a song was heard come only where its network is none of
    `judged`, which have thresholds. Each column takes its time: of the quadrants come the highest
    probability and the place in QUADRANTS of the first one that has it.
    """
    judged = in_ids_parameter(Analysis.model_id, "judged") & (func.length(Analysis.moods) > 0)
    stored_confident = case((judged, None), else_=type_coerce(Analysis.confident, String))
    quadrants = [getattr(Analysis, quadrant.value) for quadrant in QUADRANTS]
    statement = select(
        *(Analysis.audio_hash, func.nullif(Analysis.note, ""), Analysis.moods, stored_confident),
        *(Analysis.model_id, Analysis.duration_s, Analysis.valence, Analysis.arousal),
        *(Analysis.tempo, func.max(*quadrants), _argmax_column(quadrants)),
        *((Analysis.id, Analysis.heard) if several else ()),
    )
    if some:
        audio = select(Track.audio_hash).where(in_ids_parameter(Track.id, "ids"))
        statement = statement.where(Analysis.audio_hash.in_(audio))
    return statement


def current_failures(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Columns of the tracks (and failures) whose failure still holds: the file is unchanged."""
    unchanged = and_(
        Failure.track_id == Track.id,
        Failure.size == Track.size,
        Failure.mtime_ns == Track.mtime_ns,
    )
    return select(*columns).select_from(Failure).join(Track, unchanged)


def execute_raw(
    connection: Connection, statement: Statement, parameters: Mapping[str, Any] = _NO_PARAMETERS
) -> sqlite3.Cursor:
    """The answer to a statement of this module, in plain values; all columns have such."""
    text, names, defaults = _compiled(statement)
    values = {**defaults, **parameters}
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver.execute(text, [values[name] for name in names])


@cache
def _compiled(statement: Statement) -> tuple[str, tuple[str, ...], Mapping[str, Any]]:
    """The statement's text, the names of its parameters in their order, and its own values."""
    compiled = statement.compile(dialect=sqlite.dialect())
    return str(compiled), tuple(compiled.positiontup or ()), dict(compiled.params)


def ids_parameter(ids: Iterable[int] | None) -> dict[str, str]:
    """The parameters of a statement about these songs, or about all."""
    return {} if ids is None else {"ids": ids_to_json(ids)}


def _argmax_column(columns: Sequence[InstrumentedAttribute[Any]]) -> Any:
    """The place of the first column that none exceeds; of the last one where some are NULL."""
    indices = range(len(columns) - 1)
    highest = ((and_(*(columns[i] >= other for other in columns[i + 1 :])), i) for i in indices)
    return case(*highest, else_=len(columns) - 1)


def _filter_by_ids(
    statement: Statement, column: InstrumentedAttribute[int], by_ids: bool
) -> Statement:
    return statement.where(in_ids_parameter(column, "ids")) if by_ids else statement


Float64Array = npt.NDArray[np.float64]

_CHUNK_ROWS = 500  # rows fetched at a time: their memory is used again and again


def read_columns(
    connection: Connection,
    statement: Statement,
    parameters: Mapping[str, Any],
    *,
    numeric_count: int,
) -> tuple[list[list[Any]], Float64Array]:
    """The columns as SQLite has them, and the last ones as (numbers, n), NaN for NULL."""
    cursor = execute_raw(connection, statement, parameters)
    object_count = len(cursor.description) - numeric_count
    columns: list[list[Any]] = [[] for _ in range(object_count)]
    numeric_chunks = [np.empty((numeric_count, 0), np.float64)]
    while chunk := cursor.fetchmany(_CHUNK_ROWS):
        transposed = list(zip(*chunk, strict=True))
        for column, values in zip(columns, transposed[:object_count], strict=True):
            column.extend(values)
        numeric_chunks.append(np.array(transposed[object_count:], np.float64))
    cursor.close()
    return columns, np.concatenate(numeric_chunks, axis=1)


def decode_paths(paths: Sequence[bytes]) -> list[str]:
    """All names at once, which takes a fifth of the time, unless one holds what none can."""
    out = os.fsdecode(b"\0".join(paths)).split("\0") if paths else []
    return out if len(out) == len(paths) else list(map(os.fsdecode, paths))
