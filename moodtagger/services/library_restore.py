"""Recovery from a library file that cannot be used: restore a backup, or start an empty one.

Neither deletes anything: the damaged file stays beside the new one under another name.
"""

from __future__ import annotations

from pathlib import Path

from moodtagger.store import LibraryBackup, list_backups, reset_library, restore_backup


class LibraryRestore:
    """Backups of one library; every method may block."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def backups(self) -> list[LibraryBackup]:
        """Return the backups beside the library, newest first."""
        return list_backups(self._path)

    def restore(self, backup: Path) -> Path:
        """Restore a backup; return the new path of the replaced file, or raise LibraryError."""
        return restore_backup(self._path, backup)

    def create_empty(self) -> Path:
        """Move the library aside for a new one; return its new path, or raise LibraryError."""
        return reset_library(self._path)
