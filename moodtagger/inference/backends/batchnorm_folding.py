"""A network made ready for listening only: each batch norm becomes part of its convolution."""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from moodtagger.inference.architecture import MoodNet, SeparableBlock


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
