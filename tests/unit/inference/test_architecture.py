"""Level normalization inside the network."""

import math

import pytest
import torch

from moodtagger.inference.architecture import MoodNet, SeparableBlock, level_db
from moodtagger.inference.config import MAX_GAIN_DB, TIME_STRIDE, MoodNetConfig
from moodtagger.inference.patch_architecture import PatchBlock, PatchNet, pad_far_ends
from moodtagger.inference.patch_config import PatchNetConfig
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


@torch.inference_mode()
def test_a_quiet_window_gains_twenty_decibels_at_most() -> None:
    network = tiny_network().eval()
    network.quietest.fill_(20.0)
    network.scale.fill_(1.0)
    for level, expected in ((-100.0, -80.0), (-60.0, -40.0), (-5.0, 20 - 10 * math.log10(96))):
        normalized = network.normalize(torch.full((1, 313, 96), level))
        assert normalized.mean().item() == pytest.approx(expected, abs=1e-3)
    network.loudest.fill_(20.0)
    loud = network.normalize(torch.full((1, 313, 96), 60.0))
    assert loud.mean().item() == pytest.approx(40.0, abs=1e-3)


@torch.inference_mode()
def test_no_level_is_below_minus_100_db() -> None:
    assert level_db(torch.full((1, 10, 96), -300.0)).item() == pytest.approx(-100)


@torch.inference_mode()
def test_pooling_joins_mean_and_deviation_over_time() -> None:
    network = tiny_network().eval()
    network.hidden = torch.nn.Sequential()  # what is pooled itself
    steps = torch.tensor([[[1.0, 3.0], [2.0, 2.0]]])
    expected = torch.tensor([[2.0, 2.0, math.sqrt(1 + 1e-5), math.sqrt(1e-5)]])
    torch.testing.assert_close(network.pool(steps), expected)


def test_only_a_block_of_the_same_shape_is_residual() -> None:
    shapes = [(4, 4, (1, 1)), (4, 8, (1, 1)), (4, 4, (2, 1)), (4, 4, (1, 2))]
    assert [SeparableBlock(*shape).residual for shape in shapes] == [True, False, False, False]


@torch.inference_mode()
def test_a_residual_block_adds_its_input() -> None:
    block = SeparableBlock(2, 2, (1, 1)).eval()
    torch.nn.init.zeros_(block.pointwise.weight)
    x = torch.randn(1, 2, 5, 5)
    torch.testing.assert_close(block(x), x)


@torch.inference_mode()
def test_features_of_a_patch_are_square_roots_above_zero() -> None:
    network = PatchNet(PatchNetConfig(moods=2, stem=2, blocks=((3, 2),), embedding=4)).eval()
    for parameter in network.parameters():
        torch.nn.init.zeros_(parameter)
    block = network.blocks[0]
    torch.nn.init.constant_(block.pointwise.bias, 4.0)
    patches = torch.zeros(1, 96, 64)
    torch.testing.assert_close(network.features(patches), torch.full((1, 3), math.sqrt(4.001)))


@torch.inference_mode()
def test_a_block_of_patches_pads_the_far_ends_only() -> None:
    x = torch.arange(16.0).reshape(1, 1, 4, 4)
    padded = pad_far_ends(x)
    torch.testing.assert_close(padded[:, :, :4, :4], x)
    assert padded.shape == (1, 1, 5, 5)
    assert padded[..., 4].sum() + padded[..., 4, :].sum() == 0
    block = PatchBlock(1, 1, 2)
    torch.nn.init.ones_(block.depthwise.weight)
    torch.nn.init.ones_(block.pointwise.weight)
    torch.nn.init.zeros_(block.depthwise.bias)
    torch.nn.init.zeros_(block.pointwise.bias)
    sums = [[45.0, 39.0], [66.0, 50.0]]  # of 3 x 3 values, those behind the ends being 0
    torch.testing.assert_close(block(x), torch.tensor([[sums]]))
