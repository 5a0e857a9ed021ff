"""Match scanned files to known tracks: unchanged, moved, replaced or new.

A moved or renamed file keeps its track, and with it the decisions of the user. It is recognized by
its audio: its path is new, exactly one known track has that audio, and the path of that track is
empty or now holds other audio. Of several copies that moved, the names decide which is which. When
that is ambiguous, the file is taken as a copy.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from moodtagger.core.cue_sheet import split_cue_path
from moodtagger.files.open_files import FileIdentity
from moodtagger.store.records import FoundFile


@dataclass(slots=True)
class KnownTrack:
    """A track as the library has it."""

    track_id: int
    path: str
    audio_hash: str | None


@dataclass(slots=True)
class TrackMatches:
    """The result of matching; `track_ids` is aligned with the files, None for a new one.

    `new_paths` belong to the tracks that moved, `orphaned` are those among them that end up without
    a file. `aliases` are further names of files whose tracks have or get another one.
    """

    track_ids: list[int | None]
    new_paths: dict[int, str] = field(default_factory=dict)
    orphaned: set[int] = field(default_factory=set)
    aliases: dict[str, str] = field(default_factory=dict)


def match_files(files: Sequence[FoundFile], known: Iterable[KnownTrack]) -> TrackMatches:
    """Match files with `known`: the tracks that have one of their paths or audio hashes."""
    return _Matcher(files, known).run()


class _Matcher:
    def __init__(self, files: Sequence[FoundFile], known: Iterable[KnownTrack]) -> None:
        self._files = files
        self._hash_of_path = {file.path: file.audio_hash for file in files}
        self._files_by_hash: dict[str, list[FoundFile]] = {}
        for file in files:
            if file.audio_hash is not None:
                self._files_by_hash.setdefault(file.audio_hash, []).append(file)
        self._by_path: dict[str, KnownTrack] = {}
        self._by_hash: dict[str, list[KnownTrack]] = {}
        for track in known:
            self._by_path[track.path] = track
            if track.audio_hash is not None:
                self._by_hash.setdefault(track.audio_hash, []).append(track)
        self._matched: set[int] = set()
        self._new_paths: dict[int, str] = {}

    def run(self) -> TrackMatches:
        # Unchanged files come first: nothing may be taken from them.
        matches = {file.path: self._match_unchanged(file) for file in self._files}
        for file in self._files:
            if matches[file.path] is None:
                # A move may have put the right track here already.
                matches[file.path] = self._match_unchanged(file) or self._match_moved(file)
        for file in self._files:
            if matches[file.path] is None:
                matches[file.path] = self._match_replaced(file)
        aliases = self._find_aliases([f for f in self._files if matches[f.path] is None])
        orphaned = set(self._new_paths) - self._matched
        track_ids = [matches[file.path] for file in self._files]
        return TrackMatches(track_ids, self._new_paths, orphaned, aliases)

    def _find_aliases(self, new: Sequence[FoundFile]) -> dict[str, str]:
        """Return the files that have or get a track by another name, with that name."""
        aliases: dict[str, str] = {}
        names_by_hash = {h: [t.path for t in tracks] for h, tracks in self._by_hash.items()}
        for file in new:
            if file.audio_hash is None:
                continue
            names = names_by_hash.setdefault(file.audio_hash, [])
            known_name = next((name for name in names if _is_same(name, file.path)), None)
            if known_name is None:
                names.append(file.path)
            else:
                aliases[file.path] = known_name
        return aliases

    def _match_unchanged(self, file: FoundFile) -> int | None:
        track = self._by_path.get(file.path)
        if track is None or _audio_differs(track.audio_hash, file.audio_hash):
            return None
        return self._mark_matched(track)

    def _match_moved(self, file: FoundFile) -> int | None:
        if file.audio_hash is None:
            return None
        tracks = self._by_hash.get(file.audio_hash, [])
        available = [
            t for t in tracks if t.track_id not in self._matched and self._is_available(t, file)
        ]
        competing = [other for other in self._files_by_hash[file.audio_hash] if other is not file]
        track = (
            self._best_by_name(file, available, competing)
            if competing or len(available) > 1
            else None
        )
        if len(available) == 1 and not competing:
            track = available[0]
        if track is None:
            return None
        self._assign_path(track, file.path)
        return self._mark_matched(track)

    def _best_by_name(
        self, file: FoundFile, available: Sequence[KnownTrack], competing: Sequence[FoundFile]
    ) -> KnownTrack | None:
        """Return the one track whose old name is most similar to the file's, if it is unique."""
        scored = sorted(
            ((common_suffix_length(t.path, file.path), t) for t in available), key=_score
        )
        if not scored or scored[-1][0] == 0:
            return None
        best, track = scored[-1]
        if len(scored) > 1 and scored[-2][0] == best:
            return None
        if any(common_suffix_length(track.path, other.path) >= best for other in competing):
            return None
        return track

    def _match_replaced(self, file: FoundFile) -> int | None:
        track = self._by_path.get(file.path)
        if track is None or track.track_id in self._matched:
            return None
        return self._mark_matched(track)

    def _is_available(self, track: KnownTrack, file: FoundFile) -> bool:
        if track.path in self._hash_of_path:
            return True  # matched tracks are removed already: this path holds other audio now
        album, number = split_cue_path(track.path)
        if number is not None:  # a song of a CUE sheet, which is read again with its file
            return album in self._hash_of_path or is_missing(album)
        return is_missing(track.path, file.path)

    def _assign_path(self, track: KnownTrack, path: str) -> None:
        """Give a track a path; a track that has it gets the old path, as paths are unique."""
        other = self._by_path.pop(path, None)
        del self._by_path[track.path]
        if other is not None:
            self._set_path(other, track.path)
        self._set_path(track, path)

    def _set_path(self, track: KnownTrack, path: str) -> None:
        track.path = path
        self._by_path[path] = track
        self._new_paths[track.track_id] = path

    def _mark_matched(self, track: KnownTrack) -> int:
        self._matched.add(track.track_id)
        return track.track_id


