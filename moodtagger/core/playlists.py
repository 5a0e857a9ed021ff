"""Playlists of the library: songs in an order, or a search that is kept current.

Both are plain values: a change makes a new playlist, and saving the old one undoes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class PlaylistEntry:
    """A song of a playlist; `track_id` is None while the library does not have it.

    It is found again by its audio or its path.
    """

    track_id: int | None
    path: str = ""
    audio_hash: str | None = None


@dataclass(frozen=True, slots=True)
class SmartRules:
    """What a smart playlist holds: the songs of a search, the first `limit` of them in an order.

    `search` is in the filter language, `sort` a field of `SORT_FIELDS`, with - for descending.
    """

    search: str
    sort: str = "artist"
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Playlist:
    """A playlist; a smart one has `rules` and no `entries`.

    `playlist_id` is None before it is saved. Each song is in it once.
    """

    name: str
    entries: tuple[PlaylistEntry, ...] = ()
    rules: SmartRules | None = None
    playlist_id: int | None = None

    @property
    def is_smart(self) -> bool:
        """Whether its songs are those of a search."""
        return self.rules is not None

    @property
    def track_ids(self) -> list[int]:
        """The ids of the songs that the library has, in order."""
        return [entry.track_id for entry in self.entries if entry.track_id is not None]

    def with_songs(self, track_ids: Iterable[int], before: int | None = None) -> Playlist:
        """Add songs before a song, or at the end; those that are in it already stay in place."""
        known = set(self.track_ids)
        new = [i for i in dict.fromkeys(track_ids) if i not in known]
        return self._inserted([PlaylistEntry(track_id) for track_id in new], before)

    def with_entries(self, entries: Iterable[PlaylistEntry]) -> Playlist:
        """Add entries at the end; a song or a path that is in it already stays in place."""
        merged: dict[object, PlaylistEntry] = {}
        for entry in (*self.entries, *entries):
            merged.setdefault(entry.path if entry.track_id is None else entry.track_id, entry)
        return replace(self, entries=tuple(merged.values()))

    def without_songs(self, track_ids: Iterable[int]) -> Playlist:
        """Remove songs."""
        removed = set(track_ids)
        kept = tuple(entry for entry in self.entries if entry.track_id not in removed)
        return replace(self, entries=kept)

    def with_songs_moved(self, track_ids: Iterable[int], before: int | None) -> Playlist:
        """Move songs, in the order that they have, before another song or to the end."""
        moving = set(track_ids)
        if before in moving:
            before = self._first_after(before, moving)
        moved = [entry for entry in self.entries if entry.track_id in moving]
        return self.without_songs(moving)._inserted(moved, before)

    def with_songs_shifted(self, track_ids: Iterable[int], step: int) -> Playlist:
        """Move songs up (-1) or down (1) past one other song; those at the end stay."""
        moving = set(track_ids)
        entries = list(self.entries) if step < 0 else list(reversed(self.entries))
        for i in range(1, len(entries)):
            if entries[i].track_id in moving and entries[i - 1].track_id not in moving:
                entries[i - 1], entries[i] = entries[i], entries[i - 1]
        return replace(self, entries=tuple(entries if step < 0 else reversed(entries)))

    def _inserted(self, entries: list[PlaylistEntry], before: int | None) -> Playlist:
        ids = [entry.track_id for entry in self.entries]
        at = len(ids) if before is None or before not in ids else ids.index(before)
        return replace(self, entries=(*self.entries[:at], *entries, *self.entries[at:]))

    def _first_after(self, track_id: int | None, skipped: set[int]) -> int | None:
        ids = [entry.track_id for entry in self.entries]
        following = ids[ids.index(track_id) :] if track_id in ids else []
        return next((i for i in following if i is not None and i not in skipped), None)
