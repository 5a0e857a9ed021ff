"""ASF/WMA files: attributes in the header object (Advanced Systems Format specification 1.20).

As in other taggers, the first text of a name is written to the Extended Content Description,
further ones to the Metadata Library.
"""

from __future__ import annotations

import struct
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.tags.files.byte_spans import (
    ByteSpan,
    DamagedError,
    FileSpan,
    TooManyEntriesError,
    read_at,
    span_size,
)
from moodtagger.tags.formats.base import MAX_ITEMS, Container, Item


def _guid(text: str) -> bytes:
    return uuid.UUID(text).bytes_le


HEADER_GUID = _guid("75B22630-668E-11CF-A6D9-00AA0062CE6C")
_DATA_GUID = _guid("75B22636-668E-11CF-A6D9-00AA0062CE6C")
_CONTENT_DESCRIPTION_GUID = _guid("75B22633-668E-11CF-A6D9-00AA0062CE6C")
_EXTENDED_CONTENT_GUID = _guid("D2D0A440-E307-11D2-97F0-00A0C95EA850")
_FILE_PROPERTIES_GUID = _guid("8CABDCA1-A947-11CF-8EE4-00C00C205365")
_HEADER_EXTENSION_GUID = _guid("5FBF03B5-A92E-11CF-8EE3-00C00C205365")
_METADATA_LIBRARY_GUID = _guid("44231C94-9498-49D1-A141-1D134E457054")
_TYPE_TEXT = 0
_NUMBER_TYPES = (2, 3, 4, 5)  # bool and integers
_MAX_ATTRIBUTES = 64 << 20
_HEADER_SIZE, _EXTENSION_HEADER_SIZE = 30, 46


@dataclass(frozen=True, slots=True)
class AsfObject:
    """An object; `span` includes its header of 24 bytes."""

    guid: bytes
    span: FileSpan


@dataclass(frozen=True, slots=True)
class AsfAttribute(Item):
    """An attribute with its whole entry as `data`.

    `library`: the entry has the form of the Metadata Library, not of the Content Description.
    """

    library: bool = False


def read_objects(file: BinaryIO, start: int, end: int) -> list[AsfObject]:
    """Read all objects between two offsets; raise DamagedError when they do not fill the space."""
    objects: list[AsfObject] = []
    while start + 24 <= end and len(objects) < MAX_ITEMS:
        guid, size = struct.unpack("<16sQ", read_at(file, start, 24))
        if size < 24 or start + size > end:
            raise DamagedError(Message.of("an ASF object is longer than what it stands in"))
        objects.append(AsfObject(guid, FileSpan(start, size)))
        start += size
    if start != end:
        raise DamagedError(Message.of("ASF objects do not fill the header"))
    return objects


