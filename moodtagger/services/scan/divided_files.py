"""Audio files that CUE sheets divide: which songs they had in the library, and which they have now.

The row of the file itself stays in the library, but is not listed while its songs are. It carries
what a rescan compares: the stamp of the file and the digest of the sheet beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from moodtagger.core.cue_sheet import CueTrack, cue_audio_hash, cue_track_path, split_cue_path
from moodtagger.core.messages import Message
from moodtagger.core.tag_reading import TagReading
from moodtagger.core.tracks import FileTags
from moodtagger.services.scan.cue_files import sheet_digest
from moodtagger.services.workers.worker import Fingerprint, Operation, Task
from moodtagger.store import FileStamp, FoundFile, LeftOut

CueTracks = tuple[CueTrack, ...]
MISFIT = Message.of(
    "A song in its CUE sheet starts after the end of the file, so the file stays one song."
)


class DividedFiles:
    """The songs inside the files of one scan.

    `sheets` are the songs of files with a CUE sheet beside them, `known` the stamps of the library.
    `left_out` gets (path, message) of files whose sheet does not fit them.
    """

    def __init__(
        self,
        sheets: Mapping[str, CueTracks],
        known: Mapping[str, FileStamp],
        reading: TagReading,
        left_out: list[tuple[str, str]],
    ) -> None:
        self._sheets = sheets
        self._left_out = left_out
        self._reading = reading
        self._known_songs: dict[str, dict[str, FileStamp]] = {}
        for path, stamp in known.items():
            file, number = split_cue_path(path)
            if number is not None:
                self._known_songs.setdefault(file, {})[path] = stamp
        self._songs: dict[str, CueTracks] = {}
        self._excerpts: dict[str, tuple[float, float | None]] = {}

    def fingerprint_task(self, path: str) -> Task:
        """Return the task that identifies a file and its songs."""
        tracks = self._sheets.get(path, ())
        return Task(Operation.FINGERPRINT, path, self._reading, tracks=tracks)

    def analysis_task(self, path: str, audio_hash: str, *, quick: bool = False) -> Task:
        """Return the task that analyzes a song, which may be a part of a file."""
        operation = Operation.ANALYZE_QUICK if quick else Operation.ANALYZE
        return Task(operation, path, audio_hash=audio_hash, excerpt=self._excerpts.get(path))

    def is_done(self, path: str, stamp: FileStamp, analyzed_hashes: Collection[str]) -> bool:
        """Return whether an unchanged file, or each of its songs, is analyzed as it is now."""
        if stamp.left_out is LeftOut.MARKED or stamp.sheet != self._digest(path):
            return False
        if stamp.left_out is LeftOut.NO:
            return stamp.audio_hash in analyzed_hashes
        songs = self.listed(path)
        return bool(songs) and all(song.audio_hash in analyzed_hashes for song in songs)

    def listed(self, path: str) -> list[FileStamp]:
        """Return the songs of a file that the library lists."""
        songs = self._known_songs.get(path, {}).values()
        return [song for song in songs if song.left_out is LeftOut.NO]

    def song_count(self, path: str) -> int:
        """Return how many songs an unchanged file is."""
        return len(self.listed(path)) or 1

    def divide(self, path: str, fingerprint: Fingerprint) -> list[tuple[str, str]]:
        """Note which songs a file holds now; return path and audio hash of each."""
        if fingerprint.audio_hash is None:
            return []
        self._songs[path] = fingerprint.songs
        is_misfit = not fingerprint.songs and len(self._sheets.get(path, ())) > 1
        if is_misfit and (path, MISFIT) not in self._left_out:
            self._left_out.append((path, MISFIT))
        found = []
        for song in fingerprint.songs:
            song_path = cue_track_path(path, song.number)
            self._excerpts[song_path] = song.excerpt
            found.append((song_path, cue_audio_hash(fingerprint.audio_hash, song)))
        return found

    def found_files(self, file: FoundFile) -> list[FoundFile]:
        """Return what the library is to keep of a file: its own row, and one for each song."""
        songs = self._songs.get(file.path, ())
        excerpt = self._excerpts.get(file.path)
        if excerpt is not None:
            return [replace(file, excerpt=excerpt)]
        left_out = LeftOut.SHEET if songs else LeftOut.NO
        own = replace(file, left_out=left_out, sheet=self._digest(file.path))
        return [own, *(_song_of(file, song) for song in songs if file.audio_hash)]

    def leaving(self, saved: Sequence[FoundFile], ids: Collection[int]) -> list[int]:
        """Return the tracks of the saved files that are none of their songs any more."""
        return [
            song.track_id
            for file in saved
            if file.excerpt is None and file.audio_hash
            for song in self.listed(file.path)
            if song.track_id not in ids
        ]

    def _digest(self, path: str) -> str:
        return sheet_digest(self._sheets.get(path, ()))


def song_tags(song: CueTrack, file_tags: FileTags) -> FileTags:
    """Return the tags of a song: those of its sheet, or else what the file's say of all of it."""
    return FileTags(
        title=song.title,
        artist=song.artist or file_tags.artist,
        album=song.album or file_tags.album,
        genre=song.genre or file_tags.genre,
        album_artist=file_tags.album_artist,
        year=file_tags.year,
        track=song.number,
        disc=file_tags.disc,
        disc_total=file_tags.disc_total,
        compilation=file_tags.compilation,
        rating=file_tags.rating,
    )


def _song_of(file: FoundFile, song: CueTrack) -> FoundFile:
    assert file.audio_hash is not None
    return FoundFile(
        cue_track_path(file.path, song.number),
        file.size,
        file.mtime_ns,
        cue_audio_hash(file.audio_hash, song),
        song_tags(song, file.tags),
        file.reading,
        song.excerpt,
    )
