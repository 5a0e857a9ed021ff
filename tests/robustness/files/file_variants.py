"""Variants of every format in which something could go wrong."""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mutagen
from mutagen.flac import FLAC, Picture

from tests.robustness.audio_fixtures import write_silent_ape
from tests.robustness.files import (
    chained_ogg,
    container_variants,
    id3_variants,
    mp4_variants,
)
from tests.robustness.files.container_variants import leave_untagged as _leave_untagged
from tests.robustness.files.id3_variants import BIG, PICTURE

FileModifier = Callable[[Path], None]  # turns a fresh song into the variant


@dataclass(frozen=True, slots=True)
class FileVariant:
    """A file to try; where `refused`, its tags are read but never written."""

    kind: str
    path: Path
    refused: bool = False


def make_variants(
    songs: Mapping[str, Path], folder: Path, *, large: bool = True
) -> dict[str, FileVariant]:
    """Write all variants into a folder, made from plain songs.

    Those with covers of 10 MB, which are slow, only when `large`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    variants: dict[str, FileVariant] = {}
    untagged_mp3 = songs["mp3"].read_bytes()
    for name, build in id3_variants.SHAPES.items():
        if "10 MB" in name and not large:
            continue
        path = folder / f"mp3 {name}.mp3"
        path.write_bytes(build(untagged_mp3))
        variants[f"mp3 {name}"] = FileVariant("MP3", path)
    write_silent_ape(folder / "silence.ape")
    only_read = container_variants.make_read_only_songs(folder)
    sources = {**songs, **only_read, "ape": folder / "silence.ape"}
    for kind, source, name, modify in _modifiers():
        if "10 MB" in name and not large:
            continue
        path = folder / f"{source} {name}{sources[source].suffix}"
        path.write_bytes(sources[source].read_bytes())
        modify(path)
        variants[f"{source} {name}"] = FileVariant(kind, path, name in _REFUSED)
    return variants


_REFUSED = (
    "side by side",
    "fragment before the index",
    "fragmented, left behind by a tagger",
    "cut off",
    container_variants.ONLY_READ,
)


def _modifiers() -> Iterator[tuple[str, str, str, FileModifier]]:
    table: list[tuple[str, tuple[str, ...], Mapping[str, FileModifier]]] = [
        ("FLAC", ("flac",), _FLAC_MODIFIERS),
        ("Ogg", ("vorbis", "opus", "ogg flac", "speex"), _OGG_MODIFIERS),
        ("MP4", ("aac", "alac"), mp4_variants.SHAPES),
        ("WAV and AIFF", ("wav", "aiff"), _IFF_MODIFIERS),
        ("WMA", ("wma",), _WMA_MODIFIERS),
        ("APEv2", ("wavpack", "ape"), _APE_MODIFIERS),
        ("TTA", ("tta",), container_variants.TTA_MODIFIERS),
        ("DSF and DSDIFF", ("dsf", "dsdiff"), container_variants.DSD_MODIFIERS),
        (
            "Only read",
            container_variants.READ_KINDS,
            {container_variants.ONLY_READ: _leave_untagged},
        ),
    ]
    for kind, sources, modifiers in table:
        for source in sources:
            for name, modify in modifiers.items():
                yield kind, source, name, modify


def _picture(size: int) -> Picture:
    picture = Picture()
    picture.type, picture.mime, picture.desc = 3, "image/png", "front"
    picture.data = (PICTURE * (size // len(PICTURE) + 1))[:size]
    return picture


def _vorbis(**options: Any) -> FileModifier:
    def modify(path: Path) -> None:
        song: Any = mutagen.File(path)
        song.tags += [("TITLE", "Ünïcode"), ("zebra", "1"), ("ZEBRA", "2"), ("MOOD", "Calm")]
        size = options.get("cover", 0)
        if isinstance(song, FLAC):
            for _ in range(options.get("pictures", 1)):
                song.add_picture(_picture(size or 500))
            song.save(padding=lambda _info: options.get("padding", 2000))
            return
        if size:
            text = base64.b64encode(_picture(size).write()).decode()
            song.tags.append(("METADATA_BLOCK_PICTURE", text))
        song.save()

    return modify


def _surround_with_id3(path: Path) -> None:
    path.write_bytes(
        id3_variants.tag(3, id3_variants.unusual_frames(3))
        + path.read_bytes()
        + id3_variants.id3v1()
    )


def _application_block(path: Path) -> None:
    data = path.read_bytes()
    blocks = b"\x02\0\0\x08testdata" + b"\x03" + (36).to_bytes(3, "big") + bytes(36)
    path.write_bytes(data[:42] + blocks + data[42:])


_FLAC_MODIFIERS: Mapping[str, FileModifier] = {
    "bare": _leave_untagged,
    "several pictures": _vorbis(pictures=4),
    "cover of 10 MB": _vorbis(cover=BIG),
    "no padding": _vorbis(padding=0),
    "unknown blocks": _application_block,
    "ID3 around": _surround_with_id3,
    **container_variants.FLAC_MODIFIERS,
}
_OGG_MODIFIERS: Mapping[str, FileModifier] = {
    "bare": _leave_untagged,
    "comments": _vorbis(),
    "cover of 10 MB": _vorbis(cover=BIG),
    **chained_ogg.SHAPES,
}


def _add_chunks(path: Path) -> None:
    """Add a chunk of odd length, an unknown one, a list of texts, and cue points."""
    data = path.read_bytes()
    big = data[:4] == b"FORM"
    order = ">4sI" if big else "<4sI"
    info = b"INFOINAM" + struct.pack("<I", 6) + b"Title\0"
    bodies = {b"junk": b"odd" + bytes(90), b"cue ": bytes(28), b"LIST": info, b"NAME": b"A name"}
    more = b"".join(
        struct.pack(order, name, len(body)) + body + bytes(len(body) % 2)
        for name, body in bodies.items()
    )
    size = (len(data) + len(more) - 8).to_bytes(4, "big" if big else "little")
    path.write_bytes(data[:4] + size + data[8:] + more)


def _iff_tags(path: Path) -> None:
    _add_chunks(path)
    song: Any = mutagen.File(path)
    if song.tags is None:
        song.add_tags()
    song.tags.add(mutagen.id3.TIT2(encoding=3, text="Ünïcode"))
    song.tags.add(mutagen.id3.APIC(encoding=0, mime="image/png", type=3, data=PICTURE))
    song.save(v2_version=3)


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


_IFF_MODIFIERS: Mapping[str, FileModifier] = {
    "bare": _leave_untagged,
    "chunks": _add_chunks,
    "ID3v2.3": _iff_tags,
    "cut off": _truncate,
}


def _wma_tags(path: Path) -> None:
    song: Any = mutagen.File(path)
    song["Title"], song["WM/Mood"], song["Foreign"] = "Ünïcode", ["Calm", "sad"], ["kept", "twice"]
    picture = struct.pack("<BI", 3, BIG // 10) + "image/png\0\0".encode("utf-16-le")
    picture += (PICTURE * 200)[: BIG // 10]
    song["WM/Picture"] = picture
    song.save()


_WMA_MODIFIERS: Mapping[str, FileModifier] = {
    "bare": _leave_untagged,
    "tags and a cover of 1 MB": _wma_tags,
}


def _ape_tags(path: Path) -> None:
    song = mutagen.apev2.APEv2()
    song["Zebra"], song["Mood"] = "first", ["Calm", "sad"]
    cover = b"c.png\0" + (PICTURE * 1000)[:BIG]
    song["Cover Art (Front)"] = mutagen.apev2.APEValue(cover, mutagen.apev2.BINARY)
    song.save(path)


def _ape_and_id3v1(path: Path) -> None:
    _ape_tags(path)
    path.write_bytes(path.read_bytes() + id3_variants.id3v1())


_APE_MODIFIERS: Mapping[str, FileModifier] = {
    "bare": _leave_untagged,
    "cover of 10 MB": _ape_tags,
    "ID3v1 behind": _ape_and_id3v1,
}
