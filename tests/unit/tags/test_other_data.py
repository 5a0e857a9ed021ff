"""A written copy is compared with the original beyond its tags and audio, too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mutagen.flac import FLAC, Picture
from mutagen.id3 import ID3, TIT2

from moodtagger.tags import audio_hash
from moodtagger.tags.formats.detection import detect_container
from moodtagger.tags.writing.writer import VerificationError, check_copy

SongFile = Callable[..., Path]
MARK = b"neither tag nor audio"
ID3V1 = (b"TAG" + MARK).ljust(128, b"\0")


def chunk(name: bytes, byte_order: str) -> bytes:
    body = MARK + b"\0" * (len(MARK) % 2)
    return name + len(body).to_bytes(4, byte_order) + body  # type: ignore[arg-type]


def with_chunk(data: bytes, name: bytes, byte_order: str) -> bytes:
    data += chunk(name, byte_order)
    return data[:4] + (len(data) - 8).to_bytes(4, byte_order) + data[8:]  # type: ignore[arg-type]


def with_picture(path: Path) -> bytes:
    song = FLAC(path)
    picture = Picture()
    picture.data = MARK
    song.add_picture(picture)
    song.save()
    return path.read_bytes()


def behind_unreadable_tag(path: Path) -> bytes:
    """Put a tag of an unknown version between a readable one and the audio."""
    audio = path.read_bytes()
    path.write_bytes(b"")
    tags = ID3()
    tags.add(TIT2(3, ["Title"]))
    tags.save(path)
    return path.read_bytes() + b"ID3\x09\0\0\0\0\0" + bytes([len(MARK)]) + MARK + audio


BESIDE: dict[str, tuple[str, Callable[[Path], bytes]]] = {
    "a picture of FLAC": ("flac", with_picture),
    "ID3v1 behind FLAC": ("flac", lambda path: path.read_bytes() + ID3V1),
    "ID3v1 behind MP3": ("mp3", lambda path: path.read_bytes() + ID3V1),
    "an unknown tag before MP3": ("mp3", behind_unreadable_tag),
    "ID3v1 behind WavPack": ("wv", lambda path: path.read_bytes() + ID3V1),
    "ID3v1 behind Monkey's Audio": ("ape", lambda path: path.read_bytes() + ID3V1),
    "a chunk of WAV": ("wav", lambda path: with_chunk(path.read_bytes(), b"note", "little")),
    "a chunk of AIFF": ("aiff", lambda path: with_chunk(path.read_bytes(), b"ANNO", "big")),
    "something behind WAV": ("wav", lambda path: path.read_bytes() + MARK),
    "an atom of MP4": ("m4a", lambda path: path.read_bytes() + chunk_of_mp4(b"uuid")),
    "an object of ASF": ("wma", lambda path: with_object(path.read_bytes())),
}


def chunk_of_mp4(name: bytes) -> bytes:
    return (8 + len(MARK)).to_bytes(4, "big") + name + MARK


def with_object(data: bytes) -> bytes:
    """Add an object of an unknown kind to the header."""
    added = b"unknown kind of 16"[:16] + (24 + len(MARK)).to_bytes(8, "little") + MARK
    size = int.from_bytes(data[16:24], "little") + len(added)
    count = int.from_bytes(data[24:28], "little") + 1
    head = data[:16] + size.to_bytes(8, "little") + count.to_bytes(4, "little") + data[28:30]
    return head + added + data[30:]


@pytest.mark.parametrize("place", BESIDE)
def test_a_change_beside_the_tags_is_noticed(song_file: SongFile, place: str) -> None:
    name, make = BESIDE[place]
    original = song_file(name)
    data = make(original)
    original.write_bytes(data)
    digest = audio_hash(original)
    copy = original.with_name(f"copy{original.suffix}")
    for position in (None, 0, len(MARK) - 1):
        changed = bytearray(data)
        if position is not None:
            changed[data.index(MARK) + position] ^= 1
        copy.write_bytes(changed)
        with original.open("rb") as before, copy.open("rb") as after:
            container = detect_container(before)
            assert container is not None
            if position is None:
                check_copy(container, after, (), digest)
                continue
            with pytest.raises(VerificationError, match="other than the tags"):
                check_copy(container, after, (), digest)
