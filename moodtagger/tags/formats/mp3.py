"""MP3 files: an ID3v2 tag in front, perhaps APEv2, Lyrics3 and ID3v1 tags at the end.

The items of an APEv2 tag and of further ID3v2 tags are items of the file too, under names with a
prefix, as some players prefer their moods. All else at the end is kept, and so is the version of
the ID3v2 tag, including v2.2, where joined moods are written to TXX:MOOD.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, ClassVar

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.tags.fields import READ_NAMES
from moodtagger.tags.files.byte_spans import ByteSpan, DamagedError, FileSpan, read_at, span_size
from moodtagger.tags.formats import id3_tag, id3_text
from moodtagger.tags.formats.apev2 import (
    DEFAULT_APE_VERSION,
    ApeTag,
    decode_item,
    find_audio_end,
    id3v1_start,
    new_item,
    parse_ape_tag,
    render_tag,
)
from moodtagger.tags.formats.base import MAX_ITEMS, Container, Item

# A file without a tag gets v2.4, which has a frame for several moods (TMOO).
DEFAULT_VERSION = 4
APE_PREFIX = "APEv2:"  # of the names of items in the APEv2 tag of an MP3
LATER_TAG_PREFIX = "ID3v2 tag "  # and its number: of the names in further tags in front
_TEXT_FRAME_PREFIXES = ("T", "COM", "GRP1")
_MAX_CONSECUTIVE_TAGS = 100


class Id3Container(Container):
    """A file whose items are the frames of one ID3v2 tag, wherever the tag is."""

    kind: ClassVar[str] = "id3"

    def __init__(self, file: BinaryIO, size: int, tag: id3_tag.Id3Tag | None) -> None:
        super().__init__(file, size)
        self.tag = tag or id3_tag.Id3Tag(DEFAULT_VERSION)
        self.items = self.tag.items
        self.label = self.tag.label

    def decode(self, item: Item, data: bytes) -> tuple[str, ...]:
        """Return the strings of a text frame or comment; its description is part of the name."""
        return _decode_frame(self.tag, item.name, data)

    def frame_content(
        self, frame: bytes, *, limit: int = id3_text.MAX_DECOMPRESSED
    ) -> bytes | None:
        """Return the content of a whole frame; see `id3_text.frame_content`."""
        return _frame_content(self.tag, frame, limit)

    def set_new_tag_version(self, version: int) -> None:
        """Set the version of the tag that a file without one gets."""
        if not self.tag.total_size:
            self.tag = id3_tag.Id3Tag(version)
            self.label = self.tag.label

    def encode(self, name: str, values: Sequence[str]) -> list[Item]:
        """Create one frame with all values."""
        return [id3_tag.new_frame(self.tag, name, values)]

    def render_tag(self, items: Sequence[Item]) -> list[ByteSpan]:
        """Build the whole new tag; empty when it has no frames."""
        return id3_tag.render_tag(self.file, self.tag, items)


def _frame_content(tag: id3_tag.Id3Tag, frame: bytes, limit: int) -> bytes | None:
    unsync = tag.unsync and tag.version == 4
    return id3_text.frame_content(tag.version, frame, all_unsync=unsync, limit=limit)


def _decode_frame(tag: id3_tag.Id3Tag, name: str, data: bytes) -> tuple[str, ...]:
    if not name.startswith(_TEXT_FRAME_PREFIXES):
        return ()
    body = _frame_content(tag, data, id3_text.MAX_DECOMPRESSED)
    if body and name.startswith("COM"):
        body = body[:1] + body[4:]  # the language is part of the name
    strings = id3_text.decode_strings(body) if body else ()
    return strings[1:] if ":" in name else strings


@dataclass(frozen=True, slots=True)
class _LaterTag:
    """An ID3v2 tag behind the first one; the names of its items have a prefix."""

    prefix: str
    start: int
    tag: id3_tag.Id3Tag

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(Item(self.prefix + item.name, item.data) for item in self.tag.items)

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


class Mp3(Id3Container):
    """MPEG audio with tags around it."""

    demuxer = "mp3"

    def __init__(self, file: BinaryIO, size: int) -> None:
        has_tag = id3_tag.tag_length(file, 0, size) > 0
        super().__init__(file, size, id3_tag.parse_tag(file, 0, size) if has_tag else None)
        self._audio_end = find_audio_end(file, self._audio_start, size)
        self._ape = self._parse_ape()
        # One with gaps could not be rebuilt, and one of version 1 is a part of the audio to FFmpeg:
        # both are only read.
        ape = self._ape
        ape_items = (
            ape.items if ape and ape.is_gapless and ape.version >= DEFAULT_APE_VERSION else ()
        )
        self._ape_items = tuple(Item(APE_PREFIX + item.name, item.data) for item in ape_items)
        self._later_tags = self._parse_later_tags()
        later_items = (item for later in self._later_tags for item in later.items)
        self.items = (*self.items, *later_items, *self._ape_items)

    def _parse_later_tags(self) -> tuple[_LaterTag, ...]:
        """Return the ID3v2 tags between the first one and the audio, up to a damaged one."""
        found: list[_LaterTag] = []
        count, start = len(self.items), self.tag.total_size
        while 0 < start < self._audio_start and count < MAX_ITEMS:
            try:
                tag = id3_tag.parse_tag(self.file, start, self._audio_start)
            except TagError:
                break
            found.append(_LaterTag(f"{LATER_TAG_PREFIX}{len(found) + 2}:", start, tag))
            count, start = count + len(tag.items), start + tag.total_size
        return tuple(found)

    def _later_tag(self, name: str) -> _LaterTag | None:
        return next((tag for tag in self._later_tags if name.startswith(tag.prefix)), None)

    @property
    def _tags_end(self) -> int:
        last = self._later_tags[-1] if self._later_tags else None
        return last.start + last.tag.total_size if last else self.tag.total_size

    def _parse_ape(self) -> ApeTag | None:
        with contextlib.suppress(DamagedError):  # optional, since it is not the main tag
            return parse_ape_tag(self.file, self._audio_start, self.size)
        return None

    @property
    def _audio_start(self) -> int:
        return skip_id3v2_tags(self.file, self.size)

    def check_rewritable(self) -> None:
        """Raise DamagedError when the file consists of nothing but tags."""
        if self._audio_end <= self._audio_start:
            raise DamagedError(Message.of("there is no audio behind them"))

    def audio_data(self) -> Iterator[ByteSpan]:
        """Yield everything between the tags."""
        yield FileSpan(self._audio_start, self._audio_end - self._audio_start)

    def decode(self, item: Item, data: bytes) -> tuple[str, ...]:
        """Return the strings of a text frame of any tag, or of an item of the APEv2 tag."""
        if later := self._later_tag(item.name):
            return _decode_frame(later.tag, item.name.removeprefix(later.prefix), data)
        return decode_item(data) if _is_ape(item) else super().decode(item, data)

    def encode(self, name: str, values: Sequence[str]) -> list[Item]:
        """Create one frame, or one item of the APEv2 tag, with all values."""
        if later := self._later_tag(name):
            frame = id3_tag.new_frame(later.tag, name.removeprefix(later.prefix), values)
            return [Item(name, frame.data)]
        if not name.startswith(APE_PREFIX):
            return super().encode(name, values)
        return [Item(name, new_item(name.removeprefix(APE_PREFIX), values))]

    def _ape_location(self) -> FileSpan:
        """Return where the rewritable APEv2 tag is or belongs, which is before an ID3v1 tag."""
        if self._ape and self._ape_items:
            return self._ape.span
        return FileSpan(id3v1_start(self.file, self._audio_start, self.size), 0)

    def other_data(self) -> Iterator[ByteSpan]:
        """Yield unreadable ID3v2 tags in front, and what is around the APEv2 tag at the end."""
        location = self._ape_location()
        yield FileSpan(self._tags_end, self._audio_start - self._tags_end)
        yield FileSpan(self._audio_end, location.start - self._audio_end)
        yield FileSpan(location.end, self.size - location.end)

    def rebuild(self, items: Sequence[Item]) -> Iterator[ByteSpan]:
        """Yield the new tag and everything after the old one; an APEv2 tag only if it changes."""
        location = self._ape_location()
        ape_items = tuple(filter(_is_ape, items))
        yield from self.render_tag([item for item in items if _is_of_main_tag(item)])
        for later in self._later_tags:
            yield from later.rebuild(self.file, items)
        if ape_items == self._ape_items:
            yield FileSpan(self._tags_end, self.size - self._tags_end)
            return
        yield FileSpan(self._tags_end, location.start - self._tags_end)
        if ape_items:
            version = self._ape.version if self._ape else DEFAULT_APE_VERSION
            yield from render_tag(version, [item.data for item in ape_items])
        yield FileSpan(location.end, self.size - location.end)

    def fallback_tags(self) -> dict[str, tuple[str, ...]]:
        """Return the texts of the APEv2 and ID3v1 tags after the audio."""
        return read_id3v1(self.file, self.size) | (_ape_fields(self._ape) if self._ape else {})


def _is_of_main_tag(item: Item) -> bool:
    return not item.name.startswith((APE_PREFIX, LATER_TAG_PREFIX))


def _is_ape(item: Item) -> bool:
    return item.name.startswith(APE_PREFIX)


class Adts(Mp3):
    """AAC with ADTS headers behind an ID3v2 tag."""

    demuxer = "aac"


class ForeignId3(Mp3):
    """A file of another or unknown format behind an ID3v2 tag, which is only read."""

    def check_rewritable(self) -> None:
        """Raise TagError, since the tag does not belong to the file's own format."""
        raise unwritable_format_error()


