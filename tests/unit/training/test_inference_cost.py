"""Inference cost of a network relative to the baseline, measured in computed work."""

import itertools
from collections.abc import Callable, Iterator

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.config import MoodNetConfig
from moodtagger.training.evaluation.inference_cost import BaselineNet, measure_inference_cost

SMALL = MoodNetConfig(moods=2, stem=4, blocks=((8, 2, 2), (16, 2, 2)))
GFLOP_PER_S = 10.0


@pytest.fixture
def flop_clock() -> Iterator[Callable[[], float]]:
    """CPU seconds of an imaginary machine, from the operations that torch has run."""
    with FlopCounterMode(display=False) as counter:
        yield lambda: counter.get_total_flops() / (GFLOP_PER_S * 1e9)


def test_baseline_has_the_documented_size() -> None:
    baseline = BaselineNet(18).eval()
    assert 0.7e6 < sum(p.numel() for p in baseline.parameters()) < 0.9e6
    assert baseline(torch.zeros(2, 313, 96)).shape == (2, 24)


def test_cost_follows_the_computed_work(flop_clock: Callable[[], float]) -> None:
    small = measure_inference_cost(MoodNet(SMALL), rounds=2, clock=flop_clock)
    full = measure_inference_cost(MoodNet(MoodNetConfig(moods=54)), rounds=2, clock=flop_clock)
    assert small.ratio < full.ratio / 10
    assert 0.8 < full.ratio < 1.2
    assert full.network_ms == pytest.approx(full.ratio * full.plain_ms, rel=1e-2)
    assert full.realtime == pytest.approx(10_000 / full.network_ms, rel=1e-2)


def test_cost_is_the_median_per_window_without_the_first_round() -> None:
    durations = (9.0, 9.0, 1.0, 0.5, 3.0, 0.5, 2.0, 0.5)  # network and baseline, four rounds
    times = itertools.chain.from_iterable((0.0, duration) for duration in durations)
    cost = measure_inference_cost(MoodNet(SMALL), batch=2, rounds=4, clock=lambda: next(times))
    assert (cost.network_ms, cost.plain_ms, cost.ratio) == (1000, 250, 4)
    assert cost.realtime == 10


def test_number_of_threads_is_restored() -> None:
    before = torch.get_num_threads()
    measure_inference_cost(MoodNet(SMALL), batch=1, rounds=2)
    assert torch.get_num_threads() == before
