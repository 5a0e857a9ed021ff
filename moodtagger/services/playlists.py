"""The library's playlists: kept, shown, exported and imported."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

import numpy as np

from moodtagger.audio import SUFFIXES
from moodtagger.core.dj.rekordbox import DEFAULT_OPTIONS, RekordboxOptions
from moodtagger.core.errors import CancelledError, MoodtaggerError, TagError
from moodtagger.core.filter_language import FilterError, parse
from moodtagger.core.messages import Message
from moodtagger.core.navidrome import navidrome_playlist
from moodtagger.core.playlist_formats import PLAYLIST_WRITERS, playlist_bytes
from moodtagger.core.playlists import Playlist, PlaylistEntry, SmartRules
from moodtagger.core.song_order import sort_songs
from moodtagger.core.track_table import TrackTable
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.services.exports import unused_name, write_export
from moodtagger.services.scan.discovery import real_path
from moodtagger.services.scan.playlist_reading import playlist_songs
from moodtagger.services.song_filters import SongFilterService
from moodtagger.services.track_service import TrackService
from moodtagger.store import Library
from moodtagger.tags import audio_hash

NAVIDROME_SUFFIX = ".nsp"


@dataclass(frozen=True, slots=True)
class PlaylistSongs:
    """A playlist with the ids of its songs that are listed, in order."""

    playlist: Playlist
    track_ids: tuple[int, ...] = ()
    length_s: float = 0.0


@dataclass(frozen=True, slots=True)
class ImportedPlaylist:
    """A new playlist from a file; `found` of its songs are in the library, `missing` are not."""

    playlist: Playlist
    found: int
    missing: int


class PlaylistService:
    """Playlists and smart playlists; a change saves a playlist whole, which undo does too."""

    def __init__(self, library: Library, tracks: TrackService, filters: SongFilterService) -> None:
        self._library = library
        self._tracks = tracks
        self._filters = filters

    def load(self) -> list[Playlist]:
        """Return all playlists by name."""
        return self._library.playlists.load()

    def contents(self) -> list[PlaylistSongs]:
        """Return all playlists with their songs as they are now."""
        playlists = self.load()
        if not playlists:
            return []
        table = self._tracks.table()
        return [self._content(playlist, table) for playlist in playlists]

    def find(self, name: str) -> Playlist:
        """Return the playlist of this name, in any case; MoodtaggerError without one."""
        playlists = self.load()
        same = [p for p in playlists if p.name == name]
        same += [p for p in playlists if p.name.casefold() == name.casefold()]
        if not same:
            raise MoodtaggerError(
                Message.of("There is no playlist named “{name}”.", name=name[:80])
            )
        return same[0]

    def rows(self, playlist: Playlist) -> list[SongRow]:
        """Return the songs of a playlist in its order."""
        table = self._tracks.table()
        position = {track_id: i for i, track_id in enumerate(table.ids.tolist())}
        return table.rows_at([position[i] for i in self._content(playlist, table).track_ids])

    def save(self, playlist: Playlist) -> Playlist:
        """Save a new or changed playlist, or one as it was before, and return it as it is kept.

        Raises MoodtaggerError when its name is taken or its search cannot be read.
        """
        name = " ".join(playlist.name.split())
        if not name:
            raise MoodtaggerError(Message.of("A playlist needs a name."))
        if playlist.rules is not None:
            parse(playlist.rules.search)
        saved = self._library.playlists.save(replace(playlist, name=name))
        return next(p for p in self.load() if p.playlist_id == saved.playlist_id)

    def add(self, name: str, playlist: Playlist) -> Playlist:
        """Save a new playlist by this name, with a number behind it where that is taken."""
        return self.save(replace(playlist, name=self.unused_name(name), playlist_id=None))

    def remove(self, playlist: Playlist) -> None:
        """Remove a playlist; no song and no file is removed."""
        if playlist.playlist_id is not None:
            self._library.playlists.remove(playlist.playlist_id)

    def unused_name(self, name: str) -> str:
        """Return the name, or one with a number behind it that no playlist has."""
        taken = {playlist.name for playlist in self.load()}
        numbered = (f"{name} {number}" for number in range(2, len(taken) + 3))
        return name if name not in taken else next(n for n in numbered if n not in taken)

    def import_file(self, path: Path, cancel: Event | None = None) -> ImportedPlaylist:
        """Make a playlist of a playlist's file or of an export by a DJ program.

        Songs are matched by path, then by their audio. Those that the library does not have stay
        in the playlist, and appear once they are scanned. MoodtaggerError for a damaged file.
        """
        songs = [song.path for song in playlist_songs(str(path))]
        if not songs:
            raise MoodtaggerError(Message.of("This playlist has no songs."), path=path)
        stamps = self._library.tracks.file_stamps()
        folders = [real_path(path.parent), *map(real_path, self._library.folders.paths())]
        entries = []
        for song in songs:
            if cancel is not None and cancel.is_set():
                raise CancelledError
            known = stamps.get(song) or stamps.get(real_path(song))
            track_id = None if known is None else known.track_id
            digest = _audio_hash(song, folders) if known is None else None
            entries.append(PlaylistEntry(track_id, song, digest))
        found = self._library.playlists.find_songs(entries)
        playlist = self.add(path.stem, Playlist("").with_entries(found))
        in_library = len(playlist.track_ids)
        return ImportedPlaylist(playlist, in_library, len(playlist.entries) - in_library)

    def export(
        self,
        playlist: Playlist,
        path: Path,
        options: RekordboxOptions = DEFAULT_OPTIONS,
        *,
        absolute: bool = False,
    ) -> list[Message]:
        """Write a playlist in the format of the suffix; return what the user should know.

        A smart one is kept current by Navidrome as `.nsp`; in all other formats it holds the songs
        of now. Raises MoodtaggerError, and leaves an older file as it was, when that fails.
        """
        if path.suffix.lower() == NAVIDROME_SUFFIX:
            if not playlist.is_smart:
                raise MoodtaggerError(
                    Message.of("Only smart playlists can be saved for Navidrome as .nsp."),
                    advice=Message.of("Save the playlist as M3U8 instead."),
                )
            translated = navidrome_playlist(playlist)
            write_export(path, translated.data)
            return list(translated.notes)
        rows = [row for row in self.rows(playlist) if row.state is not TrackState.ABSENT]
        options = replace(options, beats=self._tracks.beats(rows, path.suffix))
        write_export(path, playlist_bytes(rows, path, options=options, absolute=absolute))
        return []

    def _content(self, playlist: Playlist, table: TrackTable) -> PlaylistSongs:
        position = {track_id: i for i, track_id in enumerate(table.ids.tolist())}
        if playlist.rules is None:
            ids = [i for i in playlist.track_ids if i in position]
        else:
            ids = self._smart_ids(playlist.rules, table)
        lengths = table.numbers.duration_s[[position[i] for i in ids]]
        return PlaylistSongs(playlist, tuple(ids), float(np.nansum(lengths)))

    def _smart_ids(self, rules: SmartRules, table: TrackTable) -> list[int]:
        try:
            rows = self._filters.rows(parse(rules.search), table)
        except FilterError:  # a field of a later version
            return []
        return [row.track_id for row in sort_songs(rows, rules.sort)[: rules.limit]]


def playlist_path(path: Path) -> Path:
    """Return the path, with `.m3u8` behind a name without a playlist's suffix."""
    known = path.suffix.lower() in PLAYLIST_WRITERS
    return path if known else path.with_name(path.name + ".m3u8")


def save_playlist(
    rows: Sequence[SongRow], path: Path, options: RekordboxOptions = DEFAULT_OPTIONS
) -> Path:
    """Write the songs in the format of the suffix, and return the path; see `playlist_path`.

    An older playlist of just that name is replaced whole, or left as it was when MoodtaggerError
    is raised.
    """
    named = playlist_path(path)
    # The user was asked about the name that was typed, not about the one with a suffix.
    path = path if named == path else unused_name(named)
    write_export(path, playlist_bytes(rows, path, options=options))
    return path


def _audio_hash(path: str, folders: Sequence[str]) -> str | None:
    """Return the hash of an audio file's audio, if it can be read.

    A playlist may name any file of the computer: only those in these folders are opened.
    """
    real = real_path(path)
    is_inside = any(real.startswith(os.path.join(folder, "")) for folder in folders)  # noqa: PTH118
    if not is_inside or Path(real).suffix.lower() not in SUFFIXES:
        return None
    try:
        return audio_hash(real) if os.path.isfile(real) else None  # noqa: PTH113 - any bytes
    except (OSError, TagError, ValueError):
        return None
