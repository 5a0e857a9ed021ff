"""The decisions of the current listener, with what one model says about their songs."""

from __future__ import annotations

from functools import cache

import numpy as np
from sqlalchemy import bindparam, select

from moodtagger.core.taste import MoodDecision, PositionDecision, TasteExamples
from moodtagger.store.analyses import blobs
from moodtagger.store.database import statements
from moodtagger.store.database.column_types import parse_string_list
from moodtagger.store.database.session import Session
from moodtagger.store.database.statements import Statement, execute_raw
from moodtagger.store.database.tables import (
    Analysis,
    Decision,
    Embedding,
    Model,
    Track,
    TrackCorrection,
)


class TasteExampleReader:
    """Reads examples; the model's own answers, as no personal layer may learn from itself."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def read(self, model: str) -> TasteExamples:
        """Return the decisions about songs that `model` has analyzed, oldest first."""
        parameters = {"model": model, "profile": self._session.profile_id}
        with self._session.read() as connection:
            labels = {
                name: parse_string_list(text)
                for _, text, name in execute_raw(connection, statements.all_models())
            }.get(model, ())
            decided = execute_raw(connection, _decisions(), parameters).fetchall()
            corrected = execute_raw(connection, _corrections(), parameters).fetchall()
        column_of = {label: i for i, label in enumerate(labels)}
        moods = []
        for digest, time, vector, mood, accepted, packed in decided:
            column = column_of.get(mood)
            if column is not None and 4 * column < len(packed):
                probability = float(np.frombuffer(packed, "<f4", 1, 4 * column)[0])
                embedding = blobs.unpack_vector(vector)
                moods.append(
                    MoodDecision(digest, time, embedding, mood, bool(accepted), probability)
                )
        positions = [
            PositionDecision(
                digest, time, blobs.unpack_vector(vector), (valence, arousal), (own_v, own_a)
            )
            for digest, time, vector, own_v, own_a, valence, arousal in corrected
        ]
        return TasteExamples(model, moods, positions)


@cache
def _decisions() -> Statement:
    """Select decisions of the parameter `profile` about songs that `model` has analyzed."""
    return (
        select(
            *(Track.audio_hash, Decision.decided, Embedding.vector),
            *(Decision.mood, Decision.accepted, Analysis.moods),
        )
        .join(Track, Track.id == Decision.track_id)
        .join(Analysis, Analysis.audio_hash == Track.audio_hash)
        .join(Model, Model.id == Analysis.model_id)
        .join(Embedding, Embedding.analysis_id == Analysis.id)
        .where(Model.name == bindparam("model"), Decision.profile_id == bindparam("profile"))
        .order_by(Decision.decided, Decision.track_id, Decision.mood)
    )


@cache
def _corrections() -> Statement:
    """Select the corrected positions likewise."""
    return (
        select(
            *(Track.audio_hash, TrackCorrection.corrected, Embedding.vector),
            *(TrackCorrection.valence, TrackCorrection.arousal),
            *(Analysis.valence, Analysis.arousal),
        )
        .join(Track, Track.id == TrackCorrection.track_id)
        .join(Analysis, Analysis.audio_hash == Track.audio_hash)
        .join(Model, Model.id == Analysis.model_id)
        .join(Embedding, Embedding.analysis_id == Analysis.id)
        .where(Model.name == bindparam("model"), TrackCorrection.profile_id == bindparam("profile"))
        .order_by(TrackCorrection.corrected, TrackCorrection.track_id)
    )
