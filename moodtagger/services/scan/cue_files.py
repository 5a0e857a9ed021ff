"""CUE sheets beside audio files: which songs each file holds."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from moodtagger.core.cue_sheet import (
    MAX_CUE_BYTES,
    CueFile,
    CueSheetError,
    CueTrack,
    parse_cue_sheet,
)
from moodtagger.core.messages import Message
from moodtagger.files.file_access import read_limited
from moodtagger.services.scan.playlist_reading import BYTE_ORDER_MARKS, find_named_file
from moodtagger.tags.code_pages import decode_text, find_code_page, undecoded

DAMAGED = Message.of("This CUE sheet is damaged, so its file stays one song.")


@dataclass(slots=True)
class CueSheets:
    """The songs of each audio file, by its path, and (path, message) of unusable sheets."""

    tracks: dict[str, tuple[CueTrack, ...]] = field(default_factory=dict)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def read_cue_sheets(paths: Iterable[str], code_page: str = "") -> CueSheets:
    """Read CUE sheets; of several for one file the one of the file's name counts, or the first.

    Only files in the folder of a sheet, or below, are taken for its songs. `code_page` is the
    user's own, for sheets that are not in UTF-8.
    """
    sheets = CueSheets()
    for path in sorted(paths, key=_is_named_less_like_its_file):
        try:
            files = parse_cue_sheet(_decode(read_limited(Path(path), MAX_CUE_BYTES), code_page))
        except (OSError, CueSheetError):
            sheets.left_out.append((path, DAMAGED))
            continue
        for cue_file in files:
            file = _audio_file(cue_file, path, is_only=len(files) == 1)
            if file and len(cue_file.tracks) > 1:
                sheets.tracks.setdefault(file, cue_file.tracks)
    return sheets


def _decode(data: bytes, code_page: str) -> str:
    """Decode by the mark, else as UTF-8, else by the code page that fits all lines."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode("utf-8")
    lines = [undecoded(line) for line in re.split(rb"\r\n|\r|\n", data)]
    found = find_code_page(lines, code_page)
    return "\n".join(decode_text(line, found) for line in lines)


def _is_named_less_like_its_file(path: str) -> tuple[bool, str]:
    """Sort sheets such that album.cue comes before notes.cue where there is an album.flac."""
    return not _file_of_stem(path), path


def _audio_file(cue_file: CueFile, sheet: str, *, is_only: bool) -> str:
    folder = os.path.dirname(sheet)  # noqa: PTH120 - a path of any bytes
    return find_named_file(cue_file.name, folder) or (_file_of_stem(sheet) if is_only else "")


def _file_of_stem(sheet: str) -> str:
    """Return the audio file that has the name of a sheet: album.flac for album.cue."""
    folder, name = os.path.split(os.path.splitext(sheet)[0])  # noqa: PTH122
    return find_named_file(f"{name}.flac", folder) or find_named_file(name, folder)


def sheet_digest(tracks: Sequence[CueTrack]) -> str:
    """Return what changes with any of the songs; empty without songs."""
    if not tracks:
        return ""
    text = repr(tuple(tracks)).encode("utf-8", "replace")
    return hashlib.blake2b(text, digest_size=10).hexdigest()
