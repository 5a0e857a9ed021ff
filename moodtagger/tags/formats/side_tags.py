"""ID3v2 tags beside a file's main tag: further ones of an MP3, and those in front of a FLAC file.

Some players prefer what is in them, so their items are items of the file too, under names with a
prefix.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.tags.album_fields import ALBUM_NAMES
from moodtagger.tags.fields import READ_NAMES, unique_texts
from moodtagger.tags.files.byte_spans import (
    ByteSpan,
    DamagedError,
    FileSpan,
    TagTooLargeError,
    read_span,
    span_size,
)
from moodtagger.tags.formats import id3_tag, id3_text
from moodtagger.tags.formats.base import MAX_ITEMS, MAX_TEXT, Item

FIRST_TAG_PREFIX = "ID3v2:"  # of the names in the first tag, where that is not the main one
LATER_TAG_PREFIX = "ID3v2 tag "  # and its number: of the names in further tags
_TEXT_FRAME_PREFIXES = ("T", "COM", "GRP1")
_RATING_FRAMES = ("POPM", "POP")
_MAX_CONSECUTIVE_TAGS = 100
_FIELDS = {**ALBUM_NAMES["id3"], **READ_NAMES["id3"]}
_FIELD_NAMES = frozenset(name.casefold() for names in _FIELDS.values() for name in names)


@dataclass(frozen=True, slots=True)
class SideTag:
    """An ID3v2 tag beside the main tag; the names of its items have a prefix."""

    prefix: str
    start: int
    tag: id3_tag.Id3Tag

    @property
    def end(self) -> int:
        """Offset of the first byte after the tag."""
        return self.start + self.tag.total_size

    @property
    def span(self) -> FileSpan:
        """The whole tag in the file."""
        return FileSpan(self.start, self.tag.total_size)

    @property
    def items(self) -> tuple[Item, ...]:
        """The frames of the tag."""
        return tuple(Item(self.prefix + item.name, item.data) for item in self.tag.items)

    def decode(self, item: Item, data: bytes) -> tuple[str, ...]:
        """Return the strings of a frame of this tag."""
        return decode_frame(self.tag, item.name.removeprefix(self.prefix), data)

    def encode(self, name: str, values: Sequence[str]) -> list[Item]:
        """Create a frame of this tag."""
        frame = id3_tag.new_frame(self.tag, name.removeprefix(self.prefix), values)
        return [Item(name, frame.data)]

    def rebuild(self, file: BinaryIO, items: Sequence[Item]) -> Iterator[ByteSpan]:
        """Yield the tag with its part of the items; without any it is kept as padding."""
        own = tuple(item for item in items if item.name.startswith(self.prefix))
        size = self.tag.total_size
        if own == self.items:
            yield FileSpan(self.start, size)
        elif own or span_size(self.tag.trailing_data):
            yield from id3_tag.render_tag(file, self.tag, own)
        else:
            yield b"ID3" + bytes([self.tag.version, 0, 0]) + id3_tag.encode_synchsafe(size - 10)
            yield bytes(size - 10)


def parse_side_tags(file: BinaryIO, start: int, end: int, *, first: int = 1) -> tuple[SideTag, ...]:
    """Return the consecutive tags from `start` on, up to a damaged one; `first` is their number."""
    found: list[SideTag] = []
    count = 0
    while start < end and count < MAX_ITEMS and id3_tag.tag_length(file, start, end):
        try:
            tag = id3_tag.parse_tag(file, start, end)
        except TagError:
            break
        number = first + len(found)
        prefix = FIRST_TAG_PREFIX if number == 1 else f"{LATER_TAG_PREFIX}{number}:"
        found.append(SideTag(prefix, start, tag))
        count, start = count + len(tag.items), start + tag.total_size
    return tuple(found)


@dataclass(frozen=True, slots=True)
class AppendedTag(SideTag):
    """An ID3v2.4 tag with a footer behind the audio."""

    def rebuild(self, file: BinaryIO, items: Sequence[Item]) -> Iterator[ByteSpan]:
        """Yield the tag with its part of the items; nothing without any."""
        own = tuple(item for item in items if item.name.startswith(self.prefix))
        if own == self.items:
            yield FileSpan(self.start, self.tag.total_size)
        else:
            yield from id3_tag.render_appended_tag(self.tag, own)


def parse_appended_tag(file: BinaryIO, audio_end: int, size: int, *, number: int) -> AppendedTag:
    """Return the tag with a footer that is the first thing behind the audio.

    Without one, it is an empty tag that is not in the file: undo may have to make it again.
    """
    tag = id3_tag.Id3Tag(4)
    if id3_tag.tag_length(file, audio_end, size):
        with contextlib.suppress(TagError):
            tag = id3_tag.parse_tag(file, audio_end, size)
    return AppendedTag(f"{LATER_TAG_PREFIX}{number}:", audio_end, tag)


def find_side_tag(tags: Sequence[SideTag], name: str) -> SideTag | None:
    """Return the tag that the item of this name is in, if any."""
    return next((tag for tag in tags if name.startswith(tag.prefix)), None)


def side_tag_fields(file: BinaryIO, tags: Sequence[SideTag]) -> dict[str, tuple[str, ...]]:
    """Return the texts of some tags by field; those of the first tag that has a field count."""
    found: dict[str, tuple[str, ...]] = {}
    for tag in tags:
        texts: dict[str, tuple[str, ...]] = {}
        for item in tag.items[:MAX_ITEMS]:
            name = item.name.removeprefix(tag.prefix).casefold()
            if name in _FIELD_NAMES and name not in texts and span_size(item.data) <= MAX_TEXT:
                try:
                    texts[name] = tag.decode(item, read_span(file, item.data, MAX_TEXT))
                except (DamagedError, TagTooLargeError):
                    continue
        for field, names in _FIELDS.items():
            values = (unique_texts(texts.get(name.casefold(), ())) for name in names)
            if text := next(filter(None, values), ()):
                found.setdefault(field, text)
    return found


def frame_content(tag: id3_tag.Id3Tag, frame: bytes, limit: int) -> bytes | None:
    """Return the content of a whole frame of a tag; see `id3_text.frame_content`."""
    unsync = tag.unsync and tag.version == 4
    return id3_text.frame_content(tag.version, frame, all_unsync=unsync, limit=limit)


def decode_frame(tag: id3_tag.Id3Tag, name: str, data: bytes) -> tuple[str, ...]:
    """Return the strings of a text frame or comment of a tag; its description is in the name."""
    if name in _RATING_FRAMES:
        rating = (frame_content(tag, data, id3_text.MAX_DECOMPRESSED) or b"").partition(b"\0")[2]
        return (str(rating[0]),) if rating else ()  # after the player's name
    if not name.startswith(_TEXT_FRAME_PREFIXES):
        return ()
    body = frame_content(tag, data, id3_text.MAX_DECOMPRESSED)
    if body and name.startswith("COM"):
        body = body[:1] + body[4:]  # the language is part of the name
    strings = id3_text.decode_strings(body) if body else ()
    return strings[1:] if ":" in name else strings


def skip_id3v2_tags(file: BinaryIO, size: int, position: int = 0) -> int:
    """Return the offset after the ID3v2 tags at `position`; some files have several."""
    for _ in range(_MAX_CONSECUTIVE_TAGS):
        length = id3_tag.tag_length(file, position, size)
        if length == 0:
            break
        position += length
    return min(position, size)
