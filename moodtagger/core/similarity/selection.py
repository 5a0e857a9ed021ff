"""Choosing from many songs by their distances: the low ones, and not too many of one artist."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from moodtagger.core.similarity.bounds import Float32Array, RowIndices

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
