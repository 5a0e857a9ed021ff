"""The recordings of the library: which songs are copies of one, in whatever format."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from moodtagger.core.acoustic_fingerprint import AcousticFingerprint
from moodtagger.core.errors import LibraryError
from moodtagger.core.prediction import AnalysisResult, AudioInfo
from moodtagger.core.similarity.recordings import group_recordings, songs_with_keys
from moodtagger.core.similarity.same_recording import is_same_recording
from moodtagger.core.tracks import SongRow
from moodtagger.store import Library

_KEPT_FINGERPRINTS = 10_000  # 40 MB


@dataclass(frozen=True, slots=True)
class RecordingCopy:
    """A copy of a recording; `size` of its file in bytes."""

    row: SongRow
    info: AudioInfo | None
    size: int

    @property
    def bit_rate(self) -> int | None:
        """Mean bits per second of the whole file; None when its length is unknown."""
        if self.info is None or self.info.duration_s <= 0 or self.row.excerpt is not None:
            return None
        return round(8 * self.size / self.info.duration_s)


class RecordingService:
    """Groups of songs that are copies of one recording; `invalidate` after songs changed.

    `exclusion_test` returns what tells the paths that are excluded, None where none are.
    """

    def __init__(
        self,
        library: Library,
        model: str,
        exclusion_test: Callable[[], Callable[[str], bool] | None] = lambda: None,
    ) -> None:
        self._library = library
        self._model = model
        self._exclusion_test = exclusion_test
        self._groups: list[list[int]] | None = None
        self._group_of: dict[int, list[int]] = {}
        self._lock = Lock()

    def invalidate(self) -> None:
        """Read the groups again on the next query."""
        with self._lock:
            self._groups = None

    def update(self) -> None:
        """Compare fingerprints that analyses brought with all others; this writes."""
        self._match_new()
        self.invalidate()

    def _match_new(self) -> None:
        recordings = self._library.recordings
        if not recordings.has_new():
            return
        known = recordings.all_keys()

        @lru_cache(maxsize=_KEPT_FINGERPRINTS)
        def fingerprint(index: int) -> AcousticFingerprint:
            return recordings.fingerprints([known.ids[index]])[0]

        numbers = group_recordings(known.keys, known.recordings, known.is_new, fingerprint)
        before = zip(known.ids, known.recordings, known.is_new.tolist(), strict=True)
        recordings.save(
            {
                i: number
                for (i, old, is_new), number in zip(before, numbers, strict=True)
                if is_new or number != old
            }
        )

    def groups(self) -> list[list[int]]:
        """Return the track ids of each recording that several songs are copies of.

        New fingerprints are compared first, as those of a canceled scan.
        """
        with self._lock:
            if self._groups is None:
                if not self._library.read_only:
                    with suppress(LibraryError):  # such as a full disk
                        self._match_new()
                self._groups = self._library.recordings.groups()
                self._group_of = {song: group for group in self._groups for song in group}
            return self._groups

    def copies(self, track_ids: Iterable[int]) -> dict[int, list[int]]:
        """Return the ids of the other copies of each song that has some."""
        self.groups()
        group_of = self._group_of
        return {
            track_id: [other for other in group_of[track_id] if other != track_id]
            for track_id in track_ids
            if track_id in group_of
        }

    def duplicates(self) -> list[list[RecordingCopy]]:
        """Return the files of each recording that several songs are copies of, by path."""
        groups = self.groups()
        ids = [track_id for group in groups for track_id in group]
        is_excluded = self._exclusion_test() or (lambda path: False)
        rows = {
            row.track_id: row
            for row in (self._library.songs.rows(ids, model=self._model) if ids else [])
            if not is_excluded(row.path)
        }
        files = self._library.recordings.files(ids)
        found = [
            sorted(
                (RecordingCopy(rows[i], *files[i]) for i in group if i in rows and i in files),
                key=lambda copy: copy.row.path,
            )
            for group in groups
        ]
        return sorted((copies for copies in found if len(copies) > 1), key=_title_and_path)

    def songs_of(self, analysis: AnalysisResult) -> list[int]:
        """Return the ids of the songs that are copies of a file outside the library."""
        fingerprint = AcousticFingerprint.from_bytes(analysis.fingerprint)
        if not len(fingerprint.codes):
            return []
        recordings = self._library.recordings
        known = recordings.all_keys()
        ids = [known.ids[index] for index in songs_with_keys(known.keys, fingerprint.keys())]
        found = recordings.fingerprints(ids)
        same = [
            i for i, other in zip(ids, found, strict=True) if is_same_recording(fingerprint, other)
        ]
        return recordings.songs(same) if same else []


def _title_and_path(copies: list[RecordingCopy]) -> tuple[str, str, str]:
    first = copies[0].row
    return first.tags.artist.casefold(), first.name.casefold(), first.path
