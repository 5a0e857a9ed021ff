"""Tags of Matroska and WebM files (RFC 9559), which are only read.

FFmpeg would keep one text of each name, and take the title of an album for that of the song.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import BinaryIO

from moodtagger.tags.code_pages import decode_utf8
from moodtagger.tags.files.byte_spans import FileSpan, TagTooLargeError, read_at
from moodtagger.tags.formats.base import MAX_TEXT
from moodtagger.tags.formats.read_only import Metadata, ReadOnly

MAGIC = b"\x1a\x45\xdf\xa3"
_SEGMENT = 0x18538067
_SEEK_HEAD, _SEEK, _SEEK_ID, _SEEK_POSITION = 0x114D9B74, 0x4DBB, 0x53AB, 0x53AC
_INFO, _INFO_TITLE = 0x1549A966, 0x7BA9
_TAGS, _TAG, _TARGETS = 0x1254C367, 0x7373, 0x63C0
_LEVEL, _TRACK_UID = 0x68CA, 0x63C5
_OTHER_UIDS = frozenset({0x63C4, 0x63C6, 0x63C9})  # of chapters, attachments and editions
_SIMPLE_TAG, _NAME, _STRING = 0x67C8, 0x45A3, 0x4487
_SONG_LEVEL, _ALBUM_LEVEL = 30, 50
_MAX_ELEMENTS = 200_000  # of the segment: a cluster lasts some seconds
_MAX_TAG_ELEMENTS = 10_000
_SEVERAL_TEXTS = frozenset({"artist", "genre", "mood", "album_artist"})
# What a name means where it is said of the whole album, and as FFmpeg names it.
_NAMES_OF_ALBUM = {"title": "album", "artist": "album_artist", "part_number": "disc"}
_COMMON_NAMES = {"part_number": "track", "lead_performer": "artist"}

Texts = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Element:
    id: int
    body: FileSpan
    has_size: bool


@dataclass(slots=True)
class _Found:
    """The texts by name, of the song, of whatever is not said, of the album, and of the stream."""

    title: str = ""
    song: Texts = field(default_factory=dict)
    file: Texts = field(default_factory=dict)
    album: Texts = field(default_factory=dict)
    stream: Texts = field(default_factory=dict)

    def metadata(self) -> Metadata:
        """Return the texts by FFmpeg's names, the most exact ones first."""
        album = self.album
        if self.song or (self.title and "title" in album):
            album = {_NAMES_OF_ALBUM.get(name, name): texts for name, texts in album.items()}
        title: Texts = {"title": [self.title]} if self.title else {}
        found: dict[str, tuple[str, ...]] = {}
        for texts in (self.song, title, self.file, album, self.stream):
            for name, values in texts.items():
                kept = values if name in _SEVERAL_TEXTS else values[:1]
                found.setdefault(_COMMON_NAMES.get(name, name), tuple(kept))
        return found


class Matroska(ReadOnly):
    """A Matroska or WebM file."""

    def values(self, name: str) -> tuple[str, ...]:
        """Return the texts of a name."""
        return self._texts.get(name.casefold(), ())

    @cached_property
    def _texts(self) -> Metadata:
        found, seen = _Found(), set[int]()
        for element in _segment_elements(self.file, self.size):
            if element.id in (_TAGS, _INFO) and element.body.start not in seen:
                seen.add(element.body.start)
                _read_part(self.file, element, found)
        return found.metadata()


def _segment_elements(file: BinaryIO, size: int) -> Iterator[_Element]:
    """Yield the parts of the segment in their order, and those that its index names."""
    segment = next((e for e in _elements(file, FileSpan(0, size)) if e.id == _SEGMENT), None)
    if segment is None:
        return
    for count, element in enumerate(_elements(file, segment.body)):
        yield element
        if element.id == _SEEK_HEAD:
            yield from _indexed_elements(file, element, segment)
        if count >= _MAX_ELEMENTS or not element.has_size:
            return


def _indexed_elements(file: BinaryIO, index: _Element, segment: _Element) -> Iterator[_Element]:
    for _, entry in zip(range(_MAX_TAG_ELEMENTS), _elements(file, index.body), strict=False):
        if entry.id != _SEEK:
            continue
        parts = {part.id: _number(file, part) for part in _elements(file, entry.body)}
        if parts.get(_SEEK_ID) in (_TAGS, _INFO):
            start = segment.body.start + parts.get(_SEEK_POSITION, 0)
            found = _read_element(file, start, segment.body.end)
            if found and found.id == parts[_SEEK_ID]:
                yield found


def _read_part(file: BinaryIO, part: _Element, found: _Found) -> None:
    for _, element in zip(range(_MAX_TAG_ELEMENTS), _elements(file, part.body), strict=False):
        if element.id == _INFO_TITLE and part.id == _INFO:
            found.title = _text(file, element)
        if element.id == _TAG and part.id == _TAGS:
            _read_tag(file, element, found)


def _read_tag(file: BinaryIO, tag: _Element, found: _Found) -> None:
    """Add the texts of a tag to those of what it is about."""
    texts: Texts = {}
    targets: dict[int, int] = {}
    for _, element in zip(range(_MAX_TAG_ELEMENTS), _elements(file, tag.body), strict=False):
        if element.id == _TARGETS:
            targets = {part.id: _number(file, part) for part in _elements(file, element.body)}
        if element.id == _SIMPLE_TAG:
            parts = {part.id: part for part in _elements(file, element.body)}
            if _NAME in parts and _STRING in parts and (text := _text(file, parts[_STRING])):
                name = _text(file, parts[_NAME]).casefold().replace(" ", "_")
                texts.setdefault(name, []).append(text)
    if _OTHER_UIDS & {uid for uid, number in targets.items() if number}:
        return
    level = targets.get(_LEVEL, 0)
    if level and level <= _SONG_LEVEL:
        group = found.song
    elif targets.get(_TRACK_UID):
        group = found.stream
    else:
        group = found.album if level >= _ALBUM_LEVEL else found.file
    for name, values in texts.items():
        group.setdefault(name, []).extend(values)


def _elements(file: BinaryIO, span: FileSpan) -> Iterator[_Element]:
    """Yield the elements in a span up to the first impossible one."""
    position = span.start
    while element := _read_element(file, position, span.end):
        yield element
        position = element.body.end


def _read_element(file: BinaryIO, position: int, end: int) -> _Element | None:
    """Read the head of an element; one without a size ends where its parent does."""
    if not 0 <= position < end:
        return None
    head = read_at(file, position, min(12, end - position))
    id_size = 9 - head[0].bit_length()
    if id_size > 4 or len(head) <= id_size:
        return None
    number = int.from_bytes(head[:id_size], "big")
    size_size = 9 - head[id_size].bit_length()
    if size_size > 8 or len(head) < id_size + size_size:
        return None
    limit = 1 << 7 * size_size
    size = int.from_bytes(head[id_size : id_size + size_size], "big") - limit
    start = position + id_size + size_size
    has_size = size != limit - 1
    if not has_size:
        return _Element(number, FileSpan(start, end - start), has_size=False)
    if start + size > end and number != _SEGMENT:
        return None
    return _Element(number, FileSpan(start, min(size, end - start)), has_size=True)


def _number(file: BinaryIO, element: _Element) -> int:
    data = read_at(file, element.body.start, element.body.size) if element.body.size <= 8 else b""
    return int.from_bytes(data, "big")


def _text(file: BinaryIO, element: _Element) -> str:
    if element.body.size > MAX_TEXT:
        raise TagTooLargeError
    data = read_at(file, element.body.start, element.body.size)
    return decode_utf8(data.split(b"\0")[0].strip())
