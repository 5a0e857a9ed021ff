"""A song whose one channel is inverted does not cancel in the downmix; others stay as they were."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from moodtagger.audio import decode_excerpts, open_audio
from moodtagger.audio.convert import Downmixer, downmix_weights, inverted_weights, to_mono
from moodtagger.audio.decoders.ffmpeg import FFmpegDecoder
from moodtagger.audio.decoders.sndfile import SndfileDecoder
from moodtagger.demo.encode import encode

RATE = 44_100
SURROUND = ("FL", "FR", "FC", "LFE", "BL", "BR")
Sound = NDArray[np.float32]


def stereo(correlation: float = 0.7, seconds: float = 3.0) -> Sound:
    """Noise, shape (n, 2), of which the two channels correlate as given."""
    rng = np.random.default_rng(3)
    left, other = rng.normal(0, 0.2, (2, round(RATE * seconds)))
    left, other = (np.convolve(noise, np.full(12, 1 / 12), "same") for noise in (left, other))
    right = correlation * left + np.sqrt(1 - correlation**2) * other
    return np.stack([left, right], axis=1).astype(np.float32)


def inverted(sound: Sound) -> Sound:
    return sound * np.array([1, -1], np.float32)


def mix(sound: Sound, names: tuple[str, ...] = ("FL", "FR")) -> Sound:
    return Downmixer(names).mix(list(sound.T))


def decoded(path: Path) -> list[Sound]:
    """The song in mono, by each way in which it can be decoded."""
    with closing(FFmpegDecoder(path)) as ffmpeg:
        found = [list(ffmpeg.decode_frame_by_frame())]
    if path.suffix != ".mp3":
        with closing(FFmpegDecoder(path)) as ffmpeg:
            found.append(list(ffmpeg.decode_with_graph()))
    if path.suffix in {".wav", ".flac", ".mp3"}:
        with closing(SndfileDecoder(path)) as sndfile:
            found.append(list(sndfile.decode_with_sndfile()))
        with closing(SndfileDecoder(path)) as sndfile:
            found.append(list(sndfile.chunks()))
    return [np.concatenate([chunk.samples for chunk in chunks]) for chunks in found]


@pytest.mark.parametrize("correlation", [0.5, 0.7, 1.0])
def test_inverted_song_sounds_like_the_song(correlation: float) -> None:
    sound = stereo(correlation)
    np.testing.assert_array_equal(mix(inverted(sound)), mix(sound))


@pytest.mark.parametrize("correlation", [1.0, 0.3, 0.0, -0.2])
def test_other_stereo_is_the_plain_mean(correlation: float) -> None:
    sound = stereo(correlation)
    np.testing.assert_array_equal(mix(sound), (sound[:, 0] + sound[:, 1]) * np.float32(0.5))


def test_one_silent_channel_is_no_cancellation() -> None:
    sound = stereo() * np.array([1, 0], np.float32)
    np.testing.assert_array_equal(mix(sound), sound[:, 0] / 2)


def test_silence_and_bad_samples_change_nothing() -> None:
    sound = stereo()
    downmixer = Downmixer(("FL", "FR"))
    for is_inverted in (False, True):
        block = inverted(sound) if is_inverted else sound
        downmixer.mix(list(block.T))
        assert not downmixer.mix([np.zeros(500, np.float32)] * 2).any()
        downmixer.mix([np.full(500, np.nan, np.float32), np.full(500, np.inf, np.float32)])
        np.testing.assert_array_equal(downmixer.mix(list(block.T)), mix(sound))


def test_the_polarity_may_change_midway() -> None:
    sound, downmixer = stereo(), Downmixer(("FL", "FR"))
    for block in (sound, inverted(sound), sound):
        np.testing.assert_array_equal(downmixer.mix(list(block.T)), mix(sound))


def test_surround() -> None:
    sound = np.zeros((RATE, 6), np.float32)
    sound[:, :2] = stereo(seconds=1.0)
    sound[:, 2:] = 0.1 * np.random.default_rng(1).normal(0, 0.05, (RATE, 4))
    plain = to_mono(list(sound.T), downmix_weights(SURROUND))
    np.testing.assert_array_equal(mix(sound, SURROUND), plain)
    assert np.sign(inverted_weights(SURROUND)).tolist() == [1, -1, 1, 0, 1, -1]
    sound[:, 1] *= -1
    assert np.std(mix(sound, SURROUND)) == pytest.approx(float(np.std(plain)), rel=0.1)
    unknown = ("A", "B", "C", "D")
    np.testing.assert_array_equal(inverted_weights(unknown), downmix_weights(unknown))


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.mp3", "a.ogg", "a.m4a", "a.mka"])
@pytest.mark.parametrize("bit_rate", [128_000, 320_000])  # the latter MP3 goes through FFmpeg
def test_every_decoder(tmp_path: Path, name: str, bit_rate: int) -> None:
    path, seconds = tmp_path / name, 2.0
    encode(inverted(stereo(0.95, seconds)), RATE, path, bit_rate=bit_rate)
    wanted = mix(stereo(0.95, seconds))
    for found in decoded(path):
        assert len(found) == pytest.approx(len(wanted), abs=3_000)
        assert np.std(found) == pytest.approx(float(np.std(wanted)), rel=0.2)
    with open_audio(path) as stream:
        assert np.std(np.concatenate(list(stream.blocks()))) > 0.01
    _, (excerpt,) = decode_excerpts(path, [(0.5, 1.0)])
    assert np.std(excerpt) > 0.01
