"""The way out when the library's file cannot be used: a copy put back, or a new one begun.

Neither deletes anything: the file that was there stays beside it under another name.
"""

from __future__ import annotations

from pathlib import Path

from moodtagger.store import LibraryCopy, copies, put_back, start_anew


class Rescue:
    """The ways out for one library; every method may block."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def copies(self) -> list[LibraryCopy]:
        """Whole copies beside the library that can be put back, newest first."""
        return copies(self._path)

    def put_back(self, copy: Path) -> Path:
        """Put a copy in the library's place; where what was there is now. LibraryError if not."""
        return put_back(self._path, copy)

    def start_anew(self) -> Path:
        """Make room for a new library; where the old one is now. LibraryError if that fails."""
        return start_anew(self._path)
