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
from dataclasses import dataclass, replace
from multiprocessing.synchronize import Event as ProcessEvent
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from moodtagger.core.cue_sheet import CueTrack, file_audio_hash, song_file, tracks_within
from moodtagger.core.errors import CancelledError, FileExchangedError, MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.tag_reading import DEFAULT_READING, TagReading
from moodtagger.core.tracks import FileTags
from moodtagger.files.open_files import FileIdentity, PinnedFile
from moodtagger.runtime import (
    freeze_objects,
    limit_address_space,
    limit_cpu_time,
    raise_malloc_thresholds,
    release_code_pages,
)
from moodtagger.services.workers.pipe_executor import PipeEvent
from moodtagger.services.workers.priority import lower_priority

if TYPE_CHECKING:
    from moodtagger.inference.finetuning.dataset import SongFeatures
    from moodtagger.inference.predictor import Predictor
    from moodtagger.services.workers.analysis import CancelFlag

_PAUSE_POLL_S = 0.1
_WARM_UP_S = 4
# CPU time from one block to the next, or of a whole task without blocks. An intact file takes
# milliseconds for the former and less than three minutes for the latter.
CPU_LIMIT_S = 300.0
MAX_TRIES = 3  # with a file that other programs keep exchanging
_PROBE_BYTES = 128 << 20  # larger files are hashed only if they are audio at all
MEMORY_LIMIT = 4 << 30  # bytes beyond those of an empty process; torch needs most of them


class Operation(enum.Enum):
    """The kind of work that a task asks for."""

    FINGERPRINT = enum.auto()
    ANALYZE = enum.auto()
    ANALYZE_QUICK = enum.auto()
    SPECTROGRAM = enum.auto()
    WAVEFORM = enum.auto()
    EXTRACT_FEATURES = enum.auto()  # for fine-tuning
    READ_TAGS = enum.auto()  # of a file whose audio is known
    PROBE = enum.auto()  # whether a file of any name is a song


