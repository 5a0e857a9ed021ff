"""The energy of a song and its curve."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from moodtagger.core.circumplex import AROUSAL_DECILES, energy_level
from moodtagger.core.energy import energy_of, estimate_energy
from moodtagger.core.prediction import Segment
from tests.support.library import prediction


def test_louder_parts_have_more_energy_than_the_song() -> None:
    parts = tuple(Segment(10.0 * i, 10.0 * i + 10, 0.0, 0.0, {}) for i in range(8))
    song = replace(prediction(), arousal=0.0, segments=parts)
    levels = np.concatenate([np.full(24, -16.0), np.full(32, -12.0), np.full(24, -19.0)])
    energy = estimate_energy(song, levels)
    assert round(energy.level) == energy_level(0.0)
    assert len(energy.curve) == 10
    assert energy.step_s == pytest.approx(8.0)
    assert energy.outro < energy.intro < energy.peak
    assert energy.peak == pytest.approx(max(energy.curve))
    assert all(1.0 <= level <= 10.0 for level in energy.curve)


def test_the_level_of_the_whole_song_does_not_matter() -> None:
    levels = -20.0 + 6.0 * np.sin(np.arange(60.0))
    song = prediction(windows=3)
    assert estimate_energy(song, levels).curve == pytest.approx(
        estimate_energy(song, levels - 30.0).curve
    )


def test_excerpts_have_no_curve() -> None:
    energy = estimate_energy(prediction(), np.empty(0))
    assert energy.curve == ()
    assert energy.intro == energy.peak == energy.outro == energy.level


def test_the_scale_rounds_to_the_level_of_a_song() -> None:
    arousals = np.concatenate([np.linspace(-1.2, 1.2, 50), AROUSAL_DECILES])
    levels = np.floor(energy_of(arousals) + 0.5).tolist()
    assert levels == [energy_level(arousal) for arousal in arousals.tolist()]
    assert (np.diff(energy_of(np.sort(arousals))) >= 0).all()
    assert np.isnan(energy_of(np.array([np.nan]))).all()
