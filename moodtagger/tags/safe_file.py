"""Exchanging a file in one step: a copy beside it, made durable, then put in its place.

Rules: a link stays a link, the file it leads to is exchanged. A file with several names (hard
links) is exchanged under the given name only; the others keep the file as it was. Permissions,
owner, extended attributes and (if wanted) the time of the last change are kept; when the owner
cannot be kept, nothing is written.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from moodtagger.core.errors import FileChangedError, TagError

_PREFIX = ".moodtagger-"
_LEFTOVER = re.compile(re.escape(_PREFIX) + r"[0-9a-f]{16}(\.[A-Za-z0-9]{1,8})?")
_REPLACE_TRIES = 4  # an antivirus may hold the file for a moment


def is_leftover(path: str | os.PathLike[str]) -> bool:
    """Whether the name is that of a temporary copy; one stays behind when the program is killed."""
    return _LEFTOVER.fullmatch(Path(os.fsdecode(path)).name) is not None


def remove_leftovers(folder: str | os.PathLike[str], *, older_than_s: float = 60.0) -> int:
    """Delete the temporary copies in a folder and return how many.

    One that was written to within `older_than_s` may be the work of another program and stays;
    0 deletes all.
    """
    removed = 0
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not is_leftover(entry.name) or not entry.is_file(follow_symlinks=False):
                continue
            with contextlib.suppress(OSError):
                if time.time() - entry.stat().st_ctime >= older_than_s:
                    Path(entry.path).unlink()
                    removed += 1
    return removed


def real_file(path: str | os.PathLike[str]) -> Path:
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
def copy_beside(real: Path) -> Iterator[Path]:
    """An empty, private file in the same folder, gone at the end unless it took the place."""
    suffix = real.suffix if re.fullmatch(r"\.[A-Za-z0-9]{1,8}", real.suffix) else ""
    copy = real.with_name(f"{_PREFIX}{secrets.token_hex(8)}{suffix}")
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield copy
    finally:
        with contextlib.suppress(FileNotFoundError):
            copy.unlink()


def keep_nature(real: Path, before: os.stat_result, copy: Path, *, keep_mtime: bool) -> None:
    """Give the copy the owner, permissions, extended attributes and times of the original."""
    now = copy.stat()
    if hasattr(os, "chown") and (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
        _keep_owner(before, copy)
    shutil.copystat(real, copy)
    if keep_mtime:
        os.utime(copy, ns=(before.st_atime_ns, before.st_mtime_ns))
    else:
        os.utime(copy)


def _keep_owner(before: os.stat_result, copy: Path) -> None:
    try:
        os.chown(copy, before.st_uid, before.st_gid)
    except OSError as error:
        raise TagError(
            "The file belongs to somebody else, and writing it would change its owner.",
            advice="Ask the owner, or make the file your own.",
        ) from error


def sync(path: Path) -> None:
    """Make a file's bytes durable."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def exchange(copy: Path, real: Path, before: os.stat_result) -> None:
    """Put the durable copy in the original's place, unless somebody wrote to it meanwhile."""
    now = real.stat()
    if (now.st_ino, now.st_size, now.st_mtime_ns) != (
        before.st_ino,
        before.st_size,
        before.st_mtime_ns,
    ):
        raise FileChangedError(
            "Another program changed the file while its tags were being written.",
            advice="Look at it again, then write again.",
        )
    _replace_patiently(copy, real)
    _sync_folder(real.parent)


def _replace_patiently(copy: Path, real: Path) -> None:
    for attempt in range(1, _REPLACE_TRIES):
        try:
            copy.replace(real)
        except PermissionError:
            time.sleep(0.1 * attempt)
        else:
            return
    copy.replace(real)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable where the system can; the file itself already is."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
