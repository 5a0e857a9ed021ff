"""Choosing from many songs by their distances: the low ones, and not too many of one artist."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from moodtagger.core.similarity.bounds import Floats, Rows

_EACH = 8  # as many values are passed over for each one that a limit is told from

Limit = tuple[npt.NDArray[np.int32], int]  # codes, -1 where unknown, and the most of one; 0: any


def low_values(values: Floats, count: int) -> Rows:
    """Places of about `count` low values, ascending, and of none that is infinite."""
    some = values[::_EACH]
    at = min(count // _EACH, len(some) - 1)
    limit = min(np.partition(some, at)[at], np.finfo(np.float32).max)
    return np.flatnonzero(values <= limit)


def within_limits(order: Rows, artist: Limit, album: Limit, count: int) -> list[int]:
    """The first `count` places of an order that exceed neither limit.

    The codes of the limits are those of the order's places, one after the other.
    """
    (artists, of_artist), (albums, of_album) = artist, album
    any_number = len(order) + 1
    most, most_records = of_artist or any_number, of_album or any_number
    songs: dict[int, int] = {-1: -any_number}  # so that those not known never become too many
    records = dict(songs)
    picked: list[int] = []
    for place, one, other in zip(order.tolist(), artists.tolist(), albums.tolist(), strict=True):
        if len(picked) == count:
            break
        if songs.get(one, 0) < most and records.get(other, 0) < most_records:
            songs[one] = songs.get(one, 0) + 1
            records[other] = records.get(other, 0) + 1
            picked.append(place)
    return picked
