"""Run the network with torch, with every batch norm folded into its convolution."""

from __future__ import annotations

import copy
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from moodtagger.inference.architecture import MoodNet, MoodNetOutput, SeparableBlock
from moodtagger.inference.attributes import AttributeHead, attribute_head
from moodtagger.inference.backends.base import Floats, NetworkOutputs
from moodtagger.inference.finetuning.features import FeatureExtractor, PatchFeatureExtractor
from moodtagger.inference.patch_architecture import PatchNet
from moodtagger.inference.torch_weights import LoadedModel, TorchModule, load_model


class FoldedBlock(nn.Module):
    """A `SeparableBlock` without batch norms, its pointwise convolution as a matrix product.

    Parameters
    ----------
    block : SeparableBlock
        The block to fold; it is left unchanged.
    """

    def __init__(self, block: SeparableBlock) -> None:
        super().__init__()
        self.residual = block.residual
        self.depthwise = _fuse_conv_batchnorm(block.depthwise, block.norm1)
        pointwise = _fuse_conv_batchnorm(block.pointwise, block.norm2)
        self.pointwise = nn.Linear(pointwise.in_channels, pointwise.out_channels)
        self.pointwise.weight = nn.Parameter(pointwise.weight[:, :, 0, 0].contiguous())
        assert pointwise.bias is not None
        self.pointwise.bias = nn.Parameter(pointwise.bias)

    def forward(self, x: Tensor) -> Tensor:
        """Apply the block.

        Parameters
        ----------
        x : Tensor
            Feature maps, (n, inputs, f, t).

        Returns
        -------
        Tensor
            Feature maps, (n, outputs, f / stride, t / stride).
        """
        y = torch.relu_(self.depthwise(x))
        y = torch.relu_(self.pointwise(y.permute(0, 2, 3, 1))).permute(0, 3, 1, 2)
        return y.add_(x) if self.residual else y


def fold_batchnorm(network: MoodNet) -> MoodNet:
    """Fold every 2-D batch norm into the preceding convolution.

    The folded network takes about two thirds of the time. It cannot be trained or saved: its
    parameters are not those of the file format.

    Parameters
    ----------
    network : MoodNet
        Left unchanged.

    Returns
    -------
    MoodNet
        A copy in evaluation mode with the same outputs, up to rounding.
    """
    copied = copy.deepcopy(network).eval()
    copied.stem[0], copied.stem[1] = (
        _fuse_conv_batchnorm(copied.stem[0], copied.stem[1]),
        nn.Identity(),
    )
    copied.stem[2] = nn.ReLU(inplace=True)
    copied.blocks = nn.Sequential(*map(FoldedBlock, copied.blocks))  # type: ignore[arg-type]
    copied.requires_grad_(False)
    return copied.to(memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]


def _fuse_conv_batchnorm(conv: nn.Module, norm: nn.Module) -> nn.Conv2d:
    assert isinstance(conv, nn.Conv2d)
    assert isinstance(norm, nn.BatchNorm2d)
    return fuse_conv_bn_eval(conv, norm)


class TorchNetwork:
    """The torch implementation of `Network`.

    Parameters
    ----------
    model : LoadedModel
        Network, vocabulary and calibration of a model folder.
    """

    batch_size = 4  # every further window takes 4 MB and is hardly faster

    def __init__(self, model: LoadedModel) -> None:
        self._network = _prepare(model.network)
        self.reads_patches = isinstance(model.network, PatchNet)
        self.name = model.name
        self.vocabulary = model.vocabulary
        self.calibration = model.calibration
        self.embedding_size = model.network.config.embedding
        self.attributes = _attribute_head(model)

    @classmethod
    def load(cls, folder: Path) -> TorchNetwork:
        """Load a model folder.

        Parameters
        ----------
        folder : Path
            Folder with card, vocabulary and weights.

        Returns
        -------
        TorchNetwork
            The network, ready to run.

        Raises
        ------
        ModelError
            A part of the folder is missing, damaged or foreign.
        """
        return cls(load_model(folder))

    @torch.inference_mode()
    def forward(self, windows: Floats) -> NetworkOutputs:
        """Run the network; see `Network.forward`.

        Parameters
        ----------
        windows : Floats
            Log-mel windows in dB, (n, 313, 96).

        Returns
        -------
        NetworkOutputs
            Raw outputs for n windows.
        """
        return _as_numpy(self._network(torch.from_numpy(windows)))

    @torch.inference_mode()
    def apply_heads(self, embedding: Floats) -> NetworkOutputs:
        """Compute the outputs from embeddings; see `Network.apply_heads`.

        Parameters
        ----------
        embedding : Floats
            Embeddings, (n, size), not scaled to unit length.

        Returns
        -------
        NetworkOutputs
            Raw outputs for n windows or songs.
        """
        return _as_numpy(self._network.apply_heads(torch.from_numpy(embedding)))

    def feature_extractor(self) -> FeatureExtractor | PatchFeatureExtractor:
        """Create an extractor of fine-tuning features for one song.

        Returns
        -------
        FeatureExtractor | PatchFeatureExtractor
            A fresh extractor.
        """
        if isinstance(self._network, PatchNet):
            return PatchFeatureExtractor(self._network)
        return FeatureExtractor(self._network)

    @staticmethod
    def use_one_thread() -> None:
        """Limit torch to one thread: every core already runs a worker of its own."""
        torch.set_num_threads(1)


def _prepare(network: TorchModule) -> TorchModule:
    """Return a copy that runs fast."""
    if isinstance(network, MoodNet):
        return fold_batchnorm(network)
    copied = copy.deepcopy(network).eval().requires_grad_(False)
    return copied.to(memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]


def _attribute_head(model: LoadedModel) -> AttributeHead | None:
    if not isinstance(model.network, PatchNet):
        return None
    head = model.network.attributes
    return attribute_head(model.card, head.weight.detach().numpy(), head.bias.detach().numpy())


def _as_numpy(out: MoodNetOutput) -> NetworkOutputs:
    return NetworkOutputs(*(part.numpy() for part in out))
