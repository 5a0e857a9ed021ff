"""What counts as silence, on levels made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.core.silence import frame_levels, gate_db, in_main_song, loudness_db


@pytest.mark.parametrize("band", [1, 11, 12, 23, 24, 47, 48, 95])
def test_the_loudest_of_all_bands_is_the_level_of_a_frame(band: int) -> None:
    frames = np.full((3, 96), -100.0, np.float32)
    frames[1, band] = -20.0
    assert frame_levels(frames).tolist() == [-100, -20, -100]


def test_the_lowest_band_does_not_count() -> None:
    frames = np.full((2, 96), -100.0, np.float32)
    frames[1, 0] = 20.0
    assert frame_levels(frames).tolist() == [-100, -100]
    assert frames[1, 0] == 20.0


def test_loudness_is_that_of_the_loudest_second() -> None:
    quiet, loud = np.full(31, -60.0, np.float32), np.full(31, -10.0, np.float32)
    assert loudness_db(np.concatenate([quiet, loud, quiet])) == -10
    assert loudness_db(np.concatenate([quiet, quiet, loud[:30]])) == -60  # no whole second
    assert loudness_db(np.concatenate([quiet[:16], loud[:15]])) == pytest.approx(
        (16 * -60 + 15 * -10) / 31
    )


@pytest.mark.parametrize(
    ("parts", "main"),
    [
        ([(0, 34), (634, 8)], [0]),  # a hidden song at the end
        ([(0, 5), (600, 34)], [1]),  # or before the first one
        ([(0, 34), (60, 8)], [0, 1]),  # a pause
        ([(0, 30), (300, 30)], [0, 1]),  # two songs
        ([(0, 20), (300, 20), (600, 20)], [0, 1, 2]),
        ([(0, 40), (300, 4), (600, 4)], [0]),
    ],
)
def test_a_hidden_song_is_left_out(parts: list[tuple[int, int]], main: list[int]) -> None:
    starts = [float(start + i) for start, length in parts for i in range(length)]
    wanted = [number in main for number, (_, length) in enumerate(parts) for _ in range(length)]
    assert in_main_song(starts, 1.0) == wanted
    assert in_main_song([], 1.0) == []


def test_less_than_a_second_counts_as_a_whole() -> None:
    assert loudness_db(np.array([-10, -30], np.float32)) == -20
    assert loudness_db(np.array([], np.float32)) == -np.inf


@pytest.mark.parametrize(
    ("loudness", "gate"), [(0.0, -45.0), (-30.0, -75.0), (-35.0, -80.0), (-90.0, -80.0)]
)
def test_the_gate_follows_the_song_down_to_80_db(loudness: float, gate: float) -> None:
    assert gate_db(loudness) == gate
