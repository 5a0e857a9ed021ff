"""The marks by which iTunes knows podcasts count as a genre where there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import mutagen.id3
import mutagen.mp4
import pytest

from moodtagger.tags import read_tags


@pytest.mark.parametrize(("genre", "expected"), [("", "Podcast"), ("Rock", "Rock")])
def test_a_marked_file_is_a_podcast(
    song_file: Callable[..., Path], genre: str, expected: str
) -> None:
    mp3 = song_file("mp3")
    tag = mutagen.id3.ID3()
    tag.add(mutagen.id3.PCST(value=1))
    if genre:
        tag.add(mutagen.id3.TCON(encoding=3, text=genre))
    tag.save(mp3)
    m4a = song_file("m4a")
    mp4 = mutagen.mp4.MP4(m4a)
    mp4.tags = mutagen.mp4.MP4Tags()
    mp4.tags["pcst"] = True
    if genre:
        mp4.tags["\xa9gen"] = genre
    mp4.save()
    assert [read_tags(mp3).genre, read_tags(m4a).genre] == [expected] * 2
