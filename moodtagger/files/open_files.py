"""The identity of an open file, by which a file that was exchanged meanwhile is noticed.

Identifying a song, decoding it and reading its tags are several steps, and a file can be renamed,
replaced or overwritten between any two of them. Whoever opens a file by the path of a `PinnedFile`
checks that it is still the same one, so that no song gets the result of another.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from moodtagger.core.errors import FileExchangedError
from moodtagger.core.messages import Message

# Below this size a whole file is read in less than a second, holes or not.
_MIN_SPARSE_BYTES = 512 << 20
_MIN_DATA_SHARE = 1 / 8  # music does not compress below this, so holes are all that remains
_MAX_EXTENTS = 4096
_MAX_READ_BYTES = 1 << 20


class FileIdentity(NamedTuple):
    """Which file this is, and in which state: it differs after every write and every rename."""

    device: int
    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int

    @classmethod
    def of(cls, info: os.stat_result) -> Self:
        """Return the identity in the result of a `stat`."""
        return cls(info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns)

    @property
    def file_id(self) -> tuple[int, int]:
        """Device and inode, which all names of a file have in common."""
        return self.device, self.inode

    def is_same_file(self, other: FileIdentity) -> bool:
        """Return whether two files of equal audio are one, by another name or another mount.

        A second mount may have another device number; no copy has the inode and the time of
        change of its original.
        """
        return self.file_id == other.file_id or self[1:] == other[1:]


def file_id_of(path: str | os.PathLike[str]) -> tuple[int, int] | None:
    """Return what all names of a file have in common; None where it is missing or has no inode."""
    try:
        identity = FileIdentity.of(os.stat(path))  # noqa: PTH116 - a path of any bytes
    except (OSError, ValueError):
        return None
    return identity.file_id if identity.inode else None


class PinnedFile(os.PathLike[str]):
    """A path with the identity of the file it led to; a context manager that keeps it open.

    It is a path to be opened by others, who call `check` with what they opened. Leaving the block
    raises FileExchangedError where the file or its path is not what it was.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(path)
        self._descriptor = os.open(self.path, os.O_RDONLY | _OPEN_FLAGS)
        self.identity = FileIdentity.of(os.fstat(self._descriptor))

    def __fspath__(self) -> str:
        return self.path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            # A canceled task is no longer of interest. An error may well come from the exchange.
            if kind is None or issubclass(kind, Exception):
                self._check_at_end(error)
        finally:
            os.close(self._descriptor)

    def check(self, info: os.stat_result) -> None:
        """Raise FileExchangedError when this is not the state of the file that was pinned."""
        if FileIdentity.of(info) != self.identity:
            raise FileExchangedError(self.path)

    def _check_at_end(self, error: BaseException | None) -> None:
        if isinstance(error, FileExchangedError):
            return
        self.check(os.fstat(self._descriptor))
        try:
            info = os.stat(self.path)  # noqa: PTH116 - a path of any bytes
        except OSError as missing:
            raise FileExchangedError(self.path) from missing
        self.check(info)


_OPEN_FLAGS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # a pipe would block


def check_pinned(path: str | os.PathLike[str], descriptor: int) -> None:
    """Raise FileExchangedError when `path` is pinned and the open file is another one."""
    if isinstance(path, PinnedFile):
        path.check(os.fstat(descriptor))


def is_mostly_holes(descriptor: int) -> bool:
    """Return whether a huge file consists of holes, as a download that has hardly begun does.

    Its end is found without reading it: the system knows where the data lies.
    """
    info = os.fstat(descriptor)
    if not stat.S_ISREG(info.st_mode) or info.st_size < _MIN_SPARSE_BYTES:
        return False
    blocks = getattr(info, "st_blocks", None)
    if blocks is None or blocks * 512 >= info.st_size * _MIN_DATA_SHARE:
        return False
    # Some network drives report no blocks at all.
    return _data_bytes(descriptor, info.st_size) < info.st_size * _MIN_DATA_SHARE


def _data_bytes(descriptor: int, size: int) -> int:
    """Return how many bytes are no holes; the size where the system cannot tell."""
    if not hasattr(os, "SEEK_DATA"):
        return size
    position = total = 0
    start = os.lseek(descriptor, 0, os.SEEK_CUR)
    try:
        for _ in range(_MAX_EXTENTS):
            data = os.lseek(descriptor, position, os.SEEK_DATA)
            position = os.lseek(descriptor, data, os.SEEK_HOLE)
            total += position - data
            if position >= size:
                break
    except OSError as error:  # ENXIO: no data behind this position
        if error.errno != errno.ENXIO:
            return size
    finally:
        with suppress(OSError):
            os.lseek(descriptor, start, os.SEEK_SET)
    return total


MOSTLY_HOLES = Message.of("Most of this file is empty, like an unfinished download.")


class BoundedReader:
    """An open file for FFmpeg, whose reads return at most 1 MiB.

    Python allocates a buffer of the requested size up front, and damaged files declare lengths for
    which FFmpeg requests gigabytes. FFmpeg accepts short reads and asks again. The caller closes
    the file.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.tell = file.tell
        self._file = file

    def read(self, size: int) -> bytes:
        """Read at most `size` bytes; nothing at the end of the file."""
        return self._file.read(min(size, _MAX_READ_BYTES))

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Return the new position, or FFmpeg's code of the error, which it expects."""
        try:
            return self._file.seek(offset, whence)
        except (OSError, ValueError) as error:
            return -(getattr(error, "errno", None) or errno.EINVAL)
