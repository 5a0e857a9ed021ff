"""What the decoders say about a file, opened as exactly one format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from moodtagger.tags.writing.sound_reader import read_sound

SongFile = Callable[..., Path]


def fail(*_: object, **__: object) -> None:
    raise RuntimeError("damaged")


def test_both_decoders_describe_the_sound(song_file: SongFile) -> None:
    found = read_sound("flac", song_file("flac"))
    codec, rate, channels, samples, digest = found["FFmpeg"]
    assert found["libsndfile"] == ("FLAC", "PCM_16", rate, channels, int(rate) * 3 // 2)
    assert (codec, channels) == ("flac", found["libsndfile"][3])
    assert 0 < int(samples) <= int(found["libsndfile"][4])
    assert digest != read_sound("wav", song_file("wav"))["FFmpeg"][4]


@pytest.mark.parametrize(
    ("decoder", "left"), [("av.open", ["libsndfile"]), ("soundfile.SoundFile", ["FFmpeg"])]
)
def test_one_decoder_is_asked_although_the_other_fails(
    song_file: SongFile, monkeypatch: pytest.MonkeyPatch, decoder: str, left: list[str]
) -> None:
    monkeypatch.setattr(decoder, fail)
    assert list(read_sound("wav", song_file("wav"))) == left


@pytest.mark.parametrize("name", ["wav", "aiff"])
def test_other_sound_of_the_same_length_differs(song_file: SongFile, name: str) -> None:
    path = song_file(name)
    before = read_sound(name, path)
    data = bytearray(path.read_bytes())
    data[3000] ^= 0x55
    path.write_bytes(data)
    after = read_sound(name, path)
    assert after["FFmpeg"][:4] == before["FFmpeg"][:4]
    assert after["FFmpeg"][4] != before["FFmpeg"][4]


def test_libsndfile_is_not_asked_about_other_formats(song_file: SongFile) -> None:
    assert list(read_sound("mp3", song_file("mp3"))) == ["FFmpeg"]
    assert list(read_sound("ape", song_file("ape"))) == ["FFmpeg"]
    assert read_sound("caf", song_file("wav")) == {}
