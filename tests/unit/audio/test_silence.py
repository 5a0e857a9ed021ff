"""Silence is left out of a song's frames, wherever it is, and pauses are not."""

from __future__ import annotations

import itertools
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from moodtagger.audio import SilenceGate, SoundingPart
from moodtagger.audio.constants import ANALYSIS_FLOOR_POWER, SAMPLE_RATE
from moodtagger.audio.mel_spectrogram import log_mel
from moodtagger.audio.silence import BLOCK_FRAMES, MAX_PAUSE_FRAMES
from moodtagger.core.silence import gate_db, loudness_db

Frames = NDArray[np.float32]


def frames(count: int, level_db: float) -> Frames:
    return np.full((count, 96), level_db, np.float32)


def gated(song: Frames, sizes: list[int] | None = None) -> list[SoundingPart]:
    gate, parts, start = SilenceGate(), [], 0
    for size in sizes or []:
        parts += gate.push(song[start : start + size])
        start += size
    parts += [*gate.push(song[start:]), *gate.finish()]
    assert gate.sounding_frames == sum(len(part.frames) for part in parts)
    return parts


def spans(parts: list[SoundingPart]) -> list[tuple[int, int]]:
    """First and last frame of what sounds, parts that follow each other joined."""
    joined: list[tuple[int, int]] = []
    for part in parts:
        start = joined.pop()[0] if joined and not part.gap_frames else part.start_frame
        joined.append((start, part.start_frame + len(part.frames)))
    return joined


@pytest.mark.parametrize("silence_db", [-140, -100, -50])
@pytest.mark.parametrize("level_db", [10, -2])
@pytest.mark.parametrize("lengths", [(0, 700), (700, 0), (40, 3000), (1, 1), (1500, 32)])
def test_silence_at_both_ends(silence_db: float, level_db: float, lengths: tuple[int, int]) -> None:
    before, after = lengths
    song = [frames(before, silence_db), frames(650, level_db), frames(after, silence_db)]
    parts = gated(np.concatenate(song))
    assert spans(parts) == [(before, before + 650)]
    assert all((part.frames == level_db).all() for part in parts)


def test_silence_in_the_middle() -> None:
    song = [frames(400, 5), frames(2000, -90), frames(100, 0), frames(60, -90), frames(50, 5)]
    parts = gated(np.concatenate(song))
    assert spans(parts) == [(0, 400), (2400, 2500), (2560, 2610)]
    assert [part.gap_frames for part in parts if part.gap_frames] == [2000, 60]


def test_short_pauses_are_music() -> None:
    beat = np.concatenate([frames(3, 10), frames(MAX_PAUSE_FRAMES, -140)])
    song = np.tile(beat, (60, 1))
    parts = gated(song)
    assert spans(parts) == [(0, len(song) - MAX_PAUSE_FRAMES)]
    np.testing.assert_array_equal(
        np.concatenate([part.frames for part in parts]), song[:-MAX_PAUSE_FRAMES]
    )
    longer = np.insert(beat, 5, -140, axis=0)
    assert len(spans(gated(np.tile(longer, (60, 1))))) == 60


def test_quiet_music_and_songs_of_a_low_level_are_no_silence() -> None:
    song = np.concatenate([frames(400, -30), frames(400, 10), frames(400, -30)])
    assert spans(gated(song)) == [(0, 1200)]
    assert spans(gated(song - 40)) == [(0, 1200)]


def test_noise_before_the_music_is_held_back() -> None:
    noise = BLOCK_FRAMES * 5 + 100
    assert spans(gated(np.concatenate([frames(noise, -50), frames(700, 8)]))) == [
        (noise, noise + 700)
    ]


def test_a_silent_song_has_no_parts() -> None:
    assert gated(frames(2000, -100)) == []
    assert gated(frames(0, 0)) == []


def test_a_constant_offset_is_silent() -> None:
    samples = np.full(20 * SAMPLE_RATE, 0.5, np.float32)
    samples[: 8 * SAMPLE_RATE] += np.sin(np.arange(8 * SAMPLE_RATE) / 6).astype(np.float32) / 4
    inner = log_mel(samples, ANALYSIS_FLOOR_POWER)[:-2]  # the offset ends with a click
    assert spans(gated(inner)) == [(0, pytest.approx(250, abs=4))]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(1, 400), st.sampled_from([-140, -60, -30, -5, 10])), max_size=9),
    st.lists(st.integers(0, 500), max_size=6),
)
def test_it_does_not_depend_on_block_sizes(
    sections: list[tuple[int, float]], sizes: list[int]
) -> None:
    song = np.concatenate([frames(0, 0), *(frames(*section) for section in sections)])
    expected, found = gated(song), gated(song, sizes)
    assert spans(found) == spans(expected)
    for part, after in itertools.pairwise(found):
        assert part.start_frame + len(part.frames) + after.gap_frames == after.start_frame
    for part in found:
        end = part.start_frame + len(part.frames)
        np.testing.assert_array_equal(part.frames, song[part.start_frame : end])


def test_memory_does_not_grow_with_the_song() -> None:
    gate, block = SilenceGate(), frames(320, -30)  # never as loud as music
    gate.push(frames(10_000, -30))
    tracemalloc.start()
    try:
        for _ in range(200):
            gate.push(block)
        assert tracemalloc.get_traced_memory()[0] < 8 * block.nbytes
    finally:
        tracemalloc.stop()


def test_known_loudness() -> None:
    gate = SilenceGate(song_loudness_db=20.0, start_frame=1000)
    assert gate.push(frames(400, -30)) + gate.finish() == []
    gate = SilenceGate(song_loudness_db=-20.0, start_frame=1000)
    assert spans(gate.push(frames(400, -30)) + gate.finish()) == [(1000, 1400)]


def test_loudness_is_that_of_the_loudest_second() -> None:
    levels = np.full(310, -50, np.float32)
    levels[62:93] = -3
    assert loudness_db(levels) == pytest.approx(-3)
    assert loudness_db(levels[:5]) == pytest.approx(-50)
    assert loudness_db(levels[:0]) == -np.inf
    assert gate_db(10) == -35
    assert gate_db(-np.inf) == gate_db(-60) == -80
