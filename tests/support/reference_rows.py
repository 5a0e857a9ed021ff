"""Rows of a library built one by one, as a reference for the table that is built in bulk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np
from sqlalchemy import Connection, select

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.speech import SPEECH
from moodtagger.core.tracks import FileTags, SongRow, TrackState
from moodtagger.store import Library
from moodtagger.store.analyses.analyses import shown_analysis
from moodtagger.store.analyses.blobs import unpack_attributes
from moodtagger.store.database.statements import current_failures
from moodtagger.store.database.tables import Analysis, Decision, Failure, Model, Track
from moodtagger.store.queries.track_table import track_state

_NO_MOODS: tuple[str, ...] = ()


def reference_rows(library: Library, model: str | None) -> list[SongRow]:
    """Return what `library.songs.rows` should return."""
    statement = select(*Track.__table__.c, *Analysis.__table__.c).select_from(Track)
    statement = statement.outerjoin(Analysis, Analysis.id == shown_analysis(model)).order_by(
        Track.id
    )
    songs, corrections = len(Track.__table__.c), library.corrections.load()
    with library.session.read() as connection:
        thresholds = library.thresholds.current(connection)
        rows = []
        for row in connection.execute(statement).all():
            track = dict(zip(Track.__table__.c.keys(), row[:songs], strict=True))
            analysis = dict(zip(Analysis.__table__.c.keys(), row[songs:], strict=True))
            network = connection.execute(
                select(Model).where(Model.id == analysis["model_id"])
            ).first()
            probabilities = _mood_probabilities(
                analysis, network, library.thresholds.mood_preferences.hidden
            )
            failure = _failure(connection, track, model)
            decisions = _decisions(
                connection, track["id"], library.thresholds.mood_preferences.hidden
            )
            rows.append(
                _row(
                    library,
                    track,
                    analysis,
                    network,
                    probabilities,
                    failure,
                    decisions,
                    thresholds,
                    model,
                )
            )
    rows = [_with_correction(row, corrections) for row in rows]
    return [_without_moods(row) if _is_speech(row) else row for row in rows]


def _is_speech(row: SongRow) -> bool:
    return row.tags.genre == "Audiobook" and row.correction is None and not row.accepted


def _without_moods(row: SongRow) -> SongRow:
    state = row.state if row.state is TrackState.ABSENT else TrackState.SPEECH
    row = replace(row, moods=(), proposed=(), likely=(), state=state, message=SPEECH)
    return replace(row, valence=None, arousal=None, quadrant=None, confidence=None)


def _mood_probabilities(
    analysis: dict[str, Any], network: Any, hidden: frozenset[str]
) -> dict[str, float]:
    values = np.frombuffer(analysis["moods"] or b"", "<f4").tolist()
    labels = network.labels if network is not None else ()
    labeled = zip(labels, values, strict=False)
    return {label: probability for label, probability in labeled if label not in hidden}


def _failure(connection: Connection, track: dict[str, Any], model: str | None) -> str:
    """Return its own failure, else that of a copy; the active model and later ones count more."""
    order = (Model.name == model, Failure.failed)
    listed = connection.execute(
        current_failures(Track.id, Track.audio_hash, Failure.message).join(Model).order_by(*order)
    ).all()
    own: list[str] = [text for track_id, _, text in listed if track_id == track["id"]]
    same = [text for _, digest, text in listed if digest and digest == track["audio_hash"]]
    return (own or same or [""])[-1]


def _decisions(
    connection: Connection, track_id: int, hidden: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    listed = connection.execute(
        select(Decision.mood, Decision.accepted)
        .where(Decision.track_id == track_id)
        .order_by(Decision.decided)
    ).all()
    visible = [(mood, accepted) for mood, accepted in listed if mood not in hidden]
    return (
        tuple(mood for mood, accepted in visible if accepted),
        tuple(mood for mood, accepted in visible if not accepted),
    )


def _row(
    library: Library,
    track: dict[str, Any],
    analysis: dict[str, Any],
    network: Any,
    probabilities: dict[str, float],
    failure: str,
    decisions: tuple[tuple[str, ...], tuple[str, ...]],
    thresholds: Any,
    model: str | None,
) -> SongRow:
    ranked = sorted(probabilities.items(), key=lambda item: -item[1])
    confident = analysis["confident"] or ()
    hidden = library.thresholds.mood_preferences.hidden
    proposed, likely = tuple(mood for mood in confident if mood not in hidden)[:5], _NO_MOODS
    if analysis["moods"] and analysis["model_id"] in thresholds:
        clear_from, likely_from = thresholds[analysis["model_id"]]
        proposed = _reaching(ranked, clear_from)[:5]
        others = [item for item in ranked if item[0] not in _reaching(ranked, clear_from)]
        likely = _reaching(others, likely_from)[: 5 - len(proposed)]
    quadrants = [analysis[quadrant.value] for quadrant in QUADRANTS]
    confidence = None if None in quadrants else max(quadrants)
    return SongRow(
        track_id=track["id"],
        path=track["path"],
        tags=FileTags(**{field.name: track[field.name] for field in fields(FileTags)}),
        duration_s=analysis["duration_s"],
        state=track_state(
            absent=track["absent"],
            analyzed=network is not None,
            failed=bool(failure),
            confident=proposed,
            accepted=decisions[0],
            rejected=decisions[1],
            file_moods=track["moods"],
            names=library.thresholds.mood_preferences.names,
        ),
        valence=analysis["valence"],
        arousal=analysis["arousal"],
        quadrant=None if confidence is None else QUADRANTS[quadrants.index(confidence)],
        confidence=confidence,
        moods=tuple(ranked[:5]),
        proposed=proposed,
        likely=likely,
        accepted=decisions[0],
        rejected=decisions[1],
        message=analysis["note"] if network is not None else failure,
        predicted_bpm=analysis["tempo"],
        stale=network is not None and model is not None and network.name != model,
        added=track["added"],
        attributes=unpack_attributes(analysis["attributes"]),
    )


def _reaching(ranked: list[tuple[str, float]], minimum: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(m for m, p in ranked if m in minimum and np.float32(p) >= np.float32(minimum[m]))


def _with_correction(row: SongRow, corrections: dict[int, Any]) -> SongRow:
    return replace(row, correction=corrections.get(row.track_id))
