"""Bulk inserts of analysis results, one for each table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, tuple_, update
from sqlalchemy.dialects.sqlite import insert as upsert

from moodtagger.core.acoustic_fingerprint import AcousticFingerprint
from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.messages import Message
from moodtagger.core.music_analysis import MUSIC_VERSION, MusicAnalysis
from moodtagger.core.prediction import AnalysisResult, Prediction
from moodtagger.store.analyses import blobs
from moodtagger.store.database.column_types import utc_now
from moodtagger.store.database.session import chunks, in_ids
from moodtagger.store.database.tables import (
    Analysis,
    Curve,
    Embedding,
    Failure,
    Model,
    Music,
    StoredFingerprint,
    StoredWaveform,
    Track,
)

TrackResult = tuple[int, str | None, str, AnalysisResult]  # track id, audio hash, model, result


def write_results(connection: Connection, results: Sequence[TrackResult]) -> None:
    """Save analyses and failures; see `Analyses.save`."""
    models = _ensure_models(connection, results)
    analyzed_at = utc_now()
    failed = [outcome for outcome in results if outcome[3].error]
    # Two copies of one song in a batch share one analysis.
    by_audio = {(o[1], o[2]): o[3] for o in results if o[1] is not None and not o[3].error}
    _save_failures(connection, failed, models, analyzed_at)
    rows, predictions = [], []
    for (digest, name), result in by_audio.items():
        rows.append(
            {
                **_result_columns(result, models[name][1]),
                **_key_columns(digest, models[name][0], analyzed_at),
            }
        )
        predictions.append((result.prediction, models[name][1]))
    by_digest = {digest: result for (digest, _), result in by_audio.items()}
    _save_fingerprints(connection, by_digest)
    save_waveforms(connection, {digest: r.waveform for digest, r in by_digest.items()})
    if rows:
        ids = _replace_analyses(connection, rows)
        _save_blobs(connection, ids, predictions)
        _save_music(connection, ids, [result.music for result in by_audio.values()])


def _ensure_models(
    connection: Connection, results: Iterable[TrackResult]
) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Return (id, labels) of each model by name, adding models and labels as needed.

    New labels are appended, so that older blobs stay readable.
    """
    models: dict[str, tuple[int, tuple[str, ...]]] = {}
    for _, _, name, result in results:
        predicted = () if result.prediction is None else tuple(result.prediction.moods)
        if name not in models:
            models[name] = ensure_model(connection, name)
        model_id, labels = models[name]
        extended = tuple(dict.fromkeys(labels + predicted))
        if extended != labels:
            connection.execute(update(Model).where(Model.id == model_id).values(labels=extended))
            models[name] = (model_id, extended)
    return models


def ensure_model(connection: Connection, name: str) -> tuple[int, tuple[str, ...]]:
    """Return the model's id and labels, adding it when the library has none of that name."""
    connection.execute(insert(Model).prefix_with("OR IGNORE"), {"name": name, "labels": ()})
    row = connection.execute(select(Model.id, Model.labels).where(Model.name == name)).one()
    return row.id, row.labels


def _key_columns(digest: str | None, model_id: int, analyzed_at: datetime) -> dict[str, Any]:
    return {"audio_hash": digest, "model_id": model_id, "heard": analyzed_at}


def _result_columns(result: AnalysisResult, labels: Sequence[str]) -> dict[str, Any]:
    info, p, music = result.info, result.prediction, result.music
    quadrants = [None] * 4 if p is None else [p.quadrant.get(q, 0.0) for q in QUADRANTS]
    return {
        "note": result.skip_reason,
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
        "moods": None if p is None else blobs.pack_moods(p, labels),
        "tempo": result.bpm,
        "speech": p and p.speech,
        "va_correlation": p and p.va_correlation,
        "attributes": p and blobs.pack_attributes(p.attributes),
        "music_version": 0 if p is not None and p.quick else MUSIC_VERSION,
        "music_key": music.key and music.key.key.code,
    }


def _replace_analyses(connection: Connection, rows: list[dict[str, Any]]) -> list[int]:
    """Insert analyses in place of older ones of the same audio and model, and return their ids."""
    pair = tuple_(Analysis.audio_hash, Analysis.model_id)
    for chunk in chunks([(row["audio_hash"], row["model_id"]) for row in rows]):
        connection.execute(delete(Analysis).where(pair.in_(chunk)))
    statement = insert(Analysis).returning(Analysis.id, sort_by_parameter_order=True)
    return list(connection.execute(statement, rows).scalars())


def _save_blobs(
    connection: Connection,
    ids: Sequence[int],
    predictions: Sequence[tuple[Prediction | None, Sequence[str]]],
) -> None:
    vectors, curves = [], []
    for analysis_id, (p, labels) in zip(ids, predictions, strict=True):
        if p is not None:
            vectors.append({"analysis_id": analysis_id, "vector": blobs.pack_vector(p.embedding)})
            windows = blobs.pack_segments(p.segments, labels)
            curves.append({"analysis_id": analysis_id, "windows": windows})
    if vectors:
        connection.execute(insert(Embedding), vectors)
        connection.execute(insert(Curve), curves)


def _save_music(connection: Connection, ids: Sequence[int], found: Sequence[MusicAnalysis]) -> None:
    rows = [
        {"analysis_id": analysis_id, "details": music.to_json()}
        for analysis_id, music in zip(ids, found, strict=True)
        if music != MusicAnalysis()
    ]
    if rows:
        connection.execute(insert(Music), rows)


def _save_fingerprints(connection: Connection, results: Mapping[str, AnalysisResult]) -> None:
    """Store acoustic fingerprints; one that changed has to be compared with the others again."""
    rows = [
        {
            "audio_hash": digest,
            "data": result.fingerprint,
            "keys": AcousticFingerprint.from_bytes(result.fingerprint)
            .keys()
            .astype("<u4")
            .tobytes(),
        }
        for digest, result in results.items()
        if result.fingerprint
    ]
    if rows:
        statement = upsert(StoredFingerprint)
        new = statement.excluded
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=[StoredFingerprint.audio_hash],
                set_={"keys": new["keys"], "data": new["data"], "recording": None},
                where=StoredFingerprint.data != new["data"],
            ),
            rows,
        )


def save_waveforms(connection: Connection, outlines: Mapping[str, bytes]) -> None:
    """Store outlines by the hash of their audio; empty ones replace nothing."""
    rows = [{"audio_hash": digest, "points": points} for digest, points in outlines.items()]
    if rows := [row for row in rows if row["points"]]:
        connection.execute(insert(StoredWaveform).prefix_with("OR REPLACE"), rows)


def _save_failures(
    connection: Connection,
    failed: Sequence[TrackResult],
    models: dict[str, tuple[int, tuple[str, ...]]],
    failed_at: datetime,
) -> None:
    """Store failures with the size and mtime that the files had when they were scanned."""
    chosen = in_ids(Track.id, [outcome[0] for outcome in failed])
    tracks = connection.execute(select(Track.id, Track.size, Track.mtime_ns).where(chosen))
    stamps = {row.id: {"size": row.size, "mtime_ns": row.mtime_ns} for row in tracks}
    rows = [
        {
            "track_id": track_id,
            "model_id": models[name][0],
            "failed": failed_at,
            "message": result.error,
            "message_data": Message.from_text(result.error).to_json(),
            **stamps[track_id],
        }
        for track_id, _, name, result in failed
        if track_id in stamps  # skip tracks removed in the meantime
    ]
    if rows:
        connection.execute(insert(Failure).prefix_with("OR REPLACE"), rows)
