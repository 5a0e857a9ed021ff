"""Exchanging a file in one step: a copy beside it, made durable, then put in its place.

Rules: a link stays a link, the file it leads to is exchanged. Permissions, owner, extended
attributes and (if wanted) the time of the last change are kept. Where an exchange cannot keep them,
and where a file has several names, `in_place` is the way.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from moodtagger.core.errors import FileChangedError, TagError
from moodtagger.tags.files import temp_files as leftovers

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
    copy = leftovers.temporary_sibling_path(real)
    descriptor = leftovers.create_temp_file(copy)
    try:
        yield copy
    finally:
        with contextlib.suppress(OSError):  # what cannot be cleared away now, a later save clears
            copy.unlink()
        leftovers.release_temp_file(descriptor)


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
