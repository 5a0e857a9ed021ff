"""Which songs feel alike: cosine similarity on the songs' embeddings."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from moodtagger.core.tracks import Neighbor


class EmbeddingIndex:
    """Nearest songs by brute force; 100,000 x 128 takes a few milliseconds."""

    def __init__(self, track_ids: npt.ArrayLike, embeddings: npt.ArrayLike) -> None:
        """`track_ids` shape (n,), `embeddings` shape (n, d); rows are scaled to unit length."""
        self._ids = np.asarray(track_ids, dtype=np.int64)
        matrix = np.asarray(embeddings, dtype=np.float32)
        norms = np.linalg.norm(matrix, axis=-1, keepdims=True)
        self._matrix: npt.NDArray[np.float32] = matrix / np.maximum(norms, 1e-12)

    @property
    def ids(self) -> npt.NDArray[np.int64]:
        """Track ids, shape (n,); not to be changed."""
        return self._ids

    @property
    def matrix(self) -> npt.NDArray[np.float32]:
        """Unit vectors, shape (n, d), in the order of the ids; not to be changed."""
        return self._matrix

    def __len__(self) -> int:
        return len(self._ids)

    def nearest(
        self, embedding: npt.ArrayLike, n: int, *, exclude_id: int | None = None
    ) -> list[Neighbor]:
        """The `n` nearest songs, nearest first, without the track `leave_out`."""
        if not len(self):
            return []
        query = np.asarray(embedding, dtype=np.float32)
        query = query / max(float(np.linalg.norm(query)), 1e-12)
        distance = 1.0 - self._matrix @ query
        if exclude_id is not None:
            distance = np.where(self._ids == exclude_id, np.inf, distance)
        count = min(n, len(self))
        best = np.argpartition(distance, count - 1)[:count]
        best = best[np.argsort(distance[best], kind="stable")]
        return [
            Neighbor(int(self._ids[i]), max(0.0, float(distance[i])))
            for i in best
            if np.isfinite(distance[i])
        ]
