"""The temporary copies of a save: their names, who is at work on them, and clearing them away.

A copy stays behind when the program is killed. Only a regular file with such a name, on which no
living program is at work, is ever deleted.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import sys
import time
from pathlib import Path

_PREFIX = ".moodtagger-"
_TEMP_FILE_NAME = re.compile(re.escape(_PREFIX) + r"[0-9a-f]{16}(\.[A-Za-z0-9]{1,8})?")
_CREATION_GRACE_S = 1.0

if sys.platform == "win32":

    def _lock(descriptor: int) -> bool | None:
        # Nothing can be held open here, as an open file cannot take another's place; so the age
        # of a copy is all that tells.
        return None
else:
    import fcntl

    def _lock(descriptor: int) -> bool | None:
        """Whether nobody else holds the file, None where the system cannot tell.

        The system lets go of it when its holder ends, however it ends.
        """
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a network share without locks
            return None
        return True


def is_temp_file(path: str | os.PathLike[str]) -> bool:
    """Whether the name is that of a temporary copy; one stays behind when the program is killed."""
    return _TEMP_FILE_NAME.fullmatch(Path(os.fsdecode(path)).name) is not None


def temporary_sibling_path(real: Path) -> Path:
    """A new name for a temporary copy in the same folder."""
    suffix = real.suffix if re.fullmatch(r"\.[A-Za-z0-9]{1,8}", real.suffix) else ""
    return real.with_name(f"{_PREFIX}{secrets.token_hex(8)}{suffix}")


def create_temp_file(copy: Path) -> int:
    """Make the empty, private file and hold it, so that nobody clears it away; its descriptor."""
    descriptor = os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    _lock(descriptor)
    if sys.platform != "win32":
        return descriptor
    os.close(descriptor)
    return -1


def release_temp_file(descriptor: int) -> None:
    """Let go of a copy."""
    if descriptor >= 0:
        os.close(descriptor)


def is_in_use(copy: Path, older_than_s: float) -> bool:
    """Whether a living program is at work on the file, or may be, see `remove_leftovers`."""
    age_s = time.time() - copy.stat().st_ctime
    descriptor = os.open(copy, os.O_RDWR)
    try:
        free = _lock(descriptor)
    finally:
        os.close(descriptor)
    # Between its making and its lock a copy is nobody's.
    return free is False or age_s < (
        older_than_s if free is None else min(_CREATION_GRACE_S, older_than_s)
    )


def delete_temp_files(folder: str | os.PathLike[str], *, older_than_s: float = 60.0) -> int:
    """Delete the temporary copies in a folder that nobody is at work on, and return how many.

    Where the system does not tell who is at work, one that changed within `older_than_s` stays; 0
    is for whoever knows that its program has ended.
    """
    removed = 0
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not is_temp_file(entry.name) or not entry.is_file(follow_symlinks=False):
                continue
            with contextlib.suppress(OSError):
                if not is_in_use(Path(entry.path), older_than_s):
                    Path(entry.path).unlink()
                    removed += 1
    return removed
