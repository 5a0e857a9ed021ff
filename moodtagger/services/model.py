"""The network in use, known by name and vocabulary without loading it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from moodtagger.core.errors import ModelError
from moodtagger.core.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A network on disk: its folder, its name with version, and the moods it knows."""

    folder: Path
    name: str
    vocabulary: Vocabulary


def model_info(folder: Path) -> ModelInfo:
    """Read the card and the vocabulary of the network in `folder`; ModelError when it has none."""
    try:
        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        name = f"{card['name']} {card['version']}"
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"The network's card cannot be read ({error}).",
            path=folder,
            advice="Install moodtagger again, or choose another network.",
        ) from error
    return ModelInfo(folder, name, Vocabulary.from_json(folder / "moods.json"))
