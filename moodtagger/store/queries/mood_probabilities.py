"""Mood probabilities of many tracks: as columns, for one mood, and as matrices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import select

from moodtagger.core.vocabulary import TierThresholds
from moodtagger.store.analyses import blobs as pack
from moodtagger.store.analyses.analyses import shown_analysis
from moodtagger.store.analyses.blobs import SuggestedLabels
from moodtagger.store.analyses.thresholds import (
    ThresholdsByModel,
    group_by_blob_size,
    stored_suggestions,
)
from moodtagger.store.database.session import Session, in_ids
from moodtagger.store.database.tables import Analysis, Model, Track
from moodtagger.store.queries.personal_answers import PersonalAnswers

TOP_MOODS = 5
_COLUMNS = (Track.id, Analysis.audio_hash, Analysis.model_id, Analysis.moods.label("blob"))

RankedMoods = tuple[tuple[str, float], ...]
LabelsByModel = Mapping[int, tuple[str, ...]]  # model id -> mood labels


@dataclass(frozen=True, slots=True, eq=False)
class ModelGroup:
    """Tracks with the same model and labels: `indices` (g,), `probabilities` float32 (g, moods)."""

    model_id: int
    labels: tuple[str, ...]
    indices: npt.NDArray[np.intp]
    probabilities: npt.NDArray[np.float32]


class MoodColumns:
    """Moods of tracks, by their indices among all tracks that were read."""

    def __init__(
        self,
        models: npt.NDArray[np.float64],
        blobs: Sequence[bytes | None],
        labels: LabelsByModel,
        hidden: frozenset[str],
    ) -> None:
        """Take the model id and the blob of each track; no blob where there is no prediction."""
        self._hidden = hidden
        self._count = len(blobs)
        self.groups = _group_by_model(models, blobs, labels)
        self._group_of = np.full(self._count, -1, np.intp)
        self._row_in_group = np.zeros(self._count, np.intp)
        for number, group in enumerate(self.groups):
            self._group_of[group.indices] = number
            self._row_in_group[group.indices] = np.arange(len(group.indices))

    def top_moods(self, indices: Sequence[int]) -> list[RankedMoods]:
        """Return the most probable moods of these tracks, without the hidden ones."""
        requested = np.fromiter(indices, np.intp, len(indices))
        moods: list[RankedMoods] = [()] * len(requested)
        for number, group in enumerate(self.groups):
            positions = np.flatnonzero(self._group_of[requested] == number)
            if len(positions):
                probabilities = group.probabilities[self._row_in_group[requested[positions]]]
                found = pack.top_moods(probabilities, group.labels, TOP_MOODS, self._hidden)
                for i, top in zip(positions.tolist(), found, strict=True):
                    moods[i] = top
        return moods

    def proposals(
        self, thresholds: ThresholdsByModel, stored_confident: Sequence[tuple[str, ...] | None]
    ) -> tuple[npt.NDArray[np.int32], list[SuggestedLabels]]:
        """Return the suggestions of each track, as codes (n,) into a list of distinct ones.

        `stored_confident` are those at the time of the analysis; they count where the thresholds of
        the model are not stored.
        """
        codes: dict[SuggestedLabels, int] = {((), ()): 0}
        out = np.zeros(self._count, np.int32)
        has_thresholds = np.zeros(self._count, np.bool_)
        for group in self.groups:
            if group.model_id in thresholds:
                has_thresholds[group.indices] = True
                out[group.indices] = _suggestion_codes(group, thresholds[group.model_id], codes)
        for index in np.flatnonzero(~has_thresholds).tolist():
            if stored_confident[index]:
                moods = stored_suggestions(stored_confident[index] or (), self._hidden)
                out[index] = codes.setdefault(moods, len(codes))
        return out, list(codes)


def _group_by_model(
    models: npt.NDArray[np.float64], blobs: Sequence[bytes | None], labels: LabelsByModel
) -> list[ModelGroup]:
    filled_blobs = [blob or b"" for blob in blobs]
    sizes = np.fromiter(map(len, filled_blobs), np.int64, len(filled_blobs))
    with_blob = np.flatnonzero(sizes)
    if not len(with_blob):
        return []
    model = models[with_blob].astype(np.int64)
    size_base = int(sizes.max()) + 1
    out = []
    for key in np.unique(model * size_base + sizes[with_blob]).tolist():
        model_id, size = divmod(key, size_base)
        indices = with_blob[(model == model_id) & (sizes[with_blob] == size)]
        data = b"".join(map(filled_blobs.__getitem__, indices.tolist()))
        probabilities = np.frombuffer(data, "<f4").reshape(len(indices), -1)
        out.append(ModelGroup(model_id, labels[model_id][: size // 4], indices, probabilities))
    return out


def _suggestion_codes(
    group: ModelGroup, thresholds: TierThresholds, codes: dict[SuggestedLabels, int]
) -> npt.NDArray[np.int32]:
    """Return the code of each track's suggestions, adding new codes."""
    rows = pack.suggested_in(group.probabilities, group.labels, thresholds)
    if not rows.shape[1]:
        return np.zeros(len(rows), np.int32)
    # Equal rows are converted to labels once.
    keys: list[bytes] = np.ascontiguousarray(rows).view(f"V{rows.strides[0]}").ravel().tolist()
    code_of_key = {
        key: codes.setdefault(_labels_of(key, group.labels), len(codes))
        for key in dict.fromkeys(keys)
    }
    return np.fromiter(map(code_of_key.__getitem__, keys), np.int32, len(keys))


