"""Drums and other percussion, synthesized from sines and noise."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import numpy as np

from moodtagger.demo.oscillators import (
    SAMPLE_RATE,
    Sound,
    edge_envelope,
    noise,
    partials,
    time_axis,
)

Drum = Callable[[float, np.random.Generator], Sound]
"""Takes velocity from 0 to 1 and a generator; returns mono samples."""


def _apply_decay(y: Sound, decay_s: float) -> Sound:
    t = np.arange(len(y)) / SAMPLE_RATE
    return np.asarray(y * np.exp(-t / decay_s) * edge_envelope(len(y)), dtype=np.float32)


def _skin(
    velocity: float,
    rng: np.random.Generator,
    *,
    hz: float,
    sweep: float,
    decay_s: float,
    click: float = 0.3,
) -> Sound:
    """Synthesize a drum skin: a sine whose frequency drops quickly by `sweep`, and a click."""
    t = time_axis(6.0 * decay_s)
    frequency = hz * (1.0 + sweep * np.exp(-t / 0.025))
    y = np.sin(2 * np.pi * np.cumsum(frequency) / SAMPLE_RATE).astype(np.float32)
    y = _apply_decay(y, decay_s)
    stick = _apply_decay(noise(0.05, rng, 900, 6000), 0.009)
    y[: len(stick)] += np.float32(click * velocity) * stick[: len(y)]
    return y * np.float32(0.75 * velocity)


def _snare(
    velocity: float,
    rng: np.random.Generator,
    *,
    hz: float = 190.0,
    decay_s: float = 0.14,
    body: float = 0.4,
) -> Sound:
    rattle = _apply_decay(noise(0.6, rng, 400, 5500), decay_s)
    skin = _skin(1.0, rng, hz=hz, sweep=0.5, decay_s=0.07, click=0.2)
    rattle[: len(skin)] += np.float32(body) * skin[: len(rattle)]
    return rattle * np.float32(1.0 * velocity)


def _cymbal(
    velocity: float,
    rng: np.random.Generator,
    *,
    decay_s: float,
    low_hz: float = 5000.0,
    metal: float = 0.25,
) -> Sound:
    """Synthesize a cymbal: high noise and inharmonic partials, brighter with velocity."""
    length_s = min(4.0, 6.0 * decay_s)
    y = _apply_decay(noise(length_s, rng, low_hz, 8000 + 4000 * velocity), decay_s)
    ratios = rng.uniform(8.0, 30.0, 9)
    ring = partials(400.0, length_s, ratios, np.full(9, metal / 3), np.full(9, decay_s * 0.8))
    count = min(len(y), len(ring))
    return (y[:count] + ring[:count] * edge_envelope(count)) * np.float32(0.45 * velocity)


def _clap(velocity: float, rng: np.random.Generator) -> Sound:
    y = np.zeros(round(0.35 * SAMPLE_RATE), np.float32)
    for delay_s, decay_s in ((0.0, 0.008), (0.011, 0.008), (0.023, 0.07)):
        burst = _apply_decay(noise(0.3, rng, 900, 5000), decay_s)
        start = round(delay_s * SAMPLE_RATE)
        y[start : start + len(burst)] += burst[: len(y) - start]
    return y * np.float32(0.9 * velocity)


def _shaker(velocity: float, rng: np.random.Generator) -> Sound:
    y = noise(0.12, rng, 4500, 11_000)
    t = np.arange(len(y)) / SAMPLE_RATE
    hump = np.minimum(t / 0.025, 1.0) * np.exp(-np.maximum(t - 0.025, 0) / 0.02)
    return np.asarray(y * hump * edge_envelope(len(y)) * 0.35 * velocity, dtype=np.float32)


def _block(velocity: float, rng: np.random.Generator, *, hz: float, decay_s: float) -> Sound:
    ratios = np.array([1.0, 2.42, 3.9])
    y = partials(hz, 6 * decay_s, ratios, np.array([1.0, 0.4, 0.2]), decay_s / ratios)
    return y * edge_envelope(len(y)) * np.float32(0.5 * velocity)


def _timpani(velocity: float, rng: np.random.Generator) -> Sound:
    ratios = np.array([1.0, 1.5, 1.98, 2.44])
    gains = np.array([1.0, 0.6, 0.4, 0.2])
    y = partials(73.4, 2.5, ratios, gains, 0.7 / ratios) * edge_envelope(round(2.5 * SAMPLE_RATE))
    stick = _apply_decay(noise(0.06, rng, 80, 900), 0.015)
    y[: len(stick)] += np.float32(0.4) * stick
    return y * np.float32(0.5 * velocity)


def _scrape(velocity: float, rng: np.random.Generator) -> Sound:
    """Synthesize bowed metal: a swelling cluster of rough, high partials."""
    t = time_axis(2.2)
    cluster = sum(
        np.sin(2 * np.pi * hz * t + rng.uniform(0, 6.28)) * (0.6 + 0.4 * np.sin(hz / 30 * t))
        for hz in rng.uniform(700.0, 3400.0, 14)
    )
    grain = 1.0 + 0.8 * noise(2.2, rng, 20, 160)[: len(t)]
    swell = np.sin(np.pi * np.minimum(t / 2.2, 1.0)) ** 2
    y = 0.06 * velocity * cluster * grain * swell * edge_envelope(len(t))
    return np.asarray(y, dtype=np.float32)


def _swell(velocity: float, rng: np.random.Generator) -> Sound:
    """Synthesize a reversed cymbal: noise that rises for two seconds and stops."""
    y = noise(2.0, rng, 1500, 9000)
    rise = np.linspace(0.0, 1.0, len(y)) ** 3
    return np.asarray(y * rise * edge_envelope(len(y)) * 0.3 * velocity, dtype=np.float32)


DRUMS: Final[dict[str, Drum]] = {
    "kick": partial(_skin, hz=50.0, sweep=3.0, decay_s=0.11, click=0.9),
    "deep kick": partial(_skin, hz=46.0, sweep=4.5, decay_s=0.16, click=0.8),
    "hard kick": partial(_skin, hz=58.0, sweep=3.0, decay_s=0.09, click=1.3),
    "soft kick": partial(_skin, hz=52.0, sweep=1.0, decay_s=0.12, click=0.05),
    "boom": partial(_skin, hz=34.0, sweep=0.8, decay_s=0.9, click=0.1),
    "taiko": partial(_skin, hz=62.0, sweep=1.4, decay_s=0.2, click=1.0),
    "low tom": partial(_skin, hz=85.0, sweep=0.7, decay_s=0.2, click=0.7),
    "high tom": partial(_skin, hz=140.0, sweep=0.6, decay_s=0.15, click=0.7),
    "snare": _snare,
    "hard snare": partial(_snare, hz=210.0, decay_s=0.16, body=0.8),
    "brush": partial(_snare, hz=180.0, decay_s=0.07, body=0.08),
    "clap": _clap,
    "hat": partial(_cymbal, decay_s=0.028),
    "open hat": partial(_cymbal, decay_s=0.16),
    "ride": partial(_cymbal, decay_s=0.35, low_hz=6000.0, metal=0.5),
    "crash": partial(_cymbal, decay_s=0.9, low_hz=2500.0),
    "shaker": _shaker,
    "tambourine": partial(_cymbal, decay_s=0.06, low_hz=6500.0, metal=0.6),
    "wood block": partial(_block, hz=820.0, decay_s=0.035),
    "tick": partial(_block, hz=1900.0, decay_s=0.015),
    "timpani": _timpani,
    "swell": _swell,
    "scrape": _scrape,
}
