"""Traktor NML: a collection with one playlist, as Traktor imports it."""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from pathlib import Path

from moodtagger.core.dj.songs import (
    drive_path,
    files_once,
    mood_comment,
    song_key,
    xml_text,
)
from moodtagger.core.musical_keys import KeyNotation
from moodtagger.core.tracks import SongRow

_SEPARATOR = "/:"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://moodtagger.github.io/playlists")


def nml_bytes(
    rows: Sequence[SongRow], path: Path, *, notation: KeyNotation = KeyNotation.OPEN_KEY
) -> bytes:
    """Return the NML; the playlist is named like the file."""
    rows = files_once(rows)
    root = ET.Element("NML", VERSION="19")
    ET.SubElement(root, "HEAD", COMPANY="www.native-instruments.com", PROGRAM="Traktor")
    collection = ET.SubElement(root, "COLLECTION", ENTRIES=str(len(rows)))
    for row in rows:
        _add_entry(collection, row, notation)
    ET.SubElement(root, "SETS", ENTRIES="0")
    playlists = ET.SubElement(root, "PLAYLISTS")
    folder = ET.SubElement(playlists, "NODE", TYPE="FOLDER", NAME="$ROOT")
    nodes = ET.SubElement(folder, "SUBNODES", COUNT="1")
    node = ET.SubElement(nodes, "NODE", TYPE="PLAYLIST", NAME=xml_text(path.stem))
    playlist = ET.SubElement(
        node,
        "PLAYLIST",
        ENTRIES=str(len(rows)),
        TYPE="LIST",
        UUID=uuid.uuid5(_NAMESPACE, xml_text(path.stem)).hex,
    )
    for row in rows:
        volume, folder_text, name = _location(row.file)
        entry = ET.SubElement(playlist, "ENTRY")
        ET.SubElement(entry, "PRIMARYKEY", TYPE="TRACK", KEY=f"{volume}{folder_text}{name}")
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data + b"\n"


def _add_entry(collection: ET.Element, row: SongRow, notation: KeyNotation) -> None:
    tags, key = row.tags, song_key(row)
    entry = _add(collection, "ENTRY", TITLE=row.name, ARTIST=tags.artist)
    volume, folder, name = _location(row.file)
    _add(entry, "LOCATION", DIR=folder, FILE=name, VOLUME=volume)
    if tags.album:
        _add(entry, "ALBUM", TITLE=tags.album, TRACK="" if tags.track is None else str(tags.track))
    _add(
        entry,
        "INFO",
        GENRE=tags.genre,
        COMMENT=mood_comment(row),
        KEY="" if key is None else key.text(notation),
        PLAYTIME="" if row.duration_s is None else str(round(row.duration_s)),
        PLAYTIME_FLOAT="" if row.duration_s is None else f"{row.duration_s:.6f}",
        RELEASE_DATE="" if tags.year is None else f"{tags.year}/1/1",
    )
    if row.effective_bpm is not None:
        _add(entry, "TEMPO", BPM=f"{row.effective_bpm:.6f}", BPM_QUALITY="100.000000")
    if key is not None:
        _add(entry, "MUSICAL_KEY", VALUE=str(key.tonic + 12 * key.minor))


def _add(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    kept = {name: xml_text(text) for name, text in attributes.items() if text or name == "VOLUME"}
    return ET.SubElement(parent, tag, kept)


def _location(path: str) -> tuple[str, str, str]:
    """Return drive, folder and name; no name holds a slash, so colons need no escape."""
    located = drive_path(path)
    names = [xml_text(name) for name in located.parts]
    folder = "".join(f"{_SEPARATOR}{name}" for name in names[:-1]) + _SEPARATOR
    return xml_text(located.volume), folder, names[-1]


def nml_paths(root: ET.Element) -> Iterator[str]:
    """Yield the paths of a document: of its playlist, or else of the whole collection."""
    playlists = [node for node in root.iter("NODE") if node.get("TYPE") == "PLAYLIST"]
    if len(playlists) == 1:
        for key in playlists[0].iter("PRIMARYKEY"):
            volume, separator, rest = key.get("KEY", "").partition(_SEPARATOR)
            if separator:
                yield _system_path(volume, rest.split(_SEPARATOR))
        return
    collection = root.find("COLLECTION")
    for location in () if collection is None else collection.iter("LOCATION"):
        names = location.get("DIR", "").split(_SEPARATOR)
        yield _system_path(location.get("VOLUME", ""), [*names, location.get("FILE", "")])


def _system_path(volume: str, names: Sequence[str]) -> str:
    """Return the path that Windows, or else the system's own drive, has for a location."""
    path = "/".join(name for name in names if name)
    return f"{volume}/{path}" if volume.endswith(":") else f"/{path}"
