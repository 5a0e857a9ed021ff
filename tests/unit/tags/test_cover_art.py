"""Which of several pictures is the cover."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from mutagen.apev2 import BINARY, APEValue
from mutagen.asf import ASF, ASFByteArrayAttribute
from mutagen.flac import Picture
from mutagen.id3 import APIC, ID3
from mutagen.oggvorbis import OggVorbis
from mutagen.wavpack import WavPack

from moodtagger.tags.cover_art import read_cover

SongFile = Callable[..., Path]
OTHER, FRONT = 0, 3


def with_pictures(path: Path, *kinds: int) -> Path:
    """Put pictures of these kinds into an MP3; each is named by its number."""
    tag = ID3()
    for number, kind in enumerate(kinds):
        data = b"" if kind < 0 else f"picture {number}".encode()
        tag.add(APIC(0, "image/png", max(kind, 0), f"{number:02}", data))
    tag.save(path)
    return path


@pytest.mark.parametrize(
    ("kinds", "cover"),
    [
        ((OTHER, OTHER), b"picture 0"),
        ((OTHER, FRONT, FRONT), b"picture 1"),
        ((-1, OTHER), b"picture 1"),  # an empty one is none
        ((*[OTHER] * 11, FRONT), b"picture 11"),
        ((*[OTHER] * 12, FRONT), b"picture 0"),  # no more than twelve are looked at
        ((), None),
    ],
)
def test_the_front_cover_goes_before_the_first_picture(
    song_file: SongFile, kinds: tuple[int, ...], cover: bytes | None
) -> None:
    assert read_cover(with_pictures(song_file("mp3"), *kinds)) == cover


PICTURE = b"\xff\xd8\0\0\xffpicture\0\0"


@pytest.mark.parametrize("description", ["", "a", "\u0100a", "\u0100a\u0100\u0100a"])
@pytest.mark.parametrize("encoding", [0, 1, 2, 3])
def test_a_picture_begins_behind_its_description(
    song_file: SongFile, encoding: int, description: str
) -> None:
    path = song_file("mp3")
    tag = ID3()
    letters = description.replace("\u0100", "\u00e4" if encoding == 0 else "\u0100")
    tag.add(APIC(encoding, "image/jpeg", FRONT, letters, PICTURE))
    tag.save(path)
    assert read_cover(path) == PICTURE


def old_picture(body: bytes) -> bytes:
    """Return an ID3v2.2 tag with one PIC frame."""
    frame = b"PIC" + len(body).to_bytes(3, "big") + body
    return b"ID3\2\0\0" + bytes([0, 0, len(frame) >> 7, len(frame) & 127]) + frame


@pytest.mark.parametrize(
    ("body", "cover"),
    [
        (b"\0JPG\3\0" + PICTURE, PICTURE),
        (b"\0JPG\3name\0" + PICTURE, PICTURE),
        (b"\1JPG\3\xff\xfea\0\0\0" + PICTURE, PICTURE),
        (b"\0JPG\3" + PICTURE[:2], None),  # without the end of a description
        (b"\0JPG\3\0", None),
        (b"\0JPG", None),
    ],
)
def test_pictures_of_version_2_2(song_file: SongFile, body: bytes, cover: bytes | None) -> None:
    path = song_file("mp3")
    path.write_bytes(old_picture(body) + path.read_bytes())
    assert read_cover(path) == cover


def asf_picture(kind: int, description: str) -> bytes:
    texts = b"".join(text.encode("utf-16-le") + b"\0\0" for text in ("image/png", description))
    return bytes([kind]) + len(PICTURE).to_bytes(4, "little") + texts + PICTURE


@pytest.mark.parametrize("description", ["", "front", "\u0100a\u0100"])
def test_pictures_of_asf(song_file: SongFile, description: str) -> None:
    path = song_file("wma")
    song = ASF(path)
    song["WM/Picture"] = [
        ASFByteArrayAttribute(asf_picture(4, "back")[:20]),
        ASFByteArrayAttribute(b"\3" + bytes(4)),
        ASFByteArrayAttribute(asf_picture(FRONT, description)),
    ]
    song.save()
    assert read_cover(path) == PICTURE


@pytest.mark.parametrize(
    ("names", "cover"),
    [
        (("Cover Art (Back)", "Cover Art (Front)"), b"Front"),
        (("Cover Art (Back)",), b"Back"),
        (("COVER ART (FRONT)",), b"FRONT"),
        (("Cover Art (Other)",), None),
    ],
)
def test_pictures_of_ape(song_file: SongFile, names: tuple[str, ...], cover: bytes | None) -> None:
    path = song_file("wv")
    song = WavPack(path)
    for name in names:
        song[name] = APEValue(b"name.png\0" + name[11:-1].encode(), BINARY)
    song.save()
    assert read_cover(path) == cover


def test_a_comment_that_holds_no_picture_is_skipped(song_file: SongFile) -> None:
    path = song_file("ogg")
    picture = Picture()
    picture.type, picture.mime, picture.desc, picture.data = FRONT, "image/png", "name", PICTURE
    song = OggVorbis(path)
    encoded = base64.b64encode(picture.write()).decode()
    song["metadata_block_picture"] = ["A", "AAAA", encoded]
    song.save()
    assert read_cover(path) == PICTURE


@pytest.mark.parametrize("name", [b"", b"c", b"cover.png"])
def test_a_picture_of_ape_begins_behind_its_name(song_file: SongFile, name: bytes) -> None:
    path = song_file("wv")
    song = WavPack(path)
    song.add_tags()
    song["Cover Art (Front)"] = APEValue(name + b"\0" + PICTURE, BINARY)
    song.save()
    assert read_cover(path) == PICTURE
