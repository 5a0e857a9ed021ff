"""Which songs of the library a scan does not find where they were."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from moodtagger.core.cue_sheet import song_file
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.services.scan.summary import ScanSummary
from moodtagger.store import FileStamp, LeftOut, Library


@dataclass(slots=True)
class MissingSongs:
    """Ids of the songs whose files are `absent`, or there but newly `marked` as not to be taken."""

    absent: list[int] = field(default_factory=list)
    marked: list[int] = field(default_factory=list)


def find_missing_songs(
    known: Mapping[str, FileStamp],
    found: Container[str],
    folders: Sequence[str],
    left_out: Iterable[str],
) -> MissingSongs:
    """Compare the library with the files found in some folders, and those left out there."""
    below = tuple(folder.rstrip(os.sep) + os.sep for folder in folders)
    not_taken = set(left_out)
    inside_not_taken = tuple(path + os.sep for path in not_taken)
    missing = MissingSongs()
    for path, stamp in known.items():
        file = song_file(path)
        if file in found or not path.startswith(below):
            continue
        if file in not_taken or file.startswith(inside_not_taken):
            if stamp.left_out is not LeftOut.MARKED:
                missing.marked.append(stamp.track_id)
        elif not os.path.lexists(file):
            missing.absent.append(stamp.track_id)
    return missing


class SongPresence:
    """Marks songs of the library as missing, present, or left out, and shows their rows."""

    def __init__(
        self,
        library: Library,
        summary: ScanSummary,
        show_rows: Callable[[list[int]], list[SongRow]],
    ) -> None:
        self._library = library
        self._summary = summary
        self._show_rows = show_rows
        self._absent: list[int] = []

    def mark_missing(self, missing: MissingSongs) -> None:
        """Mark songs as missing, and leave those out that are not to be taken any more."""
        self.leave_out(missing.marked, LeftOut.MARKED)
        self._absent = missing.absent
        self._library.tracks.mark_absent(missing.absent)
        self._show_rows(missing.absent)

    def mark_present(self, songs: Iterable[FileStamp]) -> None:
        """Mark those of the songs as present again that were missing."""
        present = [song.track_id for song in songs if song.absent]
        self._library.tracks.mark_present(present)
        self._show_rows(present)

    def leave_out(self, track_ids: list[int], reason: LeftOut) -> None:
        """List these songs no more."""
        if track_ids:
            self._library.tracks.leave_out(track_ids, reason)
            self._summary.unlisted += len(track_ids)

    def count_still_absent(self, model: str) -> None:
        """Count the missing songs that were not found under another path."""
        rows = self._library.songs.rows(self._absent, model=model) if self._absent else []
        self._summary.absent = sum(row.state is TrackState.ABSENT for row in rows)
