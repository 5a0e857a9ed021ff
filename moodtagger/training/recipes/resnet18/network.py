"""ResNet-18 for one-channel images, after He, Zhang, Ren, Sun (2015), arXiv:1512.03385."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

WIDTHS = (64, 128, 256, 512)
BLOCKS_PER_STAGE = 2  # of each width


class ResidualBlock(nn.Module):
    """Two 3x3 convolutions beside a short cut; a 1x1 convolution on it where the size changes."""

    def __init__(self, channels: int, width: int, stride: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(channels, width, 3, stride, padding=1, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(inplace=True),
            nn.Conv2d(width, width, 3, padding=1, bias=False),
            nn.BatchNorm2d(width),
        )
        self.shortcut: nn.Module = nn.Identity()
        if stride > 1 or channels != width:
            self.shortcut = nn.Sequential(
                nn.Conv2d(channels, width, 1, stride, bias=False), nn.BatchNorm2d(width)
            )

    def forward(self, x: Tensor) -> Tensor:
        """(n, channels, h, w) -> (n, width, h / stride, w / stride)."""
        return functional.relu(self.layers(x) + self.shortcut(x))


class ResNet18(nn.Module):
    """(n, 1, bands, frames) -> (n, outputs); `shrink` bands and frames are averaged into one.

    11.2 M parameters with the published widths. `trunk` ends in the mean over the image, (n, 512).
    """

    def __init__(
        self, outputs: int, pooling: tuple[int, int] = (1, 1), widths: tuple[int, ...] = WIDTHS
    ) -> None:
        super().__init__()
        stem = widths[0]
        layers: list[nn.Module] = [
            nn.AvgPool2d(pooling),
            nn.Conv2d(1, stem, 7, 2, padding=3, bias=False),
            nn.BatchNorm2d(stem),
            nn.ReLU(inplace=True),
            nn.MaxPool2d(3, 2, padding=1),
        ]
        channels = stem
        for k, width in enumerate(widths):
            for block in range(BLOCKS_PER_STAGE):
                layers.append(ResidualBlock(channels, width, stride=2 if k and not block else 1))
                channels = width
        self.trunk = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.head = nn.Linear(channels, outputs)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x: Tensor) -> Tensor:
        """Logits, or whatever the outputs stand for."""
        out: Tensor = self.head(self.trunk(x))
        return out
