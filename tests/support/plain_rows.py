"""The rows of a library made one by one, as plainly as can be: what the quick way is held to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from sqlalchemy import Connection, select

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.tracks import FileTags, SongRow
from moodtagger.store import Library
from moodtagger.store.analyses.analyses import shown_analysis
from moodtagger.store.database.statements import current_failures
from moodtagger.store.database.tables import Analysis, Decision, Failure, Model, Track
from moodtagger.store.tracks.track_state import state_of


def plain_rows(library: Library, model: str | None) -> list[SongRow]:
    """What `Library.rows` is to give."""
    chosen = select(*Track.__table__.c, *Analysis.__table__.c).select_from(Track)
    chosen = chosen.outerjoin(Analysis, Analysis.id == shown_analysis(model)).order_by(Track.id)
    songs, corrections = len(Track.__table__.c), library.corrections()
    with library._read() as connection:
        limits = library._limits(connection)
        rows = []
        for row in connection.execute(chosen).all():
            track = dict(zip(Track.__table__.c.keys(), row[:songs], strict=True))
            heard = dict(zip(Analysis.__table__.c.keys(), row[songs:], strict=True))
            network = connection.execute(select(Model).where(Model.id == heard["model_id"])).first()
            shares = _shares(heard, network, library.choice.hidden)
            failure = _failure(connection, track, model)
            decided = _decided(connection, track["id"], library.choice.hidden)
            rows.append(
                _row(library, track, heard, network, shares, failure, decided, limits, model)
            )
    return [_with(row, corrections) for row in rows]


def _shares(heard: dict[str, Any], network: Any, hidden: frozenset[str]) -> dict[str, float]:
    values = np.frombuffer(heard["moods"] or b"", "<f4").tolist()
    labels = network.labels if network is not None else ()
    named = zip(labels, values, strict=False)
    return {label: share for label, share in named if label not in hidden}


def _failure(connection: Connection, track: dict[str, Any], model: str | None) -> str:
    """Its own failure, else that of a copy; the network in use and later ones count more."""
    order = (Model.name == model, Failure.failed)
    listed = connection.execute(
        current_failures(Track.id, Track.audio_hash, Failure.message).join(Model).order_by(*order)
    ).all()
    own: list[str] = [text for track_id, _, text in listed if track_id == track["id"]]
    same = [text for _, digest, text in listed if digest and digest == track["audio_hash"]]
    return (own or same or [""])[-1]


def _decided(
    connection: Connection, track_id: int, hidden: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    listed = connection.execute(
        select(Decision.mood, Decision.accepted)
        .where(Decision.track_id == track_id)
        .order_by(Decision.decided)
    ).all()
    seen = [(mood, accepted) for mood, accepted in listed if mood not in hidden]
    return (
        tuple(mood for mood, accepted in seen if accepted),
        tuple(mood for mood, accepted in seen if not accepted),
    )


def _row(
    library: Library,
    track: dict[str, Any],
    heard: dict[str, Any],
    network: Any,
    shares: dict[str, float],
    failure: str,
    decided: tuple[tuple[str, ...], tuple[str, ...]],
    limits: Any,
    model: str | None,
) -> SongRow:
    ranked = sorted(shares.items(), key=lambda item: -item[1])
    told = heard["confident"] or ()
    proposed = tuple(mood for mood in told if mood not in library.choice.hidden)
    if heard["moods"] and heard["model_id"] in limits:
        least = limits[heard["model_id"]]
        proposed = tuple(
            m for m, p in ranked if m in least and np.float32(p) >= np.float32(least[m])
        )
    tags = ("title", "artist", "album", "genre", "moods", "bpm", "key")
    quadrants = [heard[quadrant.value] for quadrant in QUADRANTS]
    best = None if None in quadrants else max(quadrants)
    return SongRow(
        track_id=track["id"],
        path=track["path"],
        tags=FileTags(*(track[name] for name in tags)),
        duration_s=heard["duration_s"],
        state=state_of(
            absent=track["absent"],
            heard=network is not None,
            failed=bool(failure),
            confident=proposed,
            accepted=decided[0],
            rejected=decided[1],
            in_file=track["moods"],
            names=library.choice.names,
        ),
        valence=heard["valence"],
        arousal=heard["arousal"],
        quadrant=None if best is None else QUADRANTS[quadrants.index(best)],
        confidence=best,
        moods=tuple(ranked[:5]),
        proposed=proposed,
        accepted=decided[0],
        rejected=decided[1],
        message=heard["note"] if network is not None else failure,
        heard_tempo=heard["tempo"],
        older=network is not None and model is not None and network.name != model,
    )


def _with(row: SongRow, corrections: dict[int, Any]) -> SongRow:
    return replace(row, correction=corrections.get(row.track_id))
