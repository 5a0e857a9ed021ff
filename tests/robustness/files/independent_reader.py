"""Read a file without the program's own code: with mutagen, FFmpeg and plain bytes."""

from __future__ import annotations

import contextlib
import hashlib
import io
from pathlib import Path
from typing import Any

import av
import mutagen
from mutagen.apev2 import APEv2
from mutagen.flac import FLAC
from mutagen.id3 import ID3, ID3NoHeaderError

OWN_FIELDS = ("mood", "behind mood", "tmoo", "valence", "arousal", "energylevel")
Fields = list[tuple[str, str]]


def packet_hash(path: Path) -> str:
    """Hash the compressed audio packets that FFmpeg extracts, where it can.

    Monkey's Audio is decoded instead: FFmpeg's last packet holds all that follows it.
    """
    state = hashlib.sha256()
    with (
        contextlib.suppress(av.FFmpegError),
        av.open(str(path), metadata_errors="replace") as opened,
    ):
        if path.suffix == ".ape":
            for frame in opened.decode(audio=0):
                state.update(frame.to_ndarray().tobytes())
        else:
            for packet in opened.demux(audio=0):
                state.update(bytes(packet))
    return state.hexdigest()


def foreign_fields(path: Path) -> Fields:
    """Everything but the fields that moodtagger writes, as (name, content), in the file's order."""
    return [(name, text) for name, text in all_fields(path) if not _is_own(name)]


def own_fields(path: Path) -> Fields:
    """The fields that moodtagger writes."""
    return sorted((name, text) for name, text in all_fields(path) if _is_own(name))


def _is_own(name: str) -> bool:
    return name.casefold().split(":")[-1].split("/")[-1] in OWN_FIELDS


def all_fields(path: Path) -> Fields:
    """Everything mutagen finds in all tags, and the bytes of what it does not parse."""
    if path.suffix in (".mp3", ".tta"):
        return _id3(path) + _apev2(path) + _id3v1(path)
    song: Any = _flac(path) if path.suffix == ".flac" else mutagen.File(path)
    found: Fields = []
    if isinstance(song, FLAC):
        found = [
            (str(b.code), _short_text(b.write()))
            for b in song.metadata_blocks
            if b.code not in (1, 4)
        ]
        found += [(f"front:{name}", text) for name, text in _id3(path)]
    if song.tags is None:
        return found + _iff_chunks(path)
    if isinstance(song.tags, ID3):
        return _frames(song.tags) + _iff_chunks(path)
    if isinstance(song.tags, APEv2):
        return _apev2(path) + _id3v1(path)
    pairs = song.tags if isinstance(song.tags, list) else song.tags.items()
    return (
        found
        + [(name, _short_text(value)) for name, value in pairs]
        + _iff_chunks(path)
        + _mp4_atoms(path)
    )


def _flac(path: Path) -> FLAC:
    """Read behind all ID3 tags, of which mutagen skips only one."""
    data = path.read_bytes()
    return FLAC(io.BytesIO(data[data.index(b"fLaC") :]))


def _short_text(value: Any) -> str:
    text = value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogateescape")
    return hashlib.sha256(text).hexdigest() if len(text) > 200 else text.decode("latin-1")


def _id3(path: Path) -> Fields:
    try:
        return _frames(ID3(path, translate=False, load_v1=False))
    except ID3NoHeaderError:
        return []


def _frames(tags: ID3) -> Fields:
    found = [(key if key.startswith("TXX") else key[:4], _short_text(f)) for key, f in tags.items()]
    return found + [("unknown", _short_text(data)) for data in tags.unknown_frames]


def _apev2(path: Path) -> Fields:
    """An APEv2 tag, which may be behind an MP3."""
    try:
        tags = APEv2(path)
    except mutagen.MutagenError:
        return []
    prefix = "behind " if path.suffix == ".mp3" else ""
    return [(prefix + key, f"{value.kind} {_short_text(bytes(str(value), 'utf-8', 'replace'))}")
            for key, value in tags.items()]  # fmt: skip


def _id3v1(path: Path) -> Fields:
    """The last 128 bytes where they are an ID3v1 tag."""
    data = path.read_bytes()
    is_there = data[-128:].startswith(b"TAG") and data[-131:-123] != b"APETAGEX"
    return [("ID3v1", data[-128:].decode("latin-1"))] if is_there else []


def _iff_chunks(path: Path) -> Fields:
    """Chunks of WAV and AIFF in their order."""
    data = path.read_bytes()
    if data[:4] not in (b"RIFF", b"FORM"):
        return []
    big = data[:4] == b"FORM"
    found, at = [], 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "big" if big else "little")
        if data[at : at + 4].lower() != b"id3 ":
            found.append(
                (data[at : at + 4].decode("latin-1"), _short_text(data[at + 8 : at + 8 + size]))
            )
        at += 8 + size + size % 2
    return found


def _mp4_atoms(path: Path) -> Fields:
    """What an MP4 file holds in `udta` beside its tags."""
    if path.suffix != ".m4a":
        return []
    data = path.read_bytes()
    found = []
    for name in (b"chpl", b"xyzw"):
        at = data.find(name)
        if at >= 0:
            size = int.from_bytes(data[at - 4 : at], "big")
            found.append((name.decode(), _short_text(data[at : at - 4 + size])))
    return found
