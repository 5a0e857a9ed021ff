"""Recipe `fcn6`: a fully convolutional front of five wide blocks that tags songs with moods.

After Choi, Fazekas, Sandler, "Automatic tagging using deep convolutional neural networks" (2016),
arXiv:1606.00298. Log-mel of 96 bands; five blocks of a 3x3 convolution, batch normalisation, ReLU,
max pool and dropout with 128, 256, 512, 1024 and 2048 filters and pools of 2x4, 2x4, 1x2, 4x4 and
2x2 (frequency x time); flatten, a dense ReLU layer and a dense sigmoid layer; binary cross-entropy;
batches of 16. One trial with 5 moods, one with 46.

Deviations, and why:
- Excerpts of 256 frames (8.2 s, the least that the pools leave something of), not 29 s, one a song
  and pass, and few passes: both trials over five folds are to take an hour on two cores. `--passes`
  sets another number. A song's answer is the mean over its three excerpts.
- Dropout of 0.2, not 0.5: with so few passes there is little to forget.
- The dense layer's width (512) and Adam's rate (0.001) are ours.
- The moods are those of our annotators' words. "earthy" stands for countryside as well.
- Songs learned from and held-out ones are by other artists. `--quick` keeps a tenth of each fold:
  8 % of all songs are learned from and 2 % held out; without it 80 % and 20 %.
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
from moodtagger.training.data.dataset import DatasetSong, load_labelled
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

# The study's mood -> the merged group of mood words (`mood_groups.json`) that means it here.
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
QUICK_EPOCHS = 8  # over so few songs, else the batch norms never settle
PLAN = TrainingPlan(
    EPOCHS, batch=16, optimizer="adam", learning_rate=1e-3, note=f"excerpts of {FRAMES}"
)


@dataclass(frozen=True, slots=True)
class Fcn6Size:
    """Filters and pools (frequency, time) of the blocks, width of the dense layer, dropout."""

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
        """How many passes, which moods, how many songs."""
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
        """A trial for each vocabulary asked for."""
        groups = bundled_groups()
        group_selectors = {"5": select_five_moods, str(MOOD_COUNT): select_first_moods}
        names = group_selectors if options.vocabulary == "both" else [options.vocabulary]
        moods = {f"moods{name}": group_selectors[name](groups) for name in names}
        songs = load_labelled(data, cache)
        epochs = options.passes or (QUICK_EPOCHS if options.quick else EPOCHS)
        return [
            build_experiment(name, songs, groups_of_task, epochs, options.quick)
            for name, groups_of_task in moods.items()
        ]

    def findings(self, outcomes: Mapping[str, list[FoldOutcome]], out: Path) -> dict[str, Any]:
        """Nothing beside the figures."""
        return {}


def select_five_moods(groups: Sequence[MoodWordGroup]) -> list[MoodWordGroup]:
    """The study's five moods, under its names."""
    by_label = {group.label: group.sources for group in groups}
    if missing := [label for label in FIVE_MOODS.values() if label not in by_label]:
        raise MoodtaggerError(
            f"The moods {', '.join(missing)} are not in mood_groups.json.",
            advice="Add them there, or leave out the trial with --vocabulary 46.",
        )
    return [MoodWordGroup(mood, by_label[label]) for mood, label in FIVE_MOODS.items()]


def select_first_moods(groups: Sequence[MoodWordGroup]) -> list[MoodWordGroup]:
    """The first 46 of the merged groups."""
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
    """A trial on these moods of the songs, or on a tenth of the songs."""
    truth = build_targets(songs, moods)[:, FIRST_MOOD:]
    task = build_spectrogram_task(songs, [mood.label for mood in moods], truth, "many")
    plan = replace(PLAN, epochs=epochs)
    return Experiment(
        name,
        subsample_songs(task, QUICK_FRACTION) if quick else task,
        lambda train_task, context: fit(train_task, context, plan),
    )


def fit(train_task: LearningTask, context: FitContext, plan: TrainingPlan) -> FittedModel:
    """Train the network from scratch."""
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
    """(n, 1, bands, frames) of this image size -> logits (n, labels); the sigmoid is the loss's."""
    layers: list[nn.Module] = []
    channels, (height, width) = 1, image
    for filters, pool in zip(size.filters, size.pools, strict=True):
        layers += [
            # The batch normalisation has the bias.
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
