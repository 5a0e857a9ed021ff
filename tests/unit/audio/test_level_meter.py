"""Levels of the seconds of a song."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.audio import SAMPLE_RATE, LevelMeter


@pytest.mark.parametrize("block", [SAMPLE_RATE * 10, 4001])
def test_each_second_has_its_level(block: int) -> None:
    seconds = [np.full(SAMPLE_RATE, level, np.float32) for level in (1.0, 0.1, 0.0)]
    y = np.concatenate([*seconds, np.ones(100, np.float32)])
    meter = LevelMeter()
    for start in range(0, len(y), block):
        meter.push(y[start : start + block])
    np.testing.assert_allclose(meter.finish(), [0.0, -20.0, -120.0], atol=1e-3)


def test_nothing_has_no_levels() -> None:
    assert LevelMeter().finish().shape == (0,)
