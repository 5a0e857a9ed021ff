"""Keys of chords: in every key, tuning and block size; none for noise; changes of key."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.audio import SAMPLE_RATE, KeyEstimator
from moodtagger.core.music_analysis import KeyEstimate
from moodtagger.core.musical_keys import key_of_code

MAJOR_CHORDS = ((0, 4, 7), (5, 9, 12), (7, 11, 14), (0, 4, 7))
MINOR_CHORDS = ((0, 3, 7), (5, 8, 12), (7, 10, 14), (0, 3, 7))


def chords(code: int, seconds: float = 16.0, cents: float = 0.0) -> np.ndarray:
    """A cadence in a key, a second for each chord, with a bass note below."""
    key = key_of_code(code)
    times = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    sounds = []
    for chord in MINOR_CHORDS if key.minor else MAJOR_CHORDS:
        sound = np.zeros(SAMPLE_RATE)
        for step, octave, level in [(chord[0], -1, 1.0), *((step, 0, 0.5) for step in chord)]:
            hz = 261.63 * 2 ** ((key.tonic + step + cents / 100) / 12 + octave)
            sound += level * sum(np.sin(2 * np.pi * hz * k * times) / k for k in (1, 2, 3))
        sounds.append(sound)
    cadence = np.concatenate(sounds)
    repeats = int(np.ceil(seconds * SAMPLE_RATE / len(cadence)))
    return np.tile(0.1 * cadence, repeats)[: round(seconds * SAMPLE_RATE)].astype(np.float32)


def estimate(y: np.ndarray, block: int = 10 * SAMPLE_RATE) -> KeyEstimate | None:
    estimator = KeyEstimator()
    for start in range(0, len(y), block):
        estimator.push(y[start : start + block])
    return estimator.finish()


@pytest.mark.parametrize("code", range(0, 24, 5))
def test_the_key_of_chords(code: int) -> None:
    found = estimate(chords(code))
    assert found is not None
    assert found.key == key_of_code(code)
    assert found.confidence > 0.5
    assert found.changes == ()


def test_a_song_may_be_tuned_differently() -> None:
    found = estimate(chords(7, cents=30.0))
    assert found is not None
    assert found.key == key_of_code(7)
    assert found.tuning_cents == pytest.approx(30.0, abs=6.0)


def test_neither_level_nor_block_size_matters() -> None:
    y = chords(14)
    whole, quiet, in_blocks = estimate(y), estimate(0.01 * y), estimate(y, 4001)
    assert whole is not None
    assert quiet is not None
    assert in_blocks == whole
    assert quiet.key == whole.key
    assert quiet.confidence == pytest.approx(whole.confidence, abs=0.1)


@pytest.mark.parametrize("kind", ["silence", "noise", "nothing", "short"])
def test_what_has_no_key(kind: str) -> None:
    rng = np.random.default_rng(3)
    y = {
        "silence": np.zeros(10 * SAMPLE_RATE),
        "noise": 0.1 * rng.standard_normal(10 * SAMPLE_RATE),
        "nothing": np.zeros(0),
        "short": 0.1 * rng.standard_normal(1000),
    }[kind]
    assert estimate(y.astype(np.float32)) is None


def test_a_part_in_another_key_is_a_change() -> None:
    found = estimate(np.concatenate([chords(2, 48.0), chords(8, 32.0)]))
    assert found is not None
    assert found.key == key_of_code(2)
    (change,) = found.changes
    assert change.key == key_of_code(8)
    assert change.start_s == pytest.approx(48.0, abs=9.0)
    assert change.end_s == pytest.approx(80.0, abs=9.0)


def test_excerpts_are_kept_apart() -> None:
    """Half a frame before a gap and half a one behind it make no frame."""
    half = chords(4)[:8000]
    estimator = KeyEstimator()
    for start_s in (0, 30, 60):
        estimator.push(half, start_sample=start_s * SAMPLE_RATE)
    assert estimator.finish() is None
