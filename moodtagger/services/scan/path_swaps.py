"""Resolution of files that swapped their paths, once all changed files were read.

When songs were renamed among each other, as by a program that renumbers an album, each path has
the audio of another song. Saved one by one, a song could be given the path, and with it the
decisions, of a song whose own file was not read yet. Files may be renamed while they are read, too:
what was read is one moment of the folder only if none of it has changed when all of it is read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from moodtagger.services.workers.worker import Fingerprint, Task
from moodtagger.store import FileStamp


class PathSwapResolver:
    """Holds files back that may have swapped paths, until every changed file was read."""

    def __init__(self, known: Mapping[str, FileStamp], changed: Iterable[str]) -> None:
        self._known = known
        self._unread = set(changed)
        self._read: set[str] = set()
        self._queue: deque[Task] = deque()
        self._paths_by_hash: dict[str, list[str]] = {}
        self.held: dict[str, Fingerprint] = {}

    @property
    def pending(self) -> bool:
        """Whether some changed files have not been read."""
        return bool(self._unread)

    def mark_read(self, path: str) -> bool:
        """Note that a file was read, or cannot be; return whether it was the last one."""
        if path not in self._unread:
            return False
        self._unread.remove(path)
        self._read.add(path)
        return not self._unread

    def hold_if_swapped(self, path: str, fingerprint: Fingerprint) -> bool:
        """Hold a file back when it may have taken the path of another song; return whether."""
        self.held.pop(path, None)
        stamp = self._known.get(path)
        is_unchanged = stamp is not None and stamp.audio_hash in (None, fingerprint.audio_hash)
        if is_unchanged or not self._unread or fingerprint.audio_hash is None:
            return False
        self.held[path] = fingerprint
        return True

    def former_paths(self, path: str, audio_hash: str | None) -> list[str]:
        """Return the other paths at which the library has this audio."""
        if not self._paths_by_hash:
            for known_path, stamp in self._known.items():
                if stamp.audio_hash is not None:
                    self._paths_by_hash.setdefault(stamp.audio_hash, []).append(known_path)
        former = self._paths_by_hash.get(audio_hash, []) if audio_hash else []
        return [other for other in former if other != path]

    def involved(self) -> set[str]:
        """Return the paths that must not have changed before the held files are saved."""
        former = (self.former_paths(path, file.audio_hash) for path, file in self.held.items())
        return self._read.union(*former)

    def release(self) -> dict[str, Fingerprint]:
        """Return all held files, and hold them no longer."""
        held, self.held = self.held, {}
        return held

    def read_again(self, paths: Iterable[str]) -> None:
        """Wait for these files once more."""
        self._unread.update(paths)

    def queue(self, task: Task) -> None:
        """Have a task done before the files that are not read yet."""
        self._queue.append(task)

    def queued_tasks(self) -> Iterator[Task]:
        """Yield the queued tasks until there are no more."""
        while self._queue:
            yield self._queue.popleft()
