"""Instrument voices: functions from frequency, length and velocity to samples.

The samples are mono (frames,) or stereo (frames, 2) float32, with a peak of about 0.5 at full
velocity, and longer than the note by its release.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from moodtagger.demo.oscillators import (
    Sound,
    Spectrum,
    apply_envelope,
    edge_envelope,
    karplus_strong,
    noise,
    partials,
    percussive_envelope,
    play_wavetable,
    sustained_envelope,
    time_axis,
    wavetable,
)

Voice = Callable[[float, float, float, np.random.Generator], Sound]
"""Takes frequency in Hz, length in seconds, velocity from 0 to 1, and a generator."""


def ensemble(
    hz: float,
    length_s: float,
    velocity: float,
    rng: np.random.Generator,
    *,
    bright: Spectrum,
    dark: Spectrum,
    attack_s: float,
    release_s: float,
    voices: int = 3,
    cents: float = 8.0,
    vibrato_cents: float = 0.0,
    wide: float = 0.7,
    sag: float = 0.15,
    bite: float = 0.5,
) -> Sound:
    """Synthesize detuned wavetable voices spread over the stereo field.

    The bright table is mixed with the dark one by velocity; the fraction `bite` of it decays.
    """
    t = time_axis(length_s + release_s)
    shine = velocity * ((1.0 - bite) + bite * np.exp(-t / 0.25)).astype(np.float32)
    out = np.zeros((len(t), 2), np.float32)
    for number in range(voices):
        position = 0.0 if voices == 1 else 2.0 * number / (voices - 1) - 1.0
        bend = cents * position + _vibrato(t, vibrato_cents, rng)
        frequency = hz * 2.0 ** (bend / 1200.0)
        phase = float(rng.random())
        y = (1.0 - shine) * play_wavetable(wavetable(dark, hz), frequency, phase)
        y += shine * play_wavetable(wavetable(bright, hz), frequency, phase)
        angle = np.pi / 4 * (1.0 + wide * position)
        out += np.outer(y, (np.cos(angle), np.sin(angle))).astype(np.float32)
    envelope = sustained_envelope(length_s, attack_s, release_s, sag) * velocity * 0.6 / voices**0.5
    return np.asarray(out * envelope[:, None], dtype=np.float32)


def _vibrato(t: NDArray[np.float64], depth: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return the pitch deviation in cents: a delayed vibrato of about 5.3 Hz, random per voice."""
    rate = 5.3 + float(rng.uniform(-0.4, 0.4))
    onset = np.clip((t - 0.15) / 0.4, 0.0, 1.0)
    return np.asarray(depth * onset * np.sin(2 * np.pi * rate * t + rng.uniform(0, 6.28)))


def piano(hz: float, length_s: float, velocity: float, rng: np.random.Generator) -> Sound:
    """Synthesize a piano: two slightly detuned stiff strings, brighter with velocity, a thump."""
    n = np.arange(1.0, 1 + min(22, int(11_000 / hz)))
    ratios = n * np.sqrt(1.0 + 0.0004 * (hz / 262.0) * n**2)
    slope = 1.9 - 0.9 * velocity
    gains = n**-slope * (0.35 + np.abs(np.sin(np.pi * n / 7.3)))  # striking point of the hammer
    decays = 2.2 * (262.0 / hz) ** 0.45 / (1.0 + 0.16 * n)
    ring = length_s + 0.35
    left = partials(hz * 1.0003, ring, ratios, gains, decays)
    right = partials(hz * 0.9996, ring, ratios, gains, decays * 0.93)
    tone = np.stack([left + 0.6 * right, right + 0.6 * left], axis=1)
    thump = noise(0.05, rng, 60, 900) * percussive_envelope(0.03, 0.012, 0.02)[:2205]
    tone[: len(thump)] += 0.25 * velocity * thump[: len(tone), None]
    envelope = percussive_envelope(length_s, 30.0, 0.35)
    count = min(len(tone), len(envelope))
    y = tone[:count] * envelope[:count, None] * 0.16 * velocity**1.2
    return np.asarray(y, dtype=np.float32)


def electric_piano(hz: float, length_s: float, velocity: float, rng: np.random.Generator) -> Sound:
    """Synthesize an electric piano: two-operator FM with a tine and a slow stereo tremolo."""
    t = time_axis(length_s + 0.3)
    index = 2.4 * velocity * np.exp(-t / 0.35) + 0.25
    tine = 0.2 * velocity * np.exp(-t / 0.08) * np.sin(2 * np.pi * 14 * hz * t)
    tone = np.sin(2 * np.pi * hz * t + index * np.sin(2 * np.pi * hz * t)) + tine
    y = tone * percussive_envelope(length_s, 1.6, 0.3)[: len(t)] * velocity * 0.4
    sway = 0.25 * np.sin(2 * np.pi * 4.2 * t)
    return np.stack([y * (1 + sway), y * (1 - sway)], axis=1).astype(np.float32)


