"""Variants of TTA, DSF and DSDIFF files, of FLAC behind ID3, and of files that are only read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import mutagen
import mutagen.id3
from mutagen.apev2 import APEv2
from mutagen.dsf import DSF

from tests.robustness.files import id3_variants
from tests.robustness.files.id3_variants import BIG, PICTURE
from tests.support.container_files import READ_BY_FFMPEG, TAGS, make_song

FileModifier = Callable[[Path], None]
ONLY_READ = "only read"  # how such a variant is called
READ_KINDS = (*READ_BY_FFMPEG, "w64", "ac3")


def leave_untagged(_path: Path) -> None:
    """A file without any tag."""


def truncate(path: Path) -> None:
    """Cut the end off."""
    path.write_bytes(path.read_bytes()[:-150])


def make_read_only_songs(folder: Path) -> dict[str, Path]:
    """Make a song of each kind that is only read, with tags where these are read."""
    return {
        name: make_song(name, folder, TAGS if name in READ_BY_FFMPEG else None)
        for name in READ_KINDS
    }


def put_id3_in_front(path: Path, *, times: int = 1) -> None:
    """Put ID3v2 tags with moods and unusual frames in front."""
    for version in range(3, 3 + times):
        encoding = b"\3" if version == 4 else b"\0"  # as moodtagger writes it
        mood = id3_variants.frame("TXXX", encoding + b"MOOD\0calm", version)
        body = id3_variants.unusual_frames(version) + mood
        path.write_bytes(id3_variants.tag(version, body) + path.read_bytes())


def _two_id3_tags(path: Path) -> None:
    put_id3_in_front(path, times=2)


def _apev2(path: Path) -> None:
    tags = APEv2()
    tags["Zebra"], tags["Mood"], tags["Title"] = "first", ["Calm", "sad"], "Ünïcode"
    tags.save(path)


def _apev2_and_id3v1(path: Path) -> None:
    _apev2(path)
    path.write_bytes(path.read_bytes() + id3_variants.id3v1())


def _id3_and_apev2(path: Path) -> None:
    path.write_bytes(path.read_bytes() + id3_variants.apev2())
    put_id3_in_front(path)


def _id3_tag(size: int) -> FileModifier:
    def modify(path: Path) -> None:
        song: Any = DSF(path) if path.suffix == ".dsf" else mutagen.File(path)
        if song.tags is None:
            song.add_tags()
        song.tags.add(mutagen.id3.TIT2(encoding=3, text="Ünïcode"))
        song.tags.add(mutagen.id3.TMOO(encoding=3, text=["Calm", "sad"]))
        picture = (PICTURE * (size // len(PICTURE) + 1))[:size]
        song.tags.add(mutagen.id3.APIC(encoding=0, mime="image/png", type=3, data=picture))
        song.save()

    return modify


FLAC_MODIFIERS: Mapping[str, FileModifier] = {
    "moods in ID3 in front": put_id3_in_front,
    "two ID3 tags in front": _two_id3_tags,
}
TTA_MODIFIERS: Mapping[str, FileModifier] = {
    "bare": leave_untagged,
    "ID3 in front": put_id3_in_front,
    "two ID3 tags in front": _two_id3_tags,
    "APEv2": _apev2,
    "APEv2 and ID3v1": _apev2_and_id3v1,
    "ID3 in front, APEv2 behind": _id3_and_apev2,
    "cut off": truncate,
}
DSD_MODIFIERS: Mapping[str, FileModifier] = {
    "bare": leave_untagged,
    "ID3v2.4": _id3_tag(500),
    "cover of 10 MB": _id3_tag(BIG),
    "cut off": truncate,
}
