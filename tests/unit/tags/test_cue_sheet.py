"""CUE sheets inside files: FLAC's block, byte by byte, and the tags."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from mutagen.flac import FLAC
from mutagen.id3 import ID3, TXXX

from moodtagger.core.cue_sheet import CueTrack
from moodtagger.tags.cue_sheet import read_embedded_cue

SongFile = Callable[..., Path]
RATE = 44_100
# number, first sample, whether it is audio, offsets of its indices by their numbers
Track = tuple[int, int, bool, dict[int, int]]


def cue_block(tracks: Sequence[Track]) -> bytes:
    body = bytes(395) + bytes([len(tracks)])
    for number, offset, is_audio, indices in tracks:
        body += struct.pack(">QB", offset, number) + bytes(12)
        body += bytes([0 if is_audio else 0x80]) + bytes(13) + bytes([len(indices)])
        for index, index_offset in indices.items():
            body += struct.pack(">QB", index_offset, index) + bytes(3)
    return body


def with_block(path: Path, body: bytes) -> Path:
    """Insert a CUESHEET block behind the stream information, of a file at 44.1 kHz."""
    data = bytearray(path.read_bytes())
    packed = int.from_bytes(data[18:21], "big")
    data[18:21] = (RATE << 4 | packed & 15).to_bytes(3, "big")
    data[42:42] = bytes([5]) + len(body).to_bytes(3, "big") + body
    path.write_bytes(data)
    return path


def test_a_block_names_the_songs(song_file: SongFile) -> None:
    tracks: list[Track] = [
        (1, 0, True, {0: 0, 1: RATE}),  # index 1 is where the song itself begins
        (2, 10 * RATE, False, {1: 0}),  # data
        (3, 20 * RATE, True, {}),
        (170, 30 * RATE, True, {}),  # the end
    ]
    found = read_embedded_cue(with_block(song_file("flac"), cue_block(tracks)))
    assert found == (CueTrack(1, 1.0, 20.0), CueTrack(3, 20.0, 30.0))


def test_without_its_end_the_last_song_goes_on(song_file: SongFile) -> None:
    tracks: list[Track] = [(1, 0, True, {1: 0}), (2, 5 * RATE, True, {1: RATE // 2})]
    found = read_embedded_cue(with_block(song_file("flac"), cue_block(tracks)))
    assert found == (CueTrack(1, 0.0, 5.5), CueTrack(2, 5.5, None))


@pytest.mark.parametrize(
    "body",
    [
        cue_block([(1, RATE, True, {}), (2, 0, True, {})]),  # backwards
        cue_block([(1, RATE, True, {}), (2, RATE, True, {})]),
        cue_block([(1, 0, True, {}), (2, RATE, True, {1: 0})])[:-4],  # cut off
        cue_block([]),
        bytes(395),
    ],
)
def test_an_impossible_block_names_none(song_file: SongFile, body: bytes) -> None:
    assert read_embedded_cue(with_block(song_file("flac"), body)) == ()


SHEET = 'FILE "x.wav" WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 01 01:00:00'


def test_a_tag_goes_before_the_block(song_file: SongFile) -> None:
    path = song_file("flac")
    song = FLAC(path)
    song["cuesheet"] = SHEET
    song.save()
    expected = [(1, 0.0, 60.0), (2, 60.0, None)]
    found = read_embedded_cue(path)
    assert [(track.number, track.start_s, track.end_s) for track in found] == expected
    mp3 = song_file("mp3")
    tag = ID3()
    tag.add(TXXX(3, "CUESHEET", [SHEET]))
    tag.save(mp3)
    assert read_embedded_cue(mp3) == found


@pytest.mark.parametrize("text", ["nonsense", SHEET + "\n" + SHEET.replace("x.wav", "y.wav")])
def test_a_tag_of_other_files_names_none(song_file: SongFile, text: str) -> None:
    path = song_file("flac")
    song = FLAC(path)
    song["cuesheet"] = text
    song.save()
    assert read_embedded_cue(path) == ()
    assert read_embedded_cue(path.with_name("missing.flac")) == ()
