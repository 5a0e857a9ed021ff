"""Which songs are of one album, and in which order they stand there.

An album is an album artist and a title. Discs are parts of one album, whether a tag, the title
("Album (Disc 2)") or the folder ("CD2") tells them apart.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from moodtagger.core.text_order import fold
from moodtagger.core.tracks import FileTags, parent_dirs

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

VARIOUS_ARTISTS = "Various Artists"
_VARIOUS = frozenset(
    fold(name)
    for name in (
        *("Various Artists", "Various", "VA", "V.A.", "Diverse", "Diverse Interpreten"),
        *("Verschiedene Interpreten", "Verschiedene Künstler", "Artistes divers"),
        *("Varios Artistas", "Artisti Vari"),
    )
)
_NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "i": 1, "ii": 2, "iii": 3}
_DISC = r"(?:disc|disk|cd)\s*[#.:_-]?\s*(\d{1,2}|one|two|three|four|five|i{1,3})\b"
_REST = r"(?:\s*(?:of|/|von)\s*\d{1,2})?(?:\s*[:\u2013-][^()\[\]]*)?"
_TITLE_DISC = re.compile(
    rf"(?<=\S)\s*(?:[(\[{{]\s*{_DISC}{_REST}\s*[)\]}}]|[\s,;:\u2013-]\s*{_DISC}{_REST})\s*$",
    re.IGNORECASE,
)
_FOLDER_DISC = re.compile(rf"(?:.*[\s(\[_,-])?{_DISC}{_REST}\s*[)\]]?\s*", re.IGNORECASE)
_GUESTS = re.compile(r"\s*[(\[]?\b(?:feat|ft|featuring)\b.*", re.IGNORECASE)
_MIN_COMPILATION_ARTISTS = 3
_MIN_COMPLETE = 0.7  # of the track numbers up to the highest one

AlbumKey = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class AlbumColumns:
    """By what albums differ, a value for each song; NaN where a number is unknown."""

    album: Sequence[str]
    album_artist: Sequence[str]
    artist: Sequence[str]
    paths: Sequence[str]
    compilation: npt.NDArray[np.float64]
    disc: npt.NDArray[np.float64]
    track: npt.NDArray[np.float64]


@functools.lru_cache(maxsize=65_536)
def split_title(album: str) -> tuple[str, int | None]:
    """Return the title of an album without "(Disc 2)" behind it, and that number."""
    match = _TITLE_DISC.search(album)
    if match is None:
        return album, None
    return album[: match.start()], _disc_number(match[1] or match[2])


@functools.lru_cache(maxsize=65_536)
def folder_disc(folder: str) -> int | None:
    """Return the number of the disc that a folder such as "CD2" or "Album (Disc 2)" holds."""
    match = _FOLDER_DISC.fullmatch(PurePath(folder).name)
    return None if match is None else _disc_number(match[1])


def disc_of(tags: FileTags, folder: str) -> int | None:
    """Return the number of a song's disc by its tag, else by the album's title or the folder."""
    return tags.disc or split_title(tags.album)[1] or folder_disc(folder)


def album_artist_of(album_artist: str, artist: str, *, compilation: bool) -> str:
    """Return by whom the album of a song is, as far as its own tags tell."""
    if album_artist:
        return VARIOUS_ARTISTS if fold(album_artist.strip()) in _VARIOUS else album_artist
    return VARIOUS_ARTISTS if compilation else _GUESTS.sub("", artist) or artist


def album_keys(songs: AlbumColumns) -> list[AlbumKey | None]:
    """Return equal keys for songs of one album, None for songs without an album.

    Where no tag names an album artist, the songs of a folder by several artists are one album if
    their track numbers complete one another.
    """
    folders = parent_dirs(songs.paths)
    flags = (songs.compilation > 0).tolist()
    columns = (songs.album, songs.album_artist, songs.artist, folders, flags)
    texts = list(zip(*columns, strict=True))
    known = {text: _key(*text) for text in dict.fromkeys(texts)}
    keys = [known[text] for text in texts]
    _join_compilations(keys, songs, folders)
    return keys


def _key(album: str, album_artist: str, artist: str, folder: str, flag: bool) -> AlbumKey | None:
    title = fold(split_title(album)[0]).strip()
    if not title:
        return None
    by = fold(album_artist_of(album_artist, artist, compilation=flag)).strip()
    return (title, by) if by else (title, by, _album_folder(folder))


def _join_compilations(
    keys: list[AlbumKey | None], songs: AlbumColumns, folders: Sequence[str]
) -> None:
    """Give one key to songs of a folder that are one album by several artists, in place."""
    groups: dict[AlbumKey, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        if key is not None and not songs.album_artist[index] and not songs.compilation[index] > 0:
            groups[key[0], _album_folder(folders[index])].append(index)
    for group, indices in groups.items():
        artists = {keys[i] for i in indices}
        if len(artists) >= _MIN_COMPILATION_ARTISTS and _is_complete(songs, folders, indices):
            for index in indices:
                keys[index] = (*group, "compilation")


def _is_complete(songs: AlbumColumns, folders: Sequence[str], indices: Sequence[int]) -> bool:
    """Whether no track number is missing or used twice, or only a few are."""
    numbers: dict[int, list[float]] = defaultdict(list)
    for i in indices:
        disc = songs.disc[i] if songs.disc[i] > 0 else split_title(songs.album[i])[1]
        track = songs.track[i] if songs.track[i] > 0 else 0
        numbers[int(disc or folder_disc(folders[i]) or 1)].append(float(track))
    return all(
        min(tracks) > 0 and len(set(tracks)) == len(tracks) >= _MIN_COMPLETE * max(tracks)
        for tracks in numbers.values()
    )


@functools.lru_cache(maxsize=65_536)
def _album_folder(folder: str) -> str:
    """Return the folder of an album, which is above that of a disc."""
    name = PurePath(folder).name
    is_disc = re.fullmatch(rf"{_DISC}{_REST}\s*", name, re.IGNORECASE) is not None
    if is_disc:
        return str(PurePath(folder).parent)
    title = split_title(name)[0]
    return folder[: len(folder) - len(name)] + title


def _disc_number(text: str) -> int | None:
    return _NUMBER_WORDS.get(text.lower()) or (int(text) or None if text.isdigit() else None)
