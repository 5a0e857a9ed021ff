"""The parts of a song become one prediction, and segments without short gaps."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.inference.backends.base import Floats, NetworkOutputs
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.finetuning.features import FeatureExtractor
from moodtagger.inference.song_prediction import SongPart, predict_song
from tests.support.tiny_model import tiny_vocabulary


class LinearNetwork:
    """A network whose embedding is valence and arousal themselves."""

    name = "linear 1"
    vocabulary = tiny_vocabulary()
    calibration = Calibration.identity(3)
    embedding_size = 2
    batch_size = 4
    attributes = None
    reads_patches = True

    def forward(self, windows: Floats) -> NetworkOutputs:
        raise NotImplementedError

    def apply_heads(self, embedding: Floats) -> NetworkOutputs:
        assert embedding.dtype == np.float32
        zeros = np.zeros((len(embedding), 4), np.float32)
        return NetworkOutputs(zeros, zeros[:, :3], embedding, zeros[:, :2], embedding)

    def feature_extractor(self) -> FeatureExtractor:
        raise NotImplementedError


def part(start_s: float, end_s: float, weight: float = 1.0, valence: float = 0.0) -> SongPart:
    return SongPart(start_s, end_s, weight, np.array([valence, -0.3], np.float32))


def spans(
    parts: list[SongPart], duration_s: float, quick: bool = False
) -> list[tuple[float, float]]:
    segments = predict_song(LinearNetwork(), parts, duration_s, quick).segments
    return [(segment.start_s, segment.end_s) for segment in segments]


@pytest.mark.parametrize("quick", [False, True])
def test_a_song_is_the_weighted_mean_of_its_parts(quick: bool) -> None:
    parts = [part(0, 10, 1.0, 0.2), part(10, 20, 3.0, 0.6)]
    found = predict_song(LinearNetwork(), parts, 20.0, quick, 0.25)
    assert (found.valence, found.arousal) == pytest.approx((0.5, -0.3))
    assert (found.valence_sd, found.arousal_sd) == (1.0, 1.0)
    assert [segment.valence for segment in found.segments] == pytest.approx([0.2, 0.6])
    assert [segment.arousal for segment in found.segments] == pytest.approx([-0.3, -0.3])
    assert found.embedding == pytest.approx(np.array([0.5, -0.3]) / np.hypot(0.5, 0.3))
    assert (found.model, found.quick, found.speech) == ("linear 1", quick, 0.25)
    assert found.confident == ("happy",)


def test_an_embedding_of_zeros_stays() -> None:
    silent = SongPart(0, 1, 1.0, np.zeros(2, np.float32))
    assert predict_song(LinearNetwork(), [silent], 1.0, False).embedding.tolist() == [0, 0]


def test_a_part_without_weight_has_no_segment() -> None:
    parts = [part(0, 30), part(30, 60, 0.0), part(60, 90)]
    assert spans(parts, 90.0) == [(0, 30), (60, 90)]


@pytest.mark.parametrize(
    ("first", "second", "duration_s", "expected"),
    [
        ((9.5, 20.0), (20.0, 30.0), 30.0, [(0.0, 20.0), (20.0, 30.0)]),
        ((10.0, 20.0), (20.0, 30.0), 30.0, [(10.0, 20.0), (20.0, 30.0)]),
        ((0.0, 20.0), (29.5, 40.0), 40.0, [(0.0, 29.5), (29.5, 40.0)]),
        ((0.0, 20.0), (30.0, 40.0), 40.0, [(0.0, 20.0), (30.0, 40.0)]),
        ((0.0, 20.0), (20.0, 40.0), 49.5, [(0.0, 20.0), (20.0, 49.5)]),
        ((0.0, 20.0), (20.0, 40.0), 50.0, [(0.0, 20.0), (20.0, 40.0)]),
        ((0.0, 20.0), (20.0, 40.0), 35.0, [(0.0, 20.0), (20.0, 35.0)]),
    ],
)
def test_only_gaps_below_ten_seconds_are_closed(
    first: tuple[float, float],
    second: tuple[float, float],
    duration_s: float,
    expected: list[tuple[float, float]],
) -> None:
    assert spans([part(*first), part(*second)], duration_s) == expected


def test_excerpts_are_not_lengthened() -> None:
    assert spans([part(5, 10), part(12, 19)], 18.0, quick=True) == [(5, 10), (12, 18)]


def test_a_part_behind_the_end_is_left_out_unless_it_is_the_only_one() -> None:
    assert spans([part(0, 10), part(20, 30)], 20.0, quick=True) == [(0, 10)]
    assert spans([part(20, 30), part(30, 40)], 20.0, quick=True) == [(20, 20)]
