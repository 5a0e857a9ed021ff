"""A copy of a network that may learn: with room for new moods, its ear held fixed."""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from dataclasses import replace

import torch

from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.calibration import Calibration

_MIN_FREQUENCY = 0.01


def extend_head(network: MoodNet, frequencies: Sequence[float]) -> MoodNet:
    """The same network with an output more for each of `shares`, the part of songs with it.

    Until it learns, it says of every song that a new mood is there with that probability; what it
    says of the others is unchanged.
    """
    config = replace(network.config, moods=network.config.moods + len(frequencies))
    extended = MoodNet(config)
    state = copy.deepcopy(network.state_dict())
    weight, bias = state["moods.weight"], state["moods.bias"]
    new_bias = torch.tensor([_logit(share) for share in frequencies])
    state["moods.weight"] = torch.cat([weight, weight.new_zeros(len(frequencies), weight.shape[1])])
    state["moods.bias"] = torch.cat([bias, new_bias.to(bias)])
    extended.load_state_dict(state)
    extended.requires_grad_(False)
    for part in (
        extended.hidden,
        extended.embedding,
        extended.moods,
        extended.quadrant,
        extended.va,
    ):
        part.requires_grad_(True)
    return extended.eval()


def extend_calibration(calibration: Calibration, new_moods: int) -> Calibration:
    """The same calibration; the outputs of new moods are learned as probabilities already."""
    return replace(
        calibration,
        mood_slope=(*calibration.mood_slope, *(1.0,) * new_moods),
        mood_offset=(*calibration.mood_offset, *(0.0,) * new_moods),
    )


def _logit(probability: float) -> float:
    p = min(max(probability, _MIN_FREQUENCY), 1 - _MIN_FREQUENCY)
    return math.log(p / (1 - p))
