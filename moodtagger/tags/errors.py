"""Translate failures of the file system and of parsers into errors for the user."""

from __future__ import annotations

import errno
import os
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from moodtagger.core.errors import MoodtaggerError, TagError

# errno: (reason, advice)
_OS_ERROR_MESSAGES: dict[int, tuple[str, str]] = {
    errno.ENOENT: ("The file is not there any more.", "Scan its folder again."),
    errno.ENOTDIR: ("The file is not there any more.", "Scan its folder again."),
    errno.EACCES: (
        "moodtagger is not allowed to use this file or its folder.",
        "Change the permissions of the file and the folder it lies in.",
    ),
    errno.EPERM: (
        "The system does not allow this file or its folder to be changed.",
        "Change the permissions, or take away its write protection.",
    ),
    errno.EROFS: (
        "The drive can only be read.",
        "Take away its write protection, or copy the song to another drive.",
    ),
    errno.ENOSPC: ("The drive is full.", "Free some space (as much as the song) and try again."),
    errno.EDQUOT: ("Your share of the drive is used up.", "Free some space and try again."),
    errno.ELOOP: ("The link leads round in a circle.", "Delete the link."),
    errno.ENAMETOOLONG: ("The file's name or path is too long.", "Shorten it and try again."),
    errno.EIO: ("The drive reports an error.", "Check the drive and its cable; keep a copy."),
    errno.EISDIR: ("It is a folder, not a song.", "Choose a song."),
}


def os_error_message(error: OSError) -> tuple[str, str]:
    """Return (reason, advice) for a failure of the file system."""
    known = _OS_ERROR_MESSAGES.get(error.errno or 0)
    if known:
        return known
    return f"The system reports: {error.strerror or error}.", "Try again."


@contextmanager
def as_tag_error(path: str | os.PathLike[str]) -> Iterator[None]:
    """Turn every failure inside the block into a TagError that names the file."""
    try:
        yield
    except MoodtaggerError as error:
        error.path = error.path or os.fsdecode(path)
        raise
    except OSError as error:
        reason, advice = os_error_message(error)
        raise TagError(reason, path=path, advice=advice) from error
    except (
        ArithmeticError,
        AssertionError,
        EOFError,
        LookupError,
        MemoryError,
        RecursionError,
        ValueError,
        struct.error,
        zlib.error,
    ) as error:
        raise TagError(
            "The file's tags are damaged and cannot be read.",
            path=path,
            advice="Repair it with a tag editor, or get the song anew.",
        ) from error
