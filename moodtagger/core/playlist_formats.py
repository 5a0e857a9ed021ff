"""Playlists as files: M3U8, PLS and XSPF, and those of DJ programs."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

from moodtagger.core.dj.rekordbox import DEFAULT_OPTIONS, RekordboxOptions, rekordbox_bytes
from moodtagger.core.dj.serato import crate_bytes
from moodtagger.core.dj.songs import xml_text
from moodtagger.core.dj.traktor import nml_bytes
from moodtagger.core.tracks import SongRow, path_lister, playlist_folder, playlist_text

_MILLISECONDS = 1000


BEAT_GRID_SUFFIX = ".xml"  # of the only format that holds beats


def playlist_bytes(
    rows: Sequence[SongRow],
    path: Path,
    suffix: str = "",
    options: RekordboxOptions = DEFAULT_OPTIONS,
    *,
    absolute: bool = False,
) -> bytes:
    """Return a playlist in the format of a suffix, by default the file's own, or else M3U8.

    Paths in M3U8, PLS and XSPF are relative to the file where players find them so, or else
    `absolute`. `options` are for rekordbox.
    """
    suffix = suffix or path.suffix.lower()
    if suffix == BEAT_GRID_SUFFIX:
        return rekordbox_bytes(rows, path, options)
    if absolute and suffix in _ABSOLUTE_WRITERS:
        return _ABSOLUTE_WRITERS[suffix](rows, None)
    return PLAYLIST_WRITERS.get(suffix, _m3u8_bytes)(rows, path)


def _m3u8_bytes(rows: Sequence[SongRow], path: Path | None) -> bytes:
    return os.fsencode(playlist_text(rows, path))


def _folder(path: Path | None) -> Path | None:
    """Return the folder that paths are relative to; None where they are absolute."""
    return None if path is None else playlist_folder(path)


def _pls_bytes(rows: Sequence[SongRow], path: Path | None) -> bytes:
    listed_path = path_lister(_folder(path))
    listed = [row for row in rows if "\n" not in row.file and "\r" not in row.file]
    lines = ["[playlist]"]
    for number, row in enumerate(listed, 1):
        seconds = -1 if row.duration_s is None else round(row.duration_s)
        lines += [
            f"File{number}={listed_path(row.file)}",
            f"Title{number}={_title(row)}",
            f"Length{number}={seconds}",
        ]
    lines += [f"NumberOfEntries={len(listed)}", "Version=2", ""]
    return os.fsencode("\n".join(lines))


def _xspf_bytes(rows: Sequence[SongRow], path: Path | None) -> bytes:
    listed_path = path_lister(_folder(path))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<playlist version="1" xmlns="http://xspf.org/ns/0/">',
        "  <trackList>",
    ]
    for row in rows:
        elements = {
            "location": _address(listed_path(row.file)),
            "title": row.name,
            "creator": row.tags.artist,
            "album": row.tags.album,
            "trackNum": "" if row.tags.track is None else str(row.tags.track),
            "duration": "" if not row.duration_s else str(round(_MILLISECONDS * row.duration_s)),
        }
        lines.append("    <track>")
        lines += [
            f"      <{name}>{_xml_text(text)}</{name}>" for name, text in elements.items() if text
        ]
        lines.append("    </track>")
    lines += ["  </trackList>", "</playlist>", ""]
    return "\n".join(lines).encode()


def _address(path: str) -> str:
    """Return a path as a relative address, or as one of a file where it is absolute."""
    quoted = quote(os.fsencode(path.replace(os.sep, "/")))
    return f"file:///{quoted.lstrip('/')}" if Path(path).is_absolute() else quoted


def _xml_text(text: str) -> str:
    return escape(xml_text(text))


def _title(row: SongRow) -> str:
    title = " - ".join(part for part in (row.tags.artist, row.name) if part)
    return " ".join("".join(c if c.isprintable() else " " for c in title).split())


PLAYLIST_WRITERS: Mapping[str, Callable[[Sequence[SongRow], Path], bytes]] = {
    ".m3u8": _m3u8_bytes,
    ".m3u": _m3u8_bytes,
    ".pls": _pls_bytes,
    ".xspf": _xspf_bytes,
    ".xml": rekordbox_bytes,
    ".nml": nml_bytes,
    ".crate": crate_bytes,
}

_ABSOLUTE_WRITERS: Mapping[str, Callable[[Sequence[SongRow], None], bytes]] = {
    ".m3u8": _m3u8_bytes,
    ".m3u": _m3u8_bytes,
    ".pls": _pls_bytes,
    ".xspf": _xspf_bytes,
}

# Name of each format on the command line -> its suffix.
PLAYLIST_FORMATS = {
    "m3u8": ".m3u8",
    "pls": ".pls",
    "xspf": ".xspf",
    "rekordbox": ".xml",
    "nml": ".nml",
    "serato": ".crate",
}
