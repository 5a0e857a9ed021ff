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
from moodtagger.core.messages import Message
from moodtagger.core.prediction import AudioInfo
from moodtagger.files.open_files import MOSTLY_HOLES, check_pinned, is_mostly_holes

StrPath: TypeAlias = str | os.PathLike[str]

FRESH_COPY_ADVICE = Message.of("Replace the file with a good copy or remove it.")
# Some headers count the padding of the encoder; if more is missing, the file is truncated.
MAX_MISSING_S = 0.5


def open_regular_file(path: StrPath) -> BinaryIO:
    """Open a non-empty regular file for reading.

    Parameters
    ----------
    path : str or os.PathLike
        The file. Its name may hold any bytes.

    Returns
    -------
    binary file
        The open file; the caller closes it.

    Raises
    ------
    AudioError
        The file is missing, unreadable or empty, or it is a folder, a device or a pipe.
    FileExchangedError
        The path is a `PinnedFile` and leads to another file now.
    """
    try:
        _check_regular_file(os.stat(path), path)  # noqa: PTH116 - before it is opened
        file = open(path, "rb", opener=_open_nonblocking)  # noqa: SIM115 - handed to the caller
    except (OSError, ValueError) as error:
        raise audio_error(error, path) from error
    try:
        # The path may have been replaced since the first check.
        _check_regular_file(os.fstat(file.fileno()), path)
        check_pinned(path, file.fileno())
        if is_mostly_holes(file.fileno()):
            raise AudioError(MOSTLY_HOLES, path=path, advice=FRESH_COPY_ADVICE)
    except BaseException:
        file.close()
        raise
    return file


def _open_nonblocking(path: str, flags: int) -> int:
    """Open without blocking: a pipe that has replaced the file since would block here."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _check_regular_file(info: os.stat_result, path: StrPath) -> None:
    if stat.S_ISDIR(info.st_mode):
        raise AudioError(Message.of("This is a folder, not a song."), path=path)
    if not stat.S_ISREG(info.st_mode):
        raise AudioError(Message.of("This is a device or a pipe, not a song."), path=path)
    if info.st_size == 0:
        raise AudioError(Message.of("The file is empty."), path=path, advice=FRESH_COPY_ADVICE)


def audio_error(error: OSError | ValueError, path: StrPath) -> AudioError:
    """Translate a system error from opening or reading a file into an error for the user.

    Parameters
    ----------
    error : OSError or ValueError
        The error; a ValueError is the one that `os.stat` raises for a NUL in a path.
    path : str or os.PathLike
        The file that it is about.

    Returns
    -------
    AudioError
        The error to raise, with a reason and advice.
    """
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return AudioError(
            Message.of("The file is missing."),
            path=path,
            advice=Message.of("Connect its drive, or scan the folder again."),
        )
    if isinstance(error, PermissionError):
        return AudioError(
            Message.of("You don't have permission to read this file."),
            path=path,
            advice=Message.of("Change its permissions and scan again."),
        )
    if error.errno == errno.ELOOP:
        return AudioError(Message.of("This link points to itself."), path=path)
    return AudioError(
        Message.of("The drive couldn't read the file ({error}).", error=error.strerror or error),
        path=path,
        advice=Message.of("Check the drive and scan again."),
    )


class DecoderError(Exception):
    """A decoder cannot open a file or cannot continue with it; another decoder may."""


@dataclass(frozen=True, slots=True)
class AudioChunk:
    """Mono samples at the file's own sample rate.

    Attributes
    ----------
    sample_rate : int
        Sample rate in Hz.
    samples : ndarray of float32, shape (n,)
        Finite samples, full scale at 1.
    """

    sample_rate: int
    samples: Floats


class Decoder(Protocol):
    """A decoder with one open file.

    Attributes
    ----------
    info : AudioInfo
        Properties that the file's header declares; a duration of 0 means unknown.
    """

    info: AudioInfo

    def chunks(self) -> Iterator[AudioChunk]:
        """Decode the file from the beginning; call it once only.

        Yields
        ------
        AudioChunk
            At most about 10 s each.

        Raises
        ------
        DecoderError
            The decoder gives up before the declared end.
        """

    def chunks_from(self, start: int) -> Iterator[AudioChunk]:
        """Seek and decode the rest of the file; call it once only.

        Parameters
        ----------
        start : int
            Index of the first sample.

        Yields
        ------
        AudioChunk
            At most about 10 s each.

        Raises
        ------
        DecoderError
            The decoder cannot seek exactly to the start, or gives up before the declared end.
        """

    def excerpt(self, start_s: float, length_s: float) -> AudioChunk:
        """Seek and decode one excerpt.

        Parameters
        ----------
        start_s, length_s : float
            Start and length in seconds.

        Returns
        -------
        AudioChunk
            The excerpt; shorter or empty at the end of the file.

        Raises
        ------
        DecoderError
            The decoder cannot seek to the start.
        """

    def close(self) -> None:
        """Close the file."""


def with_fallback(
    primary: Iterator[AudioChunk], fallback: Callable[[int], Iterator[AudioChunk]]
) -> Iterator[AudioChunk]:
    """Decode with one decoder and, where it gives up, continue with another one.

    Parameters
    ----------
    primary : iterator of AudioChunk
        The chunks of the first decoder; a DecoderError means that it gives up.
    fallback : callable
        Takes the number of samples that were delivered, and returns an iterator over the chunks
        that follow them.

    Yields
    ------
    AudioChunk
        The chunks of the first decoder, then those of the fallback.
    """
    delivered = 0
    try:
        for chunk in primary:
            delivered += len(chunk.samples)
            yield chunk
    except DecoderError:
        yield from fallback(delivered)


def skip_samples(chunks: Iterator[AudioChunk], count: int) -> Iterator[AudioChunk]:
    """Drop the first samples of a stream of chunks.

    Parameters
    ----------
    chunks : iterator of AudioChunk
        The whole stream.
    count : int
        Number of samples to drop.

    Yields
    ------
    AudioChunk
        The remaining samples; no chunk is empty.
    """
    for chunk in chunks:
        overlap = min(count, len(chunk.samples))
        count -= overlap
        if overlap < len(chunk.samples):
            yield AudioChunk(chunk.sample_rate, chunk.samples[overlap:])


def take_seconds(chunks: Iterator[AudioChunk], seconds: float) -> Iterator[AudioChunk]:
    """End a stream of chunks after some time.

    Parameters
    ----------
    chunks : iterator of AudioChunk
        The whole stream.
    seconds : float
        How long it lasts at most.

    Yields
    ------
    AudioChunk
        The first samples.
    """
    for chunk in chunks:
        count = min(len(chunk.samples), round(seconds * chunk.sample_rate))
        yield AudioChunk(chunk.sample_rate, chunk.samples[:count])
        seconds -= count / chunk.sample_rate
        if count < len(chunk.samples) or seconds * chunk.sample_rate < 0.5:
            return
