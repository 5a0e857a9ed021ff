"""Tracks as the views and the command line see them, and playlists of them."""

from __future__ import annotations

import enum
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from moodtagger.core.attributes import Attributes
from moodtagger.core.circumplex import Correction, Quadrant
from moodtagger.core.cue_sheet import song_file, split_cue_path
from moodtagger.core.musical_keys import MusicalKey, parse_key

# Raised with each version that reads more of the tags; a scan reads older ones again.
TAGS_VERSION = 3


@dataclass(frozen=True, slots=True)
class FileTags:
    """The tags of a file; empty where it has none.

    `moods` keep the order and spelling of the file; numbers are None when absent. The names that
    end in `_sort` are those to sort by, such as "Beatles, The". `compilation` is the file's own
    flag that its album is by various artists, `ignored_bpm` the text of a tag that names no tempo,
    `rating` from 0.5 to 5 stars.
    """

    title: str = ""
    artist: str = ""
    album: str = ""
    genre: str = ""
    moods: tuple[str, ...] = ()
    bpm: float | None = None
    key: str = ""
    album_artist: str = ""
    title_sort: str = ""
    artist_sort: str = ""
    album_sort: str = ""
    album_artist_sort: str = ""
    year: int | None = None
    track: int | None = None
    track_total: int | None = None
    disc: int | None = None
    disc_total: int | None = None
    compilation: bool = False
    ignored_bpm: str = ""
    rating: float | None = None


class TrackState(enum.StrEnum):
    """Where a song stands between file and accepted tag."""

    WAITING = "waiting"  # found, not analyzed yet
    REVIEW = "review"  # analyzed; clear suggestions wait for a decision
    UNSURE = "unsure"  # analyzed; no clear suggestion (or silent, or too short)
    DECIDED = "decided"  # accepted moods are not written yet; other suggestions may wait
    WRITTEN = "written"  # the accepted moods are in the file, if it can have moods of its own
    FAILED = "failed"  # could not be analyzed; `message` holds the reason
    SPEECH = "speech"  # no music, so it gets no moods
    ABSENT = "absent"  # the file or its drive is missing; nothing was deleted


@dataclass(frozen=True, slots=True)
class SongRow:
    """One row of the library table and one point of the map.

    `valence` and `arousal` lie in [-1, 1], None before the song was analyzed; `confidence` is the
    probability of `quadrant`; `proposed` are the clear suggestions and `likely` those of the second
    tier, at most five together, each most probable first; `accepted` and `rejected` the decisions
    of the user; `message` the reason of a failure or of a missing prediction.

    `correction` is the position that the user gave the song. Drawing, sorting, filtering and
    writing use `effective_valence`, `effective_arousal` and `effective_quadrant`; the predicted
    `valence`, `arousal` and `quadrant` are shown beside them. `predicted_bpm` is in beats per
    minute, as is `corrected_bpm`, which the user gave the song. `stale` means that a better
    analysis is to come: only another model than the active one has analyzed the song, or only
    quickly. `personal` means that its answers follow the user's taste; see `core.personal_layer`.
    `added` is when the library first had the file, in UTC.

    A song of a file that a CUE sheet divides lasts from `start_s` to `end_s` (None: its end), and
    its `path` is that of no file; see `core.cue_sheet`. `attributes` are what the model says
    besides moods, None where it says nothing.
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
    personal: bool = False
    added: datetime | None = None
    start_s: float | None = None
    end_s: float | None = None
    attributes: Attributes | None = None
    likely: tuple[str, ...] = ()
    predicted_key: MusicalKey | None = None
    corrected_bpm: float | None = None

    @property
    def file(self) -> str:
        """The path of the file that the song is in."""
        return self.path if self.start_s is None else song_file(self.path)

    @property
    def cue_number(self) -> int | None:
        """The number of a song whose file a CUE sheet divides; None for all others."""
        return None if self.start_s is None else split_cue_path(self.path)[1]

    @property
    def excerpt(self) -> tuple[float, float | None] | None:
        """Where the song is in its file, if that holds several."""
        return None if self.start_s is None else (self.start_s, self.end_s)

    @property
    def effective_bpm(self) -> float | None:
        """The tempo in beats per minute: the user's, or else the file's, or else predicted."""
        return self.corrected_bpm or self.tags.bpm or self.predicted_bpm

    @property
    def tagged_key(self) -> MusicalKey | None:
        """The key that the file's tag names, if it is one."""
        return parse_key(self.tags.key)

    @property
    def effective_key(self) -> MusicalKey | None:
        """The key from the file's tag or else predicted."""
        return self.tagged_key or self.predicted_key

    @property
    def effective_key_text(self) -> str:
        """The tag if it names a key, else the detected one in Camelot's notation, else the tag."""
        if self.predicted_key is None or self.tagged_key is not None:
            return self.tags.key
        return self.predicted_key.text()

    @property
    def effective_valence(self) -> float | None:
        """The user's valence if there is one, else the predicted one; None when unknown."""
        return self.valence if self.correction is None else self.correction.valence

    @property
    def effective_arousal(self) -> float | None:
        """The user's arousal if there is one, else the predicted one; None when unknown."""
        return self.arousal if self.correction is None else self.correction.arousal

    @property
    def effective_quadrant(self) -> Quadrant | None:
        """The quadrant of the user's position if there is one, else the predicted one."""
        return self.quadrant if self.correction is None else self.correction.quadrant

    @property
    def name(self) -> str:
        """The title, or the name of the file when it has none."""
        if self.tags.title:
            return self.tags.title
        file_name = self.file.replace("\\", "/").rsplit("/", 1)[-1]
        return file_name if self.cue_number is None else f"{file_name} ({self.cue_number})"


