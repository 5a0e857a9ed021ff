"""Sound sources (wavetables, plucked strings, partials, noise) and envelopes.

Every array is float32 mono at 44.1 kHz. Sources have about unit amplitude, and start and end
without a click once an envelope is applied.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE: Final = 44_100
TABLE_SIZE: Final = 4096
MAX_HARMONIC_HZ: Final = 15_000.0
MIN_FADE_S: Final = 0.003

Sound = NDArray[np.float32]
Spectrum = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]
"""Amplitudes of the harmonics, given their numbers 1, 2, ... and their frequencies in Hz."""


def time_axis(length_s: float) -> NDArray[np.float64]:
    """Return the time of each sample in seconds; at least one sample."""
    return np.arange(max(1, round(length_s * SAMPLE_RATE))) / SAMPLE_RATE


def saw(slope: float = 1.0, corner_hz: float = MAX_HARMONIC_HZ) -> Spectrum:
    """Return a spectrum of all harmonics that falls as 1 / n**slope, faster above `corner_hz`."""
    return lambda n, hz: n**-slope / (1.0 + (hz / corner_hz) ** 4) ** 0.5


def hollow(slope: float = 1.2, corner_hz: float = MAX_HARMONIC_HZ) -> Spectrum:
    """Return a spectrum of mostly odd harmonics, as of a square wave or a low clarinet."""
    odd = saw(slope, corner_hz)
    return lambda n, hz: odd(n, hz) * np.where(n % 2 == 1, 1.0, 0.12)


def formants(*peaks: tuple[float, float, float], slope: float = 1.0) -> Spectrum:
    """Return a voice-like spectrum: resonances (center Hz, width Hz, gain) of a falling source."""

    def amplitudes(n: NDArray[np.float64], hz: NDArray[np.float64]) -> NDArray[np.float64]:
        shape = sum(g * np.exp(-0.5 * ((hz - c) / w) ** 2) for c, w, g in peaks)
        return n**-slope * (0.04 + shape)

    return amplitudes


@lru_cache(maxsize=512)
def wavetable(spectrum: Spectrum, frequency_hz: float) -> Sound:
    """Return one period, plus one sample to interpolate, without aliasing harmonics."""
    count = int(min(MAX_HARMONIC_HZ / frequency_hz, TABLE_SIZE // 2 - 1))
    harmonics = np.arange(1.0, max(1, count) + 1)
    bins = np.zeros(TABLE_SIZE // 2 + 1, dtype=np.complex128)
    bins[1 : len(harmonics) + 1] = -1j * spectrum(harmonics, harmonics * frequency_hz)
    period = np.fft.irfft(bins)
    period /= np.sqrt(np.mean(period**2)) * 2.0  # the same loudness for any spectrum
    return np.append(period, period[0]).astype(np.float32)


def play_wavetable(table: Sound, frequency_hz: NDArray[np.float64], phase: float) -> Sound:
    """Play a wavetable with a frequency for every sample; `phase` is the initial one, 0 to 1."""
    phases = (np.cumsum(frequency_hz / SAMPLE_RATE) + phase) % 1.0
    position = phases * TABLE_SIZE
    index = position.astype(np.int64) % TABLE_SIZE
    fraction = (position - np.floor(position)).astype(np.float32)
    return (table[index] + fraction * (table[index + 1] - table[index])).astype(np.float32)


def karplus_strong(
    frequency_hz: float,
    length_s: float,
    rng: np.random.Generator,
    brightness: float,
    feedback: float,
) -> Sound:
    """Synthesize a plucked string (Karplus and Strong, 1983), resampled to be exactly in tune.

    `brightness` of the pluck is from 0 to 1; `feedback`, just below 1, is the gain per period.
    """
    period = max(8, round(SAMPLE_RATE / frequency_hz))
    count = int(length_s * frequency_hz) + 2
    noise = rng.uniform(-1.0, 1.0, period)
    smooth = int((1.0 - brightness) * period * 0.25)
    for _ in range(smooth):
        noise = 0.5 * (noise + np.roll(noise, 1))
    noise = (noise - noise.mean()) / (np.abs(noise).max() + 1e-9)
    string = np.empty((count, period))
    for row in string:
        row[:] = noise
        noise = feedback * (0.5 * noise + 0.5 * np.roll(noise, 1))
    positions = time_axis(length_s) * frequency_hz * period
    return np.interp(positions, np.arange(string.size), string.ravel()).astype(np.float32)


def partials(
    frequency_hz: float,
    length_s: float,
    ratios: NDArray[np.float64],
    gains: NDArray[np.float64],
    decays_s: NDArray[np.float64],
) -> Sound:
    """Add sine partials at multiples of the frequency, each with its time to decay to 1/e."""
    t = time_axis(length_s)
    y = np.zeros(len(t))
    for ratio, gain, decay in zip(ratios, gains, decays_s, strict=True):
        hz = ratio * frequency_hz
        if hz < MAX_HARMONIC_HZ:
            audible = min(len(t), int(7.0 * decay * SAMPLE_RATE) + 1)
            y[:audible] += (
                gain * np.sin(2 * np.pi * hz * t[:audible]) * np.exp(-t[:audible] / decay)
            )
    return y.astype(np.float32)


def noise(length_s: float, rng: np.random.Generator, low_hz: float, high_hz: float) -> Sound:
    """Return noise with unit peak between two frequencies, with soft band edges."""
    count = max(64, round(length_s * SAMPLE_RATE))
    bins = np.fft.rfft(rng.standard_normal(count))
    hz = np.fft.rfftfreq(count, 1.0 / SAMPLE_RATE)
    bins *= 1.0 / (1.0 + (hz / high_hz) ** 6) * (hz / (hz + low_hz + 1e-9)) ** 3
    y = np.fft.irfft(bins, count)
    return np.asarray(y / (np.abs(y).max() + 1e-9), dtype=np.float32)


def sustained_envelope(
    length_s: float, attack_s: float, release_s: float, sag: float = 0.15
) -> Sound:
    """Return an envelope that rises over `attack_s`, sags until `length_s`, then fades."""
    t = time_axis(length_s + release_s)
    rise = 1.0 - np.exp(-3.0 * t / max(attack_s, MIN_FADE_S))
    hold = 1.0 - sag * np.minimum(t / max(length_s, MIN_FADE_S), 1.0)
    fall = np.clip((length_s + release_s - t) / max(release_s, MIN_FADE_S), 0.0, 1.0) ** 2
    return (rise * hold * fall).astype(np.float32)


def percussive_envelope(length_s: float, decay_s: float, release_s: float) -> Sound:
    """Return an envelope that starts at once, decays to 1/e in `decay_s`, damped at `length_s`."""
    t = time_axis(length_s + release_s)
    damped = np.clip((length_s + release_s - t) / max(release_s, MIN_FADE_S), 0.0, 1.0) ** 2
    return (np.exp(-t / decay_s) * damped * edge_envelope(len(t))).astype(np.float32)


def edge_envelope(count: int) -> Sound:
    """Return ones with a ramp of 1 ms at the start and of 3 ms at the end."""
    t = np.arange(count) / SAMPLE_RATE
    up = np.minimum(t / 0.001, 1.0)
    down = np.minimum((count / SAMPLE_RATE - t) / MIN_FADE_S, 1.0)
    return (up * down).astype(np.float32)


def apply_envelope(y: Sound, envelope: Sound) -> Sound:
    """Multiply `y` by `envelope`, truncated to the shorter of the two."""
    count = min(len(y), len(envelope))
    return y[:count] * envelope[:count]
