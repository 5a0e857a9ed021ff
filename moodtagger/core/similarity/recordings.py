"""Group songs by recording, out of any number of acoustic fingerprints.

Only songs that have keys in common are compared, so that the time grows with the number of songs
and not with that of pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from moodtagger.core.acoustic_fingerprint import AcousticFingerprint, Keys
from moodtagger.core.similarity.same_recording import is_same_recording

# Songs next to each other that are compared among those that have a key in common. Copies of one
# recording are still all found, as each of them only has to be found with one of the others.
_NEIGHBORS = 8
_MIN_COMMON_KEYS = 2

Pairs = npt.NDArray[np.int64]
Fingerprints = Callable[[int], AcousticFingerprint]


def group_recordings(
    keys: Sequence[Keys],
    groups: Sequence[int],
    is_new: npt.NDArray[np.bool_],
    fingerprint: Fingerprints,
) -> list[int]:
    """Group songs whose fingerprints are of the same recording.

    Parameters
    ----------
    keys : sequence of numpy.ndarray
        The keys of each song; see `AcousticFingerprint.keys`.
    groups : sequence of int
        The group of each song so far; songs of one group have equal numbers.
    is_new : numpy.ndarray
        Booleans, shape (n,); only pairs with at least one new song are compared.
    fingerprint : callable
        Returns the fingerprint of a song by its index.

    Returns
    -------
    list of int
        The group of each song. Joined groups get the smallest of their numbers.
    """
    joined = _Groups(groups)
    for one, other in candidate_pairs(keys, is_new).tolist():
        if joined.find(one) != joined.find(other) and is_same_recording(
            fingerprint(one), fingerprint(other)
        ):
            joined.join(one, other)
    return joined.numbers()


def candidate_pairs(keys: Sequence[Keys], is_new: npt.NDArray[np.bool_]) -> Pairs:
    """Return pairs of songs that have keys in common.

    Parameters
    ----------
    keys : sequence of numpy.ndarray
        The keys of each song.
    is_new : numpy.ndarray
        Booleans, shape (n,); pairs without a new song are left out.

    Returns
    -------
    numpy.ndarray
        Indices of songs, shape (pairs, 2), those with most keys in common first.
    """
    counts = np.fromiter(map(len, keys), np.int64, len(keys))
    if not counts.sum():
        return np.empty((0, 2), np.int64)
    songs = np.repeat(np.arange(len(keys), dtype=np.uint64), counts)
    entries = (np.concatenate(list(keys)).astype(np.uint64) << np.uint64(32)) | songs
    entries.sort()
    key, song = entries >> np.uint64(32), (entries & np.uint64(0xFFFFFFFF)).astype(np.int64)
    found = []
    for step in range(1, _NEIGHBORS + 1):
        at = np.flatnonzero(key[step:] == key[:-step])
        one, other = song[at], song[at + step]
        wanted = is_new[one] | is_new[other]
        found.append(one[wanted] * len(keys) + other[wanted])
    pairs, common = np.unique(np.concatenate(found), return_counts=True)
    enough = common >= _MIN_COMMON_KEYS
    pairs, common = pairs[enough], common[enough]
    pairs = pairs[np.argsort(-common, kind="stable")]
    return np.stack([pairs // len(keys), pairs % len(keys)], axis=1)


def songs_with_keys(keys: Sequence[Keys], wanted: Keys) -> list[int]:
    """Return the songs that have keys in common with one.

    Parameters
    ----------
    keys : sequence of numpy.ndarray
        The keys of each song.
    wanted : numpy.ndarray
        The keys of the other song.

    Returns
    -------
    list of int
        Indices of songs.
    """
    counts = np.fromiter(map(len, keys), np.int64, len(keys))
    if not counts.sum():
        return []
    hits = np.isin(np.concatenate(list(keys)), wanted)
    common = np.bincount(np.repeat(np.arange(len(keys)), counts)[hits], minlength=len(keys))
    found: list[int] = np.flatnonzero(common >= _MIN_COMMON_KEYS).tolist()
    return found


class _Groups:
    """Groups of songs that are joined step by step (union-find)."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers = list(numbers)
        first: dict[int, int] = {}
        self._parents = [first.setdefault(number, song) for song, number in enumerate(numbers)]

    def find(self, song: int) -> int:
        """Return the song that stands for the group of this one."""
        while self._parents[song] != song:
            self._parents[song] = self._parents[self._parents[song]]
            song = self._parents[song]
        return song

    def join(self, one: int, other: int) -> None:
        """Join the groups of two songs."""
        roots = sorted((self.find(one), self.find(other)), key=self._numbers.__getitem__)
        self._parents[roots[1]] = roots[0]

    def numbers(self) -> list[int]:
        """Return the number of each song's group."""
        return [self._numbers[self.find(song)] for song in range(len(self._parents))]
