"""Recipe `fcn6`: a fully convolutional network of five wide blocks that tags songs with moods.

After Choi, Fazekas and Sandler (2016), Automatic tagging using deep convolutional neural networks,
arXiv:1606.00298. Log-mel of 96 bands; five blocks of a 3x3 convolution, batch normalization, ReLU,
max pool and dropout with 128, 256, 512, 1024 and 2048 filters and pools of 2x4, 2x4, 1x2, 4x4 and
2x2 (frequency x time); flatten, a dense ReLU layer and a dense sigmoid layer; binary cross-entropy;
batches of 16. One experiment with 5 moods, one with 46.

Deviations, and why:

- Excerpts of 256 frames (8.2 s, the shortest that the pools do not reduce to nothing), not 29 s,
  one per song and epoch, and few epochs: both experiments over five folds are to take an hour on
  two cores. `--passes` sets another number. A song's prediction is the mean over its three
  excerpts.
- Dropout of 0.2, not 0.5: with so few epochs there is little overfitting.
- The dense layer's width (512) and Adam's rate (0.001) are ours.
- The moods are those of our annotators' words. "earthy" stands for countryside as well.
- Training and held-out songs are by different artists. `--quick` keeps a tenth of each fold: 8 % of
  all songs for training and 2 % held out; without it 80 % and 20 %.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from moodtagger.core.errors import MoodtaggerError
from moodtagger.training.data.dataset import DatasetSong, load_labeled
from moodtagger.training.data.labels import FIRST_MOOD, MoodWordGroup, build_targets, bundled_groups
from moodtagger.training.framework.excerpts import (
    NormalizedNetwork,
    build_spectrogram_task,
    evaluate_middle_excerpt,
    predict_songs,
    random_excerpts,
    subsample_songs,
)
from moodtagger.training.framework.recipe_fit import TrainingPlan, fit_network
from moodtagger.training.framework.task import (
    Experiment,
    FitContext,
    FittedModel,
    FoldOutcome,
    LearningTask,
    Log,
)

# The study's mood -> the corresponding group of mood words in `mood_groups.json`.
FIVE_MOODS = {
    "angry": "angry",
    "earthy": "earthy",
    "dark": "dark",
    "epic": "epic",
    "happy": "happy",
}
MOOD_COUNT = 46
QUICK_FRACTION = 0.1
FRAMES = 256
EPOCHS = 3
QUICK_EPOCHS = 8  # with fewer over so few songs, the batch norms do not converge
PLAN = TrainingPlan(
    EPOCHS, batch=16, optimizer="adam", learning_rate=1e-3, note=f"excerpts of {FRAMES}"
)


@dataclass(frozen=True, slots=True)
class Fcn6Size:
    """Layer sizes.

    Attributes
    ----------
    filters : tuple[int, ...]
        Filters of each block.
    pools : tuple[tuple[int, int], ...]
        Pool over frequency and time of each block.
    dense : int
        Units of the dense layer.
    dropout : float
        Dropout rate, 0 to 1.
    """

    filters: tuple[int, ...] = (128, 256, 512, 1024, 2048)
    pools: tuple[tuple[int, int], ...] = ((2, 4), (2, 4), (1, 2), (4, 4), (2, 2))
    dense: int = 512
    dropout: float = 0.2


SIZE = Fcn6Size()


class Fcn6Recipe:
    """The recipe; see the module's docstring."""

    name = "fcn6"
    published: Mapping[str, float] = {"auc_four_blocks_magnatagatune_50_tags": 0.894}

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add options for epochs, moods and the number of songs.

        Parameters
        ----------
        parser : argparse.ArgumentParser
            Parser of the recipe's command.
        """
        parser.add_argument(
            "--passes", type=int, help=f"over the songs ({EPOCHS}; {QUICK_EPOCHS} when quick)"
        )
        parser.add_argument(
            "--vocabulary",
            choices=["5", str(MOOD_COUNT), "both"],
            default="both",
            help="(%(default)s)",
        )
        parser.add_argument(
            "--quick", action="store_true", help="learn from 8%% of the songs, judge on 2%%"
        )

    def experiments(
        self, data: Path, cache: Path, options: argparse.Namespace, log: Log
    ) -> Sequence[Experiment]:
        """Prepare an experiment per vocabulary.

        Parameters
        ----------
        data : Path
            Folder of the training data.
        cache : Path
            Folder of the cached spectrograms.
        options : argparse.Namespace
            The command's options.
        log : Log
            Receives progress lines.

        Returns
        -------
        Sequence[Experiment]
            The experiments.

        Raises
        ------
        MoodtaggerError
            mood_groups.json lacks a mood.
        """
        groups = bundled_groups()
        group_selectors = {"5": select_five_moods, str(MOOD_COUNT): select_first_moods}
        names = group_selectors if options.vocabulary == "both" else [options.vocabulary]
        moods = {f"moods{name}": group_selectors[name](groups) for name in names}
        songs = load_labeled(data, cache)
        epochs = options.passes or (QUICK_EPOCHS if options.quick else EPOCHS)
        return [
            build_experiment(name, songs, groups_of_task, epochs, options.quick)
            for name, groups_of_task in moods.items()
        ]

    def findings(self, outcomes: Mapping[str, list[FoldOutcome]], out: Path) -> dict[str, Any]:
        """Report nothing beyond the metrics.

        Parameters
        ----------
        outcomes : Mapping[str, list[FoldOutcome]]
            Outcomes of all folds by experiment.
        out : Path
            Folder of the report.

        Returns
        -------
        dict[str, Any]
            An empty dictionary.
        """
        return {}


def select_five_moods(groups: Sequence[MoodWordGroup]) -> list[MoodWordGroup]:
    """Select the study's five moods, under its names.

    Parameters
    ----------
    groups : Sequence[MoodWordGroup]
        All groups of mood words.

    Returns
    -------
    list[MoodWordGroup]
        The five groups.

    Raises
    ------
    MoodtaggerError
        A group is missing.
    """
    by_label = {group.label: group.sources for group in groups}
    if missing := [label for label in FIVE_MOODS.values() if label not in by_label]:
        raise MoodtaggerError(
            f"The moods {', '.join(missing)} are not in mood_groups.json.",
            advice="Add them there, or leave out the trial with --vocabulary 46.",
        )
    return [MoodWordGroup(mood, by_label[label]) for mood, label in FIVE_MOODS.items()]


def select_first_moods(groups: Sequence[MoodWordGroup]) -> list[MoodWordGroup]:
    """Select the first 46 groups of mood words.

    Parameters
    ----------
    groups : Sequence[MoodWordGroup]
        All groups of mood words.

    Returns
    -------
    list[MoodWordGroup]
        The 46 groups.

    Raises
    ------
    MoodtaggerError
        There are fewer groups.
    """
    if len(groups) < MOOD_COUNT:
        raise MoodtaggerError(
            f"mood_groups.json has {len(groups)} moods, and this trial needs {MOOD_COUNT}.",
            advice="Add more there, or leave out the trial with --vocabulary 5.",
        )
    return list(groups[:MOOD_COUNT])


def build_experiment(
    name: str,
    songs: Sequence[DatasetSong],
    moods: Sequence[MoodWordGroup],
    epochs: int,
    quick: bool,
) -> Experiment:
    """Build the experiment of tagging songs with these moods.

    Parameters
    ----------
    name : str
        Name of the experiment.
    songs : Sequence[DatasetSong]
        n labeled songs.
    moods : Sequence[MoodWordGroup]
        The moods.
    epochs : int
        Number of epochs.
    quick : bool
        Whether to keep a tenth of the songs only.

    Returns
    -------
    Experiment
        The experiment.
    """
    truth = build_targets(songs, moods)[:, FIRST_MOOD:]
    task = build_spectrogram_task(songs, [mood.label for mood in moods], truth, "many")
    plan = replace(PLAN, epochs=epochs)
    return Experiment(
        name,
        subsample_songs(task, QUICK_FRACTION) if quick else task,
        lambda train_task, context: fit(train_task, context, plan),
    )


def fit(train_task: LearningTask, context: FitContext, plan: TrainingPlan) -> FittedModel:
    """Train a network from scratch.

    Parameters
    ----------
    train_task : LearningTask
        Songs to learn from.
    context : FitContext
        Folder of the checkpoints, log, and held-out songs.
    plan : TrainingPlan
        Duration and optimizer.

    Returns
    -------
    FittedModel
        The model.
    """
    torch.manual_seed(plan.seed)
    size = (train_task.inputs.shape[2], FRAMES)
    network = NormalizedNetwork(
        create_network(size, len(train_task.labels), SIZE), train_task.inputs
    )
    history = fit_network(
        network,
        train_task,
        context,
        plan,
        random_excerpts(FRAMES, plan.batch),
        functional.binary_cross_entropy_with_logits,
        evaluate_middle_excerpt(FRAMES, functional.binary_cross_entropy_with_logits, torch.sigmoid),
    )
    return FittedModel(
        lambda inputs: predict_songs(network, inputs, FRAMES, torch.sigmoid), {}, history
    )


def create_network(image: tuple[int, int], labels: int, size: Fcn6Size) -> nn.Sequential:
    """Create the network; the sigmoid is part of the loss.

    Parameters
    ----------
    image : tuple[int, int]
        Bands and frames of the input.
    labels : int
        Number of labels.
    size : Fcn6Size
        Layer sizes.

    Returns
    -------
    nn.Sequential
        Maps images (n, 1, bands, frames) to logits (n, labels).

    References
    ----------
    Choi, Fazekas and Sandler (2016), arXiv:1606.00298.
    """
    layers: list[nn.Module] = []
    channels, (height, width) = 1, image
    for filters, pool in zip(size.filters, size.pools, strict=True):
        layers += [
            # Batch normalization has the bias.
            nn.Conv2d(channels, filters, 3, padding=1, bias=False),
            nn.BatchNorm2d(filters),
            nn.ReLU(inplace=True),
            nn.MaxPool2d(pool),
            nn.Dropout(size.dropout),
        ]
        channels, height, width = filters, height // pool[0], width // pool[1]
    return nn.Sequential(
        *layers,
        nn.Flatten(),
        nn.Linear(channels * height * width, size.dense),
        nn.ReLU(),
        nn.Linear(size.dense, labels),
    )
