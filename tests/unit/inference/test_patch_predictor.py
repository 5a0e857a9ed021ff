"""A song of patches: smoothed over time, each standing for the song around it."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.core.prediction import Prediction
from moodtagger.inference.backends.base import Floats, NetworkOutputs
from moodtagger.inference.patch_mel import PATCH_SAMPLES
from moodtagger.inference.patch_predictor import PatchSongPredictor
from moodtagger.inference.patches import LONGEST_STRIDE, MAX_HELD
from moodtagger.inference.speech import SpeechDetector
from tests.unit.inference.test_song_prediction import LinearNetwork

PATCH_S = 0.975


class NumberedNetwork(LinearNetwork):
    """Gives the patches that it reads these valences, one after the other."""

    def __init__(self, *valences: float) -> None:
        self.valences = list(valences)
        self.batches: list[int] = []

    def forward(self, windows: Floats) -> NetworkOutputs:
        self.batches.append(len(windows))
        found = [self.valences.pop(0) if self.valences else 0.0 for _ in windows]
        return self.apply_heads(np.array([[valence, 0.0] for valence in found], np.float32))


def patches(count: int) -> Floats:
    """Return a tone of as many patches."""
    return np.resize(np.array([0.25, -0.25], np.float32), count * PATCH_SAMPLES)


def valences(prediction: Prediction) -> list[float]:
    return [segment.valence for segment in prediction.segments]


def spans(prediction: Prediction) -> list[tuple[float, float]]:
    return [(segment.start_s, segment.end_s) for segment in prediction.segments]


def test_each_patch_is_smoothed_with_its_neighbors() -> None:
    network = NumberedNetwork(0.0, 0.16, 0.32, 0.8)
    song = PatchSongPredictor(network)
    song.push_samples(patches(4))
    prediction = song.finish(4 * PATCH_S)
    assert valences(prediction) == pytest.approx([0.04, 0.16, 0.4, 0.68])
    assert prediction.valence == pytest.approx(0.32)  # the mean stays
    assert prediction.speech is None
    assert network.batches == [4]


def test_excerpts_are_smoothed_each_on_its_own() -> None:
    song = PatchSongPredictor(NumberedNetwork(0.0, 0.16, 0.32, 0.8))
    for start_s in (0.0, 50.0):
        song.push_samples(patches(1), start_s)
        song.push_samples(patches(1))
    prediction = song.finish(60.0, quick=True)
    assert valences(prediction) == pytest.approx([0.04, 0.12, 0.44, 0.68])
    assert prediction.quick


def test_a_patch_stands_for_the_song_halfway_to_its_neighbors() -> None:
    song = PatchSongPredictor(NumberedNetwork())
    song.push_samples(patches(2), 0.0)
    song.push_samples(patches(1), 10.0)
    expected = [(0.0, 0.975), (0.975, 3.9625), (7.9875, 12.9875)]
    found = spans(song.finish(60.0, quick=True))
    assert np.ravel(found) == pytest.approx(np.ravel(expected))


def test_a_patch_stands_for_sixteen_seconds_at_most() -> None:
    song = PatchSongPredictor(NumberedNetwork())
    song.push_samples(patches(1), 0.0)
    song.push_samples(patches(1), 20.0)
    expected = [(0.0, 8.4875), (12.4875, 28.4875)]
    found = spans(song.finish(60.0, quick=True))
    assert np.ravel(found) == pytest.approx(np.ravel(expected))


def test_a_single_patch_stands_for_itself() -> None:
    song = PatchSongPredictor(NumberedNetwork())
    song.push_samples(patches(1), 30.0)
    assert spans(song.finish(60.0, quick=True)) == [pytest.approx((30.0, 30.975))]


def test_the_patch_in_the_middle_tells_whether_it_is_speech() -> None:
    detector = SpeechDetector(np.array([1.0, 0.0]), np.array([0.5, 1.0]), np.array([2.0, 7.0]), 0.5)
    song = PatchSongPredictor(NumberedNetwork(9.0, 1.25, -9.0), detector)
    song.push_samples(patches(3))
    # (1.25 - 1) / 0.5 * 2 + 0.5, of the patch itself: its neighbors are not mixed in
    assert song.finish(3 * PATCH_S).speech == pytest.approx(1 / (1 + np.exp(-1.5)))


def test_patches_of_a_long_song_are_run_before_its_end() -> None:
    network = NumberedNetwork()
    song = PatchSongPredictor(network)
    samples = patches(LONGEST_STRIDE * (MAX_HELD - 1) + 1)
    song.push_samples(samples)
    assert network.batches == [4] * (MAX_HELD // 4)
    assert len(song.finish(len(samples) / 16000).segments) == MAX_HELD
