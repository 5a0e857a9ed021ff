"""How probable one mood is, for all songs at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import select

from moodtagger.store.analyses.analyses import shown_analysis
from moodtagger.store.analyses.thresholds import group_by_blob_size
from moodtagger.store.database.session import Session
from moodtagger.store.database.tables import Analysis, Model, Track


class MoodProbabilities(Session):
    """The library's probabilities of single moods."""

    def mood_probabilities(
        self, mood: str, model: str | None = None
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Track ids and probabilities of `mood`, both (n,), of the songs it was judged for.

        As `Rows.rows` shows them: heard by `model`, or else by the network that heard last.
        """
        statement = (
            select(Track.id, Analysis.model_id, Analysis.moods.label("blob"))
            .join(Analysis, Analysis.id == shown_analysis(model))
            .order_by(Track.id)
        )
        with self._read() as connection:
            found = connection.execute(statement).all()
            labels = {m.id: m.labels for m in connection.execute(select(Model.id, Model.labels))}
        return _extract_mood(found, labels, mood)


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
