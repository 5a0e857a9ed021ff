"""The steps of a save as places where something can go wrong on purpose."""

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

from moodtagger.store import Library
from moodtagger.store.database.errors import file_fault
from moodtagger.tags.writing import writer

# step: where it is called from. A fault strikes at its first call within an act.
STEPS: Mapping[str, tuple[Any, str]] = {
    "copy": (os, "open"),
    "tag": (writer, "blocks"),
    "verify": (writer, "check_copy"),
    "verify again": (writer, "check_with_mutagen"),
    "mode and owner": (shutil, "copystat"),
    "times": (os, "utime"),
    "fsync": (os, "fsync"),
    "rename": (os, "replace"),
    "in place": (shutil, "copyfileobj"),
    "clear": (os, "unlink"),
    "journal: batch": (Library, "begin_batch"),
    "journal: entry": (Library, "record"),
    "journal: end": (Library, "finish"),
    "journal: begin undo": (Library, "begin_move"),
    "journal: end undo": (Library, "settle"),
    "library": (Library, "update_tags"),
}
OF_WRITE = ("journal: batch", "journal: entry", "journal: end")
OF_UNDO = ("journal: begin undo", "journal: end undo")
FAULTS = ("exception", "disk full", "not allowed", "killed")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong before or after a step; `lasting`: each time from then on."""

    step: str
    kind: str
    after: bool = False
    lasting: bool = False

    def strike(self) -> None:
        """Let it happen."""
        if self.kind == "killed":
            os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        if self.kind == "exception":
            raise RuntimeError("on purpose")
        code = errno.ENOSPC if self.kind == "disk full" else errno.EACCES
        error = OSError(code, os.strerror(code))
        if STEPS[self.step][0] is Library:
            raise file_fault(error, Path("library"))
        raise error


@dataclass(slots=True)
class Trap:
    """Whether the fault has struck."""

    sprung: bool = False


@contextmanager
def armed(fault: Fault) -> Iterator[Trap]:
    """The step fails while this is open."""
    owner, name = STEPS[fault.step]
    original = getattr(owner, name)
    trap = Trap()
    setattr(owner, name, _trapped(original, fault, trap))
    try:
        yield trap
    finally:
        setattr(owner, name, original)


@contextmanager
def watched(step: str, do: Callable[[], None]) -> Iterator[None]:
    """Something is done before each call of the step while this is open."""
    owner, name = STEPS[step]
    original = getattr(owner, name)

    def first(*args: Any, **kwargs: Any) -> Any:
        if _meant(step, args):
            do()
        return original(*args, **kwargs)

    setattr(owner, name, first)
    try:
        yield
    finally:
        setattr(owner, name, original)


def _trapped(original: Callable[..., Any], fault: Fault, trap: Trap) -> Callable[..., Any]:
    def trapped(*args: Any, **kwargs: Any) -> Any:
        if (trap.sprung and not fault.lasting) or not _meant(fault.step, args):
            return original(*args, **kwargs)
        if fault.step == "in place":
            trap.sprung = True
            _half_copy(*args[:2], whole=fault.after)
            fault.strike()
        if fault.step == "tag":
            return _half(original(*args, **kwargs), fault, trap)
        trap.sprung = True
        if not fault.after:
            fault.strike()
        try:
            result = original(*args, **kwargs)
            if fault.step == "copy":
                os.close(result)  # as a call that fails leaves nothing open
        finally:
            fault.strike()
        return result

    return trapped


def _half(blocks: Iterator[bytes], fault: Fault, trap: Trap) -> Iterator[bytes]:
    """What is written, up to the fault: a part of the first block, or all but the end."""
    given = list(blocks)
    trap.sprung = True
    yield b"".join(given) if fault.after else given[0][: len(given[0]) // 2 + 1]
    fault.strike()


def _half_copy(source: BinaryIO, target: BinaryIO, *, whole: bool) -> None:
    data = source.read()
    target.write(data if whole else data[: len(data) // 2])
    target.flush()


def _meant(step: str, args: tuple[Any, ...]) -> bool:
    """Python itself opens files and folders too."""
    return step != "copy" or (
        Path(args[0]).name.startswith(".moodtagger-") and bool(args[1] & os.O_CREAT)
    )
