"""All mood probabilities of many songs as matrices, one for each network that heard them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sqlalchemy import select

from moodtagger.store.analyses.analyses import shown_analysis
from moodtagger.store.analyses.thresholds import group_by_blob_size
from moodtagger.store.database.session import Session, in_ids
from moodtagger.store.database.tables import Analysis, Model, Track


@dataclass(frozen=True, slots=True)
class MoodMatrix:
    """What one network heard: `ids` int64 (n,), `labels` of m moods, `shares` float32 (n, m)."""

    ids: npt.NDArray[np.int64]
    labels: tuple[str, ...]
    probabilities: npt.NDArray[np.float32]


class MoodMatrices(Session):
    """The library's probabilities in bulk."""

    def mood_matrices(
        self, track_ids: Iterable[int] | None = None, model: str | None = None
    ) -> list[MoodMatrix]:
        """The probabilities of all songs that were judged, or of those asked for.

        As `Rows.rows` shows them: heard by `model`, or else by the network that heard last.
        """
        statement = (
            select(Track.id, Analysis.model_id, Analysis.moods.label("blob"))
            .join(Analysis, Analysis.id == shown_analysis(model))
            .order_by(Track.id)
        )
        if track_ids is not None:
            statement = statement.where(in_ids(Track.id, track_ids))
        with self._read() as connection:
            found = connection.execute(statement).all()
            labels = {m.id: m.labels for m in connection.execute(select(Model.id, Model.labels))}
        out = []
        for (model_id, size), indices in group_by_blob_size(found).items():
            ids = np.asarray([found[i].id for i in indices], np.int64)
            blobs = b"".join(found[i].blob for i in indices)
            probabilities = np.frombuffer(blobs, "<f4").reshape(len(indices), -1)
            out.append(MoodMatrix(ids, labels[model_id][: size // 4], probabilities))
        return out
