"""Tracks as the views and the command line see them, and playlists of them."""

from __future__ import annotations

import enum
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from moodtagger.core.circumplex import Correction, Quadrant


@dataclass(frozen=True, slots=True)
class FileTags:
    """What a file's own tags say; empty where they say nothing.

    `moods` in the order of the file, as written there; `bpm` None when absent.
    """

    title: str = ""
    artist: str = ""
    album: str = ""
    genre: str = ""
    moods: tuple[str, ...] = ()
    bpm: float | None = None
    key: str = ""


class TrackState(enum.StrEnum):
    """Where a song stands on its way from file to accepted tag."""

    WAITING = "waiting"  # found, not heard yet
    REVIEW = "review"  # heard; confident moods wait for a decision
    UNSURE = "unsure"  # heard; no confident mood (or silent, or too short)
    DECIDED = "decided"  # accepted moods wait to be written
    WRITTEN = "written"  # the accepted moods are in the file
    FAILED = "failed"  # could not be heard; `message` says why
    ABSENT = "absent"  # the file or its drive is away; nothing was deleted


@dataclass(frozen=True, slots=True)
class SongRow:
    """One line of the library table and one point of the map.

    `valence`, `arousal` in [-1, 1] or None before the song was heard; `confidence` the
    probability of `quadrant`; `proposed` the confident moods, most probable first; `accepted`
    and `rejected` what the person decided; `message` the sentence of a failure or note.
    `correction` is the place the person gave the song; whoever draws, sorts, filters or writes
    by feeling uses `felt_valence`, `felt_arousal` and `felt_quadrant`, and the network's own
    `valence`, `arousal` and `quadrant` are shown beside. `heard_tempo` is in beats a minute.
    `older` says that another network heard it than the one in use, which has not heard it.
    """

    track_id: int
    path: str
    tags: FileTags
    duration_s: float | None = None
    state: TrackState = TrackState.WAITING
    valence: float | None = None
    arousal: float | None = None
    quadrant: Quadrant | None = None
    confidence: float | None = None
    moods: tuple[tuple[str, float], ...] = ()
    proposed: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    message: str = ""
    correction: Correction | None = None
    predicted_bpm: float | None = None
    stale: bool = False

    @property
    def effective_bpm(self) -> float | None:
        """Beats a minute by the file's own tag, else as heard; None when unknown."""
        return self.tags.bpm or self.predicted_bpm

    @property
    def effective_valence(self) -> float | None:
        """The person's valence if there is one, else the network's; None when unknown."""
        return self.valence if self.correction is None else self.correction.valence

    @property
    def effective_arousal(self) -> float | None:
        """The person's arousal if there is one, else the network's; None when unknown."""
        return self.arousal if self.correction is None else self.correction.arousal

    @property
    def effective_quadrant(self) -> Quadrant | None:
        """The quadrant of the person's place if there is one, else the network's."""
        return self.quadrant if self.correction is None else self.correction.quadrant

    @property
    def name(self) -> str:
        """The title, or the file's name when the file has none."""
        return self.tags.title or self.path.replace("\\", "/").rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How a long job stands; `rate` in items a second, `eta_s` None while unknown."""

    done: int
    total: int
    failed: int
    rate: float
    eta_s: float | None
    current: str


def parent_dirs(paths: Sequence[str]) -> list[str]:
    """`os.path.dirname` of each path, asked once for each folder."""
    if os.altsep:  # both mean the same there
        heads = [path[: max(path.rfind(os.sep), path.rfind(os.altsep)) + 1] for path in paths]
    else:
        heads = [path[: path.rfind(os.sep) + 1] for path in paths]
    distinct = dict.fromkeys(heads)
    if "" in distinct:  # a name alone, or behind a drive
        heads = [head or path for head, path in zip(heads, paths, strict=True)]
        distinct = dict.fromkeys(heads)
    folders = {head: os.path.dirname(head) for head in distinct}  # noqa: PTH120  no disk touched
    return list(map(folders.__getitem__, heads))


def m3u8(rows: Iterable[SongRow], folder: Path) -> str:
    """The playlist's text for a file that will lie in `folder`.

    A name that holds a line break cannot stand in a playlist and is left out with a comment.
    """
    lines = ["#EXTM3U"]
    for row in rows:
        if "\n" in row.path or "\r" in row.path:
            lines.append("# left out: a file whose name holds a line break")
            continue
        seconds = -1 if row.duration_s is None else round(row.duration_s)
        title = " - ".join(part for part in (row.tags.artist, row.name) if part)
        printable = "".join(c if c.isprintable() else " " for c in title)
        lines.append(f"#EXTINF:{seconds},{' '.join(printable.split())}")
        lines.append(_relative_path(row.path, folder))
    return "\n".join(lines) + "\n"


def _relative_path(path: str, folder: Path) -> str:
    try:
        relative = os.path.relpath(path, folder)
    except ValueError:  # another drive on Windows
        return path
    # A leading "#" would read as a comment, and "http:" as an address that a player would go to.
    return f".{os.sep}{relative}" if re.match("#|[A-Za-z][A-Za-z0-9+.-]*:", relative) else relative
