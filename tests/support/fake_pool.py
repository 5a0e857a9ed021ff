"""A pool in this process: fingerprints are real, analyses are synthetic."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from threading import Event
from typing import Any

import numpy as np

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.prediction import AnalysisResult, AudioInfo, Prediction, Segment
from moodtagger.core.tag_reading import DEFAULT_READING, TagReading
from moodtagger.core.tracks import FileTags, SongRow
from moodtagger.services.scan.scanner import ScanJob
from moodtagger.services.scan.summary import ScanSummary
from moodtagger.services.workers.pool import AnalysisPool
from moodtagger.services.workers.worker import (
    FileExchanged,
    Fingerprint,
    Operation,
    ProbeResult,
    Task,
    fingerprint,
    probe,
    read_tags_if_possible,
)
from moodtagger.store import Library

FAKE_MODEL = "stand-in 1"


class FakePool(AnalysisPool):
    """Runs each task at once, on the calling thread; `before_task` is called first."""

    def __init__(self, before_task: Callable[[Task], None] = lambda task: None) -> None:
        self.before_task = before_task
        self.analyzed: list[str] = []

    def run(
        self,
        tasks: Iterable[Task],
        on_result: Callable[[Task, Any], Iterable[Task]],
        cancel: Event,
        on_wait: Callable[[], None] = lambda: None,
        pause: Event | None = None,
        *,
        low_priority: bool = False,
    ) -> None:
        """Run all tasks; see `AnalysisPool.run`."""
        for first in tasks:
            stack = [first]
            while stack and not cancel.is_set():
                task = stack.pop()
                self.before_task(task)
                stack += on_result(task, self._perform(task))
                on_wait()

    def _perform(
        self, task: Task
    ) -> Fingerprint | FileExchanged | AnalysisResult | ProbeResult | FileTags | None:
        if task.operation is Operation.READ_TAGS:
            return read_tags_if_possible(task.path, task.reading)
        if task.operation is Operation.FINGERPRINT:
            return fingerprint(task.path, task.reading, task.tracks)
        if task.operation is Operation.PROBE:
            return probe(task.path)
        self.analyzed.append(task.path)
        quick = task.operation is Operation.ANALYZE_QUICK
        prediction = replace(fake_prediction(task.path), quick=quick)
        return AnalysisResult(task.path, AudioInfo(60.0, 44_100, 2, "mp3"), prediction)


def fake_prediction(path: str) -> Prediction:
    """Return a random prediction, always the same for a path."""
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
        model=FAKE_MODEL,
    )


def run_scan(
    library: Library,
    *folders: object,
    pool: AnalysisPool | None = None,
    on_rows: Callable[[list[SongRow]], None] = lambda rows: None,
    reading: TagReading = DEFAULT_READING,
) -> ScanSummary:
    """Scan folders with the fake pool, or another one."""
    names = [str(folder) for folder in folders]
    pool = pool or FakePool()
    return ScanJob(library, pool, FAKE_MODEL, names, on_rows=on_rows, reading=reading).run()
