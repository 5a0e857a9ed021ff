"""Overwrite in place, with a backup, where an atomic rename would lose metadata.

Files are normally replaced by their verified copy. Three kinds are written in place instead: those
with several hard links, all of which should show the new tags; those whose owner or extended
attributes (access control lists among them) cannot be given to another file; and those on exFAT,
where a replaced file moves to another position of its folder, an order that simple players follow.

The verified copy and a backup of the old bytes lie next to the song, both durable, before its first
byte is overwritten. When writing fails, the backup is restored at once. When the program is killed,
both files stay, and `restore_interrupted` restores the old bytes at the next start. It does so only
if every block of the song is an old or a new one: if another program has written to the song since,
its content and the backup are left alone.
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

from moodtagger.core.errors import TagError, UnverifiedWriteError
from moodtagger.core.messages import Message
from moodtagger.tags.files import atomic_replace
from moodtagger.tags.files.byte_spans import BLOCK_SIZE

_BACKUP_PREFIX, _NEW_PREFIX = ".moodtagger-back-", ".moodtagger-next-"
_IN_PLACE_NAME = re.compile(
    f"({re.escape(_BACKUP_PREFIX)}|{re.escape(_NEW_PREFIX)})([0-9a-f]{{16}})"
)
_PAGE_BYTES = 4096  # the unit in which a drive writes
MOUNT_TABLE = Path("/proc/self/mountinfo")
_CHECK_DRIVE_ADVICE = Message.of("Check the drive and its cable, and make a backup.")
_REORDERING_FILESYSTEMS = frozenset(("exfat", "fuse.exfat"))


def requires_in_place(real: Path, original_stat: os.stat_result, copy: Path) -> bool:
    """Whether the file has to be written in place; `copy` already got its metadata."""
    if (
        original_stat.st_nlink > 1
        or _filesystem_type(original_stat.st_dev) in _REORDERING_FILESYSTEMS
    ):
        return True
    copy_stat = copy.stat()
    same_owner = (copy_stat.st_uid, copy_stat.st_gid) == (
        original_stat.st_uid,
        original_stat.st_gid,
    )
    return not same_owner or _extended_attributes(real) != _extended_attributes(copy)


def _extended_attributes(path: Path) -> dict[str, bytes]:
    """Return the extended attributes, access control lists among them; empty without support."""
    if not hasattr(os, "listxattr"):
        return {}
    with contextlib.suppress(OSError):
        return {name: os.getxattr(path, name) for name in os.listxattr(path)}
    return {}


def _filesystem_type(device: int) -> str:
    """Return the type of the file system on a device; empty where it is unknown (not Linux)."""
    device_number = f"{os.major(device)}:{os.minor(device)}" if hasattr(os, "major") else ""
    with contextlib.suppress(OSError):
        for line in MOUNT_TABLE.read_text(encoding="utf-8", errors="replace").splitlines():
            fields, _, kind = line.partition(" - ")
            if device_number and fields.split()[2:3] == [device_number]:
                return kind.split()[0]
    return ""


def overwrite(copy: Path, real: Path, original_stat: os.stat_result, *, keep_mtime: bool) -> None:
    """Write the bytes of the durable `copy` over the file; on failure its old bytes are restored.

    Raises TagError when an older write was interrupted and not restored, or when the file does not
    read back as written; UnverifiedWriteError when the old bytes could not be restored either.
    """
    backup, new = _backup_and_new_paths(real)
    if backup.exists():
        raise TagError(
            Message.of("Writing this song was interrupted, and its original is still beside it."),
            advice=Message.of(
                "Replace the song with {name}, or delete that file; then write again.",
                name=backup.name,
            ),
        )
    # The backup stays locked until the end, so that no clean-up touches it.
    with atomic_replace.temporary_sibling(real) as backup_copy:
        shutil.copyfile(real, backup_copy)
        shutil.copystat(real, backup_copy)
        atomic_replace.sync_file(backup_copy)
        atomic_replace.check_unchanged(real, original_stat)
        atomic_replace.replace_with_retry(backup_copy, backup)
        try:
            atomic_replace.replace_with_retry(copy, new)
            atomic_replace.sync_folder(real.parent)
            _overwrite_bytes(new, real)
            if not _have_same_bytes(new, real):
                raise TagError(
                    Message.of("The drive did not store what was written."),
                    advice=_CHECK_DRIVE_ADVICE,
                )
            if keep_mtime:
                os.utime(real, ns=(original_stat.st_atime_ns, original_stat.st_mtime_ns))
            backup.unlink()  # from here on the new content counts
        except BaseException:
            _restore_backup(backup, real)
            _delete_backup_and_new(backup, new)
            raise
        with contextlib.suppress(OSError):  # a later clean-up deletes them
            _delete_backup_and_new(backup, new)


def restore_interrupted(folder: str | os.PathLike[str], *, older_than_s: float = 0.0) -> int:
    """Restore the songs of a folder whose write in place was interrupted; return their number."""
    names: list[str] = []
    with contextlib.suppress(OSError):
        names = os.listdir(folder)
    restored = 0
    for name in names:
        if (match := _IN_PLACE_NAME.fullmatch(name)) is None:
            continue
        path = Path(os.fsdecode(folder)) / name
        song_name = next((n for n in names if _name_hash(n) == match[2]), None)
        with contextlib.suppress(OSError):
            if atomic_replace.is_in_use(path, older_than_s):
                continue
            if match[1] == _NEW_PREFIX and _BACKUP_PREFIX + match[2] not in names:
                path.unlink()  # killed after the song was complete
            elif match[1] == _BACKUP_PREFIX and song_name is not None:
                restored += _roll_back(path, path.with_name(song_name))
    return restored


def _roll_back(backup: Path, real: Path) -> bool:
    """Restore an interrupted song; False when another program has written to it since."""
    new = _backup_and_new_paths(real)[1]
    if not _have_same_bytes(backup, real):
        if not (new.exists() and _contains_only_known_bytes(real, backup, new)):
            return False
        with contextlib.suppress(TagError):  # the backup stays for another attempt
            _restore_backup(backup, real)
    if not _have_same_bytes(backup, real):
        return False
    _delete_backup_and_new(backup, new)
    return True


def _name_hash(name: str) -> str:
    """Return a short digest of a file name, to be part of another name."""
    return hashlib.blake2b(os.fsencode(name), digest_size=8).hexdigest()


def _backup_and_new_paths(real: Path) -> tuple[Path, Path]:
    """Return the paths of the old and the new content while a song is written."""
    name_hash = _name_hash(real.name)
    return real.with_name(_BACKUP_PREFIX + name_hash), real.with_name(_NEW_PREFIX + name_hash)


def _overwrite_bytes(source: Path, target: Path) -> None:
    """Overwrite a file with the bytes of another one; it stays the same file."""
    size = source.stat().st_size
    with source.open("rb") as read, target.open("rb+") as write:
        if size > target.stat().st_size:
            _preallocate(write.fileno(), size)
        shutil.copyfileobj(read, write, BLOCK_SIZE)
        write.truncate(size)
        write.flush()
        os.fsync(write.fileno())


def _preallocate(descriptor: int, size: int) -> None:
    """Detect a full drive before anything is overwritten, where the system supports it."""
    if hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(descriptor, 0, size)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise


def _restore_backup(backup: Path, real: Path) -> None:
    try:
        _overwrite_bytes(backup, real)
        info = backup.stat()
        os.utime(real, ns=(info.st_atime_ns, info.st_mtime_ns))
    except OSError as error:
        raise UnverifiedWriteError(
            Message.of(
                "The song could not be written or restored: the original is {name}.",
                name=backup.name,
            ),
            advice=Message.of("Keep that file: moodtagger restores it at the next start."),
        ) from error


def _delete_backup_and_new(backup: Path, new: Path) -> None:
    """Delete the new content last: without a backup it is not needed for anything."""
    for path in (backup, new):
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
        atomic_replace.sync_folder(path.parent)


def _have_same_bytes(a: Path, b: Path) -> bool:
    with a.open("rb") as one, b.open("rb") as other:
        pairs = zip_longest(*(iter(partial(f.read, BLOCK_SIZE), b"") for f in (one, other)))
        return all(x == y for x, y in pairs)


def _contains_only_known_bytes(real: Path, old: Path, new: Path) -> bool:
    """Whether each byte of the file is an old one, a new one, or not yet written."""
    with real.open("rb") as current_file, old.open("rb") as old_file, new.open("rb") as new_file:
        while block := current_file.read(_PAGE_BYTES):
            versions = old_file.read(_PAGE_BYTES), new_file.read(_PAGE_BYTES)
            if block not in versions and not _is_mixed(block, *versions):
                return False
    return True


def _is_mixed(block: bytes, old: bytes, new: bytes) -> bool:
    """Whether a block consists of old bytes, new bytes and zeros."""
    return all(b in (0, o, n) for b, o, n in zip_longest(block, old, new) if b is not None)


def clean_up_folder(folder: str | os.PathLike[str], *, older_than_s: float = 60.0) -> int:
    """Restore half-written songs of a folder, and delete temporary files.

    Returns the number of deleted files. Files that another program uses stay; where locks do not
    work, so do those that changed within the last `older_than_s` seconds.
    """
    restore_interrupted(folder, older_than_s=older_than_s)
    return atomic_replace.delete_temp_files(folder, older_than_s=older_than_s)
