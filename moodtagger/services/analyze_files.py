"""Listening to files without any library."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from threading import Event
from typing import Any

import numpy as np
import numpy.typing as npt

from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.services.workers.pool import AnalysisPool, WorkerCrash, failure_message
from moodtagger.services.workers.worker import Operation, Task


def analyze_files(
    pool: AnalysisPool,
    paths: Iterable[str],
    on_result: Callable[[AnalysisResult], None],
    vocabulary: Vocabulary,
    *,
    quick: bool = False,
    cancel: Event | None = None,
    pause: Event | None = None,
) -> None:
    """Listen to each file and hand over what was heard, as it comes.

    While `pause` is set it waits. Which moods are confident is told by the thresholds of
    `vocabulary`.
    """

    def collect(task: Task, result: Any) -> list[Task]:
        if isinstance(result, AnalysisResult):
            on_result(_apply_vocabulary(result, vocabulary))
        elif isinstance(result, WorkerCrash | BaseException):
            on_result(AnalysisResult(task.path, error=failure_message(result)))
        return []

    work = Operation.ANALYZE_QUICK if quick else Operation.ANALYZE
    pool.run((Task(work, path) for path in paths), collect, cancel or Event(), pause=pause)


def _apply_vocabulary(analysis: AnalysisResult, vocabulary: Vocabulary) -> AnalysisResult:
    """The same with the moods of the vocabulary only, confident by its thresholds."""
    if analysis.prediction is None:
        return analysis
    labels = set(vocabulary.labels)
    moods = {label: p for label, p in analysis.prediction.moods.items() if label in labels}
    confident = vocabulary.confident(moods)
    return replace(
        analysis, prediction=replace(analysis.prediction, moods=moods, confident=confident)
    )


def spectrogram(
    pool: AnalysisPool, path: str, *, cancel: Event | None = None
) -> npt.NDArray[np.float32] | None:
    """The song's log-mel thumbnail, (frames, 96) in dB; None when it cannot be made."""
    frames: list[npt.NDArray[np.float32]] = []

    def collect(task: Task, result: Any) -> list[Task]:
        if isinstance(result, np.ndarray):
            frames.append(result)
        return []

    pool.run([Task(Operation.SPECTROGRAM, path)], collect, cancel or Event())
    return frames[0] if frames else None
