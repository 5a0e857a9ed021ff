"""The recipes' training loop: epochs over batches, with resumption after an interruption."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from moodtagger.training.data.batches import Rng
from moodtagger.training.framework.task import FitContext, LearningTask

BatchIterator = Iterator[tuple[Tensor, Tensor]]  # inputs and targets
BatchFactory = Callable[[LearningTask, Rng], BatchIterator]
LossFunction = Callable[[Tensor, Tensor], Tensor]  # network output and targets to a scalar
EvaluateFunction = Callable[[nn.Module, LearningTask], Mapping[str, float]]
History = list[dict[str, float]]

# Optimizers that take `momentum`.
MOMENTUM_OPTIMIZERS: dict[str, Callable[..., torch.optim.Optimizer]] = {
    "sgd": torch.optim.SGD,
    "rmsprop": torch.optim.RMSprop,
}
OPTIMIZERS: dict[str, Callable[..., torch.optim.Optimizer]] = {
    **MOMENTUM_OPTIMIZERS,
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
    "adamax": torch.optim.Adamax,
    "nadam": torch.optim.NAdam,
    "adagrad": torch.optim.Adagrad,
    "adadelta": torch.optim.Adadelta,
}


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """Duration and optimizer of a training run.

    A checkpoint of another plan, network or set of songs is not resumed.

    Attributes
    ----------
    epochs : int
        Number of passes over the songs.
    batch : int
        Songs per batch.
    optimizer : str
        A name in `OPTIMIZERS`.
    learning_rate : float
        Learning rate.
    momentum : float
        Momentum of the optimizers that have one.
    weight_decay : float
        Weight decay.
    seed : int
        Seed of batches and dropout.
    note : str
        Names whatever else decides the outcome, such as how batches are made.
    """

    epochs: int
    batch: int
    optimizer: str = "adam"
    learning_rate: float = 1e-3
    momentum: float = 0.0
    weight_decay: float = 0.0
    seed: int = 0
    note: str = ""


def device() -> torch.device:
    """Select the device to train on.

    Returns
    -------
    torch.device
        The GPU if there is one, else the CPU.
    """
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def fit_network(
    network: nn.Module,
    train_task: LearningTask,
    context: FitContext,
    plan: TrainingPlan,
    batches: BatchFactory,
    loss: LossFunction,
    evaluate: EvaluateFunction | None = None,
) -> History:
    """Train a network in place; it ends on `device()` and in evaluation mode.

    After each epoch the context's folder gets a checkpoint, and in the end the finished network; a
    later call with the same network, songs and plan resumes there. Each epoch draws from its own
    seed, so a resumed run ends like an uninterrupted one.

    Parameters
    ----------
    network : nn.Module
        The network to train.
    train_task : LearningTask
        Songs to learn from.
    context : FitContext
        Folder of the checkpoints, log, and held-out songs.
    plan : TrainingPlan
        Duration and optimizer.
    batches : BatchFactory
        Creates an epoch's batches.
    loss : LossFunction
        Loss to minimize.
    evaluate : EvaluateFunction | None, optional
        Metrics of the held-out songs to record after each epoch, prefixed with `held_out_`.

    Returns
    -------
    History
        One entry per epoch, with the number of the pass and the losses.

    Raises
    ------
    OSError
        A checkpoint cannot be written.
    """
    key = checkpoint_key(network, train_task, plan)
    network.to(device())
    optimizer = create_optimizer(plan, network)
    stateful = {"network": network, "optimiser": optimizer}
    checkpoint, finished = context.folder / f"{key}.pt", context.folder / f"{key}.finished.pt"
    if finished.exists():
        history = _load_checkpoint(finished, {"network": network})
        network.eval()
        return history
    history = _load_checkpoint(checkpoint, stateful) if checkpoint.exists() else []
    for epoch in range(len(history), plan.epochs):
        started = time.monotonic()
        torch.manual_seed(plan.seed * 1000 + epoch)
        rng = np.random.default_rng((plan.seed, epoch))
        entry = {
            "pass": epoch + 1.0,
            "loss": _train_epoch(network, optimizer, batches(train_task, rng), loss),
        }
        network.eval()
        if evaluate and context.held_out is not None:
            metrics = evaluate(network, context.held_out)
            entry |= {f"held_out_{name}": value for name, value in metrics.items()}
        history.append(entry)
        _save_checkpoint(checkpoint, stateful, history)
        context.log(_log_line(entry, plan.epochs, time.monotonic() - started))
    network.eval()
    _save_checkpoint(finished, {"network": network}, history)
    checkpoint.unlink(missing_ok=True)
    return history


def create_optimizer(plan: TrainingPlan, network: nn.Module) -> torch.optim.Optimizer:
    """Create the plan's optimizer over the trainable parameters.

    Parameters
    ----------
    plan : TrainingPlan
        Names the optimizer and its settings.
    network : nn.Module
        The network to train.

    Returns
    -------
    torch.optim.Optimizer
        The optimizer.
    """
    extra_arguments = {"momentum": plan.momentum} if plan.optimizer in MOMENTUM_OPTIMIZERS else {}
    return OPTIMIZERS[plan.optimizer](
        [p for p in network.parameters() if p.requires_grad],
        lr=plan.learning_rate,
        weight_decay=plan.weight_decay,
        **extra_arguments,
    )


def checkpoint_key(network: nn.Module, train_task: LearningTask, plan: TrainingPlan) -> str:
    """Digest all that decides the outcome: plan, network with initial weights, and songs.

    Parameters
    ----------
    network : nn.Module
        The network before training.
    train_task : LearningTask
        Songs to learn from.
    plan : TrainingPlan
        Duration and optimizer.

    Returns
    -------
    str
        20 hexadecimal digits.
    """
    digest = hashlib.blake2b(digest_size=10)
    digest.update(f"{plan} {network} {train_task.labels} {train_task.kind}".encode())
    for value in network.state_dict().values():
        digest.update(value.detach().cpu().numpy().tobytes())
    for array in (train_task.inputs, train_task.truth):
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()


def _train_epoch(
    network: nn.Module, optimizer: torch.optim.Optimizer, batches: BatchIterator, loss: LossFunction
) -> float:
    """Train on the batches of one epoch and return their mean loss."""
    network.train()
    values = []
    for inputs, targets in batches:
        optimizer.zero_grad(set_to_none=True)
        value = loss(network(inputs.to(device())), targets.to(device()))
        value.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        values.append(float(value.detach()))
    return float(np.mean(values))


def _load_checkpoint(path: Path, stateful: Mapping[str, Any]) -> History:
    """Load the stored states and return the history."""
    state = torch.load(path, weights_only=True, map_location=device())
    for name, item in stateful.items():
        item.load_state_dict(state[name])
    return list(state["history"])


def _save_checkpoint(path: Path, stateful: Mapping[str, Any], history: History) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary_path = path.with_suffix(".part")
    state = {name: item.state_dict() for name, item in stateful.items()}
    torch.save({**state, "history": history}, temporary_path)
    temporary_path.replace(path)


def _log_line(entry: Mapping[str, float], epochs: int, seconds: float) -> str:
    metrics = ", ".join(f"{k.replace('_', ' ')} {v:.4f}" for k, v in entry.items() if k != "pass")
    return f"pass {entry['pass']:.0f}/{epochs}, {metrics}, {seconds:.1f} s"
