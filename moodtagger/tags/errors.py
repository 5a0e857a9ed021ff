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
        Message.of("The file is missing."),
        Message.of("Scan its folder again."),
    ),
    errno.ENOTDIR: (
        Message.of("The file is missing."),
        Message.of("Scan its folder again."),
    ),
    errno.EACCES: (
        Message.of("You don't have permission to use this file or its folder."),
        Message.of("Change the permissions of the file and its folder."),
    ),
    errno.EPERM: (
        Message.of("The system does not allow changes to this file or its folder."),
        Message.of("Change the permissions or remove the write protection."),
    ),
    errno.EROFS: (
        Message.of("The drive is read-only."),
        Message.of("Remove the write protection, or copy the song to another drive."),
    ),
    errno.ENOSPC: (
        Message.of("The drive is full."),
        Message.of("Free some space (as much as the song) and try again."),
    ),
    errno.EDQUOT: (
        Message.of("Your quota on this drive is used up."),
        Message.of("Free some space and try again."),
    ),
    errno.ELOOP: (Message.of("The link leads in a circle."), Message.of("Delete the link.")),
    errno.ENAMETOOLONG: (
        Message.of("The file name or path is too long."),
        Message.of("Shorten it and try again."),
    ),
    errno.EIO: (
        Message.of("The drive reported an error."),
        Message.of("Check the drive and its cable, and make a backup."),
    ),
    errno.EISDIR: (Message.of("It is a folder, not a song."), Message.of("Choose a song.")),
}


def os_error_message(error: OSError) -> tuple[Message, Message]:
    """Return (reason, advice) for a failure of the file system."""
    known = _OS_ERROR_MESSAGES.get(error.errno or 0)
    if known:
        return known
    return Message.of(
        "The system reported: {error}.", error=error.strerror or Message.from_error(error)
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
            Message.of("The file's tags are damaged and can't be read."),
            path=path,
            advice=Message.of("Repair it with a tag editor, or replace it with a good copy."),
        ) from error
