"""What an analysis process does: take a file's fingerprint, or listen to it."""

from __future__ import annotations

import contextlib
import enum
import multiprocessing
import os
import signal
import tempfile
import threading
import wave
from dataclasses import dataclass
from multiprocessing.synchronize import Event as ProcessEvent
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from moodtagger.core.errors import CancelledError, MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tracks import FileTags
from moodtagger.runtime import (
    freeze_objects,
    limit_address_space,
    limit_cpu_time,
    raise_malloc_thresholds,
    release_code_pages,
)
from moodtagger.services.workers.priority import lower_priority

if TYPE_CHECKING:
    from moodtagger.inference.finetuning.dataset import SongFeatures
    from moodtagger.inference.predictor import Predictor

_PAUSE_POLL_S = 0.1
_WARM_UP_S = 4
# Of computing, from one block to the next, or for a whole task that has no blocks. A sound file
# takes milliseconds for one and less than three minutes for the other.
_CPU_LIMIT_S = 300.0
_MEMORY_LIMIT = 4 << 30  # bytes beyond those of an empty process; torch takes the most


class Operation(enum.Enum):
    """The kinds of task."""

    FINGERPRINT = enum.auto()
    ANALYZE = enum.auto()
    ANALYZE_QUICK = enum.auto()
    SPECTROGRAM = enum.auto()
    EXTRACT_FEATURES = enum.auto()  # for learning


@dataclass(frozen=True, slots=True)
class Task:
    """One file and what to do with it."""

    operation: Operation
    path: str
    separator: str = ""  # between several moods in one text, when it is not a usual one


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What identifies a file's audio, and what its tags say; `error` when it cannot be read."""

    audio_hash: str | None
    tags: FileTags
    error: str = ""


class CancelToken:
    """Says whether to stop; while the work is paused, only when it goes on or is to stop."""

    def __init__(self, stop: ProcessEvent, pause: ProcessEvent) -> None:
        self._stop = stop
        self._pause = pause

    def is_set(self) -> bool:
        """Wait as long as the work is paused, then say whether it is to stop.

        It is asked for each block, so it is also the sign that a decoder has not lost its way.
        """
        limit_cpu_time(_CPU_LIMIT_S)
        while self._pause.is_set() and not self._stop.wait(_PAUSE_POLL_S):
            pass
        return self._stop.is_set()


class _WorkerState:
    model_folder: Path
    cancel: CancelToken
    predictor: Predictor | None = None
    has_analyzed = False


def start(
    model_folder: Path, stop: ProcessEvent, pause: ProcessEvent, low_priority: bool = True
) -> None:
    """Make this process ready: quiet, deaf to Ctrl-C (the parent cancels it).

    With `gentle` all other programs go first.
    """
    _WorkerState.model_folder = model_folder
    _WorkerState.cancel = CancelToken(stop, pause)
    threading.Thread(target=_exit_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The mp3 decoder prints about damaged files and cannot be told not to.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if low_priority:
        lower_priority()
    limit_address_space(_MEMORY_LIMIT)
    raise_malloc_thresholds()


def _exit_with_parent() -> None:
    """A program that is killed cannot end its processes, and they would wait for it for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def warm_up() -> None:
    """Hear some noise: the first song of a process takes seconds, in which much is imported."""
    from moodtagger.services.workers.analysis import analyze_file

    with contextlib.suppress(MoodtaggerError, OSError), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "noise.wav"
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, 44_100, 0, "NONE", ""))
            file.writeframes(np.random.default_rng(1).bytes(2 * 44_100 * _WARM_UP_S))
        analyze_file(str(path), _predictor())


def run_task(
    task: Task,
) -> Fingerprint | AnalysisResult | SongFeatures | npt.NDArray[np.float32] | None:
    """Do the task; None when it was cancelled."""
    if _WorkerState.cancel.is_set():
        return None
    if task.operation is Operation.FINGERPRINT:
        return fingerprint(task.path, task.separator)
    if task.operation is Operation.SPECTROGRAM:
        from moodtagger.audio import spectrogram
        from moodtagger.tags import check_decoder_limits

        check_decoder_limits(task.path)
        return spectrogram(task.path)
    return _analyze(task)


def _analyze(task: Task) -> AnalysisResult | SongFeatures | None:
    from moodtagger.services.workers.analysis import analyze_file, extract_features

    try:
        predictor = _predictor()
    except MoodtaggerError as error:
        return AnalysisResult(task.path, error=error.full_message)
    try:
        if task.operation is Operation.EXTRACT_FEATURES:
            return extract_features(task.path, predictor, cancel=_WorkerState.cancel)
        return analyze_file(
            task.path,
            predictor,
            quick=task.operation is Operation.ANALYZE_QUICK,
            cancel=_WorkerState.cancel,
        )
    except CancelledError:
        return None
    finally:
        if (
            not _WorkerState.has_analyzed
        ):  # what prepares the network and the decoders has run by now
            _WorkerState.has_analyzed = True
            release_code_pages()
            freeze_objects()


def fingerprint(path: str, separator: str = "") -> Fingerprint:
    """Hash the audio and read the tags; unreadable tags do not keep a song from being heard."""
    from moodtagger.tags import audio_hash, read_tags

    try:
        digest = audio_hash(path)
    except (MoodtaggerError, OSError) as error:
        return Fingerprint(None, FileTags(), Message.from_error(error))
    try:
        return Fingerprint(digest, read_tags(path, separator=separator))
    except MoodtaggerError:
        return Fingerprint(digest, FileTags())


def _predictor() -> Predictor:
    if _WorkerState.predictor is None:
        from moodtagger.inference.predictor import Predictor

        Predictor.use_one_thread()
        _WorkerState.predictor = Predictor(_WorkerState.model_folder)
    return _WorkerState.predictor
