"""The network of `va_cnn`: one convolution, one small dense layer, valence and arousal."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from moodtagger.training.recipes.va_cnn.features import BANDS, EXCERPT_FRAMES

OUTPUTS = 2  # valence, arousal
# The convolution's output is large: more at once is slower, as fresh memory has to be asked for.
CHUNK_SIZE = 4

ACTIVATIONS: dict[str, type[nn.Module]] = {
    "relu": nn.ReLU,
    "elu": nn.ELU,
    "tanh": nn.Tanh,
}


@dataclass(frozen=True, slots=True)
class VaCnnSettings:
    """What the study varied; the values here are those that it settled on."""

    kernel: int = 3
    optimiser: str = "adam"
    filters: int = 16
    activation: str = "relu"
    dropout: float = 0.2
    pool: int = 3
    hidden: int = 8


class VaCnnNetwork(nn.Module):
    """Codes (n, 80, 234) -> valence and arousal (n, 2), both between 0 and 1.

    `middle` and `spread` are the mean and the standard deviation of the codes learned from.
    """

    middle: Tensor
    spread: Tensor

    def __init__(self, settings: VaCnnSettings, middle: float, spread: float) -> None:
        super().__init__()
        self.register_buffer("middle", torch.tensor(middle))
        self.register_buffer("spread", torch.tensor(spread))
        activation = ACTIVATIONS[settings.activation]
        # Each activation grows with its input, so it may as well follow the pool, which is quicker;
        # so is this order of the numbers in memory.
        self.convolution = nn.Sequential(
            nn.Conv2d(1, settings.filters, settings.kernel),
            nn.MaxPool2d(settings.pool),
            activation(),
        )
        self.convolution.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        high, wide = ((n - settings.kernel + 1) // settings.pool for n in (BANDS, EXCERPT_FRAMES))
        flat = settings.filters * high * wide
        self.dense = nn.Sequential(nn.Flatten(), nn.Linear(flat, settings.hidden))
        self.norm = nn.BatchNorm1d(settings.hidden)
        self.head = nn.Sequential(
            activation(),
            nn.Dropout(settings.dropout),
            nn.Linear(settings.hidden, OUTPUTS),
            nn.Sigmoid(),
        )

    def forward(self, codes: Tensor) -> Tensor:
        """Valence and arousal on the study's scale, see `va_cnn`."""
        normalized = ((codes.float() - self.middle) / self.spread).unsqueeze(1)
        normalized = normalized.contiguous(memory_format=torch.channels_last)
        parts = [
            self.convolution(normalized[start : start + CHUNK_SIZE])
            for start in range(0, len(normalized), CHUNK_SIZE)
        ]
        outputs: Tensor = self.head(self.norm(self.dense(torch.cat(parts))))
        return outputs
