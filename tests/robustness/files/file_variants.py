"""Every shape of file there is something to get wrong in, of every format."""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mutagen
from mutagen.flac import FLAC, Picture

from tests.robustness.ape_fixture import write_silent_ape
from tests.robustness.files import (
    chained_ogg as ogg_links,
)
from tests.robustness.files import (
    id3_variants as id3_shapes,
)
from tests.robustness.files import (
    mp4_variants as mp4_shapes,
)
from tests.robustness.files.id3_variants import BIG, PICTURE

Dress = Callable[[Path], None]  # changes a fresh song into the shape


@dataclass(frozen=True, slots=True)
class Form:
    """A file to try; where `refused`, its tags are read and never written."""

    kind: str
    path: Path
    refused: bool = False


def make(songs: Mapping[str, Path], folder: Path, *, large: bool = True) -> dict[str, Form]:
    """All shapes as files in the folder, from the plain songs of the bench.

    Those with covers of 10 MB, which take their time, only when `large`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    forms: dict[str, Form] = {}
    plain = songs["mp3"].read_bytes()
    for name, build in id3_shapes.SHAPES.items():
        if "10 MB" in name and not large:
            continue
        path = folder / f"mp3 {name}.mp3"
        path.write_bytes(build(plain))
        forms[f"mp3 {name}"] = Form("MP3", path)
    write_silent_ape(folder / "silence.ape")
    sources = {**songs, "ape": folder / "silence.ape"}
    for kind, source, name, dress in _dresses():
        if "10 MB" in name and not large:
            continue
        path = folder / f"{source} {name}{sources[source].suffix}"
        path.write_bytes(sources[source].read_bytes())
        dress(path)
        forms[f"{source} {name}"] = Form(kind, path, name in _REFUSED)
    return forms


_REFUSED = (
    "side by side",
    "fragment before the index",
    "fragmented, left behind by a tagger",
    "cut off",
)


def _dresses() -> Iterator[tuple[str, str, str, Dress]]:
    table: list[tuple[str, tuple[str, ...], Mapping[str, Dress]]] = [
        ("FLAC", ("flac",), _FLAC),
        ("Ogg", ("vorbis", "opus"), _OGG),
        ("MP4", ("aac", "alac"), mp4_shapes.SHAPES),
        ("WAV and AIFF", ("wav", "aiff"), _IFF),
        ("WMA", ("wma",), _WMA),
        ("APEv2", ("wavpack", "ape"), _APE),
    ]
    for kind, sources, dresses in table:
        for source in sources:
            for name, dress in dresses.items():
                yield kind, source, name, dress


def _nothing(_path: Path) -> None:
    """A file without any tag."""


def _picture(size: int) -> Picture:
    picture = Picture()
    picture.type, picture.mime, picture.desc = 3, "image/png", "front"
    picture.data = (PICTURE * (size // len(PICTURE) + 1))[:size]
    return picture


def _vorbis(**options: Any) -> Dress:
    def dress(path: Path) -> None:
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

    return dress


def _behind_id3(path: Path) -> None:
    path.write_bytes(id3_shapes.tag(3, id3_shapes.odd(3)) + path.read_bytes() + id3_shapes.id3v1())


def _application_block(path: Path) -> None:
    data = path.read_bytes()
    blocks = b"\x02\0\0\x08testdata" + b"\x03" + (36).to_bytes(3, "big") + bytes(36)
    path.write_bytes(data[:42] + blocks + data[42:])


_FLAC: Mapping[str, Dress] = {
    "bare": _nothing,
    "several pictures": _vorbis(pictures=4),
    "cover of 10 MB": _vorbis(cover=BIG),
    "no padding": _vorbis(padding=0),
    "unknown blocks": _application_block,
    "ID3 around": _behind_id3,
}
_OGG: Mapping[str, Dress] = {
    "bare": _nothing,
    "comments": _vorbis(),
    "cover of 10 MB": _vorbis(cover=BIG),
    **ogg_links.SHAPES,
}


def _chunks(path: Path) -> None:
    """A chunk of odd length, one that nobody knows, a list of texts, cue points."""
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
    _chunks(path)
    song: Any = mutagen.File(path)
    if song.tags is None:
        song.add_tags()
    song.tags.add(mutagen.id3.TIT2(encoding=3, text="Ünïcode"))
    song.tags.add(mutagen.id3.APIC(encoding=0, mime="image/png", type=3, data=PICTURE))
    song.save(v2_version=3)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


_IFF: Mapping[str, Dress] = {
    "bare": _nothing,
    "chunks": _chunks,
    "ID3v2.3": _iff_tags,
    "cut off": _cut,
}


def _wma_tags(path: Path) -> None:
    song: Any = mutagen.File(path)
    song["Title"], song["WM/Mood"], song["Foreign"] = "Ünïcode", ["Calm", "sad"], ["kept", "twice"]
    picture = struct.pack("<BI", 3, BIG // 10) + "image/png\0\0".encode("utf-16-le")
    picture += (PICTURE * 200)[: BIG // 10]
    song["WM/Picture"] = picture
    song.save()


_WMA: Mapping[str, Dress] = {"bare": _nothing, "tags and a cover of 1 MB": _wma_tags}


def _ape_tags(path: Path) -> None:
    song = mutagen.apev2.APEv2()
    song["Zebra"], song["Mood"] = "first", ["Calm", "sad"]
    cover = b"c.png\0" + (PICTURE * 1000)[:BIG]
    song["Cover Art (Front)"] = mutagen.apev2.APEValue(cover, mutagen.apev2.BINARY)
    song.save(path)


def _ape_and_id3v1(path: Path) -> None:
    _ape_tags(path)
    path.write_bytes(path.read_bytes() + id3_shapes.id3v1())


_APE: Mapping[str, Dress] = {
    "bare": _nothing,
    "cover of 10 MB": _ape_tags,
    "ID3v1 behind": _ape_and_id3v1,
}
