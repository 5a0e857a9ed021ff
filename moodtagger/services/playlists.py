"""Playlist files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.core.tracks import SongRow, m3u8


def save_playlist(rows: Sequence[SongRow], path: Path) -> Path:
    """Write the songs as extended m3u8 in UTF-8, and return the path.

    A name without a playlist's suffix gets `.m3u8`. An older playlist of that name is replaced
    atomically, or left as it was when MoodtaggerError is raised.
    """
    path = path if path.suffix.lower() in (".m3u8", ".m3u") else path.with_name(path.name + ".m3u8")
    data = os.fsencode(m3u8(rows, path.parent))
    try:
        handle, temp_path = tempfile.mkstemp(dir=path.parent, prefix=".playlist")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temp_path).chmod(0o644)
            Path(temp_path).replace(path)
        except BaseException:
            Path(temp_path).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise MoodtaggerError(
            Message.of("The playlist cannot be written ({error}).", error=error.strerror),
            path=path,
            advice=Message.of("Choose another place."),
        ) from error
    return path
