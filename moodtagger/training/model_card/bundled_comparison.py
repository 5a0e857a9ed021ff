"""One table: the bundled network beside moodnet 1.1, the five recipes and readers of its teachers.

Recipes whose reports are there are compared with what these hold. The figures of the others are
those of the last complete run, which `recorded.json` has with what differs from the publications.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from moodtagger.training.data.dataset import Floats, SongLabels, read_labels
from moodtagger.training.data.labels import bundled_groups
from moodtagger.training.evaluation.bundled import (
    EvaluationInputs,
    Section,
    labels_axes_logits,
    read_label_positions,
)
from moodtagger.training.framework.task import LabelKind
from moodtagger.training.model_card.comparison import (
    RECIPE_COMPARISONS,
    ComparisonRow,
    RecipeComparison,
    compare_experiment,
)
from moodtagger.training.model_card.recipe_predictions import HeldOutPredictions
from moodtagger.training.model_card.tables import format_number, markdown_table
from moodtagger.training.network_outputs import OutOfFold, SongOutputs
from moodtagger.training.patchnet.targets import LABELED_POOL
from moodtagger.training.recipes.autotag50.tag_vocabulary import (
    SynonymRule,
    merge_words,
    read_synonym_pairs,
    read_words,
    tag_matrix,
)
from moodtagger.training.recipes.descriptors import STUDY_MOODS, main_mood
from moodtagger.training.recipes.fcn6 import select_first_moods, select_five_moods
from moodtagger.training.recipes.va_cnn.runs import scale_labels

COLUMNS = ("figure", "this network", "moodnet 1.1", "aim", "all teachers")


def read_recorded() -> dict[str, Any]:
    """Read the figures of moodnet 1.1 and of the last complete run of the recipes.

    Returns
    -------
    dict[str, Any]
        `recipes`, `differences`, `moodnet 1.1`, `goals` and the date of the run.
    """
    text = (resources.files(__package__) / "recorded.json").read_text(encoding="utf-8")
    recorded: dict[str, Any] = json.loads(text)
    return recorded


def figures_table(
    sections: Mapping[str, Section], ceiling: Mapping[str, Mapping[str, float]]
) -> str:
    """Render the figures beside those of moodnet 1.1, the aims and the teachers.

    Parameters
    ----------
    sections : Mapping[str, Section]
        Figures by section.
    ceiling : Mapping[str, Mapping[str, float]]
        Mean and SD of a reader of all teachers by figure.

    Returns
    -------
    str
        Markdown table.
    """
    recorded = read_recorded()
    rows = []
    for title, figures in sections.items():
        rows.append((f"**{title}**", *("",) * (len(COLUMNS) - 1)))
        for name, value in figures.items():
            sd = f" ± {value['sd']:.3f}" if "sd" in value else ""
            rows.append(
                (
                    name,
                    f"{value['mean']:.3f}{sd}",
                    format_number(recorded["moodnet 1.1"].get(name)),
                    format_number(recorded["goals"].get(name)),
                    format_number(ceiling.get(name, {}).get("mean")),
                )
            )
    return markdown_table(COLUMNS, rows)


def compare_bundled(inputs: EvaluationInputs, reports: Path) -> list[dict[str, Any]]:
    """Compare the bundled network with all experiments of the recipes.

    Parameters
    ----------
    inputs : EvaluationInputs
        Outputs for held-out songs and their labels.
    reports : Path
        Folder with a report folder for each recipe that was run.

    Returns
    -------
    list[dict[str, Any]]
        Rows as JSON values.

    Raises
    ------
    OSError
        A file cannot be read.
    """
    out_of_fold = _out_of_fold(inputs)
    labels = read_labels(inputs.data / LABELED_POOL / "labels.csv")
    recorded = read_recorded()
    rows = []
    for comparison in RECIPE_COMPARISONS:
        paths = sorted((reports / comparison.recipe).glob("*.npz"))
        for path in paths:
            stored = HeldOutPredictions.load(path)
            rows += [
                _row(row, recorded, run=True)
                for row in compare_experiment(comparison, path.stem, out_of_fold, stored)
            ]
        if not paths:
            rows += _recorded_rows(comparison, out_of_fold, inputs.data, labels, recorded)
    return rows


def _row(row: ComparisonRow, recorded: Mapping[str, Any], *, run: bool) -> dict[str, Any]:
    when = "this run" if run else recorded["measured"]
    return {**row.as_dict(), "when": when, "differs": recorded["differences"][row.recipe]}


def _recorded_rows(
    comparison: RecipeComparison,
    out_of_fold: OutOfFold,
    data: Path,
    labels: Mapping[str, SongLabels],
    recorded: Mapping[str, Any],
) -> list[dict[str, Any]]:
    rows = []
    for entry in recorded["recipes"]:
        if entry["recipe"] != comparison.recipe:
            continue
        task = _task(comparison.recipe, entry["trial"], data, labels)
        found = compare_experiment(comparison, entry["trial"], out_of_fold, task)
        ours = next(row for row in found if row.measure == entry["measure"])
        theirs = {name: entry[name] for name in ("theirs", "theirs_sd")}
        values = {**_row(ours, recorded, run=False), **theirs, "wins": None}
        lower = entry["measure"] == "mean absolute error"
        values["better"] = (ours.ours < entry["theirs"]) if lower else ours.ours > entry["theirs"]
        rows.append(values)
    return rows


def _task(
    recipe: str, trial: str, data: Path, labels: Mapping[str, SongLabels]
) -> HeldOutPredictions:
    """Return the songs and the truth of an experiment, without its inputs or predictions."""
    songs = list(labels)
    kind: LabelKind = "many"
    groups = bundled_groups()
    if recipe == "fcn6":
        groups = select_five_moods(groups) if trial == "moods5" else select_first_moods(groups)
        names = [group.label for group in groups]
        truth = np.array([[g.matches(labels[s].mood_words) for g in groups] for s in songs])
    elif recipe == "autotag50":
        folder = data / LABELED_POOL
        words = read_words(folder / "labels.csv", folder / "word_ratings.csv")
        tags = merge_words(words, SynonymRule(read_synonym_pairs(), len(songs)))
        names = [tag.label for tag in tags]
        truth = np.array(tag_matrix(tags, songs))
    elif recipe == "va_cnn":
        kind, names = "numbers", ["valence", "arousal"]
        truth = scale_labels(read_label_positions(songs, labels))
    elif recipe == "descriptors":
        kind, names = "one", list(STUDY_MOODS)
        moods = {song: main_mood(labels[song].mood_words, groups) for song in songs}
        songs = [song for song in songs if moods[song]]
        truth = np.array([names.index(str(moods[song])) for song in songs])
    else:
        kind, names = "one", ["happy", "angry", "sad", "relaxed"]
        truth = np.array([labels[song].quadrant for song in songs])
    fold = np.array([labels[song].fold for song in songs], np.int64)
    as_numbers = truth.astype(np.int64 if kind == "one" else np.float32)
    nothing = np.zeros((len(songs), len(names)), np.float32)
    return HeldOutPredictions(np.array(songs), fold, as_numbers, nothing, tuple(names), kind)


def _out_of_fold(inputs: EvaluationInputs) -> OutOfFold:
    """Return the outputs in the form that recipes are compared with, on the labels' scales."""
    pool, songs = inputs.songs.labeled, inputs.songs
    va: Floats = inputs.positions_on_labels().astype(np.float32)
    outputs = SongOutputs(
        labels_axes_logits(pool, songs.targets).astype(np.float32),
        pool.mood_logits,
        va,
        np.zeros_like(va),
        pool.embedding,
    )
    return OutOfFold(pool.song_id, pool.fold, outputs, songs.targets, songs.labels)


def recipe_table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Render the comparison with the recipes; the better value is bold.

    Parameters
    ----------
    rows : Sequence[Mapping[str, Any]]
        Rows of `compare_bundled`.

    Returns
    -------
    str
        Markdown table.
    """
    header = ("recipe", "trial", "songs", "labels", "metric", "recipe's", "this network's", "run")
    body = []
    for row in rows:
        theirs = f"{row['theirs']:.3f} ± {row['theirs_sd']:.3f}"
        ours = f"{row['ours']:.3f} ± {row['ours_sd']:.3f}"
        body.append(
            (
                *(row["recipe"], row["trial"], str(row["songs"]), str(row["labels"])),
                row["measure"],
                theirs if row["better"] else f"**{theirs}**",
                f"**{ours}**" if row["better"] else ours,
                row["when"],
            )
        )
    return markdown_table(header, body)


def differences_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Say what of each recipe is not as published.

    Parameters
    ----------
    rows : Sequence[Mapping[str, Any]]
        Rows of `compare_bundled`.

    Returns
    -------
    str
        A Markdown list.
    """
    found = {row["recipe"]: row["differs"] for row in rows}
    return "\n".join(f"- {recipe}: {text}." for recipe, text in found.items())
