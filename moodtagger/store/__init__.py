"""The library on disk: tracks, analyses, the user's decisions, and the journal of written tags."""

from moodtagger.store.backups import LibraryBackup, list_backups, reset_library, restore_backup
from moodtagger.store.library import Library, open_library
from moodtagger.store.records import (
    BatchInfo,
    EntryState,
    FieldState,
    FileStamp,
    FoundFile,
    JournalEntry,
    LeftOut,
    StaleTrack,
)

__all__ = [
    "BatchInfo",
    "EntryState",
    "FieldState",
    "FileStamp",
    "FoundFile",
    "JournalEntry",
    "LeftOut",
    "Library",
    "LibraryBackup",
    "StaleTrack",
    "list_backups",
    "open_library",
    "reset_library",
    "restore_backup",
]
