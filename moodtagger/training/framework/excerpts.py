"""Labelled songs as spectrograms of one length, and excerpts of them as batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from moodtagger.training.data.batches import CROP_FRAMES, Rng
from moodtagger.training.data.dataset import FLOOR_DB, STEP_DB, Codes, DatasetSong, Floats
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
    """Labelled songs with `truth` as a problem; its inputs are codes (n, 939, 96) of 30 s.

    A song that is a little shorter is repeated from its start. See `cache` for what codes are.
    """
    labelled = [song.labels for song in songs if song.labels]
    return LearningTask(
        tuple(labels),
        np.stack([cut_or_repeat(song.codes, SONG_FRAMES) for song in songs]),
        truth,
        np.array([label.fold for label in labelled], np.int64),
        np.array([label.artist for label in labelled], np.int64),
        np.array([song.song_id for song in songs]),
        kind,
    )


def cut_or_repeat(codes: Codes, frames: int) -> Codes:
    """Cut, or repeated until long enough."""
    return codes[:frames] if len(codes) >= frames else np.resize(codes, (frames, codes.shape[1]))


def subsample_songs(task: LearningTask, fraction: float, seed: int = 0) -> LearningTask:
    """A share of the songs of each fold, drawn with a fixed seed.

    With five folds and a share of 0.1, a model learns from 8 % of all songs and is judged on 2 %;
    with all of them from 80 % and on 20 %. No artist is on both sides, as none is in two folds.
    """
    rng = np.random.default_rng(seed)
    kept_rows = [
        rng.permutation(rows)[: max(1, round(fraction * len(rows)))]
        for rows in (np.flatnonzero(task.fold == fold) for fold in np.unique(task.fold))
    ]
    return task.select(np.sort(np.concatenate(kept_rows)))


class NormalizedNetwork(nn.Module):
    """A network behind the step from codes to what it takes: (n, 1, 96, frames), normalised.

    Each band gets mean 0 and SD 1 over the songs learned from; input (n, frames, 96) codes.
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
        """What the network says, (n, ...)."""
        x = (codes.float() - self.mean) / self.sd
        out: Tensor = self.network(x.transpose(1, 2).unsqueeze(1))
        return out


def codes_to_db(codes: Tensor) -> Tensor:
    """Codes as decibels, for networks with a front end of their own."""
    return codes.float() * STEP_DB + FLOOR_DB


def random_excerpts(frames: int, batch: int) -> BatchFactory:
    """Batches of one excerpt a song, all songs in random order: codes (n, frames, 96) and truth.

    A last batch of a single song is left out, as batch normalisation needs two.
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
    """As many whole excerpts side by side as songs (n, f, 96) hold, in the middle."""
    count = inputs.shape[1] // frames
    first = (inputs.shape[1] - count * frames) // 2
    return [inputs[:, first + k * frames : first + (k + 1) * frames] for k in range(count)]


def predict_songs(network: nn.Module, inputs: Codes, frames: int, activation: Activation) -> Floats:
    """Mean over a song's excerpts of what the network says, through `activation`; (n, labels)."""
    parts = [
        np.concatenate([activation(out).cpu().numpy() for out in _iterate_outputs(network, part)])
        for part in centered_windows(inputs, frames)
    ]
    mean: Floats = np.mean(parts, axis=0, dtype=np.float32)
    return mean


def evaluate_middle_excerpt(
    frames: int, loss: LossFunction, activation: Activation
) -> EvaluateFunction:
    """An `Evaluate`: loss and main figure on the excerpt in the middle of each song."""

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
