"""The way out when the library's file cannot be used: a copy put back, or a new one begun.

Neither deletes anything: the file that was there stays beside it under another name.
"""

from __future__ import annotations

from pathlib import Path

from moodtagger.store import LibraryBackup, list_backups, reset_library, restore_backup


class LibraryRestore:
    """The ways out for one library; every method may block."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def backups(self) -> list[LibraryBackup]:
        """Whole copies beside the library that can be put back, newest first."""
        return list_backups(self._path)

    def restore(self, backup: Path) -> Path:
        """Put a copy in the library's place; where what was there is now. LibraryError if not."""
        return restore_backup(self._path, backup)

    def create_empty(self) -> Path:
        """Make room for a new library; where the old one is now. LibraryError if that fails."""
        return reset_library(self._path)
