"""Write the demo library: twelve short original songs in six formats.

Run it in a checkout: ``python packaging/make_demo.py [FOLDER]``; the default is `resources/demo/`.
The audio is the same on every run, so it is needed only when the pieces change.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import mutagen
import mutagen.id3
import mutagen.wave
import numpy as np
import soxr
from numpy.typing import NDArray

CHECKOUT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from moodtagger.demo.encode import encode  # noqa: E402
from moodtagger.demo.render import render  # noqa: E402
from moodtagger.demo.score import DemoSong  # noqa: E402
from moodtagger.demo.songs import SONGS  # noqa: E402


@dataclass(frozen=True)
class EncodingSettings:
    """How a song is encoded: format, bit rate or compression, sample rate and channels."""

    suffix: str
    bit_rate: int | None = None
    compression: float | None = None
    sample_rate: int = 44_100
    mono: bool = False


MP3: Final = EncodingSettings(".mp3", bit_rate=112_000)
OGG: Final = EncodingSettings(".ogg", compression=0.75)
OPUS: Final = EncodingSettings(".opus", bit_rate=72_000)
M4A: Final = EncodingSettings(".m4a", bit_rate=104_000)
ENCODINGS: Final = {
    "happy": MP3,
    "angry": MP3,
    "sad": EncodingSettings(".flac", compression=1.0, sample_rate=22_050, mono=True),
    "relaxed": OPUS,
    "tense": OGG,
    "tender": OGG,
    "energetic": MP3,
    "nostalgic": M4A,
    "dark": EncodingSettings(".wav", sample_rate=22_050, mono=True),
    "dreamy": OPUS,
    "playful": OGG,
    "epic": M4A,
}


def write_song(song: DemoSong, encoding: EncodingSettings, path: Path) -> None:
    """Render, encode and tag one song."""
    y, sample_rate = render(song)
    if encoding.mono:
        y = y.mean(axis=1, keepdims=True)
    if encoding.sample_rate != sample_rate:
        y = _resample(y, sample_rate, encoding.sample_rate)
    encode(
        y, encoding.sample_rate, path, bit_rate=encoding.bit_rate, compression=encoding.compression
    )
    write_tags(path, song)


def _resample(y: NDArray[np.float32], source_rate: int, target_rate: int) -> NDArray[np.float32]:
    return np.clip(
        np.asarray(soxr.resample(y, source_rate, target_rate), dtype=np.float32), -1.0, 1.0
    )


def write_tags(path: Path, song: DemoSong) -> None:
    """Write title, artist and album, but no mood, which is left to the user to accept."""
    tags = {"title": song.title, "artist": song.artist, "album": song.album}
    if path.suffix == ".wav":
        wave = mutagen.wave.WAVE(path)
        wave.add_tags()
        frames = {"TIT2": song.title, "TPE1": song.artist, "TALB": song.album}
        for name, text in frames.items():
            wave.tags.add(getattr(mutagen.id3, name)(encoding=3, text=text))
        wave.save()
        return
    file = mutagen.File(path, easy=True)
    if file.tags is None:
        file.add_tags()
    for name, text in tags.items():
        file[name] = text
    file.save()


def main(arguments: list[str]) -> None:
    """Write every song and print its size."""
    folder = Path(arguments[0]) if arguments else CHECKOUT / "resources" / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for number, (mood, encoding) in enumerate(ENCODINGS.items(), start=1):
        song = SONGS[mood]
        path = folder / f"{number:02} {song.title}{encoding.suffix}"
        write_song(song, encoding, path)
        total += path.stat().st_size
        print(f"{path.name:34} {song.default_duration_s:5.1f} s {path.stat().st_size:9,} bytes")
    print(f"{'':34}         {total:9,} bytes in all")


if __name__ == "__main__":
    main(sys.argv[1:])
