"""Recipe `autotag50`: fifty mood and genre tags from log-mel or MFCC, and a map of the tags.

After studies that tag songs with the fifty most frequent labels of a large set, synonyms merged
first, by a convolutional network on a log-mel spectrogram or on MFCC: two or three convolutions and
a dense layer, a sigmoid per tag, binary cross-entropy, and tags predicted from 0.5 on. What the
network learned about the tags is then laid out on a plane with t-SNE. The studies' metrics are on
other songs and other tags, so none is listed as published.

How words become tags is in `tag_vocabulary`, the map in `tag_map`.

Deviations, and why:

- The words are those of our experts, 215 moods and 21 genres, as we have no other tags. Which words
  are merged is decided once, from all songs including held-out ones: that defines the labels, not
  their prediction.
- Training and held-out songs are by different artists; splits by song are easier.
- Excerpts of 10 s, a random one of each song per epoch, and the mean of three for evaluation: fewer
  inputs per song, and more different ones, than with all 30 s at once.
- The convolutions have 16, 32 and 64 filters of 3 x 3, and pooling comes before batch norm and ReLU
  rather than after them. Five folds then take minutes on two cores, and pooling and ReLU commute.
- Dropout of 0.5 follows the dense layer, as 620 songs are few for 50 tags.
- MFCC are 40 of the 96 coefficients of an orthonormal DCT-II over the bands (in dB), including the
  0th. 13 or 20 are common for speech; more keep what pitch and timbre add to a mood.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from scipy.fft import dct
from torch import Tensor, nn

from moodtagger.files.model_files import save_tag_map
from moodtagger.paths import default_model_dir
from moodtagger.training.data.dataset import (
    Codes,
    DatasetSong,
    Floats,
    dequantize_db,
    load_labeled,
)
from moodtagger.training.framework.excerpts import (
    NormalizedNetwork,
    build_spectrogram_task,
    evaluate_middle_excerpt,
    predict_songs,
    random_excerpts,
)
from moodtagger.training.framework.recipe_fit import TrainingPlan, fit_network
from moodtagger.training.framework.task import (
    Experiment,
    Fit,
    FitContext,
    FittedModel,
    FoldOutcome,
    LearningTask,
    Log,
)
from moodtagger.training.recipes.autotag50.tag_map import write_tag_map
from moodtagger.training.recipes.autotag50.tag_vocabulary import (
    SynonymRule,
    Tag,
    describe_tags,
    merge_words,
    read_synonym_pairs,
    read_words,
    rejected_pairs,
    tag_matrix,
)

MFCC_COUNT = 40
FRAMES = 313  # 10 s
FILTERS = (16, 32, 64)
POOLS = ((4, 4), (4, 4), (2, 4))  # bands x frames
HIDDEN_UNITS = 128
DROPOUT = 0.5
BATCH = 16
FEATURES = ("mel", "mfcc")
LOSS = nn.functional.binary_cross_entropy_with_logits


class TagNet(nn.Module):
    """Two or three convolutions and a dense layer.

    Parameters
    ----------
    bands : int
        Height of the input.
    tags : int
        Number of tags.
    convolutions : int
        Number of convolutions, 1 to 3.
    frames : int, optional
        Width of the input.
    """

    def __init__(self, bands: int, tags: int, convolutions: int, frames: int = FRAMES) -> None:
        super().__init__()
        blocks: list[nn.Module] = []
        in_channels = 1
        for filters, pool in zip(FILTERS[:convolutions], POOLS, strict=False):
            blocks += [
                nn.Conv2d(in_channels, filters, 3, padding=1),
                nn.MaxPool2d(pool),
                nn.BatchNorm2d(filters),
                nn.ReLU(),
            ]
            bands, frames, in_channels = bands // pool[0], frames // pool[1], filters
        self.convolutions = nn.Sequential(*blocks)
        self.dense = nn.Sequential(
            nn.Flatten(),
            nn.Linear(in_channels * bands * frames, HIDDEN_UNITS),
            nn.ReLU(),
            nn.Dropout(DROPOUT),
        )
        self.tags = nn.Linear(HIDDEN_UNITS, tags)
        # Twice as fast on a CPU; the stubs do not know the argument.
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def forward(self, x: Tensor) -> Tensor:
        """Run the network.

        Parameters
        ----------
        x : Tensor
            Images, (n, 1, bands, frames).

        Returns
        -------
        Tensor
            Logits, (n, tags).
        """
        x = self.convolutions(x.contiguous(memory_format=torch.channels_last))
        out: Tensor = self.tags(self.dense(x))
        return out


@dataclass(frozen=True, slots=True)
class _Autotag50Job:
    """What the findings need to know about the run."""

    tags: Sequence[Tag]
    rejected_pairs: list[list[str]]
    options: argparse.Namespace
    log: Log


class Autotag50Recipe:
    """The recipe; see the module's docstring."""

    name = "autotag50"
    published: Mapping[str, float] = {}
    _job: _Autotag50Job

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add options for input, depth, epochs, seed and the map's folder.

        Parameters
        ----------
        parser : argparse.ArgumentParser
            Parser of the recipe's command.
        """
        parser.add_argument(
            "--features", choices=(*FEATURES, "both"), default="mel", help="input (%(default)s)"
        )
        parser.add_argument(
            "--convolutions", type=int, choices=(2, 3), default=3, help="layers (%(default)s)"
        )
        parser.add_argument("--passes", type=int, default=40, help="over the songs (%(default)s)")
        parser.add_argument("--seed", type=int, default=0, help="of everything (%(default)s)")
        parser.add_argument(
            "--write-map",
            type=Path,
            nargs="?",
            const=default_model_dir(),
            metavar="FOLDER",
            help="write tag_map.json for the window as well, into the bundled network's folder"
            " unless another is named",
        )

    def experiments(
        self, data: Path, cache: Path, options: argparse.Namespace, log: Log
    ) -> Sequence[Experiment]:
        """Prepare one experiment per kind of input.

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
        """
        songs = load_labeled(data, cache)
        words = read_words(data / "q4" / "labels.csv", data / "q4" / "word_ratings.csv")
        rule = SynonymRule(read_synonym_pairs(), len(songs))
        tags = merge_words(words, rule)
        self._job = _Autotag50Job(tags, rejected_pairs(words, rule), options, log)
        kinds = FEATURES if options.features == "both" else (options.features,)
        fit = create_fit(options.convolutions, options.passes, options.seed)
        return [
            Experiment(f"{kind}_{options.convolutions}conv", build_task(songs, tags, kind), fit)
            for kind in kinds
        ]

    def findings(self, outcomes: Mapping[str, list[FoldOutcome]], out: Path) -> dict[str, Any]:
        """Report how words became tags, and write the map of each experiment.

        Parameters
        ----------
        outcomes : Mapping[str, list[FoldOutcome]]
            Outcomes of all folds by experiment.
        out : Path
            Folder of the maps.

        Returns
        -------
        dict[str, Any]
            JSON values to add to the report.
        """
        job, task = self._job, next(iter(outcomes.values()))[0].task
        maps = {
            trial: write_tag_map(
                fold_outcomes, job.tags, out / f"{trial}_tag_map", job.options.seed
            )
            for trial, fold_outcomes in outcomes.items()
        }
        if job.options.write_map:
            target = job.options.write_map / "tag_map.json"
            target.parent.mkdir(parents=True, exist_ok=True)
            save_tag_map(next(iter(maps.values())), target)
            job.log(f"The map for the window is {target}.")
        return {
            "accuracy_of_never_yes": float(1 - task.truth.mean()),
            "tags": describe_tags(job.tags),
            "links_refused": job.rejected_pairs,
        }


def build_task(songs: Sequence[DatasetSong], tags: Sequence[Tag], kind: str) -> LearningTask:
    """Build the task of tagging all songs.

    Parameters
    ----------
    songs : Sequence[DatasetSong]
        n labeled songs.
    tags : Sequence[Tag]
        The tags.
    kind : str
        Kind of input, "mel" or "mfcc".

    Returns
    -------
    LearningTask
        The task; inputs are codes (n, 939, 96) or coefficients (n, 939, 40).
    """
    truth = np.array(tag_matrix(tags, [song.song_id for song in songs]), np.float32)
    task = build_spectrogram_task(songs, [tag.label for tag in tags], truth, "many")
    if kind == "mel":
        return task
    return LearningTask(
        task.labels,
        np.stack([mfcc(codes) for codes in task.inputs]),
        *(task.truth, task.fold, task.artist, task.song_id, task.kind),
    )


def mfcc(codes: Codes) -> Floats:
    """Compute cepstral coefficients.

    Parameters
    ----------
    codes : Codes
        Log-mel codes, (frames, 96).

    Returns
    -------
    Floats
        Coefficients in dB, (frames, 40).

    References
    ----------
    Davis and Mermelstein (1980), Comparison of parametric representations for monosyllabic word
    recognition, IEEE Transactions on Acoustics, Speech, and Signal Processing 28(4).
    """
    coefficients: Floats = dct(dequantize_db(codes), type=2, norm="ortho", axis=-1)[:, :MFCC_COUNT]
    return coefficients


def create_fit(convolutions: int, epochs: int, seed: int) -> Fit:
    """Create the fit of a network.

    Parameters
    ----------
    convolutions : int
        Number of convolutions, 1 to 3.
    epochs : int
        Number of epochs.
    seed : int
        Seed of weights, batches and dropout.

    Returns
    -------
    Fit
        Fits a new network to a task.
    """

    def fit(train_task: LearningTask, context: FitContext) -> FittedModel:
        torch.manual_seed(seed)
        bands, tags = train_task.inputs.shape[-1], len(train_task.labels)
        network = NormalizedNetwork(TagNet(bands, tags, convolutions), train_task.inputs)
        plan = TrainingPlan(
            epochs, BATCH, learning_rate=1e-3, seed=seed, note=f"excerpts of {FRAMES}"
        )
        batches, evaluate = (
            random_excerpts(FRAMES, BATCH),
            evaluate_middle_excerpt(FRAMES, LOSS, torch.sigmoid),
        )
        history = fit_network(network, train_task, context, plan, batches, LOSS, evaluate)

        def predict(inputs: npt.NDArray[Any]) -> Floats:
            return predict_songs(network, inputs, FRAMES, torch.sigmoid)

        return FittedModel(predict, history=history)

    return fit
