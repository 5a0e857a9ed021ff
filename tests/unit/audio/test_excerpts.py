"""Decoding only a part of a file: the samples are those of the whole file there."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from moodtagger.audio import SAMPLE_RATE, spectrogram
from moodtagger.audio.decode import open_audio

RATE = 44_100
SECONDS = 24
# FFmpeg's encoders; each of these codecs is decoded exactly from any sample on.
FORMATS = {
    "wav": ("wav", "pcm_s16le"),
    "flac": ("flac", "flac"),
    "m4a": ("ipod", "alac"),
    "tta": ("tta", "tta"),
    "wv": ("wv", "wavpack"),
}
LOSSY = {"mp3": ("mp3", "libmp3lame"), "ogg": ("ogg", "libvorbis")}


def write(path: Path, container: str, codec: str) -> None:
    """Write clicks, each louder than the one before, over a quiet tone."""
    time_s = np.arange(RATE * SECONDS) / RATE
    samples = 0.1 * np.sin(2 * np.pi * 220 * time_s)
    samples[:: RATE // 2] = np.linspace(0.3, 0.9, 2 * SECONDS)
    values = np.round(samples * 32767).astype(np.int16)
    with av.open(str(path), "w", format=container) as file:
        stream = file.add_stream(codec, rate=RATE, layout="mono")
        resampler = av.AudioResampler(stream.codec_context.format, "mono", RATE)
        frame = av.AudioFrame.from_ndarray(values[None], "s16", "mono")
        frame.sample_rate = RATE
        for part in resampler.resample(frame):
            file.mux(stream.encode(part))
        file.mux(stream.encode(None))


def decode(path: Path, excerpt: tuple[float, float | None] | None = None) -> np.ndarray:
    with open_audio(path) as stream:
        samples = np.concatenate(list(stream.blocks(excerpt)))
        assert stream.info.duration_s == pytest.approx(len(samples) / SAMPLE_RATE, abs=0.01)
    return samples


@pytest.mark.parametrize("name", [*FORMATS, *LOSSY])
@pytest.mark.parametrize("excerpt", [(0.0, 5.0), (3.1, 9.7), (13.37, None)])
def test_an_excerpt_is_that_part_of_the_whole(
    tmp_path: Path, name: str, excerpt: tuple[float, float | None]
) -> None:
    path = tmp_path / f"a.{name}"
    try:
        write(path, *{**FORMATS, **LOSSY}[name])
    except (av.FFmpegError, ValueError) as error:  # this FFmpeg has no such encoder
        pytest.skip(str(error))
    whole, part = decode(path), decode(path, excerpt)
    start = round(excerpt[0] * SAMPLE_RATE)
    end = len(whole) if excerpt[1] is None else round(excerpt[1] * SAMPLE_RATE)
    assert len(part) == pytest.approx(end - start, abs=2)
    inner = slice(200, min(len(part), end - start) - 200)  # the resampler's edges
    difference = np.abs(part[inner] - whole[start:end][inner])
    assert difference.max() < (0.01 if name in FORMATS else 0.08)


def test_behind_the_end_is_nothing_and_no_error_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    soundfile.write(path, np.zeros(RATE * 3), RATE)
    assert len(decode(path, (1.0, 99.0))) == pytest.approx(2 * SAMPLE_RATE, abs=2)


def test_the_spectrogram_of_an_excerpt_is_of_it_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    noise = np.random.default_rng(1).normal(0, 0.1, RATE * 4)
    noise[: RATE * 2] = 0
    soundfile.write(path, noise, RATE)
    assert spectrogram(path, (0.0, 1.9)).max() < spectrogram(path, (2.1, 4.0)).min()
