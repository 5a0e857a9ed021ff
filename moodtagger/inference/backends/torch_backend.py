"""The network computed by torch, with each BatchNorm folded into its convolution."""

from __future__ import annotations

import copy
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from moodtagger.inference.architecture import MoodNet, MoodNetOutput, SeparableBlock
from moodtagger.inference.backends.base import Floats, NetworkOutputs
from moodtagger.inference.finetuning.features import FeatureExtractor
from moodtagger.inference.torch_weights import LoadedModel, load_model


class FoldedBlock(nn.Module):
    """A SeparableBlock whose pointwise convolution is a matrix product over all places at once."""

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
        """(n, inputs, f, t) -> (n, outputs, f / stride, t / stride)."""
        y = torch.relu_(self.depthwise(x))
        y = torch.relu_(self.pointwise(y.permute(0, 2, 3, 1))).permute(0, 3, 1, 2)
        return y.add_(x) if self.residual else y


def fold_batchnorm(network: MoodNet) -> MoodNet:
    """A copy with the same answers, to rounding, in about two thirds of the time.

    It cannot be trained or saved: its parts are not those of the form on disk.
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
    """See `Network`."""

    batch_size = 4  # windows; more take 4 MB each and are hardly faster

    def __init__(self, model: LoadedModel) -> None:
        self._network = fold_batchnorm(model.network)
        self.name = model.name
        self.vocabulary = model.vocabulary
        self.calibration = model.calibration
        self.embedding_size = model.network.config.embedding

    @classmethod
    def load(cls, folder: Path) -> TorchNetwork:
        """The network of `folder`; ModelError when that fails."""
        return cls(load_model(folder))

    @torch.inference_mode()
    def forward(self, windows: Floats) -> NetworkOutputs:
        """See `Network`."""
        return _as_numpy(self._network(torch.from_numpy(windows)))

    @torch.inference_mode()
    def apply_heads(self, embedding: Floats) -> NetworkOutputs:
        """See `Network`."""
        return _as_numpy(self._network.apply_heads(torch.from_numpy(embedding)))

    def feature_extractor(self) -> FeatureExtractor:
        """See `Network`."""
        return FeatureExtractor(self._network)

    @staticmethod
    def use_one_thread() -> None:
        """Keep torch from threads of its own: beside other workers they only get in the way."""
        torch.set_num_threads(1)


def _as_numpy(out: MoodNetOutput) -> NetworkOutputs:
    return NetworkOutputs(*(part.numpy() for part in out))
