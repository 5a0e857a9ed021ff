"""Read files of ours with a bound, and write files whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

from moodtagger.core.messages import Message


def read_limited(path: Path, limit: int) -> bytes:
    """Return the content of a regular file of at most `limit` bytes.

    Raises OSError for anything else: a named pipe would block and a device may never end.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, Message.of("it is not a regular file"), str(path))
        content = file.read(limit + 1)
    if len(content) > limit:
        raise OSError(
            errno.EFBIG, Message.of("it is larger than {size} kB", size=limit // 1000), str(path)
        )
    return content


def write_whole(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Replace a file by this content, or leave it as it was and raise OSError.

    The content is written to a temporary file beside it and synced before that is renamed. A link
    stays a link. `mode` are the permissions; else those of the older file, or the usual ones.
    """
    real = Path(os.path.realpath(path))
    older_mode = _permissions(real)  # also checks that this may be replaced
    mode = older_mode if mode is None else mode
    # The name is that of every temporary file of ours, which a later clean-up recognizes.
    temporary = real.with_name(f".moodtagger-{secrets.token_hex(8)}.tmp")
    descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if mode is not None:
                temporary.chmod(mode)
            _keep_owner(real, descriptor)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(real)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(real.parent)


def write_text_whole(path: Path, text: str) -> None:
    """Replace a file by this text in UTF-8; see `write_whole`."""
    write_whole(path, text.encode("utf-8"))


def _permissions(real: Path) -> int | None:
    try:
        info = real.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(info.st_mode):
        raise OSError(errno.EINVAL, Message.of("it is not a regular file"), str(real))
    if not os.access(real, os.W_OK):  # renaming over it would not ask
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(real))
    return stat.S_IMODE(info.st_mode)


def _keep_owner(real: Path, descriptor: int) -> None:
    with contextlib.suppress(OSError, AttributeError):  # only root may; elsewhere there is none
        info = real.stat()
        if (info.st_uid, info.st_gid) != (os.geteuid(), os.getegid()):
            os.chown(descriptor, info.st_uid, info.st_gid)


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # not every system opens folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
