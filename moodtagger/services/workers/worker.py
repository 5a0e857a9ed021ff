"""What an analysis process does: take a file's fingerprint, or listen to it."""

from __future__ import annotations

import contextlib
import enum
import gc
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
from moodtagger.core.prediction import Heard
from moodtagger.core.tracks import FileTags
from moodtagger.runtime.code_pages import let_go_of_code
from moodtagger.runtime.malloc import keep_freed_memory
from moodtagger.runtime.rlimits import limit_memory, limit_processor_time
from moodtagger.services.workers.priority import step_back

if TYPE_CHECKING:
    from moodtagger.inference.finetuning.dataset import SongFeatures
    from moodtagger.inference.predictor import Predictor

_HOLD_S = 0.1
_WARM_UP_S = 4
# Of computing, from one block to the next, or for a whole task that has no blocks. A sound file
# takes milliseconds for one and less than three minutes for the other.
_COMPUTING_S = 300.0
_MEMORY = 4 << 30  # bytes beyond those of an empty process; torch takes the most


class Work(enum.Enum):
    """The kinds of task."""

    FINGERPRINT = enum.auto()
    LISTEN = enum.auto()
    LISTEN_QUICK = enum.auto()
    SPECTROGRAM = enum.auto()
    DESCRIBE = enum.auto()  # for learning


@dataclass(frozen=True, slots=True)
class Task:
    """One file and what to do with it."""

    work: Work
    path: str
    separator: str = ""  # between several moods in one text, when it is not a usual one


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What identifies a file's audio, and what its tags say; `error` when it cannot be read."""

    audio_hash: str | None
    tags: FileTags
    error: str = ""


class Brake:
    """Says whether to stop; while the work is paused, only when it goes on or is to stop."""

    def __init__(self, stop: ProcessEvent, hold: ProcessEvent) -> None:
        self._stop = stop
        self._hold = hold

    def is_set(self) -> bool:
        """Wait as long as the work is paused, then say whether it is to stop.

        It is asked for each block, so it is also the sign that a decoder has not lost its way.
        """
        limit_processor_time(_COMPUTING_S)
        while self._hold.is_set() and not self._stop.wait(_HOLD_S):
            pass
        return self._stop.is_set()


class _State:
    model_folder: Path
    stop: Brake
    predictor: Predictor | None = None
    has_heard = False


def start(model_folder: Path, stop: ProcessEvent, hold: ProcessEvent, gentle: bool = True) -> None:
    """Make this process ready: quiet, deaf to Ctrl-C (the parent cancels it).

    With `gentle` all other programs go first.
    """
    _State.model_folder = model_folder
    _State.stop = Brake(stop, hold)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The mp3 decoder prints about damaged files and cannot be told not to.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if gentle:
        step_back()
    limit_memory(_MEMORY)
    keep_freed_memory()


def _end_with_parent() -> None:
    """A program that is killed cannot end its processes, and they would wait for it for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def warm_up() -> None:
    """Hear some noise: the first song of a process takes seconds, in which much is imported."""
    from moodtagger.services.workers.analysis import hear

    with contextlib.suppress(MoodtaggerError, OSError), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "noise.wav"
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, 44_100, 0, "NONE", ""))
            file.writeframes(np.random.default_rng(1).bytes(2 * 44_100 * _WARM_UP_S))
        hear(str(path), _predictor())


def perform(task: Task) -> Fingerprint | Heard | SongFeatures | npt.NDArray[np.float32] | None:
    """Do the task; None when it was cancelled."""
    if _State.stop.is_set():
        return None
    if task.work is Work.FINGERPRINT:
        return fingerprint(task.path, task.separator)
    if task.work is Work.SPECTROGRAM:
        from moodtagger.audio import spectrogram
        from moodtagger.tags import require_bearable

        require_bearable(task.path)
        return spectrogram(task.path)
    return _listen(task)


def _listen(task: Task) -> Heard | SongFeatures | None:
    from moodtagger.services.workers.analysis import describe, hear

    try:
        predictor = _predictor()
    except MoodtaggerError as error:
        return Heard(task.path, error=error.sentence)
    try:
        if task.work is Work.DESCRIBE:
            return describe(task.path, predictor, cancel=_State.stop)
        return hear(task.path, predictor, quick=task.work is Work.LISTEN_QUICK, cancel=_State.stop)
    except CancelledError:
        return None
    finally:
        if not _State.has_heard:  # what prepares the network and the decoders has run by now
            _State.has_heard = True
            let_go_of_code()
            gc.freeze()  # what was imported is there for good, and need not be looked at again


def fingerprint(path: str, separator: str = "") -> Fingerprint:
    """Hash the audio and read the tags; unreadable tags do not keep a song from being heard."""
    from moodtagger.tags import audio_hash, read_tags

    try:
        digest = audio_hash(path)
    except (MoodtaggerError, OSError) as error:
        sentence = error.sentence if isinstance(error, MoodtaggerError) else str(error)
        return Fingerprint(None, FileTags(), sentence)
    try:
        return Fingerprint(digest, read_tags(path, separator=separator))
    except MoodtaggerError:
        return Fingerprint(digest, FileTags())


def _predictor() -> Predictor:
    if _State.predictor is None:
        from moodtagger.inference.predictor import Predictor

        Predictor.use_one_thread()
        _State.predictor = Predictor(_State.model_folder)
    return _State.predictor
