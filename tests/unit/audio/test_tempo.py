"""Tempo: exact for clicks, none for noise, and as composed for the demo songs."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from moodtagger.audio import SAMPLE_RATE, LogMelStream, TempoEstimator, log_mel, open_audio
from moodtagger.demo.songs import SONGS
from moodtagger.paths import demo_dir
from tests.support.rhythms import PATTERNS, render_pattern


def clicks(bpm: float, seconds: float, accent: int = 4) -> np.ndarray:
    """Short bursts on each beat, every `accent`th louder, and softer ones in between."""
    rng = np.random.default_rng(1)
    y = 0.001 * rng.normal(size=round(seconds * SAMPLE_RATE)).astype(np.float32)
    burst = (np.exp(-np.arange(800) / 120) * rng.normal(size=800)).astype(np.float32)
    for beat in range(int(seconds * bpm / 30)):
        start = round(beat * 30 / bpm * SAMPLE_RATE)
        loud = 0.1 if beat % 2 else (0.5 if beat % (2 * accent) == 0 else 0.3)
        y[start : start + 800] += loud * burst[: len(y) - start]
    return y


def tempo(y: np.ndarray) -> float | None:
    estimator = TempoEstimator()
    estimator.push(log_mel(y))
    return finish(estimator)


def finish(estimator: TempoEstimator) -> float | None:
    beat = estimator.finish()
    return None if beat is None else beat.bpm


@pytest.mark.parametrize("bpm", [90.0, 100.5, 120.0, 128.0, 141.3])
def test_the_tempo_of_clicks_is_exact(bpm: float) -> None:
    assert tempo(clicks(bpm, 40)) == pytest.approx(bpm, rel=0.005)


def test_tempo_does_not_depend_on_the_level() -> None:
    y = clicks(110, 30)
    assert tempo(0.03 * y) == pytest.approx(110, rel=0.005)


@pytest.mark.parametrize("size", [1, 37])
def test_block_size_makes_no_difference(size: int) -> None:
    frames = log_mel(clicks(97, 30))
    at_once, in_blocks = TempoEstimator(), TempoEstimator()
    at_once.push(frames)
    for start in range(0, len(frames), size):
        in_blocks.push(frames[start : start + size])
    found = at_once.finish()
    assert found is not None
    assert in_blocks.finish() == found
    assert found.bpm == pytest.approx(97, rel=0.005)


def test_tempo_of_excerpts() -> None:
    estimator = TempoEstimator()
    for offset in (0, 5000, 9000):
        estimator.push(
            log_mel(clicks(104, 12)[offset : offset + 10 * SAMPLE_RATE]), new_segment=True
        )
    assert finish(estimator) == pytest.approx(104, rel=0.01)


@pytest.mark.parametrize("new_segment", [True, False])
def test_excerpts_are_not_joined(new_segment: bool) -> None:
    """Three seconds are too short for a tempo, however many such excerpts there are."""
    frames = log_mel(clicks(120, 15))
    estimator = TempoEstimator()
    for start in range(0, len(frames), len(frames) // 5):
        estimator.push(frames[start : start + len(frames) // 5], new_segment=new_segment)
    expected = None if new_segment else pytest.approx(120, rel=0.005)
    assert finish(estimator) == expected


def test_the_start_of_an_excerpt_is_not_an_onset() -> None:
    """One onset per excerpt gives no tempo, even if the level jumps where excerpts meet."""
    frames = np.full((200, 96), -60.0, np.float32)
    frames[16:] = -20.0  # 16 frames from the start of the excerpt would be 117 BPM
    frames[-10:] = -90.0
    excerpts, joined = TempoEstimator(), TempoEstimator()
    for _ in range(4):
        excerpts.push(frames, new_segment=True)
        joined.push(frames)
    assert excerpts.finish() is None
    assert joined.finish() is not None


def test_only_the_first_half_hour_counts() -> None:
    minute = log_mel(clicks(120, 60))
    estimator = TempoEstimator()
    for _ in range(31):
        estimator.push(minute)
    kept_bytes = len(pickle.dumps(estimator))
    for _ in range(3):
        estimator.push(minute)
    assert len(pickle.dumps(estimator)) == kept_bytes


@pytest.mark.parametrize("bpm", [60.0, 72.0, 160.0, 174.0])
def test_slow_and_fast_clicks_are_an_octave_off_at_most(bpm: float) -> None:
    found = tempo(clicks(bpm, 40))
    assert found is not None
    assert min(abs(found / octave / bpm - 1) for octave in (0.5, 1, 2)) < 0.005


def test_noise_has_no_tempo() -> None:
    noise = np.random.default_rng(0).normal(size=60 * SAMPLE_RATE).astype(np.float32)
    assert tempo(noise) is None


@pytest.mark.parametrize("seconds", [0.0, 0.5, 20.0])
def test_silence_has_no_tempo(seconds: float) -> None:
    assert tempo(np.zeros(round(seconds * SAMPLE_RATE), np.float32)) is None


def test_a_steady_tone_has_no_tempo() -> None:
    assert tempo(np.sin(np.arange(20 * SAMPLE_RATE) / 6).astype(np.float32)) is None


def test_demo_songs_as_composed_or_an_octave_off() -> None:
    composed = {song.title: song.tempo for song in SONGS.values()}
    right = exact = 0
    for path in sorted(Path(demo_dir()).iterdir()):
        mel, estimator = LogMelStream(), TempoEstimator()
        with open_audio(str(path)) as stream:
            for block in stream.blocks():
                estimator.push(mel.push(block))
        found = finish(estimator)
        assert found is not None
        ratio = found / composed[path.stem[3:]]
        exact += abs(ratio - 1) < 0.03
        right += any(abs(ratio / octave - 1) < 0.03 for octave in (0.5, 1, 2))
    assert exact >= 8
    assert right == 12


def test_cost_is_proportional_to_the_duration(monkeypatch: pytest.MonkeyPatch) -> None:
    transformed = 0
    real_rfft = np.fft.rfft

    def rfft(windows: np.ndarray, length: int, axis: int) -> np.ndarray:
        nonlocal transformed
        transformed += windows.shape[0] * windows.shape[1] * length
        return real_rfft(windows, length, axis=axis)

    frames = log_mel(clicks(120, 60))
    monkeypatch.setattr(np.fft, "rfft", rfft)
    estimator = TempoEstimator()
    for _ in range(4):
        estimator.push(frames)
    kept_bytes = len(pickle.dumps(estimator))
    estimator.finish()
    assert 0 < transformed < 4 * 5 * 4 * len(frames)  # all bands together and each of three
    assert kept_bytes < 3 * 4 * 4 * len(frames) + 4_000  # three float32 per frame, and the last


@pytest.mark.parametrize("name", PATTERNS)
def test_rhythms_are_found_in_their_own_octave(name: str) -> None:
    _, low, high, _ = PATTERNS[name]
    bpm = round(0.6 * low + 0.4 * high, 1)
    assert tempo(render_pattern(name, bpm, 24.0, seed=77)) == pytest.approx(bpm, rel=0.01)


def test_the_grid_of_beats_begins_at_the_first_downbeat() -> None:
    y = np.concatenate(
        [np.zeros(round(1.3 * SAMPLE_RATE), np.float32), render_pattern("house", 124.0, 40.0)]
    )
    estimator = TempoEstimator()
    estimator.push(log_mel(y))
    beat = estimator.finish()
    assert beat is not None
    assert beat.bpm == pytest.approx(124.0, abs=0.05)
    assert beat.drift <= 0.005
    beats = (beat.first_beat_s - 1.3) * 124.0 / 60.0
    assert beats == pytest.approx(round(beats), abs=0.06)  # 30 ms


def test_a_drifting_tempo_is_reported() -> None:
    parts = [render_pattern("rock", bpm, 12.0) for bpm in (116.0, 119.0, 122.0, 125.0)]
    estimator = TempoEstimator()
    estimator.push(log_mel(np.concatenate(parts)))
    beat = estimator.finish()
    assert beat is not None
    assert beat.bpm == pytest.approx(120.5, rel=0.03)
    assert beat.drift > 0.005
