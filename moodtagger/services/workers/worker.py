"""Tasks of an analysis process: fingerprint a file, analyze it, or extract its features."""

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
# CPU time from one block to the next, or of a whole task without blocks. An intact file takes
# milliseconds for the former and less than three minutes for the latter.
CPU_LIMIT_S = 300.0
MEMORY_LIMIT = 4 << 30  # bytes beyond those of an empty process; torch needs most of them


class Operation(enum.Enum):
    """The kind of work that a task asks for."""

    FINGERPRINT = enum.auto()
    ANALYZE = enum.auto()
    ANALYZE_QUICK = enum.auto()
    SPECTROGRAM = enum.auto()
    EXTRACT_FEATURES = enum.auto()  # for fine-tuning


@dataclass(frozen=True, slots=True)
class Task:
    """One file and what to do with it."""

    operation: Operation
    path: str
    separator: str = ""  # of moods joined in one text, besides the usual ones


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The hash of a file's audio, and its tags; `error` is set when it cannot be read."""

    audio_hash: str | None
    tags: FileTags
    error: str = ""


class CancelToken:
    """The cancel flag of a worker, which also holds the worker while the pool is paused."""

    def __init__(self, stop: ProcessEvent, pause: ProcessEvent) -> None:
        self._stop = stop
        self._pause = pause

    def is_set(self) -> bool:
        """Wait while the pool is paused, then return whether to cancel.

        It is checked before each block, so each check also restarts the limit of CPU time that
        catches a decoder in an endless loop.
        """
        limit_cpu_time(CPU_LIMIT_S)
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
    """Set up this process: no error output, no Ctrl-C (the parent cancels it), limited memory.

    With `low_priority` all other programs go first.
    """
    _WorkerState.model_folder = model_folder
    _WorkerState.cancel = CancelToken(stop, pause)
    threading.Thread(target=_exit_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The mp3 decoder prints warnings about damaged files, which cannot be turned off.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if low_priority:
        lower_priority()
    limit_address_space(MEMORY_LIMIT)
    raise_malloc_thresholds()


def _exit_with_parent() -> None:
    """Exit when the parent is gone: a killed program cannot stop its workers itself."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def warm_up() -> None:
    """Analyze some noise, as the first analysis of a process imports much and takes seconds."""
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
    """Run the task; return None when it was canceled."""
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
        if not _WorkerState.has_analyzed:  # the model and the decoders are set up by now
            _WorkerState.has_analyzed = True
            release_code_pages()
            freeze_objects()


def fingerprint(path: str, separator: str = "") -> Fingerprint:
    """Hash the audio and read the tags; unreadable tags do not prevent an analysis."""
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
