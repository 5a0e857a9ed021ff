"""WavPack, Musepack and Monkey's Audio files, whose tag is an APEv2 tag at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO, ClassVar

from moodtagger.core.messages import Message
from moodtagger.tags.files.byte_spans import ByteSpan, DamagedError, FileSpan, read_at
from moodtagger.tags.formats import side_tags
from moodtagger.tags.formats.apev2 import (
    DEFAULT_APE_VERSION,
    check_audio_complete,
    decode_item,
    find_audio_end,
    id3v1_start,
    new_item,
    parse_ape_tag,
    render_tag,
)
from moodtagger.tags.formats.base import Container, Item
from moodtagger.tags.formats.mp3 import read_id3v1
from moodtagger.tags.formats.side_tags import SideTag


class Ape(Container):
    """A file whose items are those of its APEv2 tag; moods in ID3v2 tags in front are items too."""

    kind: ClassVar[str] = "ape"
    label = "APEv2"
    _DEMUXERS: ClassVar[dict[bytes, str]] = {b"wvpk": "wv", b"MAC ": "ape", b"MPCK": "mpc8"}

    def __init__(self, file: BinaryIO, size: int, start: int) -> None:
        """Parse `file`; `start` is where the audio begins, after an ID3v2 tag if there is one."""
        super().__init__(file, size)
        self._audio_start = start
        magic = read_at(file, start, min(4, size - start))
        self.demuxer = self._DEMUXERS.get(magic, "mpc")
        self._tag = parse_ape_tag(file, start, size)
        self._audio_end = find_audio_end(file, start, size)
        self._side_tags = side_tags.parse_side_tags(file, 0, start)
        side_items = (item for tag in self._side_tags for item in tag.items)
        self.items = (*(self._tag.items if self._tag else ()), *side_items)

    @property
    def _side_tags_end(self) -> int:
        return self._side_tags[-1].end if self._side_tags else 0

    def check_rewritable(self) -> None:
        """Raise TagError for a misplaced tag, which would be duplicated, and truncated audio."""
        if self._tag is None and self._audio_end < self._tag_location().start:
            raise DamagedError(Message.of("an APE tag in an unusual place"))
        check_audio_complete(self.file, self._audio_start, self._audio_end)

    def audio_data(self) -> Iterator[ByteSpan]:
        """Yield everything between the tags."""
        yield FileSpan(self._audio_start, self._audio_end - self._audio_start)

    def _tag_location(self) -> FileSpan:
        """Return where the tag is or belongs, which is before an ID3v1 tag."""
        end = id3v1_start(self.file, self._audio_start, self.size)
        return self._tag.span if self._tag else FileSpan(end, 0)

    def other_data(self) -> Iterator[ByteSpan]:
        """Yield everything before the audio and around the tag."""
        location = self._tag_location()
        yield FileSpan(self._side_tags_end, self._audio_start - self._side_tags_end)
        yield FileSpan(self._audio_end, location.start - self._audio_end)
        yield FileSpan(location.end, self.size - location.end)

    def rebuild(self, items: Sequence[Item]) -> Iterator[ByteSpan]:
        """Yield the file with the tag replaced at its position."""
        location = self._tag_location()
        for tag in self._side_tags:
            yield from tag.rebuild(self.file, items)
        yield FileSpan(self._side_tags_end, location.start - self._side_tags_end)
        own = [item for item in items if self._side_tag(item.name) is None]
        if own:
            version = self._tag.version if self._tag else DEFAULT_APE_VERSION
            yield from render_tag(version, [item.data for item in own])
        yield FileSpan(location.end, self.size - location.end)

    def _side_tag(self, name: str) -> SideTag | None:
        return side_tags.find_side_tag(self._side_tags, name)

    def decode(self, item: Item, data: bytes) -> tuple[str, ...]:
        """Return the values of a text item, or the strings of a frame in front."""
        tag = self._side_tag(item.name)
        return tag.decode(item, data) if tag else decode_item(data)

    def encode(self, name: str, values: Sequence[str]) -> list[Item]:
        """Create one item, or one frame in front, with all values."""
        tag = self._side_tag(name)
        return tag.encode(name, values) if tag else [Item(name, new_item(name, values))]

    def fallback_tags(self) -> dict[str, tuple[str, ...]]:
        """Return the texts of the ID3 tags in front and at the end."""
        in_front = side_tags.side_tag_fields(self.file, self._side_tags)
        return read_id3v1(self.file, self.size) | in_front
