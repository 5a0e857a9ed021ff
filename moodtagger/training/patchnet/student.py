"""PatchNet with heads for its teachers, on feature maps of its frozen layers.

The student's outputs are standardized, so that no head counts more for its scale; `to_patchnet`
folds all scales into the layers.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from moodtagger.inference.config import LOGVAR_RANGE
from moodtagger.inference.patch_architecture import PatchNet
from moodtagger.inference.patch_config import POOL_EPSILON
from moodtagger.training.data.dataset import Floats

SMALLEST_FEATURE_SD = 0.02  # is added to all


class StudentOutput(NamedTuple):
    """Outputs for n songs, standardized except for the logits.

    Attributes
    ----------
    embedding : Tensor
        Mean embeddings, (n, size).
    quadrant : Tensor
        Logits, (n, 4).
    moods : Tensor
        Logits, (n, M).
    va : Tensor
        Valence and arousal, (n, 2).
    va_logvar : Tensor
        Natural logarithm of their variance, (n, 2).
    feelings : Tensor
        Listeners' feelings, (n, 9).
    attributes : Tensor
        Attributes, (n, a).
    components : Tensor
        Principal components of the teachers, (n, k).
    """

    embedding: Tensor
    quadrant: Tensor
    moods: Tensor
    va: Tensor
    va_logvar: Tensor
    feelings: Tensor
    attributes: Tensor
    components: Tensor


@dataclass(frozen=True, slots=True)
class OutputScale:
    """Mean and SD of targets over the training songs.

    Attributes
    ----------
    mean : Floats
        Means, (k,).
    sd : Floats
        Standard deviations, (k,).
    """

    mean: Floats
    sd: Floats

    @classmethod
    def of(cls, targets: Floats, weight: Floats) -> OutputScale:
        """Compute the scale of songs that have the targets.

        Parameters
        ----------
        targets : Floats
            Targets of n songs, (n, k).
        weight : Floats
            Zero for songs without them, (n,).

        Returns
        -------
        OutputScale
            The scale; 0 and 1 if no song has them.
        """
        known = targets[weight > 0]
        if not len(known):
            size = targets.shape[1]
            return cls(np.zeros(size, np.float32), np.ones(size, np.float32))
        return cls(known.mean(axis=0), known.std(axis=0) + np.float32(1e-6))


class PatchStudent(nn.Module):
    """A PatchNet in training.

    Parameters
    ----------
    network : PatchNet
        The network; it is trained in place.
    frozen : int
        Number of blocks that keep their weights together with the stem; their feature maps are the
        input.
    components : int
        Principal components of the teachers.
    """

    feature_mean: Tensor
    feature_sd: Tensor
    va_mean: Tensor
    va_sd: Tensor
    feelings_mean: Tensor
    feelings_sd: Tensor
    attributes_mean: Tensor
    attributes_sd: Tensor

    def __init__(self, network: PatchNet, frozen: int, components: int) -> None:
        super().__init__()
        config = network.config
        self.network = network
        self.frozen = frozen
        self.components = nn.Linear(config.embedding, components)
        sizes = {
            "feature": config.blocks[-1][0],
            "va": 2,
            "feelings": config.feelings,
            "attributes": config.attributes,
        }
        for name, size in sizes.items():
            self.register_buffer(f"{name}_mean", torch.zeros(size))
            self.register_buffer(f"{name}_sd", torch.ones(size))
        for part in [network.stem, *list(network.blocks)[:frozen]]:
            part.requires_grad_(False)

    def set_scale(self, name: str, scale: OutputScale) -> None:
        """Set the scale of features or of a head.

        Parameters
        ----------
        name : str
            "feature", "va", "feelings" or "attributes".
        scale : OutputScale
            The scale.
        """
        getattr(self, f"{name}_mean").copy_(torch.from_numpy(np.asarray(scale.mean)))
        getattr(self, f"{name}_sd").copy_(torch.from_numpy(np.asarray(scale.sd)))

    def pooled(self, maps: Tensor) -> Tensor:
        """Run the trained blocks and pool their features.

        Parameters
        ----------
        maps : Tensor
            Feature maps of the frozen blocks, (n, channels, t, f).

        Returns
        -------
        Tensor
            Square roots of the mean features, (n, channels), not standardized.
        """
        pooled: Tensor = self.network.blocks[self.frozen :](maps).mean(dim=(2, 3))
        return (pooled + POOL_EPSILON).sqrt()

    def embed(self, maps: Tensor, songs: int) -> Tensor:
        """Embed songs.

        Parameters
        ----------
        maps : Tensor
            Feature maps of equally many patches of each song, (n * patches, channels, t, f).
        songs : int
            Number of songs n.

        Returns
        -------
        Tensor
            Mean embeddings, (n, size).
        """
        standardized = (self.pooled(maps) - self.feature_mean) / self.feature_sd
        embedding: Tensor = self.network.embedding(standardized)
        return embedding.view(songs, -1, embedding.shape[1]).mean(dim=1)

    def forward(self, maps: Tensor, songs: int) -> StudentOutput:
        """Run the student.

        Parameters
        ----------
        maps : Tensor
            Feature maps of equally many patches of each song, (n * patches, channels, t, f).
        songs : int
            Number of songs n.

        Returns
        -------
        StudentOutput
            Outputs for the n songs.
        """
        network = self.network
        embedding = self.embed(maps, songs)
        x = network.dropout(embedding)
        # Uncertainty is learned from the embedding without changing it.
        logvar = network.va(embedding.detach())[:, 2:].clamp(*LOGVAR_RANGE)
        return StudentOutput(
            embedding=embedding,
            quadrant=network.quadrant(x),
            moods=network.moods(x),
            va=network.va(x)[:, :2],
            va_logvar=logvar,
            feelings=network.feelings(x),
            attributes=network.attributes(x),
            components=self.components(embedding),
        )

    def trained_blocks(self) -> list[nn.Parameter]:
        """List the parameters that were taught on AudioSet and are trained further.

        Returns
        -------
        list[nn.Parameter]
            Parameters of the blocks that are not frozen.
        """
        return list(self.network.blocks[self.frozen :].parameters())

    def heads(self) -> list[nn.Parameter]:
        """List the parameters that are trained from random ones.

        Returns
        -------
        list[nn.Parameter]
            Parameters of the embedding and of all heads.
        """
        known = {id(p) for p in self.trained_blocks()}
        return [p for p in self.parameters() if p.requires_grad and id(p) not in known]

    @torch.no_grad()
    def to_patchnet(self) -> PatchNet:
        """Make the network for the app, which takes and gives values that are not standardized.

        Returns
        -------
        PatchNet
            A copy in evaluation mode.
        """
        network = copy.deepcopy(self.network).eval()
        scaled = network.embedding.weight / self.feature_sd
        network.embedding.bias.copy_(network.embedding.bias - scaled @ self.feature_mean)
        network.embedding.weight.copy_(scaled)
        _unscale(network.va, self.va_mean, self.va_sd)
        network.va.bias[2:] += 2 * self.va_sd.log()
        _unscale(network.feelings, self.feelings_mean, self.feelings_sd)
        _unscale(network.attributes, self.attributes_mean, self.attributes_sd)
        return network.requires_grad_(True)


def _unscale(layer: nn.Linear, mean: Tensor, sd: Tensor) -> None:
    """Let the first outputs of a layer have this mean and SD instead of 0 and 1."""
    rows = slice(0, len(mean))
    layer.weight[rows] *= sd[:, None]
    layer.bias[rows] = layer.bias[rows] * sd + mean
