"""Patches of a song: evenly spread, none silent, at one level, in bounded memory."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.inference.patch_mel import PATCH_SAMPLES, SAMPLE_RATE, patch_log_mel
from moodtagger.inference.patches import (
    MAX_HELD,
    PATCH_S,
    Patch,
    PatchStream,
    Samples,
    planned_starts,
)


def noise(seconds: float, level: float = 0.1, seed: int = 0) -> Samples:
    count = round(seconds * SAMPLE_RATE)
    return (np.random.default_rng(seed).standard_normal(count) * level).astype(np.float32)


def starts(samples: Samples, block: int = 5000) -> list[float]:
    stream = PatchStream()
    for start in range(0, len(samples), block):
        stream.push(samples[start : start + block])
    return [patch.start_s for patch in stream.finish().patches]


def offset(seconds: float) -> Samples:
    return np.full(round(seconds * SAMPLE_RATE), 0.2, np.float32)


def read_patches(samples: Samples) -> list[Patch]:
    stream = PatchStream()
    stream.push(samples)
    return stream.finish().patches


def test_a_short_song_is_read_whole() -> None:
    assert starts(noise(15.0)) == pytest.approx([i * PATCH_S for i in range(15)])


@pytest.mark.parametrize(("minutes", "count"), [(1, 15), (4, 15), (8, 31)])
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


def test_a_hidden_song_changes_nothing() -> None:
    song, hidden = noise(34.0), noise(8.0, 0.5, seed=2)
    both = np.concatenate([song, np.zeros(600 * SAMPLE_RATE, np.float32), hidden])
    found, alone = read_patches(both), read_patches(song)
    assert [p.start_s for p in found] == [p.start_s for p in alone]
    assert all(np.array_equal(a.samples, b.samples) for a, b in zip(found, alone, strict=True))


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


def test_a_constant_offset_is_silent() -> None:
    song = noise(20.0)
    plain, behind = (read_patches(samples) for samples in (song, np.append(song, offset(60.0))))
    assert [patch.start_s for patch in behind] == [patch.start_s for patch in plain]
    shifted = read_patches(song + np.float32(0.3))
    assert [patch.start_s for patch in shifted] == [patch.start_s for patch in plain]
    assert [p.power for p in shifted] == pytest.approx([p.power for p in plain], rel=1e-3)


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
    minute = noise(60.0)
    for _ in range(45):
        stream.push(minute)
        batch = stream.take_ready()
        held.append(len(batch.patches) if batch else 0)
        starts_s += [patch.start_s for patch in batch.patches] if batch else []
    starts_s += [patch.start_s for patch in stream.finish().patches]
    assert max(held) <= MAX_HELD + 4
    assert sum(count > 0 for count in held) > 2
    assert np.diff(starts_s) == pytest.approx(16 * PATCH_S)


def test_a_late_climax_keeps_the_level_that_was_handed_over() -> None:
    stream = PatchStream()
    stream.push(noise(1100.0))
    first = stream.take_ready()
    assert first is not None
    stream.push(noise(60.0, level=0.5))
    assert stream.finish().level_power == first.level_power


def tone(patch_count: float, level_db: float = -20.0) -> Samples:
    """Return samples of exactly this mean square."""
    signs = np.resize([1, -1], round(patch_count * PATCH_SAMPLES))
    return (signs * 10 ** (level_db / 20)).astype(np.float32)


def seconds(duration_s: float, level_db: float = -20.0) -> Samples:
    return tone(duration_s / PATCH_S, level_db)


def silence(duration_s: float) -> Samples:
    return np.zeros(round(duration_s * SAMPLE_RATE), np.float32)


def numbers(*parts: Samples) -> list[float]:
    """Return where the patches of a song start, in patches."""
    return [start_s / PATCH_S for start_s in starts(np.concatenate(parts))]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_blocks_of_exactly_a_patch_are_all_read(count: int) -> None:
    assert len(starts(tone(count), PATCH_SAMPLES)) == count


@pytest.mark.parametrize(
    ("count", "chosen", "spacing"),
    [(15, 15, 1), (16, 15, None), (32, 15, None), (33, 15, None), (64, 15, None)],
)
def test_how_many_patches_a_song_has(count: int, chosen: int, spacing: int | None) -> None:
    found = numbers(tone(count))
    assert len(found) == chosen
    assert found[0] == 0
    if spacing:
        assert np.diff(found) == pytest.approx(spacing)
    elif count < 33:
        assert found == pytest.approx(np.linspace(0, count - 1, 15).round())


@pytest.mark.parametrize(
    ("loud_db", "quiet_db", "counts"),
    [
        (-10.0, -49.9, True),
        (-10.0, -50.1, False),  # more than 40 dB below the loudest
        (-60.0, -89.9, True),
        (-60.0, -90.1, False),
        (-95.0, -95.0, True),  # a song that is nowhere louder
    ],
)
@pytest.mark.parametrize("quiet_first", [False, True])
def test_how_quiet_a_patch_may_be(
    loud_db: float, quiet_db: float, counts: bool, quiet_first: bool
) -> None:
    loud, quiet = tone(2, loud_db), tone(2, quiet_db)
    found = numbers(quiet, loud) if quiet_first else numbers(loud, quiet)
    both, alone = [0, 1, 2, 3], [2, 3] if quiet_first else [0, 1]
    assert found == pytest.approx(both if counts else alone)


def test_a_song_begins_where_it_sounds() -> None:
    assert starts(np.concatenate([silence(0.3), tone(2)])) == pytest.approx([0.3, 0.3 + PATCH_S])
    assert starts(np.concatenate([tone(1), silence(1.475), tone(2)])) == pytest.approx(
        [0.0, PATCH_S + 1.475, 2 * PATCH_S + 1.475]
    )


def test_a_song_behind_faint_noise_begins_where_it_sounds() -> None:
    found = starts(np.concatenate([tone(40, -70.0), seconds(0.3, -70.0), tone(10)]))
    assert found == pytest.approx([(40 + number) * PATCH_S + 0.3 for number in range(10)])


def test_a_short_pause_is_part_of_the_song() -> None:
    assert numbers(tone(1), silence(0.3), tone(2)) == pytest.approx([0, 1, 2])


def test_a_patch_that_fades_into_silence_is_dropped_unless_it_is_the_only_one() -> None:
    assert numbers(tone(2.5), silence(5.0)) == pytest.approx([0, 1])
    assert numbers(tone(0.5), silence(5.0)) == [0]
    # what follows silence is counted as if the dropped patch had not been there
    found = numbers(tone(31.5), silence(4.0), tone(2))
    assert found[:4] == pytest.approx([0, 2, 4, 6])


def test_silence_at_the_start_of_an_excerpt_drops_nothing_of_the_one_before() -> None:
    stream = PatchStream()
    for start_s in (10.0, 20.0):
        stream.seek(start_s)
        stream.push(np.concatenate([tone(1.5), silence(0.5 * PATCH_S)]))
    stream.seek(30.0)
    stream.push(silence(3.0))
    found = [patch.start_s for patch in stream.finish().patches]
    assert found == pytest.approx([10.0, 10 + PATCH_S, 20.0, 20 + PATCH_S])


def test_the_first_excerpt_stands_for_a_song_of_short_ones() -> None:
    stream = PatchStream()
    stream.push(tone(0.5, -20.0))
    stream.seek(20.0)
    stream.push(tone(0.2, -40.0))
    (patch,) = stream.finish().patches
    np.testing.assert_array_equal(patch.samples, tone(1, -20.0))


def test_every_song_has_the_same_level() -> None:
    stream = PatchStream()
    stream.push(tone(5, -30.0))
    batch = stream.finish()
    assert batch.level_power == pytest.approx(1e-3)
    assert [patch.power for patch in batch.patches] == pytest.approx([1e-3] * 5)
    inputs = list(batch.inputs(2))
    assert [len(part) for part in inputs] == [2, 2, 1]
    expected = patch_log_mel(tone(1, -18.0)[None])
    np.testing.assert_allclose(inputs[2], expected, atol=1e-3)


def test_patches_are_handed_over_as_soon_as_there_are_forty() -> None:
    stream = PatchStream()
    stream.push(tone(39 * 16))
    assert stream.take_ready() is None
    stream.push(tone(1))
    ready = stream.take_ready()
    assert ready is not None
    assert [patch.start_s / PATCH_S for patch in ready.patches] == pytest.approx(
        np.arange(0, 640, 16)
    )
    assert stream.take_ready() is None
    stream.push(tone(16))
    assert [patch.start_s / PATCH_S for patch in stream.finish().patches] == [pytest.approx(640)]


@pytest.mark.parametrize("seconds", [1.0, 14.9, 31.0, 61.0, 240.0, 499.0, 520.0])
def test_planned_patches_are_those_of_a_song_without_silence(seconds: float) -> None:
    assert planned_starts(seconds, MAX_HELD) == pytest.approx(starts(noise(seconds), 100_000))


def test_no_more_patches_are_planned_than_asked_for() -> None:
    planned = planned_starts(3600.0, 32)
    assert (len(planned), planned[0]) == (32, 0.0)
    assert planned[-1] > 3580.0
    assert planned_starts(0.5, 32) == []
