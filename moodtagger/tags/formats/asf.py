"""ASF/WMA files: attributes in the header object (Advanced Systems Format specification 1.20).

The first text of a name stands in the Extended Content Description, further ones in the Metadata
Library, as other taggers do it.
"""

from __future__ import annotations

import struct
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.tags.files.byte_spans import (
    DamagedError,
    Piece,
    Span,
    TooManyError,
    read_at,
    size_of,
)
from moodtagger.tags.formats.base import MAX_ITEMS, Container, Item


def _guid(text: str) -> bytes:
    return uuid.UUID(text).bytes_le


HEADER = _guid("75B22630-668E-11CF-A6D9-00AA0062CE6C")
_DATA = _guid("75B22636-668E-11CF-A6D9-00AA0062CE6C")
_CONTENT = _guid("75B22633-668E-11CF-A6D9-00AA0062CE6C")
_EXTENDED = _guid("D2D0A440-E307-11D2-97F0-00A0C95EA850")
_PROPERTIES = _guid("8CABDCA1-A947-11CF-8EE4-00C00C205365")
_EXTENSION = _guid("5FBF03B5-A92E-11CF-8EE3-00C00C205365")
_LIBRARY = _guid("44231C94-9498-49D1-A141-1D134E457054")
_TEXT = 0
_NUMBERS = (2, 3, 4, 5)  # bool and integers
_MAX_ATTRIBUTES = 64 << 20
_HEAD, _EXTENSION_HEAD = 30, 46


@dataclass(frozen=True, slots=True)
class AsfObject:
    """One object: `span` with its header of 24 bytes."""

    guid: bytes
    span: Span


@dataclass(frozen=True, slots=True)
class Attribute(Item):
    """`data` is the whole entry; `library` tells in which of the two forms it is."""

    library: bool = False


def read_objects(file: BinaryIO, start: int, end: int) -> list[AsfObject]:
    """All objects between two places; DamagedError when they do not fill it."""
    objects: list[AsfObject] = []
    while start + 24 <= end and len(objects) < MAX_ITEMS:
        guid, size = struct.unpack("<16sQ", read_at(file, start, 24))
        if size < 24 or start + size > end:
            raise DamagedError("an ASF object is longer than what it stands in")
        objects.append(AsfObject(guid, Span(start, size)))
        start += size
    if start != end:
        raise DamagedError("ASF objects do not fill the header")
    return objects


