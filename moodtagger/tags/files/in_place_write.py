"""Writing a song where it lies, with a backup first, where an exchange would change what it is.

Rule: a file is exchanged for its checked copy, but for three kinds, which are written in place:
one with several names (hard links), all of which are to show the new tags; one whose owner or
extended attributes, access lists among them, cannot be given to another file; and one on a drive
(exFAT) where a file that is exchanged moves to another place in the order of its folder, which
simple players follow.

The way: the checked copy and a backup of the old bytes lie beside the song, both durable, before
the first byte of it is written. When writing fails the old bytes are put back at once. When the
program is killed the two files stay, and `put_back` takes the song back to its old bytes at the
next start. It does so only where every block is an old or a new one: what somebody else has
written since is theirs, and then the backup stays.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
from functools import partial
from itertools import zip_longest
from pathlib import Path

from moodtagger.core.errors import TagError, UnsettledError
from moodtagger.tags.files import atomic_replace as safe_file
from moodtagger.tags.files import temp_files as leftovers
from moodtagger.tags.files.byte_spans import BLOCK

_BACKUP, _NEW = ".moodtagger-back-", ".moodtagger-next-"
_OURS = re.compile(f"({re.escape(_BACKUP)}|{re.escape(_NEW)})([0-9a-f]{{16}})")
_PAGE = 4096  # what a drive writes at once
_MOUNTS = Path("/proc/self/mountinfo")
_CHECK_DRIVE = "Check the drive and its cable; keep a copy."
_MOVING_KINDS = frozenset(("exfat", "fuse.exfat"))


def must_stay(real: Path, before: os.stat_result, copy: Path) -> bool:
    """Whether the file has to be written in place; `copy` has been given its nature already."""
    if before.st_nlink > 1 or _kind_of_drive(before.st_dev) in _MOVING_KINDS:
        return True
    now = copy.stat()
    same_owner = (now.st_uid, now.st_gid) == (before.st_uid, before.st_gid)
    return not same_owner or _attributes(real) != _attributes(copy)


def _attributes(path: Path) -> dict[str, bytes]:
    """Extended attributes; access lists are among them. Empty where the system has none."""
    if not hasattr(os, "listxattr"):
        return {}
    with contextlib.suppress(OSError):
        return {name: os.getxattr(path, name) for name in os.listxattr(path)}
    return {}


def _kind_of_drive(device: int) -> str:
    """Name of the file system where the system tells (Linux), else empty."""
    wanted = f"{os.major(device)}:{os.minor(device)}" if hasattr(os, "major") else ""
    with contextlib.suppress(OSError):
        for line in _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines():
            fields, _, kind = line.partition(" - ")
            if wanted and fields.split()[2:3] == [wanted]:
                return kind.split()[0]
    return ""


def overwrite(copy: Path, real: Path, before: os.stat_result, *, keep_mtime: bool) -> None:
    """Write the bytes of the durable `copy` over the file; on failure it is as it was."""
    backup, new = _names(real)
    if backup.exists():
        raise TagError(
            "A write of this song was interrupted, and its old form still lies beside it.",
            advice=f"Put {backup.name} in its place, or delete that file; then write again.",
        )
    with safe_file.copy_beside(real) as old:  # held to the end, so that nobody clears it away
        shutil.copyfile(real, old)
        shutil.copystat(real, old)
        safe_file.sync(old)
        safe_file.expect_untouched(real, before)
        safe_file.replace(old, backup)
        try:
            safe_file.replace(copy, new)
            safe_file.sync_folder(real.parent)
            _pour(new, real)
            if not _same_bytes(new, real):
                raise TagError("The drive did not keep what was written.", advice=_CHECK_DRIVE)
            if keep_mtime:
                os.utime(real, ns=(before.st_atime_ns, before.st_mtime_ns))
            backup.unlink()  # from here on the new form counts
        except BaseException:
            _restore(backup, real)
            _forget(backup, new)
            raise
        with contextlib.suppress(OSError):  # a later save clears it away
            _forget(backup, new)


def put_back(folder: str | os.PathLike[str], *, older_than_s: float = 0.0) -> int:
    """Take the songs of a folder back whose writing in place was interrupted; how many."""
    names: list[str] = []
    with contextlib.suppress(OSError):
        names = os.listdir(folder)
    restored = 0
    for name in names:
        if (match := _OURS.fullmatch(name)) is None:
            continue
        path = Path(os.fsdecode(folder)) / name
        owner = next((n for n in names if _mark(n) == match[2]), None)
        with contextlib.suppress(OSError):
            if leftovers.at_work(path, older_than_s):
                continue
            if match[1] == _NEW and _BACKUP + match[2] not in names:
                path.unlink()  # killed after the song was done
            elif match[1] == _BACKUP and owner is not None:
                restored += _take_back(path, path.with_name(owner))
    return restored


def _take_back(backup: Path, real: Path) -> bool:
    new = _names(real)[1]
    if not _same_bytes(backup, real):
        if not (new.exists() and _only_ours(real, backup, new)):
            return False
        with contextlib.suppress(TagError):  # the backup stays for the next time
            _restore(backup, real)
    if not _same_bytes(backup, real):
        return False
    _forget(backup, new)
    return True


def _mark(name: str) -> str:
    """A short form of a name that fits into another one."""
    return hashlib.blake2b(os.fsencode(name), digest_size=8).hexdigest()


def _names(real: Path) -> tuple[Path, Path]:
    """Where the old and the new form of a song lie while it is written."""
    mark = _mark(real.name)
    return real.with_name(_BACKUP + mark), real.with_name(_NEW + mark)


def _pour(source: Path, target: Path) -> None:
    """Give a file the bytes of another one, without ever making it anew."""
    size = source.stat().st_size
    with source.open("rb") as read, target.open("rb+") as write:
        if size > target.stat().st_size:
            _reserve(write.fileno(), size)
        shutil.copyfileobj(read, write, BLOCK)
        write.truncate(size)
        write.flush()
        os.fsync(write.fileno())


def _reserve(descriptor: int, size: int) -> None:
    """See that a drive is full before any damage is done; not all systems can tell."""
    if hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(descriptor, 0, size)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise


def _restore(backup: Path, real: Path) -> None:
    try:
        _pour(backup, real)
        info = backup.stat()
        os.utime(real, ns=(info.st_atime_ns, info.st_mtime_ns))
    except OSError as error:
        raise UnsettledError(
            f"The song could not be written, nor taken back: its old form is {backup.name}.",
            advice="Keep that file: the next start of moodtagger puts it back.",
        ) from error


def _forget(backup: Path, new: Path) -> None:
    """The new form goes last: without a backup nobody looks for it."""
    for path in (backup, new):
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
        safe_file.sync_folder(path.parent)


def _same_bytes(a: Path, b: Path) -> bool:
    with a.open("rb") as one, b.open("rb") as other:
        pairs = zip_longest(*(iter(partial(f.read, BLOCK), b"") for f in (one, other)))
        return all(x == y for x, y in pairs)


def _only_ours(real: Path, old: Path, new: Path) -> bool:
    """Whether each byte of the file is that of its old or its new form, or was not yet written."""
    with real.open("rb") as now, old.open("rb") as before, new.open("rb") as after:
        while block := now.read(_PAGE):
            forms = before.read(_PAGE), after.read(_PAGE)
            if block not in forms and not _is_mixed(block, *forms):
                return False
    return True


def _is_mixed(block: bytes, old: bytes, new: bytes) -> bool:
    return all(b in (0, o, n) for b, o, n in zip_longest(block, old, new) if b is not None)
