"""The seed corpus: small, real, tagged files of every format the program reads."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import mutagen
import mutagen.apev2
import mutagen.dsf
import mutagen.flac
import mutagen.id3
import mutagen.mp4
import numpy as np

from moodtagger.demo.encode import encode
from tests.robustness.audio_fixtures import write_silent_ape
from tests.robustness.files import chained_ogg
from tests.support import container_files

_RATE = 44_100
_SECONDS = 0.4
# name: (suffix, codec, how it is tagged)
_KINDS: dict[str, tuple[str, str | None, str]] = {
    "mp3, ID3v2.4": (".mp3", None, "id3-4"),
    "mp3, ID3v2.3": (".mp3", None, "id3-3"),
    "mp3, ID3v2.2": (".mp3", None, "id3-2"),
    "mp3, APEv2 and ID3v1": (".mp3", None, "behind"),
    "mp3, bare": (".mp3", None, ""),
    "flac": (".flac", None, "vorbis"),
    "flac behind ID3": (".flac", None, "id3-front"),
    "ogg": (".ogg", None, "vorbis"),
    "opus": (".opus", None, "vorbis"),
    "ogg, chained": (".ogg", None, "links"),
    "opus, chained": (".opus", None, "links"),
    "m4a, aac": (".m4a", "aac", "mp4"),
    "m4a, alac": (".m4a", "alac", "mp4"),
    "mp4, fragmented": (".mp4", "default_base_moof+skip_trailer", "mp4"),
    "mp4, fragments and tables": (".mp4", "dash+global_sidx", ""),
    "mp4, fragments and places": (".mp4", "empty_moov", ""),
    "wma": (".wma", None, "asf"),
    "wavpack": (".wv", None, "ape"),
    "ape": (".ape", "ape", "ape"),
    "wav 16 bit": (".wav", "PCM_16", "chunk"),
    "wav float": (".wav", "FLOAT", ""),
    "aiff": (".aiff", None, "chunk"),
    "matroska": (".mka", None, ""),
    "tta": (".tta", "tta", "id3-3"),
    "tta, APEv2": (".tta", "tta", "ape"),
    "flac in ogg": (".oga", "ogg flac", "vorbis"),
    "speex": (".spx", "speex", "vorbis"),
    "dsf": (".dsf", "dsf", "dsf"),
    "dsdiff": (".dff", "dsdiff", "chunk"),
    "webm": (".webm", "webm", ""),
    "caf": (".caf", "caf", ""),
    "au": (".au", "au", ""),
    "wave64": (".w64", "w64", ""),
}


def make_corpus(folder: Path) -> dict[str, Path]:
    """Make the corpus (name -> file); existing files are reused."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for name, (suffix, codec, tags) in _KINDS.items():
        path = folder / (name.replace(", ", "-").replace(" ", "_") + suffix)
        if not path.exists():
            temporary_path = path.with_name("part" + suffix)
            _write_sound(temporary_path, codec)
            if tags:
                _TAGGERS[tags](temporary_path)
            temporary_path.replace(path)
        files[name] = path
    return files


def chord(seconds: float = _SECONDS) -> np.ndarray[Any, np.dtype[np.float32]]:
    """A soft chord in stereo, shape (frames, 2)."""
    t = np.arange(round(seconds * _RATE)) / _RATE
    left, right = (sum(np.sin(2 * np.pi * f * t + c) for f in (220, 277, 330)) for c in (0, 1))
    return (0.2 * np.stack([left, right], axis=1)).astype(np.float32)


def _write_sound(path: Path, codec: str | None) -> None:
    if codec == "ape":
        write_silent_ape(path, _SECONDS, _RATE)
    elif codec in container_files.NAMES:
        made = container_files.make_song(codec, path.parent / "made", container_files.TAGS)
        made.replace(path)
    elif path.suffix == ".mp4" and codec:
        _write_fragmented(path, codec)
    else:
        encode(chord(), _RATE, path, codec=codec)


def _write_fragmented(path: Path, flags: str) -> None:
    unfragmented = path.with_suffix(".m4a")
    encode(chord(), _RATE, unfragmented)
    options = {"movflags": "empty_moov+" + flags, "frag_duration": "100000"}
    with av.open(str(unfragmented)) as source, av.open(str(path), "w", options=options) as target:
        stream = target.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(audio=0):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    unfragmented.unlink()


