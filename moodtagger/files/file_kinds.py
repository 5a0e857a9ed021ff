"""What a file is by its first bytes, where it is not what was expected: foreign, or damaged."""

from __future__ import annotations

import codecs
import contextlib
import os
import stat
from pathlib import Path

FOREIGN_HEAD_BYTES = 512
_SIGNATURES = (
    b"\xff\xd8\xff",  # JPEG
    b"\x89PNG\r\n",
    b"GIF8",
    b"BM\x00",
    b"%PDF",
    b"PK\x03\x04",  # ZIP, and office documents
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",  # gzip
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xd0\xcf\x11\xe0",  # older office documents
    b"II*\x00",
    b"MM\x00*",
)
_SQLITE = b"SQLite format 3\0"
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x1b")


def is_foreign(head: bytes) -> bool:
    """Return whether a file is certainly something else: a picture, an archive, a text.

    `head` are its first `FOREIGN_HEAD_BYTES` bytes. Neither audio nor a library begins like that,
    however damaged.
    """
    return head.startswith((*_SIGNATURES, _SQLITE)) or _is_text(head)


def is_foreign_to_library(head: bytes) -> bool:
    """Return whether a file is certainly no database."""
    return not head.startswith(_SQLITE) and is_foreign(head)


def _is_text(head: bytes) -> bool:
    if not head or any(byte < 32 and byte not in _TEXT_CONTROLS for byte in head):
        return False
    with contextlib.suppress(UnicodeDecodeError):
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the last character may be cut
        return True
    return False


def read_head(path: str | os.PathLike[str]) -> bytes:
    """Return the first bytes of a regular file, none when it cannot be read."""
    with contextlib.suppress(OSError, ValueError):
        if stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - reading a pipe would block
            with Path(os.fsdecode(path)).open("rb") as file:
                return file.read(FOREIGN_HEAD_BYTES)
    return b""


def is_on_read_only_drive(path: str | os.PathLike[str]) -> bool:
    """Return whether the drive of a file or folder is mounted for reading only."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    return False
