"""Load a model folder into a torch network, and save its weights."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save

from moodtagger.core.vocabulary import Vocabulary
from moodtagger.files.file_access import write_whole
from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.config import MoodNetConfig
from moodtagger.inference.model_folder import (
    CARD,
    FORMAT,
    MOODS,
    WEIGHTS,
    NetworkConfig,
    Tensors,
    architecture_mismatch,
    read_card,
    read_validated_model,
)
from moodtagger.inference.patch_architecture import PatchNet

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


TorchModule = MoodNet | PatchNet


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A torch network with vocabulary, calibration and card.

    Attributes
    ----------
    network : TorchModule
        The network in evaluation mode.
    vocabulary : Vocabulary
        The moods in output order.
    card : dict[str, Any]
        The card as stored in the folder.
    calibration : Calibration
        Maps raw outputs to probabilities and ratings.
    """

    network: TorchModule
    vocabulary: Vocabulary
    card: dict[str, Any]
    calibration: Calibration

    @property
    def name(self) -> str:
        """Name and version, such as "moodnet 1.0"."""
        return f"{self.card['name']} {self.card['version']}"


def load_model(folder: Path) -> LoadedModel:
    """Load a model folder with torch.

    Parameters
    ----------
    folder : Path
        Folder with card, vocabulary and weights.

    Returns
    -------
    LoadedModel
        The network in evaluation mode, with everything that belongs to it.

    Raises
    ------
    ModelError
        A part of the folder is missing, damaged or foreign.
    """
    validated = read_validated_model(folder)
    model_folder = validated.model_folder
    network = create_network(validated.config)
    _load_state(network, model_folder.tensors, folder)
    network.eval().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return LoadedModel(
        network, model_folder.vocabulary, model_folder.card, model_folder.calibration
    )


def create_network(config: NetworkConfig) -> TorchModule:
    """Create an untrained network.

    Parameters
    ----------
    config : NetworkConfig
        Layer sizes.

    Returns
    -------
    TorchModule
        A network of the architecture that these sizes are of.
    """
    return MoodNet(config) if isinstance(config, MoodNetConfig) else PatchNet(config)


def _load_state(network: TorchModule, tensors: Tensors, folder: Path) -> None:
    try:
        state = {name: torch.tensor(value) for name, value in tensors.items()}
        network.load_state_dict(network.state_dict() | state)
    except (RuntimeError, TypeError) as error:
        raise architecture_mismatch(folder) from error


def save_weights(network: TorchModule, path: Path) -> str:
    """Write the weights atomically.

    Parameters
    ----------
    network : TorchModule
        The network whose state to save; a PatchNet in half precision, as no answer needs more.
    path : Path
        The safetensors file to create or replace.

    Returns
    -------
    str
        SHA-256 of the file in hexadecimal, as the card stores it.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    tensors = {name: value.contiguous() for name, value in network.state_dict().items()}
    if isinstance(network, PatchNet):
        tensors = {name: value.half() for name, value in tensors.items()}
    content = save(tensors)
    write_whole(path, content)
    return hashlib.sha256(content).hexdigest()
