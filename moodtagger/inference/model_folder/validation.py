"""A network's folder with its weights held against its sizes, read without torch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from moodtagger.core.errors import ModelError
from moodtagger.inference.config import MoodNetConfig, shapes_of
from moodtagger.inference.model_folder.reader import ADVICE, CARD, WEIGHTS, Package, read_package

# What networks from before version 1.1 lack: they were trained without it, and it changes nothing.
_LATER_PARTS = {"quietest": -1000.0, "loudest": 1000.0}


@dataclass(frozen=True, slots=True)
class Parts:
    """A package whose tensors are those of a MoodNet of the sizes `config`."""

    package: Package
    config: MoodNetConfig


def read_parts(folder: Path) -> Parts:
    """Read a folder; ModelError when a part is missing, damaged, foreign, or of another size."""
    package = read_package(folder)
    config = _config(package.card, folder)
    for name, neutral in _LATER_PARTS.items():
        package.tensors.setdefault(name, np.array(neutral, np.float32))
    if {name: value.shape for name, value in package.tensors.items()} != shapes_of(config):
        raise misfit(folder)
    return Parts(package, config)


def _config(card: dict[str, Any], folder: Path) -> MoodNetConfig:
    try:
        config = MoodNetConfig.from_dict(card["architecture"])
        shapes_of(config)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise ModelError(
            f"The network's card lacks a part or holds a wrong one ({error}).",
            path=folder / CARD,
            advice=ADVICE,
        ) from error
    return config


def misfit(folder: Path) -> ModelError:
    """Weights of one network, sizes of another."""
    return ModelError(
        "The network's weights do not fit its architecture.", path=folder / WEIGHTS, advice=ADVICE
    )
