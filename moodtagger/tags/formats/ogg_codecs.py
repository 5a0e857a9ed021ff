"""The header packets of the codecs in Ogg: where their comments are, and which packet is the last.

Vorbis: https://xiph.org/vorbis/doc; Opus: RFC 7845; Speex: https://speex.org/docs/manual; FLAC:
RFC 9639, section 10.1.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.tags.files.byte_spans import DamagedError

_MAX_SPEEX_EXTRA_HEADERS = 16
_SPEEX_EXTRA_HEADERS = slice(68, 72)
_FLAC_COMMENT_BLOCK, _FLAC_LAST_BLOCK_FLAG, _FLAC_BLOCK_HEADER_SIZE = 4, 0x80, 4
_FLAC_MAX_BLOCK_SIZE = (1 << 24) - 1

Packets = Sequence[bytes | bytearray]


class OggCodec(ABC):
    """A codec whose comments are in the second packet.

    `magic` begins the first packet. `has_audio_setup`: the packets behind the comments belong to
    the audio, not to the tags.
    """

    magic: bytes
    has_audio_setup = True

    @abstractmethod
    def has_all_headers(self, packets: Packets) -> bool:
        """Whether the last of these packets is the last one in front of the audio."""

    @abstractmethod
    def comments(self, packet: bytes) -> bytes:
        """Return the block of comments in the second packet."""

    @abstractmethod
    def comment_packet(self, comments: bytes, old_packet: bytes) -> bytes:
        """Return a second packet with this block of comments."""


@dataclass(frozen=True)
class _Prefixed(OggCodec):
    """A codec with a fixed number of header packets and fixed bytes in front of the comments."""

    magic: bytes
    prefix: bytes
    packet_count: int

    def has_all_headers(self, packets: Packets) -> bool:
        """Whether these are all."""
        return len(packets) == self.packet_count

    def comments(self, packet: bytes) -> bytes:
        """Return what follows the prefix."""
        if not packet.startswith(self.prefix):
            raise no_comments_error()
        return packet.removeprefix(self.prefix)

    def comment_packet(self, comments: bytes, old_packet: bytes) -> bytes:
        """Return the prefix and the comments."""
        return self.prefix + comments


class _Speex(_Prefixed):
    """Speex, whose first packet states how many more headers follow the comments."""

    def has_all_headers(self, packets: Packets) -> bool:
        """Whether these are all."""
        extra = int.from_bytes(packets[0][_SPEEX_EXTRA_HEADERS], "little")
        if extra > _MAX_SPEEX_EXTRA_HEADERS:
            raise DamagedError(Message.of("an Ogg file of impossibly many headers"))
        return len(packets) == self.packet_count + extra


class _Flac(OggCodec):
    """FLAC, whose packets are its metadata blocks; the last one has a flag."""

    magic = b"\x7fFLAC\x01"
    has_audio_setup = False

    def has_all_headers(self, packets: Packets) -> bool:
        """Whether the last packet is the last metadata block."""
        return bool(packets[-1] and packets[-1][0] & _FLAC_LAST_BLOCK_FLAG)

    def comments(self, packet: bytes) -> bytes:
        """Return the content of the block."""
        header, body = packet[:_FLAC_BLOCK_HEADER_SIZE], packet[_FLAC_BLOCK_HEADER_SIZE:]
        if not header or header[0] & ~_FLAC_LAST_BLOCK_FLAG != _FLAC_COMMENT_BLOCK:
            raise no_comments_error()
        if int.from_bytes(header[1:], "big") != len(body):
            raise DamagedError(Message.of("a FLAC block of another size than its packet"))
        return body

    def comment_packet(self, comments: bytes, old_packet: bytes) -> bytes:
        """Return the block; whether it is the last one stays."""
        if len(comments) > _FLAC_MAX_BLOCK_SIZE:
            raise TagError(
                Message.of("The FLAC comments would become too large."),
                advice=Message.of("Shorten them."),
            )
        return old_packet[:1] + len(comments).to_bytes(3, "big") + comments


def no_comments_error() -> DamagedError:
    """Create the error for a stream without comments."""
    return DamagedError(Message.of("an Ogg file without comments"))


_CODECS: tuple[OggCodec, ...] = (
    _Prefixed(b"\x01vorbis", b"\x03vorbis", 3),
    _Prefixed(b"OpusHead", b"OpusTags", 2),
    _Speex(b"Speex   ", b"", 2),
    _Flac(),
)


def find_codec(first_packet: bytes) -> OggCodec | None:
    """Return the codec that a stream's first packet is of; None when its tags are not known."""
    return next((codec for codec in _CODECS if first_packet.startswith(codec.magic)), None)
