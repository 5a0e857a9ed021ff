"""The file that a command writes to: where it may be, and whether it may be replaced."""

from __future__ import annotations

import sys
from pathlib import Path

from moodtagger.cli.output import printable
from moodtagger.core.errors import MoodtaggerError
from moodtagger.services.exports import check_target, is_stream, needs_consent


def output_path(name: str, *, force: bool) -> Path:
    """Return the absolute path; MoodtaggerError when nothing may be written there.

    For a file that moodtagger did not write it asks on a terminal; elsewhere `force` is needed.
    """
    out = Path(name).absolute()
    check_target(out)
    if not force and needs_consent(out) and not _may_replace(out):
        raise MoodtaggerError(
            "This file already exists, and moodtagger did not write it or it has changed since.",
            path=out,
            advice="Choose another name, or replace it with --force.",
        )
    return out


def print_done(text: str, out: Path) -> None:
    """Print what was written, and where; never behind the content, where that is a stream."""
    print(f"{text} {printable(str(out))}", file=sys.stderr if is_stream(out) else sys.stdout)


def _may_replace(out: Path) -> bool:
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    print(f"Replace {printable(str(out))}? [y/N] ", end="", file=sys.stderr, flush=True)
    try:
        answer = sys.stdin.readline()
    except (OSError, ValueError, KeyboardInterrupt):
        return False
    return answer.strip().casefold() in {"y", "yes"}
