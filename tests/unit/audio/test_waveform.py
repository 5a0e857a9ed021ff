"""Outlines of the loudness of songs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from moodtagger.audio import SAMPLE_RATE, WaveformMeter, waveform

QUARTERS = np.repeat(np.array([0.1, 0.4, 0.2, 0.0], np.float32), SAMPLE_RATE * 15)


def outline(samples: np.ndarray, block: int) -> list[int]:
    meter = WaveformMeter()
    for start in range(0, len(samples), block):
        meter.push(samples[start : start + block])
    return list(meter.finish())


@pytest.mark.parametrize("block", [SAMPLE_RATE * 10, 4001])
def test_the_loudest_part_has_255_and_all_parts_are_equally_long(block: int) -> None:
    points = outline(-QUARTERS, block)
    assert points == [64] * 75 + [255] * 75 + [128] * 75 + [0] * 75


def test_a_short_song_has_fewer_points() -> None:
    assert outline(np.full(SAMPLE_RATE, 0.5, np.float32), 999) == [255] * 20


@pytest.mark.parametrize("samples", [0, 10, SAMPLE_RATE])
def test_silence_has_no_outline(samples: int) -> None:
    assert outline(np.zeros(samples, np.float32), 1000) == []


def test_an_excerpt_of_a_file_has_an_outline_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "song.wav"
    soundfile.write(path, QUARTERS, SAMPLE_RATE)
    whole, excerpt = waveform(path), waveform(path, (15.0, 30.0))
    assert len(whole) == 300
    assert set(excerpt[1:-1]) == {255}
