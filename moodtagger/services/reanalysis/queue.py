"""The songs to hear anew, in the order in which somebody will miss them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from moodtagger.store import StaleTrack


class ReanalysisQueue:
    """Songs by their audio, which copies share: what is looked at first, then as they came."""

    def __init__(self, songs: Iterable[StaleTrack]) -> None:
        self._songs_by_hash: dict[str, list[StaleTrack]] = {}
        for song in songs:
            self._songs_by_hash.setdefault(song.audio_hash, []).append(song)
        self._order = deque(self._songs_by_hash)
        self._remaining = set(self._songs_by_hash)
        self._hash_by_track = {
            s.track_id: s.audio_hash for of in self._songs_by_hash.values() for s in of
        }

    def __len__(self) -> int:
        """How many are left."""
        return len(self._remaining)

    def take(self, priority_ids: Iterable[int] = ()) -> list[StaleTrack]:
        """The next song with its copies; one of the tracks `first` if any is left, else empty."""
        for track_id in priority_ids:
            digest = self._hash_by_track.get(track_id)
            if digest in self._remaining:
                return self._pop(digest)
        while self._order:
            digest = self._order.popleft()
            if digest in self._remaining:
                return self._pop(digest)
        return []

    def requeue(self, digest: str) -> None:
        """It was taken and not heard; it is next."""
        self._remaining.add(digest)
        self._order.appendleft(digest)

    def _pop(self, digest: str) -> list[StaleTrack]:
        self._remaining.discard(digest)
        return self._songs_by_hash[digest]
