"""A network's folder: weights, card and vocabulary, read without unpickling anything."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save

from moodtagger.core.errors import ModelError
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.networks import MoodNet, MoodNetConfig

WEIGHTS = "weights.safetensors"
CARD = "card.json"
MOODS = "moods.json"
FORMAT = 1  # of the card; a later one is not understood here
ADVICE = "Install moodtagger again, or choose another network."


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
    card = read_card(folder)
    vocabulary = Vocabulary.from_json(folder / MOODS)
    try:
        config = MoodNetConfig.from_dict(card["architecture"])
        calibration = Calibration.from_dict(card["calibration"])
        network = MoodNet(config)
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise ModelError(
            f"The network's card lacks a part or holds a wrong one ({error}).",
            path=folder / CARD,
            advice=ADVICE,
        ) from error
    if not config.moods == len(vocabulary) == len(calibration.mood_slope):
        raise ModelError(
            "The network and its mood vocabulary do not belong together.",
            path=folder,
            advice=ADVICE,
        )
    _fill(network, folder / WEIGHTS, str(card.get("weights_sha256", "")))
    network.eval().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return LoadedModel(network, vocabulary, card, calibration)


def read_card(folder: Path) -> dict[str, Any]:
    """The card of a network's folder; ModelError when missing, damaged or of a later version."""
    path = folder / CARD
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        form = card["format"]
        named = {"name", "version"} <= card.keys()
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ModelError(
            f"The network's card cannot be read ({error}).", path=path, advice=ADVICE
        ) from error
    if form != FORMAT or not named:
        raise ModelError(
            "The network was made for another version of moodtagger.", path=path, advice=ADVICE
        )
    return dict(card)


def save_weights(network: MoodNet, path: Path) -> str:
    """Write the weights; their SHA-256 as the card has it."""
    tensors = {name: value.contiguous() for name, value in network.state_dict().items()}
    packed = save(tensors)
    part = path.with_suffix(".part")
    part.write_bytes(packed)
    part.replace(path)
    return hashlib.sha256(packed).hexdigest()


def _fill(network: MoodNet, path: Path, sha256: str) -> None:
    try:
        packed = path.read_bytes()
        tensors = load(packed)
    except (OSError, SafetensorError) as error:
        raise ModelError(
            f"The network's weights cannot be read ({error}).", path=path, advice=ADVICE
        ) from error
    if hashlib.sha256(packed).hexdigest() != sha256:
        raise ModelError(
            "The network's weights are not the ones its card describes.", path=path, advice=ADVICE
        )
    try:
        network.load_state_dict(tensors)
    except RuntimeError as error:
        raise ModelError(
            "The network's weights do not fit its architecture.", path=path, advice=ADVICE
        ) from error
