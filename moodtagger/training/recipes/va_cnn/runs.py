"""Several runs of one setting of `va_cnn`: the same network from other seeds."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from moodtagger.training.data.batches import Rng
from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.cross_validation import FoldOutcome
from moodtagger.training.framework.recipe_fit import (
    BatchIterator,
    TrainingPlan,
    device,
    fit_network,
)
from moodtagger.training.framework.report import join_outcomes
from moodtagger.training.framework.task import FitContext, FittedModel, LearningTask, Predict
from moodtagger.training.recipes.va_cnn.metrics import metrics_over_runs
from moodtagger.training.recipes.va_cnn.network import VaCnnNetwork, VaCnnSettings

BATCH = 32
LEARNING_RATES = {"adam": 1e-3, "rmsprop": 1e-3, "sgd": 1e-2, "adagrad": 1e-2}
MOMENTUM = {"sgd": 0.9}


class MultiSeedFit:
    """A fit of `count` networks that differ in their seeds; the first one answers for the trial.

    `passes` are those of one excerpt a song; with more, each is heard less often. `said` keeps the
    answers of all networks to the held-out songs: fold -> (count, n, 2).
    """

    def __init__(self, settings: VaCnnSettings, count: int, epochs: int) -> None:
        self.settings = settings
        self.count = count
        self.epochs = epochs
        self.predictions: dict[int, Floats] = {}

    def __call__(self, train_task: LearningTask, context: FitContext) -> FittedModel:
        """Fit the networks, or take them up where an earlier call was killed."""
        fits = [self._fit_one(train_task, context, seed) for seed in range(self.count)]
        if context.held_out is not None:
            predictions = [fit.predict(context.held_out.inputs) for fit in fits]
            self.predictions[int(context.held_out.fold[0])] = np.stack(predictions)
        return fits[0]

    def metrics(self, outcomes: Sequence[FoldOutcome], count: int | None = None) -> dict[str, Any]:
        """`over_runs` of the first `count` networks on the held-out songs of all folds."""
        truth, _ = join_outcomes(outcomes)
        predicted = np.concatenate([self.predictions[o.fold][:count] for o in outcomes], axis=1)
        return metrics_over_runs(truth, predicted, np.repeat(*_fold_sizes(outcomes)))

    def _fit_one(self, train_task: LearningTask, context: FitContext, seed: int) -> FittedModel:
        started = time.monotonic()
        epochs = math.ceil(self.epochs / train_task.inputs.shape[1])
        optimizer = self.settings.optimiser
        plan = TrainingPlan(
            epochs,
            BATCH,
            optimizer,
            LEARNING_RATES[optimizer],
            MOMENTUM.get(optimizer, 0.0),
            seed=seed,
            note=f"{self.settings}",
        )
        torch.manual_seed(seed)
        network = VaCnnNetwork(
            self.settings, float(train_task.inputs.mean()), float(train_task.inputs.std())
        )
        run_context = replace(context, folder=context.folder / f"run{seed}", log=_discard_log)
        # The curve over the passes is that of the first run.
        evaluate = _evaluate if seed == 0 else None
        history = fit_network(
            network, train_task, run_context, plan, iterate_batches, nn.L1Loss(), evaluate
        )
        recompute_batchnorm_statistics(network, train_task)
        seconds = time.monotonic() - started
        context.log(
            f"run {seed + 1}/{self.count}, loss {history[-1]['loss']:.4f} after {epochs} passes, "
            f"{seconds:.1f} s"
        )
        return FittedModel(create_predictor(network), history=history)


def iterate_batches(train_task: LearningTask, rng: Rng) -> BatchIterator:
    """All excerpts in random order, each with its song's truth; codes (n, 80, 234)."""
    count = train_task.inputs.shape[1]
    excerpts = torch.from_numpy(train_task.inputs).flatten(0, 1)
    truth = torch.from_numpy(train_task.truth).repeat_interleave(count, dim=0)
    order = torch.from_numpy(rng.permutation(len(excerpts)))
    for start in range(0, len(order), BATCH):
        rows = order[start : start + BATCH]
        if len(rows) > 1:  # batch normalisation needs two
            yield excerpts[rows], truth[rows]


@torch.no_grad()
def recompute_batchnorm_statistics(network: VaCnnNetwork, train_task: LearningTask) -> None:
    """Take the batch norm's mean and variance anew, over all songs learned from.

    Those that it gathered while learning lag behind weights that move fast: without this a run's
    answers were found to be 0.1 too high, for the songs learned from as well.
    """
    network.norm.reset_running_stats()
    network.norm.momentum = None  # the plain mean over all batches
    network.norm.train()
    for excerpts, _ in iterate_batches(train_task, np.random.default_rng(0)):
        network(excerpts.to(device()))
    network.eval()


def create_predictor(network: nn.Module) -> Predict:
    """Songs' excerpts (n, k, 80, 234) -> the mean over the k of what the network says, (n, 2)."""

    @torch.inference_mode()
    def predict(inputs: npt.NDArray[Any]) -> Floats:
        outputs = [
            network(torch.from_numpy(inputs[start : start + BATCH]).flatten(0, 1).to(device()))
            for start in range(0, len(inputs), BATCH)
        ]
        mean: Floats = torch.cat(outputs).view(*inputs.shape[:2], -1).mean(dim=1).cpu().numpy()
        return mean

    return predict


def fit_always_mean(train_task: LearningTask, _: FitContext) -> FittedModel:
    """The baseline: whatever the song, the mean of the songs learned from."""
    mean = train_task.truth.mean(axis=0)
    return FittedModel(lambda inputs: np.tile(mean, (len(inputs), 1)))


def _evaluate(network: nn.Module, held_out: LearningTask) -> dict[str, float]:
    predicted = create_predictor(network)(held_out.inputs)
    return {"loss": float(np.abs(predicted - held_out.truth).mean())}


def _fold_sizes(outcomes: Sequence[FoldOutcome]) -> tuple[list[int], list[int]]:
    """Each outcome's fold, and its number of songs."""
    return [o.fold for o in outcomes], [len(o.indices) for o in outcomes]


def _discard_log(_: str) -> None:
    """No line for each pass of hundreds of little networks."""
