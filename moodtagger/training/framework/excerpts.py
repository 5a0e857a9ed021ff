"""Labeled songs as spectrograms of one length, and batches of excerpts from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from moodtagger.training.data.batches import CROP_FRAMES, Rng
from moodtagger.training.data.dataset import Codes, DatasetSong, Floats
from moodtagger.training.framework.metrics import PRIMARY_METRIC, primary_metric
from moodtagger.training.framework.recipe_fit import (
    BatchFactory,
    BatchIterator,
    EvaluateFunction,
    LossFunction,
    device,
)
from moodtagger.training.framework.task import LabelKind, LearningTask

SONG_FRAMES = 3 * CROP_FRAMES  # 30 s
N_MELS = 96
EVALUATION_BATCH = 32

Activation = Callable[[Tensor], Tensor]


def build_spectrogram_task(
    songs: Sequence[DatasetSong], labels: Sequence[str], truth: npt.NDArray[Any], kind: LabelKind
) -> LearningTask:
    """Build a task whose inputs are log-mel codes of 30 s, (n, 939, 96).

    A song that is a little shorter is repeated from its start.

    Parameters
    ----------
    songs : Sequence[DatasetSong]
        n labeled songs.
    labels : Sequence[str]
        Names of the labels.
    truth : npt.NDArray[Any]
        The true labels, shaped as `LearningTask` describes.
    kind : LabelKind
        Kind of the labels.

    Returns
    -------
    LearningTask
        The task.
    """
    song_labels = [song.labels for song in songs if song.labels]
    return LearningTask(
        tuple(labels),
        np.stack([cut_or_repeat(song.codes, SONG_FRAMES) for song in songs]),
        truth,
        np.array([label.fold for label in song_labels], np.int64),
        np.array([label.artist for label in song_labels], np.int64),
        np.array([song.song_id for song in songs]),
        kind,
    )


def cut_or_repeat(codes: Codes, frames: int) -> Codes:
    """Bring a song's codes to one length.

    Parameters
    ----------
    codes : Codes
        Log-mel codes, (n, bands).
    frames : int
        Length to return.

    Returns
    -------
    Codes
        The codes, cut or repeated from the start, (frames, bands).
    """
    return codes[:frames] if len(codes) >= frames else np.resize(codes, (frames, codes.shape[1]))


def subsample_songs(task: LearningTask, fraction: float, seed: int = 0) -> LearningTask:
    """Select a random fraction of the songs of each fold.

    With five folds and a fraction of 0.1, a model learns from 8 % of all songs and is evaluated on
    2 %; with all songs it is 80 % and 20 %. No artist is on both sides, as none is in two folds.

    Parameters
    ----------
    task : LearningTask
        Songs to select from.
    fraction : float
        Fraction of each fold's songs, above 0.
    seed : int, optional
        Seed of the selection.

    Returns
    -------
    LearningTask
        The selected songs.
    """
    rng = np.random.default_rng(seed)
    selected_rows = [
        rng.permutation(rows)[: max(1, round(fraction * len(rows)))]
        for rows in (np.flatnonzero(task.fold == fold) for fold in np.unique(task.fold))
    ]
    return task.select(np.sort(np.concatenate(selected_rows)))


class NormalizedNetwork(nn.Module):
    """A network that takes codes (n, frames, 96), standardized per band.

    Each band gets mean 0 and SD 1 over the training songs; the inner network's input is (n, 1, 96,
    frames).

    Parameters
    ----------
    network : nn.Module
        The inner network.
    train_codes : Codes
        Codes of the training songs, (n, frames, 96).
    """

    mean: Tensor
    sd: Tensor

    def __init__(self, network: nn.Module, train_codes: Codes) -> None:
        super().__init__()
        self.network = network
        sample = train_codes.reshape(-1, train_codes.shape[-1])[::7].astype(np.float32)
        self.register_buffer("mean", torch.from_numpy(sample.mean(axis=0)))
        self.register_buffer("sd", torch.from_numpy(sample.std(axis=0)).clamp(min=1))

    def forward(self, codes: Tensor) -> Tensor:
        """Standardize codes and run the inner network.

        Parameters
        ----------
        codes : Tensor
            Log-mel codes, (n, frames, 96).

        Returns
        -------
        Tensor
            Output of the inner network, (n, ...).
        """
        x = (codes.float() - self.mean) / self.sd
        out: Tensor = self.network(x.transpose(1, 2).unsqueeze(1))
        return out


def random_excerpts(frames: int, batch: int) -> BatchFactory:
    """Create batches of one random excerpt per song, all songs in random order.

    A last batch of a single song is left out, as batch normalization needs two.

    Parameters
    ----------
    frames : int
        Length of the excerpts.
    batch : int
        Songs per batch.

    Returns
    -------
    BatchFactory
        Yields codes (n, frames, 96) and their truth.
    """

    def batches(task: LearningTask, rng: Rng) -> BatchIterator:
        order = rng.permutation(len(task.inputs))
        first = rng.integers(task.inputs.shape[1] - frames + 1, size=len(order))
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            if len(rows) > 1:
                excerpts = [task.inputs[i, first[i] : first[i] + frames] for i in rows]
                yield torch.from_numpy(np.stack(excerpts)), torch.from_numpy(task.truth[rows])

    return batches


def centered_windows(inputs: Codes, frames: int) -> list[Codes]:
    """Cut songs into as many adjacent windows as they hold, centered.

    Parameters
    ----------
    inputs : Codes
        Log-mel codes of n songs, (n, f, 96).
    frames : int
        Length of a window.

    Returns
    -------
    list[Codes]
        Codes of each window, (n, frames, 96).
    """
    count = inputs.shape[1] // frames
    first = (inputs.shape[1] - count * frames) // 2
    return [inputs[:, first + k * frames : first + (k + 1) * frames] for k in range(count)]


def predict_songs(network: nn.Module, inputs: Codes, frames: int, activation: Activation) -> Floats:
    """Average a network's predictions over each song's windows.

    Parameters
    ----------
    network : nn.Module
        The network to run; it is set to evaluation mode.
    inputs : Codes
        Log-mel codes of n songs, (n, f, 96).
    frames : int
        Length of a window.
    activation : Activation
        Turns the network's output into predictions.

    Returns
    -------
    Floats
        Mean predictions, (n, labels).
    """
    parts = [
        np.concatenate([activation(out).cpu().numpy() for out in _iterate_outputs(network, part)])
        for part in centered_windows(inputs, frames)
    ]
    mean: Floats = np.mean(parts, axis=0, dtype=np.float32)
    return mean


def evaluate_middle_excerpt(
    frames: int, loss: LossFunction, activation: Activation
) -> EvaluateFunction:
    """Create an evaluation on the middle excerpt of each song.

    Parameters
    ----------
    frames : int
        Length of the excerpt.
    loss : LossFunction
        Loss of the network's output.
    activation : Activation
        Turns the network's output into predictions.

    Returns
    -------
    EvaluateFunction
        Computes the loss and the task's primary metric.
    """

    def evaluate(network: nn.Module, task: LearningTask) -> dict[str, float]:
        first = (task.inputs.shape[1] - frames) // 2
        outputs = torch.cat(list(_iterate_outputs(network, task.inputs[:, first : first + frames])))
        truth = torch.from_numpy(task.truth).to(outputs.device)
        predicted = activation(outputs).cpu().numpy()
        return {
            "loss": float(loss(outputs, truth)),
            PRIMARY_METRIC[task.kind]: primary_metric(task.kind, task.truth, predicted),
        }

    return evaluate


@torch.inference_mode()
def _iterate_outputs(network: nn.Module, codes: Codes) -> Iterator[Tensor]:
    network.eval()
    for start in range(0, len(codes), EVALUATION_BATCH):
        yield network(torch.from_numpy(codes[start : start + EVALUATION_BATCH]).to(device()))
