"""Installed models: list, choose, install and remove them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from moodtagger import paths, settings
from moodtagger.core.errors import ModelError
from moodtagger.core.options import MODEL_NAME_RULE, is_model_name
from moodtagger.services.active_model import (
    BUNDLED,
    active_model,
    check_model_folder,
    find_model_folder,
    is_bundled,
)


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model in the list; `damage` explains why it cannot be used, then the rest may be empty."""

    name: str
    folder: Path
    bundled: bool
    in_use: bool
    version: str = ""
    moods: tuple[str, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
    damage: str = ""


@dataclass(frozen=True, slots=True)
class RemovedModel:
    """A removed model: the number and bytes of its files, and whether it was in use."""

    folder: Path
    files: int
    size: int
    was_in_use: bool


def installed_models() -> list[InstalledModel]:
    """Return the bundled models, then the user's own, by name; all their files are checked."""
    restore_interrupted_install()
    try:
        used: Path | None = active_model().folder
    except ModelError:
        used = None
    return [
        _inspect(folder, folder == used)
        for base in (paths.models_dir(), paths.user_models_dir())
        for folder in _model_folders(base)
    ]


def _model_folders(base: Path) -> list[Path]:
    try:
        return sorted(p for p in base.iterdir() if p.is_dir() and not p.name.startswith("."))
    except OSError:
        return []


def _inspect(folder: Path, in_use: bool) -> InstalledModel:
    name = folder.name
    found = InstalledModel(name, folder, is_bundled(folder), in_use)
    try:
        if not is_model_name(name):
            raise ModelError("This is not a model name.", advice=MODEL_NAME_RULE)
        check_loadable(name, folder)
        package = check_model_folder(name, folder)
    except ModelError as error:
        return replace(found, damage=error.full_message)
    return replace(
        found,
        version=package.card["version"],
        moods=package.vocabulary.labels,
        figures=card_metrics(package.card),
    )


def card_metrics(card: Mapping[str, Any]) -> dict[str, float]:
    """Return the card's metrics; of several folds the mean."""
    figures = card.get("figures")
    out: dict[str, float] = {}
    for name, value in figures.items() if isinstance(figures, dict) else ():
        mean = value.get("mean") if isinstance(value, dict) else value
        if isinstance(mean, int | float) and not isinstance(mean, bool):
            out[str(name)] = float(mean)
    return out


def use_model(name: str) -> InstalledModel:
    """Check all of a model and make it the one in use; ModelError when it cannot be used."""
    folder = find_model_folder(name)
    if folder == paths.default_model_dir():
        check_loadable(name, folder)
        _save_choice("", "")
    else:
        check_loadable(name, folder)
        _save_choice(name, check_model_folder(name, folder).digest)
    return _inspect(folder, in_use=True)


def check_loadable(name: str, folder: Path) -> None:
    """Load the model as for an analysis; ModelError when that fails. Imports torch."""
    from moodtagger.inference.torch_weights import load_model

    check_model_folder(name, folder)
    load_model(folder)


def remove_model(name: str) -> RemovedModel:
    """Delete one of the user's models; the bundled one replaces it where it was in use."""
    folder = find_model_folder(name)
    if name == BUNDLED or is_bundled(folder):
        raise ModelError(
            "This model ships with moodtagger and can't be removed.",
            advice="Only models you trained or added yourself can be removed.",
        )
    was_in_use = settings.load(paths.settings_path()).model == name
    if was_in_use:
        _save_choice("", "")
    files = [] if folder.is_symlink() else [p for p in folder.rglob("*") if p.is_file()]
    removal = RemovedModel(folder, len(files), sum(p.stat().st_size for p in files), was_in_use)
    try:
        _delete(folder)
    except OSError as error:
        raise ModelError(f"It cannot be removed: {error.strerror}.", path=folder) from error
    return removal


def _delete(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
        return
    # Rename it first: an interrupted removal must not leave half a model in the list.
    trash = Path(tempfile.mkdtemp(prefix=".removed-", dir=folder.parent))
    folder.rename(trash / folder.name)
    shutil.rmtree(trash)


def install_model(staging_folder: Path, name: str) -> Path:
    """Move a finished folder among the user's models, and return its new path.

    A model of the same name is replaced, and found until the new one is in place.
    """
    check_staged_model(staging_folder, name)
    base = paths.ensure_user_models_dir()
    target = base / name
    backup = base / f".replaced-{name}"
    try:
        if target.exists():
            target.rename(backup)
        staging_folder.rename(target)
    except OSError as error:
        restore_interrupted_install()
        raise ModelError(f"Couldn't install the model: {error.strerror}.", path=target) from error
    shutil.rmtree(backup, ignore_errors=True)
    if settings.load(paths.settings_path()).model == name:
        use_model(name)
    return target


def check_staged_model(folder: Path, name: str) -> None:
    """Check that a folder that is not installed yet is a model of this name."""
    from moodtagger.inference.torch_weights import load_model

    if load_model(folder).card["name"] != name:
        raise ModelError("The new model's name doesn't match its card.", path=folder)


def restore_interrupted_install() -> None:
    """Restore a model whose replacement was interrupted between two renames."""
    for backup in paths.user_models_dir().glob(".replaced-*"):
        target = backup.with_name(backup.name.removeprefix(".replaced-"))
        if target.exists():
            shutil.rmtree(backup, ignore_errors=True)
        else:
            backup.rename(target)


def _save_choice(name: str, digest: str) -> None:
    path = paths.settings_path()
    try:
        settings.save(
            replace(settings.load(path), model=name, model_digest=digest),
            path,
        )
    except OSError as error:
        raise ModelError(
            f"Couldn't save the choice: {error.strerror}.",
            path=path,
            advice="Make the settings writable, then choose again.",
        ) from error
