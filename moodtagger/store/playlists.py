"""Playlists and smart playlists; songs stay in them when they move, or are forgotten and found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from moodtagger.core.errors import LibraryError
from moodtagger.core.messages import Message
from moodtagger.core.playlists import Playlist, PlaylistEntry, SmartRules
from moodtagger.store.database.column_types import utc_now
from moodtagger.store.database.session import Session, chunks, in_ids
from moodtagger.store.database.tables import StoredPlaylist, StoredPlaylistSong, Track


class Playlists:
    """The playlists of the library; they belong to all listeners."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def load(self) -> list[Playlist]:
        """Return all playlists by name, smart ones too."""
        columns = select(
            StoredPlaylist.id,
            StoredPlaylist.name,
            StoredPlaylist.search,
            StoredPlaylist.sort,
            StoredPlaylist.song_limit,
        ).order_by(func.lower(StoredPlaylist.name), StoredPlaylist.id)
        with self._session.read() as connection:
            entries = _load_entries(connection)
            return [
                Playlist(
                    name,
                    tuple(entries.get(playlist_id, ())),
                    None if search is None else SmartRules(search, sort, limit),
                    playlist_id,
                )
                for playlist_id, name, search, sort, limit in connection.execute(columns)
            ]

    def save(self, playlist: Playlist) -> Playlist:
        """Save a playlist whole, a new one with a new id, in one commit; return it with its id.

        One that was removed comes back. Raises LibraryError, and changes nothing, when another
        one has the name.
        """
        rules = playlist.rules
        values: dict[str, Any] = {
            "name": playlist.name,
            "search": None if rules is None else rules.search,
            "sort": "" if rules is None else rules.sort,
            "song_limit": None if rules is None else rules.limit,
        }
        with self._session.write() as connection:
            _check_name(connection, playlist)
            stored = update(StoredPlaylist).where(StoredPlaylist.id == playlist.playlist_id)
            if not connection.execute(stored.values(values)).rowcount:
                values |= {"id": playlist.playlist_id, "created": utc_now()}
                if playlist.playlist_id is None:
                    del values["id"]
                new = insert(StoredPlaylist).values(values).returning(StoredPlaylist.id)
                playlist = replace(playlist, playlist_id=connection.scalar(new))
            _save_entries(connection, playlist)
        return playlist

    def remove(self, playlist_id: int) -> None:
        """Remove a playlist; its songs stay in the library."""
        with self._session.write() as connection:
            connection.execute(delete(StoredPlaylist).where(StoredPlaylist.id == playlist_id))

    def find_songs(self, entries: Iterable[PlaylistEntry]) -> list[PlaylistEntry]:
        """Return entries with the ids of the songs that the library has, by audio or path."""
        with self._session.read() as connection:
            return _find_tracks(connection, list(entries))


def remember_forgotten(connection: Connection, track_ids: Iterable[int]) -> None:
    """Keep the paths and audio of songs in playlists that are about to be forgotten."""
    track = select(Track.path).where(Track.id == StoredPlaylistSong.track_id)
    audio = select(Track.audio_hash).where(Track.id == StoredPlaylistSong.track_id)
    connection.execute(
        update(StoredPlaylistSong)
        .where(in_ids(StoredPlaylistSong.track_id, track_ids))
        .values(path=track.scalar_subquery(), audio_hash=audio.scalar_subquery())
    )


def _check_name(connection: Connection, playlist: Playlist) -> None:
    same = select(StoredPlaylist.id).where(StoredPlaylist.name == playlist.name)
    owner = connection.scalar(same)
    if owner is not None and owner != playlist.playlist_id:
        raise LibraryError(
            Message.of("There is already a playlist named “{name}”.", name=playlist.name[:80]),
            advice=Message.of("Choose another name."),
        )


def _load_entries(connection: Connection) -> dict[int, list[PlaylistEntry]]:
    stored = StoredPlaylistSong
    columns = (
        select(
            stored.playlist_id,
            stored.track_id,
            func.coalesce(Track.path, stored.path, type_=Track.path.type),
            func.coalesce(Track.audio_hash, stored.audio_hash),
        )
        .outerjoin(Track, Track.id == stored.track_id)
        .order_by(stored.playlist_id, stored.position)
    )
    rows = connection.execute(columns).all()
    entries = _find_tracks(connection, [PlaylistEntry(*row[1:]) for row in rows])
    found: dict[int, dict[object, PlaylistEntry]] = {}
    for (playlist_id, *_), entry in zip(rows, entries, strict=True):
        # Two files with the same audio may be one song by now.
        key = entry.path if entry.track_id is None else entry.track_id
        found.setdefault(playlist_id, {}).setdefault(key, entry)
    return {playlist_id: list(songs.values()) for playlist_id, songs in found.items()}


def _find_tracks(connection: Connection, entries: list[PlaylistEntry]) -> list[PlaylistEntry]:
    """Look up the entries without a track: by audio, of copies by path too, or else by path."""
    lost = [entry for entry in entries if entry.track_id is None]
    if not lost:
        return entries
    by_path: dict[str, int] = {}
    by_audio: dict[str, dict[str, int]] = {}
    columns = select(Track.id, Track.path, Track.audio_hash)
    for part in chunks(lost):
        paths = [entry.path for entry in part]
        audio = [entry.audio_hash for entry in part if entry.audio_hash is not None]
        chosen = Track.path.in_(paths) | Track.audio_hash.in_(audio)
        for track_id, path, digest in connection.execute(columns.where(chosen)):
            by_path[path] = track_id
            if digest is not None:
                by_audio.setdefault(digest, {})[path] = track_id

    def find(entry: PlaylistEntry) -> PlaylistEntry:
        copies = by_audio.get(entry.audio_hash or "")
        if entry.track_id is not None:
            return entry
        if copies:
            return replace(entry, track_id=copies.get(entry.path, min(copies.values())))
        return replace(entry, track_id=by_path.get(entry.path))

    return [find(entry) for entry in entries]


def _save_entries(connection: Connection, playlist: Playlist) -> None:
    stored = StoredPlaylistSong
    connection.execute(delete(stored).where(stored.playlist_id == playlist.playlist_id))
    known = _known_tracks(connection, playlist.track_ids)
    rows = [
        {
            "playlist_id": playlist.playlist_id,
            "position": position,
            "track_id": entry.track_id if entry.track_id in known else None,
            "path": entry.path,
            "audio_hash": entry.audio_hash,
        }
        for position, entry in enumerate(playlist.entries)
        if entry.path or entry.track_id in known
    ]
    if rows:
        connection.execute(insert(stored), rows)


def _known_tracks(connection: Connection, track_ids: Sequence[int]) -> set[int]:
    """Return which tracks are still there: an undo may bring songs back that were forgotten."""
    return set(connection.execute(select(Track.id).where(in_ids(Track.id, track_ids))).scalars())
