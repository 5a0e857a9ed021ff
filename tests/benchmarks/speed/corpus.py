"""The benchmark's songs: rendered once by the demo composer, in the formats of real libraries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.support.trial_results import Log

# The kinds alternate, so that a few songs cover several kinds; 24 in all.
_KIND_CYCLE = ("mp3 320", "flac", "mp3 128", "m4a", "ogg", "mp3 320", "opus", "mp3 128", "wav")
KINDS = (*_KIND_CYCLE, *_KIND_CYCLE, "mp3 320", "flac", "mp3 128", "m4a", "ogg", "mp3 320")
_SUFFIX = {"mp3 320": ".mp3", "mp3 128": ".mp3"}
_BIT_RATES = {"mp3 320": 320_000, "mp3 128": 128_000, "m4a": 192_000, "opus": 128_000}


@dataclass(frozen=True, slots=True)
class CorpusSong:
    """A file and its kind: format, and bit rate in kbit/s where it varies."""

    path: Path
    kind: str
    seconds: float


def make_corpus_songs(folder: Path, count: int, seconds: float, log: Log) -> list[CorpusSong]:
    """Render `count` songs of `seconds` each; existing ones are reused."""
    from moodtagger.demo.songs import SONGS

    song_folder = folder / f"songs of {seconds:g} s"
    song_folder.mkdir(parents=True, exist_ok=True)
    compositions = list(SONGS)
    songs = []
    for i in range(count):
        kind, composition = KINDS[i % len(KINDS)], compositions[i % len(compositions)]
        suffix = _SUFFIX.get(kind, f".{kind}")
        song = CorpusSong(song_folder / f"{i + 1:02} {composition} {kind}{suffix}", kind, seconds)
        if not song.path.exists():
            log(f"song {i + 1} of {count} is made")
            _render_song(song, composition, 1 + i // len(compositions))
        songs.append(song)
    return songs


def _render_song(song: CorpusSong, composition: str, seed: int) -> None:
    from moodtagger.demo.encode import encode
    from moodtagger.demo.render import render
    from moodtagger.demo.songs import SONGS

    sound, rate = render(SONGS[composition], song.seconds, seed)
    temporary_path = song.path.with_name(
        f"half {song.path.name}"
    )  # so that a partial file is never reused
    encode(sound, rate, temporary_path, bit_rate=_BIT_RATES.get(song.kind))
    temporary_path.replace(song.path)
