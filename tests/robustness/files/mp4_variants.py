"""MP4 files of every layout: position of the index, tags, chapters, fragments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import av
import mutagen
import mutagen.mp4

from tests.robustness.files.id3_variants import BIG, PICTURE

Mp4Modifier = Callable[[Path], None]  # turns a fresh song into the variant


def _mp4_tags(size: int) -> Mp4Modifier:
    def modify(path: Path) -> None:
        song: Any = mutagen.File(path)
        song["©nam"], song["trkn"] = ["Ünïcode"], [(3, 9)]
        song["----:org.example:Foreign"] = [b"kept"]
        if size:
            song["covr"] = [mutagen.mp4.MP4Cover((PICTURE * 1000)[:size], 14)]
        song.save()
        _add_chapters(path)

    return modify


def _add_chapters(path: Path) -> None:
    """Add Nero's chapter list and an unknown atom in `udta`."""
    song = path.read_bytes()
    at = song.index(b"udta", song.index(b"moov"))
    end = at - 4 + int.from_bytes(song[at - 4 : at], "big")
    chapter = bytes(8) + b"\x02" + (bytes(8) + b"\3One") + ((9 << 16).to_bytes(8, "big") + b"\3Two")
    more = b"".join(
        (8 + len(body)).to_bytes(4, "big") + name + body
        for name, body in ((b"chpl", chapter), (b"xyzw", bytes(range(200))))
    )
    if song.index(b"mdat") > at:  # offsets would have to move
        return
    extended = bytearray(song[:end] + more + song[end:])
    for name in (b"udta", b"moov"):
        start = extended.index(name) - 4
        size = int.from_bytes(extended[start : start + 4], "big") + len(more)
        extended[start : start + 4] = size.to_bytes(4, "big")
    path.write_bytes(extended)


def _remux(**options: str) -> Mp4Modifier:
    def modify(path: Path) -> None:
        original = path.with_name("plain" + path.suffix)
        path.replace(original)
        with av.open(str(original)) as old, av.open(str(path), "w", "ipod", options=options) as new:
            stream = new.add_stream_from_template(old.streams.audio[0])
            for packet in old.demux(audio=0):
                if packet.dts is not None:
                    packet.stream = stream
                    new.mux(packet)
        original.unlink()
        # mutagen does not adjust the fragments' tables.
        if not {"mfra", "sidx"} & {name.decode("latin-1") for name in _top_level_atoms(path)}:
            _mp4_tags(5000)(path)

    return modify


def _top_level_atoms(path: Path) -> dict[bytes, slice]:
    """Offsets of the top-level atoms, the first of each name."""
    data, at = path.read_bytes(), 0
    found: dict[bytes, slice] = {}
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        found.setdefault(data[at + 4 : at + 8], slice(at, at + size))
        at += size
    return found


def _put_fragment_first(path: Path) -> None:
    """Put a fragment before the index that it needs."""
    _remux(movflags="empty_moov+skip_trailer", frag_duration="100000")(path)
    data, found = path.read_bytes(), _top_level_atoms(path)
    index, first = found[b"moov"], slice(found[b"moof"].start, found[b"mdat"].stop)
    path.write_bytes(data[: index.start] + data[first] + data[index] + data[first.stop :])


SHAPES: Mapping[str, Mp4Modifier] = {
    "bare": lambda _path: None,
    "chapters, moov at the end": _mp4_tags(0),
    "cover of 10 MB": _mp4_tags(BIG),
    "moov in front": _remux(movflags="faststart"),
    "fragmented": _remux(movflags="empty_moov", frag_duration="100000"),
    "fragmented, left behind by a tagger": _remux(
        movflags="empty_moov+skip_trailer", frag_duration="100000"
    ),
    "fragmented, counted from moof": _remux(
        movflags="empty_moov+default_base_moof+skip_trailer", frag_duration="100000"
    ),
    "fragmented, sidx": _remux(movflags="dash+global_sidx", frag_duration="100000"),
    "fragmented, first part in the index": _remux(movflags="frag_keyframe", frag_duration="100000"),
    "fragment before the index": _put_fragment_first,
}
