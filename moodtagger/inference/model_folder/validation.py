"""A network's folder with its weights held against its sizes, read without torch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from moodtagger.core.errors import ModelError
from moodtagger.inference.config import MoodNetConfig, parameter_shapes
from moodtagger.inference.model_folder.reader import (
    CARD,
    REINSTALL_ADVICE,
    WEIGHTS,
    ModelFolder,
    read_model_folder,
)

# What networks from before version 1.1 lack: they were trained without it, and it changes nothing.
_DEFAULT_BUFFERS = {"quietest": -1000.0, "loudest": 1000.0}


@dataclass(frozen=True, slots=True)
class ValidatedModel:
    """A package whose tensors are those of a MoodNet of the sizes `config`."""

    model_folder: ModelFolder
    config: MoodNetConfig


def read_validated_model(folder: Path) -> ValidatedModel:
    """Read a folder; ModelError when a part is missing, damaged, foreign, or of another size."""
    model_folder = read_model_folder(folder)
    config = _read_config(model_folder.card, folder)
    for name, default in _DEFAULT_BUFFERS.items():
        model_folder.tensors.setdefault(name, np.array(default, np.float32))
    if {name: value.shape for name, value in model_folder.tensors.items()} != parameter_shapes(
        config
    ):
        raise architecture_mismatch(folder)
    return ValidatedModel(model_folder, config)


def _read_config(card: dict[str, Any], folder: Path) -> MoodNetConfig:
    try:
        config = MoodNetConfig.from_dict(card["architecture"])
        parameter_shapes(config)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise ModelError(
            f"The network's card lacks a part or holds a wrong one ({error}).",
            path=folder / CARD,
            advice=REINSTALL_ADVICE,
        ) from error
    return config


def architecture_mismatch(folder: Path) -> ModelError:
    """Weights of one network, sizes of another."""
    return ModelError(
        "The network's weights do not fit its architecture.",
        path=folder / WEIGHTS,
        advice=REINSTALL_ADVICE,
    )
