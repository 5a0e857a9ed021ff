"""The command line: every job of the program without a window.

Exit status: 0 for success, 1 when some files failed (the others are done), 2 for bad usage.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from threading import Event
from types import FrameType

from moodtagger.cli.output import print_error
from moodtagger.cli.parser import COMMANDS, build_parser
from moodtagger.core.errors import MoodtaggerError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        # File names may hold bytes that are not text; printing them must not fail.
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    arguments = parse_arguments(sys.argv[1:] if argv is None else list(argv))
    cancel = Event()
    previous = _cancel_on_interrupt(cancel)
    try:
        module, _, function = arguments.run.partition(":")
        run = getattr(import_module(f"moodtagger.cli.commands.{module}"), function)
        status = int(run(arguments, cancel))
        sys.stdout.flush()
        return status
    except MoodtaggerError as error:
        print_error(error.full_message, error.path)
        return 1
    except BrokenPipeError:  # the reader of the output has ended, as `head` does
        _discard_stdout()
        return 0
    except OSError as error:
        if isinstance(error, FileNotFoundError) and error.filename is None:  # from getcwd
            print_error("The folder that you are in is no longer there. Change to another one.")
            return 1
        if error.filename is not None or error.errno not in {errno.ENOSPC, errno.EIO, errno.EDQUOT}:
            raise
        _discard_stdout()
        print_error(f"The output cannot be written: {error.strerror}.")
        return 1
    finally:
        if previous is not None:
            signal.signal(signal.SIGINT, previous)


def _discard_stdout() -> None:
    """Discard further and buffered output, which nobody reads any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Parse the arguments; without the name of a command they belong to `gui`."""
    flags = {"-h", "--help", "--version"}
    if not argv or (argv[0] not in COMMANDS and argv[0] not in flags):
        argv = ["gui", *argv]
    return build_parser().parse_args(_join_sort_option(argv))


def _join_sort_option(argv: Sequence[str]) -> list[str]:
    """Turn `--sort -field`, which argparse takes for two options, into `--sort=-field`."""
    joined: list[str] = []
    for argument in argv:
        if joined and joined[-1] == "--sort":
            joined[-1] = f"--sort={argument}"
        else:
            joined.append(argument)
    return joined


def _cancel_on_interrupt(cancel: Event) -> signal._HANDLER | None:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        if cancel.is_set():  # the second time: at once
            raise KeyboardInterrupt
        cancel.set()

    try:
        return signal.signal(signal.SIGINT, stop)
    except ValueError:  # not on the main thread, as in tests
        return None
