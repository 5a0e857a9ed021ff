"""Altered songs keep their length and level within bounds, and are reproducible."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from moodtagger.training.data.dataset import Floats
from moodtagger.training.patchnet.augmentation import (
    DEFAULT_AUGMENTATION,
    AudioAugmentation,
    augment_song,
    change_speed,
    crackle,
    equalize,
)
from tests.support.patch_songs import noise_song

NONE = AudioAugmentation(0, 0, 0, 0, 0, 0, 0, 0, 0)


def level_db(samples: Floats) -> float:
    return float(10 * np.log10(np.mean(np.square(samples))))


@pytest.mark.parametrize("seed", range(12))
def test_length_and_level_stay_within_bounds(seed: int) -> None:
    song = noise_song(seed, 3.0)
    altered = augment_song(song, np.random.default_rng(seed))
    assert altered.dtype == np.float32
    assert np.isfinite(altered).all()
    assert abs(np.log(len(altered) / len(song))) < 0.13
    # Saturation gives a level of its own; the others stay near the song's.
    assert level_db(song) - 25 < level_db(altered) < 0.5 + max(0.0, level_db(song) + 20)


def test_nothing_changes_without_a_chance() -> None:
    song = noise_song(1, 1.0)
    np.testing.assert_allclose(augment_song(song, np.random.default_rng(0), NONE), song, atol=1e-5)


def test_same_seed_gives_the_same_song() -> None:
    song = noise_song(2, 1.0)
    first, second, other = (augment_song(song, np.random.default_rng(s)) for s in (4, 4, 5))
    np.testing.assert_array_equal(first, second)
    assert len(first) != len(other) or not np.allclose(first, other)


def test_silence_stays_finite() -> None:
    for seed in range(8):
        altered = augment_song(np.zeros(16000, np.float32), np.random.default_rng(seed))
        assert np.isfinite(altered).all()


def test_speed_changes_pitch_and_length() -> None:
    tone = np.sin(2 * np.pi * 500 * np.arange(16000) / 16000).astype(np.float32)
    faster = change_speed(tone, 1.25)
    assert len(faster) == 12800
    peak = np.abs(np.fft.rfft(faster)).argmax() * 16000 / len(faster)
    assert peak == pytest.approx(625, abs=2)


def test_low_pass_cuts_high_frequencies() -> None:
    rng = np.random.default_rng(0)
    white = rng.standard_normal(32000).astype(np.float32)
    cut = equalize(white, rng, replace(NONE, lowpass_chance=1.0))
    spectrum = np.abs(np.fft.rfft(cut))
    high, low = spectrum[-1000:].mean(), spectrum[1000:6000].mean()
    assert high < low / 100


def test_crackle_comes_at_a_few_times() -> None:
    clicks = crackle(16000 * 4, np.random.default_rng(0))
    assert len(clicks) == 64000
    assert 0.001 < (np.abs(clicks) > 1e-2).mean() < 0.1


def test_default_alters_most_songs() -> None:
    song = noise_song(3, 1.0)
    lengths = {
        len(augment_song(song, np.random.default_rng(s), DEFAULT_AUGMENTATION)) for s in range(10)
    }
    assert len(lengths) > 4
