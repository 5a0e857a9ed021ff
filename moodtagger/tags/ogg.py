"""Ogg Vorbis and Opus files: the comments are the second packet (RFC 3533, RFC 7845)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.tags import vorbis
from moodtagger.tags.container import Item
from moodtagger.tags.pieces import DamagedError, Piece, Span, read_at

_HEAD = 27
_CONTINUED, _FIRST = 0x01, 0x02
_MAX_COMMENTS = 64 << 20
# Small pages of a cover of megabytes would be thousands, and packing them takes seconds. A page
# holds 65,025 bytes at most, and 2048 more than asked for may be put on one.
_USUAL_PAGE, _LARGE_PAGE, _MANY = 4096, 62_000, 1 << 18
# First bytes of the identification packet: (first bytes of the comments, packets before audio)
CODECS = {b"\x01vorbis": (b"\x03vorbis", 3), b"OpusHead": (b"OpusTags", 2)}


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `head` its header with the lacing values, `body` where its packets lie."""

    head: bytes
    start: int

    @property
    def lacing(self) -> bytes:
        """Lengths of the segments."""
        return self.head[_HEAD:]

    @property
    def body(self) -> Span:
        """The segments."""
        return Span(self.start + len(self.head), sum(self.lacing))

    @property
    def end(self) -> int:
        """First byte behind the page."""
        return self.body.end

    @property
    def serial(self) -> bytes:
        """Number of the logical stream."""
        return self.head[14:18]

    @property
    def sequence(self) -> int:
        """Number of the page within its stream."""
        return int.from_bytes(self.head[18:22], "little")

    @property
    def is_first(self) -> bool:
        """Whether a logical stream begins here."""
        return bool(self.head[5] & _FIRST)

    @property
    def ends_packet(self) -> bool:
        """Whether the last packet is complete."""
        return bool(self.lacing) and self.lacing[-1] < 255


def read_page(file: BinaryIO, start: int, size: int) -> Page | None:
    """The page at `start`; None when there is no whole page."""
    if start + _HEAD > size:
        return None
    head = read_at(file, start, _HEAD)
    if head[:4] != b"OggS" or start + _HEAD + head[26] > size:
        return None
    page = Page(head + read_at(file, start + _HEAD, head[26]), start)
    return page if page.end <= size else None


def pages(file: BinaryIO, start: int, size: int) -> Iterator[Page]:
    """All whole pages in a row from `start` on."""
    while (page := read_page(file, start, size)) is not None:
        yield page
        start = page.end


class Ogg(vorbis.VorbisContainer):
    """An Ogg file with one logical stream of Vorbis or Opus."""

    def __init__(self, file: BinaryIO, size: int, codec: bytes) -> None:
        """`codec` is a key of `CODECS`."""
        super().__init__(file, size)
        self._mark, self._header_packets = CODECS[codec]
        self._several = False
        self._header, packets = self._read_headers()
        self._first_packet, comments, self._setup = packets[0], packets[1], packets[2:]
        if not comments.startswith(self._mark):
            raise DamagedError("an Ogg file without comments")
        self._parsed = vorbis.parse_block(comments[len(self._mark) :])
        self.items = self._parsed.items

    def _read_headers(self) -> tuple[list[Page], list[bytes]]:
        """The pages of the header packets, and the packets."""
        found: list[Page] = []
        packets = [bytearray()]  # bytes would be copied as a whole with each of 255 new ones
        total = 0
        for page in pages(self.file, 0, self.size):
            if found and page.serial != found[0].serial:
                self._several = True  # may be read, and is not written
                continue
            found.append(page)
            total += page.body.size
            if total > _MAX_COMMENTS:
                raise DamagedError("absurdly large Ogg comments")
            data = read_at(self.file, page.body.start, page.body.size)
            position = 0
            for length in page.lacing:
                packets[-1] += data[position : position + length]
                position += length
                if length < 255:
                    packets.append(bytearray())
            if len(packets) > self._header_packets:
                break
        if len(packets) != self._header_packets + 1 or packets[-1]:
            raise DamagedError("an Ogg file whose headers are cut off or share a page with audio")
        if len(packets[0]) != found[0].body.size:
            raise DamagedError("an Ogg file whose first page holds more than it should")
        return found, [bytes(packet) for packet in packets[:-1]]

    def refuse_if_unsafe(self) -> None:
        """Several streams in one file, or bytes between pages, could not be numbered anew."""
        end = self._header[-1].end
        for page in pages(self.file, end, self.size):
            if self._several or page.is_first or page.serial != self._header[0].serial:
                raise TagError(
                    "The file holds several Ogg streams one after the other or side by side.",
                    advice="Split it into one file a song; then its tags can be written.",
                )
            end = page.end
        if end != self.size:
            raise TagError(
                "The Ogg file is damaged or cut off.",
                advice="Repair it, or get the song anew; then its tags can be written.",
            )

    def payload(self) -> Iterator[Piece]:
        """All packets but the comments."""
        yield self._first_packet
        yield from self._setup
        for page in pages(self.file, self._header[-1].end, self.size):
            yield page.body

    def rest(self) -> Iterator[Piece]:
        """The encoder's name and what stands behind the comments, and the pages' time stamps."""
        yield self._parsed.vendor
        yield self._parsed.tail
        for page in pages(self.file, self._header[-1].end, self.size):
            yield page.head[5:18] + page.lacing

    def rebuilt(self, items: Sequence[Item]) -> Iterator[Piece]:
        """New header pages; the pages behind them are renumbered when the count changes."""
        from mutagen.ogg import OggPage

        first = self._header[0]
        comments = self._mark + self._parsed.render(items)
        new = OggPage.from_packets(
            [comments, *self._setup],
            sequence=first.sequence + 1,
            default_size=_LARGE_PAGE if len(comments) > _MANY else _USUAL_PAGE,
        )
        yield Span(0, first.end)
        for page in new:
            page.serial = int.from_bytes(first.serial, "little")
            page.position = 0 if page.position == 0 else -1
            yield page.write()
        shift = len(new) - (len(self._header) - 1)
        start = self._header[-1].end
        if shift == 0:
            yield Span(start, self.size - start)
            return
        for page_span in pages(self.file, start, self.size):
            yield self._renumbered(page_span, shift)

    def _renumbered(self, page: Page, shift: int) -> bytes:
        from mutagen.ogg import OggPage

        data = read_at(self.file, page.start, page.end - page.start)
        copy = OggPage(BytesIO(data))
        copy.sequence = page.sequence + shift
        written: bytes = copy.write()
        return written
