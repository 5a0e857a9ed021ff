"""FLAC files: metadata blocks in front of the frames (RFC 9639).

Some programs put ID3v2 tags in front. They are read where the comments say nothing, and moods in
them change with those of the comments, as some players prefer them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.tags.files.byte_spans import ByteSpan, DamagedError, FileSpan, read_at
from moodtagger.tags.formats import side_tags, vorbis_comment
from moodtagger.tags.formats.apev2 import find_audio_end
from moodtagger.tags.formats.base import Item
from moodtagger.tags.formats.mp3 import read_id3v1

_STREAMINFO, _PADDING, _COMMENT, _CUESHEET, _PICTURE = 0, 1, 4, 5, 6
_LAST_BLOCK_FLAG = 0x80
_MAX_BLOCK_SIZE = (1 << 24) - 1
_NEW_PADDING = 1024


@dataclass(frozen=True, slots=True)
class MetadataBlock:
    """A metadata block; `body` excludes its four-byte header."""

    type: int
    body: FileSpan


class Flac(vorbis_comment.VorbisContainer):
    """A FLAC file; moods in ID3v2 tags in front are items too."""

    demuxer = "flac"

    def __init__(self, file: BinaryIO, size: int, start: int) -> None:
        """Parse `file`; `start` is the offset of the "fLaC" marker."""
        super().__init__(file, size)
        self._flac_start = start
        self._blocks, self._frames_start = _read_blocks(file, start + 4, size)
        self._audio_end = find_audio_end(file, self._frames_start, size)
        found = next((block for block in self._blocks if block.type == _COMMENT), None)
        self._comment_block = found
        self._parsed_comments = vorbis_comment.CommentBlock(vorbis_comment.DEFAULT_VENDOR, (), b"")
        if found:
            self._parsed_comments = vorbis_comment.parse_comment_block(
                read_at(file, found.body.start, found.body.size)
            )
        self._side_tags = side_tags.parse_side_tags(file, 0, start)
        side_items = (item for tag in self._side_tags for item in tag.items)
        self.items = (*self._parsed_comments.items, *side_items)

    @property
    def _side_tags_end(self) -> int:
        return self._side_tags[-1].end if self._side_tags else 0

    def picture_blocks(self) -> Iterator[FileSpan]:
        """Yield the bodies of the picture blocks."""
        return (block.body for block in self._blocks if block.type == _PICTURE)

    def cue_sheet_blocks(self) -> Iterator[FileSpan]:
        """Yield the bodies of the CUESHEET blocks."""
        return (block.body for block in self._blocks if block.type == _CUESHEET)

    @property
    def sample_rate(self) -> int:
        """The sample rate in Hz; 0 where the first block does not hold it."""
        spans = (block.body for block in self._blocks if block.type == _STREAMINFO)
        info = next((read_at(self.file, s.start, min(s.size, 13)) for s in spans), b"")
        return int.from_bytes(info[10:13], "big") >> 4 if len(info) == 13 else 0

    def check_rewritable(self) -> None:
        """Raise DamagedError when no audio follows the blocks, since then a length is wrong."""
        sync = read_at(self.file, self._frames_start, min(2, self._audio_end - self._frames_start))
        if sync not in (b"\xff\xf8", b"\xff\xf9"):
            raise DamagedError(Message.of("no audio where the FLAC blocks end"))

    def audio_data(self) -> Iterator[ByteSpan]:
        """Yield all audio frames."""
        yield FileSpan(self._frames_start, self._audio_end - self._frames_start)

    def other_data(self) -> Iterator[ByteSpan]:
        """Yield all blocks but comments and padding, and the tags in front and at the end."""
        yield FileSpan(self._side_tags_end, self._flac_start - self._side_tags_end)
        for block in self._blocks:
            if block is not self._comment_block and block.type != _PADDING:
                yield bytes([block.type])
                yield block.body
        yield FileSpan(self._audio_end, self.size - self._audio_end)

    def rebuild(self, items: Sequence[Item]) -> Iterator[ByteSpan]:
        """Yield the file with new comments; the padding absorbs the difference if possible."""
        comments = self._parsed_comments.render(list(filter(self._is_comment, items)))
        if len(comments) > _MAX_BLOCK_SIZE:
            raise TagError(
                Message.of("The FLAC comments would become too large."),
                advice=Message.of("Shorten them."),
            )
        blocks = self._with_comments(comments)
        for tag in self._side_tags:
            yield from tag.rebuild(self.file, items)
        yield FileSpan(self._side_tags_end, self._flac_start + 4 - self._side_tags_end)
        for i, (kind, body) in enumerate(blocks):
            last = _LAST_BLOCK_FLAG if i == len(blocks) - 1 else 0
            size = body.size if isinstance(body, FileSpan) else len(body)
            yield bytes([kind | last]) + size.to_bytes(3, "big")
            yield body
        yield FileSpan(self._frames_start, self.size - self._frames_start)

    def _is_comment(self, item: Item) -> bool:
        return side_tags.find_side_tag(self._side_tags, item.name) is None

    def decode(self, item: Item, data: bytes) -> tuple[str, ...]:
        """Return the text of a comment, or the strings of a frame in front."""
        tag = side_tags.find_side_tag(self._side_tags, item.name)
        return tag.decode(item, data) if tag else super().decode(item, data)

    def encode(self, name: str, values: Sequence[str]) -> list[Item]:
        """Create one comment per value, or one frame with all values."""
        tag = side_tags.find_side_tag(self._side_tags, name)
        return tag.encode(name, values) if tag else super().encode(name, values)

    def fallback_tags(self) -> dict[str, tuple[str, ...]]:
        """Return the texts of the ID3 tags in front and at the end."""
        in_front = side_tags.side_tag_fields(self.file, self._side_tags)
        return read_id3v1(self.file, self.size) | in_front

    def _with_comments(self, comments: bytes) -> list[tuple[int, ByteSpan]]:
        old_size = self._comment_block.body.size if self._comment_block else -4
        growth = len(comments) - old_size
        padding = next((block for block in self._blocks if block.type == _PADDING), None)
        blocks: list[tuple[int, ByteSpan]] = []
        for block in self._blocks:
            if block is self._comment_block:
                blocks.append((_COMMENT, comments))
            elif block is padding:
                free = block.body.size - growth
                blocks.append(
                    (_PADDING, bytes(free if 0 <= free <= _MAX_BLOCK_SIZE else _NEW_PADDING))
                )
            else:
                blocks.append((block.type, block.body))
        if not self._comment_block:
            blocks.insert(1, (_COMMENT, comments))  # STREAMINFO must be the first
        return blocks


def _read_blocks(file: BinaryIO, position: int, size: int) -> tuple[list[MetadataBlock], int]:
    """Return the blocks and the offset of the first frame."""
    blocks: list[MetadataBlock] = []
    last = False
    while not last:
        head = read_at(file, position, 4)
        last = bool(head[0] & _LAST_BLOCK_FLAG)
        body = FileSpan(position + 4, int.from_bytes(head[1:], "big"))
        if body.end > size or head[0] & 0x7F == 0x7F:
            raise DamagedError(Message.of("a FLAC block is longer than the file"))
        blocks.append(MetadataBlock(head[0] & 0x7F, body))
        position = body.end
    if blocks[0].type != _STREAMINFO:
        raise DamagedError(Message.of("a FLAC file without stream information"))
    return blocks, position
