"""Features of all tracks of a model, as columns for similarity search."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from sqlalchemy import BindParameter, and_, bindparam, exists, func, select

from moodtagger.core.albums import AlbumColumns, album_keys
from moodtagger.core.speech import speech_mask
from moodtagger.core.text_order import fold
from moodtagger.runtime import gc_disabled
from moodtagger.store.analyses.thresholds import Thresholds
from moodtagger.store.database.column_types import parse_string_list
from moodtagger.store.database.session import Session
from moodtagger.store.database.statements import (
    Statement,
    all_models,
    decode_paths,
    execute_raw,
    is_listed,
    read_columns,
)
from moodtagger.store.database.tables import (
    Analysis,
    Decision,
    Embedding,
    Model,
    Track,
    TrackCorrection,
)
from moodtagger.store.queries.personal_answers import PersonalAnswers

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True, eq=False)
class SimilarityFeatures:
    """Tracks by id; see `SimilarityIndex` for the contents of the columns."""

    ids: npt.NDArray[np.int64]
    moods: npt.NDArray[np.float32]
    plane: npt.NDArray[np.float32]
    bpm: npt.NDArray[np.float32]
    artist: npt.NDArray[np.int32]
    album: npt.NDArray[np.int32]
    present: npt.NDArray[np.bool_]

    def take(self, rows: npt.NDArray[np.intp]) -> SimilarityFeatures:
        """Return only the tracks in these rows."""
        return SimilarityFeatures(*(getattr(self, name)[rows] for name in self.__slots__))


class SimilarityFeatureReader:
    """Reads the columns in one query; 100,000 tracks take about half a second."""

    def __init__(self, session: Session, thresholds: Thresholds, personal: PersonalAnswers) -> None:
        self._session = session
        self._thresholds = thresholds
        self._personal = personal

    def features(self, model: str, labels: Sequence[str]) -> SimilarityFeatures:
        """Read all tracks that have an embedding by `model`, with the probabilities of `labels`.

        A correction of the user takes precedence over the prediction, and the tempo of the tags
        over the predicted one. A mood that the model lacks has probability 0.
        """
        with gc_disabled(), self._session.read() as connection:
            labels_by_model = {
                name: parse_string_list(text)
                for _, text, name in execute_raw(connection, all_models())
            }
            parameters = {"model": model, "profile": self._session.profile_id}
            (paths, artists, albums, album_artists, genres, blobs, digests), numbers = read_columns(
                connection, _features_statement(), parameters, numeric_count=12
            )
            ids, absent, speech, decided, compilation, disc, track, *points, bpm = numbers
            valence, arousal, own_valence, own_arousal = points
            moods = _mood_matrix(blobs, labels_by_model.get(model, ()), labels)
            personal = self._personal.read(connection, digests, None)
            if personal is not None and personal.layer.model == model:
                is_personal = personal.rows >= 0
                valence, arousal, _ = personal.positions(is_personal, valence, arousal)
                indices = np.flatnonzero(is_personal)
                adjusted = moods[indices]
                personal.adjust_moods(adjusted, labels, indices.tolist())
                moods[indices] = adjusted
            corrected = ~np.isnan(own_valence)
            valence = np.where(corrected, own_valence, valence)
            arousal = np.where(corrected, own_arousal, arousal)
            decoded_paths = decode_paths(paths)
            is_music = np.ones(len(ids), np.bool_)
            if self._thresholds.detects_speech:
                is_music = ~speech_mask(decoded_paths, genres, speech) | (decided > 0)
            songs = AlbumColumns(
                *(albums, album_artists, artists, decoded_paths), *(compilation, disc, track)
            )
            return SimilarityFeatures(
                ids.astype(np.int64),
                moods,
                np.array([valence, arousal], np.float32).T.copy(),
                bpm.astype(np.float32),
                _factorize(artists, lambda artist: fold(artist) or None),
                _factorize(album_keys(songs), lambda key: key),
                (absent == 0) & is_music,
            )


@cache
def _features_statement() -> Statement:
    """Select the features of the parameter `model`; the last twelve columns are numeric."""
    profile: BindParameter[Any] = bindparam("profile")
    accepted = exists().where(
        Decision.track_id == Track.id, Decision.accepted, Decision.profile_id == profile
    )
    is_decided = accepted | TrackCorrection.track_id.is_not(None)
    return (
        select(
            *(Track.path, Track.artist, Track.album, Track.album_artist, Track.genre),
            *(
                Analysis.moods,
                Analysis.audio_hash,
                Track.id,
                Track.absent,
                Analysis.speech,
                is_decided,
            ),
            *(Track.compilation, Track.disc, Track.track),
            *(Analysis.valence, Analysis.arousal),
            *(TrackCorrection.valence, TrackCorrection.arousal),
            func.coalesce(func.nullif(Track.bpm, 0), Analysis.tempo),
        )
        .join(Analysis, Analysis.audio_hash == Track.audio_hash)
        .join(Model, Model.id == Analysis.model_id)
        .join(Embedding, Embedding.analysis_id == Analysis.id)
        .outerjoin(
            TrackCorrection,
            and_(TrackCorrection.track_id == Track.id, TrackCorrection.profile_id == profile),
        )
        .where(Model.name == bindparam("model"), is_listed())
        .order_by(Track.id)
    )


def _factorize(values: Sequence[T], key: Callable[[T], Any]) -> npt.NDArray[np.int32]:
    """Return equal codes for equal keys, -1 for None; each key is computed once."""
    code_of_key: dict[Any, int] = {None: -1}
    codes = {
        value: code_of_key.setdefault(key(value), len(code_of_key))
        for value in dict.fromkeys(values)
    }
    return np.fromiter(map(codes.__getitem__, values), np.int32, len(values))


def _mood_matrix(
    blobs: Sequence[bytes], known: Sequence[str], labels: Sequence[str]
) -> npt.NDArray[np.float32]:
    out = np.zeros((len(blobs), len(labels)), np.float32)
    sizes = np.fromiter(map(len, blobs), np.int64, len(blobs)) // 4
    for size in np.unique(sizes).tolist():  # blobs are shorter from before the model gained labels
        rows = np.flatnonzero(sizes == size)
        probabilities = np.frombuffer(b"".join(map(blobs.__getitem__, rows.tolist())), "<f4")
        column_of = {label: i for i, label in enumerate(known[:size])}
        target_columns = np.array(
            [i for i, label in enumerate(labels) if label in column_of], np.intp
        )
        source_columns = [column_of[labels[column]] for column in target_columns]
        out[rows[:, np.newaxis], target_columns] = probabilities.reshape(len(rows), size)[
            :, source_columns
        ]
    return out
