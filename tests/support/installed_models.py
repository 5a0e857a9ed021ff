"""Tiny models of the user's own, installed where the program finds them."""

from __future__ import annotations

import json
from pathlib import Path

from moodtagger import paths
from moodtagger.inference.model_folder import CARD
from tests.support.tiny_model import write_tiny_model


def install_tiny_model(name: str = "mine", version: str = "7") -> Path:
    """Install a tiny model with this name, and return its folder."""
    folder = write_tiny_model(paths.ensure_user_models_dir() / name)
    change_card(folder, name=name, version=version)
    return folder


def change_card(folder: Path, **values: object) -> None:
    """Replace entries of a model's card."""
    card = json.loads((folder / CARD).read_text())
    (folder / CARD).write_text(json.dumps({**card, **values}))
