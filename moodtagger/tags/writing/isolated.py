"""Planning and reading of tags in the helper process, as songs are analyzed: no file can do harm.

Without a helper, where the system starts no further process, they happen in this one.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from threading import Event
from typing import ParamSpec, TypeVar

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.core.tag_plan import FieldChange, RestorePlan, TagPlan, TagRequest, WritePolicy
from moodtagger.core.tag_reading import DEFAULT_READING, TagReading
from moodtagger.core.tracks import FileTags
from moodtagger.tags.reader import read_tags
from moodtagger.tags.writing import reader_process
from moodtagger.tags.writing.planner import plan_redo, plan_undo, plan_write

LIMIT_S = 60.0  # for any file; planning takes milliseconds, and hashing as long as reading
_MIN_BYTES_PER_S = 1 << 20  # of a slow network drive

P = ParamSpec("P")
R = TypeVar("R")


def plan_write_isolated(
    path: str,
    tags: TagRequest,
    policy: WritePolicy,
    reading: TagReading = DEFAULT_READING,
    cancel: Event | None = None,
) -> TagPlan:
    """Plan what writing `tags` changes; see `plan_write`. Raises CancelledError, too."""
    return _ask(path, cancel, plan_write, path, tags, policy, reading=reading)


def plan_undo_isolated(
    path: str, changes: Sequence[FieldChange], kind: str = "", cancel: Event | None = None
) -> RestorePlan:
    """Plan to undo changes; see `plan_undo`. Raises CancelledError, too."""
    return _ask(path, cancel, plan_undo, path, changes, kind)


def plan_redo_isolated(
    path: str, changes: Sequence[FieldChange], kind: str = "", cancel: Event | None = None
) -> RestorePlan:
    """Plan to repeat changes; see `plan_redo`. Raises CancelledError, too."""
    return _ask(path, cancel, plan_redo, path, changes, kind)


def read_tags_isolated(path: str, reading: TagReading = DEFAULT_READING) -> FileTags:
    """Read the tags of a file; see `read_tags`."""
    return _ask(path, None, _read_tags, path, reading)


def _read_tags(path: str, reading: TagReading) -> FileTags:
    is_helper = multiprocessing.parent_process() is not None
    return read_tags(path, reading, isolated=not is_helper)


def _ask(
    path: str,
    cancel: Event | None,
    function: Callable[P, R],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    try:
        return reader_process.ask(_limit_s(path), cancel, function, *args, **kwargs)
    except reader_process.HelperMissingError:
        return function(*args, **kwargs)
    except reader_process.HelperEndedError as error:
        raise TagError(
            Message.of("Reading this file crashed or took too long."),
            path=path,
            advice=Message.of("It is probably damaged, or its drive does not respond."),
        ) from error


def _limit_s(path: str) -> float:
    try:
        size = os.stat(path).st_size  # noqa: PTH116 - a path of any bytes
    except (OSError, ValueError):
        return LIMIT_S
    return LIMIT_S + size / _MIN_BYTES_PER_S
