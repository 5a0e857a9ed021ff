"""The songs to hear anew, in the order in which somebody will miss them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from moodtagger.store import OlderSong


class RehearQueue:
    """Songs by their audio, which copies share: what is looked at first, then as they came."""

    def __init__(self, songs: Iterable[OlderSong]) -> None:
        self._copies: dict[str, list[OlderSong]] = {}
        for song in songs:
            self._copies.setdefault(song.audio_hash, []).append(song)
        self._order = deque(self._copies)
        self._left = set(self._copies)
        self._audio_of = {s.track_id: s.audio_hash for of in self._copies.values() for s in of}

    def __len__(self) -> int:
        """How many are left."""
        return len(self._left)

    def take(self, first: Iterable[int] = ()) -> list[OlderSong]:
        """The next song with its copies; one of the tracks `first` if any is left, else empty."""
        for track_id in first:
            digest = self._audio_of.get(track_id)
            if digest in self._left:
                return self._taken(digest)
        while self._order:
            digest = self._order.popleft()
            if digest in self._left:
                return self._taken(digest)
        return []

    def put_back(self, digest: str) -> None:
        """It was taken and not heard; it is next."""
        self._left.add(digest)
        self._order.appendleft(digest)

    def _taken(self, digest: str) -> list[OlderSong]:
        self._left.discard(digest)
        return self._copies[digest]
