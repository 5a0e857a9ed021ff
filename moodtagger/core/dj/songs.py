"""What DJ programs are given of a song, whatever their format."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePath

from moodtagger.core.circumplex import Quadrant, energy_level
from moodtagger.core.musical_keys import MusicalKey
from moodtagger.core.tracks import SongRow

# Characters that XML 1.0 cannot hold at all.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Where systems mount drives; the folder below is named like the drive.
_MOUNT_FOLDERS = re.compile(r"(/Volumes|/media/[^/]+|/run/media/[^/]+|/media|/mnt)/([^/]+)(?=/)")


def files_once(rows: Iterable[SongRow]) -> list[SongRow]:
    """Return the rows without further songs of a file, which these programs hold only once."""
    first: dict[str, SongRow] = {}
    for row in rows:
        first.setdefault(row.file, row)
    return list(first.values())


def mood_comment(row: SongRow) -> str:
    """Return moods and energy as a comment: "[MOOD: calm; dark] E7"."""
    moods = row.accepted or row.proposed
    parts = [f"[MOOD: {'; '.join(moods)}]"] if moods else []
    if row.effective_arousal is not None:
        parts.append(f"E{energy_level(row.effective_arousal)}")
    return " ".join(parts)


def song_key(row: SongRow) -> MusicalKey | None:
    """Return the key of the file's tag, or else the detected one."""
    return row.effective_key


def quadrant_color(quadrant: Quadrant | None) -> str:
    """Return one of rekordbox's eight colors for a quadrant, empty without one."""
    return "" if quadrant is None else _REKORDBOX_COLORS[quadrant]


_REKORDBOX_COLORS = {
    Quadrant.HAPPY: "0xFFFF00",
    Quadrant.ANGRY: "0xFF0000",
    Quadrant.SAD: "0x0000FF",
    Quadrant.RELAXED: "0x00FF00",
}


def xml_text(text: str) -> str:
    """Return the text with what XML forbids replaced, bytes that are no text included."""
    return _NO_XML.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class DrivePath:
    """A path as a drive and what is below it; `volume` is empty for the system's own drive."""

    volume: str
    parts: tuple[str, ...]


def drive_path(path: str) -> DrivePath:
    """Divide an absolute path into its drive and the names below."""
    if match := re.match(r"([A-Za-z]:)[\\/]", path):
        return DrivePath(match[1], _names(path[3:].replace("\\", "/")))
    if match := _MOUNT_FOLDERS.match(path):
        return DrivePath(match[2], _names(path[match.end() :]))
    return DrivePath("Macintosh HD" if sys.platform == "darwin" else "", _names(path))


def _names(path: str) -> tuple[str, ...]:
    return tuple(name for name in path.split("/") if name)


def below_drive(path: str, is_mount: Callable[[str], bool] = os.path.ismount) -> tuple[str, str]:
    """Return the root of a file's drive, and the path below it with slashes."""
    pure = PurePath(path)
    for parent in pure.parents:
        if is_mount(str(parent)) or parent == parent.parent:
            return str(parent), pure.relative_to(parent).as_posix()
    return "", pure.as_posix()
