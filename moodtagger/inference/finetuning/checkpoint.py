"""How far learning has come, in a file that is never unpickled: a later run goes on there."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from moodtagger.inference.architecture import MoodNet

State = dict[str, Tensor]


@dataclass(frozen=True, slots=True)
class Progress:
    """The parts that learning moves: they are saved together, and loaded in place.

    `best` are the weights of the best pass, `standing` plain numbers.
    """

    network: MoodNet
    best: State
    optimiser: torch.optim.Optimizer
    standing: dict[str, Any]

    def save(self, path: Path) -> None:
        """Write all of it, whole or not at all. OSError on failure."""
        tensors = _named("now", self.network.state_dict()) | _named("best", self.best)
        for i, moments in self.optimiser.state_dict()["state"].items():
            tensors |= _named(f"adam.{i}", moments)
        part = path.with_suffix(".part")
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(save(tensors, {"standing": json.dumps(self.standing)}))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)

    def load(self, path: Path) -> dict[str, Any] | None:
        """Load what a run before saved, and its standing; None when there is nothing sound."""
        try:
            with safe_open(path, "pt") as file:
                standing = json.loads((file.metadata() or {})["standing"])
                tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
            if not _have_same_form(_part("now", tensors), self.network.state_dict()):
                return None
            best = _part("best", tensors)
            if not _have_same_form(best, self.best) or set(standing) != set(self.standing):
                return None
            self._load_moments(tensors)
        except (OSError, SafetensorError, ValueError, KeyError, TypeError):
            return None
        self.network.load_state_dict(_part("now", tensors))
        self.best.update(best)
        return dict(standing)

    def _load_moments(self, tensors: State) -> None:
        state = self.optimiser.state_dict()
        count = sum(len(group["params"]) for group in state["param_groups"])
        moments = {i: _part(f"adam.{i}", tensors) for i in range(count)}
        if any(set(part) != {"step", "exp_avg", "exp_avg_sq"} for part in moments.values()):
            raise ValueError("moments are missing")
        self.optimiser.load_state_dict({**state, "state": moments})


def _named(prefix: str, state: State) -> State:
    return {f"{prefix}.{name}": value.detach().contiguous() for name, value in state.items()}


def _part(prefix: str, tensors: State) -> State:
    start = prefix + "."
    return {n.removeprefix(start): value for n, value in tensors.items() if n.startswith(start)}


def _have_same_form(found: State, wanted: State) -> bool:
    return {n: v.shape for n, v in found.items()} == {n: v.shape for n, v in wanted.items()}
