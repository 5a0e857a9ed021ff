"""Detect the format of a file by its content, not by its name."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from moodtagger.core.errors import TagError
from moodtagger.core.messages import Message
from moodtagger.files.open_files import MOSTLY_HOLES, check_pinned, is_mostly_holes
from moodtagger.tags.errors import as_tag_error
from moodtagger.tags.formats import asf
from moodtagger.tags.formats.ape_files import Ape
from moodtagger.tags.formats.apev2 import find_audio_end
from moodtagger.tags.formats.base import Container
from moodtagger.tags.formats.dsf import MAGIC as DSF_MAGIC
from moodtagger.tags.formats.dsf import Dsf
from moodtagger.tags.formats.flac import Flac
from moodtagger.tags.formats.iff import DSDIFF_MAGIC, Iff
from moodtagger.tags.formats.magic_numbers import HEAD_BYTES, is_apev2_audio, is_other_format
from moodtagger.tags.formats.matroska import MAGIC as MATROSKA_MAGIC
from moodtagger.tags.formats.matroska import Matroska
from moodtagger.tags.formats.mp3 import Adts, ForeignId3, Mp3
from moodtagger.tags.formats.mp4.file import Mp4
from moodtagger.tags.formats.mpeg_frames import is_adts, is_mpeg_audio, skip_zeros
from moodtagger.tags.formats.ogg import Ogg, read_page
from moodtagger.tags.formats.ogg_codecs import find_codec
from moodtagger.tags.formats.read_only import ReadOnly, find_kind_behind_id3, find_read_only_kind
from moodtagger.tags.formats.side_tags import skip_id3v2_tags
from moodtagger.tags.formats.tta import MAGIC as TTA_MAGIC
from moodtagger.tags.formats.tta import open_tta


@contextmanager
def open_file(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a regular file for reading; every failure inside the block becomes a TagError."""
    with as_tag_error(path):
        # Opening a named pipe would block forever.
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise TagError(
                Message.of("The file can't be read."),
                advice=Message.of("Choose a song."),
            )
        with Path(path).open("rb") as file:
            check_pinned(path, file.fileno())
            if is_mostly_holes(file.fileno()):
                raise TagError(
                    MOSTLY_HOLES, advice=Message.of("Replace the file with a good copy.")
                )
            yield file


def detect_container(file: BinaryIO) -> Container | None:
    """Parse an open file; None when its format is unknown."""
    size = os.fstat(file.fileno()).st_size
    file.seek(0)
    head = file.read(16)
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return Iff(file, size, "little")
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return Iff(file, size, "big")
    if head[:4] == DSDIFF_MAGIC and head[12:16] == b"DSD ":
        return Iff(file, size, "big")
    if head[:4] == DSF_MAGIC:
        return Dsf(file, size)
    if head[4:8] == b"ftyp":
        return Mp4(file, size)
    if head == asf.HEADER_GUID:
        return asf.Asf(file, size)
    if head[:4] == b"OggS" and (ogg := _detect_ogg(file, size)):
        return ogg
    return _detect_after_id3(file, size)


def _detect_ogg(file: BinaryIO, size: int) -> Container | None:
    page = read_page(file, 0, size)
    if page is None:
        return None
    file.seek(page.body.start)
    codec = find_codec(file.read(page.body.size))
    return Ogg(file, size, codec) if codec else None


def _detect_after_id3(file: BinaryIO, size: int) -> Container | None:
    """Parse the formats that may have an ID3v2 tag in front; known magic numbers decide first."""
    start = skip_id3v2_tags(file, size)
    if 0 < start == size:
        return Mp3(file, size)  # nothing but tags; it cannot be written either
    head = _head_at(file, start)
    if head[:4] == b"fLaC":
        return Flac(file, size, start)
    if head[:4] == TTA_MAGIC:
        return open_tta(file, size, start)
    if is_apev2_audio(head):
        return Ape(file, size, start)
    behind_zeros = skip_zeros(file, start, size)
    audio = skip_id3v2_tags(file, size, behind_zeros)
    if not _has_other_magic(file, {start, behind_zeros, audio}):
        end = find_audio_end(file, audio, size)
        if start and is_adts(file, audio, end):
            return Adts(file, size)
        if is_mpeg_audio(file, audio, end, tagged=start > 0):
            return Mp3(file, size)
    if start:
        return ForeignId3(file, size, find_kind_behind_id3(head))
    kind = find_read_only_kind(head)
    if head.startswith(MATROSKA_MAGIC) and kind:
        return Matroska(file, size, kind)
    return ReadOnly(file, size, kind) if kind else None


def _has_other_magic(file: BinaryIO, positions: set[int]) -> bool:
    return any(is_other_format(_head_at(file, position)) for position in positions)


def _head_at(file: BinaryIO, position: int) -> bytes:
    file.seek(position)
    return file.read(HEAD_BYTES)
