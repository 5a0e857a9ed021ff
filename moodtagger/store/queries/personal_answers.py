"""The personal layer applied to analyses as they are read; what is stored stays the model's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, bindparam, select

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.personal_layer import PersonalLayer, move_quadrant, quadrant_codes
from moodtagger.core.prediction import Prediction
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.store.database import statements
from moodtagger.store.database.session import in_ids_parameter
from moodtagger.store.database.statements import (
    Float64Array,
    Statement,
    execute_raw,
    ids_parameter,
)
from moodtagger.store.database.tables import Analysis, Embedding, Model, Track

Float32Array = npt.NDArray[np.float32]


class PersonalAnswers:
    """Applies `layer`, if there is one, to what queries read; see `core.personal_layer`."""

    def __init__(self) -> None:
        self.layer: PersonalLayer | None = None

    def read(
        self, connection: Connection, digests: Sequence[str | None], ids: Sequence[int] | None
    ) -> PersonalSongs | None:
        """Read what the layer needs of these songs; None when it changes nothing.

        `digests` are the hashes of the songs' audio, `ids` their track ids, or None for all songs.
        """
        layer = self.layer  # another thread may replace it
        if not layer:
            return None
        parameters = {"model": layer.model, **ids_parameter(ids)}
        found = execute_raw(connection, _embeddings(some=ids is not None), parameters).fetchall()
        model_ids = execute_raw(connection, statements.model_id(), {"model": layer.model})
        row_of = {digest: row for row, (digest, _) in enumerate(found)}
        rows = [row_of.get(digest, -1) for digest in digests]
        matrix = np.frombuffer(b"".join(vector for _, vector in found), "<f4")
        return PersonalSongs(
            layer,
            {model_id for (model_id,) in model_ids},
            np.array(rows, np.intp),
            matrix.reshape(len(found), -1) if found else np.empty((0, 0), np.float32),
        )

    def adjust_rows(
        self,
        connection: Connection,
        rows: Sequence[Any],
        labels: Mapping[int, tuple[str, ...]],
        ids: Sequence[int] | None,
    ) -> Sequence[Any]:
        """Return rows (audio_hash, model_id, blob, ...) with adjusted blobs."""
        personal = self.read(connection, [row.audio_hash for row in rows], ids)
        if personal is None:
            return rows
        models = np.array([row.model_id for row in rows], np.float64)
        blobs = personal.blobs(models, [row.blob for row in rows], labels)
        pairs = zip(rows, blobs, strict=True)
        return [SimpleNamespace(**row._asdict() | {"blob": blob}) for row, blob in pairs]

    def prediction(self, prediction: Prediction, vocabulary: Vocabulary | None) -> Prediction:
        """Return a prediction as the layer adjusts it; the same object where it does not.

        The moods of `vocabulary` at or above their thresholds are suggested.
        """
        layer = self.layer
        if not layer or layer.model != prediction.model:
            return prediction
        embedding = prediction.embedding[None]
        moods = {
            label: float(layer.moods[label].apply(np.array([p]), embedding)[0])
            if label in layer.moods
            else p
            for label, p in prediction.moods.items()
        }
        adjusted = replace(prediction, moods=moods)
        if vocabulary is not None:
            confident, likely = vocabulary.suggested(moods)
            adjusted = replace(adjusted, confident=confident, likely=likely)
        if layer.position is None:
            return adjusted
        position = layer.position.apply(
            np.array([[prediction.valence, prediction.arousal]]), embedding
        )
        quadrant = move_quadrant(
            np.array([[prediction.quadrant[name] for name in QUADRANTS]]), position
        )
        return replace(
            adjusted,
            valence=float(position[0, 0]),
            arousal=float(position[0, 1]),
            quadrant=dict(zip(QUADRANTS, quadrant[0].tolist(), strict=True)),
        )


@dataclass(frozen=True, slots=True, eq=False)
class PersonalSongs:
    """Songs with what their personal answers need.

    `rows` (n,) are the songs' rows in `embeddings`, -1 without one; `model_ids` the layer's model.
    """

    layer: PersonalLayer
    model_ids: set[int]
    rows: npt.NDArray[np.intp]
    embeddings: Float32Array

    def blobs(
        self,
        models: npt.NDArray[np.floating],
        blobs: Sequence[bytes | None],
        labels: Mapping[int, tuple[str, ...]],
    ) -> list[bytes | None]:
        """Return the songs' mood probabilities (n,) as the layer adjusts them.

        `models` (n,) are the ids of the models that they are by.
        """
        out = list(blobs)
        sizes = np.fromiter((len(blob or b"") for blob in blobs), np.int64, len(blobs))
        known = self.adjusted(models) & (sizes > 0)
        for size in np.unique(sizes[known]).tolist():
            indices = np.flatnonzero(known & (sizes == size)).tolist()
            data = b"".join(blobs[index] or b"" for index in indices)
            matrix = np.frombuffer(data, "<f4").reshape(len(indices), -1).copy()
            (model_id, *_) = self.model_ids
            self.adjust_moods(matrix, labels[model_id][: size // 4], indices)
            for index, row in zip(indices, matrix, strict=True):
                out[index] = row.tobytes()
        return out

    def adjusted(self, models: npt.NDArray[np.floating]) -> npt.NDArray[np.bool_]:
        """Return which songs, analyzed by the models of these ids (n,), the layer adjusts."""
        out: npt.NDArray[np.bool_] = np.isin(models, list(self.model_ids)) & (self.rows >= 0)
        return out

    def adjust_moods(
        self, probabilities: Float32Array, labels: Sequence[str], indices: Sequence[int]
    ) -> None:
        """Adjust the probabilities (g, moods) of the songs at these indices in place."""
        vectors = self.embeddings[self.rows[list(indices)]]
        for column, label in enumerate(labels):
            if label in self.layer.moods:
                adjustment = self.layer.moods[label]
                probabilities[:, column] = adjustment.apply(probabilities[:, column], vectors)

    def positions(
        self, where: npt.NDArray[np.bool_], valence: Float64Array, arousal: Float64Array
    ) -> tuple[Float64Array, Float64Array, npt.NDArray[np.int64]]:
        """Return valence and arousal (n,) adjusted `where` the layer counts, and quadrants there.

        The quadrants (k,) are indices into `QUADRANTS`, one for each true value of `where`.
        """
        points = np.column_stack([valence, arousal])
        if self.layer.position is not None:
            vectors = self.embeddings[self.rows[where]]
            points[where] = self.layer.position.apply(points[where], vectors)
        return points[:, 0], points[:, 1], quadrant_codes(points[where])


@cache
def _embeddings(*, some: bool) -> Statement:
    """Select hash and embedding of the audio that the parameter `model` has analyzed."""
    statement = (
        select(Analysis.audio_hash, Embedding.vector)
        .join(Embedding, Embedding.analysis_id == Analysis.id)
        .join(Model, Model.id == Analysis.model_id)
        .where(Model.name == bindparam("model"))
    )
    if some:
        audio = select(Track.audio_hash).where(in_ids_parameter(Track.id, "ids"))
        statement = statement.where(Analysis.audio_hash.in_(audio))
    return statement
