"""Files and folders that not even their owner may change: immutable, or only to be appended to.

Permissions do not show these flags (`chattr +i` and `+a`, on macOS `chflags`), and the system
enforces them only when the finished copy is to take the file's place.
"""

from __future__ import annotations

import os
import stat
import struct
import sys
from contextlib import suppress
from pathlib import Path

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message

_LONG_SIZE = struct.calcsize("l")
_FS_IOC_GETFLAGS = 2 << 30 | _LONG_SIZE << 16 | ord("f") << 8 | 1  # _IOR('f', 1, long)
_IMMUTABLE, _APPEND_ONLY = 0x10, 0x20  # FS_IMMUTABLE_FL, FS_APPEND_FL of linux/fs.h
_BSD_IMMUTABLE = stat.UF_IMMUTABLE | stat.SF_IMMUTABLE
_BSD_APPEND_ONLY = stat.UF_APPEND | stat.SF_APPEND


def read_flags(path: Path) -> int:
    """Return the flags of a file or folder, as `lsattr` shows them; 0 where there are none."""
    try:
        import fcntl
    except ImportError:  # Windows
        return 0
    with suppress(OSError):  # most file systems without flags report an error
        bsd_flags = getattr(path.stat(), "st_flags", 0)
        if bsd_flags:
            return (_IMMUTABLE if bsd_flags & _BSD_IMMUTABLE else 0) | (
                _APPEND_ONLY if bsd_flags & _BSD_APPEND_ONLY else 0
            )
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        try:
            # The kernel writes an int, whatever the request's size says.
            answer = fcntl.ioctl(descriptor, _FS_IOC_GETFLAGS, bytes(_LONG_SIZE))
        finally:
            os.close(descriptor)
        return int.from_bytes(answer[:4], sys.byteorder)
    return 0


def check_changeable(real: Path) -> None:
    """Raise TagError when the flags of a file or of its folder forbid to replace the file."""
    for path, flags in ((real, read_flags(real)), (real.parent, read_flags(real.parent))):
        if not flags & (_IMMUTABLE | _APPEND_ONLY):
            continue
        if flags & _IMMUTABLE and path == real:
            reason = Message.of("The file is immutable: even its owner can't change it.")
        elif flags & _IMMUTABLE:
            reason = Message.of("The folder is immutable: nothing in it can be replaced.")
        elif path == real:
            reason = Message.of("The file is append-only: its contents can't be changed.")
        else:
            reason = Message.of("The folder is append-only: nothing in it can be replaced.")
        raise TagError(
            reason,
            advice=Message.of(
                "Remove the attribute (chattr -{letter}) and try again.",
                letter="i" if flags & _IMMUTABLE else "a",
            ),
        )
