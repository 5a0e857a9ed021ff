"""Kinds of files whose tags are read, by FFmpeg, but never written, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, ClassVar

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.files.open_files import BoundedReader
from moodtagger.tags.code_pages import decode_utf8
from moodtagger.tags.files.byte_spans import ByteSpan
from moodtagger.tags.formats.base import Container, Item

Metadata = Mapping[str, tuple[str, ...]]

_MAX_ENTRIES = 1000
_MAX_CHARS = 1 << 16
_OPEN_OPTIONS = {"protocol_whitelist": "none"}  # no file that is named in this one

_MANY_POSITIONS = Message.of(
    "Moods can't be written to Matroska and WebM files: longer tags would shift the "
    "positions in their index."
)
_NO_MOODS_IN_CAF = Message.of(
    "Moods can't be written to CAF files: hardly any program reads their tags."
)
_NO_TAGS_IN_AU = Message.of(
    "Moods can't be written to AU files, which hold only a comment and no tags."
)
_NO_MOODS_IN_W64 = Message.of(
    "Moods can't be written to Wave64 files: hardly any program reads their tags."
)
_LONG_SIZES = Message.of(
    "Moods can't be written to RF64 and RIFX files: moodtagger can't rebuild their sizes safely."
)
_NO_TAGS_IN_STREAMS = Message.of(
    "Moods can't be written to this kind of file: it is a bare audio stream without tags."
)
_NO_WRITER = Message.of(
    "Moods can't be written to this kind of file: moodtagger has no proven safe writer for it."
)
_TAG_IN_FRONT = Message.of(
    "Moods can't be written to this file: it starts with an ID3 tag, where programs that "
    "read this kind of file expect none."
)


@dataclass(frozen=True, slots=True)
class ReadOnlyKind:
    """A kind of file that begins with one of `magics`.

    `demuxer` is FFmpeg's name of the format, empty where it has no tags of its own; `suffix` the
    usual end of the name.
    """

    suffix: str
    magics: tuple[bytes, ...]
    demuxer: str
    reason: Message

    def refusal(self) -> TagError:
        """Create the error that says why tags are not written, and how to convert the file."""
        return TagError(
            self.reason,
            advice=Message.of(
                "Convert it to FLAC: ffmpeg -i song{suffix} song.flac", suffix=self.suffix
            ),
        )


_WAVE64_GUID = b"riff\x2e\x91\xcf\x11"
_KINDS = (
    ReadOnlyKind(".mka", (b"\x1a\x45\xdf\xa3",), "", _MANY_POSITIONS),
    ReadOnlyKind(".caf", (b"caff",), "caf", _NO_MOODS_IN_CAF),
    ReadOnlyKind(".au", (b".snd", b"dns."), "au", _NO_TAGS_IN_AU),
    ReadOnlyKind(".w64", (_WAVE64_GUID,), "w64", _NO_MOODS_IN_W64),
    ReadOnlyKind(".wav", (b"RF64", b"BW64", b"RIFX"), "wav", _LONG_SIZES),
    ReadOnlyKind(".tak", (b"tBaK",), "tak", _NO_WRITER),
    ReadOnlyKind(".ogg", (b"OggS",), "ogg", _NO_WRITER),
    ReadOnlyKind(".ac3", (b"\x0b\x77",), "", _NO_TAGS_IN_STREAMS),
    ReadOnlyKind(
        ".dts",
        (b"\x7f\xfe\x80\x01", b"\xfe\x7f\x01\x80", b"\x1f\xff\xe8\x00", b"\xff\x1f\x00\xe8"),
        "",
        _NO_TAGS_IN_STREAMS,
    ),
    ReadOnlyKind(".amr", (b"#!AMR",), "", _NO_TAGS_IN_STREAMS),
)
_QUICKTIME = ReadOnlyKind(".mov", (), "mov", _NO_WRITER)
# Kinds that are written, but not where an ID3 tag is in front.
_BEHIND_ID3 = (
    ReadOnlyKind(".ogg", (b"OggS",), "", _TAG_IN_FRONT),
    ReadOnlyKind(".wav", (b"RIFF",), "", _TAG_IN_FRONT),
    ReadOnlyKind(".aiff", (b"FORM",), "", _TAG_IN_FRONT),
    ReadOnlyKind(".dsf", (b"DSD ", b"FRM8"), "", _TAG_IN_FRONT),
)
_MP4_BEHIND_ID3 = ReadOnlyKind(".m4a", (), "", _TAG_IN_FRONT)
_QUICKTIME_ATOMS = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")


def find_read_only_kind(head: bytes) -> ReadOnlyKind | None:
    """Return the kind of a file that begins with `head`, if it is one of those."""
    if head[4:8] in _QUICKTIME_ATOMS:
        return _QUICKTIME
    return next((kind for kind in _KINDS if head.startswith(kind.magics)), None)


def find_kind_behind_id3(head: bytes) -> ReadOnlyKind | None:
    """Return the kind of a file that begins with `head` behind an ID3v2 tag, if it is known."""
    if head[4:8] == b"ftyp":
        return _MP4_BEHIND_ID3
    behind = next((kind for kind in _BEHIND_ID3 if head.startswith(kind.magics)), None)
    return behind or find_read_only_kind(head)


class ReadOnly(Container):
    """A file of a read-only kind; it has no items, and its tags are what FFmpeg finds.

    Those are set by who reads them, as FFmpeg must not read in the window's process.
    """

    kind: ClassVar[str] = "ffmpeg"
    label = ""

    def __init__(self, file: BinaryIO, size: int, kind: ReadOnlyKind) -> None:
        super().__init__(file, size)
        self.read_only_kind = kind
        self.demuxer = kind.demuxer
        self.metadata: Metadata = {}

    def values(self, name: str) -> tuple[str, ...]:
        """Return the texts of a name in `metadata`."""
        return self.metadata.get(name.casefold(), ())

    def check_rewritable(self) -> None:
        """Raise TagError, always."""
        raise self.read_only_kind.refusal()

    def audio_data(self) -> Iterator[ByteSpan]:
        """Yield nothing: the whole file counts as audio."""
        yield from ()

    def other_data(self) -> Iterator[ByteSpan]:
        """Yield nothing."""
        yield from ()

    def rebuild(self, items: Sequence[Item]) -> Iterator[ByteSpan]:
        """Raise TagError, always."""
        raise self.read_only_kind.refusal()

    def decode(self, item: Item, data: bytes) -> tuple[str, ...]:
        """Return nothing."""
        return ()

    def encode(self, name: str, values: Sequence[str]) -> list[Item]:
        """Raise TagError, always."""
        raise self.read_only_kind.refusal()


def read_metadata(demuxer: str, file: BinaryIO) -> Metadata:
    """Return the texts of an open file by lower-case name; empty where FFmpeg cannot read it.

    What is said of the whole file comes before what is said of its audio stream. Call it where a
    crash of a demuxer does no harm: in an analysis process or in the helper process.
    """
    import av

    try:
        file.seek(0)
        with av.open(
            BoundedReader(file),
            "r",
            format=demuxer,
            options=_OPEN_OPTIONS,
            metadata_errors="surrogateescape",
        ) as container:
            streams = [stream.metadata for stream in container.streams.audio[:1]]
            entries = [item for found in (*streams, container.metadata) for item in found.items()]
    except Exception:  # PyAV raises errors of many kinds on damaged files
        return {}
    texts = islice(((name, text) for name, text in entries if text), _MAX_ENTRIES)
    return {_plain(name).casefold(): (_plain(text[:_MAX_CHARS]),) for name, text in texts}


def _plain(text: str) -> str:
    return decode_utf8(text.encode("utf-8", "surrogateescape"))


def read_metadata_of_path(demuxer: str, path: Path) -> Metadata:
    """Return what `read_metadata` does for a path."""
    with path.open("rb") as file:
        return read_metadata(demuxer, file)
