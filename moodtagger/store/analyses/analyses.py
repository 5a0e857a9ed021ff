"""Analysis results: saved in bulk, shared by copies, kept across updates of the app."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import ScalarSelect, Select, bindparam, func, select

from moodtagger.core.circumplex import Quadrant
from moodtagger.core.music_analysis import BeatEstimate, MusicAnalysis
from moodtagger.core.prediction import AnalysisResult, AudioInfo, Prediction
from moodtagger.runtime import gc_disabled
from moodtagger.store.analyses import blobs
from moodtagger.store.analyses.bulk_writer import save_waveforms, write_results
from moodtagger.store.analyses.thresholds import Thresholds, select_suggestions
from moodtagger.store.database.session import Session, in_ids
from moodtagger.store.database.statements import (
    Statement,
    current_failures,
    is_listed,
    read_columns,
)
from moodtagger.store.database.tables import (
    Analysis,
    Curve,
    Embedding,
    Model,
    Music,
    StoredWaveform,
    Track,
)


class Analyses:
    """The analyses of the library."""

    def __init__(self, session: Session, thresholds: Thresholds) -> None:
        self._session = session
        self._thresholds = thresholds

    def analyzed_hashes(
        self, model: str, *, any_model: bool = False, only_complete: bool = False
    ) -> set[str]:
        """Return the hashes of audio that this model need not analyze again.

        It analyzed them, or failed to, in a file that is unchanged since.

        With `any_model` also what other models analyzed; with `only_complete` not what was only
        analyzed quickly.
        """
        analyzed = select(Analysis.audio_hash)
        if not any_model:
            analyzed = analyzed.join(Model).where(Model.name == model)
        if only_complete:
            analyzed = analyzed.where(~Analysis.quick)
        failed = current_failures(Track.audio_hash).join(Model).where(Model.name == model)
        with self._session.read() as connection:
            found = set(connection.execute(analyzed).scalars())
            found |= set(connection.execute(failed).scalars())
        return {digest for digest in found if digest is not None}

    def save(self, results: Sequence[tuple[int, str | None, str, AnalysisResult]]) -> None:
        """Save (track id, audio hash, model, result) of several tracks in one commit.

        A newer analysis of the same audio by the same model replaces the older one. A failure is
        stored for the track with the current stamp of its file, and needs no hash. A result with
        neither hash nor failure cannot be stored: its track keeps waiting.
        """
        with self._session.write() as connection:
            write_results(connection, results)

    def prediction(self, track_id: int, model: str | None = None) -> Prediction | None:
        """Return the prediction of a track by `model`, or else the newest one."""
        statement = (
            _select_of_track(track_id, model, Analysis, Analysis.moods.label("blob"))
            .add_columns(Model.name, Model.labels, Embedding.vector, Curve.windows)
            .join(Embedding, Embedding.analysis_id == Analysis.id)
            .join(Curve, Curve.analysis_id == Analysis.id)
        )
        with self._session.read() as connection:
            row = connection.execute(statement).one_or_none()
            if row is None:
                return None
            (suggested,) = select_suggestions(
                [row], {row.model_id: row.labels}, self._thresholds.current(connection)
            )
        return self._thresholds.mood_preferences.visible(_to_prediction(row, suggested))

    def audio_info(self, track_id: int) -> AudioInfo | None:
        """Return the audio properties of the track's file; None before it was analyzed."""
        columns = (Analysis.duration_s, Analysis.sample_rate, Analysis.channels, Analysis.codec)
        with self._session.read() as connection:
            row = connection.execute(_select_of_track(track_id, None, *columns)).one_or_none()
        return None if row is None or row.duration_s is None else AudioInfo(*row)

    def music(self, track_id: int) -> MusicAnalysis:
        """Return key, beats and energy of a track, as far as they are known."""
        statement = _select_of_track(track_id, None, Music.details).join(
            Music, Music.analysis_id == Analysis.id
        )
        with self._session.read() as connection:
            details = connection.execute(statement).scalar_one_or_none()
        return MusicAnalysis() if details is None else MusicAnalysis.from_json(details)

    def waveform(self, track_id: int) -> bytes:
        """Return the outline of a track, uint8 from 0 to 255; empty where it is not known."""
        statement = (
            select(StoredWaveform.points)
            .join(Track, Track.audio_hash == StoredWaveform.audio_hash)
            .where(Track.id == track_id)
        )
        with self._session.read() as connection:
            return connection.execute(statement).scalar_one_or_none() or b""

    def save_waveform(self, track_id: int, points: bytes) -> None:
        """Store the outline of a track whose audio is known."""
        with self._session.write() as connection:
            digest = connection.scalar(select(Track.audio_hash).where(Track.id == track_id))
            save_waveforms(connection, {digest: points} if digest else {})

    def beats(self, track_ids: Iterable[int]) -> dict[int, BeatEstimate]:
        """Return by track id the beats of those of these tracks that have any."""
        statement = (
            select(Track.id, Music.details)
            .join(Music, Music.analysis_id == shown_analysis(None))
            .where(in_ids(Track.id, track_ids))
        )
        with self._session.read() as connection:
            found = connection.execute(statement).all()
        beats = {track_id: MusicAnalysis.from_json(details).beat for track_id, details in found}
        return {track_id: beat for track_id, beat in beats.items() if beat is not None}

    def embeddings(
        self, model: str | None = None
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Return track ids, shape (n,), and their embeddings, shape (n, d), of one model.

        Without `model` it is the one used last; embeddings of two models cannot be compared. Absent
        tracks are included. The embeddings must not be modified.
        """
        with self._session.read() as connection:
            name = model or connection.scalar(_newest_model())
            with gc_disabled():
                (vectors,), (ids,) = read_columns(
                    connection, _embeddings_statement(), {"model": name}, numeric_count=1
                )
        if not vectors:
            return np.empty(0, np.int64), np.empty((0, 0), np.float32)
        matrix = np.frombuffer(b"".join(vectors), "<f4").reshape(len(vectors), -1)
        return ids.astype(np.int64), matrix.astype(np.float32, copy=False)

    def count_by_model(self, track_ids: Iterable[int] | None = None) -> dict[str, int]:
        """Count the tracks that each model has analyzed; of all present ones without ids."""
        statement = (
            select(Model.name, func.count())
            .select_from(Track)
            .join(Analysis, Analysis.audio_hash == Track.audio_hash)
            .join(Embedding, Embedding.analysis_id == Analysis.id)
            .join(Model, Model.id == Analysis.model_id)
            .group_by(Model.name)
        )
        chosen = in_ids(Track.id, track_ids or ())
        if track_ids is None:
            chosen = ~Track.absent & is_listed()
        with self._session.read() as connection:
            found = connection.execute(statement.where(chosen)).all()
        return {row[0]: row[1] for row in found}


def shown_analysis(model: str | None) -> ScalarSelect[int]:
    """Select the id of the analysis that is shown of a track: by `model`, or else the newest."""
    requested_model = select(Model.id).where(Model.name == model).scalar_subquery()
    return (
        select(Analysis.id)
        .where(Analysis.audio_hash == Track.audio_hash)
        .order_by((Analysis.model_id == func.coalesce(requested_model, -1)).desc())
        .order_by(Analysis.heard.desc(), Analysis.id.desc())
        .limit(1)
        .correlate(Track)
        .scalar_subquery()
    )


def _select_of_track(track_id: int, model: str | None, *columns: Any) -> Select[*tuple[Any, ...]]:
    chosen = select(shown_analysis(model)).where(Track.id == track_id).scalar_subquery()
    return select(*columns).select_from(Analysis).join(Model).where(Analysis.id == chosen)


def _newest_model() -> Select[str]:
    newest = select(Analysis.model_id).order_by(Analysis.heard.desc()).limit(1).scalar_subquery()
    return select(Model.name).where(Model.id == newest)


@cache
def _embeddings_statement() -> Statement:
    """Select the embeddings of the parameter `model`; the last column is numeric."""
    return (
        select(Embedding.vector, Track.id)
        .join(Analysis, Analysis.audio_hash == Track.audio_hash)
        .join(Model, Model.id == Analysis.model_id)
        .join(Embedding, Embedding.analysis_id == Analysis.id)
        .where(Model.name == bindparam("model"), is_listed())
        .order_by(Track.id)
    )


def _to_prediction(row: Any, suggested: blobs.SuggestedLabels) -> Prediction:
    # Labels that the model gained after this analysis come last, beyond the end of its blobs.
    labels = row.labels[: len(row.moods) // 4]
    return Prediction(
        valence=row.valence,
        arousal=row.arousal,
        valence_sd=row.valence_sd,
        arousal_sd=row.arousal_sd,
        quadrant=dict(zip(Quadrant, (row.happy, row.angry, row.sad, row.relaxed), strict=True)),
        moods=blobs.unpack_moods(row.moods, labels),
        confident=suggested[0],
        likely=suggested[1],
        segments=blobs.unpack_segments(row.windows, labels),
        embedding=blobs.unpack_vector(row.vector),
        model=row.name,
        quick=row.quick,
        speech=row.speech,
        va_correlation=row.va_correlation or 0.0,
        attributes=blobs.unpack_attributes(row.attributes),
    )
