"""The cost of the network against the plain net, in one run."""

import torch

from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.config import MoodNetConfig
from moodtagger.training.evaluation.inference_cost import BaselineNet, measure_inference_cost


def test_plain_net_has_the_size_it_is_said_to_have() -> None:
    plain = BaselineNet(18).eval()
    assert 0.7e6 < sum(p.numel() for p in plain.parameters()) < 0.9e6
    assert plain(torch.zeros(2, 313, 96)).shape == (2, 24)


def test_a_wider_network_costs_more() -> None:
    blocks = ((8, 2, 2), (16, 2, 2))
    small = measure_inference_cost(MoodNet(MoodNetConfig(moods=2, stem=4, blocks=blocks)), rounds=4)
    whole = measure_inference_cost(MoodNet(MoodNetConfig(moods=54)), rounds=4)
    assert small.ratio < whole.ratio / 2
    assert whole.ratio < 3  # about 1 on a quiet machine
    assert whole.realtime > 100


def test_threads_are_left_as_they_were() -> None:
    before = torch.get_num_threads()
    measure_inference_cost(
        MoodNet(MoodNetConfig(moods=2, stem=4, blocks=((8, 4, 4),))), batch=1, rounds=2
    )
    assert torch.get_num_threads() == before
