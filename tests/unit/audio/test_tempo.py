"""Tempo: of clicks exactly, of noise none, of the demo songs as composed."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from moodtagger.audio import SAMPLE_RATE, LogMelStream, TempoEstimator, log_mel, open_audio
from moodtagger.demo.songs import SONGS
from moodtagger.paths import demo_dir


def clicks(bpm: float, seconds: float, accent: int = 4) -> np.ndarray:
    """Short bursts on each beat, every `accent`th louder, half as loud ones between."""
    rng = np.random.default_rng(1)
    y = 0.001 * rng.normal(size=round(seconds * SAMPLE_RATE)).astype(np.float32)
    burst = (np.exp(-np.arange(800) / 120) * rng.normal(size=800)).astype(np.float32)
    for beat in range(int(seconds * bpm / 30)):
        start = round(beat * 30 / bpm * SAMPLE_RATE)
        loud = 0.1 if beat % 2 else (0.5 if beat % (2 * accent) == 0 else 0.3)
        y[start : start + 800] += loud * burst[: len(y) - start]
    return y


def tempo(y: np.ndarray) -> float | None:
    listener = TempoEstimator()
    listener.push(log_mel(y))
    return listener.finish()


@pytest.mark.parametrize("bpm", [90.0, 100.5, 120.0, 128.0, 141.3])
def test_the_tempo_of_clicks_is_exact(bpm: float) -> None:
    assert tempo(clicks(bpm, 40)) == pytest.approx(bpm, rel=0.005)


def test_it_does_not_depend_on_the_level() -> None:
    y = clicks(110, 30)
    assert tempo(0.03 * y) == pytest.approx(110, rel=0.005)


def test_blocks_make_no_difference() -> None:
    frames = log_mel(clicks(97, 30))
    whole, parts = TempoEstimator(), TempoEstimator()
    whole.push(frames)
    for start in range(0, len(frames), 37):
        parts.push(frames[start : start + 37])
    assert whole.finish() == parts.finish()


def test_excerpts_are_not_joined() -> None:
    listener = TempoEstimator()
    for offset in (0, 5000, 9000):
        listener.push(
            log_mel(clicks(104, 12)[offset : offset + 10 * SAMPLE_RATE]), new_segment=True
        )
    assert listener.finish() == pytest.approx(104, rel=0.01)


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
        mel, listener = LogMelStream(), TempoEstimator()
        with open_audio(str(path)) as stream:
            for block in stream.blocks():
                listener.push(mel.push(block))
        found = listener.finish()
        assert found is not None
        ratio = found / composed[path.stem[3:]]
        exact += abs(ratio - 1) < 0.03
        right += any(abs(ratio / octave - 1) < 0.03 for octave in (0.5, 1, 2))
    assert exact >= 8
    assert right == 12


def test_a_song_of_four_minutes_costs_little() -> None:
    frames = log_mel(clicks(120, 60))
    spent = []
    for _ in range(3):
        listener = TempoEstimator()
        start = time.process_time()
        for _ in range(4):
            listener.push(frames)
        listener.finish()
        spent.append(time.process_time() - start)
    assert min(spent) < 0.05
