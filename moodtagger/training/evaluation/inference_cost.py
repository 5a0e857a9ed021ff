"""Inference cost of the network, relative to a plain baseline in the same run.

CPU seconds of one thread, in interleaved rounds, so that a busy machine slows down both.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from moodtagger.inference.architecture import SeparableBlock
from moodtagger.inference.config import N_MELS, MoodNetConfig
from moodtagger.inference.patch_architecture import PatchNet
from moodtagger.inference.patch_mel import PATCH_BANDS, PATCH_FRAMES
from moodtagger.inference.patches import CHOSEN_PATCHES
from moodtagger.inference.torch_weights import TorchModule
from moodtagger.training.data.batches import CROP_FRAMES

ROUNDS = 15
WINDOW_S = 10.0
SONG_S = 240.0


class BaselineNet(nn.Module):
    """A strided stem, depthwise-separable blocks and one output layer: 0.8 M parameters.

    It has MoodNet's trunk, but neither the spread over time nor hidden layer and embedding.

    Parameters
    ----------
    moods : int
        Number of moods.
    """

    def __init__(self, moods: int) -> None:
        super().__init__()
        config = MoodNetConfig(moods=moods)
        self.stem = nn.Sequential(
            nn.Conv2d(1, config.stem, 5, stride=2, padding=2, bias=False),
            nn.BatchNorm2d(config.stem),
            nn.ReLU(),
        )
        channels = config.stem
        blocks = []
        for outputs, f_stride, t_stride in config.blocks:
            blocks.append(SeparableBlock(channels, outputs, (f_stride, t_stride)))
            channels = outputs
        # A last block as wide as the others takes the place of MoodNet's hidden layer.
        blocks.append(SeparableBlock(channels, channels // 2, (1, 1)))
        self.blocks = nn.Sequential(*blocks)
        self.head = nn.Linear(channels // 2, 4 + 2 + moods)

    def forward(self, frames: Tensor) -> Tensor:
        """Run the network.

        Parameters
        ----------
        frames : Tensor
            Log-mel windows in dB, (n, frames, 96).

        Returns
        -------
        Tensor
            Quadrant, valence, arousal and moods, (n, 6 + moods).
        """
        x = frames.transpose(1, 2).unsqueeze(1).contiguous(memory_format=torch.channels_last)
        outputs: Tensor = self.head(self.blocks(self.stem(x)).mean(dim=(2, 3)))
        return outputs


@dataclass(frozen=True, slots=True)
class InferenceCost:
    """Medians over the rounds.

    Attributes
    ----------
    network_ms : float
        CPU milliseconds of the network per window.
    plain_ms : float
        CPU milliseconds of the baseline per window.
    ratio : float
        The first divided by the second.
    realtime : float
        Seconds of music per CPU second, counting the network only.
    """

    network_ms: float
    plain_ms: float
    ratio: float
    realtime: float


@torch.inference_mode()
def measure_inference_cost(
    network: TorchModule,
    batch: int = 4,
    rounds: int = ROUNDS,
    clock: Callable[[], float] = time.thread_time,
) -> InferenceCost:
    """Time a network and a baseline with as many moods on the same music.

    Parameters
    ----------
    network : TorchModule
        The network; it is set to evaluation mode.
    batch : int, optional
        Windows per call.
    rounds : int, optional
        Number of rounds, at least 2; the first one only warms up.
    clock : Callable[[], float], optional
        Returns CPU seconds.

    Returns
    -------
    InferenceCost
        CPU time per window.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        frames = torch.randn(batch, CROP_FRAMES, N_MELS) * 15 - 40
        reads_patches = isinstance(network, PatchNet)
        inputs = torch.randn(batch, PATCH_FRAMES, PATCH_BANDS) if reads_patches else frames
        baseline = BaselineNet(network.config.moods).eval()
        baseline.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        network.eval()
        pairs = np.array(
            [
                (_time(lambda: network(inputs), clock), _time(lambda: baseline(frames), clock))
                for _ in range(rounds)
            ]
        )
    finally:
        torch.set_num_threads(threads)
    network_s, baseline_s = np.median(pairs[1:], axis=0) / batch  # the first round warms up
    if reads_patches:  # fewer of them are read than there are windows
        network_s *= CHOSEN_PATCHES / (SONG_S / WINDOW_S)
    return InferenceCost(
        network_ms=round(1000 * float(network_s), 3),
        plain_ms=round(1000 * float(baseline_s), 3),
        ratio=round(float(network_s / baseline_s), 3),
        realtime=round(WINDOW_S / float(network_s)),
    )


def _time(run: Callable[[], object], clock: Callable[[], float]) -> float:
    before = clock()
    run()
    return clock() - before