@dataclass(frozen=True, slots=True)
class JobProgress:
    """The progress of a long job; `rate` is in items per second, `eta_s` is None while unknown."""

    done: int
    total: int
    failed: int
    rate: float
    eta_s: float | None
    current: str


def parent_dirs(paths: Sequence[str]) -> list[str]:
    """Return `os.path.dirname` of each path, computed once for each folder."""
    if os.altsep:  # equivalent there
        heads = [path[: max(path.rfind(os.sep), path.rfind(os.altsep)) + 1] for path in paths]
    else:
        heads = [path[: path.rfind(os.sep) + 1] for path in paths]
    distinct = dict.fromkeys(heads)
    if "" in distinct:  # a name without a folder, or after a drive
        heads = [head or path for head, path in zip(heads, paths, strict=True)]
        distinct = dict.fromkeys(heads)
    folders = {head: os.path.dirname(head) for head in distinct}  # noqa: PTH120 - does not access the disk
    return list(map(folders.__getitem__, heads))


def playlist_text(rows: Iterable[SongRow], path: Path | None) -> str:
    """Return the text of the playlist file `path`; its paths are absolute where that is None."""
    return m3u8(rows, None if path is None else playlist_folder(path))


def playlist_folder(path: Path) -> Path | None:
    """Return the folder of a playlist; None where it is a link into another folder."""
    is_elsewhere = os.path.dirname(os.path.realpath(path)) != os.path.realpath(path.parent)  # noqa: PTH120
    return None if is_elsewhere else path.parent


def m3u8(rows: Iterable[SongRow], folder: Path | None) -> str:
    """Return the text of a playlist file that will be saved in `folder`, None for anywhere.

    Paths are relative to the folder that a link leads to. One that leads out of a linked folder is
    absolute: players take ".." for the folder above the link, or for that above its target.

    A name with a line break cannot be listed, so a comment takes its place.
    """
    lines = ["#EXTM3U"]
    listed_path = path_lister(folder)
    for row in rows:
        if "\n" in row.file or "\r" in row.file:
            lines.append("# left out: a file whose name holds a line break")
            continue
        seconds = -1 if row.duration_s is None else round(row.duration_s)
        title = " - ".join(part for part in (row.tags.artist, row.name) if part)
        printable = "".join(c if c.isprintable() else " " for c in title)
        lines.append(f"#EXTINF:{seconds},{' '.join(printable.split())}")
        if row.start_s is not None:  # VLC's options; other players play the whole file
            lines.append(f"#EXTVLCOPT:start-time={row.start_s:.3f}")
            lines += [] if row.end_s is None else [f"#EXTVLCOPT:stop-time={row.end_s:.3f}"]
        lines.append(listed_path(row.file))
    return "\n".join(lines) + "\n"


def path_lister(folder: Path | None) -> Callable[[str], str]:
    """Return how paths stand in a playlist in a folder; see `m3u8`."""
    if folder is None:
        return lambda path: path
    real_folder = Path(os.path.realpath(folder))
    is_linked = real_folder != folder.absolute()

    def listed_path(path: str) -> str:
        relative = _relative_path(path, real_folder)
        return path if is_linked and relative.startswith("..") else relative

    return listed_path


def _relative_path(path: str, folder: Path) -> str:
    try:
        relative = os.path.relpath(path, folder)
    except ValueError:  # another drive on Windows
        return path
    # A leading "#" would read as a comment, and "http:" as an address that a player would go to.
    return f".{os.sep}{relative}" if re.match("#|[A-Za-z][A-Za-z0-9+.-]*:", relative) else relative
