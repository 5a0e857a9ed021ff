"""Windows cover a stretch without gaps, however its frames are split."""

import itertools
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moodtagger.inference.windowing import (
    FRAME_S,
    MIN_REMAINDER_FRAMES,
    WINDOW_FRAMES,
    Window,
    WindowStream,
    sounding_weights,
)


def numbered(count: int) -> np.ndarray:
    return np.repeat(np.arange(count, dtype=np.float32)[:, None], 96, axis=1)


def cut(frames: np.ndarray, sizes: list[int]) -> list[Window]:
    stream = WindowStream()
    found: list[Window] = []
    start = 0
    for size in sizes:
        found += stream.push(frames[start : start + size])
        start += size
    return [*found, *stream.push(frames[start:]), *stream.finish()]


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 1500), st.lists(st.integers(0, 700), max_size=6))
def test_windows_do_not_depend_on_block_sizes(count: int, sizes: list[int]) -> None:
    frames = numbered(count)
    expected, found = cut(frames, []), cut(frames, sizes)
    assert [(w.start_s, w.end_s, w.weight) for w in found] == [
        (w.start_s, w.end_s, w.weight) for w in expected
    ]
    for a, b in zip(found, expected, strict=True):
        np.testing.assert_array_equal(a.frames, b.frames)


@given(st.integers(1, 2000))
def test_windows_are_contiguous_to_the_end(count: int) -> None:
    found = cut(numbered(count), [])
    assert found[0].start_s == 0
    for a, b in itertools.pairwise(found):
        assert a.end_s == b.start_s
    assert -1e-6 < count * FRAME_S - found[-1].end_s < MIN_REMAINDER_FRAMES * FRAME_S
    assert all(w.frames.shape == (WINDOW_FRAMES, 96) for w in found)


def test_last_window_is_aligned_to_the_end() -> None:
    last = cut(numbered(500), [])[-1]
    np.testing.assert_array_equal(last.frames[:, 0], np.arange(500 - WINDOW_FRAMES, 500))
    assert last.start_s == pytest.approx(WINDOW_FRAMES * FRAME_S)
    assert last.weight == pytest.approx((500 - WINDOW_FRAMES) / WINDOW_FRAMES)


def test_short_stretch_is_repeated() -> None:
    (window,) = cut(numbered(100), [])
    np.testing.assert_array_equal(window.frames[:, 0], np.arange(WINDOW_FRAMES) % 100)
    assert window.end_s == pytest.approx(100 * FRAME_S)


def test_excerpts_keep_their_times_and_do_not_overlap() -> None:
    stream = WindowStream()
    stream.push(numbered(WINDOW_FRAMES))
    stream.finish()
    stream.seek(60.0)
    stream.push(numbered(50) + 1000)
    (window,) = stream.finish()
    assert window.start_s == 60.0
    assert window.frames.min() >= 1000


def test_silent_windows_have_no_weight() -> None:
    silent = np.full((WINDOW_FRAMES, 96), -60, np.float32)
    loud = np.full((WINDOW_FRAMES, 96), 10, np.float32)
    windows = cut(np.concatenate([silent, loud, loud - 20, silent]), [])
    levels = [window.loudness_db for window in windows]
    assert levels == pytest.approx([-60, 10, -10, -60])
    weights = [window.weight for window in windows]
    assert sounding_weights(weights, levels).tolist() == [0, 1, 1, 0]
    assert sounding_weights([1.0, 0.5], [-60, -61]).tolist() == [1, 0.5]  # a song of a low level
    assert sounding_weights([1.0], [-140]).tolist() == [1]
    assert len(sounding_weights([], [])) == 0


def test_frames_may_be_left_out() -> None:
    stream = WindowStream()
    stream.skip(50)
    windows = stream.push(numbered(100))
    stream.skip(200)
    windows += stream.push(numbered(WINDOW_FRAMES))
    (last,) = [*windows, *stream.finish()][1:]
    assert windows[0].start_s == pytest.approx(50 * FRAME_S)
    assert windows[0].end_s == pytest.approx((350 + WINDOW_FRAMES - 100) * FRAME_S)
    assert last.start_s == windows[0].end_s
    assert last.end_s == pytest.approx((350 + WINDOW_FRAMES) * FRAME_S)


