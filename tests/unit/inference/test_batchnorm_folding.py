"""Folding batch norms changes the speed of a network, not its outputs."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.backends.torch_backend import fold_batchnorm
from moodtagger.inference.config import MoodNetConfig


def _frames(windows: int) -> torch.Tensor:
    torch.manual_seed(5)
    return torch.randn(windows, 313, 96) * 15 - 40


def _network() -> MoodNet:
    """A network whose batch norms do something."""
    torch.manual_seed(3)
    network = MoodNet(MoodNetConfig(moods=3))
    network.scale.fill_(20.0)
    with torch.no_grad():
        network.train()(_frames(4))  # takes the statistics
    return network.eval()


def test_folded_network_has_the_same_outputs() -> None:
    network = _network()
    frames = _frames(5)
    with torch.inference_mode():
        for got, expected in zip(fold_batchnorm(network)(frames), network(frames), strict=True):
            torch.testing.assert_close(got, expected, atol=2e-5, rtol=1e-4)


def test_original_network_is_unchanged() -> None:
    network = MoodNet(MoodNetConfig(moods=3)).eval()
    before = {name: value.clone() for name, value in network.state_dict().items()}
    fold_batchnorm(network)
    after = network.state_dict()
    assert before.keys() == after.keys()
    assert all(torch.equal(value, after[name]) for name, value in before.items())


def test_no_2d_batch_norm_remains() -> None:
    folded = fold_batchnorm(MoodNet(MoodNetConfig(moods=3)))
    assert nn.BatchNorm2d not in [type(module) for module in folded.modules()]


@pytest.mark.parametrize("windows", [1, 4])
def test_second_call_gives_equal_outputs(windows: int) -> None:
    network = fold_batchnorm(_network())
    frames = _frames(windows)
    with torch.inference_mode():
        first, second = network(frames), network(frames)
    assert torch.equal(first.moods, second.moods), "in-place operations must not touch the input"
