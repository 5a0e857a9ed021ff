"""The folders of many files, by their names alone."""

from __future__ import annotations

import os
from collections.abc import Sequence


def parent_dirs(paths: Sequence[str]) -> list[str]:
    """`os.path.dirname` of each path, asked once for each folder."""
    if os.altsep:  # both mean the same there
        heads = [path[: max(path.rfind(os.sep), path.rfind(os.altsep)) + 1] for path in paths]
    else:
        heads = [path[: path.rfind(os.sep) + 1] for path in paths]
    distinct = dict.fromkeys(heads)
    if "" in distinct:  # a name alone, or behind a drive
        heads = [head or path for head, path in zip(heads, paths, strict=True)]
        distinct = dict.fromkeys(heads)
    folders = {head: os.path.dirname(head) for head in distinct}  # noqa: PTH120  no disk touched
    return list(map(folders.__getitem__, heads))