class Asf(Container):
    """A file whose items are the attributes of the whole file, texts and others."""

    kind = "asf"
    label = "ASF"
    demuxer = "asf"

    def __init__(self, file: BinaryIO, size: int) -> None:
        super().__init__(file, size)
        self._header = read_at(file, 0, _HEADER_SIZE)
        self._header_end = int.from_bytes(self._header[16:24], "little")
        if self._header_end > size:
            raise DamagedError(Message.of("the ASF header is longer than the file"))
        self._objects = read_objects(file, _HEADER_SIZE, self._header_end)
        self._extension_objects: list[AsfObject] = []
        extension = next((o for o in self._objects if o.guid == _HEADER_EXTENSION_GUID), None)
        if extension:
            span = extension.span
            self._extension_objects = read_objects(
                file, span.start + _EXTENSION_HEADER_SIZE, span.end
            )
        self.items = tuple(islice(self._read_attributes(), MAX_ITEMS + 1))
        if len(self.items) > MAX_ITEMS:
            raise TooManyEntriesError

    def _read_attributes(self) -> Iterator[AsfAttribute]:
        for found in self._objects:
            if found.guid == _EXTENDED_CONTENT_GUID:
                yield from _parse_attributes(self._read_body(found), library=False)
        for found in self._extension_objects:
            if found.guid == _METADATA_LIBRARY_GUID:
                yield from _parse_attributes(self._read_body(found), library=True)

    def _read_body(self, asf_object: AsfObject) -> bytes:
        if asf_object.span.size > _MAX_ATTRIBUTES:
            raise DamagedError(Message.of("far too large ASF attributes"))
        return read_at(self.file, asf_object.span.start + 24, asf_object.span.size - 24)

    def check_rewritable(self) -> None:
        """Raise TagError unless the audio follows a header that can hold further attributes."""
        guids = [found.guid for found in self._objects]
        follows = (
            self.size >= self._header_end + 24
            and read_at(self.file, self._header_end, 16) == _DATA_GUID
        )
        if (
            not follows
            or _HEADER_EXTENSION_GUID not in guids
            or guids.count(_EXTENDED_CONTENT_GUID) > 1
        ):
            raise TagError(
                Message.of(
                    "This WMA file is cut off, or of a kind that moodtagger can't write safely."
                ),
                advice=Message.of("Convert it to another format to tag it."),
            )

    def audio_data(self) -> Iterator[ByteSpan]:
        """Yield the data object and the indexes after it."""
        yield FileSpan(self._header_end, self.size - self._header_end)

    def other_data(self) -> Iterator[ByteSpan]:
        """Yield all objects except those that hold attributes or sizes."""
        for found in [*self._objects, *self._extension_objects]:
            if found.guid == _FILE_PROPERTIES_GUID:
                yield FileSpan(found.span.start, 40)
                yield FileSpan(found.span.start + 48, found.span.size - 48)
            elif found.guid not in (
                _EXTENDED_CONTENT_GUID,
                _METADATA_LIBRARY_GUID,
                _HEADER_EXTENSION_GUID,
            ):
                yield found.span

    def rebuild(self, items: Sequence[Item]) -> Iterator[ByteSpan]:
        """Yield a new header and the same data."""
        attributes = [item for item in items if isinstance(item, AsfAttribute)]
        objects = [self._rebuild_object(found, attributes) for found in self._objects]
        if not any(found.guid == _EXTENDED_CONTENT_GUID for found in self._objects):
            objects.append([_attribute_object(_EXTENDED_CONTENT_GUID, attributes, library=False)])
        spans = [span for parts in objects for span in parts]
        size = _HEADER_SIZE + sum(map(span_size, spans))
        total = size + self.size - self._header_end
        yield HEADER_GUID + struct.pack("<QI", size, len(objects)) + self._header[28:]
        for found, parts in zip(self._objects, objects, strict=False):
            yield from (
                self._with_file_size(found, total) if found.guid == _FILE_PROPERTIES_GUID else parts
            )
        for parts in objects[len(self._objects) :]:
            yield from parts
        yield FileSpan(self._header_end, self.size - self._header_end)

    def _with_file_size(self, asf_object: AsfObject, total: int) -> list[ByteSpan]:
        """Return the file properties object with the new size of the file."""
        data = read_at(self.file, asf_object.span.start, asf_object.span.size)
        return [data[:40] + total.to_bytes(8, "little") + data[48:]]

    def _rebuild_object(
        self, asf_object: AsfObject, attributes: Sequence[AsfAttribute]
    ) -> list[ByteSpan]:
        if asf_object.guid == _EXTENDED_CONTENT_GUID:
            return [_attribute_object(_EXTENDED_CONTENT_GUID, attributes, library=False)]
        if asf_object.guid != _HEADER_EXTENSION_GUID:
            return [asf_object.span]
        library = [_attribute_object(_METADATA_LIBRARY_GUID, attributes, library=True)]
        inner: list[ByteSpan] = []
        for child in self._extension_objects:
            if child.guid == _METADATA_LIBRARY_GUID:
                inner += library
                library = []  # a second one is merged into the first
            else:
                inner.append(child.span)
        if any(attribute.library for attribute in attributes):
            inner += library
        size = sum(map(span_size, inner))
        head = read_at(self.file, asf_object.span.start + 24, 18)
        sizes = struct.pack("<Q", _EXTENSION_HEADER_SIZE + size), struct.pack("<I", size)
        return [_HEADER_EXTENSION_GUID + sizes[0] + head + sizes[1], *inner]

    def decode(self, item: Item, data: bytes) -> tuple[str, ...]:
        """Return the text of an attribute; numbers as decimal text."""
        assert isinstance(item, AsfAttribute)
        kind, value = _split_attribute(data, library=item.library)
        if kind == _TYPE_TEXT:
            text = value[: len(value) & ~1].decode("utf-16-le", "replace").rstrip("\0")
            return (text,) if text else ()
        return (str(int.from_bytes(value, "little")),) if kind in _NUMBER_TYPES else ()

    def raw_value(self, item: Item) -> bytes:
        """Return the bytes of an attribute's value."""
        assert isinstance(item, AsfAttribute)
        assert isinstance(item.data, bytes)
        return _split_attribute(item.data, library=item.library)[1]

    def encode(self, name: str, values: Sequence[str]) -> list[Item]:
        """Create an attribute per value: the first for the description, others for the library."""
        return [_new_attribute(name, text, library=i > 0) for i, text in enumerate(values)]

    def fallback_tags(self) -> dict[str, tuple[str, ...]]:
        """Return title and artist, which have an object of their own."""
        found = next((o for o in self._objects if o.guid == _CONTENT_DESCRIPTION_GUID), None)
        if found is None or found.span.size < 34 or found.span.size > 1 << 20:
            return {}
        body = self._read_body(found)
        lengths, position, texts = struct.unpack_from("<5H", body), 10, []
        for length in lengths:
            raw = body[position : position + (length & ~1)]
            texts.append(raw.decode("utf-16-le", "replace").rstrip("\0"))
            position += length
        return {name: (text,) for name, text in zip(("title", "artist"), texts, strict=False)}


