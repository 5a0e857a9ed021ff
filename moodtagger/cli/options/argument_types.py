"""What options hold: values that several commands take, each with its bad usage in words."""

from __future__ import annotations

import argparse
import re


def positive_int(text: str) -> int:
    """A whole number from 1."""
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def coordinate(text: str) -> float:
    """A number from -1 to 1."""
    try:
        value = float(text)
    except ValueError:
        value = 2.0
    if not -1 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from -1 to 1")
    return value


def nonempty_path(text: str) -> str:
    """The name of a file or folder."""
    if not text:  # an unset variable of a script, which must not mean the current folder
        raise argparse.ArgumentTypeError("an empty name is no file or folder")
    return text
