"""The report of a fine-tuning run: as JSON, as text, and for the model card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from moodtagger.inference.finetuning.dataset import FineTuningDataset
from moodtagger.services.finetuning.dataset import MIN_SONGS_PER_MOOD, HoldOutSplit, TargetMoods
from moodtagger.services.finetuning.training_csv import RowError

if TYPE_CHECKING:
    from moodtagger.inference.finetuning.evaluation import EvaluationResult
    from moodtagger.inference.finetuning.trainer import TrainingState
    from moodtagger.inference.torch_weights import LoadedModel

_MIN_RELIABLE_HELD_OUT = 20  # held-out songs
_INHERITED_CARD_FIELDS = ("licence", "input")
_ROW_FORMAT = "{:28} {:>5} {:>8}   {:>6} {:>6}   {:>6} {:>6}   {:>6} {:>6}"


def build_report(
    base_model: LoadedModel,
    dataset: FineTuningDataset,
    split: HoldOutSplit,
    state: TrainingState,
    evaluation: EvaluationResult,
    moods: TargetMoods,
    row_errors: Sequence[RowError],
) -> dict[str, Any]:
    """Collect all results as JSON values."""
    return {
        "start": base_model.name,
        "songs": len(dataset.songs),
        "held_out": len(dataset.held_out_indices),
        "held_out_by": split.grouped_by,
        "with_valence_and_arousal": int((~np.isnan(dataset.va).any(axis=1)).sum()),
        "passes": state.passes,
        "best_pass": state.best_pass,
        "held_out_loss": {
            "before": round(state.start_loss, 4),
            "after": round(state.best_loss, 4),
            "before_without_new_moods": round(state.start_known, 4),
            "after_without_new_moods": round(state.best_known, 4),
            "passes": [round(loss, 4) for loss in state.history],
        },
        "no_worse": state.improved,
        "moods": evaluation.moods,
        "figures": evaluation.metrics,
        "left_out": [{"mood": mood, "songs": count} for mood, count in moods.skipped],
        "bad_rows": [asdict(row_error) for row_error in row_errors],
    }


def format_report(report: Mapping[str, Any]) -> str:
    """Format a report as text for the terminal."""
    loss = report["held_out_loss"]
    by = {"artist": "no artist", "folder": "no folder", "song": "no song"}[report["held_out_by"]]
    lines = [
        f"Start: {report['start']}. {report['songs']} songs, of which {report['held_out']} were "
        f"held out for testing ({by} on both sides).",
        f"Loss on the held-out songs: {loss['before']:.4f} before, {loss['after']:.4f} after pass "
        f"{report['best_pass']} of {report['passes']}; without new moods "
        f"{loss['before_without_new_moods']:.4f} before, {loss['after_without_new_moods']:.4f} "
        "after.",
        "",
        *_mood_lines(report["moods"]),
        *_metric_lines(report["figures"]),
    ]
    if report["held_out"] < _MIN_RELIABLE_HELD_OUT:
        lines.append("With so few held-out songs, these figures are not reliable.")
    return "\n".join(lines) + "\n"


def _mood_lines(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Format a table with one line per trained mood."""
    if not rows:
        return []
    lines = [
        _ROW_FORMAT.format("", "", "", "AUC", "", "AP", "", "loss", ""),
        _ROW_FORMAT.format("mood", "songs", "held out", *("before", "after") * 3),
    ]
    for row in rows:
        cells = [
            "-" if values is None or values[name] is None else f"{values[name]:.3f}"
            for name in ("auc", "average_precision", "log_loss")
            for values in (row["before"], row["after"])
        ]
        label = row["mood"][:22] + (" (new)" if row["new"] else "")
        lines.append(_ROW_FORMAT.format(label, row["songs"], row["held_out_songs"], *cells))
    return [*lines, ""]


def _metric_lines(metrics: Mapping[str, float]) -> list[str]:
    lines = [
        f"Mean error of {name}: {metrics[f'{name}_error_before']:.3f} before, "
        f"{metrics[f'{name}_error_after']:.3f} after."
        for name in ("valence", "arousal")
        if f"{name}_error_after" in metrics
    ]
    if "other_moods_moved" in metrics:
        moved = metrics["other_moods_moved"]
        lines.append(f"The probabilities of all other moods changed by {moved:.3f} on average.")
    return lines


def skipped_mood_messages(moods: Sequence[tuple[str, int]]) -> list[str]:
    """Explain which moods were not trained, and why."""
    too_few = [f"{mood} ({count})" for mood, count in moods if count < MIN_SONGS_PER_MOOD]
    on_all_songs = [mood for mood, count in moods if count >= MIN_SONGS_PER_MOOD]
    messages = []
    if too_few:
        messages.append(
            f"Skipped moods with fewer than {MIN_SONGS_PER_MOOD} songs: {', '.join(too_few)}."
        )
    if on_all_songs:
        messages.append(f"Skipped moods that every song has: {', '.join(on_all_songs)}.")
    return messages


def build_model_card(
    base_card: Mapping[str, Any], base_name: str, report: Mapping[str, Any]
) -> dict[str, Any]:
    """Build the model card's part about origin and metrics; it names no songs."""
    inherited = {name: base_card[name] for name in _INHERITED_CARD_FIELDS if name in base_card}
    few = report["held_out"] < _MIN_RELIABLE_HELD_OUT  # too few for metrics in the list of models
    figures = {k: v for k, v in report["figures"].items() if not (few and k.startswith("macro"))}
    return inherited | {
        "data": f"{base_name}, trained further with {report['songs']} of the user's own songs.",
        "start": base_name,
        "figures": {
            "protocol": f"{report['held_out']} held-out songs of the user, which also chose "
            f"the pass; no {report['held_out_by']} on both sides",
            **figures,
        },
    }
