"""The front cover of a song, for the window to show.

Read by moodtagger's own readers, piece by piece: a tag may say that its picture is packed and
unpack to gigabytes, and what reads covers runs in the process of the window.
"""

from __future__ import annotations

import base64
import binascii
import os
import struct
from collections.abc import Callable, Iterator

from moodtagger.tags.files.byte_spans import Piece, read_piece, size_of
from moodtagger.tags.formats.asf import Asf
from moodtagger.tags.formats.base import Container, Item
from moodtagger.tags.formats.detection import container_of, open_file
from moodtagger.tags.formats.flac import Flac
from moodtagger.tags.formats.id3 import text as id3_text
from moodtagger.tags.formats.id3.mp3 import Id3Container
from moodtagger.tags.formats.mp4.file import atoms_in

MAX_COVER = 20 << 20
_MAX_HEAD = 64 << 10  # of what stands before the picture: kinds, descriptions
_MAX_PICTURES = 12  # looked at in one file; each may have to be unpacked
_FRONT, _BACK = 3, 4

Picture = tuple[int, bytes]  # kind as ID3 has it, encoded picture


def read_cover(path: str | os.PathLike[str]) -> bytes | None:
    """The encoded picture (JPEG, PNG, ...) of at most 20 MB; None when there is none.

    TagError when the file is damaged or cannot be read.
    """
    with open_file(path) as file:
        container = container_of(file)
        return None if container is None else _front_of(_PICTURES[container.kind](container))


def _front_of(pictures: Iterator[Picture]) -> bytes | None:
    """The front cover, or else the first picture."""
    first: bytes | None = None
    for _, (kind, data) in zip(range(_MAX_PICTURES), pictures, strict=False):
        if not 0 < len(data) <= MAX_COVER:
            continue
        if kind == _FRONT:
            return data
        first = first or data
    return first


def _read(container: Container, piece: Piece) -> bytes:
    """The piece; nothing when it is too large for a cover."""
    too_large = size_of(piece) > MAX_COVER + _MAX_HEAD
    return b"" if too_large else read_piece(container.file, piece, size_of(piece))


def _named(container: Container, *names: str) -> Iterator[tuple[Item, bytes]]:
    wanted = {name.casefold() for name in names}
    for item in container.items:
        if item.name.casefold() in wanted and (data := _read(container, item.data)):
            yield item, data


def _id3(container: Container) -> Iterator[Picture]:
    """Encoding (1), MIME type with NUL or three letters, kind (1), description, picture."""
    assert isinstance(container, Id3Container)
    for item, frame in _named(container, "APIC", "PIC"):
        body = container.content_of(frame, limit=MAX_COVER + _MAX_HEAD) or b""
        kind_at = 4 if item.name == "PIC" else body.find(b"\0", 1) + 1
        if 0 < kind_at < len(body):
            wide = id3_text.is_wide(body[0])
            yield body[kind_at], _behind_text(body, kind_at + 1, wide=wide)


def _behind_text(data: bytes, start: int, *, wide: bool) -> bytes:
    """What follows a text that ends with NUL; nothing where it has no end."""
    end = data.find(b"\0\0" if wide else b"\0", start)
    while wide and end >= 0 and (end - start) % 2:  # between two characters
        end = data.find(b"\0\0", end + 1)
    return b"" if end < 0 else data[end + (2 if wide else 1) :]


def _vorbis(container: Container) -> Iterator[Picture]:
    """The blocks of a FLAC file, then the comments that hold such blocks in base 64."""
    if isinstance(container, Flac):
        for span in container.picture_blocks():
            yield from _block(_read(container, span))
    for _, comment in _named(container, "METADATA_BLOCK_PICTURE"):
        try:
            block = base64.b64decode(comment.partition(b"=")[2])
        except binascii.Error:
            continue
        yield from _block(block)


def _block(data: bytes) -> Iterator[Picture]:
    """A picture as FLAC has it: kind, MIME type, description, four numbers, then the picture."""
    try:
        kind, length = struct.unpack_from(">II", data)
        at = 8 + length
        (length,) = struct.unpack_from(">I", data, at)
        at += 4 + length + 16
        (length,) = struct.unpack_from(">I", data, at)
    except struct.error:
        return
    yield kind, data[at + 4 : at + 4 + length]


def _mp4(container: Container) -> Iterator[Picture]:
    for _, entry in _named(container, "covr"):
        for name, body in atoms_in(entry[8:]):
            if name == b"data":
                yield _FRONT, body[8:]


def _asf(container: Container) -> Iterator[Picture]:
    """Kind (1), length (4), MIME type and description as UTF-16 with NUL, then the picture."""
    assert isinstance(container, Asf)
    for item, _ in _named(container, "WM/Picture"):
        value = container.value_of(item)
        if len(value) > 5:
            described = _behind_text(value, 5, wide=True)
            yield value[0], _behind_text(described, 0, wide=True)


def _ape(container: Container) -> Iterator[Picture]:
    """A file name with NUL, then the picture."""
    for name, kind in (("Cover Art (Front)", _FRONT), ("Cover Art (Back)", _BACK)):
        for _, entry in _named(container, name):
            (length,) = struct.unpack_from("<I", entry)
            yield kind, _behind_text(entry[len(entry) - min(length, len(entry)) :], 0, wide=False)


_PICTURES: dict[str, Callable[[Container], Iterator[Picture]]] = {
    "id3": _id3,
    "vorbis": _vorbis,
    "mp4": _mp4,
    "asf": _asf,
    "ape": _ape,
}
