"""Which songs are of one album."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.core.albums import AlbumColumns, album_keys, disc_of, folder_disc, split_title
from moodtagger.core.tracks import FileTags, SongRow


def row(path: str, **tags: object) -> SongRow:
    return SongRow(0, path, FileTags(**tags))  # type: ignore[arg-type]


def albums(*rows: SongRow) -> list[object]:
    def numbers(name: str) -> np.ndarray:
        return np.array([getattr(row.tags, name) for row in rows], np.float64)

    columns = AlbumColumns(
        [row.tags.album for row in rows],
        [row.tags.album_artist for row in rows],
        [row.tags.artist for row in rows],
        [row.path for row in rows],
        *map(numbers, ("compilation", "disc", "track")),
    )
    return list(album_keys(columns))


def test_greatest_hits_of_two_artists_are_two_albums() -> None:
    first, second, third = albums(
        row("/m/a.mp3", album="Greatest Hits", artist="Queen", track=1),
        row("/m/b.mp3", album="Greatest Hits", artist="ABBA", track=2),
        row("/m/c.mp3", album="greatest hits", artist="Queen feat. David Bowie", track=3),
    )
    assert first != second
    assert first == third


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("/m/Long Album/CD1/1.mp3", "Long Album"), ("/m/Long Album/CD2/1.mp3", "Long Album")),
        (("/m/1.mp3", "Long Album (Disc 1)"), ("/m/2.mp3", "Long Album (Disc 2)")),
        (("/m/1.mp3", "Long Album [CD 1]"), ("/m/2.mp3", "Long Album - CD2")),
        (("/m/1.mp3", "Long Album, Disc One"), ("/m/2.mp3", "long album (disc 2: The Rest)")),
    ],
)
def test_discs_are_parts_of_one_album(first: tuple[str, str], second: tuple[str, str]) -> None:
    paths, names = zip(first, second, strict=True)
    for artist in ("Multi", ""):  # without an artist the folder counts, but not that of a disc
        one, other = albums(
            *(row(path, album=name, artist=artist) for path, name in zip(paths, names, strict=True))
        )
        assert one == other is not None


def test_the_album_artist_goes_before_the_artist() -> None:
    one, other, stranger = albums(
        row("/m/1.mp3", album="Duets", artist="A & B", album_artist="A"),
        row("/n/2.mp3", album="Duets", artist="A & C", album_artist="a"),
        row("/m/3.mp3", album="Duets", artist="A & C", album_artist="D"),
    )
    assert one == other != stranger


def test_compilations_are_one_album() -> None:
    keys = albums(
        row("/m/1.mp3", album="Summer", artist="X", album_artist="Various Artists"),
        row("/m/2.mp3", album="Summer", artist="Y", album_artist="VA"),
        row("/m/3.mp3", album="Summer", artist="Z", compilation=True),
    )
    assert len(set(keys)) == 1


def test_a_mix_of_a_named_artist_is_that_artists_album() -> None:
    mix, other = albums(
        row("/m/1.mp3", album="Mix", artist="X", album_artist="DJ", compilation=True),
        row("/m/2.mp3", album="Mix", artist="Y", compilation=True),
    )
    assert mix != other


def test_unmarked_compilations_are_known_by_their_track_numbers() -> None:
    songs = [
        row(f"/m/Sampler/{n}.mp3", album="Sampler", artist=f"Artist {n}", track=n)
        for n in range(1, 7)
    ]
    assert len(set(albums(*songs))) == 1
    assert len(set(albums(*songs[::3]))) == 2  # too few to tell
    unnumbered = [row(f"/m/{n}.mp3", album="Sampler", artist=f"Artist {n}") for n in range(6)]
    assert len(set(albums(*unnumbered))) == 6
    same_number = [row(f"/m/{n}.mp3", album="Hits", artist=f"Artist {n}", track=1) for n in "abcd"]
    assert len(set(albums(*same_number))) == 4


def test_no_album_is_no_album() -> None:
    assert albums(row("/m/a.mp3", artist="Queen"), row("/m/b.mp3", album=" ")) == [None, None]


def test_without_any_artist_the_folder_tells_albums_apart() -> None:
    one, other = albums(row("/m/a/1.mp3", album="Live"), row("/m/b/1.mp3", album="Live"))
    assert one != other


@pytest.mark.parametrize(
    ("album", "title", "disc"),
    [
        ("Album (Disc 2)", "Album", 2),
        ("Album CD2", "Album", 2),
        ("Album (CD 1 of 2)", "Album", 1),
        ("CD 1", "CD 1", None),
        ("Abcd1", "Abcd1", None),
        ("Volume 2", "Volume 2", None),
        ("Discovery", "Discovery", None),
    ],
)
def test_discs_in_titles(album: str, title: str, disc: int | None) -> None:
    assert split_title(album) == (title, disc)


@pytest.mark.parametrize(
    ("folder", "disc"),
    [("/m/CD1", 1), ("/m/Album (Disc 2)", 2), ("/m/disc 03", 3), ("/m/abcd1", None), ("/m", None)],
)
def test_discs_in_folders(folder: str, disc: int | None) -> None:
    assert folder_disc(folder) == disc


def test_the_tag_of_the_disc_goes_first() -> None:
    assert disc_of(FileTags(album="Album (Disc 2)", disc=3), "/m/CD1") == 3
    assert disc_of(FileTags(album="Album (Disc 2)"), "/m/CD1") == 2
    assert disc_of(FileTags(album="Album"), "/m/CD1") == 1


@pytest.mark.parametrize(
    ("word", "number"),
    [
        *(("one", 1), ("Two", 2), ("three", 3), ("four", 4), ("FIVE", 5)),
        *(("I", 1), ("ii", 2), ("III", 3), ("1", 1), ("07", 7), ("12", 12), ("0", None)),
    ],
)
def test_discs_are_numbered_in_words_and_digits(word: str, number: int | None) -> None:
    assert split_title(f"Album (Disc {word})") == ("Album", number)
    assert folder_disc(f"/m/CD {word}") == number


def test_discs_of_a_compilation_are_complete_each_by_title_or_folder() -> None:
    in_folders = [
        row(f"/m/CD{d}/{t}.mp3", album="Mix", artist=f"{d} {t}", track=t)
        for d in (1, 2)
        for t in (1, 2)
    ]
    assert len(set(albums(*in_folders))) == 1
    in_title = [
        row(f"/m/{d}{t}.mp3", album=f"Mix (Disc {d})", artist=f"{d} {t}", track=t)
        for d in (1, 2)
        for t in (1, 2)
    ]
    assert len(set(albums(*in_title))) == 1
    twice = [row(f"/m/{i}.mp3", album="Mix", artist=str(i), track=1 + i // 2) for i in range(4)]
    assert len(set(albums(*twice))) == 4  # each number is there twice


@pytest.mark.parametrize(
    ("tracks", "is_one"),
    [
        ([1, 2, 3], True),
        ([1, 2], False),  # by fewer than three artists
        ([1, 2, 3, 4, 5, 6, 10], True),  # seven of ten
        ([1, 2, 3, 4, 5, 9], False),  # six of nine
        ([0, 1, 2, 3], False),
        ([1, 1, 2, 3], False),
    ],
)
def test_how_complete_a_compilation_is(tracks: list[int], is_one: bool) -> None:
    songs = [
        row(f"/m/{number}.mp3", album="Mix", artist=f"Artist {number}", track=track)
        for number, track in enumerate(tracks)
    ]
    assert (len(set(albums(*songs))) == 1) is is_one


def test_songs_with_an_album_artist_are_no_part_of_an_unmarked_compilation() -> None:
    songs = [row(f"/m/{n}.mp3", album="Mix", artist=f"Artist {n}", track=n) for n in (1, 2, 3)]
    other = row("/m/4.mp3", album="Mix", artist="Artist 4", album_artist="D", track=4)
    flagged = row("/m/5.mp3", album="Mix", artist="Artist 5", compilation=True, track=5)
    keys = albums(*songs, other, flagged)
    assert len(set(keys[:3])) == 1
    assert len(set(keys)) == 3
