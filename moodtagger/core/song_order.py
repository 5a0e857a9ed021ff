"""The fields that songs can be sorted by."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from moodtagger.core.albums import album_artist_of, disc_of, split_title
from moodtagger.core.musical_keys import parse_key
from moodtagger.core.text_order import name_for_order, order_keys
from moodtagger.core.tracks import FileTags, SongRow, parent_dirs

_Values = list[Any]  # None where a song has no value


def sort_songs(rows: Sequence[SongRow], field: str) -> list[SongRow]:
    """Sort by a field of `SORT_FIELDS`, descending with `-` before it; unknown values come last."""
    values = SORT_FIELDS[field.removeprefix("-")](rows)
    known = [i for i, value in enumerate(values) if value is not None]
    known.sort(key=values.__getitem__, reverse=field.startswith("-"))
    return [rows[i] for i in known] + [
        row for row, value in zip(rows, values, strict=True) if value is None
    ]


def _texts(text: Callable[[SongRow], str]) -> Callable[[Sequence[SongRow]], _Values]:
    return lambda rows: list(order_keys([text(row) for row in rows]))


def _plain(value: Callable[[SongRow], Any]) -> Callable[[Sequence[SongRow]], _Values]:
    return lambda rows: [value(row) for row in rows]


def title_for_order(row: SongRow) -> str:
    """Return the title of a song, or its file's name, with the name to sort it by."""
    return name_for_order(row.name, row.tags.title_sort)


def artist_for_order(tags: FileTags) -> str:
    """Return the artist with the name to sort it by."""
    return name_for_order(tags.artist, tags.artist_sort)


def album_order_keys(albums: Sequence[str]) -> list[str | None]:
    """Return the sort keys of albums (see `order_keys`), equal for the discs of one."""
    names = [album.partition("\0") for album in albums]
    titles = [name_for_order(split_title(a)[0], split_title(b)[0]) for a, _, b in names]
    return order_keys(titles)


def musical_key_order_keys(keys: Sequence[str]) -> list[str | None]:
    """Return sort keys around Camelot's wheel; None for what is no musical key."""
    parsed = map(parse_key, keys)
    return [None if key is None else "{:02}{}".format(*key.camelot) for key in parsed]


def album_artist_for_order(tags: FileTags) -> str:
    """Return by whom the album is, with the name to sort that by."""
    by = album_artist_of(tags.album_artist, tags.artist, compilation=tags.compilation)
    if by == tags.album_artist and tags.album_artist_sort:
        return name_for_order(by, tags.album_artist_sort)
    return name_for_order(by, tags.artist_sort if by == tags.artist else "")


def _position(rows: Sequence[SongRow]) -> list[tuple[Any, ...]]:
    """Return the places of songs within their albums: disc, track, title."""
    folders = parent_dirs([row.path for row in rows])
    titles = order_keys([title_for_order(row) for row in rows])
    return [
        (disc_of(row.tags, folder) or 0, row.tags.track or math.inf, title or "", row.path)
        for row, folder, title in zip(rows, folders, titles, strict=True)
    ]


def _in_albums(rows: Sequence[SongRow]) -> list[tuple[Any, ...] | None]:
    """Return keys by album, then album artist, then place; None for songs without an album."""
    names = [name_for_order(row.tags.album, row.tags.album_sort) for row in rows]
    albums = album_order_keys(names)
    artists = order_keys([album_artist_for_order(row.tags) for row in rows])
    return [
        None if album is None else (album, artist or "", *position)
        for album, artist, position in zip(albums, artists, _position(rows), strict=True)
    ]


def _by_artist(name: Callable[[FileTags], str]) -> Callable[[Sequence[SongRow]], _Values]:
    """Sort by a name of artists, and the songs of each by album."""

    def values(rows: Sequence[SongRow]) -> _Values:
        artists = order_keys([name(row.tags) for row in rows])
        albums = zip(_in_albums(rows), _position(rows), strict=True)
        return [
            None if artist is None else (artist, album is None, album or position)
            for artist, (album, position) in zip(artists, albums, strict=True)
        ]

    return values


SORT_FIELDS: Mapping[str, Callable[[Sequence[SongRow]], _Values]] = {
    "title": _texts(title_for_order),
    "artist": _by_artist(artist_for_order),
    "album": _in_albums,
    "albumartist": _by_artist(album_artist_for_order),
    "genre": _texts(lambda row: row.tags.genre),
    "year": _plain(lambda row: row.tags.year),
    "track": _plain(lambda row: row.tags.track),
    "disc": _plain(lambda row: row.tags.disc),
    "added": _plain(lambda row: row.added),
    "bpm": _plain(lambda row: row.effective_bpm),
    "tempo": _plain(lambda row: row.effective_bpm),
    "key": lambda rows: list(musical_key_order_keys([row.effective_key_text for row in rows])),
    "mood": _texts(lambda row: ", ".join(row.accepted or row.proposed)),
    "quadrant": _plain(lambda row: row.effective_quadrant and str(row.effective_quadrant)),
    "energy": _plain(lambda row: row.effective_arousal),
    "valence": _plain(lambda row: row.effective_valence),
    "arousal": _plain(lambda row: row.effective_arousal),
    "confidence": _plain(lambda row: row.confidence),
    "duration": _plain(lambda row: row.duration_s),
    "length": _plain(lambda row: row.duration_s),
    "state": _plain(lambda row: str(row.state)),
    "path": _plain(lambda row: row.path),
}
