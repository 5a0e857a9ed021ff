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
from moodtagger.training.framework.recipe_fit import Pairs, Plan, device, fit_network
from moodtagger.training.framework.report import joined
from moodtagger.training.framework.task import Desk, Fitted, Predict, Problem
from moodtagger.training.recipes.va_cnn.metrics import over_runs
from moodtagger.training.recipes.va_cnn.network import Setting, VaNet

BATCH = 32
RATES = {"adam": 1e-3, "rmsprop": 1e-3, "sgd": 1e-2, "adagrad": 1e-2}
MOMENTUM = {"sgd": 0.9}


class Runs:
    """A fit of `count` networks that differ in their seeds; the first one answers for the trial.

    `passes` are those of one excerpt a song; with more, each is heard less often. `said` keeps the
    answers of all networks to the held-out songs: fold -> (count, n, 2).
    """

    def __init__(self, setting: Setting, count: int, passes: int) -> None:
        self.setting = setting
        self.count = count
        self.passes = passes
        self.said: dict[int, Floats] = {}

    def __call__(self, learned: Problem, desk: Desk) -> Fitted:
        """Fit the networks, or take them up where an earlier call was killed."""
        fits = [self._one(learned, desk, seed) for seed in range(self.count)]
        if desk.held_out is not None:
            answers = [fit.predict(desk.held_out.inputs) for fit in fits]
            self.said[int(desk.held_out.fold[0])] = np.stack(answers)
        return fits[0]

    def figures(self, outcomes: Sequence[FoldOutcome], count: int | None = None) -> dict[str, Any]:
        """`over_runs` of the first `count` networks on the held-out songs of all folds."""
        truth, _ = joined(outcomes)
        said = np.concatenate([self.said[o.fold][:count] for o in outcomes], axis=1)
        return over_runs(truth, said, np.repeat(*_folds(outcomes)))

    def _one(self, learned: Problem, desk: Desk, seed: int) -> Fitted:
        began = time.monotonic()
        passes = math.ceil(self.passes / learned.inputs.shape[1])
        optimiser = self.setting.optimiser
        plan = Plan(
            passes,
            BATCH,
            optimiser,
            RATES[optimiser],
            MOMENTUM.get(optimiser, 0.0),
            seed=seed,
            note=f"{self.setting}",
        )
        torch.manual_seed(seed)
        network = VaNet(self.setting, float(learned.inputs.mean()), float(learned.inputs.std()))
        own = replace(desk, folder=desk.folder / f"run{seed}", log=_silent)
        # The curve over the passes is that of the first run.
        judge = _evaluate if seed == 0 else None
        history = fit_network(network, learned, own, plan, batches, nn.L1Loss(), judge)
        settle(network, learned)
        seconds = time.monotonic() - began
        desk.log(
            f"run {seed + 1}/{self.count}, loss {history[-1]['loss']:.4f} after {passes} passes, "
            f"{seconds:.1f} s"
        )
        return Fitted(predictor(network), history=history)


def batches(learned: Problem, rng: Rng) -> Pairs:
    """All excerpts in random order, each with its song's truth; codes (n, 80, 234)."""
    count = learned.inputs.shape[1]
    excerpts = torch.from_numpy(learned.inputs).flatten(0, 1)
    truth = torch.from_numpy(learned.truth).repeat_interleave(count, dim=0)
    order = torch.from_numpy(rng.permutation(len(excerpts)))
    for start in range(0, len(order), BATCH):
        rows = order[start : start + BATCH]
        if len(rows) > 1:  # batch normalisation needs two
            yield excerpts[rows], truth[rows]


@torch.no_grad()
def settle(network: VaNet, learned: Problem) -> None:
    """Take the batch norm's mean and variance anew, over all songs learned from.

    Those that it gathered while learning lag behind weights that move fast: without this a run's
    answers were found to be 0.1 too high, for the songs learned from as well.
    """
    network.norm.reset_running_stats()
    network.norm.momentum = None  # the plain mean over all batches
    network.norm.train()
    for heard, _ in batches(learned, np.random.default_rng(0)):
        network(heard.to(device()))
    network.eval()


def predictor(network: nn.Module) -> Predict:
    """Songs' excerpts (n, k, 80, 234) -> the mean over the k of what the network says, (n, 2)."""

    @torch.inference_mode()
    def predict(inputs: npt.NDArray[Any]) -> Floats:
        said = [
            network(torch.from_numpy(inputs[start : start + BATCH]).flatten(0, 1).to(device()))
            for start in range(0, len(inputs), BATCH)
        ]
        mean: Floats = torch.cat(said).view(*inputs.shape[:2], -1).mean(dim=1).cpu().numpy()
        return mean

    return predict


def always_mean(learned: Problem, _: Desk) -> Fitted:
    """The baseline: whatever the song, the mean of the songs learned from."""
    mean = learned.truth.mean(axis=0)
    return Fitted(lambda inputs: np.tile(mean, (len(inputs), 1)))


def _evaluate(network: nn.Module, held_out: Problem) -> dict[str, float]:
    said = predictor(network)(held_out.inputs)
    return {"loss": float(np.abs(said - held_out.truth).mean())}


def _folds(outcomes: Sequence[FoldOutcome]) -> tuple[list[int], list[int]]:
    """Each outcome's fold, and its number of songs."""
    return [o.fold for o in outcomes], [len(o.rows) for o in outcomes]


def _silent(_: str) -> None:
    """No line for each pass of hundreds of little networks."""