class Asf(Container):
    """A file whose items are text and other attributes of the whole file."""

    kind = "asf"
    label = "ASF"

    def __init__(self, file: BinaryIO, size: int) -> None:
        super().__init__(file, size)
        self._head = read_at(file, 0, _HEAD)
        self._end = int.from_bytes(self._head[16:24], "little")
        if self._end > size:
            raise DamagedError("the ASF header is longer than the file")
        self._objects = read_objects(file, _HEAD, self._end)
        self._inner: list[AsfObject] = []
        extension = next((o for o in self._objects if o.guid == _EXTENSION), None)
        if extension:
            span = extension.span
            self._inner = read_objects(file, span.start + _EXTENSION_HEAD, span.end)
        self.items = tuple(islice(self._attributes(), MAX_ITEMS + 1))
        if len(self.items) > MAX_ITEMS:
            raise TooManyError

    def _attributes(self) -> Iterator[Attribute]:
        for found in self._objects:
            if found.guid == _EXTENDED:
                yield from _parse(self._body(found), library=False)
        for found in self._inner:
            if found.guid == _LIBRARY:
                yield from _parse(self._body(found), library=True)

    def _body(self, found: AsfObject) -> bytes:
        if found.span.size > _MAX_ATTRIBUTES:
            raise DamagedError("absurdly large ASF attributes")
        return read_at(self.file, found.span.start + 24, found.span.size - 24)

    def refuse_if_unsafe(self) -> None:
        """The audio must follow the header, and the header must have room for texts."""
        guids = [found.guid for found in self._objects]
        follows = self.size >= self._end + 24 and read_at(self.file, self._end, 16) == _DATA
        if not follows or _EXTENSION not in guids or guids.count(_EXTENDED) > 1:
            raise TagError(
                "This WMA file is cut off or of a form that moodtagger cannot safely write.",
                advice="Convert it to another format to tag it.",
            )

    def payload(self) -> Iterator[Piece]:
        """The data object and the indexes behind it."""
        yield Span(self._end, self.size - self._end)

    def rest(self) -> Iterator[Piece]:
        """All objects but those that hold attributes or sizes."""
        for found in [*self._objects, *self._inner]:
            if found.guid == _PROPERTIES:
                yield Span(found.span.start, 40)
                yield Span(found.span.start + 48, found.span.size - 48)
            elif found.guid not in (_EXTENDED, _LIBRARY, _EXTENSION):
                yield found.span

    def rebuilt(self, items: Sequence[Item]) -> Iterator[Piece]:
        """A new header in front of the same data."""
        attributes = [item for item in items if isinstance(item, Attribute)]
        objects = [self._new_object(found, attributes) for found in self._objects]
        if not any(found.guid == _EXTENDED for found in self._objects):
            objects.append([_attribute_object(_EXTENDED, attributes, library=False)])
        pieces = [piece for parts in objects for piece in parts]
        size = _HEAD + sum(map(size_of, pieces))
        total = size + self.size - self._end
        yield HEADER + struct.pack("<QI", size, len(objects)) + self._head[28:]
        for found, parts in zip(self._objects, objects, strict=False):
            yield from self._with_size(found, total) if found.guid == _PROPERTIES else parts
        for parts in objects[len(self._objects) :]:
            yield from parts
        yield Span(self._end, self.size - self._end)

    def _with_size(self, found: AsfObject, total: int) -> list[Piece]:
        """The file properties hold the length of the file."""
        data = read_at(self.file, found.span.start, found.span.size)
        return [data[:40] + total.to_bytes(8, "little") + data[48:]]

    def _new_object(self, found: AsfObject, attributes: Sequence[Attribute]) -> list[Piece]:
        if found.guid == _EXTENDED:
            return [_attribute_object(_EXTENDED, attributes, library=False)]
        if found.guid != _EXTENSION:
            return [found.span]
        library = [_attribute_object(_LIBRARY, attributes, library=True)]
        inner: list[Piece] = []
        for child in self._inner:
            if child.guid == _LIBRARY:
                inner += library
                library = []  # a second one is merged into the first
            else:
                inner.append(child.span)
        if any(attribute.library for attribute in attributes):
            inner += library
        size = sum(map(size_of, inner))
        head = read_at(self.file, found.span.start + 24, 18)
        sizes = struct.pack("<Q", _EXTENSION_HEAD + size), struct.pack("<I", size)
        return [_EXTENSION + sizes[0] + head + sizes[1], *inner]

    def decode(self, item: Item, data: bytes) -> tuple[str, ...]:
        """The text of an attribute's value; numbers as decimal text."""
        assert isinstance(item, Attribute)
        kind, value = _split(data, library=item.library)
        if kind == _TEXT:
            text = value[: len(value) & ~1].decode("utf-16-le", "replace").rstrip("\0")
            return (text,) if text else ()
        return (str(int.from_bytes(value, "little")),) if kind in _NUMBERS else ()

    def value_of(self, item: Item) -> bytes:
        """An attribute's value as it stands in the file."""
        assert isinstance(item, Attribute)
        assert isinstance(item.data, bytes)
        return _split(item.data, library=item.library)[1]

    def encode(self, name: str, values: Sequence[str]) -> list[Item]:
        """The first value for the description, the others for the library."""
        return [_new_attribute(name, text, library=i > 0) for i, text in enumerate(values)]

    def legacy(self) -> dict[str, tuple[str, ...]]:
        """Title and artist, which have an object of their own."""
        found = next((o for o in self._objects if o.guid == _CONTENT), None)
        if found is None or found.span.size < 34 or found.span.size > 1 << 20:
            return {}
        body = self._body(found)
        lengths, position, texts = struct.unpack_from("<5H", body), 10, []
        for length in lengths:
            raw = body[position : position + (length & ~1)]
            texts.append(raw.decode("utf-16-le", "replace").rstrip("\0"))
            position += length
        return {name: (text,) for name, text in zip(("title", "artist"), texts, strict=False)}


def _parse(body: bytes, *, library: bool) -> Iterator[Attribute]:
    """The entries of a description or library object's body."""
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
            raise DamagedError("an ASF attribute is longer than its object")
        name = raw_name[: name_size & ~1].decode("utf-16-le", "replace").rstrip("\0")
        yield Attribute(name, body[position:end], library)
        position = end


def _split(entry: bytes, *, library: bool) -> tuple[int, bytes]:
    """(type, value) of an entry."""
    if library:
        name_size, kind = struct.unpack_from("<HH", entry, 4)
        return kind, entry[12 + name_size :]
    (name_size,) = struct.unpack_from("<H", entry)
    (kind,) = struct.unpack_from("<H", entry, 2 + name_size)
    return kind, entry[6 + name_size :]


def _new_attribute(name: str, text: str, *, library: bool) -> Attribute:
    raw_name = name.encode("utf-16-le", "replace") + b"\0\0"
    value = text.encode("utf-16-le", "replace") + b"\0\0"
    if library:
        head = struct.pack("<HHHHI", 0, 0, len(raw_name), _TEXT, len(value))
        return Attribute(name, head + raw_name + value, library)
    head = struct.pack("<H", len(raw_name)) + raw_name
    return Attribute(name, head + struct.pack("<HH", _TEXT, len(value)) + value, library)


def _attribute_object(guid: bytes, attributes: Sequence[Attribute], *, library: bool) -> bytes:
    entries = [a.data for a in attributes if a.library == library and isinstance(a.data, bytes)]
    body = struct.pack("<H", len(entries)) + b"".join(entries)
    return guid + struct.pack("<Q", 24 + len(body)) + body
