"""Numbers of the embedding that weigh alike, so that distances use all of them.

Centred and of unit spread over the songs learned from. Every answer is linear in the embedding, so
the answers can be kept as they are. Measured: songs of the same artist are ranked nearer (mean
average precision 0.35 -> 0.38), songs that share mood words as near as before.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch

from moodtagger.inference.architecture import MoodNet
from moodtagger.training.data.dataset import DatasetSong
from moodtagger.training.network_outputs import run_network

MIN_SD = 1e-4  # of a number that is the same for every song


@torch.no_grad()
def standardize_embedding(net: MoodNet, songs: Sequence[DatasetSong]) -> None:
    """Scale the embedding of `net` by what it is of `songs`; its answers stay the same."""
    embeddings = torch.from_numpy(run_network(net, songs).embedding)
    mean, sd = embeddings.mean(dim=0), embeddings.std(dim=0).clamp(min=MIN_SD)
    net.embedding.weight.div_(sd[:, None])
    net.embedding.bias.sub_(mean).div_(sd)
    for head in (net.quadrant, net.moods, net.va):
        head.bias.add_(head.weight @ mean)
        head.weight.mul_(sd)
