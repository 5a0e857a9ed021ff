"""`moodtagger precision`: how often confident moods are to be right, and which moods can be."""

from __future__ import annotations

import argparse
from threading import Event
from typing import Any

from moodtagger.cli.output import print_error, print_json, printable
from moodtagger.core.vocabulary import Mood
from moodtagger.services.models.active import active_model, model_info
from moodtagger.services.review.precision import chosen_precision, save_precision


def run_precision(arguments: argparse.Namespace, cancel: Event) -> int:
    """Choose a precision when one is given; then show it with what it means for each mood."""
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
    often = f"{10 * precision:.0f} times in 10"
    print(f"Confident moods are to be right {often} (precision {precision}).")
    print(
        f"Of the {len(core)} core moods of {printable(model)}, "
        f"{_count_reachable(core)} can be confident:"
    )
    print()
    _print_columns("mood", "threshold", "songs", "of them right")
    for mood in core:
        _print_columns(*_mood_cells(mood))
    print()
    print("Songs: those at or over the threshold that the network had not learned from.")
    print("Weak: so often right from no threshold; never proposed, to be accepted by hand.")
    if len(core) < len(moods):
        print(f"The {len(moods) - len(core)} other moods are never confident.")


def _count_reachable(moods: list[Mood]) -> int:
    return sum(mood.threshold <= 1 for mood in moods)


def _mood_cells(mood: Mood) -> tuple[str, str, str, str]:
    name = printable(mood.label)
    if mood.threshold > 1:
        return name, "weak", "", ""
    return (
        name,
        f"{100 * mood.threshold:.0f} %",
        _count_text(mood.support),
        _percent_text(mood.precision),
    )


def _count_text(value: int | None) -> str:
    return "" if value is None else str(value)


def _percent_text(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.0f} %"


def _print_columns(name: str, *cells: str) -> None:
    columns = (cell.rjust(width) for cell, width in zip(cells, (9, 6, 14), strict=True))
    print(f"{name:<20}{''.join(columns)}".rstrip())


def _mood_dict(mood: Mood) -> dict[str, Any]:
    """What the mood is worth now; a threshold that is never reached is null."""
    names = ("label", "core", "support", "precision", "weak")
    threshold = None if mood.threshold > 1 else mood.threshold
    return {name: getattr(mood, name) for name in names} | {"threshold": threshold}
