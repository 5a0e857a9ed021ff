"""Listening to files without any library."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from threading import Event
from typing import Any

import numpy as np
import numpy.typing as npt

from moodtagger.core.prediction import Heard
from moodtagger.core.vocabulary import Vocabulary
from moodtagger.services.workers.pool import AnalysisPool, Crashed, why_not
from moodtagger.services.workers.worker import Task, Work


def analyse(
    pool: AnalysisPool,
    paths: Iterable[str],
    on_heard: Callable[[Heard], None],
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
        if isinstance(result, Heard):
            on_heard(_judged(result, vocabulary))
        elif isinstance(result, Crashed | BaseException):
            on_heard(Heard(task.path, error=why_not(result)))
        return []

    work = Work.LISTEN_QUICK if quick else Work.LISTEN
    pool.run((Task(work, path) for path in paths), collect, cancel or Event(), pause=pause)


def _judged(heard: Heard, vocabulary: Vocabulary) -> Heard:
    """The same with the moods of the vocabulary only, confident by its thresholds."""
    if heard.prediction is None:
        return heard
    known = set(vocabulary.labels)
    moods = {label: p for label, p in heard.prediction.moods.items() if label in known}
    sure = vocabulary.confident(moods)
    return replace(heard, prediction=replace(heard.prediction, moods=moods, confident=sure))


def spectrogram(
    pool: AnalysisPool, path: str, *, cancel: Event | None = None
) -> npt.NDArray[np.float32] | None:
    """The song's log-mel thumbnail, (frames, 96) in dB; None when it cannot be made."""
    frames: list[npt.NDArray[np.float32]] = []

    def collect(task: Task, result: Any) -> list[Task]:
        if isinstance(result, np.ndarray):
            frames.append(result)
        return []

    pool.run([Task(Work.SPECTROGRAM, path)], collect, cancel or Event())
    return frames[0] if frames else None
