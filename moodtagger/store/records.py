"""The plain values that go into and come out of the library."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from moodtagger.core.tag_plan import DecodedTexts, FieldChange, with_decoded_texts
from moodtagger.core.tag_reading import TagReading
from moodtagger.core.tracks import FileTags


class LeftOut(enum.StrEnum):
    """Why a known song is not listed, though its decisions are kept."""

    NO = ""
    SHEET = "sheet"  # a CUE sheet divides the file, or does not name this song any more
    MARKED = "marked"  # its folder is not to be searched, or the file is no song any more


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as a scan found it; `audio_hash` is None when the audio could not be hashed.

    `reading` is the key of the `TagReading` that `tags` were read by.
    A song in a file that a CUE sheet divides has its `excerpt`: where it begins and ends.
    """

    path: str
    size: int
    mtime_ns: int
    audio_hash: str | None
    tags: FileTags
    reading: str = ""
    excerpt: tuple[float, float | None] | None = None
    left_out: LeftOut = LeftOut.NO
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class FileStamp:
    """Stamp of a known file at its last scan; with equal size and mtime it is unchanged.

    `failed` means that it could not be analyzed in that state, `old_tags` that an earlier program
    read its tags, which lack some fields. `reading` is the key of the `TagReading` that they were
    read by, `sheet` the digest of the CUE sheet beside it.
    """

    track_id: int
    size: int
    mtime_ns: int
    audio_hash: str | None
    absent: bool = False
    failed: bool = False
    old_tags: bool = False
    reading: str = ""
    left_out: LeftOut = LeftOut.NO
    sheet: str = ""

    def differs(self, reading: TagReading) -> bool:
        """Whether its tags may read differently by now."""
        return self.old_tags or self.reading != reading.key


@dataclass(frozen=True, slots=True)
class StaleTrack:
    """A present file that only other models than the active one have analyzed, as last scanned."""

    track_id: int
    path: str
    size: int
    mtime_ns: int
    audio_hash: str
    start_s: float | None = None
    end_s: float | None = None
    plays: int = 0

    @property
    def excerpt(self) -> tuple[float, float | None] | None:
        """Where the song is in its file, if that holds several."""
        return None if self.start_s is None else (self.start_s, self.end_s)


class EntryState(enum.StrEnum):
    """State of the change of one file in the journal."""

    PENDING = "pending"  # committed before the write; still so after a crash
    DONE = "done"
    FAILED = "failed"  # nothing was written; the message holds the reason
    UNDONE = "undone"  # every field was restored, or skipped because another program changed it
    UPDATING = "moving"  # being undone or written again; still so after a crash


class FieldState(enum.StrEnum):
    """State of one field of a written file."""

    WRITTEN = "written"
    UNDONE = "undone"  # it holds its old value again
    SKIPPED = "left"  # another program changed it since, so it was not touched


@dataclass(frozen=True, slots=True)
class BatchInfo:
    """A batch of tag changes.

    `files` were written (including those undone since), `restored` of them were undone; `undone`
    when that is all of them. `created` is in UTC.
    """

    batch_id: int
    created: datetime
    description: str
    files: int
    restored: int = 0
    failed: int = 0

    @property
    def undone(self) -> bool:
        """Whether every file that was written has been restored."""
        return 0 < self.files == self.restored


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """The change of one file; `path` follows the track when the file has moved since.

    `fields` holds the state of each of `changes`; it is empty unless the file was written.
    `decoded` is that of the plan.
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
    decoded: DecodedTexts = ()

    @property
    def shown_changes(self) -> tuple[FieldChange, ...]:
        """The changes as the user should read them."""
        return with_decoded_texts(self.changes, self.decoded)

    def frames(self, *states: FieldState) -> tuple[str, ...]:
        """Return the frames in one of these states."""
        pairs = zip(self.changes, self.fields, strict=False)
        return tuple(change.frame for change, state in pairs if state in states)
