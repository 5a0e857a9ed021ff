"""Read files with mutagen, FFmpeg and libsndfile in a helper process of limited time and memory.

mutagen decompresses whatever a tag declares as compressed and creates an object for every frame, so
a small file can take gigabytes or minutes, and a decoder may crash: neither may harm a save.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock
from typing import Any

from moodtagger.core.messages import Message
from moodtagger.runtime import limit_address_space
from moodtagger.tags.ffmpeg_metadata import Metadata, read_metadata_of_path
from moodtagger.tags.writing.sound_reader import SoundSummary, read_sound

TIMEOUT_S = 10.0  # per file; the largest valid one takes less than two
_START_TIMEOUT_S = 30.0
_MAX_FAILED_STARTS = 3
_MEMORY_LIMIT = 1 << 30

TagTexts = Mapping[str, tuple[str, ...]]


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
    found: TagTexts | None = _ask("tags", kind, path)
    return found


def read_sound_isolated(demuxer: str, path: Path) -> SoundSummary:
    """Return what FFmpeg and libsndfile find in a file that they open as exactly this format.

    A reader that fails is not in it; it is empty, too, when the helper fails.
    """
    found: SoundSummary | None = _ask("sound", demuxer, path)
    return found or {}


def read_metadata_isolated(demuxer: str, path: Path) -> Metadata:
    """Return the metadata that FFmpeg finds, by name; empty when it or the helper fails."""
    found: Metadata | None = _ask("metadata", demuxer, path)
    return found or {}


def _ask(task: str, argument: str, path: Path) -> Any:
    """Return the helper's answer; None when it cannot be started, fails, or exceeds a limit."""
    with _lock:
        # multiprocessing raises AssertionError in processes that must not have children.
        with contextlib.suppress(OSError, EOFError, ValueError, AssertionError, RuntimeError):
            helper = _running_helper()
            helper.pipe.send((task, argument, os.fspath(path)))
            if helper.pipe.poll(TIMEOUT_S):
                return helper.pipe.recv()
        _stop_helper()
        return None


def _running_helper() -> _Helper:
    """Return the helper, starting it if necessary.

    Raises OSError when it does not start; after some failures without another attempt.
    """
    global _helper, _failed_starts
    if _helper is not None and _helper.owner_pid == os.getpid() and _helper.process.is_alive():
        return _helper
    _stop_helper()
    if _failed_starts >= _MAX_FAILED_STARTS:
        raise OSError(Message.of("the helper could not be started"))
    _failed_starts += 1
    context = multiprocessing.get_context("spawn")
    parent_pipe, child_pipe = context.Pipe()
    process = context.Process(target=_serve, args=(child_pipe,), daemon=True)
    process.start()
    child_pipe.close()
    _helper = _Helper(process, parent_pipe, os.getpid())
    if not parent_pipe.poll(_START_TIMEOUT_S) or parent_pipe.recv() != "ready":
        raise OSError(Message.of("the helper does not start"))
    _failed_starts = 0
    return _helper


def _stop_helper() -> None:
    global _helper
    helper, _helper = _helper, None
    if helper is not None and helper.owner_pid == os.getpid():
        helper.process.kill()
        helper.process.join()
        helper.pipe.close()


def _serve(pipe: Connection[Any, Any]) -> None:
    """Serve requests in the helper process until the owner closes the pipe."""
    from moodtagger.tags.writing.mutagen_reader import read_with_mutagen

    readers = {
        "tags": read_with_mutagen,
        "sound": read_sound,
        "metadata": read_metadata_of_path,
    }
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_address_space(_MEMORY_LIMIT)
    pipe.send("ready")
    with contextlib.suppress(EOFError, OSError):
        while True:
            task, argument, path = pipe.recv()
            pipe.send(readers[task](argument, Path(path)))
