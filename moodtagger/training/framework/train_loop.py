"""MoodNet's training loop: warm-up and cosine schedule, averaged weights, resumption."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

Batch = TypeVar("Batch")
Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class TrainingStage:
    """Duration and optimizer of one stage of training.

    A checkpoint of another stage is not resumed.

    Attributes
    ----------
    name : str
        Name for the log and the checkpoint's file.
    epochs : int
        Number of epochs.
    steps : int
        Batches per epoch.
    learning_rate : float
        Peak learning rate.
    weight_decay : float
        Weight decay of AdamW.
    ema_decay : float
        Decay of the exponential moving average of the weights.
    seed : int
        Seed of crops and dropout.
    note : str
        Names whatever else decides the outcome.
    """

    name: str
    epochs: int
    steps: int  # batches of one epoch
    learning_rate: float = 2e-3
    weight_decay: float = 0.02
    ema_decay: float = 0.998
    seed: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class ParameterGroup:
    """Parameters with a learning rate of their own.

    Attributes
    ----------
    parameters : Sequence[nn.Parameter]
        The parameters.
    learning_rate : float
        Peak learning rate.
    """

    parameters: Sequence[nn.Parameter]
    learning_rate: float


def run_stage(
    stage: TrainingStage,
    model: nn.Module,
    source: Callable[[np.random.Generator], Iterable[Batch]],
    loss: Callable[[nn.Module, Batch], Tensor],
    folder: Path,
    log: Log,
    groups: Sequence[ParameterGroup] | None = None,
) -> nn.Module:
    """Train a model and return its averaged copy.

    After each epoch the folder gets a checkpoint, from which a later call resumes. Each epoch draws
    from its own seed, so a resumed run sees the same crops as an uninterrupted one.

    Parameters
    ----------
    stage : TrainingStage
        Duration and optimizer.
    model : nn.Module
        The model to train in place.
    source : Callable[[np.random.Generator], Iterable[Batch]]
        Creates an epoch's batches.
    loss : Callable[[nn.Module, Batch], Tensor]
        Loss to minimize.
    folder : Path
        Folder of checkpoint and history.
    log : Log
        Receives progress lines.
    groups : Sequence[ParameterGroup] | None, optional
        What to train at which rate; None trains everything at the stage's rate.

    Returns
    -------
    nn.Module
        The averaged copy in evaluation mode.

    Raises
    ------
    OSError
        A checkpoint cannot be written.
    """
    torch.manual_seed(stage.seed)
    if groups is None:
        trained = [p for p in model.parameters() if p.requires_grad]
        groups = [ParameterGroup(trained, stage.learning_rate)]
    rates = [group.learning_rate for group in groups]
    optimizer = torch.optim.AdamW(
        [{"params": list(g.parameters), "lr": g.learning_rate} for g in groups],
        weight_decay=stage.weight_decay,
    )
    total_steps = stage.epochs * stage.steps
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        rates,
        total_steps=total_steps + stage.epochs,
        pct_start=0.15,
        div_factor=10,
    )
    ema_update = get_ema_multi_avg_fn(stage.ema_decay)  # type: ignore[no-untyped-call]
    averaged_model = AveragedModel(model, multi_avg_fn=ema_update, use_buffers=True)
    stateful = {
        "model": model,
        "mean": averaged_model,
        "optimiser": optimizer,
        "schedule": schedule,
    }
    checkpoint = folder / f"{stage.name}.pt"
    for epoch in range(_resume(checkpoint, stateful, str(stage)), stage.epochs):
        torch.manual_seed(stage.seed * 1000 + epoch)
        rng = np.random.default_rng((stage.seed, epoch))
        started = time.monotonic()
        value = _train_epoch(model, averaged_model, optimizer, schedule, source(rng), loss)
        _save_checkpoint(checkpoint, stateful, epoch + 1, str(stage))
        seconds = time.monotonic() - started
        _append_history(
            folder / f"{stage.name}.jsonl", epoch=epoch + 1, loss=value, seconds=seconds
        )
        log(f"{stage.name}: pass {epoch + 1}/{stage.epochs}, loss {value:.4f}, {seconds:.0f} s")
    result: nn.Module = averaged_model.module
    return result.eval()


def _train_epoch(
    model: nn.Module,
    averaged_model: AveragedModel,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    batches: Iterable[Batch],
    loss: Callable[[nn.Module, Batch], Tensor],
) -> float:
    model.train()
    values = []
    for batch in batches:
        optimizer.zero_grad(set_to_none=True)
        value = loss(model, batch)
        value.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        schedule.step()
        averaged_model.update_parameters(model)
        values.append(float(value.detach()))
    return float(np.mean(values))


def _resume(checkpoint: Path, stateful: dict[str, Any], key: str) -> int:
    """Load the stored states and return the number of finished epochs."""
    if not checkpoint.exists():
        return 0
    state = torch.load(checkpoint, weights_only=True)
    if state["key"] != key:
        return 0
    for name, item in stateful.items():
        item.load_state_dict(state[name])
    return int(state["epoch"])


def _save_checkpoint(checkpoint: Path, stateful: dict[str, Any], epoch: int, key: str) -> None:
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    state = {name: part.state_dict() for name, part in stateful.items()}
    temporary_path = checkpoint.with_suffix(".part")
    torch.save({**state, "epoch": epoch, "key": key}, temporary_path)
    temporary_path.replace(checkpoint)


def _append_history(path: Path, **values: float) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(values) + "\n")
