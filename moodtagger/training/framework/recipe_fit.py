"""The recipes' training loop: a plain network, passes over batches, resume after a kill."""

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
from moodtagger.training.framework.task import Desk, Problem

Pairs = Iterator[tuple[Tensor, Tensor]]  # inputs and targets of a batch
Batches = Callable[[Problem, Rng], Pairs]
Loss = Callable[[Tensor, Tensor], Tensor]  # of the network's output and the targets
Evaluate = Callable[[nn.Module, Problem], Mapping[str, float]]
History = list[dict[str, float]]

# Those with a momentum of their own to set.
WITH_MOMENTUM: dict[str, Callable[..., torch.optim.Optimizer]] = {
    "sgd": torch.optim.SGD,
    "rmsprop": torch.optim.RMSprop,
}
OPTIMISERS: dict[str, Callable[..., torch.optim.Optimizer]] = {
    **WITH_MOMENTUM,
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
    "adamax": torch.optim.Adamax,
    "nadam": torch.optim.NAdam,
    "adagrad": torch.optim.Adagrad,
    "adadelta": torch.optim.Adadelta,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn.

    `optimiser` is a name in `OPTIMISERS`. `note` names whatever else decides the outcome, such as
    how batches are made: a checkpoint of another plan, note, network or song is not resumed.
    """

    passes: int
    batch: int
    optimiser: str = "adam"
    rate: float = 1e-3
    momentum: float = 0.0
    weight_decay: float = 0.0
    seed: int = 0
    note: str = ""


def device() -> torch.device:
    """The GPU if there is one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def fit_network(
    network: nn.Module,
    learned: Problem,
    desk: Desk,
    plan: Plan,
    batches: Batches,
    loss: Loss,
    evaluate: Evaluate | None = None,
) -> History:
    """Train `network` in place, in the end on `device()` and in evaluation mode.

    After each pass `desk.folder` gets a checkpoint, and in the end the finished network: a later
    call with the same network, songs and plan goes on there. Each pass draws from its own seed, so
    a resumed run ends like an unbroken one. `evaluate` judges `desk.held_out` after each pass; its
    figures get `held_out_` before their names. The history has an entry for each pass.
    """
    key = key_of(network, learned, plan)
    network.to(device())
    optimiser = new_optimiser(plan, network)
    parts = {"network": network, "optimiser": optimiser}
    checkpoint, finished = desk.folder / f"{key}.pt", desk.folder / f"{key}.finished.pt"
    if finished.exists():
        history = _load(finished, {"network": network})
        network.eval()
        return history
    history = _load(checkpoint, parts) if checkpoint.exists() else []
    for number in range(len(history), plan.passes):
        began = time.monotonic()
        torch.manual_seed(plan.seed * 1000 + number)
        rng = np.random.default_rng((plan.seed, number))
        entry = {
            "pass": number + 1.0,
            "loss": _one_pass(network, optimiser, batches(learned, rng), loss),
        }
        network.eval()
        if evaluate and desk.held_out is not None:
            found = evaluate(network, desk.held_out)
            entry |= {f"held_out_{name}": value for name, value in found.items()}
        history.append(entry)
        _save(checkpoint, parts, history)
        desk.log(_line(entry, plan.passes, time.monotonic() - began))
    network.eval()
    _save(finished, {"network": network}, history)
    checkpoint.unlink(missing_ok=True)
    return history


def new_optimiser(plan: Plan, network: nn.Module) -> torch.optim.Optimizer:
    """The plan's optimiser over the parameters that are to learn."""
    more = {"momentum": plan.momentum} if plan.optimiser in WITH_MOMENTUM else {}
    return OPTIMISERS[plan.optimiser](
        [p for p in network.parameters() if p.requires_grad],
        lr=plan.rate,
        weight_decay=plan.weight_decay,
        **more,
    )


def key_of(network: nn.Module, learned: Problem, plan: Plan) -> str:
    """A name for all that decides the outcome: plan, network with its first weights, and songs."""
    found = hashlib.blake2b(digest_size=10)
    found.update(f"{plan} {network} {learned.labels} {learned.kind}".encode())
    for value in network.state_dict().values():
        found.update(value.detach().cpu().numpy().tobytes())
    for array in (learned.inputs, learned.truth):
        found.update(np.ascontiguousarray(array).data)
    return found.hexdigest()


def _one_pass(
    network: nn.Module, optimiser: torch.optim.Optimizer, batches: Pairs, loss: Loss
) -> float:
    """The mean loss over the batches of a pass."""
    network.train()
    values = []
    for inputs, targets in batches:
        optimiser.zero_grad(set_to_none=True)
        value = loss(network(inputs.to(device())), targets.to(device()))
        value.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        values.append(float(value.detach()))
    return float(np.mean(values))


def _load(path: Path, parts: Mapping[str, Any]) -> History:
    """Load the parts; the passes they have behind them."""
    state = torch.load(path, weights_only=True, map_location=device())
    for name, part in parts.items():
        part.load_state_dict(state[name])
    return list(state["history"])


def _save(path: Path, parts: Mapping[str, Any], history: History) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part_file = path.with_suffix(".part")
    state = {name: part.state_dict() for name, part in parts.items()}
    torch.save({**state, "history": history}, part_file)
    part_file.replace(path)


def _line(entry: Mapping[str, float], passes: int, seconds: float) -> str:
    figures = ", ".join(f"{k.replace('_', ' ')} {v:.4f}" for k, v in entry.items() if k != "pass")
    return f"pass {entry['pass']:.0f}/{passes}, {figures}, {seconds:.1f} s"
