"""Short real songs of every format that tags are written into.

The Monkey's Audio layout is that of file version 3.99: descriptor (52 bytes), header (24), seek
table, one frame. A frame whose flags say that both channels are silent carries no entropy-coded
samples.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import mutagen.id3
import numpy as np

from tests.support import container_files

VERSION = 3990
FAST = 1000
CREATE_WAV_HEADER = 0x20
STEREO_SILENCE = 3
HAS_FLAGS = 0x8000_0000
BLOCKS_PER_FRAME = 73_728 * 4
DESCRIPTOR_BYTES = 52
HEADER_BYTES = 24
SEEK_TABLE_BYTES = 4


def write_silent_ape(path: Path, duration_s: float = 1.5, sample_rate: int = 44_100) -> None:
    """Write 16-bit stereo silence of at most one frame (about 6.7 s at 44.1 kHz)."""
    samples = round(duration_s * sample_rate)
    if not 0 < samples <= BLOCKS_PER_FRAME:
        raise ValueError("the file holds exactly one frame")
    frame = _silent_frame(samples)
    header = struct.pack(
        "<HHIIIHHI",
        FAST,
        CREATE_WAV_HEADER,
        BLOCKS_PER_FRAME,
        samples,
        1,
        16,
        2,
        sample_rate,
    )
    seek_table = struct.pack("<I", DESCRIPTOR_BYTES + HEADER_BYTES + SEEK_TABLE_BYTES)
    descriptor = struct.pack(
        "<4sHHIIIIIII16s",
        b"MAC ",
        VERSION,
        0,
        DESCRIPTOR_BYTES,
        HEADER_BYTES,
        SEEK_TABLE_BYTES,
        0,
        len(frame),
        0,
        0,
        hashlib.md5(frame + header + seek_table, usedforsecurity=False).digest(),
    )
    path.write_bytes(descriptor + header + seek_table + frame)


def _silent_frame(samples: int) -> bytes:
    """Checksum of the PCM, flags, then the bytes that start the range coder."""
    checksum = zlib.crc32(bytes(samples * 4)) >> 1
    return struct.pack("<III", checksum | HAS_FLAGS, STEREO_SILENCE, 0)


RATE = 44_100
SECONDS = 0.25
# name: (suffix, encoder or None for the default)
_ENCODED: Mapping[str, tuple[str, str | None]] = {
    "mp3": (".mp3", None),
    "id3v22": (".mp3", None),
    "id3v23": (".mp3", None),
    "id3v24": (".mp3", None),
    "flac": (".flac", None),
    "vorbis": (".ogg", None),
    "opus": (".opus", None),
    "aac": (".m4a", "aac"),
    "alac": (".m4a", "alac"),
    "wav": (".wav", None),
    "aiff": (".aiff", None),
    "wma": (".wma", None),
    "wavpack": (".wv", None),
}
KINDS = (*_ENCODED, *container_files.WRITABLE)


def make_songs(folder: Path) -> dict[str, Path]:
    """Make a song of each of `KINDS`, one behind a symbolic link, and one with two hard links."""
    from moodtagger.demo.encode import encode

    folder.mkdir(parents=True, exist_ok=True)
    t = np.arange(round(SECONDS * RATE)) / RATE
    y = 0.3 * np.sin(2 * np.pi * np.outer(t, [330.0, 440.0])).astype(np.float32)
    songs: dict[str, Path] = {}
    for name, (suffix, codec) in _ENCODED.items():
        songs[name] = folder / f"{name}{suffix}"
        encode(y, RATE, songs[name], codec=codec)
    for name in container_files.WRITABLE:
        songs[name] = container_files.make_song(name, folder)
    _add_id3(songs["id3v23"], 3)
    _add_id3(songs["id3v24"], 4)
    _add_id3v22(songs["id3v22"])
    return songs | link_songs(folder, songs["flac"])


def link_songs(folder: Path, source: Path) -> dict[str, Path]:
    """Add copies of a song that are reached through links."""
    linked_folder_copy = folder / "far" / source.name
    linked_folder_copy.parent.mkdir(exist_ok=True)
    linked_folder_copy.write_bytes(source.read_bytes())
    symlink, hardlink_source = (folder / f"{name}{source.suffix}" for name in ("linked", "twice"))
    hardlink = folder / "far" / hardlink_source.name
    for path in (symlink, hardlink_source, hardlink):
        path.unlink(missing_ok=True)
    symlink.symlink_to(linked_folder_copy)
    hardlink_source.write_bytes(source.read_bytes())
    hardlink.hardlink_to(hardlink_source)
    return {"linked": symlink, "twice": hardlink_source}


def copy_songs(songs: Mapping[str, Path], folder: Path) -> dict[str, Path]:
    """Copy the songs into another folder."""
    folder.mkdir(parents=True, exist_ok=True)
    copies = {}
    for name in KINDS:
        copies[name] = folder / songs[name].name
        copies[name].write_bytes(songs[name].read_bytes())
    return copies | link_songs(folder, songs["flac"])


def _add_id3(path: Path, version: int) -> None:
    tags = mutagen.id3.ID3()
    tags.add(mutagen.id3.TIT2(encoding=1, text="A Title"))
    tags.add(mutagen.id3.COMM(encoding=1, lang="eng", desc="", text="A note"))
    tags.add(mutagen.id3.APIC(encoding=0, mime="image/png", type=3, data=bytes(9000)))
    tags.save(path, v2_version=version)


def _add_id3v22(path: Path) -> None:
    """Add an ID3v2.2 tag, whose frame names have three letters."""
    text = b"\0A Title"
    frame = b"TT2" + struct.pack(">I", len(text))[1:] + text
    size = bytes(len(frame) >> shift & 0x7F for shift in (21, 14, 7, 0))
    path.write_bytes(b"ID3\x02\0\0" + size + frame + path.read_bytes())
