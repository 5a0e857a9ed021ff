"""What a path says about a file that may have moved: whether it is gone, whether it is the same."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path


def is_gone(path: str, instead: str | None = None) -> bool:
    """Whether nothing is at a path; an error other than that says nothing, so False.

    Where case does not count, a file that was renamed from `a` to `A` is found under both names:
    with the file's present name as `instead` the old spelling counts as gone.
    """
    try:
        there = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return instead is not None and _is_other_spelling(path, instead, there)


def ending_in_common(one: str, other: str) -> int:
    """How many names at the end of two paths are equal, from the file's own name upwards."""
    count = 0
    for a, b in zip(reversed(Path(one).parts), reversed(Path(other).parts), strict=False):
        if a != b:
            break
        count += 1
    return count


def _is_other_spelling(path: str, instead: str, there: os.stat_result) -> bool:
    """Whether a file that is found as `path` is one that its folder lists as `instead` only."""
    if path == instead or _folded(path) != _folded(instead):
        return False
    try:
        here = os.lstat(instead)
    except OSError:
        return False
    if (there.st_dev, there.st_ino) != (here.st_dev, here.st_ino):
        return False
    # A hard link is a second name that really is there.
    return there.st_nlink == 1 or not _is_listed(path)


def _is_listed(path: str) -> bool:
    """Whether every folder on the way lists the next name just so."""
    folder, name = os.path.split(path)
    while name:
        try:
            if name not in os.listdir(folder):
                return False
        except OSError:
            return True  # nothing is known, so nothing is taken from there
        folder, name = os.path.split(folder)
    return True


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
