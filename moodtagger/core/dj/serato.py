"""Serato crates: a list of chunks, each a tag, a length and its content, all big-endian."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from moodtagger.core.dj.songs import below_drive, files_once
from moodtagger.core.errors import MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.core.tracks import SongRow

_VERSION = "1.0/Serato ScratchLive Crate"
_COLUMNS = ("song", "artist", "bpm", "key", "length", "comment")
_HEADER = struct.Struct(">4sI")


def crate_bytes(
    rows: Sequence[SongRow],
    path: Path,
    *,
    drive: Callable[[str], tuple[str, str]] = below_drive,
) -> bytes:
    """Return a crate; its paths start at the root of the drive, as Serato wants them.

    A crate belongs to the drive that it is on, so songs of other drives are left out.
    """
    root = drive(str(path))[0]
    parts = [_chunk(b"vrsn", _text(_VERSION))]
    for column in _COLUMNS:
        parts.append(_chunk(b"ovct", _chunk(b"tvcn", _text(column)) + _chunk(b"tvcw", _text("0"))))
    for row in files_once(rows):
        song_root, below = drive(row.file)
        if song_root == root:
            parts.append(_chunk(b"otrk", _chunk(b"ptrk", _text(below))))
    return b"".join(parts)


def _chunk(tag: bytes, content: bytes) -> bytes:
    return _HEADER.pack(tag, len(content)) + content


def _text(text: str) -> bytes:
    return text.encode("utf-16-be", "replace")


def crate_paths(data: bytes) -> Iterator[str]:
    """Yield the paths of a crate, below the root of its drive.

    Raises MoodtaggerError for other files, and where a length is wrong.
    """
    if not data.startswith(b"vrsn"):
        raise _error(Message.of("This is not a Serato crate."))
    for tag, content in _chunks(data):
        if tag != b"otrk":
            continue
        for inner_tag, inner in _chunks(content):
            if inner_tag == b"ptrk":
                yield inner.decode("utf-16-be", "replace").replace("\0", "")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(data):
        if at + _HEADER.size > len(data):
            raise _error(Message.of("This Serato crate is damaged."))
        tag, length = _HEADER.unpack_from(data, at)
        at += _HEADER.size
        if length > len(data) - at:
            raise _error(Message.of("This Serato crate is damaged."))
        yield tag, data[at : at + length]
        at += length


def _error(reason: Message) -> MoodtaggerError:
    return MoodtaggerError(reason, advice=Message.of("Export it from the DJ program again."))
