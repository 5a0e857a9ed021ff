"""Ogg files of Vorbis, Opus, FLAC or Speex: the comments are in the second packet (RFC 3533)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.tags.files.byte_spans import ByteSpan, DamagedError, FileSpan, read_at
from moodtagger.tags.formats import vorbis_comment
from moodtagger.tags.formats.base import Item
from moodtagger.tags.formats.ogg_codecs import OggCodec

_HEADER_SIZE = 27
_CONTINUED, _FIRST_PAGE = 0x01, 0x02
_CHECKSUM_INDEXES = range(22, 26)
_MAX_COMMENT_BYTES = 64 << 20
# A cover of megabytes would need thousands of small pages, which take seconds to build. A page
# holds at most 65,025 bytes, and mutagen may exceed the requested size by 2048.
_DEFAULT_PAGE_SIZE, _LARGE_PAGE_SIZE, _LARGE_COMMENT_BYTES = 4096, 62_000, 1 << 18


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `header` includes the lacing values, `start` is its offset in the file."""

    header: bytes
    start: int

    @property
    def lacing(self) -> bytes:
        """The lengths of the segments."""
        return self.header[_HEADER_SIZE:]

    @property
    def body(self) -> FileSpan:
        """The segments."""
        return FileSpan(self.start + len(self.header), sum(self.lacing))

    @property
    def end(self) -> int:
        """Offset of the first byte after the page."""
        return self.body.end

    @property
    def serial(self) -> bytes:
        """The serial number of the logical stream."""
        return self.header[14:18]

    @property
    def sequence(self) -> int:
        """The number of the page within its stream."""
        return int.from_bytes(self.header[18:22], "little")

    @property
    def is_first(self) -> bool:
        """Whether a logical stream begins here."""
        return bool(self.header[5] & _FIRST_PAGE)


def read_page(file: BinaryIO, start: int, size: int) -> Page | None:
    """Read the page at `start`; None when there is no complete page."""
    if start + _HEADER_SIZE > size:
        return None
    head = read_at(file, start, _HEADER_SIZE)
    if head[:5] != b"OggS\0" or start + _HEADER_SIZE + head[26] > size:
        return None
    page = Page(head + read_at(file, start + _HEADER_SIZE, head[26]), start)
    return page if page.end <= size else None


def iter_pages(file: BinaryIO, start: int, size: int) -> Iterator[Page]:
    """Iterate over the consecutive complete pages from `start` on."""
    while (page := read_page(file, start, size)) is not None:
        yield page
        start = page.end


