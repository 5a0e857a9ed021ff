"""The demo library that ships: twelve real songs, six formats, tagged, small, and not silent."""

from __future__ import annotations

from pathlib import Path

import av
import mutagen
import numpy as np
import pytest

from moodtagger.demo.songs import SONGS
from moodtagger.paths import demo_dir

FILES = sorted(demo_dir().iterdir())
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def test_twelve_songs_in_six_formats_under_six_megabytes() -> None:
    assert len(FILES) == 12
    assert {p.suffix for p in FILES} == {".mp3", ".flac", ".ogg", ".opus", ".m4a", ".wav"}
    assert sum(p.stat().st_size for p in FILES) < 6_000_000


def test_every_piece_is_there_under_its_title() -> None:
    assert {p.stem[3:] for p in FILES} == {song.title for song in SONGS.values()}


@every_file
def test_tags_are_the_piece_s_and_name_no_mood(path: Path) -> None:
    song = next(s for s in SONGS.values() if s.title == path.stem[3:])
    if path.suffix == ".wav":
        tags = mutagen.File(path).tags
        found = tuple(str(tags[name]) for name in ("TIT2", "TPE1", "TALB"))
    else:
        easy = mutagen.File(path, easy=True)
        found = tuple(easy[name][0] for name in ("title", "artist", "album"))
    assert found == (song.title, song.artist, song.album)
    assert "mood" not in str(mutagen.File(path).tags).lower()


@every_file
def test_files_decode_to_songs_of_the_right_length_and_level(path: Path) -> None:
    song = next(s for s in SONGS.values() if s.title == path.stem[3:])
    with av.open(str(path)) as container:
        layout = container.streams.audio[0].layout
        resampler = av.AudioResampler(format="fltp", layout=layout, rate=16_000)
        frames = [f for frame in container.decode(audio=0) for f in resampler.resample(frame)]
    y = np.concatenate([frame.to_ndarray() for frame in frames], axis=1)
    assert 20.0 <= y.shape[1] / 16_000 <= 40.0
    assert y.shape[1] / 16_000 == pytest.approx(song.default_duration_s, abs=0.2)
    assert 20 * np.log10(np.std(y)) == pytest.approx(song.loudness, abs=6.0)
