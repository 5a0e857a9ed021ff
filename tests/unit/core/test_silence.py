"""What counts as silence, on levels made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.core.silence import frame_levels, gate_db, loudness_db


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


def test_less_than_a_second_counts_as_a_whole() -> None:
    assert loudness_db(np.array([-10, -30], np.float32)) == -20
    assert loudness_db(np.array([], np.float32)) == -np.inf


@pytest.mark.parametrize(
    ("loudness", "gate"), [(0.0, -45.0), (-30.0, -75.0), (-35.0, -80.0), (-90.0, -80.0)]
)
def test_the_gate_follows_the_song_down_to_80_db(loudness: float, gate: float) -> None:
    assert gate_db(loudness) == gate
