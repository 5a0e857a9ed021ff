"""rekordbox XML: a collection with one playlist, as rekordbox imports it.

References
----------
AlphaTheta: "rekordbox XML format list", https://rekordbox.com/en/support/developer/
"""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote

from moodtagger import __version__
from moodtagger.core.dj.songs import (
    files_once,
    mood_comment,
    quadrant_color,
    song_key,
    xml_text,
)
from moodtagger.core.music_analysis import BeatEstimate
from moodtagger.core.musical_keys import KeyNotation
from moodtagger.core.tracks import SongRow

_MAX_DRIFT = 0.02  # of the tempo; a grid of one tempo would miss the beats of such a song
_SAME_TEMPO = 0.005
_OCTAVES = (1.0, 0.5, 2.0)  # the user may count the beats at half or double tempo

_KINDS = {
    ".mp3": "MP3 File",
    ".m4a": "M4A File",
    ".mp4": "M4A File",
    ".wav": "WAV File",
    ".aif": "AIFF File",
    ".aiff": "AIFF File",
    ".flac": "FLAC File",
}


@dataclass(frozen=True, slots=True)
class RekordboxOptions:
    """How keys are written, whether songs get the color of their quadrant, and known beats.

    Songs whose `beats` are known, by track id, get a beat grid.
    """

    notation: KeyNotation = KeyNotation.CAMELOT
    with_colors: bool = False
    beats: Mapping[int, BeatEstimate] = field(default_factory=dict)


DEFAULT_OPTIONS: Final = RekordboxOptions()


def rekordbox_bytes(
    rows: Sequence[SongRow], path: Path, options: RekordboxOptions = DEFAULT_OPTIONS
) -> bytes:
    """Return the XML; the playlist is named like the file. Ratings are left to rekordbox."""
    rows = files_once(rows)
    root = ET.Element("DJ_PLAYLISTS", Version="1.0.0")
    ET.SubElement(root, "PRODUCT", Name="moodtagger", Version=__version__, Company="")
    collection = ET.SubElement(root, "COLLECTION", Entries=str(len(rows)))
    for number, row in enumerate(rows, 1):
        track = _add_track(collection, number, row, options)
        _add_beat_grid(track, row, options.beats.get(row.track_id))
    playlists = ET.SubElement(root, "PLAYLISTS")
    folder = ET.SubElement(playlists, "NODE", Type="0", Name="ROOT", Count="1")
    playlist = ET.SubElement(
        folder,
        "NODE",
        Name=xml_text(path.stem),
        Type="1",
        KeyType="0",
        Entries=str(len(rows)),
    )
    for number in range(1, len(rows) + 1):
        ET.SubElement(playlist, "TRACK", Key=str(number))
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data + b"\n"


def _add_track(
    collection: ET.Element, number: int, row: SongRow, options: RekordboxOptions
) -> ET.Element:
    tags, key = row.tags, song_key(row)
    attributes = {
        "TrackID": str(number),
        "Name": row.name,
        "Artist": tags.artist,
        "Album": tags.album,
        "Genre": tags.genre,
        "Kind": _KINDS.get(Path(row.file).suffix.lower(), ""),
        "TotalTime": "" if row.duration_s is None else str(round(row.duration_s)),
        "DiscNumber": "" if tags.disc is None else str(tags.disc),
        "TrackNumber": "" if tags.track is None else str(tags.track),
        "Year": "" if tags.year is None else str(tags.year),
        "AverageBpm": "" if row.effective_bpm is None else f"{row.effective_bpm:.2f}",
        "Comments": mood_comment(row),
        "Location": location_url(row.file),
        "Tonality": "" if key is None else key.text(options.notation),
        "Colour": quadrant_color(row.effective_quadrant) if options.with_colors else "",
    }
    return ET.SubElement(
        collection,
        "TRACK",
        {name: xml_text(text) for name, text in attributes.items() if text},
    )


def _add_beat_grid(track: ET.Element, row: SongRow, beat: BeatEstimate | None) -> None:
    """Begin a grid at the first downbeat, unless the song's tempo is not the analyzed one."""
    bpm = row.effective_bpm
    # The beats of a part of a file are counted from the beginning of the part.
    if beat is None or bpm is None or row.excerpt is not None or beat.drift > _MAX_DRIFT:
        return
    if min(abs(bpm / (beat.bpm * factor) - 1.0) for factor in _OCTAVES) > _SAME_TEMPO:
        return
    ET.SubElement(
        track,
        "TEMPO",
        Inizio=f"{beat.first_beat_s:.3f}",
        Bpm=f"{bpm:.2f}",
        Metro="4/4",
        Battito="1",
    )


def location_url(path: str) -> str:
    """Return a path as rekordbox writes it: `file://localhost/`, percent-encoded byte by byte."""
    slashed = path.replace("\\", "/") if os.sep == "\\" or path[1:3] == ":\\" else path
    return "file://localhost/" + quote(os.fsencode(slashed.lstrip("/")), safe="/:")


def rekordbox_locations(root: ET.Element) -> Iterator[str]:
    """Yield the addresses of a document: of its playlist, or else of the whole collection."""
    tracks = {track.get("TrackID", ""): track.get("Location", "") for track in root.iter("TRACK")}
    tracks.pop("", None)
    playlists = [node for node in root.iter("NODE") if node.get("Type") == "1"]
    if len(playlists) == 1:
        by_location = playlists[0].get("KeyType") == "1"
        for entry in playlists[0].iter("TRACK"):
            key = entry.get("Key", "")
            yield key if by_location else tracks.get(key, "")
    else:
        yield from tracks.values()
