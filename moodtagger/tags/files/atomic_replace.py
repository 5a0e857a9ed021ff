"""Replace a file atomically by a temporary sibling; delete stale temporary files.

A symbolic link stays a link: the file that it points to is replaced. Permissions, owner, extended
attributes and (optionally) the modification time are kept. Files that cannot be replaced without
losing some of this, and those with several hard links, are written by `in_place_write`.

When the program is killed a temporary file stays behind. Only regular files with such a name that
no running program uses are ever deleted.
"""

from __future__ import annotations

import contextlib
import errno
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
from moodtagger.core.messages import Message
from moodtagger.files.file_kinds import is_on_read_only_drive
from moodtagger.tags.files.inode_flags import check_changeable

_PREFIX = ".moodtagger-"
_TEMP_FILE_NAME = re.compile(re.escape(_PREFIX) + r"[0-9a-f]{16}(\.[A-Za-z0-9]{1,8})?")
_CREATION_GRACE_S = 1.0
_MAX_REPLACE_ATTEMPTS = 4  # an antivirus program may hold the file for a moment

if sys.platform == "win32":

    def _lock(descriptor: int) -> bool | None:
        # An open file cannot replace another one here, so it cannot be held open and locked;
        # only its age shows whether it is in use.
        return None
else:
    import fcntl

    def _lock(descriptor: int) -> bool | None:
        """Lock the file; False when another process holds it, None where locks do not work.

        The system releases the lock when its process ends, however that happens.
        """
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a network drive without locks
            return None
        return True


def is_temp_file(path: str | os.PathLike[str]) -> bool:
    """Whether a path has the name of a temporary file of `temporary_sibling`."""
    return _TEMP_FILE_NAME.fullmatch(Path(os.fsdecode(path)).name) is not None


def temporary_sibling_path(real: Path) -> Path:
    """Return an unused name for a temporary file in the same folder."""
    suffix = real.suffix if re.fullmatch(r"\.[A-Za-z0-9]{1,8}", real.suffix) else ""
    return real.with_name(f"{_PREFIX}{secrets.token_hex(8)}{suffix}")


def create_temp_file(copy: Path) -> int:
    """Create an empty private file and lock it, so that no clean-up deletes it.

    Returns its descriptor, -1 where it cannot be kept open.
    """
    descriptor = os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    _lock(descriptor)
    if sys.platform != "win32":
        return descriptor
    os.close(descriptor)
    return -1


def release_temp_file(descriptor: int) -> None:
    """Release the lock of a temporary file."""
    if descriptor >= 0:
        os.close(descriptor)


def is_in_use(copy: Path, older_than_s: float) -> bool:
    """Whether a running program uses the file or may use it, see `delete_temp_files`."""
    age_s = time.time() - copy.stat().st_ctime
    descriptor = os.open(copy, os.O_RDWR)
    try:
        free = _lock(descriptor)
    finally:
        os.close(descriptor)
    # Between creation and lock a file has no owner yet.
    return free is False or age_s < (
        older_than_s if free is None else min(_CREATION_GRACE_S, older_than_s)
    )


def delete_temp_files(folder: str | os.PathLike[str], *, older_than_s: float = 60.0) -> int:
    """Delete the unused temporary files in a folder, and return their number.

    Where locks do not work, files that changed within the last `older_than_s` seconds stay; pass 0
    when the program that wrote them is known to have ended.
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


def resolve_writable(path: str | os.PathLike[str]) -> Path:
    """Resolve all symbolic links; raise an error when the file may not be replaced."""
    real = Path(os.path.realpath(os.fsdecode(path), strict=True))
    if is_on_read_only_drive(real):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(real))
    check_changeable(real)
    if not real.stat().st_mode & 0o222 or not os.access(real, os.W_OK):
        raise TagError(
            Message.of("The file is write-protected."),
            path=path,
            advice=Message.of("Remove the write protection and try again."),
        )
    return real


@contextmanager
def temporary_sibling(real: Path) -> Iterator[Path]:
    """Create an empty private file in the same folder; it is deleted at the end if still there."""
    copy = temporary_sibling_path(real)
    descriptor = create_temp_file(copy)
    try:
        yield copy
    finally:
        with contextlib.suppress(OSError):  # a later clean-up deletes it
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
        with contextlib.suppress(OSError):  # `requires_in_place` checks whether it worked
            os.chown(copy, original_stat.st_uid, original_stat.st_gid)
    shutil.copystat(real, copy)
    if keep_mtime:
        os.utime(copy, ns=(original_stat.st_atime_ns, original_stat.st_mtime_ns))
    else:
        os.utime(copy)


def sync_file(path: Path) -> None:
    """Flush a file's content to the drive."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def replace_atomically(copy: Path, real: Path, original_stat: os.stat_result) -> None:
    """Rename the durable copy over the original, unless that was changed in the meantime."""
    check_unchanged(real, original_stat)
    replace_with_retry(copy, real)
    sync_folder(real.parent)


def check_unchanged(real: Path, original_stat: os.stat_result) -> None:
    """Raise FileChangedError when the file was written since `original_stat` was taken."""
    if _change_stamp(real.stat()) != _change_stamp(original_stat):
        raise FileChangedError(
            Message.of("Another program changed the file while its tags were being written."),
            advice=Message.of("Preview it again, then write again."),
        )


def _change_stamp(info: os.stat_result) -> tuple[int, ...]:
    """Return a value that differs after every write; other programs may reset the mtime alone."""
    return info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns


def replace_with_retry(copy: Path, real: Path) -> None:
    """Rename a file over another one; try again while another program blocks it."""
    copy_inode = copy.stat().st_ino
    for attempt in range(1, _MAX_REPLACE_ATTEMPTS + 1):
        try:
            copy.replace(real)
        except OSError as error:
            # A network drive may report an error although the rename succeeded.
            if not copy.exists() and real.stat().st_ino == copy_inode:
                return
            if not isinstance(error, PermissionError) or attempt == _MAX_REPLACE_ATTEMPTS:
                raise
            time.sleep(0.1 * attempt)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Flush renames in a folder to the drive, where the system supports it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