def png(side: int = 8) -> bytes:
    """A grey square."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * side) * side)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _id3_frames() -> list[Any]:
    id3 = mutagen.id3
    return [
        id3.TIT2(encoding=3, text="Fuzzy Song"),
        id3.TPE1(encoding=1, text=["Ärtist", "Other"]),
        id3.TCON(encoding=0, text="(17)Rock"),
        id3.TXXX(encoding=1, desc="MOOD", text="calm"),
        id3.COMM(encoding=3, lang="eng", desc="", text="comment"),
        id3.APIC(encoding=0, mime="image/png", type=3, desc="", data=png()),
        id3.PRIV(owner="someone", data=b"\xff\x00\xff\xfb" * 8),
        id3.CHAP(element_id="a", start_time=0, end_time=100, sub_frames=[]),
    ]


def _id3(version: int) -> Callable[[Path], None]:
    def tag(path: Path) -> None:
        tags = mutagen.id3.ID3()
        for frame in _id3_frames():
            tags.add(frame)
        if version == 3:
            tags.update_to_v23()
        tags.save(path, v2_version=version, v1=0)

    return tag


def _id3v22(path: Path) -> None:
    """mutagen does not write the oldest version."""
    body = b""
    texts = {b"TT2": b"\0Fuzzy", b"TP1": b"\1\xff\xfeA\0r\0", b"TXX": b"\0MOOD\0calm"}
    for name, text in [*texts.items(), (b"PIC", b"\0PNG\3\0" + png())]:
        body += name + len(text).to_bytes(3, "big") + text
    body += bytes(100)
    size = bytes((len(body) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    path.write_bytes(b"ID3\2\0\0" + size + body + path.read_bytes())


def _add_apev2_and_id3v1(path: Path) -> None:
    _id3(4)(path)
    _apev2(path)
    v1 = b"TAG" + b"Fuzzy".ljust(30, b"\0") + b"Artist".ljust(30, b"\0") + bytes(64) + b"\x11"
    path.write_bytes(path.read_bytes() + v1)


def _apev2(path: Path) -> None:
    tags = mutagen.apev2.APEv2()
    tags["Title"], tags["Mood"] = "Fuzzy Song", ["calm", "dark"]
    picture = b"cover.png\0" + png()
    tags["Cover Art (Front)"] = mutagen.apev2.APEValue(picture, mutagen.apev2.BINARY)
    tags.save(path)


def _vorbis(path: Path) -> None:
    file = mutagen.File(path)
    file["TITLE"], file["ARTIST"], file["MOOD"] = "Fuzzy Song", ["Ärtist", "Other"], "calm"
    picture = mutagen.flac.Picture()
    picture.data, picture.type, picture.mime = png(), 3, "image/png"
    if isinstance(file, mutagen.flac.FLAC):
        file.add_picture(picture)
    else:
        file["METADATA_BLOCK_PICTURE"] = base64.b64encode(picture.write()).decode()
    file.save()


def _flac_behind_id3(path: Path) -> None:
    _vorbis(path)
    _id3(3)(path)


def _mp4(path: Path) -> None:
    file = mutagen.mp4.MP4(path)
    file["\xa9nam"], file["----:com.apple.iTunes:MOOD"] = "Fuzzy Song", [b"calm"]
    file["covr"] = [mutagen.mp4.MP4Cover(png(), mutagen.mp4.MP4Cover.FORMAT_PNG)]
    file.save()


def _asf(path: Path) -> None:
    file = mutagen.File(path)
    file["Title"], file["WM/Mood"], file["WM/Genre"] = "Fuzzy Song", ["calm"], ["Rock"]
    file.save()


def _id3_chunk(path: Path) -> None:
    file = mutagen.File(path)
    file.add_tags()
    for frame in _id3_frames():
        file.tags.add(frame)
    file.save()


def _dsf(path: Path) -> None:
    file: Any = mutagen.dsf.DSF(path)
    file.add_tags()
    for frame in _id3_frames():
        file.tags.add(frame)
    file.save()


def _chain(path: Path) -> None:
    _vorbis(path)
    chained_ogg.chain(path)


_TAGGERS: dict[str, Callable[[Path], None]] = {
    "id3-4": _id3(4),
    "id3-3": _id3(3),
    "id3-2": _id3v22,
    "id3-front": _flac_behind_id3,
    "behind": _add_apev2_and_id3v1,
    "ape": _apev2,
    "vorbis": _vorbis,
    "links": _chain,
    "mp4": _mp4,
    "asf": _asf,
    "chunk": _id3_chunk,
    "dsf": _dsf,
}
