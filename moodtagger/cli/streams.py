"""The standard streams: there even when closed, and never deciding over the work of a command."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO


class GuardedStream:
    """A text stream that drops what can no longer be written, and remembers that.

    `lost` is true once the reader has gone or the write failed; `error` is then the error, None
    for a reader that has gone, as `head` does.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.lost = False
        self.error: OSError | None = None

    def write(self, text: str) -> int:
        """Write the text, or drop it."""
        if not self.lost:
            with self._guard():
                self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush the stream, or drop what it holds."""
        if not self.lost:
            with self._guard():
                self._stream.flush()

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            self._give_up()
        except OSError as error:
            self.error = error
            self._give_up()

    def _give_up(self) -> None:
        self.lost = True
        with contextlib.suppress(OSError, ValueError):  # what is buffered must go somewhere at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def guarded_streams() -> Iterator[GuardedStream]:
    """Guard standard output and standard error, and yield the guarded standard output."""
    _open_missing_streams()
    streams = (sys.stdout, sys.stderr)
    for stream in streams:
        # File names may hold bytes that are not text; printing them must not fail.
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    out, err = (GuardedStream(stream) for stream in streams)
    sys.stdout, sys.stderr = out, err
    try:
        yield out
    finally:
        out.flush()
        err.flush()
        sys.stdout, sys.stderr = streams


def reader_has_gone() -> bool:
    """Whether nobody reads the standard output any more."""
    return isinstance(sys.stdout, GuardedStream) and sys.stdout.lost


def _open_missing_streams() -> None:
    """Connect closed standard streams with the null device.

    Else the next file that is opened, such as the library or a pipe to a worker, would take their
    place and get whatever is printed.
    """
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number
            os.set_inheritable(descriptor, True)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