def test_a_short_remainder_after_silence_is_dropped() -> None:
    stream = WindowStream()
    stream.push(numbered(WINDOW_FRAMES))
    assert not stream.finish()
    stream.push(numbered(MIN_REMAINDER_FRAMES - 1))
    assert not stream.finish()
    stream.push(numbered(MIN_REMAINDER_FRAMES))
    assert len(stream.finish()) == 1


def test_very_quiet_windows_are_amplified() -> None:
    frames = np.random.default_rng(1).normal(-10, 5, (WINDOW_FRAMES, 96)).astype(np.float32)
    (loud,) = cut(frames + 20, [])
    np.testing.assert_array_equal(loud.frames, frames + 20)
    for level in (-30, -60):
        (quiet,) = cut(frames + level, [])
        power = 10 * np.log10((10.0 ** (quiet.frames / 10)).sum(axis=1).mean())
        assert power == pytest.approx(-3, abs=0.01)
        np.testing.assert_allclose(
            quiet.frames - quiet.frames.mean(), frames - frames.mean(), atol=1e-3
        )


def test_every_window_is_returned_as_soon_as_it_is_complete() -> None:
    stream = WindowStream()
    found = 0
    for blocks in range(1, 201):
        found += len(stream.push(numbered(97)))
        assert found == blocks * 97 // WINDOW_FRAMES


def test_memory_does_not_grow_with_the_song() -> None:
    stream, long_block, block = WindowStream(), numbered(20_000), numbered(97)
    tracemalloc.start()
    try:
        stream.push(long_block)
        after_long_block, _ = tracemalloc.get_traced_memory()
        for _ in range(500):
            stream.push(block)
        at_the_end, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert max(after_long_block, at_the_end) < 4 * WINDOW_FRAMES * block[0].nbytes


@pytest.mark.parametrize(
    ("count", "windows"),
    [(0, 0), (1, 1), (313, 1), (343, 1), (344, 2), (626, 2), (656, 2), (657, 3)],
)
def test_a_remainder_of_less_than_a_second_makes_no_window(count: int, windows: int) -> None:
    assert len(cut(numbered(count), [])) == windows


@pytest.mark.parametrize("level", [-40.0, -23.0, -22.0, 6.0, 8.0])
def test_only_a_window_below_the_least_power_is_amplified(level: float) -> None:
    (window,) = cut(np.full((WINDOW_FRAMES, 96), level, np.float32), [])
    power_db = level + 10 * np.log10(96)
    assert window.frames.mean() == pytest.approx(level + max(0.0, -3 - power_db), abs=1e-3)
    assert window.loudness_db == level


def test_the_loudness_of_a_window_is_that_of_what_it_adds() -> None:
    loud = np.full((WINDOW_FRAMES, 96), 10, np.float32)
    first, last = cut(np.concatenate([loud, loud[:100] - 30]), [])
    assert first.loudness_db == pytest.approx(10)
    assert last.loudness_db == pytest.approx(-20)
    assert last.frames.max() == 10


def test_a_stretch_behind_a_short_one_does_not_overlap_it() -> None:
    stream = WindowStream()
    stream.push(numbered(50))
    stream.finish()
    stream.seek(5.0)
    stream.push(numbered(40) + 1000)
    (window,) = stream.finish()
    np.testing.assert_array_equal(window.frames[:, 0], 1000 + np.arange(WINDOW_FRAMES) % 40)
    assert (window.start_s, window.end_s) == (5.0, pytest.approx(5.0 + 40 * FRAME_S))
    assert window.weight == pytest.approx(40 / WINDOW_FRAMES)


def test_digital_silence_is_amplified_to_the_least_power() -> None:
    (window,) = cut(np.full((WINDOW_FRAMES, 96), -400, np.float32), [])
    assert window.frames.mean() == pytest.approx(-400 + 197, abs=0.01)  # no sound at all: 1e-20
