"""Album artist, sort names, year, track, disc and compilation in every kind of tag."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import mutagen
import pytest
from mutagen import id3
from mutagen.mp4 import MP4

from moodtagger.core.tracks import FileTags
from moodtagger.tags import read_tags
from moodtagger.tags.album_fields import ALBUM_NAMES, read_album_fields

SongFile = Callable[..., Path]
EXPECTED = FileTags(
    album_artist="Various Artists",
    title_sort="Title, A",
    artist_sort="Beatles, The",
    album_sort="Album, The",
    album_artist_sort="Various",
    year=1999,
    track=3,
    track_total=12,
    disc=2,
    disc_total=4,
    compilation=True,
)
ID3 = {"TPE2": "Various Artists", "TSOT": "Title, A", "TSOP": "Beatles, The"}
ID3 |= {"TSOA": "Album, The", "TSO2": "Various", "TDRC": "1999-03-01", "TRCK": "03/12"}
ID3 |= {"TPOS": "2/4", "TCMP": "1"}
VORBIS = {"ALBUMARTIST": "Various Artists", "TITLESORT": "Title, A", "ARTISTSORT": "Beatles, The"}
VORBIS |= {"ALBUMSORT": "Album, The", "ALBUMARTISTSORT": "Various", "DATE": "1999-03-01"}
VORBIS |= {"TRACKNUMBER": "3", "TRACKTOTAL": "12", "DISCNUMBER": "2", "TOTALDISCS": "4"}
VORBIS |= {"COMPILATION": "1"}
MP4_FIELDS: dict[str, Any] = {"aART": "Various Artists", "sonm": "Title, A", "soar": "Beatles, The"}
MP4_FIELDS |= {"soal": "Album, The", "soaa": "Various", "©day": "1999-03-01"}
MP4_FIELDS |= {"trkn": [(3, 12)], "disk": [(2, 4)], "cpil": True}
ASF = {"WM/AlbumArtist": "Various Artists", "WM/TitleSortOrder": "Title, A"}
ASF |= {"WM/ArtistSortOrder": "Beatles, The", "WM/AlbumSortOrder": "Album, The"}
ASF |= {"WM/AlbumArtistSortOrder": "Various", "WM/Year": "1999", "WM/TrackNumber": "3/12"}
ASF |= {"WM/PartOfSet": "2/4", "WM/IsCompilation": "1"}
APE = {"Album Artist": "Various Artists", "TITLESORT": "Title, A", "ARTISTSORT": "Beatles, The"}
APE |= {"ALBUMSORT": "Album, The", "ALBUMARTISTSORT": "Various", "Year": "1999", "Track": "3/12"}
APE |= {"Disc": "2/4", "Compilation": "1"}


def write_fields(path: Path) -> None:
    song = mutagen.File(path)
    if song.tags is None:
        song.add_tags()
    if path.suffix in (".mp3", ".wav", ".aiff"):
        for name, text in ID3.items():
            song.tags.add(getattr(id3, name)(encoding=3, text=[text]))
        song.save()
        return
    fields = {".m4a": MP4_FIELDS, ".wma": ASF, ".wv": APE, ".ape": APE}.get(path.suffix, VORBIS)
    for name, value in fields.items():
        song[name] = value
    song.save()


FILES = ["wav", "aiff", "flac", "mp3", "ogg", "opus", "m4a", "wma", "wv", "ape"]


@pytest.mark.parametrize("name", FILES)
def test_every_format_says_where_a_song_stands(song_file: SongFile, name: str) -> None:
    path = song_file(name)
    write_fields(path)
    assert replace(read_tags(path), artist="") == EXPECTED  # some formats take the album artist


def test_version_2_3_has_other_frames(song_file: SongFile) -> None:
    path = song_file("mp3")
    tags = id3.ID3()
    tags.add(id3.TYER(encoding=1, text=["2004"]))
    tags.add(id3.TSOP(encoding=1, text=["Who, The"]))
    tags.add(id3.TXXX(encoding=1, desc="TOTALTRACKS", text=["9"]))
    tags.add(id3.TRCK(encoding=1, text=["7"]))
    tags.save(path, v2_version=3)
    found = read_tags(path)
    assert (found.year, found.artist_sort) == (2004, "Who, The")
    assert (found.track, found.track_total) == (7, 9)


def test_an_album_of_one_artist_is_no_compilation(song_file: SongFile) -> None:
    path = song_file("m4a")
    song = MP4(path)
    song["cpil"] = False
    song["trkn"] = [(0, 12)]
    song.save()
    assert read_tags(path) == FileTags(track_total=12)


def fields_of(**texts: str) -> dict[str, Any]:
    return read_album_fields(lambda field: (texts[field],) if field in texts else (), "; ".join)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1999", 1999),
        ("20040301", 2004),
        ("c. 1974", 1974),
        ("01.03.1999", 1999),
        ("2021-05-01T10:00:00", 2021),
        ("99", None),
        ("0000", None),
        ("123456", None),
        ("", None),
    ],
)
def test_years_in_dates(text: str, year: int | None) -> None:
    assert fields_of(date=text)["year"] == year


@pytest.mark.parametrize(
    ("text", "number", "total"),
    [
        ("3", 3, None),
        ("03/12", 3, 12),
        (" 3 of 12", 3, 12),
        ("A2", 2, None),
        ("0/12", None, 12),
        ("10/", 10, None),
        ("one", None, None),
        ("123456789", None, None),
    ],
)
def test_numbers_of_tracks(text: str, number: int | None, total: int | None) -> None:
    found = fields_of(track=text, disc=text)
    assert (found["track"], found["track_total"]) == (number, total)
    assert (found["disc"], found["disc_total"]) == (number, total)


@pytest.mark.parametrize(
    ("name", "field", "value", "stars"),
    [
        ("flac", "RATING", "80", 4.0),  # MusicBee
        ("ogg", "RATING", "3", 3.0),  # Picard
        ("opus", "FMPS_RATING", "0.9", 4.5),
        ("m4a", "----:com.apple.iTunes:RATING", b"70", 3.5),
        ("wma", "WM/SharedUserRating", "75", 4.0),
        ("wv", "RATING", "0", None),
    ],
)
def test_ratings_of_every_program_are_stars(
    song_file: SongFile, name: str, field: str, value: object, stars: float | None
) -> None:
    path = song_file(name)
    song = mutagen.File(path)
    if song.tags is None:
        song.add_tags()
    song[field] = value
    song.save()
    assert read_tags(path).rating == stars


@pytest.mark.parametrize(
    ("byte", "stars"), [(0, None), (1, 1), (64, 2), (128, 3), (196, 4), (255, 5)]
)
def test_ratings_of_windows_in_id3(song_file: SongFile, byte: int, stars: int | None) -> None:
    path = song_file("mp3")
    tags = id3.ID3()
    tags.add(id3.POPM(email="Windows Media Player 9 Series", rating=byte, count=7))
    tags.save(path)
    assert read_tags(path).rating == stars


def test_texts_that_are_no_rating_are_none() -> None:
    assert [fields_of(rating=text)["rating"] for text in ("", "good", "-3", "1e9")] == [None] * 4
    assert fields_of(rating_of_1="0,5", rating="5")["rating"] == 2.5


def test_every_format_names_the_same_fields() -> None:
    assert len({frozenset(names) for names in ALBUM_NAMES.values()}) == 1
