"""Replace a file atomically by a temporary sibling; delete stale temporary files.

A copy stays behind when the program is killed. Only a regular file with such a name, on which no
living program is at work, is ever deleted.

Rules: a link stays a link, the file it leads to is exchanged. Permissions, owner, extended
attributes and (if wanted) the time of the last change are kept. Where an exchange cannot keep them,
and where a file has several names, `in_place` is the way.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from moodtagger.core.errors import FileChangedError, TagError

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


_MAX_REPLACE_ATTEMPTS = 4  # an antivirus may hold the file for a moment


def resolve_writable(path: str | os.PathLike[str]) -> Path:
    """The file behind all links; TagError when it must not be written."""
    real = Path(os.path.realpath(os.fsdecode(path), strict=True))
    if not real.stat().st_mode & 0o222 or not os.access(real, os.W_OK):
        raise TagError(
            "The file is write-protected.",
            path=path,
            advice="Take away its write protection and try again.",
        )
    return real


@contextmanager
def temporary_sibling(real: Path) -> Iterator[Path]:
    """An empty, private file in the same folder, gone at the end unless it took the place."""
    copy = temporary_sibling_path(real)
    descriptor = create_temp_file(copy)
    try:
        yield copy
    finally:
        with contextlib.suppress(OSError):  # what cannot be cleared away now, a later save clears
            copy.unlink()
        release_temp_file(descriptor)


def copy_metadata(
    real: Path, original_stat: os.stat_result, copy: Path, *, keep_mtime: bool
) -> None:
    """Give the copy the owner, permissions, extended attributes and times of the original."""
    copy_stat = copy.stat()
    if hasattr(os, "chown") and (copy_stat.st_uid, copy_stat.st_gid) != (
        original_stat.st_uid,
        original_stat.st_gid,
    ):
        with contextlib.suppress(OSError):  # `in_place` looks whether it worked
            os.chown(copy, original_stat.st_uid, original_stat.st_gid)
    shutil.copystat(real, copy)
    if keep_mtime:
        os.utime(copy, ns=(original_stat.st_atime_ns, original_stat.st_mtime_ns))
    else:
        os.utime(copy)


def sync_file(path: Path) -> None:
    """Make a file's bytes durable."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def replace_atomically(copy: Path, real: Path, original_stat: os.stat_result) -> None:
    """Put the durable copy in the original's place, unless somebody wrote to it meanwhile."""
    check_unchanged(real, original_stat)
    replace_with_retry(copy, real)
    sync_folder(real.parent)


def check_unchanged(real: Path, original_stat: os.stat_result) -> None:
    """FileChangedError when somebody wrote to the file since `before`."""
    if _change_stamp(real.stat()) != _change_stamp(original_stat):
        raise FileChangedError(
            "Another program changed the file while its tags were being written.",
            advice="Look at it again, then write again.",
        )


def _change_stamp(info: os.stat_result) -> tuple[int, ...]:
    """Differs after every write; the time of change alone can be put back by other programs."""
    return info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns


def replace_with_retry(copy: Path, real: Path) -> None:
    """Give a file the place of another one, with patience."""
    copy_inode = copy.stat().st_ino
    for attempt in range(1, _MAX_REPLACE_ATTEMPTS + 1):
        try:
            copy.replace(real)
        except OSError as error:
            # A network share may report an error though it did what was asked.
            if not copy.exists() and real.stat().st_ino == copy_inode:
                return
            if not isinstance(error, PermissionError) or attempt == _MAX_REPLACE_ATTEMPTS:
                raise
            time.sleep(0.1 * attempt)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Make the new name durable where the system can; the file itself already is."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
