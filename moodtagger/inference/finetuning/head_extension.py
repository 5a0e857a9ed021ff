"""A copy of a network that may learn: with room for new moods, its ear held fixed."""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from dataclasses import replace

import torch

from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.calibration import Calibration

_LEAST_SHARE = 0.01


def grown(network: MoodNet, shares: Sequence[float]) -> MoodNet:
    """The same network with an output more for each of `shares`, the part of songs with it.

    Until it learns, it says of every song that a new mood is there with that probability; what it
    says of the others is unchanged.
    """
    config = replace(network.config, moods=network.config.moods + len(shares))
    out = MoodNet(config)
    state = copy.deepcopy(network.state_dict())
    weight, bias = state["moods.weight"], state["moods.bias"]
    new = torch.tensor([_logit(share) for share in shares])
    state["moods.weight"] = torch.cat([weight, weight.new_zeros(len(shares), weight.shape[1])])
    state["moods.bias"] = torch.cat([bias, new.to(bias)])
    out.load_state_dict(state)
    out.requires_grad_(False)
    for part in (out.hidden, out.embedding, out.moods, out.quadrant, out.va):
        part.requires_grad_(True)
    return out.eval()


def grown_calibration(calibration: Calibration, new: int) -> Calibration:
    """The same calibration; the outputs of new moods are learned as probabilities already."""
    return replace(
        calibration,
        mood_slope=(*calibration.mood_slope, *(1.0,) * new),
        mood_offset=(*calibration.mood_offset, *(0.0,) * new),
    )


def _logit(share: float) -> float:
    p = min(max(share, _LEAST_SHARE), 1 - _LEAST_SHARE)
    return math.log(p / (1 - p))
