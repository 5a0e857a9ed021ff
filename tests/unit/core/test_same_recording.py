"""Which fingerprints are of the same recording: every limit from both sides."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.core.acoustic_fingerprint import AcousticFingerprint, Codes
from moodtagger.core.similarity.same_recording import is_same_recording


def changing(count: int, speed: float = 1.0, seed: int = 1) -> Codes:
    """Return codes whose bits change every 48 codes on average, as those of music do."""
    rng = np.random.default_rng(seed)
    codes = np.zeros(count, np.uint16)
    for bit in range(16):
        changes = np.cumsum(rng.exponential(48, 200))
        states = np.searchsorted(changes, np.arange(count) * speed) & 1
        codes |= (states << bit).astype(np.uint16)
    return codes


def random(count: int, seed: int = 1) -> Codes:
    return np.random.default_rng(seed).integers(0, 2**16, count).astype(np.uint16)


def with_errors(codes: Codes, fraction: float) -> Codes:
    """Flip a fraction of the bits, evenly spread."""
    bits = np.zeros(16 * len(codes), np.bool_)
    bits[(np.arange(round(fraction * len(bits))) / fraction).astype(np.int64)] = True
    flipped = np.packbits(bits.reshape(-1, 16), axis=1, bitorder="little").view("<u2")
    return codes ^ flipped.ravel().astype(np.uint16)


def same(one: Codes, other: Codes, totals: tuple[int, int] = (0, 0)) -> bool:
    songs = [
        AcousticFingerprint(codes, total or len(codes))
        for codes, total in zip((one, other), totals, strict=True)
    ]
    found = is_same_recording(*songs)
    assert is_same_recording(*reversed(songs)) is found
    return found


@pytest.mark.parametrize(("count", "is_same"), [(39, False), (40, True)])
def test_the_shortest_song(count: int, is_same: bool) -> None:
    assert same(random(count), random(count)) is is_same


@pytest.mark.parametrize(("count", "is_same"), [(400, False), (404, True)])
def test_more_than_half_of_the_longer_song(count: int, is_same: bool) -> None:
    codes = random(800)
    assert same(codes[:count], codes) is is_same


@pytest.mark.parametrize(
    ("totals", "is_same"),
    [
        ((4015, 4097), False),  # more than 2 % longer
        ((4016, 4097), True),
        ((4015, 4096), True),  # the whole song is known
    ],
)
def test_songs_of_which_only_the_beginning_is_known(totals: tuple[int, int], is_same: bool) -> None:
    assert same(random(400), random(400), totals) is is_same


@pytest.mark.parametrize(("distinct", "is_same"), [(7, False), (8, True)])
def test_codes_have_to_change(distinct: int, is_same: bool) -> None:
    codes = np.resize(random(distinct), 200)
    assert same(codes, codes.copy()) is is_same


@pytest.mark.parametrize(
    ("kept", "is_same"),
    [(560, True), (529, False)],  # 17 and 16 of its 20 segments
)
def test_how_many_segments_are_found(kept: int, is_same: bool) -> None:
    codes = random(655)
    other = np.concatenate([codes[:kept], random(655 - kept, seed=2)])
    assert same(codes, other) is is_same


@pytest.mark.parametrize(("fraction", "is_same"), [(0.095, True), (0.105, False)])
def test_how_many_bits_of_a_segment_differ(fraction: float, is_same: bool) -> None:
    codes = changing(655)
    other = np.concatenate([codes[:498], with_errors(codes[498:], fraction)])
    assert same(codes, other[:-1]) is is_same


@pytest.mark.parametrize(
    ("speed", "is_same"),
    [(1.0, True), (1.006, True), (1.014, True), (1.017, False), (1.025, False)],
)
def test_how_much_faster_a_copy_may_be(speed: float, is_same: bool) -> None:
    assert same(changing(1240), changing(round(1220 / speed), speed)) is is_same


@pytest.mark.parametrize(
    ("speed", "fraction", "is_same"),
    [
        (1.0, 0.07, True),
        (1.0, 0.08, False),
        (1.004, 0.08, True),
        (1.004, 0.088, False),
        (1.006, 0.09, True),
        (1.006, 0.095, False),
        (1.012, 0.09, True),
        (1.012, 0.095, False),
    ],
)
def test_a_faster_copy_may_differ_in_more_bits(
    speed: float, fraction: float, is_same: bool
) -> None:
    copy = with_errors(changing(round(1220 / speed), speed), fraction)
    assert same(changing(1240), copy) is is_same


@pytest.mark.parametrize(
    ("inserted", "count", "is_same"),
    [
        (2, 128, True),  # as much as a speed may make up for
        (3, 128, False),
        (3, 469, False),  # three of fourteen segments are lost until it does
        (4, 128, False),
        (5, 128, True),  # a cut
    ],
)
def test_a_pause_is_a_cut_only_beyond_what_speed_explains(
    inserted: int, count: int, is_same: bool
) -> None:
    codes = changing(count)
    other = np.concatenate([codes[:40], changing(inserted, seed=5), codes[40:]])
    assert same(codes, other) is is_same


def test_segments_that_a_cut_goes_through_do_not_count() -> None:
    codes = random(314)
    longer = np.concatenate([codes[:140], random(60, seed=2), codes[140:]])
    assert same(codes, longer)  # two of nine segments are lost
    codes[140:180] = random(40, seed=3)
    assert not same(codes, longer)  # three are


def test_what_was_cut_out_does_not_come_back() -> None:
    codes = random(314)
    swapped = np.concatenate([codes[157:], codes[:157]])
    assert not same(codes, swapped)