def _parse_attributes(body: bytes, *, library: bool) -> Iterator[AsfAttribute]:
    """Parse the entries of a description or library object's body."""
    (count,) = struct.unpack_from("<H", body)
    position = 2
    for _ in range(count):
        if library:
            name_size, _, size = struct.unpack_from("<HHI", body, position + 4)
            end = position + 12 + name_size + size
            raw_name = body[position + 12 : position + 12 + name_size]
        else:
            (name_size,) = struct.unpack_from("<H", body, position)
            raw_name = body[position + 2 : position + 2 + name_size]
            (size,) = struct.unpack_from("<H", body, position + 4 + name_size)
            end = position + 6 + name_size + size
        if end > len(body):
            raise DamagedError(Message.of("an ASF attribute is longer than its object"))
        name = raw_name[: name_size & ~1].decode("utf-16-le", "replace").rstrip("\0")
        yield AsfAttribute(name, body[position:end], library)
        position = end


def _split_attribute(entry: bytes, *, library: bool) -> tuple[int, bytes]:
    """Return (type, value) of an entry."""
    if library:
        name_size, kind = struct.unpack_from("<HH", entry, 4)
        return kind, entry[12 + name_size :]
    (name_size,) = struct.unpack_from("<H", entry)
    (kind,) = struct.unpack_from("<H", entry, 2 + name_size)
    return kind, entry[6 + name_size :]


def _new_attribute(name: str, text: str, *, library: bool) -> AsfAttribute:
    raw_name = name.encode("utf-16-le", "replace") + b"\0\0"
    value = text.encode("utf-16-le", "replace") + b"\0\0"
    if library:
        head = struct.pack("<HHHHI", 0, 0, len(raw_name), _TYPE_TEXT, len(value))
        return AsfAttribute(name, head + raw_name + value, library)
    head = struct.pack("<H", len(raw_name)) + raw_name
    return AsfAttribute(name, head + struct.pack("<HH", _TYPE_TEXT, len(value)) + value, library)


def _attribute_object(guid: bytes, attributes: Sequence[AsfAttribute], *, library: bool) -> bytes:
    entries = [a.data for a in attributes if a.library == library and isinstance(a.data, bytes)]
    body = struct.pack("<H", len(entries)) + b"".join(entries)
    return guid + struct.pack("<Q", 24 + len(body)) + body
