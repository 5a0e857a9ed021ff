"""What mutagen reads in a file, asked of a process of its own with a limit of time and memory.

mutagen unpacks whatever a tag says is packed and makes an object of every frame, so a small file
can want gigabytes or minutes. It gets them neither in the window nor in the middle of a save.
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

from moodtagger.runtime import limit_address_space

TIMEOUT_S = 10.0  # for one file; the largest sound one takes less than two
_START_TIMEOUT_S = 30.0
_MAX_FAILED_STARTS = 3
_MEMORY_LIMIT = 1 << 30

TagTexts = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Helper:
    process: BaseProcess
    pipe: Connection[Any, Any]
    owner_pid: int  # a process that was forked from the owner must not talk to its helper


_lock = Lock()
_helper: _Helper | None = None
_failed_starts = 0


def read_texts_isolated(kind: str, path: Path) -> TagTexts | None:
    """Name -> texts, as mutagen has them; empty without tags.

    None when it fails, wants more than it may have, or cannot be asked.
    """
    with _lock:
        # A process that must not have children says so by an AssertionError.
        with contextlib.suppress(OSError, EOFError, ValueError, AssertionError, RuntimeError):
            helper = _running_helper()
            helper.pipe.send((kind, os.fspath(path)))
            if helper.pipe.poll(TIMEOUT_S):
                found: TagTexts | None = helper.pipe.recv()
                return found
        _stop_helper()
        return None


def _running_helper() -> _Helper:
    """The helper, started when there is none; OSError when that fails, at last without trying."""
    global _helper, _failed_starts
    if _helper is not None and _helper.owner_pid == os.getpid() and _helper.process.is_alive():
        return _helper
    _stop_helper()
    if _failed_starts >= _MAX_FAILED_STARTS:
        raise OSError("the helper could not be started")
    _failed_starts += 1
    context = multiprocessing.get_context("spawn")
    parent_pipe, child_pipe = context.Pipe()
    process = context.Process(target=_serve, args=(child_pipe,), daemon=True)
    process.start()
    child_pipe.close()
    _helper = _Helper(process, parent_pipe, os.getpid())
    if not parent_pipe.poll(_START_TIMEOUT_S) or parent_pipe.recv() != "ready":
        raise OSError("the helper does not start")
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
    """In the helper: answer until the one who asks is gone."""
    from moodtagger.tags.writing.mutagen_reader import read_with_mutagen

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_address_space(_MEMORY_LIMIT)
    pipe.send("ready")
    with contextlib.suppress(EOFError, OSError):
        while True:
            kind, path = pipe.recv()
            pipe.send(read_with_mutagen(kind, Path(path)))
