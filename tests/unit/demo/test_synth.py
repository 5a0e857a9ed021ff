"""Synthesis: instruments in tune and free of clicks, effects, and levels."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from moodtagger.demo.drumkit import DRUMS
from moodtagger.demo.effects import EFFECTS, SILENCE_LUFS, integrated_loudness, master, reverb
from moodtagger.demo.oscillators import SAMPLE_RATE
from moodtagger.demo.render import render
from moodtagger.demo.songs import SONGS
from moodtagger.demo.synth import INSTRUMENTS

PITCHED = sorted(set(INSTRUMENTS) - {"drone", "glockenspiel", "music box", "marimba"})


def mono(y: NDArray[np.float32]) -> NDArray[np.float32]:
    return y.mean(axis=1) if y.ndim == 2 else y


def sine(level: float, duration_s: float = 2.0, hz: float = 997.0) -> NDArray[np.float32]:
    t = np.arange(round(duration_s * SAMPLE_RATE)) / SAMPLE_RATE
    return np.repeat(level * np.sin(2 * np.pi * hz * t)[:, None], 2, axis=1).astype(np.float32)


@pytest.mark.parametrize("name", sorted(INSTRUMENTS))
def test_instruments_sound_without_clicks(name: str) -> None:
    y = INSTRUMENTS[name](220.0, 0.4, 0.8, np.random.default_rng(1))
    assert y.dtype == np.float32
    assert np.isfinite(y).all()
    assert 0.05 < np.abs(y).max() < 2.5
    assert np.abs(y[0]).max() < 0.05
    assert np.abs(y[-1]).max() < 0.05
    assert len(y) >= 0.4 * SAMPLE_RATE


@pytest.mark.parametrize("name", PITCHED)
def test_instruments_are_in_tune(name: str) -> None:
    """The strongest peak near the fundamental is within 12 cents of it."""
    y = mono(INSTRUMENTS[name](220.0, 1.5, 0.8, np.random.default_rng(1)))[2000:]
    spectrum = np.abs(np.fft.rfft(y * np.hanning(len(y)), 1 << 19))
    hz = np.fft.rfftfreq(1 << 19, 1 / SAMPLE_RATE)
    near = (hz > 205) & (hz < 235)
    found = hz[near][spectrum[near].argmax()]
    assert 1200 * np.log2(found / 220.0) == pytest.approx(0.0, abs=12.0)


@pytest.mark.parametrize("name", sorted(DRUMS))
def test_drums_are_louder_when_hit_harder(name: str) -> None:
    soft = DRUMS[name](0.3, np.random.default_rng(1))
    hard = DRUMS[name](0.9, np.random.default_rng(1))
    assert np.isfinite(hard).all()
    assert np.abs(hard[-1]) < 0.05
    assert np.std(hard) > 1.5 * np.std(soft)


@pytest.mark.parametrize("name", sorted(EFFECTS))
def test_effects_keep_the_shape_and_change_the_samples(name: str) -> None:
    y = sine(0.3)
    changed = EFFECTS[name](y, 0.5)
    assert changed.shape == y.shape
    assert np.isfinite(changed).all()
    assert np.abs(changed - y).max() > 0.01


def test_reverb_decays_after_the_sound() -> None:
    y = np.zeros((SAMPLE_RATE * 2, 2), np.float32)
    y[:2000] = sine(0.5)[:2000]
    wet = reverb(y, 1.5, np.random.default_rng(1))
    later = [np.std(wet[round(s * SAMPLE_RATE) :][:4000]) for s in (0.2, 0.7, 1.2)]
    assert later[0] > 3 * later[1] > 9 * later[2] > 0


def test_loudness_of_the_reference_tone() -> None:
    """A 997 Hz stereo sine of -20 dBFS peak has -20 LUFS (BS.1770-4: both channels add 3 dB)."""
    assert integrated_loudness(sine(0.1, 5.0)) == pytest.approx(-20.0, abs=0.1)
    assert integrated_loudness(np.zeros((SAMPLE_RATE, 2), np.float32)) == SILENCE_LUFS


def test_master_reaches_the_level_and_stays_in_range() -> None:
    loud = master(sine(0.01, 5.0), -14.0, 1.5)
    assert integrated_loudness(loud) == pytest.approx(-14.0, abs=0.5)
    assert np.abs(master(sine(3.0), -1.0, 2.0)).max() < 0.98


@pytest.mark.parametrize("mood", ["angry", "playful"])
def test_rendering_is_exact_in_length_and_deterministic(mood: str) -> None:
    first, sample_rate = render(SONGS[mood], 6.0, seed=2)
    second, _ = render(SONGS[mood], 6.0, seed=2)
    assert first.shape == (round(6.0 * sample_rate), 2)
    assert first.dtype == np.float32
    assert np.array_equal(first, second)
    assert np.isfinite(first).all()
    assert np.abs(first).max() <= 1.0
    assert integrated_loudness(first) == pytest.approx(SONGS[mood].loudness, abs=2.0)
    assert np.abs(first[[0, -1]]).max() < 1e-3
    assert np.std(first[:, 0] - first[:, 1]) > 0.005  # truly stereo


def test_another_seed_is_another_piece() -> None:
    a, _ = render(SONGS["playful"], 5.0, seed=1)
    b, _ = render(SONGS["playful"], 5.0, seed=2)
    assert abs(np.corrcoef(a[:, 0], b[:, 0])[0, 1]) < 0.5
