"""Which known song each scanned file is: the same, a moved one, a replaced one, or a new one.

A moved or renamed file keeps its track, and with it what was decided. It is recognised by its
audio: the file is new at its place, exactly one known track has that audio, and that track's own
place is empty or now holds other audio. Of several copies that moved, the names tell which is
which. When it is not that clear, the file is taken as a copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from moodtagger.store.records import FoundFile
from moodtagger.store.tracks.path_identity import ending_in_common, is_gone


@dataclass(slots=True)
class Known:
    """A track as the library has it."""

    track_id: int
    path: str
    audio_hash: str | None


@dataclass(slots=True)
class Pairing:
    """The outcome: `tracks` is aligned with the files, None for a new one.

    `places` are the new paths of the tracks that change theirs, `left_behind` those among them
    that end up without a file.
    """

    tracks: list[int | None]
    places: dict[int, str] = field(default_factory=dict)
    left_behind: set[int] = field(default_factory=set)


def pair(files: Sequence[FoundFile], known: Iterable[Known]) -> Pairing:
    """Pair files with `known`: the tracks that have one of the files' paths or audio hashes."""
    return _Pairer(files, known).run()


class _Pairer:
    def __init__(self, files: Sequence[FoundFile], known: Iterable[Known]) -> None:
        self._files = files
        self._scanned = {file.path: file.audio_hash for file in files}
        self._claims: dict[str, list[FoundFile]] = {}
        for file in files:
            if file.audio_hash is not None:
                self._claims.setdefault(file.audio_hash, []).append(file)
        self._by_path: dict[str, Known] = {}
        self._by_hash: dict[str, list[Known]] = {}
        for track in known:
            self._by_path[track.path] = track
            if track.audio_hash is not None:
                self._by_hash.setdefault(track.audio_hash, []).append(track)
        self._settled: set[int] = set()
        self._places: dict[int, str] = {}

    def run(self) -> Pairing:
        # Files that are what they were come first: nothing may be taken from them.
        answers = {file.path: self._same(file) for file in self._files}
        for file in self._files:
            if answers[file.path] is None:
                # A move may have put the right track here already.
                answers[file.path] = self._same(file) or self._moved(file)
        for file in self._files:
            if answers[file.path] is None:
                answers[file.path] = self._replaced(file)
        left_behind = set(self._places) - self._settled
        return Pairing([answers[f.path] for f in self._files], self._places, left_behind)

    def _same(self, file: FoundFile) -> int | None:
        track = self._by_path.get(file.path)
        if track is None or _differ(track.audio_hash, file.audio_hash):
            return None
        return self._settle(track)

    def _moved(self, file: FoundFile) -> int | None:
        if file.audio_hash is None:
            return None
        tracks = self._by_hash.get(file.audio_hash, [])
        free = [t for t in tracks if t.track_id not in self._settled and self._is_free(t, file)]
        rivals = [other for other in self._claims[file.audio_hash] if other is not file]
        track = self._of_several(file, free, rivals) if rivals or len(free) > 1 else None
        if len(free) == 1 and not rivals:
            track = free[0]
        if track is None:
            return None
        self._swap(track, file.path)
        return self._settle(track)

    def _of_several(
        self, file: FoundFile, free: Sequence[Known], rivals: Sequence[FoundFile]
    ) -> Known | None:
        """The one whose old name is most like the file's, if it is like no other's as much."""
        likeness = sorted(((ending_in_common(t.path, file.path), t) for t in free), key=_first)
        if not likeness or likeness[-1][0] == 0:
            return None
        best, track = likeness[-1]
        if len(likeness) > 1 and likeness[-2][0] == best:
            return None
        if any(ending_in_common(track.path, other.path) >= best for other in rivals):
            return None
        return track

    def _replaced(self, file: FoundFile) -> int | None:
        track = self._by_path.get(file.path)
        if track is None or track.track_id in self._settled:
            return None
        return self._settle(track)

    def _is_free(self, track: Known, file: FoundFile) -> bool:
        if track.path in self._scanned:
            return True  # settled tracks are out already: this place holds other audio now
        return is_gone(track.path, file.path)

    def _swap(self, track: Known, path: str) -> None:
        """Give a track a place; who had it gets the place left, as paths are unique."""
        other = self._by_path.pop(path, None)
        del self._by_path[track.path]
        if other is not None:
            self._put(other, track.path)
        self._put(track, path)

    def _put(self, track: Known, path: str) -> None:
        track.path = path
        self._by_path[path] = track
        self._places[track.track_id] = path

    def _settle(self, track: Known) -> int:
        self._settled.add(track.track_id)
        return track.track_id


def _differ(old: str | None, new: str | None) -> bool:
    """Whether the audio is known to be other than it was."""
    return old is not None and new is not None and old != new


def _first(pair: tuple[int, Known]) -> int:
    return pair[0]
