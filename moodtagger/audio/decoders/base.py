"""The decoder protocol, fallback between decoders, and safe opening of regular files."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol, TypeAlias

from moodtagger.audio.convert import Floats
from moodtagger.core.errors import AudioError
from moodtagger.core.prediction import AudioInfo

StrPath: TypeAlias = str | os.PathLike[str]

FRESH_COPY_ADVICE = "Get a fresh copy of it, or remove it."
_MAX_READ_BYTES = 1 << 20


class BoundedReader:
    """An open file that hands out at most a megabyte at a time.

    Python makes room for as much as it is asked for, and in damaged files lengths stand for which
    FFmpeg asks for gigabytes. It takes less, and asks again where there is more.
    """

    def __init__(self, file: BinaryIO) -> None:
        """The file stays the caller's."""
        self.seek = file.seek
        self.tell = file.tell
        self._read = file.read

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; none at the end."""
        return self._read(min(size, _MAX_READ_BYTES))


def open_regular_file(path: StrPath) -> BinaryIO:
    """Open a non-empty regular file for reading, whatever bytes its name holds.

    Raises AudioError for a missing, unreadable or empty file, a folder, a device and a pipe.
    """
    try:
        _check_regular_file(os.stat(path), path)  # noqa: PTH116 - before it is opened
        file = open(path, "rb", opener=_open_nonblocking)  # noqa: SIM115 - handed to the caller
    except (OSError, ValueError) as error:
        raise audio_error(error, path) from error
    try:
        # The name may stand for something else than it did a moment ago.
        _check_regular_file(os.fstat(file.fileno()), path)
    except BaseException:
        file.close()
        raise
    return file


def _open_nonblocking(path: str, flags: int) -> int:
    """Without waiting: a pipe that took the file's place would block here."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _check_regular_file(info: os.stat_result, path: StrPath) -> None:
    if stat.S_ISDIR(info.st_mode):
        raise AudioError("This is a folder, not a song.", path=path)
    if not stat.S_ISREG(info.st_mode):
        raise AudioError("This is a device or a pipe, not a song.", path=path)
    if info.st_size == 0:
        raise AudioError("The file is empty.", path=path, advice=FRESH_COPY_ADVICE)


def audio_error(error: OSError | ValueError, path: StrPath) -> AudioError:
    """The sentence for what the system said when the file was opened or read."""
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return AudioError(
            "The file is not there any more.",
            path=path,
            advice="Plug its drive in, or scan the folder again.",
        )
    if isinstance(error, PermissionError):
        return AudioError(
            "The system does not let you read this file.",
            path=path,
            advice="Change its permissions and scan again.",
        )
    if error.errno == errno.ELOOP:
        return AudioError("This is a link that only leads to itself.", path=path)
    return AudioError(
        f"The drive could not deliver the file ({error.strerror or error}).",
        path=path,
        advice="Check the drive and scan again.",
    )


# Some headers count the padding of the encoder; a longer gap is a file that ends too early.
MAX_MISSING_S = 0.5


class DecoderError(Exception):
    """A decoder cannot open the file, or cannot go on with it; another one may."""


@dataclass(frozen=True, slots=True)
class AudioChunk:
    """Mono sound at the file's own rate; `samples` has shape (n,) and finite values."""

    sample_rate: int
    samples: Floats


class Decoder(Protocol):
    """One decoder with one file open."""

    info: AudioInfo  # as the file's header declares it; a duration of 0 is an unknown one

    def chunks(self) -> Iterator[AudioChunk]:
        """Everything from the beginning on, at most about 10 s each; once only.

        Raises SourceError where the decoder gives up before the declared end.
        """

    def excerpt(self, start_s: float, length_s: float) -> AudioChunk:
        """The part that begins at `start_s`, shorter or empty at the end of the file.

        Raises SourceError when the decoder cannot go there.
        """

    def close(self) -> None:
        """Let go of the file."""


def with_fallback(
    primary: Iterator[AudioChunk], fallback: Callable[[int], Iterator[AudioChunk]]
) -> Iterator[AudioChunk]:
    """What the first decoder gives; where it gives up with SourceError, the other one goes on.

    `then` is told how many samples are known, and gives what follows them.
    """
    delivered = 0
    try:
        for chunk in primary:
            delivered += len(chunk.samples)
            yield chunk
    except DecoderError:
        yield from fallback(delivered)


def skip_samples(chunks: Iterator[AudioChunk], count: int) -> Iterator[AudioChunk]:
    """What follows the first `known` samples."""
    for chunk in chunks:
        overlap = min(count, len(chunk.samples))
        count -= overlap
        if overlap < len(chunk.samples):
            yield AudioChunk(chunk.sample_rate, chunk.samples[overlap:])
