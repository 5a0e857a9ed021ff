"""`moodtagger models`: which networks are installed, and which one listens."""

from __future__ import annotations

import argparse
import contextlib
from dataclasses import asdict
from threading import Event
from typing import Any

from moodtagger.cli.output import print_error, print_json, printable
from moodtagger.core.errors import ModelError
from moodtagger.services.models.active import active_model
from moodtagger.services.models.installed import (
    InstalledModel,
    installed_models,
    remove_model,
    use_model,
)

_SHOWN_METRICS = {"quadrant_accuracy": "quadrants", "macro_auc": "AUC", "macro_ap": "AP"}


def run_list(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the installed networks; status 1 when one of them is damaged."""
    models = installed_models()
    with contextlib.suppress(ModelError):  # of the bundled one, which the list tells of
        if notice := active_model().notice:
            print_error(notice)
    for model in models:
        if arguments.json:
            print_json(_model_dict(model))
        elif model.damage:
            print_error(model.damage, model.name)
        else:
            _print_model(model)
    return 1 if any(model.damage for model in models) else 0


def run_use(arguments: argparse.Namespace, cancel: Event) -> int:
    """Check the network and listen with it from now on."""
    model = use_model(arguments.name)
    if arguments.json:
        print_json(_model_dict(model))
    else:
        print(f"{model.name} {model.version} is in use; it knows {len(model.moods)} moods.")
        print("Songs keep what they were heard to be until their folders are scanned again.")
    return 0


def run_remove(arguments: argparse.Namespace, cancel: Event) -> int:
    """Delete one of the person's own networks."""
    removed = remove_model(arguments.name)
    if arguments.json:
        print_json(asdict(removed) | {"folder": str(removed.folder)})
        return 0
    size = f"{removed.files} files, {removed.size / 1e6:.1f} MB"
    print(f"{arguments.name} was removed ({size}): {printable(str(removed.folder))}")
    if removed.was_in_use:
        print("It was in use; the network that ships with moodtagger is in use again.")
    return 0


def _print_model(model: InstalledModel) -> None:
    metrics = ", ".join(
        f"{short} {model.figures[name]:.3f}"
        for name, short in _SHOWN_METRICS.items()
        if name in model.figures
    )
    mark = "*" if model.in_use else " "
    origin = "bundled" if model.bundled else "your own"
    print(
        f"{mark} {printable(model.name)} {model.version} ({origin}): {len(model.moods)} moods"
        f"{', ' if metrics else ''}{metrics}{' - in use' if model.in_use else ''}"
    )


def _model_dict(model: InstalledModel) -> dict[str, Any]:
    return asdict(model) | {"folder": str(model.folder), "figures": dict(model.figures)}
