"""The files that a scan has read, and which of them other programs exchanged since."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from moodtagger.files.open_files import FileIdentity
from moodtagger.services.scan.discovery import AudioFileEntry
from moodtagger.services.workers.worker import MAX_TRIES
from moodtagger.store import FileStamp


class ReadFiles:
    """In which state each file was read, how often, and which are to be read once more.

    `queued` are to be identified again when all others are done, `unsettled` never stay the same
    and are left to the next scan.
    """

    def __init__(
        self, listed: Mapping[str, AudioFileEntry], known: Mapping[str, FileStamp]
    ) -> None:
        self._listed = listed
        self._known = known
        self._identities: dict[str, FileIdentity] = {}
        self._tries: Counter[str] = Counter()
        self.queued: set[str] = set()
        self.unsettled: set[str] = set()

    def __iter__(self) -> Iterator[str]:
        """Yield the files whose identity is known."""
        return iter(list(self._identities))

    def identity(self, path: str) -> FileIdentity | None:
        """Return the file that was read, None if it could not be opened."""
        return self._identities.get(path)

    def count_try(self, path: str) -> None:
        """Note that a file was read, in whatever state it was."""
        self._tries[path] += 1
        self.queued.discard(path)

    def may_try_again(self, path: str) -> bool:
        """Return whether a file was not read too often yet."""
        return self._tries[path] < MAX_TRIES

    def identify(self, path: str, identity: FileIdentity | None) -> None:
        """Note the state that a file was read in."""
        if identity is not None:
            self._identities[path] = identity

    def forget(self, path: str) -> None:
        """Forget the state that a file was read in."""
        self._identities.pop(path, None)

    def is_other(self, path: str) -> bool:
        """Return whether a file that was read is another by now, or was written to."""
        before = self._identities.get(path)
        return before is not None and before != (_identity_of(path) or before)

    def is_exchanged(self, path: str) -> bool:
        """Return whether a path may lead to another file than when it was read or listed.

        A file that only grew is the same one, and one that is gone tells no lie.
        """
        if path in self.queued or path in self.unsettled:
            return True
        now = _identity_of(path)
        if now is None:
            return False
        before = self._identities.get(path)
        if before is None:
            if path in self._listed:
                return not self._listed[path].is_same_state(now)
            stamp = self._known.get(path)  # it was missing just then, or is elsewhere
            return stamp is None or (stamp.size, stamp.mtime_ns) != (now.size, now.mtime_ns)
        return now != before and not (now.file_id == before.file_id and now.size > before.size)

    def unsaved(self, held: Iterable[str]) -> set[str]:
        """Return the files that the next scan has to read, the `held` ones among them.

        The files that they were exchanged with may have kept their size and date.
        """
        unsaved = {*self.queued, *self.unsettled, *held}
        if unsaved:
            unsaved.update(path for path in self._listed if self.is_exchanged(path))
        return unsaved


def _identity_of(path: str) -> FileIdentity | None:
    try:
        return FileIdentity.of(os.stat(path))  # noqa: PTH116 - a path of any bytes
    except (OSError, ValueError):
        return None
