"""The lock that lets one program at a time write to a library.

The operating system drops the lock when its holder ends, however it ends; the file itself stays,
as removing it would let two programs lock two different files of the same name.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from moodtagger.core.errors import LibraryBusyError

if sys.platform == "win32":
    import msvcrt

    # Locked bytes cannot be read on Windows, so one far behind the holder's number is locked.
    _LOCKED_BYTE = 1 << 20

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        # flock, not lockf: it also keeps out a second opening within one process.
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class WriterLock:
    """The right to write to a library, held from construction until `release`.

    Raises LibraryBusyError when another program holds it, OSError when the lock file cannot be
    made.
    """

    def __init__(self, database: Path) -> None:
        self._descriptor = os.open(lock_path(database), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not _try_lock(self._descriptor):
                raise LibraryBusyError(
                    f"Another moodtagger{self._holder()} is using this library.",
                    path=database,
                    advice="Close it to make changes here.",
                )
            self._write_holder(str(os.getpid()))
        except BaseException:
            os.close(self._descriptor)
            raise

    def release(self) -> None:
        """Give the right back."""
        self._write_holder("")
        os.close(self._descriptor)  # closing drops the lock

    def _write_holder(self, text: str) -> None:
        """Say who holds it, which only helps people: a full disk does not matter."""
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, text.encode("ascii"))

    def _holder(self) -> str:
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        number = os.read(self._descriptor, 20).decode("ascii", "replace")
        return f" (process {number})" if number.isdigit() else ""


def lock_path(database: Path) -> Path:
    """The lock file beside a database: `library.lock` beside `library.sqlite`."""
    return database.with_suffix(".lock")
