"""Patches of a song: evenly spread, none silent, at one level, in bounded memory."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.inference.patch_mel import PATCH_SAMPLES, SAMPLE_RATE
from moodtagger.inference.patches import (
    MAX_HELD,
    PATCH_S,
    PatchStream,
    Samples,
)


def noise(seconds: float, level: float = 0.1, seed: int = 0) -> Samples:
    count = round(seconds * SAMPLE_RATE)
    return (np.random.default_rng(seed).standard_normal(count) * level).astype(np.float32)


def starts(samples: Samples, block: int = 5000) -> list[float]:
    stream = PatchStream()
    for start in range(0, len(samples), block):
        stream.push(samples[start : start + block])
    return [patch.start_s for patch in stream.finish().patches]


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
    batch = stream.finish()
    patches = batch.patches
    assert len(patches) >= 15
    assert min(patch.power for patch in patches) > 1e-4


@pytest.mark.parametrize("gain_db", [-40, -24, 6])
def test_the_level_of_a_recording_changes_nothing(gain_db: float) -> None:
    song = np.concatenate([noise(10.0), noise(10.0, level=0.01)])
    inputs = []
    for gain in (1.0, 10 ** (gain_db / 20)):
        stream = PatchStream()
        stream.push(song * np.float32(gain))
        inputs.append(np.concatenate(list(stream.finish().inputs(8))))
    np.testing.assert_allclose(inputs[1], inputs[0], atol=1e-3)


def test_a_song_shorter_than_a_patch_is_repeated() -> None:
    stream = PatchStream()
    stream.push(noise(0.5))
    (patch,) = stream.finish().patches
    assert patch.samples.shape == (PATCH_SAMPLES,)
    np.testing.assert_array_equal(patch.samples[:100], patch.samples[8000:8100])


def test_nothing_gives_no_patches() -> None:
    assert PatchStream().finish().patches == []


def test_digital_silence_is_still_represented() -> None:
    stream = PatchStream()
    stream.push(np.zeros(3 * PATCH_SAMPLES, np.float32))
    batch = stream.finish()
    patches = batch.patches
    assert len(patches) == 3
    assert all(np.isfinite(inputs).all() for inputs in batch.inputs(8))


def test_excerpts_keep_their_positions() -> None:
    stream = PatchStream()
    for start_s in (20.0, 100.0):
        stream.seek(start_s)
        stream.push(noise(2.5))
    batch = stream.finish()
    patches = batch.patches
    assert [patch.start_s for patch in patches] == pytest.approx(
        [20.0, 20.0 + PATCH_S, 100.0, 100.0 + PATCH_S]
    )
    assert [patch.stretch for patch in patches] == [1, 1, 2, 2]


def test_a_long_mix_is_handed_over_in_parts() -> None:
    stream, starts_s, held = PatchStream(), [], []
    for minute in range(60):
        stream.push(noise(60.0, seed=minute))
        batch = stream.take_ready()
        held.append(len(batch.patches) if batch else 0)
        starts_s += [patch.start_s for patch in batch.patches] if batch else []
    starts_s += [patch.start_s for patch in stream.finish().patches]
    assert max(held) <= MAX_HELD + 4
    assert sum(count > 0 for count in held) > 3
    assert np.diff(starts_s) == pytest.approx(16 * PATCH_S)


def test_a_late_climax_keeps_the_level_that_was_handed_over() -> None:
    stream = PatchStream()
    stream.push(noise(1100.0))
    first = stream.take_ready()
    assert first is not None
    stream.push(noise(60.0, level=0.5))
    assert stream.finish().level_power == first.level_power
