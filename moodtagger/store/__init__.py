"""The library on disk: songs, what was heard in them, what was decided, what was written."""

from moodtagger.store.backup.backups import LibraryCopy, copies, put_back, start_anew
from moodtagger.store.library import Library
from moodtagger.store.opening import open_library
from moodtagger.store.records import (
    BatchInfo,
    EntryState,
    FieldState,
    FileStamp,
    FoundFile,
    JournalEntry,
    OlderSong,
    WaitingFile,
)

__all__ = [
    "BatchInfo",
    "EntryState",
    "FieldState",
    "FileStamp",
    "FoundFile",
    "JournalEntry",
    "Library",
    "LibraryCopy",
    "OlderSong",
    "WaitingFile",
    "copies",
    "open_library",
    "put_back",
    "start_anew",
]
