"""Level normalization inside the network."""

import math

import pytest
import torch

from moodtagger.inference.architecture import MoodNet, level_db
from moodtagger.inference.config import MAX_GAIN_DB, TIME_STRIDE, MoodNetConfig
from tests.support.tiny_model import tiny_network

FRAMES = torch.randn(2, 313, 96, generator=torch.Generator().manual_seed(0)) * 8 - 40


def test_level_is_mean_power() -> None:
    flat = torch.full((1, 10, 96), -20.0)
    assert level_db(flat).item() == pytest.approx(-20 + 10 * math.log10(96), abs=1e-3)
    torch.testing.assert_close(level_db(FRAMES + 6), level_db(FRAMES) + 6)


@pytest.mark.parametrize("gain_db", [-12.0, 12.0])
@torch.inference_mode()
def test_gain_beyond_the_level_range_does_not_change_the_embedding(gain_db: float) -> None:
    network = tiny_network().eval()
    level = float(level_db(FRAMES).mean())
    network.quietest.fill_(level)
    network.loudest.fill_(level)
    expected, found = network.embed(FRAMES), network.embed(FRAMES + gain_db)
    torch.testing.assert_close(found, expected, atol=1e-3, rtol=1e-3)


@torch.inference_mode()
def test_levels_inside_the_range_are_left_unchanged() -> None:
    network = tiny_network().eval()
    before = network.normalize(FRAMES)
    network.quietest.fill_(float(level_db(FRAMES).min()) - 1)
    network.loudest.fill_(float(level_db(FRAMES).max()) + 1)
    torch.testing.assert_close(network.normalize(FRAMES), before)


@torch.inference_mode()
def test_gain_is_bounded_for_silence() -> None:
    network = tiny_network().eval()
    network.quietest.fill_(20.0)
    normalized = network.normalize(torch.full((1, 313, 96), -100.0)).squeeze(1).transpose(1, 2)
    assert (normalized * network.scale + network.mean).max() <= -100 + MAX_GAIN_DB + 1e-3


@torch.inference_mode()
def test_shapes_of_the_default_network() -> None:
    network = MoodNet(MoodNetConfig(moods=5)).eval()
    steps = math.ceil(FRAMES.shape[1] / TIME_STRIDE)
    assert network.frame_features(FRAMES).shape == (2, 512, steps)
    shapes = {name: tuple(value.shape) for name, value in network(FRAMES)._asdict().items()}
    assert shapes == {
        "quadrant": (2, 4),
        "moods": (2, 5),
        "va": (2, 2),
        "va_logvar": (2, 2),
        "embedding": (2, 128),
    }


@torch.inference_mode()
def test_levels_below_90_db_are_one() -> None:
    network = tiny_network().eval()
    network.quietest.fill_(-200.0)
    network.loudest.fill_(200.0)
    floor, below, above = (
        network.normalize(torch.full((1, 313, 96), level)) for level in (-90.0, -90.9, -89.0)
    )
    torch.testing.assert_close(below, floor)
    assert not torch.allclose(above, floor)
