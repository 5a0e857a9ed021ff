"""Tags of Matroska: of songs and albums, several texts, damaged files."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from moodtagger.core.errors import TagError
from moodtagger.tags import read_tags
from tests.support.container_files import TAGS, make_song

EBML = b"\x1a\x45\xdf\xa3\x80"
SEGMENT, CLUSTER, INFO = b"\x18\x53\x80\x67", b"\x1f\x43\xb6\x75", b"\x15\x49\xa9\x66"
LEVEL, TRACK_UID, CHAPTER_UID = b"\x68\xca", b"\x63\xc5", b"\x63\xc4"
SONG, ALBUM = (LEVEL, 30), (LEVEL, 50)


def element(number: bytes, body: bytes) -> bytes:
    return number + (len(body) | 1 << 56).to_bytes(8, "big") + body


def tag(*texts: tuple[str, str], targets: tuple[tuple[bytes, int], ...] = ()) -> bytes:
    about = b"".join(element(name, bytes([number])) for name, number in targets)
    body = element(b"\x63\xc0", about)
    for name, text in texts:
        parts = element(b"\x45\xa3", name.encode()) + element(b"\x44\x87", text.encode())
        body += element(b"\x67\xc8", parts)
    return element(b"\x73\x73", body)


def tags(*found: bytes) -> bytes:
    return element(b"\x12\x54\xc3\x67", b"".join(found))


def info(title: str) -> bytes:
    return element(INFO, element(b"\x7b\xa9", title.encode()))


@pytest.fixture
def song(tmp_path: Path) -> Callable[..., Path]:
    """`song(parts of the segment)`: a Matroska file without audio."""

    def make(*parts: bytes) -> Path:
        path = tmp_path / "song.mka"
        path.write_bytes(EBML + element(SEGMENT, b"".join(parts)))
        return path

    return make


def test_several_texts_of_a_name(song: Callable[..., Path]) -> None:
    path = song(tags(tag(("ARTIST", "One"), ("ARTIST", "Two"), ("MOOD", "Calm"), ("MOOD", "sad"))))
    found = read_tags(path)
    assert (found.artist, found.moods) == ("One; Two", ("Calm", "sad"))


def test_song_and_album_tags_are_kept_apart(song: Callable[..., Path]) -> None:
    album = tag(("TITLE", "An Album"), ("ARTIST", "Band"), ("GENRE", "Blues"), targets=(ALBUM,))
    this = tag(("TITLE", "A Song"), ("ARTIST", "Singer"), ("PART_NUMBER", "3"), targets=(SONG,))
    for order in ((album, this), (this, album)):
        found = read_tags(song(tags(*order)))
        assert (found.title, found.album, found.genre) == ("A Song", "An Album", "Blues")
        assert (found.artist, found.album_artist, found.track) == ("Singer", "Band", 3)


def test_the_title_of_the_file_leaves_that_of_the_album(song: Callable[..., Path]) -> None:
    found = read_tags(song(info("A Song"), tags(tag(("TITLE", "An Album"), targets=(ALBUM,)))))
    assert (found.title, found.album) == ("A Song", "An Album")


def test_without_a_level_a_title_is_that_of_the_song(song: Callable[..., Path]) -> None:
    found = read_tags(song(tags(tag(("TITLE", "A Song"), ("ALBUM", "An Album")))))
    assert (found.title, found.album) == ("A Song", "An Album")


def test_tags_of_the_stream_come_last_and_those_of_chapters_do_not_count(
    song: Callable[..., Path],
) -> None:
    stream = tag(("TITLE", "Stream"), ("ARTIST", "Someone"), targets=((TRACK_UID, 7),))
    chapter = tag(("TITLE", "Chapter"), ("GENRE", "Noise"), targets=(SONG, (CHAPTER_UID, 3)))
    found = read_tags(song(tags(chapter, stream, tag(("TITLE", "A Song")))))
    assert (found.title, found.artist, found.genre) == ("A Song", "Someone", "")


def test_tags_behind_audio_of_unknown_length_are_found_by_the_index(
    song: Callable[..., Path],
) -> None:
    endless = CLUSTER + b"\x01" + b"\xff" * 7 + bytes(5000)
    seek_size = len(seek_head(0))
    path = song(seek_head(seek_size + len(endless)), endless, tags(tag(("TITLE", "A Song"))))
    assert read_tags(path).title == "A Song"


def seek_head(position: int) -> bytes:
    entry = element(b"\x53\xab", b"\x12\x54\xc3\x67")
    entry += element(b"\x53\xac", position.to_bytes(8, "big"))
    return element(b"\x11\x4d\x9b\x74", element(b"\x4d\xbb", entry))


def test_a_segment_of_unknown_length(tmp_path: Path) -> None:
    path = tmp_path / "live.webm"
    path.write_bytes(EBML + SEGMENT + b"\x01" + b"\xff" * 7 + tags(tag(("TITLE", "A Song"))))
    assert read_tags(path).title == "A Song"


def test_a_file_that_is_cut_off_keeps_the_tags_before(song: Callable[..., Path]) -> None:
    path = song(tags(tag(("TITLE", "A Song"))), element(CLUSTER, bytes(5000)))
    path.write_bytes(path.read_bytes()[:-4000])
    assert read_tags(path).title == "A Song"


@pytest.mark.parametrize("name", ["matroska", "webm"])
def test_damaged_files_cost_at_most_their_tags(tmp_path: Path, name: str) -> None:
    data = make_song(name, tmp_path, TAGS).read_bytes()
    path, rng = tmp_path / "damaged.mka", random.Random(1)
    for _ in range(300):
        damaged = bytearray(data[: rng.randrange(4, len(data))])
        for _ in range(rng.randrange(4)):
            damaged[rng.randrange(4, len(damaged))] = rng.choice((0, 0xFF, rng.randrange(256)))
        path.write_bytes(damaged)
        with suppress(TagError):
            read_tags(path)
