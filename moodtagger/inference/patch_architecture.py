"""PatchNet: depthwise-separable blocks over patches of about one second, as torch modules.

The layers are those of MobileNet v1 as Hershey et al. taught it on AudioSet, without the last block
and with batch norms folded in.

References
----------
- Howard et al. (2017), MobileNets: Efficient Convolutional Neural Networks for Mobile Vision
  Applications, arXiv:1704.04861.
- Hershey et al. (2017), CNN architectures for large-scale audio classification, ICASSP.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from moodtagger.inference.architecture import MoodNetOutput
from moodtagger.inference.config import LOGVAR_RANGE
from moodtagger.inference.patch_config import POOL_EPSILON, PatchNetConfig


class PatchBlock(nn.Module):
    """A depthwise 3x3 and a pointwise 1x1 convolution, each with ReLU.

    Parameters
    ----------
    inputs : int
        Input channels.
    outputs : int
        Output channels.
    stride : int
        Stride over time and frequency; 2 pads at the far ends only.
    """

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        padding = 1 if stride == 1 else 0
        self.stride = stride
        self.depthwise = nn.Conv2d(inputs, inputs, 3, stride=stride, padding=padding, groups=inputs)
        self.pointwise = nn.Conv2d(inputs, outputs, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Apply the block.

        Parameters
        ----------
        x : Tensor
            Feature maps, (n, inputs, t, f).

        Returns
        -------
        Tensor
            Feature maps, (n, outputs, t / stride, f / stride).
        """
        y = torch.relu(self.depthwise(x if self.stride == 1 else pad_far_ends(x)))
        return torch.relu(self.pointwise(y))


class PatchNet(nn.Module):
    """The network: log-mel patches in; moods, valence, arousal, feelings and attributes out.

    Parameters
    ----------
    config : PatchNetConfig
        Layer sizes.
    """

    def __init__(self, config: PatchNetConfig) -> None:
        super().__init__()
        self.config = config
        self.stem = nn.Conv2d(1, config.stem, 3, stride=2)
        blocks: list[nn.Module] = []
        channels = config.stem
        for outputs, stride in config.blocks:
            blocks.append(PatchBlock(channels, outputs, stride))
            channels = outputs
        self.blocks = nn.Sequential(*blocks)
        self.hidden = nn.Identity()  # what is trained on a user's songs begins here
        self.embedding = nn.Linear(channels, config.embedding)
        self.dropout = nn.Dropout(config.dropout)
        self.quadrant = nn.Linear(config.embedding, 4)
        self.moods = nn.Linear(config.embedding, config.moods)
        self.va = nn.Linear(config.embedding, 4)
        self.feelings = nn.Linear(config.embedding, config.feelings)
        self.attributes = nn.Linear(config.embedding, config.attributes)

    def features(self, patches: Tensor) -> Tensor:
        """Compute the pooled features of patches.

        Parameters
        ----------
        patches : Tensor
            Log-mel frames, (n, 96, 64).

        Returns
        -------
        Tensor
            Square roots of the mean features, (n, channels).
        """
        x = torch.relu(self.stem(pad_far_ends(patches.unsqueeze(1))))
        pooled: Tensor = self.blocks(x).mean(dim=(2, 3))
        return (pooled + POOL_EPSILON).sqrt()

    def embed(self, patches: Tensor) -> Tensor:
        """Embed patches.

        Parameters
        ----------
        patches : Tensor
            Log-mel frames, (n, 96, 64).

        Returns
        -------
        Tensor
            Embeddings, (n, 128), not scaled to unit length.
        """
        embedding: Tensor = self.embedding(self.hidden(self.features(patches)))
        return embedding

    def apply_heads(self, embedding: Tensor) -> MoodNetOutput:
        """Compute the outputs from embeddings.

        Every head is linear in the embedding, so the outputs for a mean embedding are the mean
        outputs.

        Parameters
        ----------
        embedding : Tensor
            Embeddings, (n, 128), not scaled to unit length.

        Returns
        -------
        MoodNetOutput
            Raw outputs for n patches or songs.
        """
        x = self.dropout(embedding)
        va = self.va(x)
        return MoodNetOutput(
            quadrant=self.quadrant(x),
            moods=self.moods(x),
            va=va[:, :2],
            va_logvar=va[:, 2:].clamp(*LOGVAR_RANGE),
            embedding=embedding,
        )

    def forward(self, patches: Tensor) -> MoodNetOutput:
        """Run the whole network.

        Parameters
        ----------
        patches : Tensor
            Log-mel frames, (n, 96, 64).

        Returns
        -------
        MoodNetOutput
            Raw outputs for n patches.
        """
        return self.apply_heads(self.embed(patches))


def pad_far_ends(x: Tensor) -> Tensor:
    """Append a zero to time and frequency, as a stride of 2 over an even length needs.

    Parameters
    ----------
    x : Tensor
        Feature maps, (n, channels, t, f).

    Returns
    -------
    Tensor
        Feature maps, (n, channels, t + 1, f + 1).
    """
    return functional.pad(x, (0, 1, 0, 1))
