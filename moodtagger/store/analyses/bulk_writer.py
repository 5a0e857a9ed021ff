"""Writing what was heard: one bulk insert a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, tuple_, update

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.prediction import Heard, Prediction
from moodtagger.store.analyses import blobs as pack
from moodtagger.store.database.column_types import now
from moodtagger.store.database.session import chunks, is_one_of
from moodtagger.store.database.tables import Analysis, Curve, Embedding, Failure, Model, Track

Outcome = tuple[int, str | None, str, Heard]  # track id, audio hash, model, what was heard


def save_all(connection: Connection, outcomes: Sequence[Outcome]) -> None:
    """Save analyses and failures; see `Analyses.save_heard`."""
    models = _models(connection, outcomes)
    heard_at = now()
    failed = [outcome for outcome in outcomes if outcome[3].error]
    # Two copies of one song in a batch are one analysis.
    heard = {(o[1], o[2]): o[3] for o in outcomes if o[1] is not None and not o[3].error}
    _save_failures(connection, failed, models, heard_at)
    rows, predictions = [], []
    for (digest, name), what in heard.items():
        rows.append({**_columns(what, models[name][1]), **_key(digest, models[name][0], heard_at)})
        predictions.append((what.prediction, models[name][1]))
    if rows:
        ids = _replace(connection, rows)
        _save_blobs(connection, ids, predictions)


def _models(
    connection: Connection, outcomes: Iterable[Outcome]
) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Name -> (id, labels) of the networks, which are added or given new labels as needed.

    New labels go to the end, so that older blobs stay readable.
    """
    models: dict[str, tuple[int, tuple[str, ...]]] = {}
    for _, _, name, heard in outcomes:
        spoken = () if heard.prediction is None else tuple(heard.prediction.moods)
        if name not in models:
            models[name] = model_of(connection, name)
        model_id, labels = models[name]
        grown = tuple(dict.fromkeys(labels + spoken))
        if grown != labels:
            connection.execute(update(Model).where(Model.id == model_id).values(labels=grown))
            models[name] = (model_id, grown)
    return models


def model_of(connection: Connection, name: str) -> tuple[int, tuple[str, ...]]:
    """The network's id and labels; it is added when the library has none of that name."""
    connection.execute(insert(Model).prefix_with("OR IGNORE"), {"name": name, "labels": ()})
    row = connection.execute(select(Model.id, Model.labels).where(Model.name == name)).one()
    return row.id, row.labels


def _key(digest: str | None, model_id: int, heard_at: datetime) -> dict[str, Any]:
    return {"audio_hash": digest, "model_id": model_id, "heard": heard_at}


def _columns(heard: Heard, labels: Sequence[str]) -> dict[str, Any]:
    info, p = heard.info, heard.prediction
    quadrants = [None] * 4 if p is None else [p.quadrant.get(q, 0.0) for q in QUADRANTS]
    return {
        "note": heard.note,
        "duration_s": info and info.duration_s,
        "sample_rate": info and info.sample_rate,
        "channels": info and info.channels,
        "codec": info and info.codec,
        "valence": p and p.valence,
        "arousal": p and p.arousal,
        "valence_sd": p and p.valence_sd,
        "arousal_sd": p and p.arousal_sd,
        **dict(zip(map(str, QUADRANTS), quadrants, strict=True)),
        "quick": p is not None and p.quick,
        "confident": () if p is None else p.confident,
        "moods": None if p is None else pack.pack_moods(p, labels),
        "tempo": heard.tempo,
    }


def _replace(connection: Connection, rows: list[dict[str, Any]]) -> list[int]:
    """Insert analyses in place of older ones of the same audio and network; their ids."""
    pair = tuple_(Analysis.audio_hash, Analysis.model_id)
    for part in chunks([(row["audio_hash"], row["model_id"]) for row in rows]):
        connection.execute(delete(Analysis).where(pair.in_(part)))
    returning = insert(Analysis).returning(Analysis.id, sort_by_parameter_order=True)
    return list(connection.execute(returning, rows).scalars())


def _save_blobs(
    connection: Connection,
    ids: Sequence[int],
    predictions: Sequence[tuple[Prediction | None, Sequence[str]]],
) -> None:
    vectors, curves = [], []
    for analysis_id, (p, labels) in zip(ids, predictions, strict=True):
        if p is not None:
            vectors.append({"analysis_id": analysis_id, "vector": pack.pack_vector(p.embedding)})
            windows = pack.pack_segments(p.segments, labels)
            curves.append({"analysis_id": analysis_id, "windows": windows})
    if vectors:
        connection.execute(insert(Embedding), vectors)
        connection.execute(insert(Curve), curves)


def _save_failures(
    connection: Connection,
    failed: Sequence[Outcome],
    models: dict[str, tuple[int, tuple[str, ...]]],
    failed_at: datetime,
) -> None:
    """Remember failures with the size and mtime the files had when they were scanned."""
    chosen = is_one_of(Track.id, [outcome[0] for outcome in failed])
    tracks = connection.execute(select(Track.id, Track.size, Track.mtime_ns).where(chosen))
    stamps = {row.id: {"size": row.size, "mtime_ns": row.mtime_ns} for row in tracks}
    rows = [
        {
            "track_id": track_id,
            "model_id": models[name][0],
            "failed": failed_at,
            "message": heard.error,
            **stamps[track_id],
        }
        for track_id, _, name, heard in failed
        if track_id in stamps  # removed in the meantime
    ]
    if rows:
        connection.execute(insert(Failure).prefix_with("OR REPLACE"), rows)
