"""What a path says about a file that may have moved: whether it is gone, whether it is the same."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path


def is_missing(path: str, new_path: str | None = None) -> bool:
    """Whether nothing is at a path; an error other than that says nothing, so False.

    Where case does not count, a file that was renamed from `a` to `A` is found under both names:
    with the file's present name as `instead` the old spelling counts as gone.
    """
    try:
        old_stat = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return new_path is not None and _is_respelled(path, new_path, old_stat)


def common_suffix_length(one: str, other: str) -> int:
    """How many names at the end of two paths are equal, from the file's own name upwards."""
    count = 0
    for a, b in zip(reversed(Path(one).parts), reversed(Path(other).parts), strict=False):
        if a != b:
            break
        count += 1
    return count


def _is_respelled(path: str, new_path: str, old_stat: os.stat_result) -> bool:
    """Whether a file that is found as `path` is one that its folder lists as `instead` only."""
    if path == new_path or _case_folded(path) != _case_folded(new_path):
        return False
    try:
        new_stat = os.lstat(new_path)
    except OSError:
        return False
    if (old_stat.st_dev, old_stat.st_ino) != (new_stat.st_dev, new_stat.st_ino):
        return False
    # A hard link is a second name that really is there.
    return old_stat.st_nlink == 1 or not _is_listed(path)


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


def _case_folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
