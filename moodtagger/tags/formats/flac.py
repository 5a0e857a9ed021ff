"""FLAC files: metadata blocks in front of the frames (RFC 9639)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.tags.files.byte_spans import DamagedError, Piece, Span, read_at
from moodtagger.tags.formats import vorbis_comment as vorbis
from moodtagger.tags.formats.apev2 import end_of_audio
from moodtagger.tags.formats.base import Item

_STREAMINFO, _PADDING, _COMMENT, _PICTURE = 0, 1, 4, 6
_LAST = 0x80
_MAX_BLOCK = (1 << 24) - 1
_NEW_PADDING = 1024


@dataclass(frozen=True, slots=True)
class Block:
    """One metadata block: `body` is without its four-byte header."""

    type: int
    body: Span


class Flac(vorbis.VorbisContainer):
    """A FLAC file, perhaps with an ID3v2 tag in front, which is kept."""

    def __init__(self, file: BinaryIO, size: int, start: int) -> None:
        """`start` is where "fLaC" stands."""
        super().__init__(file, size)
        self._start = start
        self._blocks, self._frames = _read_blocks(file, start + 4, size)
        self._end = end_of_audio(file, self._frames, size)
        found = next((block for block in self._blocks if block.type == _COMMENT), None)
        self._comments = found
        self._parsed = vorbis.CommentBlock(vorbis.OWN_VENDOR, (), b"")
        if found:
            self._parsed = vorbis.parse_block(read_at(file, found.body.start, found.body.size))
        self.items = self._parsed.items

    def picture_blocks(self) -> Iterator[Span]:
        """The bodies of the blocks that hold pictures."""
        return (block.body for block in self._blocks if block.type == _PICTURE)

    def refuse_if_unsafe(self) -> None:
        """Behind the blocks there must be audio, else a length is wrong."""
        sync = read_at(self.file, self._frames, min(2, self._end - self._frames))
        if sync not in (b"\xff\xf8", b"\xff\xf9"):
            raise DamagedError("no audio where the FLAC blocks end")

    def payload(self) -> Iterator[Piece]:
        """All frames."""
        yield Span(self._frames, self._end - self._frames)

    def rest(self) -> Iterator[Piece]:
        """Pictures, cue sheets and all other blocks; tags in front and behind."""
        yield Span(0, self._start)
        for block in self._blocks:
            if block is not self._comments and block.type != _PADDING:
                yield bytes([block.type])
                yield block.body
        yield Span(self._end, self.size - self._end)

    def rebuilt(self, items: Sequence[Item]) -> Iterator[Piece]:
        """The comments exchanged; the padding gives or takes the difference if it can."""
        comments = self._parsed.render(items)
        if len(comments) > _MAX_BLOCK:
            raise TagError("The FLAC comments would become too large.", advice="Shorten them.")
        blocks = self._exchanged(comments)
        yield Span(0, self._start + 4)
        for i, (kind, body) in enumerate(blocks):
            last = _LAST if i == len(blocks) - 1 else 0
            size = body.size if isinstance(body, Span) else len(body)
            yield bytes([kind | last]) + size.to_bytes(3, "big")
            yield body
        yield Span(self._frames, self.size - self._frames)

    def _exchanged(self, comments: bytes) -> list[tuple[int, Piece]]:
        old_size = self._comments.body.size if self._comments else -4
        growth = len(comments) - old_size
        padding = next((block for block in self._blocks if block.type == _PADDING), None)
        blocks: list[tuple[int, Piece]] = []
        for block in self._blocks:
            if block is self._comments:
                blocks.append((_COMMENT, comments))
            elif block is padding:
                room = block.body.size - growth
                blocks.append((_PADDING, bytes(room if 0 <= room <= _MAX_BLOCK else _NEW_PADDING)))
            else:
                blocks.append((block.type, block.body))
        if not self._comments:
            blocks.insert(1, (_COMMENT, comments))  # STREAMINFO is always the first
        return blocks


def _read_blocks(file: BinaryIO, position: int, size: int) -> tuple[list[Block], int]:
    """The blocks and where the frames begin."""
    blocks: list[Block] = []
    last = False
    while not last:
        head = read_at(file, position, 4)
        last = bool(head[0] & _LAST)
        body = Span(position + 4, int.from_bytes(head[1:], "big"))
        if body.end > size or head[0] & 0x7F == 0x7F:
            raise DamagedError("a FLAC block is longer than the file")
        blocks.append(Block(head[0] & 0x7F, body))
        position = body.end
    if blocks[0].type != _STREAMINFO:
        raise DamagedError("a FLAC file without stream information")
    return blocks, position
