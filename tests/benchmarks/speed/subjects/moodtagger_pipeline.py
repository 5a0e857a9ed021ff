"""moodtagger as in its workers: whole songs, three excerpts, or stage by stage."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from moodtagger.core.prediction import AnalysisResult
from moodtagger.inference.predictor import BACKEND_VARIABLE, selected_backend
from moodtagger.paths import default_model_dir
from moodtagger.services.workers import worker
from moodtagger.services.workers.worker import Fingerprint, Operation, Task
from moodtagger.store import FoundFile, open_library
from tests.benchmarks.speed.stage_timer import StageTimer

_BATCH = 16  # songs that a scan saves in one batch


def load(mode: str) -> Callable[[str], dict[str, Any] | None]:
    """Return the pipeline of a backend (`torch`, `onnx`) and mode (`whole`, `quick`, `stages`)."""
    backend, mode = mode.split()
    os.environ[BACKEND_VARIABLE] = backend
    if selected_backend().value != backend:
        raise RuntimeError("ONNX Runtime is not installed")
    context = multiprocessing.get_context("spawn")
    worker.start(default_model_dir(), context.Event(), context.Event())
    if mode == "stages":
        return _stage_analyzer()
    work = {"whole": Operation.ANALYZE, "quick": Operation.ANALYZE_QUICK}[mode]

    def analyze(path: str) -> None:
        _analyze(path, work)

    return analyze


def _analyze(path: str, work: Operation = Operation.ANALYZE) -> AnalysisResult:
    result = worker.run_task(Task(work, path))
    assert isinstance(result, AnalysisResult)
    if result.prediction is None:
        raise ValueError(result.error or result.skip_reason)
    return result


def _stage_analyzer() -> Callable[[str], dict[str, Any]]:
    timer = StageTimer()
    missing = timer.wrap_all()
    store_seconds = _store_timer()

    def analyze(path: str) -> dict[str, Any]:
        timer.pop_seconds()
        start = time.thread_time()
        heard = _analyze(path)
        whole = time.thread_time() - start
        stages = timer.pop_seconds()
        stages["rest"] = max(0.0, whole - sum(stages.values()))
        start = time.thread_time()
        known = worker.run_task(Task(Operation.FINGERPRINT, path))
        stages["fingerprint and tags"] = time.thread_time() - start
        assert isinstance(known, Fingerprint)
        stages["store"] = store_seconds(known, heard)
        return {"stages": stages, "missing": missing}

    return analyze


def _store_timer() -> Callable[[Fingerprint, AnalysisResult], float]:
    """Return a function that saves songs in batches and reports CPU seconds a song."""
    folder = tempfile.TemporaryDirectory()
    library = open_library(Path(folder.name) / "library.sqlite")
    stored = 0

    def store(known: Fingerprint, heard: AnalysisResult) -> float:
        nonlocal stored
        _ = folder  # lives as long as the returned function
        numbers = range(stored, stored + _BATCH)
        stored += _BATCH
        assert heard.prediction is not None
        start = time.thread_time()
        files = [
            FoundFile(f"{heard.path}.{i}", 1_000_000, i, f"{i:040x}", known.tags) for i in numbers
        ]
        ids = library.tracks.upsert_files(files)
        library.analyses.save(
            [
                (track_id, file.audio_hash, heard.prediction.model, heard)
                for track_id, file in zip(ids, files, strict=True)
            ]
        )
        return (time.thread_time() - start) / _BATCH

    return store
