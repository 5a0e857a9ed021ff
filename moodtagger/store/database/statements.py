"""Cached SELECT statements for song rows, and reading their results as columns.

Statements with `some` take the ids of tracks as the parameter `ids`, see `ids_parameter`.
`execute_raw` returns rows as SQLite has them: converting them to objects takes longer than reading
a few tracks.
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
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    select,
    type_coerce,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import InstrumentedAttribute

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.store.database.session import ids_to_json, in_ids_parameter
from moodtagger.store.database.tables import (
    Analysis,
    Decision,
    Failure,
    Model,
    TempoCorrection,
    Threshold,
    Track,
    TrackCorrection,
)

Statement = Select[*tuple[Any, ...]]
_NO_PARAMETERS: Mapping[str, Any] = MappingProxyType({})


@cache
def all_models() -> Statement:
    """Select all models."""
    return select(Model.id, Model.labels, Model.name)


@cache
def model_id() -> Statement:
    """Select the id of the parameter `model`."""
    return select(Model.id).where(Model.name == bindparam("model"))


@cache
def thresholds() -> Statement:
    """Select the thresholds of every model at the precision `asked`."""
    columns = (Threshold.model_id, Threshold.mood, Threshold.least)
    return select(*columns).where(Threshold.asked == bindparam("asked"))


@cache
def failures() -> Statement:
    """Select failures that still apply, those of the parameter `model` last."""
    columns = (Track.id, Track.audio_hash, Failure.message, Failure.message_data)
    order = (Model.name == bindparam("model"), Failure.failed)
    return current_failures(*columns).join(Model).order_by(*order)


@cache
def decisions(*, some: bool) -> Statement:
    """Select the decisions of the parameter `profile` in the order they were made."""
    columns = (Decision.track_id, Decision.mood, Decision.accepted)
    statement = select(*columns).where(Decision.profile_id == bindparam("profile"))
    return _filter_by_ids(statement, Decision.track_id, some).order_by(Decision.decided)


@cache
def corrections(*, some: bool) -> Statement:
    """Select the corrections of the parameter `profile`."""
    columns = (
        TrackCorrection.track_id,
        TrackCorrection.valence,
        TrackCorrection.arousal,
        TrackCorrection.corrected,
    )
    statement = select(*columns).where(TrackCorrection.profile_id == bindparam("profile"))
    return _filter_by_ids(statement, TrackCorrection.track_id, some)


@cache
def tempo_corrections(*, some: bool) -> Statement:
    """Select the tempos that the user gave songs."""
    statement = select(TempoCorrection.track_id, TempoCorrection.bpm)
    return _filter_by_ids(statement, TempoCorrection.track_id, some)


@cache
def tracks(*, some: bool) -> Statement:
    """Select tracks by id; the last twelve columns are numeric."""
    columns = (
        *(Track.id, Track.path, Track.audio_hash, Track.title, Track.artist, Track.album),
        *(Track.genre, Track.moods, Track.key, Track.album_artist),
        *(Track.title_sort, Track.artist_sort, Track.album_sort, Track.album_artist_sort),
        Track.ignored_bpm,
        *(Track.absent, Track.bpm, Track.year, Track.track, Track.track_total),
        *(Track.disc, Track.disc_total, Track.compilation, Track.added),
        *(Track.start_s, Track.end_s, Track.rating),
    )
    statement = select(*columns).where(is_listed())
    return _filter_by_ids(statement, Track.id, some).order_by(Track.id)


@cache
def analyses(*, some: bool, several: bool) -> Statement:
    """Select analyses; the last columns are numeric, with those that choose among several models.

    The moods that were confident at the time of the analysis are selected only for models without
    thresholds. Every column costs time, so the quadrants are reduced to the highest probability and
    its first index in QUADRANTS.
    """
    has_moods = in_ids_parameter(Analysis.model_id, "judged") & (func.length(Analysis.moods) > 0)
    stored_confident = case((has_moods, None), else_=type_coerce(Analysis.confident, String))
    quadrants = [getattr(Analysis, quadrant.value) for quadrant in QUADRANTS]
    statement = select(
        *(Analysis.audio_hash, func.nullif(Analysis.note, ""), Analysis.moods, stored_confident),
        Analysis.attributes,
        *(Analysis.model_id, Analysis.duration_s, Analysis.valence, Analysis.arousal),
        *(Analysis.tempo, func.max(*quadrants), _argmax_column(quadrants), Analysis.speech),
        *(Analysis.music_key, Analysis.quick),
        *((Analysis.id, Analysis.heard) if several else ()),
    )
    if some:
        audio = select(Track.audio_hash).where(in_ids_parameter(Track.id, "ids"))
        statement = statement.where(Analysis.audio_hash.in_(audio))
    return statement


def is_listed() -> ColumnElement[bool]:
    """Select the tracks that are not left out."""
    return Track.left_out == ""


def current_failures(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Select columns of tracks with a failure that still applies, as the file is unchanged."""
    unchanged = and_(
        Failure.track_id == Track.id,
        Failure.size == Track.size,
        Failure.mtime_ns == Track.mtime_ns,
    )
    return select(*columns).select_from(Failure).join(Track, unchanged)


def execute_raw(
    connection: Connection, statement: Statement, parameters: Mapping[str, Any] = _NO_PARAMETERS
) -> sqlite3.Cursor:
    """Execute a statement of this module; every column has plain values."""
    text, names, defaults = _compiled(statement)
    values = {**defaults, **parameters}
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver.execute(text, [values[name] for name in names])


@cache
def _compiled(statement: Statement) -> tuple[str, tuple[str, ...], Mapping[str, Any]]:
    """Compile a statement to its text, its parameters' names in order, and its own values."""
    compiled = statement.compile(dialect=sqlite.dialect())
    return str(compiled), tuple(compiled.positiontup or ()), dict(compiled.params)


def ids_parameter(ids: Iterable[int] | None) -> dict[str, str]:
    """Return the parameters of a statement about these tracks, or about all."""
    return {} if ids is None else {"ids": ids_to_json(ids)}


def _argmax_column(columns: Sequence[InstrumentedAttribute[Any]]) -> Any:
    """Return the index of the first highest column; of the last column where some are NULL."""
    indices = range(len(columns) - 1)
    highest = ((and_(*(columns[i] >= other for other in columns[i + 1 :])), i) for i in indices)
    return case(*highest, else_=len(columns) - 1)


def _filter_by_ids(
    statement: Statement, column: InstrumentedAttribute[int], by_ids: bool
) -> Statement:
    return statement.where(in_ids_parameter(column, "ids")) if by_ids else statement


Float64Array = npt.NDArray[np.float64]

_CHUNK_ROWS = 500  # rows fetched at a time, so that their memory is reused


def read_columns(
    connection: Connection,
    statement: Statement,
    parameters: Mapping[str, Any],
    *,
    numeric_count: int,
) -> tuple[list[list[Any]], Float64Array]:
    """Return the columns as SQLite has them, and the last ones as (numbers, n), NaN for NULL."""
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
    """Decode all paths at once, in a fifth of the time, unless one contains the separator."""
    out = os.fsdecode(b"\0".join(paths)).split("\0") if paths else []
    return out if len(out) == len(paths) else list(map(os.fsdecode, paths))