def unwritable_format_error() -> TagError:
    """Create the error for a file of a format that tags are not written into."""
    return TagError(
        Message.of("moodtagger cannot write tags into this kind of file."),
        advice=Message.of("Convert it to FLAC, MP3, Ogg, Opus or M4A to tag it."),
    )


def skip_id3v2_tags(file: BinaryIO, size: int, position: int = 0) -> int:
    """Return the offset after the ID3v2 tags at `position`; some files have several."""
    for _ in range(_MAX_CONSECUTIVE_TAGS):
        length = id3_tag.tag_length(file, position, size)
        if length == 0:
            break
        position += length
    return min(position, size)


def read_id3v1(file: BinaryIO, size: int) -> dict[str, tuple[str, ...]]:
    """Read title, artist, album and genre of an ID3v1 tag; empty without one."""
    begin = id3v1_start(file, 0, size)
    if begin == size:
        return {}
    data = read_at(file, begin, size - begin)
    fields = {"title": data[3:33], "artist": data[33:63], "album": data[63:93]}
    texts = {name: raw.split(b"\0")[0].decode("latin-1").strip() for name, raw in fields.items()}
    return {name: (text,) for name, text in texts.items() if text}


def _ape_fields(tag: ApeTag) -> dict[str, tuple[str, ...]]:
    by_name = {item.name.casefold(): tag.texts(item) for item in tag.items}
    found = {}
    for field, names in READ_NAMES["ape"].items():
        texts = next((by_name[n.casefold()] for n in names if by_name.get(n.casefold())), ())
        if texts:
            found[field] = texts
    return found
