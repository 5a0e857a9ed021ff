"""`moodtagger models` and `precision`: installed models, and when moods count as confident."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Sequence
from dataclasses import asdict
from threading import Event
from typing import Any

from moodtagger.cli.output import count_text, print_error, print_json, printable
from moodtagger.core.errors import ModelError
from moodtagger.core.vocabulary import Mood
from moodtagger.services.active_model import (
    active_model,
    chosen_precision,
    model_info,
    save_precision,
)
from moodtagger.services.installed_models import (
    InstalledModel,
    installed_models,
    remove_model,
    use_model,
)

_SHOWN_METRICS = {"quadrant_accuracy": "quadrants", "macro_auc": "AUC", "macro_ap": "AP"}


def run_list(arguments: argparse.Namespace, cancel: Event) -> int:
    """Print the installed models; return 1 when one of them is damaged."""
    models = installed_models()
    with contextlib.suppress(ModelError):  # the list reports a damaged bundled model
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
    """Check a model and make it the one in use."""
    model = use_model(arguments.name)
    if arguments.json:
        print_json(_model_dict(model))
    else:
        print(f"{model.name} {model.version} is in use; it detects {_moods(model.moods)}.")
        print("Songs keep their analysis until you scan their folders again.")
    return 0


def run_remove(arguments: argparse.Namespace, cancel: Event) -> int:
    """Delete one of the user's own models."""
    removed = remove_model(arguments.name)
    if arguments.json:
        print_json(asdict(removed) | {"folder": str(removed.folder)})
        return 0
    size = f"{count_text(removed.files, 'file')}, {removed.size / 1e6:.1f} MB"
    print(f"Removed {arguments.name} ({size}): {printable(str(removed.folder))}")
    if removed.was_in_use:
        print("It was in use; the model that ships with moodtagger is used again.")
    return 0


def _print_model(model: InstalledModel) -> None:
    metrics = ", ".join(
        f"{short} {model.figures[name]:.3f}"
        for name, short in _SHOWN_METRICS.items()
        if name in model.figures
    )
    mark = "*" if model.in_use else " "
    origin = "bundled" if model.bundled else "trained by you"
    print(
        f"{mark} {printable(model.name)} {model.version} ({origin}): {_moods(model.moods)}"
        f"{', ' if metrics else ''}{metrics}{' - in use' if model.in_use else ''}"
    )


def _model_dict(model: InstalledModel) -> dict[str, Any]:
    return asdict(model) | {"folder": str(model.folder), "figures": dict(model.figures)}


def run_precision(arguments: argparse.Namespace, cancel: Event) -> int:
    """Save a precision if one is given, then print it with its effect on each mood."""
    in_use = active_model()
    if in_use.notice:
        print_error(in_use.notice)
    model = model_info(in_use.folder)
    if arguments.value is not None:
        save_precision(arguments.value)
    precision = chosen_precision()
    moods = [*model.vocabulary.at_precision(precision)]
    if arguments.json:
        rows = [_mood_dict(mood) for mood in moods]
        print_json({"precision": precision, "model": model.name, "moods": rows})
    else:
        _print_precision(precision, model.name, moods)
    return 0


def _print_precision(precision: float, model: str, moods: list[Mood]) -> None:
    core = [mood for mood in moods if mood.core]
    frequency = f"at least {100 * precision:.0f}%"
    print(f"Suggestions must be {frequency} accurate (precision {precision}).")
    print(
        f"Of {count_text(len(core), 'core mood')} of {printable(model)}, "
        f"{_count_reachable(core)} can be suggested:"
    )
    print()
    _print_columns("mood", "threshold", "songs", "accuracy")
    for mood in core:
        _print_columns(*_mood_cells(mood))
    print()
    print("Songs: test songs at or above the threshold.")
    print("Weak: never this accurate; not suggested, but you can accept it.")
    if len(core) < len(moods):
        others = count_text(len(moods) - len(core), "other mood")
        print(f"Never suggested: {others}.")


def _moods(moods: Sequence[str]) -> str:
    return count_text(len(moods), "mood")


def _count_reachable(moods: list[Mood]) -> int:
    return sum(mood.threshold <= 1 for mood in moods)


def _mood_cells(mood: Mood) -> tuple[str, str, str, str]:
    name = printable(mood.label)
    if mood.threshold > 1:
        return name, "weak", "", ""
    return (
        name,
        f"{100 * mood.threshold:.0f}%",
        _count_text(mood.support),
        _percent_text(mood.precision),
    )


def _count_text(value: int | None) -> str:
    return "" if value is None else str(value)


def _percent_text(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.0f}%"


def _print_columns(name: str, *cells: str) -> None:
    columns = (cell.rjust(width) for cell, width in zip(cells, (9, 6, 14), strict=True))
    print(f"{name:<20}{''.join(columns)}".rstrip())


def _mood_dict(mood: Mood) -> dict[str, Any]:
    """Return a mood's metrics as a JSON object; a threshold that is never reached is null."""
    names = ("label", "core", "support", "precision", "weak")
    threshold = None if mood.threshold > 1 else mood.threshold
    likely = None if mood.likely > 1 else mood.likely
    found = {name: getattr(mood, name) for name in names}
    return found | {"threshold": threshold, "likely": likely}