def string(
    hz: float,
    length_s: float,
    velocity: float,
    rng: np.random.Generator,
    *,
    brightness: float,
    decay_s: float,
    release_s: float = 0.15,
    gain: float = 0.6,
) -> Sound:
    """Synthesize a plucked string whose decay time hardly depends on its pitch."""
    hold = float(np.exp(-1.0 / (decay_s * hz)))
    bright = min(1.0, brightness * (0.5 + 0.6 * velocity))
    y = karplus_strong(hz, length_s + release_s, rng, bright, hold)
    return apply_envelope(y, percussive_envelope(length_s, 30.0, release_s)) * np.float32(
        velocity * gain
    )


def struck_bars(
    hz: float,
    length_s: float,
    velocity: float,
    rng: np.random.Generator,
    *,
    ratios: tuple[float, ...],
    decay_s: float,
) -> Sound:
    """Synthesize struck bars and bells: few inharmonic partials, higher ones decaying faster."""
    multiples = np.array(ratios)
    gains = velocity / np.arange(1.0, len(ratios) + 1) ** (2.0 - velocity)
    decays = decay_s * (440.0 / hz) ** 0.4 / multiples**0.8
    y = partials(hz, length_s + 4.0 * decay_s, multiples, gains, decays)
    return y * edge_envelope(len(y)) * np.float32(0.45)


def wind_instrument(
    hz: float,
    length_s: float,
    velocity: float,
    rng: np.random.Generator,
    *,
    tone: Spectrum,
    air: float,
    vibrato_cents: float = 12.0,
    attack_s: float = 0.06,
) -> Sound:
    """Synthesize a wind instrument: one voice with vibrato and breath noise."""
    t = time_axis(length_s + 0.12)
    scoop = -40.0 * np.exp(-t / 0.03)
    frequency = hz * 2.0 ** ((_vibrato(t, vibrato_cents, rng) + scoop) / 1200.0)
    y = play_wavetable(wavetable(tone, hz), frequency, 0.0)
    wind = noise(len(t) / 44_100, rng, 0.6 * hz, 4.0 * hz + 1500)
    y = y + air * wind[: len(t)]
    return apply_envelope(y, sustained_envelope(length_s, attack_s, 0.12, 0.1)) * np.float32(
        0.7 * velocity
    )


def sub_bass(hz: float, length_s: float, velocity: float, rng: np.random.Generator) -> Sound:
    """Synthesize a soft bass: the fundamental and a little of its octave."""
    t = time_axis(length_s + 0.06)
    y = np.sin(2 * np.pi * hz * t) + 0.25 * np.sin(4 * np.pi * hz * t)
    return apply_envelope(
        y.astype(np.float32), sustained_envelope(length_s, 0.012, 0.06, 0.3)
    ) * np.float32(0.55 * velocity)


def finger_bass(hz: float, length_s: float, velocity: float, rng: np.random.Generator) -> Sound:
    """Synthesize a fingered bass: a plucked string over a sine."""
    pluck = string(hz, length_s, velocity, rng, brightness=0.7, decay_s=0.9, gain=0.55)
    weight = sub_bass(hz, length_s, velocity, rng)
    count = min(len(pluck), len(weight))
    return pluck[:count] + 0.7 * weight[:count]


def drone(hz: float, length_s: float, velocity: float, rng: np.random.Generator) -> Sound:
    """Synthesize a drone: low beating partials, and slow wind noise above them."""
    t = time_axis(length_s + 2.0)
    out = np.zeros((len(t), 2))
    for n in range(1, 9):
        for side in (0, 1):
            drift = 1.0 + float(rng.uniform(-0.004, 0.004))
            swell = 0.6 + 0.4 * np.sin(
                2 * np.pi * rng.uniform(0.05, 0.3) * t + rng.uniform(0, 6.28)
            )
            out[:, side] += swell * np.sin(2 * np.pi * hz * n * drift * t) / n**1.3
    wind = noise(len(t) / 44_100, rng, 150, 900)[: len(t), None]
    gusts = wind * (0.5 + 0.5 * np.sin(2 * np.pi * 0.11 * t))[:, None]
    y = (out * 0.3 + 0.35 * gusts) * sustained_envelope(length_s, 1.2, 2.0, 0.0)[:, None]
    return (y * velocity).astype(np.float32)
