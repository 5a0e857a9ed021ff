"""The plain values that go into and come out of the library."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from moodtagger.core.tag_plan import FieldChange
from moodtagger.core.tracks import FileTags


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as a scan saw it; `audio_hash` is None when the audio could not be told apart."""

    path: str
    size: int
    mtime_ns: int
    audio_hash: str | None
    tags: FileTags


@dataclass(frozen=True, slots=True)
class FileStamp:
    """How a known file looked when it was last scanned; equal size and mtime: unchanged.

    `failed` says that it could not be heard as it was then.
    """

    track_id: int
    size: int
    mtime_ns: int
    audio_hash: str | None
    absent: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class StaleTrack:
    """A present file that another network heard and the one in use has not, as last scanned."""

    track_id: int
    path: str
    size: int
    mtime_ns: int
    audio_hash: str
    plays: int = 0


class EntryState(enum.StrEnum):
    """Where one file's change stands in the journal."""

    PENDING = "pending"  # committed before the write; still so after a crash
    DONE = "done"
    FAILED = "failed"  # nothing was written; the message says why
    UNDONE = "undone"  # every field was put back, or left as somebody else changed it
    UPDATING = "moving"  # being undone or written again; still so after a crash


class FieldState(enum.StrEnum):
    """Where one field of a written file stands."""

    WRITTEN = "written"
    UNDONE = "undone"  # it holds again what it held before
    SKIPPED = "left"  # somebody changed it since, so it was left as it is


@dataclass(frozen=True, slots=True)
class BatchInfo:
    """A batch of tag changes.

    `files` were written (those undone since included), `restored` of them were undone again;
    `undone` when that is all of them. `created` is in UTC.
    """

    batch_id: int
    created: datetime
    description: str
    files: int
    restored: int = 0
    failed: int = 0

    @property
    def undone(self) -> bool:
        """Whether every file that was written is restored."""
        return 0 < self.files == self.restored


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One file's change. `path` follows the track when the file was moved since.

    `fields` says of each of `changes` where it stands; it is empty unless the file was written.
    """

    entry_id: int
    batch_id: int
    path: str
    track_id: int | None
    container: str
    audio_hash: str
    changes: tuple[FieldChange, ...]
    state: EntryState
    message: str
    fields: tuple[FieldState, ...] = ()

    def frames(self, *states: FieldState) -> tuple[str, ...]:
        """The frames that stand so."""
        pairs = zip(self.changes, self.fields, strict=False)
        return tuple(change.frame for change, state in pairs if state in states)
