"""The steps of a save at which faults are injected."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from moodtagger.store.database.errors import file_error
from moodtagger.store.tag_journal import TagJournal
from moodtagger.store.tracks import Tracks
from moodtagger.tags.writing import writer

# step: the function it calls. A fault is triggered at its first call within an operation.
STEPS: Mapping[str, tuple[Any, str]] = {
    "copy": (os, "open"),
    "tag": (writer, "iter_blocks"),
    "verify": (writer, "check_copy"),
    "verify again": (writer, "check_with_mutagen"),
    "verify old file": (writer, "_has_hash"),
    "mode and owner": (shutil, "copystat"),
    "times": (os, "utime"),
    "fsync": (os, "fsync"),
    "rename": (os, "replace"),
    "in place": (shutil, "copyfileobj"),
    "clear": (os, "unlink"),
    "journal: batch": (TagJournal, "begin_batch"),
    "journal: entry": (TagJournal, "record"),
    "journal: old bytes": (TagJournal, "keep_old_bytes"),
    "journal: end": (TagJournal, "finish"),
    "journal: begin undo": (TagJournal, "begin_update"),
    "journal: end undo": (TagJournal, "update_fields"),
    "library": (Tracks, "update_tags"),
}
_JOURNAL_WRITE_STEPS = ("journal: batch", "journal: entry", "journal: end")
_JOURNAL_UNDO_STEPS = ("journal: begin undo", "journal: end undo")
_REBUILD_STEPS = ("verify", "verify again", "journal: old bytes")
_RESTORE_STEPS = ("verify old file",)
# operation: the steps that it does not have
MISSING_STEPS: Mapping[str, tuple[str, ...]] = {
    "write": (*_JOURNAL_UNDO_STEPS, *_RESTORE_STEPS),
    "undo": (*_JOURNAL_WRITE_STEPS, *_REBUILD_STEPS),
    "redo": (*_JOURNAL_WRITE_STEPS, *_RESTORE_STEPS),
}
FAULT_KINDS = ("exception", "disk full", "not allowed", "killed")


@dataclass(frozen=True, slots=True)
class InjectedFault:
    """A fault before or after a step; `lasting`: at every call from then on."""

    step: str
    kind: str
    after_step: bool = False
    persistent: bool = False

    def trigger(self) -> None:
        """Trigger the fault."""
        if self.kind == "killed":
            os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        if self.kind == "exception":
            raise RuntimeError("on purpose")
        code = errno.ENOSPC if self.kind == "disk full" else errno.EACCES
        error = OSError(code, os.strerror(code))
        if STEPS[self.step][0] in (TagJournal, Tracks):
            raise file_error(error, Path("library"))
        raise error


@dataclass(slots=True)
class FaultStatus:
    """Whether the fault was triggered."""

    triggered: bool = False


@contextmanager
def inject_fault(fault: InjectedFault) -> Iterator[FaultStatus]:
    """Make the step fail within the context."""
    owner, name = STEPS[fault.step]
    original = getattr(owner, name)
    status = FaultStatus()
    setattr(owner, name, _faulty_call(original, fault, status))
    try:
        yield status
    finally:
        setattr(owner, name, original)


@contextmanager
def before_step(step: str, action: Callable[[], None]) -> Iterator[None]:
    """Call a function before each call of the step within the context."""
    owner, name = STEPS[step]
    original = getattr(owner, name)

    def hooked(*args: Any, **kwargs: Any) -> Any:
        if _is_target_call(step, args):
            action()
        return original(*args, **kwargs)

    setattr(owner, name, hooked)
    try:
        yield
    finally:
        setattr(owner, name, original)


def _faulty_call(
    original: Callable[..., Any], fault: InjectedFault, status: FaultStatus
) -> Callable[..., Any]:
    def faulty(*args: Any, **kwargs: Any) -> Any:
        if (status.triggered and not fault.persistent) or not _is_target_call(fault.step, args):
            return original(*args, **kwargs)
        if fault.step == "in place":
            status.triggered = True
            _truncated_copy(*args[:2], complete=fault.after_step)
            fault.trigger()
        if fault.step == "tag":
            return _truncated_blocks(original(*args, **kwargs), fault, status)
        status.triggered = True
        if not fault.after_step:
            fault.trigger()
        try:
            result = original(*args, **kwargs)
            if fault.step == "copy":
                os.close(result)  # as a call that fails leaves nothing open
        finally:
            fault.trigger()
        return result

    return faulty


def _truncated_blocks(
    blocks: Iterator[bytes], fault: InjectedFault, status: FaultStatus
) -> Iterator[bytes]:
    """The blocks written before the fault: part of the first, or all but the last."""
    all_blocks = list(blocks)
    status.triggered = True
    yield b"".join(all_blocks) if fault.after_step else all_blocks[0][: len(all_blocks[0]) // 2 + 1]
    fault.trigger()


def _truncated_copy(source: BinaryIO, target: BinaryIO, *, complete: bool) -> None:
    data = source.read()
    target.write(data if complete else data[: len(data) // 2])
    target.flush()


def _is_target_call(step: str, args: tuple[Any, ...]) -> bool:
    """Python itself opens files and folders too."""
    return step != "copy" or (
        Path(args[0]).name.startswith(".moodtagger-") and bool(args[1] & os.O_CREAT)
    )
