"""Read playlists, CUE sheets and exports of DJ programs: the paths of their songs."""

from __future__ import annotations

import os
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from moodtagger.core.dj.rekordbox import rekordbox_locations
from moodtagger.core.dj.serato import crate_paths
from moodtagger.core.dj.songs import below_drive
from moodtagger.core.dj.traktor import nml_paths
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.messages import Message

_XML_SUFFIXES = frozenset({".xml", ".nml"})  # of rekordbox and Traktor
PLAYLIST_SUFFIXES = frozenset({".m3u", ".m3u8", ".pls", ".xspf", ".cue", ".crate", *_XML_SUFFIXES})
_MAX_BYTES = 16 << 20
_MAX_XML_BYTES = 256 << 20  # a collection of 100,000 songs with cue points
_MAX_SONGS = 1_000_000
_MAX_PARTS = 64
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_PLS_FILE = re.compile(r"\s*file\d+\s*=(.*)", re.IGNORECASE)
_CUE_FILE = re.compile(r'\s*FILE\s+(?:"([^"]*)"|(\S+))', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlaylistSong:
    """An entry of a playlist; `error` is set when there is no file for it."""

    path: str
    error: str = ""


def is_playlist(path: str | os.PathLike[str]) -> bool:
    """Return whether a file has the suffix of a playlist or a CUE sheet."""
    return Path(path).suffix.lower() in PLAYLIST_SUFFIXES


def playlist_songs(path: str) -> list[PlaylistSong]:
    """Return the entries of a playlist in its order.

    Paths may be relative to the playlist or absolute, `file:` addresses, percent-encoded, or have
    the separators and drives of Windows. Raises MoodtaggerError when it cannot be read.
    """
    suffix = Path(path).suffix.lower()
    folder = os.path.dirname(path)  # noqa: PTH120 - a path of any bytes
    songs: list[PlaylistSong] = []
    for entry in _entries(_read(path), suffix, path):
        if len(songs) == _MAX_SONGS:
            raise _error(path, Message.of("This playlist is too long."))
        songs.append(_find_song(entry, folder, is_cue=suffix == ".cue"))
    return songs


def _entries(data: bytes, suffix: str, path: str) -> Iterator[str]:
    if suffix == ".crate":  # its paths begin at the root of its drive
        root = below_drive(os.path.abspath(path))[0].rstrip("/\\")  # noqa: PTH100
        return (f"{root}/{song}" for song in crate_paths(data))
    if suffix in _XML_SUFFIXES:
        return _collection_entries(data)
    readers = {".pls": _pls_entries, ".cue": _cue_entries, ".xspf": _xspf_entries}
    return readers.get(suffix, _m3u_entries)(_decode(data))


def _read(path: str) -> bytes:
    limit = _MAX_XML_BYTES if Path(path).suffix.lower() in _XML_SUFFIXES else _MAX_BYTES
    try:
        with Path(path).open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        reason = Message.of(
            "Couldn't read the playlist ({error}).", error=error.strerror or str(error)
        )
        raise _error(path, reason) from error
    if len(data) > limit:
        raise _error(path, Message.of("This playlist is too long."))
    return data


def _error(path: str, reason: Message) -> MoodtaggerError:
    return MoodtaggerError(reason, path=path, advice=Message.of("Choose another playlist."))


def _decode(data: bytes) -> str:
    """Decode by the mark; without one as UTF-8, and what is not is kept byte for byte."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return data.decode("utf-8", "surrogateescape")


def _m3u_entries(text: str) -> Iterator[str]:
    for line in _lines(text):
        if line.strip() and not line.lstrip().startswith("#"):
            yield line


def _pls_entries(text: str) -> Iterator[str]:
    for line in _lines(text):
        match = _PLS_FILE.match(line)
        if match and match[1].strip():
            yield match[1].strip()


def _cue_entries(text: str) -> Iterator[str]:
    for line in _lines(text):
        match = _CUE_FILE.match(line)
        if match:
            yield match[1] or match[2] or ""


def _collection_entries(data: bytes) -> Iterator[str]:
    """Yield the songs of a rekordbox XML or a Traktor NML, whichever it is."""
    root = _parse_xml(_decode(data), Message.of("This is not a rekordbox or Traktor export."))
    if root.tag == "DJ_PLAYLISTS":
        yield from (location for location in rekordbox_locations(root) if location)
    elif root.tag == "NML":
        yield from nml_paths(root)
    else:
        raise MoodtaggerError(Message.of("This is not a rekordbox or Traktor export."))


def _parse_xml(text: str, refusal: Message) -> ET.Element:
    if _has_raw_bytes(text):
        text = os.fsencode(text).decode("cp1252", "replace")
    if re.search("<!(DOCTYPE|ENTITY)", text, re.IGNORECASE):  # entities may grow endlessly
        raise MoodtaggerError(refusal)
    # The text is decoded, so its declaration of an encoding no longer holds.
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        return ET.fromstring(body.encode("utf-8", "replace"))
    except (ET.ParseError, RecursionError, ValueError) as error:
        raise MoodtaggerError(refusal) from error


def _xspf_entries(text: str) -> Iterator[str]:
    root = _parse_xml(text, Message.of("This playlist is not a valid XSPF file."))
    base = root.get(_XML_BASE, "").rpartition("/")
    for track in root.iter():
        if track.tag.rpartition("}")[2] != "track":
            continue
        for child in track:
            if child.tag.rpartition("}")[2] == "location" and (child.text or "").strip():
                location = (child.text or "").strip()
                is_whole = _ADDRESS.match(location) or location.startswith("/")
                yield _escaped_address(location if is_whole else "".join(base[:2]) + location)
                break


def _escaped_address(location: str) -> str:
    """An XSPF location is a URI, so a relative one is percent-encoded too."""
    return location if _ADDRESS.match(location) else _unquote(location)


def _lines(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text.replace("\0", ""))


def _find_song(entry: str, folder: str, *, is_cue: bool) -> PlaylistSong:
    shown = entry.strip()
    if _is_remote(shown) and not _first_file([entry, shown], folder):
        return PlaylistSong(shown, Message.of("This file is not on this computer."))
    candidates = list(_candidates(entry))
    found = _first_file(candidates, folder) or (is_cue and _similar_file(candidates, folder))
    if found and is_playlist(found):
        return PlaylistSong(found, Message.of("Playlists inside a playlist are skipped."))
    if found:
        return PlaylistSong(found)
    return PlaylistSong(
        os.path.normpath(os.path.join(folder, candidates[0])),  # noqa: PTH118
        Message.of("This song in the playlist is missing."),
    )


def find_named_file(name: str, folder: str) -> str:
    """Return the audio file in or below a folder that a CUE sheet names; empty if there is none.

    The name may be as Windows writes it, in other case, or have the suffix of the file before it
    was converted.
    """
    candidates = [
        text for text in _candidates(name) if text.strip() and not Path(text).is_absolute()
    ]
    found = _first_file(candidates, folder)
    if not found or os.path.splitext(found)[1].lower() == ".cue":  # noqa: PTH122
        found = _similar_file(candidates, folder)
    found = os.path.normpath(found) if found else ""
    return found if found.startswith(os.path.join(folder, "")) else ""  # noqa: PTH118


def _similar_file(candidates: list[str], folder: str) -> str:
    """Find the audio file of the same name but for case and suffix."""
    from moodtagger.audio import SUFFIXES

    for candidate in candidates:
        wanted = Path(folder, candidate.replace("\0", ""))
        try:
            beside = [p for p in wanted.parent.iterdir() if p.suffix.lower() in SUFFIXES]
        except OSError:
            continue
        same = [p for p in beside if p.stem.casefold() == wanted.stem.casefold()]
        # "album.wav" is there, or became "album.flac"
        same.sort(key=lambda p: (p.name.casefold() != wanted.name.casefold(), p.name))
        if same:
            return str(same[0])
    return ""


def _is_remote(entry: str) -> bool:
    """Return whether an entry reads as an address that no file has, such as http://host/."""
    is_local = _DRIVE.match(entry) or entry.lower().startswith("file:")
    return _ADDRESS.match(entry) is not None and not is_local


def _candidates(entry: str) -> Iterator[str]:
    """Yield the paths that an entry may mean, most likely first."""
    forms = [entry, entry.strip()]
    lowered = entry.strip().lower()
    if lowered.startswith("file:"):
        address = entry.strip()[5:]
        if address.startswith("//"):  # what follows is a host, which is empty or this computer
            address = re.sub(r"^//(localhost|127\.0\.0\.1)?(?=/|$)", "", address, flags=re.I)
        if re.match(r"/+[A-Za-z][:|][\\/]", address):
            address = address.lstrip("/")
        forms = [_unquote(address), address]
    elif "%" in entry:
        forms.append(_unquote(entry.strip()))
    for form in dict.fromkeys(forms):
        for text in _encodings(form):
            yield text
            if "\\" in text:
                yield text.replace("\\", "/")
            if _DRIVE.match(text) or text.startswith("/"):
                yield from _path_ends(text)


def _path_ends(text: str) -> Iterator[str]:
    """Yield the ends of a path of another computer, which may be here below the playlist."""
    parts = [part for part in re.split(r"[\\/]+", _DRIVE.sub("", text)) if part]
    if ".." not in parts:
        yield from ("/".join(parts[i:]) for i in range(min(len(parts), _MAX_PARTS)))


def _encodings(text: str) -> Iterator[str]:
    """Yield the text as it is, and as other systems write the same name."""
    yield text
    with_bytes = os.fsencode(text) if _has_raw_bytes(text) else b""
    for encoding in ("cp1252", "latin-1") if with_bytes else ():
        try:
            yield with_bytes.decode(encoding)
        except UnicodeDecodeError:
            continue
    for form in ("NFC", "NFD"):
        if not text.isascii() and not with_bytes:
            yield unicodedata.normalize(form, text)


def _has_raw_bytes(text: str) -> bool:
    return any("\udc80" <= c <= "\udcff" for c in text)


def _unquote(text: str) -> str:
    return os.fsdecode(unquote_to_bytes(text.encode("utf-8", "surrogateescape")))


def _first_file(candidates: list[str], folder: str) -> str:
    for candidate in candidates:
        path = os.path.join(folder, candidate)  # noqa: PTH118 - a path of any bytes
        try:
            if candidate and "\0" not in path and os.path.isfile(path):  # noqa: PTH113
                return os.path.normpath(path) if ".." not in path else path
        except (OSError, ValueError):
            continue
    return ""
