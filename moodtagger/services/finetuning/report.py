"""What learning from a person's songs gave, for programs, for people and for the card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from moodtagger.inference.finetuning.dataset import Lesson
from moodtagger.services.finetuning.holdout_split import HoldOut
from moodtagger.services.finetuning.target_moods import FEWEST, TaughtMoods
from moodtagger.services.finetuning.training_csv import Fault

if TYPE_CHECKING:
    from moodtagger.inference.finetuning.evaluation import Judged
    from moodtagger.inference.finetuning.trainer import Standing
    from moodtagger.inference.model_folder.torch_io import LoadedModel

_MANY = 20  # held-out songs
_KEPT_OF_CARD = ("licence", "input")
_COLUMNS = "{:28} {:>5} {:>8}   {:>6} {:>6}   {:>6} {:>6}   {:>6} {:>6}"


def report_of(
    start: LoadedModel,
    lesson: Lesson,
    held: HoldOut,
    standing: Standing,
    judged: Judged,
    moods: TaughtMoods,
    faults: Sequence[Fault],
) -> dict[str, Any]:
    """Everything that was found, as JSON values."""
    return {
        "start": start.name,
        "songs": len(lesson.songs),
        "held_out": len(lesson.judged),
        "held_out_by": held.by,
        "with_valence_and_arousal": int((~np.isnan(lesson.va).any(axis=1)).sum()),
        "passes": standing.passes,
        "best_pass": standing.best_pass,
        "held_out_loss": {
            "before": round(standing.start_loss, 4),
            "after": round(standing.best_loss, 4),
            "before_without_new_moods": round(standing.start_known, 4),
            "after_without_new_moods": round(standing.best_known, 4),
            "passes": [round(loss, 4) for loss in standing.history],
        },
        "no_worse": standing.helped,
        "moods": judged.moods,
        "figures": judged.figures,
        "left_out": [{"mood": mood, "songs": count} for mood, count in moods.left_out],
        "bad_rows": [asdict(fault) for fault in faults],
    }


def text_of(report: Mapping[str, Any]) -> str:
    """The same as a page of text."""
    loss = report["held_out_loss"]
    by = {"artist": "no artist", "folder": "no folder", "song": "no song"}[report["held_out_by"]]
    lines = [
        f"Start: {report['start']}. {report['songs']} songs, of which {report['held_out']} were "
        f"held out to judge ({by} on both sides).",
        f"Loss on the held-out songs: {loss['before']:.4f} before, {loss['after']:.4f} after pass "
        f"{report['best_pass']} of {report['passes']}; without new moods "
        f"{loss['before_without_new_moods']:.4f} before, {loss['after_without_new_moods']:.4f} "
        "after.",
        "",
        *_mood_lines(report["moods"]),
        *_figure_lines(report["figures"]),
    ]
    if report["held_out"] < _MANY:
        lines.append("With so few held-out songs these figures say little.")
    return "\n".join(lines) + "\n"


def _mood_lines(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """A line for each taught mood."""
    if not rows:
        return []
    lines = [
        _COLUMNS.format("", "", "", "AUC", "", "AP", "", "loss", ""),
        _COLUMNS.format("mood", "songs", "held out", *("before", "after") * 3),
    ]
    for row in rows:
        cells = [
            "-" if values is None or values[name] is None else f"{values[name]:.3f}"
            for name in ("auc", "average_precision", "log_loss")
            for values in (row["before"], row["after"])
        ]
        label = row["mood"][:22] + (" (new)" if row["new"] else "")
        lines.append(_COLUMNS.format(label, row["songs"], row["held_out_songs"], *cells))
    return [*lines, ""]


def _figure_lines(figures: Mapping[str, float]) -> list[str]:
    lines = [
        f"Mean error of {name}: {figures[f'{name}_error_before']:.3f} before, "
        f"{figures[f'{name}_error_after']:.3f} after."
        for name in ("valence", "arousal")
        if f"{name}_error_after" in figures
    ]
    if "other_moods_moved" in figures:
        moved = figures["other_moods_moved"]
        lines.append(f"The probabilities of all other moods moved by {moved:.3f} on average.")
    return lines


def left_out_sentences(moods: Sequence[tuple[str, int]]) -> list[str]:
    """Why moods were not learned."""
    few = [f"{mood} ({count})" for mood, count in moods if count < FEWEST]
    everywhere = [mood for mood, count in moods if count >= FEWEST]
    sentences = []
    if few:
        sentences.append(f"Not learned, as it takes {FEWEST} songs with a mood: {', '.join(few)}.")
    if everywhere:
        sentences.append(f"Not learned, as every song has it: {', '.join(everywhere)}.")
    return sentences


def card_of(start: Mapping[str, Any], start_name: str, report: Mapping[str, Any]) -> dict[str, Any]:
    """What the network's card tells of where it comes from; no names of songs."""
    kept = {name: start[name] for name in _KEPT_OF_CARD if name in start}
    few = report["held_out"] < _MANY  # then they say too little to stand in a list
    figures = {k: v for k, v in report["figures"].items() if not (few and k.startswith("macro"))}
    return kept | {
        "data": f"{start_name}, taught further with {report['songs']} songs of the user's own.",
        "start": start_name,
        "figures": {
            "protocol": f"{report['held_out']} held-out songs of the user's own, which also chose "
            f"the pass; no {report['held_out_by']} on both sides",
            **figures,
        },
    }
