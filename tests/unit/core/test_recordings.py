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


def test_keys_by_hand() -> None:
    assert len(AcousticFingerprint(codes(1, 12), 12).keys()) == 0
    thirteen = codes(1, 13)
    (key,) = AcousticFingerprint(thirteen, 13).keys().tolist()
    assert key == (int(thirteen[0]) << 16 | int(thirteen[12])) * 2_654_435_769 % 2**32
    assert len(song(1).keys()) == 128


def test_bytes_by_hand() -> None:
    one = AcousticFingerprint(np.array([1, 0x1234], np.uint16), 70_000)
    assert one.to_bytes() == b"\x01\x00" + (70_000).to_bytes(4, "little") + b"\x01\x00\x34\x12"
    again = AcousticFingerprint.from_bytes(one.to_bytes())
    assert (again.codes.tolist(), again.total) == ([1, 0x1234], 70_000)
    empty = AcousticFingerprint.from_bytes(one.to_bytes()[:6])
    assert (empty.codes.tolist(), empty.total) == ([], 70_000)
    for data in (b"\x01\x00\x01\x00\x00", b"\x02\x00" + bytes(40), b"\x00\x00" + bytes(40)):
        assert AcousticFingerprint.from_bytes(data).total == 0


def test_songs_have_two_keys_in_common() -> None:
    keys = [np.array(numbers, np.uint32) for numbers in ([1, 2, 3], [3, 4], [1, 2], [], [2, 3])]
    assert candidate_pairs(keys, np.ones(5, np.bool_)).tolist() == [[0, 2], [0, 4]]
    is_new = np.array([False, False, False, False, True])
    assert candidate_pairs(keys, is_new).tolist() == [[0, 4]]
    assert songs_with_keys(keys, np.array([2, 3, 9], np.uint32)) == [0, 4]
    assert songs_with_keys(keys, np.array([4], np.uint32)) == []


def test_pairs_with_most_keys_in_common_come_first() -> None:
    keys = [np.array(numbers, np.uint32) for numbers in ([1, 2, 7], [1, 2, 3, 4], [1, 2, 3, 4])]
    assert candidate_pairs(keys, np.ones(3, np.bool_)).tolist() == [[1, 2], [0, 1], [0, 2]]


def test_a_song_is_compared_with_eight_others_of_a_key() -> None:
    keys = [np.array([1, 2], np.uint32)] * 12
    pairs = candidate_pairs(keys, np.ones(12, np.bool_))
    assert {int(step) for step in pairs[:, 1] - pairs[:, 0]} == set(range(1, 9))


def test_joined_groups_keep_their_other_songs() -> None:
    songs = [song(1), song(2), song(1, errors=9), song(2), song(3)]
    assert grouped(songs, [8, 3, 5, 3, 8]) == [5, 3, 5, 3, 5]
