"""Candidates of a similarity search: distance lower bounds, capped selection, nearest embeddings.

An embedding's few strongest directions give its cosine with another but for what is left of both,
and that is at most the product of the lengths of what is left (Cauchy and Schwarz). So most songs
need no closer look: they cannot be as near as those that were found already.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_DIRECTION_COUNT = 32
_SAMPLE_SIZE = 4096  # songs that the directions are taken from
_TOLERANCE = 1e-5  # of squared distances: more than they are inexact
_CHUNK_SIZE = 2**16  # numbers looked at together, so that they stay in the processor's cache

Float32Array = npt.NDArray[np.float32]
RowIndices = npt.NDArray[np.intp]


class DistanceBounds:
    """The distances of all songs in mood and feeling, and lower bounds of those in sound.

    The columns are kept across, which the products need half the time for.
    """

    def __init__(
        self, sqrt_moods: Float32Array, plane: Float32Array, embeddings: Float32Array
    ) -> None:
        """`roots` (n, m) of probabilities, `plane` (n, 2), `embeddings` (n, d) unit vectors."""
        self._sqrt_moods = _transpose_with_row(sqrt_moods, _squared_norms(sqrt_moods))
        self._plane = _transpose_with_row(plane, _squared_norms(plane))
        self._directions = _principal_directions(embeddings)
        projections = embeddings @ self._directions
        self._projections = _transpose_with_row(
            projections, np.sqrt(np.maximum(0.0, 1.0 - _squared_norms(projections)))
        )

    def lower_bounds(
        self, sqrt_moods: Float32Array, point: Float32Array, embedding: Float32Array
    ) -> Float32Array:
        """Of all songs from one that has these roots (m,), place (2,) and unit vector (d,), (3, n).

        A distance in sound that is worked out is never less than its bound.
        """
        projection = embedding @ self._directions
        residual = np.sqrt(max(0.0, 1.0 - float(projection @ projection)))
        out = np.empty((3, self._sqrt_moods.shape[1]), np.float32)
        np.matmul(_append(-2.0 * sqrt_moods, 1.0), self._sqrt_moods, out=out[0])
        np.matmul(_append(-2.0 * point, 1.0), self._plane, out=out[1])
        np.matmul(_append(-2.0 * projection, -2.0 * residual), self._projections, out=out[2])
        squared_norms = np.array(
            [sqrt_moods @ sqrt_moods, point @ point, 2.0 - _TOLERANCE], np.float32
        )
        out += squared_norms[:, np.newaxis]
        np.maximum(out, 0.0, out=out)
        np.sqrt(out, out=out)
        return out


def unit_vectors(rows: npt.ArrayLike) -> Float32Array:
    """Scale the rows of (n, d) to unit length; a row of zeros stays one."""
    matrix = np.asarray(rows, dtype=np.float32)
    norms = np.linalg.norm(matrix, axis=-1, keepdims=True)
    out: Float32Array = matrix / np.maximum(norms, 1e-12)
    return out


def row_dot_products(matrix: Float32Array, vector: Float32Array, rows: RowIndices) -> Float32Array:
    """Of these rows of the matrix with the vector; rows that are equal have equal products."""
    count = max(1, _CHUNK_SIZE // matrix.shape[1])
    out = np.empty(len(rows), np.float32)
    buffer = np.empty((min(count, len(rows)), matrix.shape[1]), np.float32)
    for start in range(0, len(rows), count):
        chunk = rows[start : start + count]
        matrix.take(chunk, axis=0, out=buffer[: len(chunk)], mode="clip")  # into the same memory
        np.vecdot(buffer[: len(chunk)], vector, out=out[start : start + count])
    return out


def _principal_directions(embeddings: Float32Array) -> Float32Array:
    """The directions in which the embeddings are longest, orthonormal, (d, at most 32)."""
    n, d = embeddings.shape
    sample = (
        embeddings[np.random.default_rng(4).integers(n, size=_SAMPLE_SIZE)] if n else embeddings
    )
    _, directions = np.linalg.eigh(sample.T.astype(np.float64) @ sample)
    return np.ascontiguousarray(directions[:, ::-1][:, : min(_DIRECTION_COUNT, d)], np.float32)


def _squared_norms(matrix: Float32Array) -> Float32Array:
    out: Float32Array = np.einsum("ij,ij->i", matrix, matrix)
    return out


def _transpose_with_row(matrix: Float32Array, last_row: Float32Array) -> Float32Array:
    out = np.empty((matrix.shape[1] + 1, len(matrix)), np.float32)
    out[:-1], out[-1] = matrix.T, last_row
    return out


def _append(vector: Float32Array, last: float) -> Float32Array:
    return np.append(vector, last).astype(np.float32)


_SAMPLING_STRIDE = 8  # as many values are passed over for each one that a limit is told from

CountLimit = tuple[
    npt.NDArray[np.int32], int
]  # codes, -1 where unknown, and the most of one; 0: any


def low_value_indices(values: Float32Array, count: int) -> RowIndices:
    """Places of about `count` low values, ascending, and of none that is infinite."""
    sample = values[::_SAMPLING_STRIDE]
    rank = min(count // _SAMPLING_STRIDE, len(sample) - 1)
    cutoff = min(np.partition(sample, rank)[rank], np.finfo(np.float32).max)
    return np.flatnonzero(values <= cutoff)


def select_within_limits(
    order: RowIndices, artist: CountLimit, album: CountLimit, count: int
) -> list[int]:
    """The first `count` places of an order that exceed neither limit.

    The codes of the limits are those of the order's places, one after the other.
    """
    (artists, artist_limit), (albums, album_limit) = artist, album
    unlimited = len(order) + 1
    max_per_artist, max_per_album = artist_limit or unlimited, album_limit or unlimited
    artist_counts: dict[int, int] = {
        -1: -unlimited
    }  # so that those not known never become too many
    album_counts = dict(artist_counts)
    selected: list[int] = []
    for index, artist_code, album_code in zip(
        order.tolist(), artists.tolist(), albums.tolist(), strict=True
    ):
        if len(selected) == count:
            break
        if (
            artist_counts.get(artist_code, 0) < max_per_artist
            and album_counts.get(album_code, 0) < max_per_album
        ):
            artist_counts[artist_code] = artist_counts.get(artist_code, 0) + 1
            album_counts[album_code] = album_counts.get(album_code, 0) + 1
            selected.append(index)
    return selected
