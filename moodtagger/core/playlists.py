"""Playlists as text: extended m3u8 with paths relative to the playlist where possible."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from moodtagger.core.tracks import SongRow


def m3u8(rows: Iterable[SongRow], folder: Path) -> str:
    """The playlist's text for a file that will lie in `folder`.

    A name that holds a line break cannot stand in a playlist and is left out with a comment.
    """
    lines = ["#EXTM3U"]
    for row in rows:
        if "\n" in row.path or "\r" in row.path:
            lines.append("# left out: a file whose name holds a line break")
            continue
        seconds = -1 if row.duration_s is None else round(row.duration_s)
        title = " - ".join(part for part in (row.tags.artist, row.name) if part)
        printable = "".join(c if c.isprintable() else " " for c in title)
        lines.append(f"#EXTINF:{seconds},{' '.join(printable.split())}")
        lines.append(_relative_path(row.path, folder))
    return "\n".join(lines) + "\n"


def _relative_path(path: str, folder: Path) -> str:
    try:
        relative = os.path.relpath(path, folder)
    except ValueError:  # another drive on Windows
        return path
    # A leading "#" would read as a comment, and "http:" as an address that a player would go to.
    return f".{os.sep}{relative}" if re.match("#|[A-Za-z][A-Za-z0-9+.-]*:", relative) else relative
