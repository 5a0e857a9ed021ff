"""Ogg Vorbis and Opus files: the comments are the second packet (RFC 3533, RFC 7845)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.tags.files.byte_spans import DamagedError, Piece, Span, read_at
from moodtagger.tags.formats import vorbis_comment as vorbis
from moodtagger.tags.formats.base import Item

_HEAD = 27
_CONTINUED, _FIRST = 0x01, 0x02
_CHECKSUM = range(22, 26)
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
    if head[:5] != b"OggS\0" or start + _HEAD + head[26] > size:
        return None
    page = Page(head + read_at(file, start + _HEAD, head[26]), start)
    return page if page.end <= size else None


def pages(file: BinaryIO, start: int, size: int) -> Iterator[Page]:
    """All whole pages in a row from `start` on."""
    while (page := read_page(file, start, size)) is not None:
        yield page
        start = page.end


class Ogg(vorbis.VorbisContainer):
    """An Ogg file of Vorbis or Opus.

    A chained one holds several streams, called links, one after the other; what players show are
    the comments of the first, and only those are the file's items here.
    """

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
            if found and (page.is_first or page.serial != found[0].serial):
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
        """Streams side by side, bytes between pages, or headers that players do not take."""
        serial, end = self._header[0].serial, self._header[-1].end
        for page in pages(self.file, end, self.size):
            if page.is_first:  # the next link
                serial = page.serial
            if self._several or page.serial != serial:
                raise TagError(
                    "The file holds several Ogg streams side by side.",
                    advice="Save its music as a file of its own; then its tags can be written.",
                )
            end = page.end
        if end != self.size or not all(map(self._is_whole, self._header)):
            raise TagError(
                "The Ogg file is damaged or cut off.",
                advice="Repair it, or get the song anew; then its tags can be written.",
            )

    def _behind_headers(self) -> Iterator[tuple[Page, bool]]:
        """The pages behind the first link's headers, and whether they belong to that link."""
        first_link = True
        for page in pages(self.file, self._header[-1].end, self.size):
            first_link = first_link and not page.is_first
            yield page, first_link

    def payload(self) -> Iterator[Piece]:
        """All packets but the comments."""
        yield self._first_packet
        yield from self._setup
        for page in pages(self.file, self._header[-1].end, self.size):
            yield page.body

    def rest(self) -> Iterator[Piece]:
        """The encoder's name and what stands behind the comments; of the first link's pages the
        time stamps, and the whole heads of all other pages."""
        yield self._parsed.vendor
        yield self._parsed.tail
        for page, first_link in self._behind_headers():
            yield page.head[5:18] + page.lacing if first_link else page.head

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
        for old, first_link in self._behind_headers() if shift else ():
            if not first_link:
                break
            yield self._renumbered(old, shift)
            start = old.end
        yield Span(start, self.size - start)

    def _bytes_of(self, page: Page) -> bytes:
        return read_at(self.file, page.start, page.end - page.start)

    def _is_whole(self, page: Page) -> bool:
        """Whether its checksum is right; players leave out a page where it is not."""
        from mutagen.ogg import OggPage

        data = self._bytes_of(page)
        return bool(OggPage(BytesIO(data)).write() == data)

    def _renumbered(self, page: Page, shift: int) -> bytes:
        """The page with another number; a checksum that was wrong stays wrong."""
        from mutagen.ogg import OggPage

        data = self._bytes_of(page)
        copy = OggPage(BytesIO(data))
        right = copy.write()
        copy.sequence = page.sequence + shift
        written = bytearray(copy.write())
        for at in _CHECKSUM:
            written[at] ^= data[at] ^ right[at]
        return bytes(written)
