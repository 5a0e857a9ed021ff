"""How probable one mood is, for all songs at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import select

from moodtagger.store.analyses.analyses import shown_analysis
from moodtagger.store.analyses.thresholds import groups
from moodtagger.store.database.session import Access
from moodtagger.store.database.tables import Analysis, Model, Track


class Shares(Access):
    """The library's probabilities of single moods."""

    def mood_shares(
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
        return _of_mood(found, labels, mood)


def _of_mood(
    found: Sequence[Any], labels: dict[int, tuple[str, ...]], mood: str
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    ids = np.fromiter((row.id for row in found), np.int64, len(found))
    shares = np.full(len(found), np.nan, np.float32)
    for (model_id, size), places in groups(found).items():
        names = labels[model_id][: size // 4]
        if mood in names:
            blobs = b"".join(found[i].blob for i in places)
            shares[places] = np.frombuffer(blobs, "<f4").reshape(len(places), -1)[
                :, names.index(mood)
            ]
    judged = ~np.isnan(shares)
    return ids[judged], shares[judged]
