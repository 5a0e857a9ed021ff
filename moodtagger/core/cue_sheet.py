"""CUE sheets: which songs one audio file holds, and the paths that stand for them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

MAX_CUE_BYTES: Final = 1 << 20
MAX_CUE_TRACKS: Final = 999  # of one file; the format has two digits
_MAX_TEXT = 1000
_FRAMES_PER_S: Final = 75
_LINE = re.compile(r"\s*([A-Za-z]+)\s*(.*)", re.DOTALL)
_QUOTED = re.compile(r'"([^"]*)"')
_TIME = re.compile(r"(\d{1,5}):(\d{1,2}):(\d{1,2})$")
_SEPARATOR: Final = "//"  # in no canonical path


class CueSheetError(ValueError):
    """A CUE sheet contradicts itself."""


@dataclass(frozen=True, slots=True)
class CueTrack:
    """A song in an audio file, from `start_s` to `end_s`, or to the end of the file."""

    number: int
    start_s: float
    end_s: float | None = None
    title: str = ""
    artist: str = ""
    album: str = ""
    genre: str = ""

    @property
    def excerpt(self) -> tuple[float, float | None]:
        """Where the song is in its file."""
        return self.start_s, self.end_s


@dataclass(frozen=True, slots=True)
class CueFile:
    """An audio file by the name that a CUE sheet has for it, and its songs in order."""

    name: str
    tracks: tuple[CueTrack, ...]


def cue_track_path(file: str, number: int) -> str:
    """Return the path that stands for a song in a file; no file can have it."""
    return f"{file}{_SEPARATOR}{number:02d}"


def split_cue_path(path: str) -> tuple[str, int | None]:
    """Return the file of a song, and the song's number where the file holds several."""
    file, separator, number = path.rpartition(_SEPARATOR)
    if file and separator and number.isascii() and number.isdigit():
        return file, int(number)
    return path, None


def song_file(path: str) -> str:
    """Return the file that a song is in."""
    return split_cue_path(path)[0]


def cue_audio_hash(file_hash: str, track: CueTrack) -> str:
    """Return what identifies the audio of a song: that of its file, and where it is in it."""
    end = "" if track.end_s is None else f"{track.end_s:.3f}"
    return f"{file_hash}@{track.start_s:.3f}-{end}"


def file_audio_hash(audio_hash: str) -> str:
    """Return the hash of the whole file, of which a song's hash may name a part."""
    return audio_hash.partition("@")[0]


@dataclass(slots=True)
class _Draft:
    """A song while its lines are read; `starts` are its INDEX lines."""

    number: int
    is_audio: bool
    texts: dict[str, str] = field(default_factory=dict)
    starts: dict[int, tuple[int, float]] = field(default_factory=dict)  # index -> file, seconds

    def start(self) -> tuple[int, float] | None:
        """Return file and time of INDEX 01, or else of the first one."""
        return self.starts.get(1) or next((start for _, start in sorted(self.starts.items())), None)


def parse_cue_sheet(text: str) -> tuple[CueFile, ...]:
    """Return the audio files of a CUE sheet with their songs.

    A song begins at its INDEX 01; a pregap (INDEX 00) belongs to the song before. Raises
    CueSheetError when it has too many songs, or when their times or numbers are out of order.
    """
    files: list[str] = []
    drafts: list[_Draft] = []
    album: dict[str, str] = {}
    for line in re.split(r"\r\n|\r|\n", text):
        match = _LINE.match(line.replace("\0", ""))
        if match is None:
            continue
        command, rest = match[1].upper(), match[2].strip()
        if command == "FILE":
            files.append(_file_name(rest))
        elif command == "TRACK":
            drafts.append(_draft(rest, len(drafts)))
        elif command == "INDEX" and drafts:
            _add_index(drafts[-1], rest, max(0, len(files) - 1))
        elif command in ("TITLE", "PERFORMER", "SONGWRITER"):
            _set_text(drafts[-1].texts if drafts else album, command, rest)
        elif command == "REM" and rest.upper().startswith("GENRE"):
            _set_text(drafts[-1].texts if drafts else album, "GENRE", rest[5:].strip())
    return tuple(
        CueFile(name, tuple(_with_ends(_tracks_of(number, drafts, album))))
        for number, name in enumerate(files)
    )


def _draft(rest: str, count: int) -> _Draft:
    if count >= MAX_CUE_TRACKS:
        raise CueSheetError("too many tracks")
    number, _, kind = rest.partition(" ")
    if not (number.isascii() and number.isdigit() and 0 < int(number[:6]) <= MAX_CUE_TRACKS):
        raise CueSheetError("no track number")
    return _Draft(int(number), not kind.strip() or kind.strip().upper() == "AUDIO")


def _add_index(draft: _Draft, rest: str, file: int) -> None:
    number, _, time = rest.partition(" ")
    match = _TIME.match(time.strip())
    if match is None or not (number.isascii() and number.isdigit()):
        raise CueSheetError("no time")
    minutes, seconds, frames = (int(part) for part in match.groups())
    if seconds >= 60 or frames >= _FRAMES_PER_S:
        raise CueSheetError("no time")
    start_s = 60 * minutes + seconds + frames / _FRAMES_PER_S
    draft.starts.setdefault(int(number[:3]), (file, start_s))


def _file_name(rest: str) -> str:
    quoted = _QUOTED.match(rest)
    # Unquoted names may have blanks; the last word is the type.
    return quoted[1] if quoted else rest.rpartition(" ")[0].strip() or rest


def _set_text(texts: dict[str, str], name: str, rest: str) -> None:
    quoted = _QUOTED.match(rest)
    texts.setdefault(name, " ".join((quoted[1] if quoted else rest.strip('"')).split())[:_MAX_TEXT])


def _tracks_of(file: int, drafts: Iterable[_Draft], album: dict[str, str]) -> Iterator[CueTrack]:
    for draft in drafts:
        start = draft.start()
        if start is None or start[0] != file or not draft.is_audio:
            continue
        yield CueTrack(
            draft.number,
            start[1],
            title=draft.texts.get("TITLE", ""),
            artist=draft.texts.get("PERFORMER", "") or album.get("PERFORMER", ""),
            album=album.get("TITLE", ""),
            genre=draft.texts.get("GENRE", "") or album.get("GENRE", ""),
        )


def _with_ends(tracks: Iterable[CueTrack]) -> Iterator[CueTrack]:
    """Let each song end where the next one begins."""
    previous: CueTrack | None = None
    for track in tracks:
        if previous is not None:
            if track.start_s <= previous.start_s or track.number <= previous.number:
                raise CueSheetError("out of order")
            yield replace(previous, end_s=track.start_s)
        previous = track
    if previous is not None:
        yield previous


def tracks_within(tracks: Sequence[CueTrack], duration_s: float) -> tuple[CueTrack, ...]:
    """Return the songs of a file that lasts so long; none when they cannot be its songs.

    One song needs no row of its own beside that of its file. A duration of 0 is unknown.
    """
    if len(tracks) < 2 or any(not math.isfinite(track.start_s) for track in tracks):
        return ()
    if duration_s > 0 and tracks[-1].start_s >= duration_s:
        return ()
    return tuple(tracks)
