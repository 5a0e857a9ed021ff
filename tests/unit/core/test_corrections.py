"""A correction leaves the prediction unchanged and takes precedence over it."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moodtagger.core.circumplex import Correction, Quadrant, clip_to_plane
from moodtagger.core.tracks import FileTags, SongRow

NOW = datetime(2024, 5, 1, tzinfo=UTC)
ANALYZED = SongRow(
    1, "/a.mp3", FileTags(), valence=0.4, arousal=0.2, quadrant=Quadrant.RELAXED, confidence=0.5
)


def test_without_a_correction_the_prediction_is_effective() -> None:
    assert (ANALYZED.effective_valence, ANALYZED.effective_arousal) == (0.4, 0.2)
    assert ANALYZED.effective_quadrant is Quadrant.RELAXED


def test_a_correction_is_effective_and_the_prediction_stays() -> None:
    row = replace(ANALYZED, correction=Correction(-0.5, -0.25, NOW))
    assert (row.effective_valence, row.effective_arousal) == (-0.5, -0.25)
    assert row.effective_quadrant is Quadrant.SAD
    assert (row.valence, row.arousal, row.quadrant) == (0.4, 0.2, Quadrant.RELAXED)


def test_a_song_without_analysis_can_be_corrected() -> None:
    row = SongRow(2, "/b.mp3", FileTags(), correction=Correction(0.0, 0.0, NOW))
    assert (row.effective_valence, row.effective_quadrant) == (0.0, Quadrant.HAPPY)


@pytest.mark.parametrize("place", [(1.01, 0.0), (0.0, -1.2), (math.nan, 0.0)])
def test_a_position_off_the_plane_is_refused(place: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="no place"):
        Correction(*place, NOW)


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(-1, 1))
def test_any_numbers_are_clipped_to_the_plane(valence: float, arousal: float) -> None:
    near = clip_to_plane(valence, arousal)
    Correction(*near, NOW)
    assert near[1] == pytest.approx(arousal, abs=1e-4)


def test_nan_is_refused() -> None:
    with pytest.raises(ValueError, match="two numbers"):
        clip_to_plane(math.inf, 0.0)
