"""A network's folder turned into a network that listens, and back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save

from moodtagger.core.vocabulary import Vocabulary
from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.model_folder.reader import (
    CARD,
    FORMAT,
    MOODS,
    WEIGHTS,
    Tensors,
    read_card,
)
from moodtagger.inference.model_folder.validation import misfit, read_parts

__all__ = [
    "CARD",
    "FORMAT",
    "MOODS",
    "WEIGHTS",
    "LoadedModel",
    "load_model",
    "read_card",
    "save_weights",
]


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A network ready to listen, its words, the card as it stands in the file."""

    network: MoodNet
    vocabulary: Vocabulary
    card: dict[str, Any]
    calibration: Calibration

    @property
    def name(self) -> str:
        """Name and version, such as "moodnet 1.0"."""
        return f"{self.card['name']} {self.card['version']}"


def load_model(folder: Path) -> LoadedModel:
    """Read the network of a folder; ModelError when a part is missing, damaged or foreign."""
    parts = read_parts(folder)
    package = parts.package
    network = MoodNet(parts.config)
    _fill(network, package.tensors, folder)
    network.eval().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return LoadedModel(network, package.vocabulary, package.card, package.calibration)


def _fill(network: MoodNet, tensors: Tensors, folder: Path) -> None:
    try:
        found = {name: torch.tensor(value) for name, value in tensors.items()}
        network.load_state_dict(network.state_dict() | found)
    except (RuntimeError, TypeError) as error:
        raise misfit(folder) from error


def save_weights(network: MoodNet, path: Path) -> str:
    """Write the weights; their SHA-256 as the card has it."""
    tensors = {name: value.contiguous() for name, value in network.state_dict().items()}
    packed = save(tensors)
    part = path.with_suffix(".part")
    part.write_bytes(packed)
    part.replace(path)
    return hashlib.sha256(packed).hexdigest()
