"""Songs grouped by recording."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.core.acoustic_fingerprint import KEY_COUNT, AcousticFingerprint, Codes
from moodtagger.core.similarity.recordings import (
    candidate_pairs,
    group_recordings,
    songs_with_keys,
)


def codes(seed: int, count: int = 400) -> Codes:
    return np.random.default_rng(seed).integers(0, 2**16, count).astype(np.uint16)


def song(seed: int, *, errors: int = 0) -> AcousticFingerprint:
    """Return a fingerprint; `errors` single bits differ from those of the same seed."""
    changed = codes(seed)
    at = np.random.default_rng([seed, errors]).choice(len(changed), errors, replace=False)
    changed[at] ^= np.uint16(1)
    return AcousticFingerprint(changed, len(changed))


def grouped(
    songs: list[AcousticFingerprint],
    groups: list[int] | None = None,
    is_new: list[bool] | None = None,
) -> list[int]:
    return group_recordings(
        [one.keys() for one in songs],
        groups or list(range(10, 10 + len(songs))),
        np.array(is_new or [True] * len(songs)),
        lambda index: songs[index],
    )


def test_copies_get_the_smallest_number() -> None:
    songs = [song(1), song(2), song(1, errors=40), song(3), song(1, errors=90)]
    assert grouped(songs) == [10, 11, 10, 13, 10]


def test_a_new_copy_joins_two_groups() -> None:
    songs = [song(1), song(1, errors=30), song(1, errors=60)]
    assert grouped(songs, [5, 7, 9], [False, False, True]) == [5, 5, 5]


def test_songs_that_are_not_new_are_not_compared_again() -> None:
    assert grouped([song(1), song(1)], [5, 7], [False, False]) == [5, 7]


def test_a_hundred_copies_are_one_recording() -> None:
    songs = [song(1, errors=i) for i in range(100)]
    assert set(grouped(songs)) == {10}


def test_songs_without_common_keys_are_no_candidates() -> None:
    songs = [song(seed).keys() for seed in range(50)]
    assert len(candidate_pairs(songs, np.ones(50, np.bool_))) == 0
    assert songs_with_keys(songs, song(7, errors=30).keys()) == [7]


@pytest.mark.parametrize("keys", [[], [np.empty(0, np.uint32)] * 3])
def test_songs_without_keys_have_no_candidates(keys: list[np.ndarray]) -> None:
    assert len(candidate_pairs(keys, np.ones(len(keys), np.bool_))) == 0
    assert songs_with_keys(keys, np.arange(3, dtype=np.uint32)) == []


def test_keys_are_few_and_ascending() -> None:
    keys = song(1).keys()
    assert len(keys) == KEY_COUNT
    assert (np.diff(keys.astype(np.int64)) > 0).all()
    assert not len(AcousticFingerprint(codes(1, 5), 5).keys())
