"""Candidates of a similarity search: lower bounds of distances, and selection within limits.

The cosine of two embeddings is that of their projections on a few principal directions, plus at
most the product of the lengths of both residuals (Cauchy-Schwarz). Most tracks can therefore be
ruled out without computing their distance: they cannot be nearer than those found already.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_DIRECTION_COUNT = 32
_SAMPLE_SIZE = 4096  # tracks that the principal directions are computed from
_TOLERANCE = 1e-5  # on squared distances; above their rounding errors
_SAMPLING_SEED = 4
_PAIR_COUNT = 4096  # random pairs of tracks
_CHUNK_SIZE = 2**16  # values processed at once, so that they fit into the cache

Float32Array = npt.NDArray[np.float32]
RowIndices = npt.NDArray[np.intp]


class DistanceBounds:
    """Distances of all tracks in mood and feeling, and lower bounds of those in sound.

    The matrices are stored transposed, which halves the time of the products.

    Parameters
    ----------
    sqrt_moods : numpy.ndarray
        Square roots of mood probabilities, float32, shape (n, m).
    plane : numpy.ndarray
        Valence and arousal in [-1, 1], float32, shape (n, 2).
    embeddings : numpy.ndarray
        Unit vectors, float32, shape (n, d).
    """

    def __init__(
        self, sqrt_moods: Float32Array, plane: Float32Array, embeddings: Float32Array
    ) -> None:
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
        """Compute bounds of the distances of all tracks from one.

        Parameters
        ----------
        sqrt_moods, point, embedding : numpy.ndarray
            The other track: shapes (m,), (2,) and (d,), the embedding of unit length.

        Returns
        -------
        numpy.ndarray
            Shape (3, n): the exact distances in mood and feeling, and a lower bound of the
            distance in sound, which never exceeds the exact one.
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
    """Scale vectors to unit length.

    Parameters
    ----------
    rows : array_like
        Shape (n, d) or (d,).

    Returns
    -------
    numpy.ndarray
        Float32, of the same shape; vectors of zeros stay zero.
    """
    matrix = np.asarray(rows, dtype=np.float32)
    norms = np.linalg.norm(matrix, axis=-1, keepdims=True)
    out: Float32Array = matrix / np.maximum(norms, 1e-12)
    return out


def row_dot_products(matrix: Float32Array, vector: Float32Array, rows: RowIndices) -> Float32Array:
    """Compute the dot products of some rows of a matrix with a vector.

    Unlike a matrix product, equal rows give exactly equal results.

    Parameters
    ----------
    matrix, vector : numpy.ndarray
        Float32, shapes (n, d) and (d,).
    rows : numpy.ndarray
        Row indices, shape (k,).

    Returns
    -------
    numpy.ndarray
        Float32, shape (k,).
    """
    count = max(1, _CHUNK_SIZE // matrix.shape[1])
    out = np.empty(len(rows), np.float32)
    buffer = np.empty((min(count, len(rows)), matrix.shape[1]), np.float32)
    for start in range(0, len(rows), count):
        chunk = rows[start : start + count]
        matrix.take(chunk, axis=0, out=buffer[: len(chunk)], mode="clip")  # reuses the buffer
        np.vecdot(buffer[: len(chunk)], vector, out=out[start : start + count])
    return out


def random_pair_distances(*features: Float32Array) -> Float32Array:
    """Compute the distances of random pairs of tracks in several kinds of features.

    Parameters
    ----------
    *features : numpy.ndarray
        One row for each track, shape (n, any).

    Returns
    -------
    numpy.ndarray
        Float32, shape (kinds, pairs), ascending in each kind; one pair of distance 1 for less than
        two tracks.
    """
    count = len(features[0])
    if count < 2:
        return np.ones((len(features), 1), np.float32)
    rng = np.random.default_rng(_SAMPLING_SEED)
    one = rng.integers(count, size=_PAIR_COUNT)
    other = (one + rng.integers(1, count, size=_PAIR_COUNT)) % count
    distances = [np.linalg.norm(rows[one] - rows[other], axis=1) for rows in features]
    return np.sort(distances, axis=1).astype(np.float32)


def _principal_directions(embeddings: Float32Array) -> Float32Array:
    """Return the principal directions of the embeddings, orthonormal, (d, at most 32)."""
    n, d = embeddings.shape
    sample = (
        embeddings[np.random.default_rng(_SAMPLING_SEED).integers(n, size=_SAMPLE_SIZE)]
        if n
        else embeddings
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


_SAMPLING_STRIDE = 8  # every eighth value is used to estimate a cutoff

CountLimit = tuple[npt.NDArray[np.int32], int]  # codes (-1: unknown), and their limit (0: none)


def chord_distances(cosines: Float32Array) -> Float32Array:
    """Turn cosines of unit vectors into their Euclidean distances, in place.

    Parameters
    ----------
    cosines : numpy.ndarray
        Float32, of any shape; overwritten.

    Returns
    -------
    numpy.ndarray
        The same array, with distances in [0, 2].
    """
    cosines *= -2.0
    cosines += 2.0
    np.maximum(cosines, 0.0, out=cosines)
    return np.sqrt(cosines, out=cosines)


def low_value_indices(values: Float32Array, count: int) -> RowIndices:
    """Return the indices of about `count` of the lowest values.

    Parameters
    ----------
    values : numpy.ndarray
        Float32, shape (n,).
    count : int
        Approximate number of values wanted.

    Returns
    -------
    numpy.ndarray
        Ascending indices of finite values.
    """
    sample = values[::_SAMPLING_STRIDE]
    rank = min(count // _SAMPLING_STRIDE, len(sample) - 1)
    cutoff = min(np.partition(sample, rank)[rank], np.finfo(np.float32).max)
    return np.flatnonzero(values <= cutoff)


def select_within_limits(order: RowIndices, limits: Sequence[CountLimit], count: int) -> list[int]:
    """Select the first indices of an order that exceed none of the limits.

    Parameters
    ----------
    order : numpy.ndarray
        Indices, best first, shape (n,).
    limits : sequence of tuple
        Codes of each index of `order`, shape (n,), and how many of one code are allowed, such as
        those of its artist.
    count : int
        Number of indices to select.

    Returns
    -------
    list of int
        At most `count` indices, in that order.
    """
    set_limits = [(codes.tolist(), limit) for codes, limit in limits if limit]
    counts: list[dict[int, int]] = [{} for _ in set_limits]
    selected: list[int] = []
    for position, index in enumerate(order.tolist()):
        if len(selected) == count:
            break
        found = [codes[position] for codes, _ in set_limits]
        is_full = (
            code >= 0 and seen.get(code, 0) >= limit
            for code, seen, (_, limit) in zip(found, counts, set_limits, strict=True)
        )
        if not any(is_full):
            for code, seen in zip(found, counts, strict=True):
                seen[code] = seen.get(code, 0) + 1
            selected.append(index)
    return selected
