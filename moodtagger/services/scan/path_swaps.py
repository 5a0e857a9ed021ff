"""Resolution of files that swapped their paths, once all changed files were read.

When songs were renamed among each other, as by a program that renumbers an album, each path has
the audio of another song. Saved one by one, a song could be given the path, and with it the
decisions, of a song whose own file was not read yet.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from moodtagger.services.workers.worker import Task
from moodtagger.store import FileStamp


class PathSwapResolver:
    """Holds files back that may have swapped paths, until every changed file was read."""

    def __init__(self, known: Mapping[str, FileStamp], changed: Iterable[str]) -> None:
        self._known = known
        self._unread = set(changed)
        self._finished: list[str] = []
        self._deferred: deque[Task] = deque()
        self._held_paths: set[str] = set()

    @property
    def pending(self) -> bool:
        """Whether some changed files have not been read."""
        return bool(self._unread)

    def mark_read(self, path: str) -> bool:
        """Note that a file was read, or cannot be; return whether it was the last one."""
        if path not in self._unread:
            return False
        self._unread.remove(path)
        return not self._unread

    def hold_if_swapped(self, path: str, audio_hash: str) -> None:
        """Hold a file back when it may have taken the path of another song."""
        stamp = self._known.get(path)
        is_unchanged = stamp is not None and stamp.audio_hash in (None, audio_hash)
        if self._unread and not is_unchanged:
            self._held_paths.add(path)

    def mark_done(self, path: str) -> bool:
        """Note that a file is done; return whether it is held back until `release`."""
        if path not in self._held_paths:
            return False
        self._finished.append(path)
        return True

    def defer(self, task: Task) -> None:
        """Postpone an analysis until the paths are clear, so that it can be saved at once."""
        self._deferred.append(task)

    def release(self) -> tuple[list[str], list[str]]:
        """Return all held files, and those of them that are done, and hold them no longer."""
        held, finished = list(self._held_paths), self._finished
        self._held_paths, self._finished = set(), []
        return held, finished

    def deferred_tasks(self) -> Iterator[Task]:
        """Yield the postponed analyses until there are no more."""
        while self._deferred:
            yield self._deferred.popleft()
