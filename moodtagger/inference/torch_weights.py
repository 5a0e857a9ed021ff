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
from moodtagger.inference.model_folder import (
    CARD,
    FORMAT,
    MOODS,
    WEIGHTS,
    Tensors,
    architecture_mismatch,
    read_card,
    read_validated_model,
)

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
    validated = read_validated_model(folder)
    model_folder = validated.model_folder
    network = MoodNet(validated.config)
    _load_state(network, model_folder.tensors, folder)
    network.eval().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return LoadedModel(
        network, model_folder.vocabulary, model_folder.card, model_folder.calibration
    )


def _load_state(network: MoodNet, tensors: Tensors, folder: Path) -> None:
    try:
        state = {name: torch.tensor(value) for name, value in tensors.items()}
        network.load_state_dict(network.state_dict() | state)
    except (RuntimeError, TypeError) as error:
        raise architecture_mismatch(folder) from error


def save_weights(network: MoodNet, path: Path) -> str:
    """Write the weights; their SHA-256 as the card has it."""
    tensors = {name: value.contiguous() for name, value in network.state_dict().items()}
    content = save(tensors)
    temporary_path = path.with_suffix(".part")
    temporary_path.write_bytes(content)
    temporary_path.replace(path)
    return hashlib.sha256(content).hexdigest()
