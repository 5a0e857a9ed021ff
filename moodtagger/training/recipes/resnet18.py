"""Recipe `resnet18`: an image network on spectrograms that predicts the quadrant.

ResNet-18 (He et al. 2015, arXiv:1512.03385) on the log-mel as an image of one channel, from scratch
and pretrained; SGD at 0.001 with momentum 0.9, batches of 32, 20 epochs. Published: 0.60 for four
balanced classes, 0.74 for three.

Deviations, and why:

- Excerpts of 10 s, one per song and epoch; a song's prediction is the mean over its three excerpts.
- Two bands and three frames are averaged into one pixel, so an image is 48 x 104: 200 epochs over
  five folds and two experiments, and the pretraining, are to take half an hour on two cores.
  `--full` uses the whole 96 x 313 at six times the cost.
- The pretrained weights come from distilling a larger audio network on our unlabeled songs
  (`resnet18_network`), not from photographs, whose weights may not be downloaded; all layers are
  then fine-tuned by the same plan.
- Training and held-out songs are by different artists.
- The three classes are not named by the study and not trained for: the report's `three_classes`
  leaves out one class after the other, both from the held-out songs and from the four predictions.
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
from moodtagger.training.data.dataset import load_labeled, load_unlabeled
from moodtagger.training.framework.excerpts import (
    NormalizedNetwork,
    build_spectrogram_task,
    evaluate_middle_excerpt,
    predict_songs,
    random_excerpts,
)
from moodtagger.training.framework.recipe_fit import TrainingPlan, fit_network
from moodtagger.training.framework.report import join_outcomes
from moodtagger.training.framework.task import (
    Experiment,
    FitContext,
    FittedModel,
    FoldOutcome,
    LearningTask,
    Log,
)
from moodtagger.training.recipes.resnet18_network import WIDTHS, ResNet18, pretrain_trunk

CLASSES = ("happy", "angry", "sad", "relaxed")  # the quadrants Q1 to Q4
EPOCHS = 20
PRETRAINING_EPOCHS = 6
POOLING = (2, 3)  # bands and frames averaged into one pixel
EXPERIMENTS = ("scratch", "pretrained")
PLAN = TrainingPlan(
    EPOCHS,
    batch=32,
    optimizer="sgd",
    learning_rate=1e-3,
    momentum=0.9,
    note=f"excerpts of {CROP_FRAMES}",
)

Weights = dict[str, Tensor]


class Resnet18Recipe:
    """The recipe; see the module's docstring."""

    name = "resnet18"
    published: Mapping[str, float] = {"accuracy": 0.60, "accuracy_three_classes": 0.74}

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add options for epochs, image size, and the experiments to run.

        Parameters
        ----------
        parser : argparse.ArgumentParser
            Parser of the recipe's command.
        """
        parser.add_argument("--passes", type=int, default=EPOCHS, help="epochs (%(default)s)")
        parser.add_argument(
            "--first-passes",
            type=int,
            default=PRETRAINING_EPOCHS,
            help="over the unlabelled songs, in the first lesson (%(default)s)",
        )
        parser.add_argument(
            "--full", action="store_true", help="full pictures, at six times the cost"
        )
        parser.add_argument("--trial", choices=[*EXPERIMENTS, "both"], default="both")

    def experiments(
        self, data: Path, cache: Path, options: argparse.Namespace, log: Log
    ) -> Sequence[Experiment]:
        """Prepare training from scratch and from pretrained weights, as selected.

        Parameters
        ----------
        data : Path
            Folder of the training data.
        cache : Path
            Folder of spectrograms and checkpoints.
        options : argparse.Namespace
            The command's options.
        log : Log
            Receives progress lines.

        Returns
        -------
        Sequence[Experiment]
            The experiments.
        """
        songs = load_labeled(data, cache)
        quadrant = np.array([song.labels.quadrant for song in songs if song.labels], np.int64)
        task = build_spectrogram_task(songs, CLASSES, quadrant, "one")
        pooling = (1, 1) if options.full else POOLING
        names = EXPERIMENTS if options.trial == "both" else [options.trial]
        initial_weights: dict[str, Weights | None] = dict.fromkeys(names)
        if "pretrained" in initial_weights:
            folder = cache / "recipes" / self.name
            initial_weights["pretrained"] = pretrain_trunk(
                load_unlabeled(data, cache),
                options.first_passes,
                pooling,
                WIDTHS,
                folder,
                log,
            )
        plan = replace(PLAN, epochs=options.passes)
        return [
            build_experiment(name, task, trunk_weights, pooling, plan)
            for name, trunk_weights in initial_weights.items()
        ]

    def findings(self, outcomes: Mapping[str, list[FoldOutcome]], out: Path) -> dict[str, Any]:
        """Report the accuracy with one class left out.

        Parameters
        ----------
        outcomes : Mapping[str, list[FoldOutcome]]
            Outcomes of all folds by experiment.
        out : Path
            Folder of the report.

        Returns
        -------
        dict[str, Any]
            JSON values to add to the report.
        """
        return {"three_classes": {name: three_class_accuracy(o) for name, o in outcomes.items()}}


def build_experiment(
    name: str,
    task: LearningTask,
    trunk_weights: Weights | None,
    pooling: tuple[int, int],
    plan: TrainingPlan,
) -> Experiment:
    """Build an experiment.

    Parameters
    ----------
    name : str
        Name of the experiment.
    task : LearningTask
        Songs and quadrants.
    trunk_weights : Weights | None
        Initial weights of the trunk; None trains from scratch.
    pooling : tuple[int, int]
        Bands and frames averaged into one pixel.
    plan : TrainingPlan
        Duration and optimizer.

    Returns
    -------
    Experiment
        The experiment.
    """
    return Experiment(
        name,
        task,
        lambda train_task, context: fit(train_task, context, trunk_weights, pooling, plan),
    )


def fit(
    train_task: LearningTask,
    context: FitContext,
    trunk_weights: Weights | None,
    pooling: tuple[int, int],
    plan: TrainingPlan,
) -> FittedModel:
    """Train all layers.

    Parameters
    ----------
    train_task : LearningTask
        Songs to learn from.
    context : FitContext
        Folder of the checkpoints, log, and held-out songs.
    trunk_weights : Weights | None
        Initial weights of the trunk; None trains from scratch.
    pooling : tuple[int, int]
        Bands and frames averaged into one pixel.
    plan : TrainingPlan
        Duration and optimizer.

    Returns
    -------
    FittedModel
        The model.
    """
    torch.manual_seed(plan.seed)
    network = ResNet18(len(train_task.labels), pooling, WIDTHS)
    if trunk_weights is not None:
        network.trunk.load_state_dict(trunk_weights)
    model = NormalizedNetwork(network, train_task.inputs)
    history = fit_network(
        model,
        train_task,
        context,
        plan,
        random_excerpts(CROP_FRAMES, plan.batch),
        functional.cross_entropy,
        evaluate_middle_excerpt(CROP_FRAMES, functional.cross_entropy, _softmax),
    )
    return FittedModel(
        lambda codes: predict_songs(model, codes, CROP_FRAMES, _softmax), {}, history
    )


def three_class_accuracy(outcomes: Sequence[FoldOutcome]) -> dict[str, float]:
    """Compute the accuracy with each class left out, from the songs and from the predictions.

    Parameters
    ----------
    outcomes : Sequence[FoldOutcome]
        Outcome of each fold.

    Returns
    -------
    dict[str, float]
        Accuracy by name of the class left out.
    """
    truth, predicted = join_outcomes(outcomes)
    accuracies = {}
    for k, label in enumerate(CLASSES):
        masked_predictions = np.where(np.arange(len(CLASSES)) == k, -1, predicted)[truth != k]
        is_correct = masked_predictions.argmax(axis=1) == truth[truth != k]
        accuracies[f"without_{label}"] = float(is_correct.mean())
    return accuracies


def _softmax(logits: Tensor) -> Tensor:
    return logits.softmax(dim=1)
