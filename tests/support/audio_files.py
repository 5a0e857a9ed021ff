"""Real, tiny audio files of every format the program reads, made by the project's own code."""

from __future__ import annotations

from pathlib import Path

import mutagen.id3
import numpy as np
from numpy.typing import NDArray

from moodtagger.demo.encode import encode
from tests.robustness.audio_fixtures import write_silent_ape

SAMPLE_RATE = 44_100
DURATION_S = 1.5

# name: (file name, encoder or None for the suffix's usual one)
ENCODED_FILES: dict[str, tuple[str, str | None]] = {
    "wav": ("wav16.wav", "PCM_16"),
    "wav24": ("wav24.wav", "PCM_24"),
    "wav_float": ("wav_float.wav", "FLOAT"),
    "aiff": ("aiff.aiff", None),
    "flac": ("flac.flac", None),
    "mp3": ("mp3.mp3", None),
    "mp3_v23": ("mp3_v23.mp3", None),
    "mp3_v24": ("mp3_v24.mp3", None),
    "ogg": ("vorbis.ogg", None),
    "opus": ("opus.opus", None),
    "m4a": ("aac.m4a", "aac"),
    "alac": ("alac.m4a", "alac"),
    "wma": ("wma.wma", None),
    "wv": ("wavpack.wv", None),
    "mka": ("matroska.mka", None),
}
TINY_NAMES = (*ENCODED_FILES, "ape")  # "ape" is silence, all others sound


def tone(
    duration_s: float = DURATION_S,
    sample_rate: int = SAMPLE_RATE,
    channels: int = 2,
    frequency_hz: float = 330.0,
) -> NDArray[np.float32]:
    """A soft chord with a pulse; shape (frames, channels), peak about 0.6, the same every time."""
    t = np.arange(round(duration_s * sample_rate)) / sample_rate
    pulse = 0.6 + 0.4 * np.cos(2 * np.pi * 2.0 * t)
    parts = [
        np.sin(2 * np.pi * frequency_hz * ratio * t + channel)
        for ratio in (1.0, 1.25, 1.5)
        for channel in range(channels)
    ]
    chord = np.reshape(parts, (3, channels, -1)).sum(axis=0)
    return np.asarray((0.2 * chord * pulse).T, np.float32)


def make_tiny_files(folder: Path) -> dict[str, Path]:
    """One file for each of `TINY_NAMES`; only the two mp3 with a version in the name have tags."""
    y = tone()
    files = {name: folder / file_name for name, (file_name, _) in ENCODED_FILES.items()}
    for name, (_, codec) in ENCODED_FILES.items():
        encode(y, SAMPLE_RATE, files[name], codec=codec)
    add_id3(files["mp3_v23"], version=3)
    add_id3(files["mp3_v24"], version=4)
    files["ape"] = folder / "monkey.ape"
    write_silent_ape(files["ape"], DURATION_S, SAMPLE_RATE)
    return files


def add_id3(path: Path, version: int) -> None:
    """Puts an ID3v2.3 or v2.4 tag with title, artist, album, genre and year on an mp3 file."""
    tags = mutagen.id3.ID3()
    tags.add(mutagen.id3.TIT2(encoding=1, text="Tiny Song"))
    tags.add(mutagen.id3.TPE1(encoding=1, text="Test Ensemble"))
    tags.add(mutagen.id3.TALB(encoding=1, text="Small Files"))
    tags.add(mutagen.id3.TCON(encoding=1, text="Test"))
    year = mutagen.id3.TYER if version == 3 else mutagen.id3.TDRC
    tags.add(year(encoding=1, text="2024"))
    if version == 3:
        tags.update_to_v23()
    tags.save(path, v2_version=version)