def _audio_differs(old: str | None, new: str | None) -> bool:
    """Return whether both hashes are known and differ."""
    return old is not None and new is not None and old != new


def _score(scored: tuple[int, KnownTrack]) -> int:
    return scored[0]


def _is_same(path: str, other: str) -> bool:
    """Return whether two paths of equal audio lead to one file."""
    try:
        one, two = os.stat(path), os.stat(other)  # noqa: PTH116
    except OSError:
        return False
    return FileIdentity.of(one).is_same_file(FileIdentity.of(two))


def is_missing(path: str, new_path: str | None = None) -> bool:
    """Return whether nothing exists at a path; False for errors that do not say so.

    On a file system that ignores case, a file renamed from `a` to `A` is found under both names:
    with the current name as `new_path`, the old spelling counts as missing.
    """
    try:
        old_stat = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return new_path is not None and _is_respelled(path, new_path, old_stat)


def common_suffix_length(one: str, other: str) -> int:
    """Count the equal names at the end of two paths, from the file name upward."""
    count = 0
    for a, b in zip(reversed(Path(one).parts), reversed(Path(other).parts), strict=False):
        if a != b:
            break
        count += 1
    return count


def _is_respelled(path: str, new_path: str, old_stat: os.stat_result) -> bool:
    """Return whether a file found as `path` is one that its folder lists as `new_path` only."""
    if path == new_path or _case_folded(path) != _case_folded(new_path):
        return False
    try:
        new_stat = os.lstat(new_path)
    except OSError:
        return False
    if (old_stat.st_dev, old_stat.st_ino) != (new_stat.st_dev, new_stat.st_ino):
        return False
    # A hard link is a second name that does exist.
    return old_stat.st_nlink == 1 or not _is_listed(path)


def _is_listed(path: str) -> bool:
    """Return whether every folder on the path lists the next name in this spelling."""
    folder, name = os.path.split(path)
    while name:
        try:
            if name not in os.listdir(folder):
                return False
        except OSError:
            return True  # unknown, so assume that it does
        folder, name = os.path.split(folder)
    return True


def _case_folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
