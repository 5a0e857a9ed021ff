"""The tiny audio files have the expected formats, and decode to what they were made from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import mutagen
import mutagen.id3
import numpy as np
import pytest
from numpy.typing import NDArray

from moodtagger.demo.encode import encode
from tests.support.audio_files import DURATION_S, SAMPLE_RATE, TINY_NAMES, tone

CODECS = {
    "wav": "pcm_s16le",
    "wav24": "pcm_s24le",
    "wav_float": "pcm_f32le",
    "aiff": "pcm_s16be",
    "flac": "flac",
    "mp3": "mp3float",
    "mp3_v23": "mp3float",
    "mp3_v24": "mp3float",
    "ogg": "vorbis",
    "opus": "opus",
    "m4a": "aac",
    "alac": "alac",
    "wma": "wmav2",
    "wv": "wavpack",
    "mka": "flac",
    "ape": "ape",
}


def decode(path: Path) -> tuple[str, NDArray[np.float32]]:
    """Return the decoder's name, and mono samples at the files' own rate."""
    # Downmixed here, since FFmpeg's own downmix of float samples is 3 dB louder than the mean.
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=SAMPLE_RATE)
    with av.open(str(path)) as container:
        name = container.streams.audio[0].codec_context.name
        frames = [f for frame in container.decode(audio=0) for f in resampler.resample(frame)]
    frames += resampler.resample(None)
    return name, np.concatenate([frame.to_ndarray().mean(axis=0) for frame in frames])


@pytest.mark.parametrize("name", TINY_NAMES)
def test_codec_length_and_level(tiny_files: dict[str, Path], name: str) -> None:
    codec, y = decode(tiny_files[name])
    assert codec == CODECS[name]
    assert len(y) / SAMPLE_RATE == pytest.approx(DURATION_S, abs=0.1)
    expected = 0.0 if name == "ape" else float(np.std(tone().mean(axis=1)))
    assert float(np.std(y)) == pytest.approx(expected, rel=0.1)


def test_id3_versions_are_the_ones_named(tiny_files: dict[str, Path]) -> None:
    assert mutagen.id3.ID3(tiny_files["mp3_v23"]).version[:2] == (2, 3)
    assert mutagen.id3.ID3(tiny_files["mp3_v24"]).version[:2] == (2, 4)
    with pytest.raises(mutagen.id3.ID3NoHeaderError):
        mutagen.id3.ID3(tiny_files["mp3"])


def test_mutagen_reads_the_hand_made_ape(tiny_files: dict[str, Path]) -> None:
    info = mutagen.File(tiny_files["ape"]).info
    assert (info.channels, info.sample_rate) == (2, SAMPLE_RATE)
    assert info.length == pytest.approx(DURATION_S)


@pytest.mark.parametrize("suffix", [".mp3", ".opus", ".m4a", ".wma", ".wv", ".mka", ".flac"])
def test_encoding_twice_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    for path in (first, second):
        encode(tone(0.5), SAMPLE_RATE, path)
    assert first.read_bytes() == second.read_bytes()


def test_bit_rate_makes_a_smaller_file(tmp_path: Path) -> None:
    small, large = tmp_path / "small.mp3", tmp_path / "large.mp3"
    encode(tone(), SAMPLE_RATE, small, bit_rate=64_000)
    encode(tone(), SAMPLE_RATE, large, bit_rate=192_000)
    assert small.stat().st_size < 0.5 * large.stat().st_size


def test_unknown_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no encoder"):
        encode(tone(0.1), SAMPLE_RATE, tmp_path / "song.xyz")


def test_song_file_is_a_copy(
    tiny_files: dict[str, Path], song_file: Callable[..., Path], tmp_path: Path
) -> None:
    copy = song_file("flac", "folder/another name.flac")
    assert copy == tmp_path / "folder" / "another name.flac"
    assert copy.read_bytes() == tiny_files["flac"].read_bytes()
