"""What `evaluate` and `compare` print of the bundled network, and what they write into its card."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from moodtagger.files.file_access import write_text_whole
from moodtagger.files.model_files import load_vocabulary
from moodtagger.inference.model_folder import CARD, MOODS, read_card
from moodtagger.training.evaluation.bundled import (
    EvaluationInputs,
    evaluate_bundled,
    format_sections,
    read_inputs,
)
from moodtagger.training.evaluation.teacher_readers import read_ceiling
from moodtagger.training.model_card.bundled_comparison import (
    compare_bundled,
    differences_text,
    figures_table,
    recipe_table,
)
from moodtagger.training.model_card.held_out_sections import failure_table, teacher_table
from moodtagger.training.model_card.markdown import render_model_card
from moodtagger.training.moodnet.export import MODEL_CARD_FILE

ALL_TEACHERS = "all teachers"


@dataclass(frozen=True)
class ReportJob:
    """What a report is made of.

    Attributes
    ----------
    data : Path
        Folder of the training data.
    held_out : Path
        Outputs for held-out songs.
    model : Path
        The model folder.
    reports : Path
        Folder of the recipes' reports.
    """

    data: Path
    held_out: Path
    model: Path
    reports: Path

    @cached_property
    def inputs(self) -> EvaluationInputs:
        """Outputs and labels."""
        return read_inputs(self.held_out, self.data, read_card(self.model))

    @cached_property
    def evaluation(self) -> dict[str, Any]:
        """Figures by section, and the songs that are furthest off."""
        return evaluate_bundled(self.inputs)

    @cached_property
    def ceiling(self) -> dict[str, Any]:
        """Figures of linear readers of the teachers."""
        inputs = self.inputs
        return read_ceiling(inputs.songs, self.data, inputs.merges, inputs.ratings)

    @cached_property
    def recipes(self) -> list[dict[str, Any]]:
        """Rows of the comparison with the recipes."""
        return compare_bundled(self.inputs, self.reports)


def evaluation_text(job: ReportJob, *, failures: bool = False) -> str:
    """Format all figures.

    Parameters
    ----------
    job : ReportJob
        What to report.
    failures : bool, optional
        Whether to list the songs that are furthest off too.

    Returns
    -------
    str
        Lines of text.
    """
    lines = [*format_sections(job.evaluation["sections"]), *_suggestion_lines(job.model)]
    if failures:
        lines += ["", failure_table(job.evaluation["failures"])]
    return "\n".join(lines)


def _suggestion_lines(model: Path) -> list[str]:
    """Summarize what `moods` measured; it has its own evaluation."""
    report = read_card(model).get("suggestions")
    if report is None:
        return []
    lines = ["suggestions (by `moods`, cross-fitted):"]
    lines += [
        f"  {tier + ' suggestions, precision':58} {report[tier]['precision']:7.3f}"
        for tier in ("clear", "likely")
    ]
    return [*lines, f"  {'songs of the broad set without any':58} {report['without']:7.3f}"]


def comparison_text(job: ReportJob) -> str:
    """Render the table beside moodnet 1.1 and the teachers, and that of the recipes.

    Parameters
    ----------
    job : ReportJob
        What to report.

    Returns
    -------
    str
        Markdown.
    """
    return "\n\n".join(
        (
            figures_table(job.evaluation["sections"], job.ceiling[ALL_TEACHERS]),
            teacher_table(job.ceiling),
            recipe_table(job.recipes),
            differences_text(job.recipes),
        )
    )


def write_card(job: ReportJob) -> Path:
    """Write the figures into the model's card, and render MODEL_CARD.md again.

    Parameters
    ----------
    job : ReportJob
        What to report.

    Returns
    -------
    Path
        MODEL_CARD.md.

    Raises
    ------
    OSError
        A file cannot be written.
    """
    card = read_card(job.model) | {
        "held_out": job.evaluation["sections"],
        "failures": job.evaluation["failures"],
        "ceiling": job.ceiling,
        "recipes": job.recipes,
    }
    write_text_whole(job.model / CARD, json.dumps(card, indent=1) + "\n")
    path = job.model / MODEL_CARD_FILE
    write_text_whole(path, render_model_card(card, load_vocabulary(job.model / MOODS)))
    return path
