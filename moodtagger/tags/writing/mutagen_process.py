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

from moodtagger.runtime.rlimits import limit_memory

SECONDS = 10.0  # for one file; the largest sound one takes less than two
_START_S = 30.0
_START_TRIES = 3
_MEMORY = 1 << 30

Texts = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Helper:
    process: BaseProcess
    pipe: Connection[Any, Any]
    owner: int  # a process that was forked from the owner must not talk to its helper


_lock = Lock()
_helper: _Helper | None = None
_failed_starts = 0


def texts_of(kind: str, path: Path) -> Texts | None:
    """Name -> texts, as mutagen has them; empty without tags.

    None when it fails, wants more than it may have, or cannot be asked.
    """
    with _lock:
        # A process that must not have children says so by an AssertionError.
        with contextlib.suppress(OSError, EOFError, ValueError, AssertionError, RuntimeError):
            helper = _ready()
            helper.pipe.send((kind, os.fspath(path)))
            if helper.pipe.poll(SECONDS):
                found: Texts | None = helper.pipe.recv()
                return found
        _end()
        return None


def _ready() -> _Helper:
    """The helper, started when there is none; OSError when that fails, at last without trying."""
    global _helper, _failed_starts
    if _helper is not None and _helper.owner == os.getpid() and _helper.process.is_alive():
        return _helper
    _end()
    if _failed_starts >= _START_TRIES:
        raise OSError("the helper could not be started")
    _failed_starts += 1
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    _helper = _Helper(process, ours, os.getpid())
    if not ours.poll(_START_S) or ours.recv() != "ready":
        raise OSError("the helper does not start")
    _failed_starts = 0
    return _helper


def _end() -> None:
    global _helper
    helper, _helper = _helper, None
    if helper is not None and helper.owner == os.getpid():
        helper.process.kill()
        helper.process.join()
        helper.pipe.close()


def _serve(pipe: Connection[Any, Any]) -> None:
    """In the helper: answer until the one who asks is gone."""
    from moodtagger.tags.writing.mutagen_reader import mutagen_texts

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(_MEMORY)
    pipe.send("ready")
    with contextlib.suppress(EOFError, OSError):
        while True:
            kind, path = pipe.recv()
            pipe.send(mutagen_texts(kind, Path(path)))
