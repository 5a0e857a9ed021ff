"""The command line: every job of the program without a window.

Exit status: 0 for success, 1 when some files failed (the others are done), 2 for bad usage, and
128 and its number for a signal that ended the command (143 for SIGTERM, 129 for SIGHUP).
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from threading import Event
from types import FrameType

from moodtagger import settings
from moodtagger.cli.output import print_error
from moodtagger.cli.parser import COMMANDS, build_parser
from moodtagger.cli.streams import GuardedStream, guarded_streams
from moodtagger.core.errors import MoodtaggerError
from moodtagger.paths import settings_path


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    with guarded_streams() as out:
        with _cancel_on_signals() as stop:
            try:
                arguments = parse_arguments(sys.argv[1:] if argv is None else list(argv))
            except SystemExit as ended:  # --help, --version, wrong usage
                out.flush()
                sys.exit(_status_with_output(int(ended.code or 0), out))
            status = _run(arguments, stop.event)
            if stop.number not in {0, signal.SIGINT}:
                status = 128 + stop.number
        out.flush()
        return _status_with_output(status, out)


def _run(arguments: argparse.Namespace, cancel: Event) -> int:
    module, _, function = arguments.run.partition(":")
    try:
        _warn_about_settings()
        run = getattr(import_module(f"moodtagger.cli.commands.{module}"), function)
        return int(run(arguments, cancel))
    except MoodtaggerError as error:
        print_error(error.full_message, error.path)
        return 1
    except FileNotFoundError as error:
        if error.filename is not None:
            raise
        # from getcwd
        print_error("The current folder no longer exists. Change to another one.")
        return 1


def _warn_about_settings() -> None:
    """Print once what is wrong with the settings, whatever reads them later."""
    path = settings_path()
    problem = settings.load_and_check(path)[1]
    if problem:
        print_error(problem, str(path))


def _status_with_output(status: int, out: GuardedStream) -> int:
    """Return the status of the work, or 1 where only its output failed."""
    if out.error is None:
        return status
    print_error(f"Couldn't write the output: {out.error.strerror}.")
    return status or 1


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Parse the arguments; without the name of a command they belong to `gui`."""
    flags = {"-h", "--help", "--version"}
    if not argv or (argv[0] not in COMMANDS and argv[0] not in flags):
        argv = ["gui", *argv]
    return build_parser().parse_args(_join_options(argv))


def _join_options(argv: Sequence[str]) -> list[str]:
    """Turn `--sort -field`, which argparse takes for two options, into `--sort=-field`."""
    joined: list[str] = []
    for argument in argv:
        if joined and joined[-1] in {"--sort", "--filter"}:
            joined[-1] = f"{joined[-1]}={argument}"
        else:
            joined.append(argument)
    return joined


class _Stop:
    """Cancels the command at the first signal; the second one ends it at once."""

    def __init__(self) -> None:
        self.event = Event()
        self.number = 0

    def __call__(self, number: int, _frame: FrameType | None) -> None:
        if self.event.is_set():
            if number == signal.SIGINT:
                raise KeyboardInterrupt
            raise SystemExit(128 + number)
        self.number = number
        self.event.set()


@contextmanager
def _cancel_on_signals() -> Iterator[_Stop]:
    """Let Ctrl+C, SIGTERM and SIGHUP cancel the command between two files."""
    stop = _Stop()
    previous = {}
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # What `nohup` ignores stays ignored.
        if number is None or (name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN):
            continue
        try:
            previous[number] = signal.signal(number, stop)
        except ValueError:  # not on the main thread, as in tests
            break
    try:
        yield stop
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
