"""MP3 files: an ID3v2 tag in front, perhaps APEv2, Lyrics3 and ID3v1 tags at the end.

The items of an APEv2 tag and of further ID3v2 tags are items of the file too, under names with a
prefix, as some players prefer their moods. All else at the end is kept, and so is the version of
the ID3v2 tag, including v2.2, where joined moods are written to TXX:MOOD.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, ClassVar

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.tags.album_fields import ALBUM_NAMES
from moodtagger.tags.code_pages import undecoded
from moodtagger.tags.fields import READ_NAMES
from moodtagger.tags.files.byte_spans import ByteSpan, DamagedError, FileSpan, read_at
from moodtagger.tags.formats import id3_tag, id3_text, side_tags
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
from moodtagger.tags.formats.base import Container, Item
from moodtagger.tags.formats.read_only import ReadOnlyKind
from moodtagger.tags.formats.side_tags import SideTag, skip_id3v2_tags

# A file without a tag gets v2.4, which has a frame for several moods (TMOO).
DEFAULT_VERSION = 4
_OTHER_GENRE = 12
APE_PREFIX = "APEv2:"  # of the names of items in the APEv2 tag of an MP3


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
        return side_tags.decode_frame(self.tag, item.name, data)

    def frame_content(
        self, frame: bytes, *, limit: int = id3_text.MAX_DECOMPRESSED
    ) -> bytes | None:
        """Return the content of a whole frame; see `id3_text.frame_content`."""
        return side_tags.frame_content(self.tag, frame, limit)

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
        # Only one directly behind the audio is parsed; others are kept as they are.
        self._appended = side_tags.parse_appended_tag(
            file, self._audio_end, size, number=2 + len(self._later_tags)
        )
        self._side_tags = (*self._later_tags, self._appended)
        later_items = (item for later in self._side_tags for item in later.items)
        self.items = (*self.items, *later_items, *self._ape_items)

    def _parse_later_tags(self) -> tuple[SideTag, ...]:
        """Return the ID3v2 tags between the first one and the audio, up to a damaged one."""
        if not self.tag.total_size:
            return ()
        return side_tags.parse_side_tags(self.file, self.tag.total_size, self._audio_start, first=2)

    @property
    def _tags_end(self) -> int:
        return self._later_tags[-1].end if self._later_tags else self.tag.total_size

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
        if later := side_tags.find_side_tag(self._side_tags, item.name):
            return later.decode(item, data)
        return decode_item(data) if _is_ape(item) else super().decode(item, data)

    def encode(self, name: str, values: Sequence[str]) -> list[Item]:
        """Create one frame, or one item of the APEv2 tag, with all values."""
        if later := side_tags.find_side_tag(self._side_tags, name):
            return later.encode(name, values)
        if not name.startswith(APE_PREFIX):
            return super().encode(name, values)
        return [Item(name, new_item(name.removeprefix(APE_PREFIX), values))]

    def _ape_location(self) -> FileSpan:
        """Return where the rewritable APEv2 tag is or belongs, which is before an ID3v1 tag."""
        if self._ape and self._ape_items:
            return self._ape.span
        return FileSpan(id3v1_start(self.file, self._audio_start, self.size), 0)

    def other_data(self) -> Iterator[ByteSpan]:
        """Yield unreadable ID3v2 tags in front, and what is around the tags at the end."""
        yield FileSpan(self._tags_end, self._audio_start - self._tags_end)
        tags = (self._appended.span, self._ape_location())
        yield from self._with_replaced(self._audio_end, [(span, []) for span in tags])

    def rebuild(self, items: Sequence[Item]) -> Iterator[ByteSpan]:
        """Yield the new tag and everything after the old one; an APEv2 tag only if it changes."""
        ape_items = tuple(filter(_is_ape, items))
        yield from self.render_tag([item for item in items if _is_of_main_tag(item)])
        for later in self._later_tags:
            yield from later.rebuild(self.file, items)
        appended = list(self._appended.rebuild(self.file, items))
        replaced = [(self._appended.span, appended)]
        if ape_items != self._ape_items:
            version = self._ape.version if self._ape else DEFAULT_APE_VERSION
            data = [item.data for item in ape_items]
            replaced.append((self._ape_location(), list(render_tag(version, data)) if data else []))
        yield from self._with_replaced(self._tags_end, replaced)

    def _with_replaced(
        self, position: int, replaced: Iterable[tuple[FileSpan, list[ByteSpan]]]
    ) -> Iterator[ByteSpan]:
        """Yield the file from an offset on with some of its spans replaced."""
        for span, new in sorted(replaced, key=lambda part: part[0].start):
            yield FileSpan(position, span.start - position)
            yield from new
            position = span.end
        yield FileSpan(position, self.size - position)

    def fallback_tags(self) -> dict[str, tuple[str, ...]]:
        """Return the texts of the tags after the audio."""
        fields = read_id3v1(self.file, self.size) | (_ape_fields(self._ape) if self._ape else {})
        return fields | side_tags.side_tag_fields(self.file, [self._appended])


def _is_of_main_tag(item: Item) -> bool:
    return not item.name.startswith((APE_PREFIX, side_tags.LATER_TAG_PREFIX))


def _is_ape(item: Item) -> bool:
    return item.name.startswith(APE_PREFIX)


class Adts(Mp3):
    """AAC with ADTS headers behind an ID3v2 tag."""

    demuxer = "aac"


class ForeignId3(Mp3):
    """A file of another or unknown format behind an ID3v2 tag, which is only read."""

    demuxer = ""

    def __init__(self, file: BinaryIO, size: int, kind: ReadOnlyKind | None = None) -> None:
        """Parse `file`; `kind` is what follows the tag, if that is known."""
        super().__init__(file, size)
        self._read_only_kind = kind

    def check_rewritable(self) -> None:
        """Raise TagError, since the tag does not belong to the file's own format."""
        kind = self._read_only_kind
        raise kind.refusal() if kind else unwritable_format_error()


