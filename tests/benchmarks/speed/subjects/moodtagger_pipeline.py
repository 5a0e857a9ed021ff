"""moodtagger, as its analysis processes do it; whole songs, three excerpts, or stage by stage."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from moodtagger.core.prediction import Heard
from moodtagger.inference.backends.selection import VARIABLE, chosen_engine
from moodtagger.paths import default_model_dir
from moodtagger.services.workers import worker
from moodtagger.services.workers.worker import Fingerprint, Task, Work
from moodtagger.store import FoundFile, open_library
from tests.benchmarks.speed.stage_timer import Stopwatch

_BATCH = 16  # songs that a scan stores at once


def load(what: str) -> Callable[[str], dict[str, Any] | None]:
    """An engine, `torch` or `onnx`, and one of `whole`, `quick` and `stages`."""
    engine, what = what.split()
    os.environ[VARIABLE] = engine
    if chosen_engine().value != engine:
        raise RuntimeError("ONNX Runtime is not installed")
    context = multiprocessing.get_context("spawn")
    worker.start(default_model_dir(), context.Event(), context.Event())
    if what == "stages":
        return _stages()
    work = {"whole": Work.LISTEN, "quick": Work.LISTEN_QUICK}[what]

    def hear(path: str) -> None:
        _hear(path, work)

    return hear


def _hear(path: str, work: Work = Work.LISTEN) -> Heard:
    heard = worker.perform(Task(work, path))
    assert isinstance(heard, Heard)
    if heard.prediction is None:
        raise ValueError(heard.error or heard.note)
    return heard


def _stages() -> Callable[[str], dict[str, Any]]:
    watch = Stopwatch()
    missing = watch.wrap_all()
    store = _store()

    def hear(path: str) -> dict[str, Any]:
        watch.take()
        start = time.thread_time()
        heard = _hear(path)
        whole = time.thread_time() - start
        stages = watch.take()
        stages["rest"] = max(0.0, whole - sum(stages.values()))
        start = time.thread_time()
        known = worker.perform(Task(Work.FINGERPRINT, path))
        stages["fingerprint and tags"] = time.thread_time() - start
        assert isinstance(known, Fingerprint)
        stages["store"] = store(known, heard)
        return {"stages": stages, "missing": missing}

    return hear


def _store() -> Callable[[Fingerprint, Heard], float]:
    """Keeps songs in a library of its own, as many at once as a scan does; CPU seconds for one."""
    folder = tempfile.TemporaryDirectory()
    library = open_library(Path(folder.name) / "library.sqlite")
    kept = 0

    def keep(known: Fingerprint, heard: Heard) -> float:
        nonlocal kept
        _ = folder  # is there as long as this function
        numbers = range(kept, kept + _BATCH)
        kept += _BATCH
        assert heard.prediction is not None
        start = time.thread_time()
        files = [
            FoundFile(f"{heard.path}.{i}", 1_000_000, i, f"{i:040x}", known.tags) for i in numbers
        ]
        ids = library.upsert_files(files)
        library.save_heard(
            [
                (track_id, file.audio_hash, heard.prediction.model, heard)
                for track_id, file in zip(ids, files, strict=True)
            ]
        )
        return (time.thread_time() - start) / _BATCH

    return keep
