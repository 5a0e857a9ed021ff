"""Playlist files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from moodtagger.core.dj.rekordbox import DEFAULT_OPTIONS, RekordboxOptions
from moodtagger.core.playlist_formats import PLAYLIST_WRITERS, playlist_bytes
from moodtagger.core.tracks import SongRow
from moodtagger.services.exports import unused_name, write_export


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
