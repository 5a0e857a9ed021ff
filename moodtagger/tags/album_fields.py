"""Where a song stands: album artist, sort names, year, track, disc, compilation; its rating."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_ITUNES = "----:com.apple.iTunes:"

# The names of each field as Picard, MusicBee, foobar2000, iTunes and TagLib write them.
ALBUM_NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "id3": {
        "album_artist": ("TPE2", "TP2", "TXXX:ALBUMARTIST", "TXXX:ALBUM ARTIST"),
        "title_sort": ("TSOT", "XSOT", "TST", "TXXX:TITLESORT"),
        "artist_sort": ("TSOP", "XSOP", "TSP", "TXXX:ARTISTSORT"),
        "album_sort": ("TSOA", "XSOA", "TSA", "TXXX:ALBUMSORT"),
        "album_artist_sort": ("TSO2", "TS2", "TXXX:ALBUMARTISTSORT"),
        "date": ("TDRC", "TYER", "TYE", "TDRL", "TDOR", "TORY", "TXXX:YEAR", "TXXX:DATE"),
        "track": ("TRCK", "TRK"),
        "track_total": ("TXXX:TRACKTOTAL", "TXXX:TOTALTRACKS"),
        "disc": ("TPOS", "TPA"),
        "disc_total": ("TXXX:DISCTOTAL", "TXXX:TOTALDISCS"),
        "compilation": ("TCMP", "TCP", "TXXX:COMPILATION"),
        "rating_of_1": ("TXXX:FMPS_RATING", "TXXX:FMPS_Rating"),
        "rating": ("TXXX:RATING",),
        "rating_of_255": ("POPM", "POP"),
        "rating_of_99": (),
    },
    "vorbis": {
        "album_artist": ("ALBUMARTIST", "ALBUM ARTIST", "ALBUM_ARTIST"),
        "title_sort": ("TITLESORT",),
        "artist_sort": ("ARTISTSORT",),
        "album_sort": ("ALBUMSORT",),
        "album_artist_sort": ("ALBUMARTISTSORT",),
        "date": ("DATE", "YEAR", "ORIGINALDATE", "ORIGINALYEAR"),
        "track": ("TRACKNUMBER", "TRACK"),
        "track_total": ("TRACKTOTAL", "TOTALTRACKS"),
        "disc": ("DISCNUMBER", "DISC"),
        "disc_total": ("DISCTOTAL", "TOTALDISCS"),
        "compilation": ("COMPILATION", "ITUNESCOMPILATION"),
        "rating_of_1": ("FMPS_RATING",),
        "rating": ("RATING",),
        "rating_of_255": (),
        "rating_of_99": (),
    },
    "mp4": {
        "album_artist": ("aART", f"{_ITUNES}ALBUMARTIST"),
        "title_sort": ("sonm", f"{_ITUNES}TITLESORT"),
        "artist_sort": ("soar", f"{_ITUNES}ARTISTSORT"),
        "album_sort": ("soal", f"{_ITUNES}ALBUMSORT"),
        "album_artist_sort": ("soaa", f"{_ITUNES}ALBUMARTISTSORT"),
        "date": ("©day", f"{_ITUNES}DATE", f"{_ITUNES}YEAR"),
        "track": ("trkn",),
        "track_total": (),
        "disc": ("disk",),
        "disc_total": (),
        "compilation": ("cpil",),
        "rating_of_1": (f"{_ITUNES}FMPS_RATING", f"{_ITUNES}FMPS_Rating"),
        "rating": (f"{_ITUNES}RATING", "rate"),
        "rating_of_255": (),
        "rating_of_99": (),
    },
    "asf": {
        "album_artist": ("WM/AlbumArtist", "ALBUM ARTIST"),
        "title_sort": ("WM/TitleSortOrder",),
        "artist_sort": ("WM/ArtistSortOrder",),
        "album_sort": ("WM/AlbumSortOrder",),
        "album_artist_sort": ("WM/AlbumArtistSortOrder",),
        "date": ("WM/Year", "WM/OriginalReleaseYear", "WM/OriginalReleaseTime"),
        "track": ("WM/TrackNumber", "TrackNumber"),
        "track_total": ("TrackTotal", "TotalTracks"),
        "disc": ("WM/PartOfSet", "DiscNumber"),
        "disc_total": ("DiscTotal", "TotalDiscs"),
        "compilation": ("WM/IsCompilation", "COMPILATION"),
        "rating_of_1": ("FMPS/RATING", "FMPS/Rating", "FMPS_RATING"),
        "rating": ("RATING",),
        "rating_of_255": (),
        "rating_of_99": ("WM/SharedUserRating",),
    },
    "ape": {
        "album_artist": ("Album Artist", "ALBUMARTIST"),
        "title_sort": ("TITLESORT",),
        "artist_sort": ("ARTISTSORT",),
        "album_sort": ("ALBUMSORT",),
        "album_artist_sort": ("ALBUMARTISTSORT",),
        "date": ("Year", "Date", "Record Date", "ORIGINALDATE"),
        "track": ("Track", "TRACKNUMBER"),
        "track_total": ("TRACKTOTAL", "TOTALTRACKS"),
        "disc": ("Disc", "DISCNUMBER"),
        "disc_total": ("DISCTOTAL", "TOTALDISCS"),
        "compilation": ("Compilation",),
        "rating_of_1": ("FMPS_RATING",),
        "rating": ("RATING",),
        "rating_of_255": (),
        "rating_of_99": (),
    },
    "ffmpeg": {  # as FFmpeg names them, in lower case
        "album_artist": ("album_artist", "albumartist", "album/artist"),
        "title_sort": ("title-sort", "titlesort", "sort_name"),
        "artist_sort": ("artist-sort", "artistsort"),
        "album_sort": ("album-sort", "albumsort"),
        "album_artist_sort": ("album_artist-sort", "albumartistsort"),
        "date": ("date", "year", "date_released", "date_recorded", "recorded date"),
        "track": ("track", "tracknumber", "track number"),
        "track_total": ("tracktotal", "totaltracks", "total_parts"),
        "disc": ("disc", "discnumber"),
        "disc_total": ("disctotal", "totaldiscs"),
        "compilation": ("compilation",),
        "rating_of_1": ("fmps_rating",),
        "rating": ("rating",),
        "rating_of_255": (),
        "rating_of_99": (),
    },
}

_TEXT_FIELDS = ("album_artist", "title_sort", "artist_sort", "album_sort", "album_artist_sort")
_YEAR = re.compile(r"(?<!\d)([12]\d{3})(?!\d)|(?<!\d)([12]\d{3})\d{4}(?!\d)")
_NUMBER = re.compile(r"\s*(\d{1,3}(?:\.\d{1,6})?)\s*")
# The stars of a value by the scale that its field has. "RATING" is in stars (Picard) or percent
# (MusicBee); Windows writes 1, 64, 128, 196 and 255 into ID3 and 1, 25, 50, 75 and 99 into ASF.
_STARS: Mapping[str, Callable[[float], float]] = {
    "rating_of_1": lambda value: 5 * value,
    "rating": lambda value: value if value <= 5 else value / 20,
    "rating_of_255": lambda value: 1 + round(4 * value / 255),
    "rating_of_99": lambda value: 1 + round(4 * value / 99),
}
_POSITION = re.compile(r"\s*[A-Za-z]?0*(\d{1,5})(?!\d)(?:\s*(?:/|of|von|-)\s*0*(\d{1,5})(?!\d))?")


def read_album_fields(
    texts_of: Callable[[str], tuple[str, ...]], join: Callable[[tuple[str, ...]], str]
) -> dict[str, Any]:
    """Return the fields of `FileTags` that say where a song stands.

    `texts_of` returns the texts of a field; `join` makes one text of several.
    """
    track, track_total = _position(texts_of("track"))
    disc, disc_total = _position(texts_of("disc"))
    return {
        **{field: join(texts_of(field)) for field in _TEXT_FIELDS},
        "year": _year(texts_of("date")),
        "track": track,
        "track_total": track_total or _position(texts_of("track_total"))[0],
        "disc": disc,
        "disc_total": disc_total or _position(texts_of("disc_total"))[0],
        "compilation": any(_is_yes(text) for text in texts_of("compilation")),
        "rating": _rating(texts_of),
    }


def _rating(texts_of: Callable[[str], tuple[str, ...]]) -> float | None:
    """Return the stars of the first rating, from 0.5 to 5; zero means that there is none."""
    for field, stars in _STARS.items():
        for text in texts_of(field):
            if match := _NUMBER.fullmatch(text.replace(",", ".")):
                value = float(match[1])
                return min(5.0, max(0.5, round(2 * stars(value)) / 2)) if value > 0 else None
    return None


def _year(texts: tuple[str, ...]) -> int | None:
    """Return the year of the first date that has one: "1999-03-01", "20040301", "c. 1974"."""
    for text in texts:
        if match := _YEAR.search(text):
            return int(match[1] or match[2])
    return None


def _position(texts: tuple[str, ...]) -> tuple[int | None, int | None]:
    """Return number and total of a text such as "3", "03/12" or "3 of 12"; zero is unknown."""
    for text in texts:
        if match := _POSITION.match(text):
            number, total = int(match[1]), int(match[2] or 0)
            return number or None, total or None
    return None, None


def _is_yes(text: str) -> bool:
    return text.strip().casefold() not in {"", "0", "false", "no"}