def unwritable_format_error() -> TagError:
    """Create the error for a file of a format that tags are not written into."""
    return TagError(
        Message.of("moodtagger can't write tags to this kind of file."),
        advice=Message.of("If it is music, convert it to FLAC, MP3, Ogg, Opus, or M4A to tag it."),
    )


def id3v1_genre(number: int) -> str:
    """Return the name of a genre of ID3v1; empty for those that say nothing."""
    from mutagen.id3 import TCON

    return TCON.GENRES[number] if number < len(TCON.GENRES) and number != _OTHER_GENRE else ""


def read_id3v1(file: BinaryIO, size: int) -> dict[str, tuple[str, ...]]:
    """Read title, artist, album, year, track and genre of an ID3v1 tag; empty without one."""
    begin = id3v1_start(file, 0, size)
    if begin == size:
        return {}
    data = read_at(file, begin, size - begin)
    fields = {"title": data[3:33], "artist": data[33:63], "album": data[63:93], "date": data[93:97]}
    texts = {name: undecoded(raw.split(b"\0")[0].strip()) for name, raw in fields.items()}
    texts["genre"] = id3v1_genre(data[127])
    if data[125:126] == b"\0" and data[126:127] > b"\0":  # ID3v1.1
        texts["track"] = str(data[126])
    return {name: (text,) for name, text in texts.items() if text}


def _ape_fields(tag: ApeTag) -> dict[str, tuple[str, ...]]:
    by_name = {item.name.casefold(): tag.texts(item) for item in tag.items}
    found = {}
    for field, names in {**ALBUM_NAMES["ape"], **READ_NAMES["ape"]}.items():
        texts = next((by_name[n.casefold()] for n in names if by_name.get(n.casefold())), ())
        if texts:
            found[field] = texts
    return found
