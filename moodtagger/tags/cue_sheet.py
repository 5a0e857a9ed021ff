"""CUE sheets inside audio files: in a tag, or as the block that FLAC has for them."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator

from moodtagger.core.cue_sheet import CueSheetError, CueTrack, parse_cue_sheet
from moodtagger.core.errors import TagError
from moodtagger.tags.files.byte_spans import TagTooLargeError, read_span
from moodtagger.tags.formats.base import Container
from moodtagger.tags.formats.detection import detect_container, open_file
from moodtagger.tags.formats.flac import Flac

_NAMES = ("cuesheet", "TXXX:cuesheet", "APEv2:cuesheet", "----:com.apple.iTunes:cuesheet")
_MAX_BLOCK = 1 << 20
_LEAD_OUT = (170, 255)
_HEADER_BYTES, _TRACK_BYTES, _INDEX_BYTES = 396, 36, 12


def read_embedded_cue(path: str | os.PathLike[str]) -> tuple[CueTrack, ...]:
    """Return the songs that a file says it holds; none without a sheet or with a damaged one."""
    try:
        with open_file(path) as file:
            container = detect_container(file)
            return () if container is None else _tracks(container)
    except (TagError, CueSheetError):
        return ()


def _tracks(container: Container) -> tuple[CueTrack, ...]:
    for name in _NAMES:
        texts = container.values(name)
        if texts:
            files = parse_cue_sheet("\n".join(texts))
            return files[0].tracks if len(files) == 1 else ()
    return tuple(_block_tracks(container)) if isinstance(container, Flac) else ()


def _block_tracks(flac: Flac) -> Iterator[CueTrack]:
    """Yield the songs of a CUESHEET block, which has no titles (RFC 9639, section 8.7)."""
    rate = flac.sample_rate
    for span in flac.cue_sheet_blocks() if rate else ():
        try:
            starts = list(_block_starts(read_span(flac.file, span, _MAX_BLOCK)))
        except (TagTooLargeError, struct.error, IndexError):
            return
        if [start for _, start in starts] != sorted({start for _, start in starts}):
            return
        for (number, start), (_, end) in zip(starts, [*starts[1:], (0, 0)], strict=True):
            if number not in _LEAD_OUT:
                yield CueTrack(number, start / rate, end / rate if end else None)
        return


def _block_starts(block: bytes) -> Iterator[tuple[int, int]]:
    """Yield number and first sample of each audio track, the lead-out last."""
    position = _HEADER_BYTES
    for _ in range(block[_HEADER_BYTES - 1]):
        offset, number = struct.unpack_from(">QB", block, position)
        is_audio = not block[position + 21] & 0x80
        index_count = block[position + 35]
        position += _TRACK_BYTES
        indices = dict(
            struct.unpack_from(">QB", block, position + i * _INDEX_BYTES)[::-1]
            for i in range(index_count)
        )
        position += index_count * _INDEX_BYTES
        if is_audio:
            yield number, offset + indices.get(1, 0)
