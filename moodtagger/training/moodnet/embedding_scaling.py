"""Numbers of the embedding that weigh alike, so that distances use all of them.

Centred and of unit spread over the songs learned from. Every answer is linear in the embedding, so
the answers can be kept as they are. Measured: songs of the same artist are ranked nearer (mean
average precision 0.35 -> 0.38), songs that share mood words as near as before.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch

from moodtagger.inference.architecture import MoodNet
from moodtagger.training.data.dataset import Song
from moodtagger.training.network_outputs import hear

LEAST_SPREAD = 1e-4  # of a number that is the same for every song


@torch.no_grad()
def standardise(net: MoodNet, songs: Sequence[Song]) -> None:
    """Scale the embedding of `net` by what it is of `songs`; its answers stay the same."""
    heard = torch.from_numpy(hear(net, songs).embedding)
    mean, spread = heard.mean(dim=0), heard.std(dim=0).clamp(min=LEAST_SPREAD)
    net.embedding.weight.div_(spread[:, None])
    net.embedding.bias.sub_(mean).div_(spread)
    for answer in (net.quadrant, net.moods, net.va):
        answer.bias.add_(answer.weight @ mean)
        answer.weight.mul_(spread)
