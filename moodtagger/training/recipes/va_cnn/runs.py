"""Several runs of one setting of `va_cnn` from different seeds, and their metrics."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from sklearn.metrics import r2_score
from torch import nn

from moodtagger.training.data.batches import Rng
from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.recipe_fit import (
    BatchIterator,
    TrainingPlan,
    device,
    fit_network,
)
from moodtagger.training.framework.report import join_outcomes
from moodtagger.training.framework.task import (
    FitContext,
    FittedModel,
    FoldOutcome,
    Ints,
    LearningTask,
    Predict,
)
from moodtagger.training.recipes.va_cnn.network import VaCnnNetwork, VaCnnSettings

NORM_SCALE = 10  # from the labels' 0.1..0.9 to the norms' 1..9
LABEL_RANGE = 0.8

BATCH = 32
LEARNING_RATES = {"adam": 1e-3, "rmsprop": 1e-3, "sgd": 1e-2, "adagrad": 1e-2}
MOMENTUM = {"sgd": 0.9}


def scale_labels(valence_arousal: Floats) -> Floats:
    """Map valence or arousal to a tenth of the norms' scale of 1 to 9.

    Parameters
    ----------
    valence_arousal : Floats
        Values in [-1, 1], any shape.

    Returns
    -------
    Floats
        Values in [0.1, 0.9], same shape.
    """
    return np.float32(0.5) + np.float32(LABEL_RANGE / 2) * valence_arousal


def metrics_over_runs(truth: Floats, predicted: Floats, fold: Ints) -> dict[str, Any]:
    """Average metrics over the runs.

    A run's MAE and R2 are means over its folds; SDs are those of all held-out songs, in norms.

    Parameters
    ----------
    truth : Floats
        Labels of n songs, (n, 2).
    predicted : Floats
        Predictions of each run, (runs, n, 2).
    fold : Ints
        Fold of each song, (n,).

    Returns
    -------
    dict[str, Any]
        Mean and sample standard deviation by metric; the latter is None for a single run.
    """
    runs = [_run_metrics(truth, run_predictions, fold) for run_predictions in predicted]
    return {
        name: {
            "mean": round(float(np.mean([run[name] for run in runs])), 4),
            "sd": round(float(np.std([run[name] for run in runs], ddof=1)), 4)
            if len(runs) > 1
            else None,
        }
        for name in runs[0]
    }


def label_sd(truth: Floats) -> dict[str, float]:
    """Compute the standard deviations of the labels in norms.

    Parameters
    ----------
    truth : Floats
        Labels, (n, 2).

    Returns
    -------
    dict[str, float]
        Standard deviations by name.
    """
    valence, arousal = (truth.std(axis=0) * NORM_SCALE).tolist()
    return {"valence_sd": round(valence, 4), "arousal_sd": round(arousal, 4)}


def format_mean_sd(statistic: Mapping[str, float | None], digits: int = 3) -> str:
    """Format mean and standard deviation, such as "0.092 +- 0.004".

    Parameters
    ----------
    statistic : Mapping[str, float | None]
        `mean` and `sd`; the latter may be None.
    digits : int, optional
        Decimals.

    Returns
    -------
    str
        The text.
    """
    sd = statistic["sd"]
    tail = "" if sd is None else f" +- {sd:.{digits}f}"
    return f"{statistic['mean']:.{digits}f}{tail}"


def _run_metrics(truth: Floats, predicted: Floats, fold: Ints) -> dict[str, float]:
    parts = [(truth[fold == k], predicted[fold == k]) for k in np.unique(fold)]
    mae = np.mean([np.abs(t - s).mean(axis=0) for t, s in parts], axis=0)
    r2 = np.mean([r2_score(t, s, multioutput="raw_values") for t, s in parts], axis=0)
    sd = predicted.std(axis=0) * NORM_SCALE
    return {
        "mae": float(mae.mean()),
        "percent_of_range": float(100 * mae.mean() / LABEL_RANGE),
        **{
            f"{label}_{name}": float(values[k])
            for k, label in enumerate(("valence", "arousal"))
            for name, values in (("mae", mae), ("r2", r2), ("sd", sd))
        },
    }


class MultiSeedFit:
    """Fits several networks that differ in their seeds; the first one is the experiment's.

    `predictions` stores the predictions of all networks for each held-out fold, (count, n, 2).

    Parameters
    ----------
    settings : VaCnnSettings
        Layer sizes and optimizer.
    count : int
        Number of networks.
    epochs : int
        Number of epochs with one excerpt per song; with k, each is used every k-th epoch.
    """

    def __init__(self, settings: VaCnnSettings, count: int, epochs: int) -> None:
        self.settings = settings
        self.count = count
        self.epochs = epochs
        self.predictions: dict[int, Floats] = {}

    def __call__(self, train_task: LearningTask, context: FitContext) -> FittedModel:
        """Fit the networks, or resume an interrupted call.

        Parameters
        ----------
        train_task : LearningTask
            Songs to learn from.
        context : FitContext
            Folder of the checkpoints, log, and held-out songs.

        Returns
        -------
        FittedModel
            The first network.
        """
        fits = [self._fit_one(train_task, context, seed) for seed in range(self.count)]
        if context.held_out is not None:
            predictions = [fit.predict(context.held_out.inputs) for fit in fits]
            self.predictions[int(context.held_out.fold[0])] = np.stack(predictions)
        return fits[0]

    def metrics(self, outcomes: Sequence[FoldOutcome], count: int | None = None) -> dict[str, Any]:
        """Average the metrics of the networks over all folds.

        Parameters
        ----------
        outcomes : Sequence[FoldOutcome]
            Outcome of each fold.
        count : int | None, optional
            Number of networks to average; None takes all.

        Returns
        -------
        dict[str, Any]
            Output of `metrics_over_runs`.
        """
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
        # The history is that of the first run.
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
    """Yield all excerpts in random order, each with its song's labels.

    A last batch of a single excerpt is left out, as batch normalization needs two.

    Parameters
    ----------
    train_task : LearningTask
        Songs with excerpts (n, k, 80, 234).
    rng : Rng
        Random generator of the order.

    Yields
    ------
    tuple[Tensor, Tensor]
        Codes (n, 80, 234) and labels (n, 2).
    """
    count = train_task.inputs.shape[1]
    excerpts = torch.from_numpy(train_task.inputs).flatten(0, 1)
    truth = torch.from_numpy(train_task.truth).repeat_interleave(count, dim=0)
    order = torch.from_numpy(rng.permutation(len(excerpts)))
    for start in range(0, len(order), BATCH):
        rows = order[start : start + BATCH]
        if len(rows) > 1:  # batch normalization needs two
            yield excerpts[rows], truth[rows]


@torch.no_grad()
def recompute_batchnorm_statistics(network: VaCnnNetwork, train_task: LearningTask) -> None:
    """Recompute the batch norm's mean and variance over all training songs.

    The running ones lag behind weights that move fast: without this a run's predictions were found
    to be 0.1 too high, for the training songs as well.

    Parameters
    ----------
    network : VaCnnNetwork
        The network, changed in place and left in evaluation mode.
    train_task : LearningTask
        The training songs.
    """
    network.norm.reset_running_stats()
    network.norm.momentum = None  # the plain mean over all batches
    network.norm.train()
    for excerpts, _ in iterate_batches(train_task, np.random.default_rng(0)):
        network(excerpts.to(device()))
    network.eval()


def create_predictor(network: nn.Module) -> Predict:
    """Create a function that averages a network's outputs over each song's excerpts.

    Parameters
    ----------
    network : nn.Module
        The network in evaluation mode.

    Returns
    -------
    Predict
        Maps excerpts (n, k, 80, 234) to predictions (n, 2).
    """

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
    """Fit the baseline: the mean of the training songs, whatever the song.

    Parameters
    ----------
    train_task : LearningTask
        The training songs.
    _ : FitContext
        Not used.

    Returns
    -------
    FittedModel
        The model.
    """
    mean = train_task.truth.mean(axis=0)
    return FittedModel(lambda inputs: np.tile(mean, (len(inputs), 1)))


def _evaluate(network: nn.Module, held_out: LearningTask) -> dict[str, float]:
    predicted = create_predictor(network)(held_out.inputs)
    return {"loss": float(np.abs(predicted - held_out.truth).mean())}


def _fold_sizes(outcomes: Sequence[FoldOutcome]) -> tuple[list[int], list[int]]:
    """Return each outcome's fold, and its number of songs."""
    return [o.fold for o in outcomes], [len(o.indices) for o in outcomes]


def _discard_log(_: str) -> None:
    """Discard the epochs' lines of hundreds of small networks."""
