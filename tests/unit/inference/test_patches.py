"""Patches of a song: evenly spread, none silent, at one level, in bounded memory."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.inference.patch_mel import PATCH_SAMPLES, SAMPLE_RATE
from moodtagger.inference.patches import (
    PATCH_S,
    PatchStream,
    Samples,
    patch_inputs,
)


def noise(seconds: float, level: float = 0.1, seed: int = 0) -> Samples:
    count = round(seconds * SAMPLE_RATE)
    return (np.random.default_rng(seed).standard_normal(count) * level).astype(np.float32)


def starts(samples: Samples, block: int = 5000) -> list[float]:
    stream = PatchStream()
    for start in range(0, len(samples), block):
        stream.push(samples[start : start + block])
    return [patch.start_s for patch in stream.finish()]


def test_a_short_song_is_read_whole() -> None:
    assert starts(noise(15.0)) == pytest.approx([i * PATCH_S for i in range(15)])


@pytest.mark.parametrize(("minutes", "count"), [(1, 20), (4, 20), (8, 31)])
def test_patches_are_spread_over_the_whole_song(minutes: int, count: int) -> None:
    found = starts(noise(60.0 * minutes))
    assert len(found) == count
    assert found[0] == 0
    assert found[-1] > 60 * minutes - 60 * minutes / 10
    assert max(np.diff(found)) < 2.1 * min(np.diff(found))


def test_a_long_mix_gets_a_patch_every_sixteen_seconds() -> None:
    found = starts(noise(1200.0), block=400_000)
    assert np.diff(found) == pytest.approx(16 * PATCH_S)


def test_blocks_of_any_size_give_the_same_patches() -> None:
    song = noise(40.0)
    assert starts(song, 777) == starts(song, 100_000)


@pytest.mark.parametrize("where", ["before", "between", "behind"])
def test_silence_and_faint_noise_carry_no_weight(where: str) -> None:
    music = noise(30.0)
    faint = noise(300.0, level=0.1 * 10 ** (-50 / 20), seed=1)
    parts = {
        "before": [faint, music],
        "between": [music, faint, music],
        "behind": [music, faint],
    }[where]
    stream = PatchStream()
    stream.push(np.concatenate(parts))
    patches = stream.finish()
    assert len(patches) >= 15
    assert min(patch.power for patch in patches) > 1e-4


@pytest.mark.parametrize("gain_db", [-40, -24, 6])
def test_the_level_of_a_recording_changes_nothing(gain_db: float) -> None:
    song = np.concatenate([noise(10.0), noise(10.0, level=0.01)])
    inputs = []
    for gain in (1.0, 10 ** (gain_db / 20)):
        stream = PatchStream()
        stream.push(song * np.float32(gain))
        inputs.append(patch_inputs(stream.finish()))
    np.testing.assert_allclose(inputs[1], inputs[0], atol=1e-3)


def test_a_song_shorter_than_a_patch_is_repeated() -> None:
    stream = PatchStream()
    stream.push(noise(0.5))
    (patch,) = stream.finish()
    assert patch.samples.shape == (PATCH_SAMPLES,)
    np.testing.assert_array_equal(patch.samples[:100], patch.samples[8000:8100])


def test_nothing_gives_no_patches() -> None:
    assert PatchStream().finish() == []


def test_digital_silence_is_still_represented() -> None:
    stream = PatchStream()
    stream.push(np.zeros(3 * PATCH_SAMPLES, np.float32))
    patches = stream.finish()
    assert len(patches) == 3
    assert np.isfinite(patch_inputs(patches)).all()


def test_excerpts_keep_their_positions() -> None:
    stream = PatchStream()
    for start_s in (20.0, 100.0):
        stream.seek(start_s)
        stream.push(noise(2.5))
    patches = stream.finish()
    assert [patch.start_s for patch in patches] == pytest.approx(
        [20.0, 20.0 + PATCH_S, 100.0, 100.0 + PATCH_S]
    )
    assert [patch.stretch for patch in patches] == [1, 1, 2, 2]
