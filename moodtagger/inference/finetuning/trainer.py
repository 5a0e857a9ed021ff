"""Passes over the person's songs until the held-out ones are heard no better."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Event

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from moodtagger.core.errors import CancelledError
from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.finetuning.checkpoint import Progress
from moodtagger.inference.finetuning.dataset import Lesson, SongFeatures
from moodtagger.inference.finetuning.features import embed_features
from moodtagger.inference.finetuning.head_extension import grown, grown_calibration
from moodtagger.inference.finetuning.losses import Answers, Scale, Truth, learning_loss, taught_loss
from moodtagger.inference.model_folder.torch_io import LoadedModel

SEED = 1
BATCH = 8
WINDOWS = 6  # of each song in a pass, others every time
STEPS = 8  # at least so many in a pass: of few songs each comes several times
HEAD_RATE = 5e-4  # of 3e-4 to 3e-3 the lower ones harmed known moods least on held-out artists
BODY_RATE = 1e-4  # of the layers that all moods share
PATIENCE = 12

Rng = np.random.Generator
Positions = npt.NDArray[np.intp]


@dataclass(slots=True)
class Standing:
    """How far learning has come, in losses on the held-out songs, see `taught_loss`.

    `known` losses leave out the moods that are new: what the start could answer as well.
    """

    start_loss: float
    start_known: float
    best_loss: float = math.inf
    best_known: float = math.inf
    best_pass: int = 0
    passes: int = 0
    resumed: int = 0  # passes that an earlier run had behind it
    history: list[float] = field(default_factory=list)

    @property
    def stuck(self) -> bool:
        """Whether more passes have gone by without gain than patience lasts."""
        return self.passes - self.best_pass >= PATIENCE

    @property
    def helped(self) -> bool:
        """Whether the held-out songs are heard no worse than before, new moods or not."""
        return self.best_loss <= self.start_loss and self.best_known <= self.start_known

    def add(self, loss: float, known: float) -> bool:
        """Note one more pass; whether it is the best so far.

        One that does not harm what was known is better than any that does.
        """
        self.passes += 1
        self.history.append(round(loss, 6))
        before = (self.best_known > self.start_known, self.best_loss)
        if (known > self.start_known, loss) >= before:
            return False
        self.best_loss, self.best_known, self.best_pass = loss, known, self.passes
        return True


class Learner:
    """A grown copy of a network with its lesson."""

    def __init__(self, start: LoadedModel, lesson: Lesson) -> None:
        torch.manual_seed(SEED)
        self._lesson = lesson
        shares = lesson.present[lesson.learned].mean(axis=0)
        new = [
            float(share)
            for output, share in zip(lesson.taught, shares, strict=True)
            if output >= start.network.config.moods
        ]
        self.calibration = grown_calibration(start.calibration, lesson.new)
        self.network = grown(start.network, new)
        self._scale = Scale(self.calibration)
        old = Scale(start.calibration)
        with torch.no_grad():
            self._before = old(start.network.answers(_embed_all(start.network, lesson.songs)))
        self._truth = Truth(
            torch.from_numpy(lesson.present),
            torch.from_numpy(lesson.va),
            torch.tensor(lesson.taught, dtype=torch.long),
        )
        body = [*self.network.hidden.parameters(), *self.network.embedding.parameters()]
        heads = [
            p
            for head in (self.network.moods, self.network.quadrant, self.network.va)
            for p in head.parameters()
        ]
        self._optimiser = torch.optim.Adam(
            [{"params": heads, "lr": HEAD_RATE}, {"params": body, "lr": BODY_RATE}]
        )
        self._best = copy.deepcopy(self.network.state_dict())
        self.standing = Standing(*self.held_out_losses())

    def learn(
        self,
        passes: int,
        checkpoint: Path,
        on_pass: Callable[[Standing], None],
        cancel: Event,
    ) -> Standing:
        """Go on to `passes`, or until nothing is gained; leaves the best network behind.

        After each pass `checkpoint` holds all that is needed to go on there. CancelledError when
        the person asks to stop; OSError when the checkpoint cannot be written.
        """
        self._resume(checkpoint)
        while self.standing.passes < passes and not self.standing.stuck:
            if cancel.is_set():
                raise CancelledError
            self._one_pass()
            self._progress().save(checkpoint)
            on_pass(self.standing)
        self.network.load_state_dict(self._best)
        return self.standing

    @torch.no_grad()
    def held_out_losses(self) -> tuple[float, float]:
        """How far the answers to held-out songs are from what the person says of them.

        Of all that is taught, and without the new moods.
        """
        judged = torch.from_numpy(self._lesson.judged)
        answers, truth = self.answers().rows(judged), self._truth.rows(judged)
        known = truth.without_new(self._before.moods.shape[1])
        return float(taught_loss(answers, truth)), float(taught_loss(answers, known))

    @torch.no_grad()
    def answers(self) -> Answers:
        """Calibrated answers of the network, as it is now, to all songs."""
        return self._scale(self.network.answers(_embed_all(self.network, self._lesson.songs)))

    @property
    def before(self) -> Answers:
        """Calibrated answers of the network that it began as, without the new moods."""
        return self._before

    def _resume(self, checkpoint: Path) -> None:
        found = self._progress().load(checkpoint)
        if found is not None:
            self.standing = Standing(**found)
            self.standing.resumed = self.standing.passes

    def _progress(self) -> Progress:
        return Progress(self.network, self._best, self._optimiser, asdict(self.standing))

    def _one_pass(self) -> None:
        number = self.standing.passes + 1
        # Its own seed for each pass, so that a resumed run goes as an unbroken one.
        torch.manual_seed(1000 * SEED + number)
        rng = np.random.default_rng((SEED, number))
        self.network.dropout.train()
        rounds = max(1, STEPS * BATCH // len(self._lesson.learned))
        order = np.concatenate([rng.permutation(self._lesson.learned) for _ in range(rounds)])
        for start in range(0, len(order), BATCH):
            self._step(order[start : start + BATCH], rng)
        self.network.eval()
        if self.standing.add(*self.held_out_losses()):
            self._best = copy.deepcopy(self.network.state_dict())

    def _step(self, chosen: Positions, rng: Rng) -> None:
        rows = torch.from_numpy(chosen)
        songs = [_some_windows(self._lesson.songs[i], rng) for i in chosen]
        now = self._scale(self.network.answers(_pooled(self.network, songs)))
        loss = learning_loss(now, self._before.rows(rows), self._truth.rows(rows))
        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self._optimiser.step()


def _embed_all(network: MoodNet, songs: Sequence[SongFeatures]) -> Tensor:
    """The embeddings (n, 128) of whole songs, as the app pools them."""
    with torch.no_grad():
        return torch.cat([_pooled(network, songs[i : i + 32]) for i in range(0, len(songs), 32)])


def _pooled(network: MoodNet, songs: Sequence[SongFeatures]) -> Tensor:
    windows = torch.from_numpy(np.concatenate([song.windows for song in songs])).float()
    weights = torch.from_numpy(np.concatenate([song.weights for song in songs]))[:, None]
    owner = torch.tensor([k for k, song in enumerate(songs) for _ in song.weights])
    heard = embed_features(network, windows) * weights
    total = weights.new_zeros(len(songs), 1).index_add(0, owner, weights)
    return heard.new_zeros(len(songs), heard.shape[1]).index_add(0, owner, heard) / total


def _some_windows(song: SongFeatures, rng: Rng) -> SongFeatures:
    if len(song.weights) <= WINDOWS:
        return song
    chosen = rng.choice(len(song.weights), WINDOWS, replace=False)
    return SongFeatures(song.windows[chosen], song.weights[chosen])
