"""How a sound swells and dies; all curves begin and end at zero, so nothing clicks."""

from __future__ import annotations

from typing import Final

import numpy as np

from moodtagger.demo.oscillators import SAMPLE_RATE, Sound, time_axis

MIN_FADE_S: Final = 0.003


def sustained_envelope(
    length_s: float, attack_s: float, release_s: float, sag: float = 0.15
) -> Sound:
    """Rises over `attack_s`, sags a little while held for `length_s`, then fades."""
    t = time_axis(length_s + release_s)
    rise = 1.0 - np.exp(-3.0 * t / max(attack_s, MIN_FADE_S))
    hold = 1.0 - sag * np.minimum(t / max(length_s, MIN_FADE_S), 1.0)
    fall = np.clip((length_s + release_s - t) / max(release_s, MIN_FADE_S), 0.0, 1.0) ** 2
    return (rise * hold * fall).astype(np.float32)


def percussive_envelope(length_s: float, decay_s: float, release_s: float) -> Sound:
    """Full at once, dying away with `decay_s` to 1/e, damped at `length_s`."""
    t = time_axis(length_s + release_s)
    damped = np.clip((length_s + release_s - t) / max(release_s, MIN_FADE_S), 0.0, 1.0) ** 2
    return (np.exp(-t / decay_s) * damped * edge_envelope(len(t))).astype(np.float32)


def edge_envelope(count: int) -> Sound:
    """Ones with a 1 ms ramp at the start and a 3 ms one at the end."""
    t = np.arange(count) / SAMPLE_RATE
    up = np.minimum(t / 0.001, 1.0)
    down = np.minimum((count / SAMPLE_RATE - t) / MIN_FADE_S, 1.0)
    return (up * down).astype(np.float32)


def apply_envelope(y: Sound, envelope: Sound) -> Sound:
    """`y` under `envelope`, cut to the shorter of the two."""
    count = min(len(y), len(envelope))
    return y[:count] * envelope[:count]
