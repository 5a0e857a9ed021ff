"""Listening without a network, in this process: fingerprints are real, answers are made up."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from threading import Event
from typing import Any

import numpy as np

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.prediction import AudioInfo, Heard, Prediction, Segment
from moodtagger.core.tracks import SongRow
from moodtagger.services.scan.scanner import ScanJob, ScanSummary
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.worker import Fingerprint, Task, Work, fingerprint
from moodtagger.store import Library

MODEL = "stand-in 1"


class StandIn(AnalysisPool):
    """Does each task at once; `before` is called with it first, and may do anything."""

    def __init__(self, before: Callable[[Task], None] = lambda task: None) -> None:
        self.before = before
        self.listened: list[str] = []

    def run(
        self,
        tasks: Iterable[Task],
        on_result: Callable[[Task, Any], Iterable[Task]],
        cancel: Event,
        on_wait: Callable[[], None] = lambda: None,
        pause: Event | None = None,
        *,
        gently: bool = False,
    ) -> None:
        """The same as of the real one, on this thread."""
        for first in tasks:
            stack = [first]
            while stack and not cancel.is_set():
                task = stack.pop()
                self.before(task)
                stack += on_result(task, self._perform(task))
                on_wait()

    def _perform(self, task: Task) -> Fingerprint | Heard:
        if task.work is Work.FINGERPRINT:
            return fingerprint(task.path)
        self.listened.append(task.path)
        return Heard(task.path, AudioInfo(60.0, 44_100, 2, "mp3"), answer(task.path))


def answer(path: str) -> Prediction:
    """A made-up prediction."""
    seed = int.from_bytes(hashlib.blake2b(path.encode(), digest_size=4).digest(), "big")
    rng = np.random.default_rng(seed)
    valence, arousal = rng.uniform(-0.7, 0.7, 2).tolist()
    moods = {"happy": float(rng.random()), "sad": float(rng.random())}
    vector = rng.normal(0, 1, 128).astype(np.float32)
    return Prediction(
        valence=valence,
        arousal=arousal,
        valence_sd=0.2,
        arousal_sd=0.2,
        quadrant=dict.fromkeys(QUADRANTS, 0.25),
        moods=moods,
        confident=("happy",),
        segments=(Segment(0.0, 60.0, valence, arousal, moods),),
        embedding=vector / np.linalg.norm(vector),
        model=MODEL,
    )


def scan(
    library: Library,
    *folders: object,
    pool: AnalysisPool | None = None,
    on_rows: Callable[[list[SongRow]], None] = lambda rows: None,
) -> ScanSummary:
    """Scan folders with the stand-in, or another pool."""
    names = [str(folder) for folder in folders]
    return ScanJob(library, pool or StandIn(), MODEL, names, on_rows=on_rows).run()
