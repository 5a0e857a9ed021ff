"""A tiny model folder: the real format, random weights, quick to load."""

from __future__ import annotations

from pathlib import Path

import torch

from moodtagger.core.vocabulary import Mood, Vocabulary
from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.config import MoodNetConfig
from moodtagger.training.moodnet.export import export_model

LABELS = ("happy", "sad", "calm")


def tiny_network(seed: int = 0) -> MoodNet:
    """Build a network of a few thousand parameters, in evaluation mode."""
    torch.manual_seed(seed)
    config = MoodNetConfig(moods=len(LABELS), stem=4, blocks=((8, 4, 4), (8, 2, 2)), hidden=16)
    network = MoodNet(config)
    network.scale.fill_(20.0)
    return network.eval()


def tiny_vocabulary() -> Vocabulary:
    """Build three moods: "happy" is always confident, "sad" never, "calm" is not core."""
    return Vocabulary(
        [
            Mood("happy", ("Happy",), 0.8, 0.3, 0.7, 0.0),
            Mood("sad", ("Sad",), -0.6, -0.5, 0.7, 1.01),
            Mood("calm", ("Calm",), 0.5, -0.8, None, 0.0, core=False),
        ]
    )


def write_tiny_model(folder: Path) -> Path:
    """Write the model into `folder` and return the folder."""
    calibration = Calibration(
        (1.0, 2.0, 1.0), (0.0, -1.0, 0.5), 2.0, (1.5, 2.0), (0.1, -0.1), (1.0, 0.5)
    )
    export_model(folder, tiny_network(), tiny_vocabulary(), calibration, {"figures": {}})
    return folder
