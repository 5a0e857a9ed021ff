"""The library's folders as a tree with the number of songs in and below each."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping


def folder_totals(roots: Iterable[str], directories: Mapping[str, int]) -> dict[str, int]:
    """Songs in and below every folder from the roots down to those that hold songs.

    `directories` counts the songs that lie directly in a folder. Roots are in the result even
    when empty; songs outside of all roots are not counted. Parents come before their children.
    """
    root_paths = [root.rstrip(os.sep) or os.sep for root in roots]
    totals: Counter[str] = Counter(dict.fromkeys(root_paths, 0))
    for directory, count in directories.items():
        for root_path in root_paths:
            if is_below(directory, root_path):
                _add_to_ancestors(totals, directory, root_path, count)
    return {path: totals[path] for path in sorted(totals, key=_path_parts)}


def is_below(path: str, folder: str) -> bool:
    """Whether the path is the folder or lies under it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _add_to_ancestors(totals: Counter[str], directory: str, root_path: str, count: int) -> None:
    while directory != root_path:
        totals[directory] += count
        directory = os.path.dirname(directory)  # noqa: PTH120  bytes of any kind, no disk touched
    totals[root_path] += count


def _path_parts(path: str) -> list[str]:
    return path.split(os.sep)  # noqa: PTH206  a Path would not take every name
