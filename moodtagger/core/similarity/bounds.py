"""How near songs can be at the nearest, from a fraction of what is known of each.

An embedding's few strongest directions give its cosine with another but for what is left of both,
and that is at most the product of the lengths of what is left (Cauchy and Schwarz). So most songs
need no closer look: they cannot be as near as those that were found already.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_DIRECTIONS = 32
_SAMPLE = 4096  # songs that the directions are taken from
_SLACK = 1e-5  # of squared distances: more than they are inexact
_AT_ONCE = 2**16  # numbers looked at together, so that they stay in the processor's cache

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]


class Bounds:
    """The distances of all songs in mood and feeling, and lower bounds of those in sound.

    The columns are kept across, which the products need half the time for.
    """

    def __init__(self, roots: Floats, plane: Floats, embeddings: Floats) -> None:
        """`roots` (n, m) of probabilities, `plane` (n, 2), `embeddings` (n, d) unit vectors."""
        self._roots = _across(roots, _squares(roots))
        self._plane = _across(plane, _squares(plane))
        self._directions = _strongest(embeddings)
        heads = embeddings @ self._directions
        self._sound = _across(heads, np.sqrt(np.maximum(0.0, 1.0 - _squares(heads))))

    def of(self, roots: Floats, place: Floats, unit: Floats) -> Floats:
        """Of all songs from one that has these roots (m,), place (2,) and unit vector (d,), (3, n).

        A distance in sound that is worked out is never less than its bound.
        """
        head = unit @ self._directions
        left = np.sqrt(max(0.0, 1.0 - float(head @ head)))
        out = np.empty((3, self._roots.shape[1]), np.float32)
        np.matmul(_with(-2.0 * roots, 1.0), self._roots, out=out[0])
        np.matmul(_with(-2.0 * place, 1.0), self._plane, out=out[1])
        np.matmul(_with(-2.0 * head, -2.0 * left), self._sound, out=out[2])
        own = np.array([roots @ roots, place @ place, 2.0 - _SLACK], np.float32)
        out += own[:, np.newaxis]
        np.maximum(out, 0.0, out=out)
        np.sqrt(out, out=out)
        return out


def products(matrix: Floats, vector: Floats, rows: Rows) -> Floats:
    """Of these rows of the matrix with the vector; rows that are equal have equal products."""
    count = max(1, _AT_ONCE // matrix.shape[1])
    out = np.empty(len(rows), np.float32)
    room = np.empty((min(count, len(rows)), matrix.shape[1]), np.float32)
    for start in range(0, len(rows), count):
        near = rows[start : start + count]
        matrix.take(near, axis=0, out=room[: len(near)], mode="clip")  # into the same memory
        np.vecdot(room[: len(near)], vector, out=out[start : start + count])
    return out


def _strongest(embeddings: Floats) -> Floats:
    """The directions in which the embeddings are longest, orthonormal, (d, at most 32)."""
    n, d = embeddings.shape
    some = embeddings[np.random.default_rng(4).integers(n, size=_SAMPLE)] if n else embeddings
    _, directions = np.linalg.eigh(some.T.astype(np.float64) @ some)
    return np.ascontiguousarray(directions[:, ::-1][:, : min(_DIRECTIONS, d)], np.float32)


def _squares(matrix: Floats) -> Floats:
    out: Floats = np.einsum("ij,ij->i", matrix, matrix)
    return out


def _across(matrix: Floats, last: Floats) -> Floats:
    out = np.empty((matrix.shape[1] + 1, len(matrix)), np.float32)
    out[:-1], out[-1] = matrix.T, last
    return out


def _with(vector: Floats, last: float) -> Floats:
    return np.append(vector, last).astype(np.float32)
