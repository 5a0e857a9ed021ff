"""Read files in a helper process of limited time and memory.

mutagen decompresses whatever a tag declares as compressed and creates an object for every frame, so
a small file can take gigabytes or minutes, a decoder may crash, and a file on a drive that does not
answer may never come to an end: none of it may take the program along, or a save.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event, Lock
from typing import Any, ParamSpec, TypeVar

from moodtagger.core.errors import CancelledError
from moodtagger.core.messages import Message
from moodtagger.runtime import limit_address_space
from moodtagger.tags.formats.read_only import Metadata, read_metadata_of_path
from moodtagger.tags.writing.sound_reader import SoundSummary, read_sound

TIMEOUT_S = 10.0  # per file; the largest valid one takes less than two
_START_TIMEOUT_S = 30.0
_KILL_TIMEOUT_S = 5.0
_POLL_S = 0.1
_MAX_FAILED_STARTS = 3
_MEMORY_LIMIT = 1 << 30

TagTexts = Mapping[str, tuple[str, ...]]
P = ParamSpec("P")
R = TypeVar("R")


class HelperMissingError(Exception):
    """The helper process cannot be started."""


class HelperEndedError(Exception):
    """The helper process crashed, or it exceeded a limit and was ended."""


@dataclass(frozen=True, slots=True)
class _Helper:
    process: BaseProcess
    pipe: Connection[Any, Any]
    owner_pid: int  # processes forked from the owner must not use its helper


_lock = Lock()
_helper: _Helper | None = None
_failed_starts = 0


def read_texts_isolated(kind: str, path: Path) -> TagTexts | None:
    """Return the texts that mutagen reads, by name; empty without tags.

    None when mutagen fails or exceeds a limit, or when the helper cannot be started.
    """
    with contextlib.suppress(HelperMissingError, HelperEndedError):
        return ask(TIMEOUT_S, None, _read_with_mutagen, kind, path)
    return None


def read_sound_isolated(demuxer: str, path: Path) -> SoundSummary:
    """Return what FFmpeg and libsndfile find in a file that they open as exactly this format.

    A reader that fails is not in it; it is empty, too, when the helper fails.
    """
    with contextlib.suppress(HelperMissingError, HelperEndedError):
        return ask(TIMEOUT_S, None, read_sound, demuxer, path)
    return {}


def read_metadata_isolated(demuxer: str, path: Path) -> Metadata:
    """Return the metadata that FFmpeg finds, by name; empty when it or the helper fails."""
    with contextlib.suppress(HelperMissingError, HelperEndedError):
        return ask(TIMEOUT_S, None, read_metadata_of_path, demuxer, path)
    return {}


def _read_with_mutagen(kind: str, path: Path) -> TagTexts | None:
    from moodtagger.tags.writing.mutagen_reader import read_with_mutagen

    return read_with_mutagen(kind, path)


def ask(
    limit_s: float,
    cancel: Event | None,
    function: Callable[P, R],
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    """Return the result of an importable function that the helper calls, or raise what it raised.

    Raises HelperMissingError, HelperEndedError, and CancelledError once `cancel` is set.
    """
    with _lock:
        try:
            succeeded, value = _call(limit_s, cancel, (function, args, kwargs))
        except (EOFError, OSError):  # it may have been ended from outside
            try:
                succeeded, value = _call(limit_s, cancel, (function, args, kwargs))
            except (EOFError, OSError) as error:
                raise HelperEndedError(str(error)) from error
    if succeeded:
        result: R = value
        return result
    raise value


def _call(limit_s: float, cancel: Event | None, request: Any) -> tuple[bool, Any]:
    helper = _running_helper()
    try:
        helper.pipe.send(request)
        end = time.monotonic() + limit_s
        while not helper.pipe.poll(_POLL_S if cancel else limit_s):
            if cancel and cancel.is_set():
                raise CancelledError
            if time.monotonic() >= end:
                raise HelperEndedError("it took too long")
        answer: tuple[bool, Any] = helper.pipe.recv()
    except BaseException:
        _stop_helper()
        raise
    return answer


def _running_helper() -> _Helper:
    """Return the helper, starting it if necessary; after some failures without another attempt."""
    global _helper, _failed_starts
    if _helper is not None and _helper.owner_pid == os.getpid() and _helper.process.is_alive():
        return _helper
    _stop_helper()
    if _failed_starts >= _MAX_FAILED_STARTS:
        raise HelperMissingError
    _failed_starts += 1
    try:
        _helper = _start_helper()
        if not _helper.pipe.poll(_START_TIMEOUT_S) or _helper.pipe.recv() != "ready":
            raise OSError(Message.of("the helper process doesn't start"))
    # multiprocessing raises AssertionError in processes that must not have children.
    except (OSError, EOFError, ValueError, AssertionError, RuntimeError) as error:
        _stop_helper()
        raise HelperMissingError from error
    _failed_starts = 0
    return _helper


def _start_helper() -> _Helper:
    context = multiprocessing.get_context("spawn")
    parent_pipe, child_pipe = context.Pipe()
    process = context.Process(target=_serve, args=(child_pipe,), daemon=True)
    try:
        process.start()
    except BaseException:
        parent_pipe.close()
        raise
    finally:
        child_pipe.close()
    return _Helper(process, parent_pipe, os.getpid())


def _stop_helper() -> None:
    global _helper
    helper, _helper = _helper, None
    if helper is not None and helper.owner_pid == os.getpid():
        helper.process.kill()
        helper.process.join(_KILL_TIMEOUT_S)  # a process that waits for a drive does not end
        helper.pipe.close()


def _serve(pipe: Connection[Any, Any]) -> None:
    """Serve requests in the helper process until the owner closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_address_space(_MEMORY_LIMIT)
    pipe.send("ready")
    with contextlib.suppress(EOFError, OSError):
        while True:
            function, args, kwargs = pipe.recv()
            try:
                answer = (True, function(*args, **kwargs))
            except Exception as error:
                answer = (False, error)
            pipe.send(answer)
