"""The network itself: how loud a file was made says little of its mood."""

import math

import pytest
import torch

from moodtagger.inference.architecture import level_db
from moodtagger.inference.config import MAX_GAIN_DB
from tests.support.tiny_model import tiny_network

FRAMES = torch.randn(2, 313, 96, generator=torch.Generator().manual_seed(0)) * 8 - 40


def test_level_is_mean_power() -> None:
    flat = torch.full((1, 10, 96), -20.0)
    assert level_db(flat).item() == pytest.approx(-20 + 10 * math.log10(96), abs=1e-3)
    torch.testing.assert_close(level_db(FRAMES + 6), level_db(FRAMES) + 6)


@pytest.mark.parametrize("gain_db", [-12.0, 12.0])
@torch.inference_mode()
def test_more_gain_changes_nothing_beyond_usual_levels(gain_db: float) -> None:
    network = tiny_network().eval()
    usual = float(level_db(FRAMES).mean())
    network.quietest.fill_(usual)
    network.loudest.fill_(usual)
    heard, louder = network.embed(FRAMES), network.embed(FRAMES + gain_db)
    torch.testing.assert_close(heard, louder, atol=1e-3, rtol=1e-3)


@torch.inference_mode()
def test_usual_levels_are_left_alone() -> None:
    network = tiny_network().eval()
    before = network.normalize(FRAMES)
    network.quietest.fill_(float(level_db(FRAMES).min()) - 1)
    network.loudest.fill_(float(level_db(FRAMES).max()) + 1)
    torch.testing.assert_close(network.normalize(FRAMES), before)


@torch.inference_mode()
def test_silence_is_not_made_loud() -> None:
    network = tiny_network().eval()
    network.quietest.fill_(20.0)
    lifted = network.normalize(torch.full((1, 313, 96), -100.0)).squeeze(1).transpose(1, 2)
    assert (lifted * network.scale + network.mean).max() <= -100 + MAX_GAIN_DB + 1e-3
