"""Playlists of the library in memory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

from moodtagger.core.dj.rekordbox import DEFAULT_OPTIONS, RekordboxOptions
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.filter_language import matching, parse
from moodtagger.core.filter_language.table_songs import TableSongs
from moodtagger.core.messages import Message
from moodtagger.core.playlists import Playlist
from moodtagger.core.song_order import sort_songs
from moodtagger.services.playlists import ImportedPlaylist, PlaylistSongs
from tests.support.track_tables import make_track_table
from tests.support.ui.fake_library import FakeLibrary


class FakePlaylists:
    """Keeps playlists by id; `exported` holds what was written."""

    def __init__(self, library: FakeLibrary) -> None:
        self._library = library
        self.by_id: dict[int, Playlist] = {}
        self.exported: list[tuple[Playlist, Path]] = []
        self._next_id = 1

    def contents(self) -> list[PlaylistSongs]:
        playlists = sorted(self.by_id.values(), key=lambda playlist: playlist.name)
        return [self._content(playlist) for playlist in playlists]

    def _content(self, playlist: Playlist) -> PlaylistSongs:
        rows = self._library.rows(playlist.track_ids)
        if playlist.rules is not None:
            table = make_track_table(self._library.rows())
            found = matching(parse(playlist.rules.search), TableSongs(table, list))
            rows = [row for row, matches in zip(table, found, strict=True) if matches]
            rows = sort_songs(rows, playlist.rules.sort)[: playlist.rules.limit]
        length_s = sum(row.duration_s or 0.0 for row in rows)
        return PlaylistSongs(playlist, tuple(row.track_id for row in rows), length_s)

    def save(self, playlist: Playlist) -> Playlist:
        self._library.note_thread()
        if any(
            other.name == playlist.name and other.playlist_id != playlist.playlist_id
            for other in self.by_id.values()
        ):
            raise MoodtaggerError("There is already a playlist of this name.")
        if playlist.playlist_id is None:
            playlist = replace(playlist, playlist_id=self._next_id)
            self._next_id += 1
        assert playlist.playlist_id is not None
        self.by_id[playlist.playlist_id] = playlist
        return playlist

    def remove(self, playlist: Playlist) -> None:
        assert playlist.playlist_id is not None
        del self.by_id[playlist.playlist_id]

    def import_file(self, path: Path, cancel: Event | None = None) -> ImportedPlaylist:
        if path.suffix == ".bad":
            raise MoodtaggerError("This playlist has no songs.", path=path)
        ids = list(self._library.rows_by_id)[:2]
        return ImportedPlaylist(self.save(Playlist(path.stem).with_songs(ids)), 2, 1)

    def export(
        self,
        playlist: Playlist,
        path: Path,
        options: RekordboxOptions = DEFAULT_OPTIONS,
        *,
        absolute: bool = False,
    ) -> list[Message]:
        self.exported.append((playlist, path))
        return []