@dataclass(frozen=True, slots=True)
class Task:
    """One file and what to do with it.

    `reading` is how its tags are read. With `audio_hash` an analysis is of this audio or a
    `FileExchanged`. `tracks` are the songs that a CUE sheet beside the file names; of one of them
    the analysis is of its `excerpt`.
    """

    operation: Operation
    path: str
    reading: TagReading = DEFAULT_READING
    audio_hash: str = ""
    excerpt: tuple[float, float | None] | None = None
    tracks: tuple[CueTrack, ...] = ()


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The hash of a file's audio, and its tags; `error` is set when it cannot be read.

    `identity` is the file that both are of, None when it could not even be opened. `songs` are
    those that a CUE sheet divides the file into; none where it is one song.
    """

    audio_hash: str | None
    tags: FileTags
    error: str = ""
    identity: FileIdentity | None = None
    songs: tuple[CueTrack, ...] = ()


@dataclass(frozen=True, slots=True)
class FileExchanged:
    """Instead of a result: the file is not the one of the fingerprint, or not any more."""

    path: str


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """Why a file is not taken for a song; empty when it is one."""

    reason: str


class CancelToken:
    """The cancel flag of a worker, which also holds the worker while the pool is paused."""

    def __init__(self, stop: ProcessEvent | PipeEvent, pause: ProcessEvent | PipeEvent) -> None:
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
    model_folder: Path,
    stop: ProcessEvent | PipeEvent,
    pause: ProcessEvent | PipeEvent,
    low_priority: bool = True,
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


def do_nothing() -> None:
    """Do nothing, which shows that this process has started."""


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
) -> (
    Fingerprint
    | FileTags
    | AnalysisResult
    | FileExchanged
    | ProbeResult
    | SongFeatures
    | npt.NDArray[np.float32]
    | bytes
    | None
):
    """Run the task; return None when it was canceled."""
    if _WorkerState.cancel.is_set():
        return None
    if task.operation is Operation.FINGERPRINT:
        return fingerprint(task.path, task.reading, task.tracks)
    if task.operation is Operation.READ_TAGS:
        return read_tags_if_possible(task.path, task.reading)
    if task.operation is Operation.PROBE:
        return probe(task.path)
    if task.operation in (Operation.SPECTROGRAM, Operation.WAVEFORM):
        from moodtagger.audio import spectrogram, waveform
        from moodtagger.tags import check_decoder_limits

        check_decoder_limits(song_file(task.path))
        draw = spectrogram if task.operation is Operation.SPECTROGRAM else waveform
        return draw(song_file(task.path), task.excerpt)
    return _analyze(task)


def _analyze(task: Task) -> AnalysisResult | FileExchanged | SongFeatures | None:
    try:
        predictor = _predictor()
    except MoodtaggerError as error:
        return AnalysisResult(task.path, error=error.full_message)
    try:
        return analyze_pinned(task, predictor, _WorkerState.cancel)
    except CancelledError:
        return None
    finally:
        if not _WorkerState.has_analyzed:  # the model and the decoders are set up by now
            _WorkerState.has_analyzed = True
            release_code_pages()
            freeze_objects()


def analyze_pinned(
    task: Task, predictor: Predictor, cancel: CancelFlag | None = None
) -> AnalysisResult | FileExchanged | SongFeatures:
    """Analyze a file that stays the same from the first byte to the last, or try again.

    With the task's `audio_hash` there is one try, as the file has to be identified again.
    Raises CancelledError only.
    """
    for _ in range(1 if task.audio_hash else MAX_TRIES):
        try:
            return _analyze_once(task, predictor, cancel)
        except FileExchangedError as error:
            exchanged = error
    if task.audio_hash:
        return FileExchanged(task.path)
    return AnalysisResult(task.path, error=exchanged.full_message)


def _analyze_once(
    task: Task, predictor: Predictor, cancel: CancelFlag | None
) -> AnalysisResult | SongFeatures:
    from moodtagger.services.workers.analysis import analyze_file, extract_features

    with contextlib.ExitStack() as stack:
        path: str | PinnedFile = song_file(task.path)
        try:
            path = stack.enter_context(PinnedFile(path))
        except (OSError, ValueError) as error:
            if task.audio_hash:  # it was there when it was identified
                raise FileExchangedError(task.path) from error
            # Else the analysis says why.
        if task.operation is Operation.EXTRACT_FEATURES:
            result = extract_features(path, predictor, excerpt=task.excerpt, cancel=cancel)
        else:
            quick = task.operation is Operation.ANALYZE_QUICK
            result = analyze_file(path, predictor, quick=quick, excerpt=task.excerpt, cancel=cancel)
        expected = file_audio_hash(task.audio_hash)
        if expected and _audio_hash_or_none(path) != expected:
            raise FileExchangedError(task.path)
        if not isinstance(result, AnalysisResult):
            return result
        known = bool(expected) or task.excerpt is not None or bool(result.error)
        digest = "" if known else _audio_hash_or_none(path) or ""
        return replace(result, path=task.path, audio_hash=digest)


def _audio_hash_or_none(path: str | PinnedFile) -> str | None:
    from moodtagger.tags import audio_hash

    try:
        return audio_hash(path)
    except (MoodtaggerError, OSError):
        return None


def fingerprint(
    path: str, reading: TagReading = DEFAULT_READING, tracks: tuple[CueTrack, ...] = ()
) -> Fingerprint | FileExchanged:
    """Hash the audio and read the tags of one and the same file, or try again.

    `tracks` are the songs that a CUE sheet beside it names.
    """
    for _ in range(MAX_TRIES):
        with contextlib.suppress(FileExchangedError):
            return _fingerprint_once(path, reading, tracks)
    return FileExchanged(path)


def _fingerprint_once(path: str, reading: TagReading, tracks: tuple[CueTrack, ...]) -> Fingerprint:
    try:
        pinned = PinnedFile(path)
    except (OSError, ValueError):  # reading it says why
        return _read_fingerprint(path, reading, tracks)
    with pinned:
        if pinned.identity.size > _PROBE_BYTES and (error := _probe(pinned)):
            return Fingerprint(None, FileTags(), error, pinned.identity)
        return replace(_read_fingerprint(pinned, reading, tracks), identity=pinned.identity)


def _probe(path: PinnedFile) -> str:
    """Return why a file is no audio, judging by its header; empty if it may be."""
    from moodtagger.audio import open_audio
    from moodtagger.tags import has_known_format

    try:
        if not has_known_format(path):
            open_audio(path).close()
    except FileExchangedError:
        raise
    except MoodtaggerError as error:
        return error.full_message
    return ""


def _read_fingerprint(
    path: str | PinnedFile, reading: TagReading, tracks: tuple[CueTrack, ...]
) -> Fingerprint:
    """Hash the audio and read the tags; unreadable tags do not prevent an analysis."""
    from moodtagger.tags import audio_hash, read_tags

    try:
        digest = audio_hash(path)
    except FileExchangedError:
        raise
    except (MoodtaggerError, OSError) as error:
        return Fingerprint(None, FileTags(), Message.from_error(error))
    songs = _songs(path, tracks)
    try:
        return Fingerprint(digest, read_tags(path, reading, isolated=False), songs=songs)
    except FileExchangedError:
        raise
    except MoodtaggerError:
        return Fingerprint(digest, FileTags(), songs=songs)


def _songs(path: str | PinnedFile, tracks: tuple[CueTrack, ...]) -> tuple[CueTrack, ...]:
    """Return the songs that a CUE sheet beside the file, or in it, divides it into."""
    from moodtagger.audio import open_audio
    from moodtagger.tags import check_decoder_limits, read_embedded_cue

    try:
        found = tracks or read_embedded_cue(path)
        if len(found) < 2:
            return ()
        check_decoder_limits(path)
        with open_audio(path) as stream:
            return tracks_within(found, stream.info.duration_s)
    except FileExchangedError:
        raise
    except MoodtaggerError:
        return ()


def read_tags_if_possible(path: str, reading: TagReading = DEFAULT_READING) -> FileTags | None:
    """Read the tags of a file; None where they cannot be read."""
    from moodtagger.tags import read_tags

    try:
        with PinnedFile(path) as pinned:
            return read_tags(pinned, reading, isolated=False)
    except (MoodtaggerError, OSError, ValueError):
        return None


def probe(path: str) -> ProbeResult:
    """Tell by its content whether a file is a song."""
    from moodtagger.audio.probe import reason_to_leave_out

    return ProbeResult(reason_to_leave_out(path))


def _predictor() -> Predictor:
    if _WorkerState.predictor is None:
        from moodtagger.inference.predictor import Predictor

        Predictor.use_one_thread()
        _WorkerState.predictor = Predictor(_WorkerState.model_folder)
    return _WorkerState.predictor
