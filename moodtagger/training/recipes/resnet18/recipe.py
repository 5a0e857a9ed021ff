"""Recipe `resnet18`: a picture network on spectrograms tells happy, angry, sad and relaxed apart.

ResNet-18 (He et al. 2015, arXiv:1512.03385) on the log-mel as a picture of one channel, from
scratch and pretrained; SGD at 0.001 with momentum 0.9, batches of 32, 20 epochs. Published: 0.60
for four balanced classes, 0.74 for three.

Deviations, and why:
- Excerpts of 10 s, one a song and epoch; a song's answer is the mean over its three excerpts.
- Two bands and three frames are averaged into one, so a picture is 48 x 104: 200 epochs over five
  folds and two trials, and the first lesson, are to take half an hour on two cores. `--full` takes
  the whole 96 x 313 at six times the cost.
- Pretrained means taught by a larger audio network on our unlabelled songs (`resnet18_lesson`), not
  on photographs, whose weights may not be had; with it all layers are fine-tuned by the same plan.
- Songs learned from and held-out ones are by other artists.
- The three classes are not named by the study and not trained for: the report's `three_classes`
  leaves one class after the other out, both of the held-out songs and of the four answers.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from moodtagger.training.data.batches import CROP_FRAMES
from moodtagger.training.data.dataset import load_labelled, load_unlabelled
from moodtagger.training.framework.cross_validation import FoldOutcome
from moodtagger.training.framework.excerpts import (
    Normalised,
    judge_middle,
    predict_songs,
    random_excerpts,
    spectrogram_problem,
)
from moodtagger.training.framework.recipe_fit import Plan, fit_network
from moodtagger.training.framework.report import joined
from moodtagger.training.framework.task import Desk, Fitted, Log, Problem, Trial
from moodtagger.training.recipes.resnet18.network import WIDTHS, ResNet18
from moodtagger.training.recipes.resnet18.pretraining import first_lesson

CLASSES = ("happy", "angry", "sad", "relaxed")  # the quadrants Q1 to Q4
EPOCHS = 20
FIRST_PASSES = 6
SHRINK = (2, 3)  # bands and frames averaged into one
TRIALS = ("scratch", "pretrained")
PLAN = Plan(
    EPOCHS, batch=32, optimiser="sgd", rate=1e-3, momentum=0.9, note=f"excerpts of {CROP_FRAMES}"
)

Weights = dict[str, Tensor]


class Resnet18:
    """The recipe; see the module's docstring."""

    name = "resnet18"
    published: Mapping[str, float] = {"accuracy": 0.60, "accuracy_three_classes": 0.74}

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """How many passes, how large pictures, and which of the two trials."""
        parser.add_argument("--passes", type=int, default=EPOCHS, help="epochs (%(default)s)")
        parser.add_argument(
            "--first-passes",
            type=int,
            default=FIRST_PASSES,
            help="over the unlabelled songs, in the first lesson (%(default)s)",
        )
        parser.add_argument(
            "--full", action="store_true", help="full pictures, at six times the cost"
        )
        parser.add_argument("--trial", choices=[*TRIALS, "both"], default="both")

    def trials(
        self, data: Path, cache: Path, options: argparse.Namespace, log: Log
    ) -> Sequence[Trial]:
        """From scratch and pretrained, as asked for."""
        songs = load_labelled(data, cache)
        quadrant = np.array([song.labels.quadrant for song in songs if song.labels], np.int64)
        problem = spectrogram_problem(songs, CLASSES, quadrant, "one")
        shrink = (1, 1) if options.full else SHRINK
        names = TRIALS if options.trial == "both" else [options.trial]
        starts: dict[str, Weights | None] = dict.fromkeys(names)
        if "pretrained" in starts:
            folder = cache / "recipes" / self.name
            starts["pretrained"] = first_lesson(
                load_unlabelled(data, cache),
                options.first_passes,
                shrink,
                WIDTHS,
                folder,
                log,
            )
        plan = replace(PLAN, passes=options.passes)
        return [trial_of(name, problem, start, shrink, plan) for name, start in starts.items()]

    def findings(self, outcomes: Mapping[str, list[FoldOutcome]], out: Path) -> dict[str, Any]:
        """Accuracy when one class is left out."""
        return {"three_classes": {name: three_classes(o) for name, o in outcomes.items()}}


def trial_of(
    name: str, problem: Problem, start: Weights | None, shrink: tuple[int, int], plan: Plan
) -> Trial:
    """A trial that starts from these weights of the trunk, or from scratch."""
    return Trial(name, problem, lambda learned, desk: fit(learned, desk, start, shrink, plan))


def fit(
    learned: Problem, desk: Desk, start: Weights | None, shrink: tuple[int, int], plan: Plan
) -> Fitted:
    """Train all layers."""
    torch.manual_seed(plan.seed)
    network = ResNet18(len(learned.labels), shrink, WIDTHS)
    if start is not None:
        network.trunk.load_state_dict(start)
    whole = Normalised(network, learned.inputs)
    history = fit_network(
        whole,
        learned,
        desk,
        plan,
        random_excerpts(CROP_FRAMES, plan.batch),
        functional.cross_entropy,
        judge_middle(CROP_FRAMES, functional.cross_entropy, _shares),
    )
    return Fitted(lambda codes: predict_songs(whole, codes, CROP_FRAMES, _shares), {}, history)


def three_classes(outcomes: Sequence[FoldOutcome]) -> dict[str, float]:
    """Accuracy on the songs of three classes when the answer must be one of them."""
    truth, predicted = joined(outcomes)
    found = {}
    for k, label in enumerate(CLASSES):
        among = np.where(np.arange(len(CLASSES)) == k, -1, predicted)[truth != k]
        right = among.argmax(axis=1) == truth[truth != k]
        found[f"without_{label}"] = float(right.mean())
    return found


def _shares(logits: Tensor) -> Tensor:
    return logits.softmax(dim=1)
