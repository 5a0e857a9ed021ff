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

from moodtagger.tags.files.byte_spans import ByteSpan, read_span, span_size
from moodtagger.tags.formats import id3_text
from moodtagger.tags.formats.asf import Asf
from moodtagger.tags.formats.base import Container, Item
from moodtagger.tags.formats.detection import detect_container, open_file
from moodtagger.tags.formats.flac import Flac
from moodtagger.tags.formats.mp3 import Id3Container
from moodtagger.tags.formats.mp4.file import iter_atoms

MAX_COVER_BYTES = 20 << 20
_MAX_HEADER_BYTES = 64 << 10  # of what stands before the picture: kinds, descriptions
_MAX_PICTURES = 12  # looked at in one file; each may have to be unpacked
_FRONT_COVER, _BACK_COVER = 3, 4

Picture = tuple[int, bytes]  # kind as ID3 has it, encoded picture


def read_cover(path: str | os.PathLike[str]) -> bytes | None:
    """The encoded picture (JPEG, PNG, ...) of at most 20 MB; None when there is none.

    TagError when the file is damaged or cannot be read.
    """
    with open_file(path) as file:
        container = detect_container(file)
        return (
            None if container is None else _front_cover(_PICTURE_READERS[container.kind](container))
        )


def _front_cover(pictures: Iterator[Picture]) -> bytes | None:
    """The front cover, or else the first picture."""
    first: bytes | None = None
    for _, (kind, data) in zip(range(_MAX_PICTURES), pictures, strict=False):
        if not 0 < len(data) <= MAX_COVER_BYTES:
            continue
        if kind == _FRONT_COVER:
            return data
        first = first or data
    return first


def _read_limited(container: Container, span: ByteSpan) -> bytes:
    """The piece; nothing when it is too large for a cover."""
    too_large = span_size(span) > MAX_COVER_BYTES + _MAX_HEADER_BYTES
    return b"" if too_large else read_span(container.file, span, span_size(span))


def _items_named(container: Container, *names: str) -> Iterator[tuple[Item, bytes]]:
    folded_names = {name.casefold() for name in names}
    for item in container.items:
        if item.name.casefold() in folded_names and (data := _read_limited(container, item.data)):
            yield item, data


def _id3_pictures(container: Container) -> Iterator[Picture]:
    """Encoding (1), MIME type with NUL or three letters, kind (1), description, picture."""
    assert isinstance(container, Id3Container)
    for item, frame in _items_named(container, "APIC", "PIC"):
        body = container.frame_content(frame, limit=MAX_COVER_BYTES + _MAX_HEADER_BYTES) or b""
        kind_index = 4 if item.name == "PIC" else body.find(b"\0", 1) + 1
        if 0 < kind_index < len(body):
            two_bytes = id3_text.is_utf16(body[0])
            yield body[kind_index], _after_text(body, kind_index + 1, two_bytes=two_bytes)


def _after_text(data: bytes, start: int, *, two_bytes: bool) -> bytes:
    """What follows a text that ends with NUL; nothing where it has no end."""
    end = data.find(b"\0\0" if two_bytes else b"\0", start)
    while two_bytes and end >= 0 and (end - start) % 2:  # between two characters
        end = data.find(b"\0\0", end + 1)
    return b"" if end < 0 else data[end + (2 if two_bytes else 1) :]


def _vorbis_pictures(container: Container) -> Iterator[Picture]:
    """The blocks of a FLAC file, then the comments that hold such blocks in base 64."""
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
    """A picture as FLAC has it: kind, MIME type, description, four numbers, then the picture."""
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
    """Kind (1), length (4), MIME type and description as UTF-16 with NUL, then the picture."""
    assert isinstance(container, Asf)
    for item, _ in _items_named(container, "WM/Picture"):
        value = container.raw_value(item)
        if len(value) > 5:
            after_mime_type = _after_text(value, 5, two_bytes=True)
            yield value[0], _after_text(after_mime_type, 0, two_bytes=True)


def _ape_pictures(container: Container) -> Iterator[Picture]:
    """A file name with NUL, then the picture."""
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
