"""Which of several pictures is the cover."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mutagen.id3 import APIC, ID3

from moodtagger.tags.cover_art import read_cover

SongFile = Callable[..., Path]
OTHER, FRONT = 0, 3


def with_pictures(path: Path, *kinds: int) -> Path:
    """Put pictures of these kinds into an MP3; each is named by its number."""
    tag = ID3()
    for number, kind in enumerate(kinds):
        data = b"" if kind < 0 else f"picture {number}".encode()
        tag.add(APIC(0, "image/png", max(kind, 0), f"{number:02}", data))
    tag.save(path)
    return path


@pytest.mark.parametrize(
    ("kinds", "cover"),
    [
        ((OTHER, OTHER), b"picture 0"),
        ((OTHER, FRONT, FRONT), b"picture 1"),
        ((-1, OTHER), b"picture 1"),  # an empty one is none
        ((*[OTHER] * 11, FRONT), b"picture 11"),
        ((*[OTHER] * 12, FRONT), b"picture 0"),  # no more than twelve are looked at
        ((), None),
    ],
)
def test_the_front_cover_goes_before_the_first_picture(
    song_file: SongFile, kinds: tuple[int, ...], cover: bytes | None
) -> None:
    assert read_cover(with_pictures(song_file("mp3"), *kinds)) == cover