def _labels_of(key: bytes, labels: Sequence[str]) -> SuggestedLabels:
    return pack.suggested_labels(np.frombuffer(key, np.int16).tolist(), labels)


@dataclass(frozen=True, slots=True)
class MoodMatrix:
    """Probabilities by one model: `ids` int64 (n,), `labels` of m moods, (n, m) float32."""

    ids: npt.NDArray[np.int64]
    labels: tuple[str, ...]
    probabilities: npt.NDArray[np.float32]


class Moods:
    """Mood probabilities of many tracks."""

    def __init__(self, session: Session, personal: PersonalAnswers) -> None:
        self._session = session
        self._personal = personal

    def probabilities(
        self, mood: str, model: str | None = None
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Return track ids and probabilities of `mood`, both (n,), of the tracks that have one.

        As in `Songs.rows`, they are by `model`, or else by the model used last.
        """
        statement = (
            select(*_COLUMNS)
            .join(Analysis, Analysis.id == shown_analysis(model))
            .order_by(Track.id)
        )
        with self._session.read() as connection:
            found = connection.execute(statement).all()
            labels = {m.id: m.labels for m in connection.execute(select(Model.id, Model.labels))}
            found = self._personal.adjust_rows(connection, found, labels, None)
        return _extract_mood(found, labels, mood)

    def matrices(
        self, track_ids: Iterable[int] | None = None, model: str | None = None
    ) -> list[MoodMatrix]:
        """Return the probabilities of all tracks with a prediction, or of the given ones.

        As in `Songs.rows`, they are by `model`, or else by the model used last.
        """
        statement = (
            select(*_COLUMNS)
            .join(Analysis, Analysis.id == shown_analysis(model))
            .order_by(Track.id)
        )
        track_ids = None if track_ids is None else list(track_ids)
        if track_ids is not None:
            statement = statement.where(in_ids(Track.id, track_ids))
        with self._session.read() as connection:
            found = connection.execute(statement).all()
            labels = {m.id: m.labels for m in connection.execute(select(Model.id, Model.labels))}
            found = self._personal.adjust_rows(connection, found, labels, track_ids)
        out = []
        for (model_id, size), indices in group_by_blob_size(found).items():
            ids = np.asarray([found[i].id for i in indices], np.int64)
            blobs = b"".join(found[i].blob for i in indices)
            probabilities = np.frombuffer(blobs, "<f4").reshape(len(indices), -1)
            out.append(MoodMatrix(ids, labels[model_id][: size // 4], probabilities))
        return out


def _extract_mood(
    found: Sequence[Any], labels: dict[int, tuple[str, ...]], mood: str
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    ids = np.fromiter((row.id for row in found), np.int64, len(found))
    probabilities = np.full(len(found), np.nan, np.float32)
    for (model_id, size), indices in group_by_blob_size(found).items():
        names = labels[model_id][: size // 4]
        if mood in names:
            blobs = b"".join(found[i].blob for i in indices)
            probabilities[indices] = np.frombuffer(blobs, "<f4").reshape(len(indices), -1)[
                :, names.index(mood)
            ]
    known = ~np.isnan(probabilities)
    return ids[known], probabilities[known]
