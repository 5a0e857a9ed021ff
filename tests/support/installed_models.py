"""Networks of the person's own, tiny and real, in the place where the program looks for them."""

from __future__ import annotations

import json
from pathlib import Path

from moodtagger import paths
from moodtagger.inference.model_folder import CARD
from tests.support.tiny_model import write_tiny_model


def install_tiny_model(name: str = "mine", version: str = "7") -> Path:
    """Install a tiny network of that name; its folder."""
    folder = write_tiny_model(paths.ensure_user_models_dir() / name)
    change_card(folder, name=name, version=version)
    return folder


def change_card(folder: Path, **values: object) -> None:
    """Replace entries of a network's card."""
    card = json.loads((folder / CARD).read_text())
    (folder / CARD).write_text(json.dumps({**card, **values}))
