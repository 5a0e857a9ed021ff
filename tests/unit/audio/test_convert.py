"""Downmix, samples that are not finite, resampling, and levels."""

from __future__ import annotations

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from moodtagger.audio.convert import (
    MAX_AMPLITUDE,
    Resampler,
    downmix_weights,
    is_plausible_sample_rate,
    to_mono,
)
from moodtagger.audio.decoders.ffmpeg_frames import as_float
from tests.support.levels import is_silent, loudness_db, peak_db

SURROUND = ("FL", "FR", "FC", "LFE", "SL", "SR")


def sine(samples: int, rate: int, frequency_hz: float = 440.0) -> np.ndarray:
    return np.sin(2 * np.pi * frequency_hz * np.arange(samples) / rate).astype(np.float32)


@pytest.mark.parametrize(
    ("names", "weights"),
    [
        (("FC",), [1.0]),
        (("FL", "FR"), [0.5, 0.5]),
        (("NONE", "NONE"), [0.5, 0.5]),
        (("FC", "LFE"), [0.5, 0.5]),
        (("NONE",) * 4, [0.25] * 4),
        (("NONE",) * 6, [0.5, 0.5, 0.7071, 0.0, 0.3536, 0.3536]),
        (SURROUND, [0.5, 0.5, 0.7071, 0.0, 0.3536, 0.3536]),
    ],
)
def test_weights(names: tuple[str, ...], weights: list[float]) -> None:
    assert downmix_weights(names).tolist() == pytest.approx(weights)


def test_stereo_is_the_mean() -> None:
    samples = np.array([[1.0, 0.0], [0.5, -0.5], [0.2, 0.4]], np.float32)
    assert to_mono(list(samples.T), downmix_weights(("FL", "FR"))) == pytest.approx([0.5, 0.0, 0.3])


def test_surround_is_as_loud_as_its_stereo_and_drops_the_lfe() -> None:
    samples = np.zeros((10, 6), np.float32)
    samples[:, :2] = 0.8
    samples[:, 3] = 1.0  # LFE
    assert to_mono(list(samples.T), downmix_weights(SURROUND)) == pytest.approx([0.8] * 10)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e30, -3e38])
@pytest.mark.parametrize("channels", [1, 2])
def test_bad_samples_become_silence(bad: float, channels: int) -> None:
    samples = np.full((100, channels), 0.25, np.float32)
    samples[7] = bad
    mono = to_mono(list(samples.T), downmix_weights(("",) * channels))
    assert np.isfinite(mono).all()
    assert np.abs(mono).max() <= MAX_AMPLITUDE
    assert np.delete(mono, 7) == pytest.approx(0.25)
    if not np.isfinite(bad):
        assert mono[7] == 0.0


def test_bad_sample_does_not_affect_the_other_channel() -> None:
    samples = np.array([[np.inf, 0.4], [-np.inf, np.inf]], np.float32)
    assert to_mono(list(samples.T), downmix_weights(("FL", "FR"))) == pytest.approx([0.2, 0.0])


@pytest.mark.parametrize(
    ("dtype", "low", "high"),
    [
        (np.uint8, 0, 255),
        (np.int16, -(2**15), 2**15 - 1),
        (np.int32, -(2**31), 2**31 - 1),
        (np.int64, -(2**63), 2**63 - 1),
        (np.float32, -1.0, 1.0),
        (np.float64, -1.0, 1.0),
    ],
)
def test_full_scale_is_one(dtype: type, low: float, high: float) -> None:
    floats = as_float(np.array([[low, high]], dtype))
    assert floats.dtype == np.float32
    assert floats[0].tolist() == pytest.approx([-1.0, 1.0], abs=0.01)


def test_doubles_beyond_a_float_become_infinite_silently() -> None:
    assert np.isinf(as_float(np.array([[1e300]]))).all()


@settings(deadline=None, max_examples=40)
@given(
    rate=st.sampled_from([8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000]),
    sizes=st.lists(st.integers(0, 20_000), min_size=1, max_size=8),
)
def test_resampling_in_blocks_equals_resampling_at_once(rate: int, sizes: list[int]) -> None:
    y = sine(sum(sizes), rate)
    resampler = Resampler()
    blocks = np.split(y, np.cumsum(sizes)[:-1])
    streamed = np.concatenate([*(resampler.push(rate, b) for b in blocks), resampler.finish()])
    at_once = soxr.resample(y, rate, 16_000) if len(y) else y
    assert abs(len(streamed) - len(at_once)) <= 1
    common = min(len(streamed), len(at_once))
    np.testing.assert_allclose(streamed[:common], at_once[:common], atol=1e-4)


def test_the_rate_may_change_midway() -> None:
    resampler = Resampler()
    parts = [
        resampler.push(48_000, sine(48_000, 48_000)),
        resampler.push(16_000, sine(16_000, 16_000)),
        resampler.push(8_000, sine(8_000, 8_000)),
        resampler.finish(),
    ]
    together = np.concatenate(parts)
    assert len(together) == pytest.approx(48_000, abs=2)
    assert float(np.std(together)) == pytest.approx(np.sqrt(0.5), rel=0.01)


def test_implausible_sample_rates() -> None:
    assert [is_plausible_sample_rate(r) for r in (0, 999, 8_000, 2_822_400, 2**31)] == [
        False,
        False,
        True,
        True,
        False,
    ]


def test_levels() -> None:
    wave = 0.1 * sine(16_000, 16_000)
    assert peak_db(wave) == pytest.approx(-20.0, abs=0.05)
    assert loudness_db(wave) == pytest.approx(-23.01, abs=0.05)
    assert not is_silent(wave)
    assert is_silent(wave * np.float32(1e-3))


def test_levels_of_an_empty_signal() -> None:
    empty = np.empty(0, np.float32)
    assert (peak_db(empty), loudness_db(empty), is_silent(empty)) == (-100.0, -100.0, True)
