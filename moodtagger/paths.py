"""Where things lie: the library, the settings, and the resources that ship with the program."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import platformdirs

from moodtagger.core.errors import LibraryError
from moodtagger.core.messages import Message

APP_NAME = "moodtagger"
HOME_ENV_VAR = "MOODTAGGER_HOME"


def library_dir() -> Path:
    """Folder of the library database, made private to the user; `MOODTAGGER_HOME` overrides."""
    home = os.environ.get(HOME_ENV_VAR)
    folder = Path(home) if home else Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))
    return _ensure_dir(folder)


def library_path() -> Path:
    """The library database."""
    return library_dir() / "library.sqlite"


def settings_path() -> Path:
    """The settings file; beside the library when `MOODTAGGER_HOME` is set."""
    if os.environ.get(HOME_ENV_VAR):
        return library_dir() / "settings.json"
    folder = Path(platformdirs.user_config_dir(APP_NAME, appauthor=False))
    return _ensure_dir(folder) / "settings.json"


def _ensure_dir(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise LibraryError(
            Message.of("This folder cannot be made ({error}).", error=error.strerror),
            path=folder,
            advice=Message.of(
                "Set {variable} to a folder you may write in.", variable=HOME_ENV_VAR
            ),
        ) from error
    return folder


def resources_dir() -> Path:
    """The `resources/` folder: beside the package in a checkout, in `share/` once installed."""
    checkout = Path(__file__).resolve().parent.parent / "resources"
    return checkout if checkout.is_dir() else Path(sys.prefix) / "share" / APP_NAME


def demo_dir() -> Path:
    """The demo library's songs."""
    return resources_dir() / "demo"


def models_dir() -> Path:
    """The bundled networks, one folder each."""
    return resources_dir() / "models"


def default_model_dir() -> Path:
    """The bundled network that is used unless the settings say otherwise."""
    return models_dir() / "moodnet"


def user_models_dir() -> Path:
    """The person's own networks, one folder each; it may not be there yet."""
    return library_dir() / "models"


def ensure_user_models_dir() -> Path:
    """The same, made for nobody else to read."""
    return _ensure_private_dir(user_models_dir())


def ensure_finetuning_dir() -> Path:
    """What learning from the person's songs keeps to go on with; for nobody else to read."""
    return _ensure_private_dir(library_dir() / "learning")


def _ensure_private_dir(folder: Path) -> Path:
    _ensure_dir(folder)
    with contextlib.suppress(OSError):
        folder.chmod(0o700)
    return folder


def use_demo_home() -> None:
    """Keep the demo's library apart from the person's own, for the rest of this process."""
    os.environ[HOME_ENV_VAR] = str(library_dir() / "demo")
