"""Locations of the library, the settings, and the resources that ship with the program."""

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
    """Return the private folder of the library database; `MOODTAGGER_HOME` overrides it."""
    home = os.environ.get(HOME_ENV_VAR)
    # A shell expands ~ only where it is not quoted.
    folder = (
        Path(os.path.expanduser(home))  # noqa: PTH111 - leaves the home of an unknown user as it is
        if home
        else Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))
    )
    return _ensure_dir(folder)


def library_path() -> Path:
    """Return the library database."""
    return library_dir() / "library.sqlite"


def settings_path() -> Path:
    """Return the settings file; beside the library when `MOODTAGGER_HOME` is set."""
    if os.environ.get(HOME_ENV_VAR):
        return library_dir() / "settings.json"
    folder = Path(platformdirs.user_config_dir(APP_NAME, appauthor=False))
    return _ensure_dir(folder) / "settings.json"


def _ensure_dir(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise LibraryError(
            Message.of("Couldn't create this folder ({error}).", error=error.strerror),
            path=folder,
            advice=Message.of(
                "Set {variable} to a folder you can write to.", variable=HOME_ENV_VAR
            ),
        ) from error
    return folder


def resources_dir() -> Path:
    """Return `resources/`: beside the package in a checkout, in `share/` once installed."""
    module = Path(__file__).resolve()
    checkout = module.parent.parent / "resources"
    installed = Path(sys.prefix) / "share" / APP_NAME
    # Of `pip install --user` and Flatpak, whose prefix is not Python's:
    # PREFIX/lib/pythonX.Y/site-packages/moodtagger/paths.py.
    beside = [parent / "share" / APP_NAME for parent in module.parents[4:5]]
    return next((path for path in (checkout, installed, *beside) if path.is_dir()), installed)


def demo_dir() -> Path:
    """Return the folder of the demo songs."""
    return resources_dir() / "demo"


def docs_dir() -> Path:
    """Return the folder of the manual."""
    return resources_dir() / "docs"


def models_dir() -> Path:
    """Return the folder of the bundled models, one folder each."""
    return resources_dir() / "models"


def default_model_dir() -> Path:
    """Return the bundled model that is used unless the settings name another."""
    return models_dir() / "moodnet"


def user_models_dir() -> Path:
    """Return the folder of the user's own models, one folder each; it may not exist yet."""
    return library_dir() / "models"


def ensure_user_models_dir() -> Path:
    """Create the folder of the user's own models, readable only by the user."""
    return _ensure_private_dir(user_models_dir())


def ensure_finetuning_dir() -> Path:
    """Create the private folder in which fine-tuning keeps what it needs to resume."""
    return _ensure_private_dir(library_dir() / "learning")


def _ensure_private_dir(folder: Path) -> Path:
    _ensure_dir(folder)
    with contextlib.suppress(OSError):
        folder.chmod(0o700)
    return folder
