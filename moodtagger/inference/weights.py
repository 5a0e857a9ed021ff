"""A network's folder turned into a network that listens, and back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save

from moodtagger.core.errors import ModelError
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.networks import MoodNet, MoodNetConfig
from moodtagger.inference.package import (
    ADVICE,
    CARD,
    FORMAT,
    MOODS,
    WEIGHTS,
    Tensors,
    read_card,
    read_package,
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
    "shapes_of",
]
_MOST_BLOCKS = 64
_LATER_PARTS = frozenset({"quietest", "loudest"})  # since networks of version 1.1


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
    package = read_package(folder)
    config = _config(package.card, folder)
    wanted = shapes_of(config)
    found = {name: value.shape for name, value in package.tensors.items()}
    # A network from before these parts was trained without them: their start changes nothing.
    neutral = {name: wanted[name] for name in _LATER_PARTS & wanted.keys() - found.keys()}
    if wanted != found | neutral:
        raise _misfit(folder)
    network = MoodNet(config)
    _fill(network, package.tensors, folder)
    network.eval().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return LoadedModel(network, package.vocabulary, package.card, package.calibration)


def _config(card: dict[str, Any], folder: Path) -> MoodNetConfig:
    try:
        config = MoodNetConfig.from_dict(card["architecture"])
        if len(config.blocks) > _MOST_BLOCKS:
            raise ValueError(f"{len(config.blocks)} blocks")
        shapes_of(config)
    except (KeyError, TypeError, ValueError, RuntimeError, ArithmeticError) as error:
        raise ModelError(
            f"The network's card lacks a part or holds a wrong one ({error}).",
            path=folder / CARD,
            advice=ADVICE,
        ) from error
    return config


def shapes_of(config: MoodNetConfig) -> dict[str, tuple[int, ...]]:
    """The shape of every weight of such a network, found without using memory for them."""
    with torch.device("meta"):
        return {name: tuple(value.shape) for name, value in MoodNet(config).state_dict().items()}


def _fill(network: MoodNet, tensors: Tensors, folder: Path) -> None:
    try:
        found = {name: torch.tensor(value) for name, value in tensors.items()}
        network.load_state_dict(network.state_dict() | found)
    except (RuntimeError, TypeError) as error:
        raise _misfit(folder) from error


def _misfit(folder: Path) -> ModelError:
    return ModelError(
        "The network's weights do not fit its architecture.", path=folder / WEIGHTS, advice=ADVICE
    )


def save_weights(network: MoodNet, path: Path) -> str:
    """Write the weights; their SHA-256 as the card has it."""
    tensors = {name: value.contiguous() for name, value in network.state_dict().items()}
    packed = save(tensors)
    part = path.with_suffix(".part")
    part.write_bytes(packed)
    part.replace(path)
    return hashlib.sha256(packed).hexdigest()