class Ogg(vorbis_comment.VorbisContainer):
    """An Ogg file of one of the known codecs.

    A chained file holds several consecutive streams, called links. Players show the comments of the
    first, and only those are the items.
    """

    demuxer = "ogg"

    def __init__(self, file: BinaryIO, size: int, codec: OggCodec) -> None:
        """Parse `file`, which holds `codec`."""
        super().__init__(file, size)
        self._codec = codec
        self._is_multiplexed = False
        self._header_pages, packets = self._read_headers()
        self._first_packet, self._comment_packet, *self._setup_packets = packets
        self._parsed_comments = vorbis_comment.parse_comment_block(
            codec.comments(self._comment_packet)
        )
        self.items = self._parsed_comments.items

    def _read_headers(self) -> tuple[list[Page], list[bytes]]:
        """Return the pages of the header packets, and the packets."""
        found: list[Page] = []
        packets = [bytearray()]  # bytes would be copied with each segment of 255 bytes
        total, end = 0, -1
        for page in iter_pages(self.file, 0, self.size):
            if found and (page.is_first or page.serial != found[0].serial):
                self._is_multiplexed = True  # can be read, but not written
                continue
            found.append(page)
            total += page.body.size
            if total > _MAX_COMMENT_BYTES:
                raise DamagedError(Message.of("far too large Ogg comments"))
            data = read_at(self.file, page.body.start, page.body.size)
            position = 0
            for length in page.lacing:
                packets[-1] += data[position : position + length]
                position += length
                if length < 255:
                    packets.append(bytearray())
                    if end < 0 and self._codec.has_all_headers(packets[:-1]):
                        end = len(packets)
            if end > 0:
                break
        if len(packets) != end or packets[-1]:
            raise DamagedError(
                Message.of("an Ogg file whose headers are cut off or share a page with audio")
            )
        if len(packets[0]) != found[0].body.size:
            raise DamagedError(Message.of("an Ogg file whose first page holds more than it should"))
        return found, [bytes(packet) for packet in packets[:-1]]

    def check_rewritable(self) -> None:
        """Raise TagError for multiplexed streams, bytes between pages, or bad header checksums."""
        serial, end = self._header_pages[0].serial, self._header_pages[-1].end
        for page in iter_pages(self.file, end, self.size):
            if page.is_first:  # the next link
                serial = page.serial
            if self._is_multiplexed or page.serial != serial:
                raise TagError(
                    Message.of("The file holds several Ogg streams side by side."),
                    advice=Message.of(
                        "Save its music as a separate file to make its tags writable."
                    ),
                )
            end = page.end
        if end != self.size or not all(map(self._has_valid_checksum, self._header_pages)):
            raise TagError(
                Message.of("The Ogg file is damaged or cut off."),
                advice=Message.of(
                    "Repair it, or replace it with a good copy, to make its tags writable."
                ),
            )

    def _pages_after_headers(self) -> Iterator[tuple[Page, bool]]:
        """Iterate over the pages after the headers, and whether each belongs to the first link."""
        first_link = True
        for page in iter_pages(self.file, self._header_pages[-1].end, self.size):
            first_link = first_link and not page.is_first
            yield page, first_link

    def audio_data(self) -> Iterator[ByteSpan]:
        """Yield all packets except the comments."""
        yield self._first_packet
        if self._codec.has_audio_setup:
            yield from self._setup_packets
        for page in iter_pages(self.file, self._header_pages[-1].end, self.size):
            yield page.body

    def other_data(self) -> Iterator[ByteSpan]:
        """Yield vendor and padding of the comments, and the page headers.

        Of the first link's pages, whose numbers and checksums may change, only the other fields.
        """
        yield self._parsed_comments.vendor
        yield self._parsed_comments.tail
        if not self._codec.has_audio_setup:
            yield from self._setup_packets
        for page, first_link in self._pages_after_headers():
            yield page.header[5:18] + page.lacing if first_link else page.header

    def rebuild(self, items: Sequence[Item]) -> Iterator[ByteSpan]:
        """Yield new header pages; the pages after them are renumbered if the count changes."""
        from mutagen.ogg import OggPage

        first = self._header_pages[0]
        comments = self._codec.comment_packet(
            self._parsed_comments.render(items), self._comment_packet
        )
        new_pages = OggPage.from_packets(
            [comments, *self._setup_packets],
            sequence=first.sequence + 1,
            default_size=_LARGE_PAGE_SIZE
            if len(comments) > _LARGE_COMMENT_BYTES
            else _DEFAULT_PAGE_SIZE,
        )
        yield FileSpan(0, first.end)
        for page in new_pages:
            page.serial = int.from_bytes(first.serial, "little")
            page.position = 0 if page.position == 0 else -1
            yield page.write()
        shift = len(new_pages) - (len(self._header_pages) - 1)
        start = self._header_pages[-1].end
        for old_page, first_link in self._pages_after_headers() if shift else ():
            if not first_link:
                break
            yield self._renumbered_header(old_page, shift)
            yield old_page.body
            start = old_page.end
        yield FileSpan(start, self.size - start)

    def _page_bytes(self, page: Page) -> bytes:
        return read_at(self.file, page.start, page.end - page.start)

    def _has_valid_checksum(self, page: Page) -> bool:
        """Whether the page's checksum is correct; players skip pages where it is not."""
        from mutagen.ogg import OggPage

        data = self._page_bytes(page)
        return bool(OggPage(BytesIO(data)).write() == data)

    def _renumbered_header(self, page: Page, shift: int) -> bytes:
        """Return a page's header with another number; a checksum that was wrong stays wrong."""
        from mutagen.ogg import OggPage

        data = self._page_bytes(page)
        copy = OggPage(BytesIO(data))
        recomputed = copy.write()
        copy.sequence = page.sequence + shift
        written = bytearray(copy.write())
        for index in _CHECKSUM_INDEXES:
            written[index] ^= data[index] ^ recomputed[index]
        return bytes(written[: len(written) - page.body.size])
