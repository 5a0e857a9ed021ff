"""Translate failures of the file system and of parsers into errors for the user."""

from __future__ import annotations

import errno
import os
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from moodtagger.core.errors import MoodtaggerError, TagError
from moodtagger.core.messages import Message

# errno: (reason, advice)
_OS_ERROR_MESSAGES: dict[int, tuple[Message, Message]] = {
    errno.ENOENT: (
        Message.of("The file is not there any more."),
        Message.of("Scan its folder again."),
    ),
    errno.ENOTDIR: (
        Message.of("The file is not there any more."),
        Message.of("Scan its folder again."),
    ),
    errno.EACCES: (
        Message.of("moodtagger is not allowed to use this file or its folder."),
        Message.of("Change the permissions of the file and the folder it lies in."),
    ),
    errno.EPERM: (
        Message.of("The system does not allow this file or its folder to be changed."),
        Message.of("Change the permissions, or take away its write protection."),
    ),
    errno.EROFS: (
        Message.of("The drive is read-only."),
        Message.of("Take away its write protection, or copy the song to another drive."),
    ),
    errno.ENOSPC: (
        Message.of("The drive is full."),
        Message.of("Free some space (as much as the song) and try again."),
    ),
    errno.EDQUOT: (
        Message.of("Your share of the drive is used up."),
        Message.of("Free some space and try again."),
    ),
    errno.ELOOP: (Message.of("The link leads round in a circle."), Message.of("Delete the link.")),
    errno.ENAMETOOLONG: (
        Message.of("The file's name or path is too long."),
        Message.of("Shorten it and try again."),
    ),
    errno.EIO: (
        Message.of("The drive reports an error."),
        Message.of("Check the drive and its cable; keep a copy."),
    ),
    errno.EISDIR: (Message.of("It is a folder, not a song."), Message.of("Choose a song.")),
}


def os_error_message(error: OSError) -> tuple[Message, Message]:
    """Return (reason, advice) for a failure of the file system."""
    known = _OS_ERROR_MESSAGES.get(error.errno or 0)
    if known:
        return known
    return Message.of(
        "The system reports: {error}.", error=error.strerror or Message.from_error(error)
    ), Message.of("Try again.")


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
            Message.of("The file's tags are damaged and cannot be read."),
            path=path,
            advice=Message.of("Repair it with a tag editor, or get the song anew."),
        ) from error
