"""Playlist files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from moodtagger.core.tracks import SongRow, playlist_text
from moodtagger.services.exports import unused_name, write_export

_SUFFIXES = (".m3u8", ".m3u")


def playlist_path(path: Path) -> Path:
    """Return the path, with `.m3u8` behind a name without a playlist's suffix."""
    return path if path.suffix.lower() in _SUFFIXES else path.with_name(path.name + ".m3u8")


def save_playlist(rows: Sequence[SongRow], path: Path) -> Path:
    """Write the songs as extended m3u8 in UTF-8, and return the path; see `playlist_path`.

    An older playlist of just that name is replaced whole, or left as it was when MoodtaggerError
    is raised.
    """
    named = playlist_path(path)
    # The user was asked about the name that was typed, not about the one with a suffix.
    path = path if named == path else unused_name(named)
    write_export(path, os.fsencode(playlist_text(rows, path)))
    return path
