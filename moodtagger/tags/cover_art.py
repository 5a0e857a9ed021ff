"""Read the front cover of a song.

It is read by moodtagger's own bounded parsers: a compressed picture may expand to gigabytes, and
covers are read in the process of the window.
"""

from __future__ import annotations

import base64
import binascii
import os
import struct
from collections.abc import Callable, Iterator

from moodtagger.tags.files.byte_spans import ByteSpan, read_span, span_size
from moodtagger.tags.formats import id3_text
from moodtagger.tags.formats.asf import Asf
from moodtagger.tags.formats.base import Container, Item
from moodtagger.tags.formats.detection import detect_container, open_file
from moodtagger.tags.formats.flac import Flac
from moodtagger.tags.formats.mp3 import Id3Container
from moodtagger.tags.formats.mp4.file import iter_atoms

MAX_COVER_BYTES = 20 << 20
_MAX_HEADER_BYTES = 64 << 10  # in front of the picture: type, description and the like
_MAX_PICTURES = 12  # considered in one file; each may have to be decompressed
_FRONT_COVER, _BACK_COVER = 3, 4

Picture = tuple[int, bytes]  # picture type as in ID3, encoded image


def read_cover(path: str | os.PathLike[str]) -> bytes | None:
    """Return the encoded image (JPEG, PNG, ...) of at most 20 MiB; None when there is none.

    Raises TagError when the file is damaged or cannot be read.
    """
    with open_file(path) as file:
        container = detect_container(file)
        reader = None if container is None else _PICTURE_READERS.get(container.kind)
        return None if container is None or reader is None else _front_cover(reader(container))


def _front_cover(pictures: Iterator[Picture]) -> bytes | None:
    """Choose the front cover, or else the first picture."""
    first: bytes | None = None
    for _, (kind, data) in zip(range(_MAX_PICTURES), pictures, strict=False):
        if not 0 < len(data) <= MAX_COVER_BYTES:
            continue
        if kind == _FRONT_COVER:
            return data
        first = first or data
    return first


def _read_limited(container: Container, span: ByteSpan) -> bytes:
    """Read a span; empty when it is too large for a cover."""
    too_large = span_size(span) > MAX_COVER_BYTES + _MAX_HEADER_BYTES
    return b"" if too_large else read_span(container.file, span, span_size(span))


def _items_named(container: Container, *names: str) -> Iterator[tuple[Item, bytes]]:
    folded_names = {name.casefold() for name in names}
    for item in container.items:
        if item.name.casefold() in folded_names and (data := _read_limited(container, item.data)):
            yield item, data


def _id3_pictures(container: Container) -> Iterator[Picture]:
    """Parse APIC and PIC: encoding (1), MIME type or 3 letters, type (1), description, image."""
    assert isinstance(container, Id3Container)
    for item, frame in _items_named(container, "APIC", "PIC"):
        body = container.frame_content(frame, limit=MAX_COVER_BYTES + _MAX_HEADER_BYTES) or b""
        kind_index = 4 if item.name == "PIC" else body.find(b"\0", 1) + 1
        if 0 < kind_index < len(body):
            two_bytes = id3_text.is_utf16(body[0])
            yield body[kind_index], _after_text(body, kind_index + 1, two_bytes=two_bytes)


def _after_text(data: bytes, start: int, *, two_bytes: bool) -> bytes:
    """Return the bytes after a NUL-terminated text; empty without a terminator."""
    end = data.find(b"\0\0" if two_bytes else b"\0", start)
    while two_bytes and end >= 0 and (end - start) % 2:  # the zeros belong to two characters
        end = data.find(b"\0\0", end + 1)
    return b"" if end < 0 else data[end + (2 if two_bytes else 1) :]


def _vorbis_pictures(container: Container) -> Iterator[Picture]:
    """Parse FLAC picture blocks, then the comments that hold such blocks in base64."""
    if isinstance(container, Flac):
        for span in container.picture_blocks():
            yield from _flac_picture(_read_limited(container, span))
    for _, comment in _items_named(container, "METADATA_BLOCK_PICTURE"):
        try:
            block = base64.b64decode(comment.partition(b"=")[2])
        except binascii.Error:
            continue
        yield from _flac_picture(block)


def _flac_picture(data: bytes) -> Iterator[Picture]:
    """Parse a FLAC picture block: type, MIME type, description, four numbers, image."""
    try:
        kind, length = struct.unpack_from(">II", data)
        position = 8 + length
        (length,) = struct.unpack_from(">I", data, position)
        position += 4 + length + 16
        (length,) = struct.unpack_from(">I", data, position)
    except struct.error:
        return
    yield kind, data[position + 4 : position + 4 + length]


def _mp4_pictures(container: Container) -> Iterator[Picture]:
    for _, entry in _items_named(container, "covr"):
        for name, body in iter_atoms(entry[8:]):
            if name == b"data":
                yield _FRONT_COVER, body[8:]


def _asf_pictures(container: Container) -> Iterator[Picture]:
    """Parse WM/Picture: type (1), length (4), MIME type and description in UTF-16, image."""
    assert isinstance(container, Asf)
    for item, _ in _items_named(container, "WM/Picture"):
        value = container.raw_value(item)
        if len(value) > 5:
            after_mime_type = _after_text(value, 5, two_bytes=True)
            yield value[0], _after_text(after_mime_type, 0, two_bytes=True)


def _ape_pictures(container: Container) -> Iterator[Picture]:
    """Parse APEv2 cover items: a NUL-terminated file name, then the image."""
    for name, kind in (("Cover Art (Front)", _FRONT_COVER), ("Cover Art (Back)", _BACK_COVER)):
        for _, entry in _items_named(container, name):
            (length,) = struct.unpack_from("<I", entry)
            yield (
                kind,
                _after_text(entry[len(entry) - min(length, len(entry)) :], 0, two_bytes=False),
            )


_PICTURE_READERS: dict[str, Callable[[Container], Iterator[Picture]]] = {
    "id3": _id3_pictures,
    "vorbis": _vorbis_pictures,
    "mp4": _mp4_pictures,
    "asf": _asf_pictures,
    "ape": _ape_pictures,
}
