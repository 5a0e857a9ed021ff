"""Small files that expand to exhaust memory or time."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import soundfile

from tests.robustness.fuzzing.seed_corpus import png

_MB = 1 << 20
BombMaker = Callable[[dict[str, Path], int], bytes]


def synchsafe(size: int) -> bytes:
    """Encode with seven bits a byte."""
    return bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0))


def id3(version: int, frames: bytes) -> bytes:
    """Build a tag of these frames."""
    return b"ID3" + bytes([version, 0, 0]) + synchsafe(len(frames)) + frames


def frame(version: int, name: bytes, body: bytes, flags: int = 0) -> bytes:
    """Build one frame."""
    size = synchsafe(len(body)) if version == 4 else len(body).to_bytes(4, "big")
    return name + size + flags.to_bytes(2, "big") + body


def compressed_zeros(size: int) -> bytes:
    """Compress zero bytes without holding them in memory."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(bytes(min(_MB, size - at))) for at in range(0, size, _MB)]
    return b"".join([*parts, packer.flush()])


def _untagged_mp3(corpus: dict[str, Path]) -> bytes:
    return corpus["mp3, bare"].read_bytes()


def _zip_bomb(version: int, name: bytes) -> BombMaker:
    """Frames of 2 GB each, which ID3's compression shrinks a thousandfold."""

    def make(corpus: dict[str, Path], scale: int) -> bytes:
        packed = compressed_zeros(scale * 40 * _MB)
        declared = struct.pack(">I", scale * 40 * _MB)
        if version == 4:
            body, flags = synchsafe(0x0FFFFFFF) + packed, 0x0009
        else:
            body, flags = declared + packed, 0x0080
        frames = frame(version, name, body, flags)
        return id3(version, frames * 4) + _untagged_mp3(corpus)

    return make


def _many_frames(version: int) -> BombMaker:
    def make(corpus: dict[str, Path], scale: int) -> bytes:
        count = scale * 20_000
        return id3(version, frame(version, b"TIT2", b"\3x") * count) + _untagged_mp3(corpus)

    return make


def _large_text(corpus: dict[str, Path], scale: int) -> bytes:
    text = b"\3MOOD\0" + b"calm;" * (scale * _MB // 5)
    return id3(4, frame(4, b"TXXX", text)) + _untagged_mp3(corpus)


def _large_cover(corpus: dict[str, Path], scale: int) -> bytes:
    body = b"\0image/png\0\3\0" + png() + bytes(scale * _MB)
    return id3(4, frame(4, b"APIC", body)) + _untagged_mp3(corpus)


def _large_ape(corpus: dict[str, Path], scale: int) -> bytes:
    value = b"x" * (scale * _MB)
    item = struct.pack("<II", len(value), 0) + b"Mood\0" + value
    foot = struct.pack("<8sIIII8x", b"APETAGEX", 2000, len(item) + 32, 1, 0)
    return _untagged_mp3(corpus) + item + foot


def _large_vorbis(corpus: dict[str, Path], scale: int) -> bytes:
    return _flac_with_comments(corpus, b"MOOD=" + b"x" * min(scale * _MB, 15 * _MB))


def _many_comments(corpus: dict[str, Path], scale: int) -> bytes:
    count = scale * 20_000
    comments = (struct.pack("<I", 8) + b"MOOD=sad") * count
    return _flac_with_comment_block(
        corpus, struct.pack("<I", 0) + struct.pack("<I", count) + comments
    )


def _flac_with_comments(corpus: dict[str, Path], *comments: bytes) -> bytes:
    packed = b"".join(struct.pack("<I", len(c)) + c for c in comments)
    return _flac_with_comment_block(corpus, struct.pack("<II", 0, len(comments)) + packed)


def _flac_with_comment_block(corpus: dict[str, Path], block: bytes) -> bytes:
    data = corpus["flac"].read_bytes()
    block = block[: (1 << 24) - 1]
    head = b"fLaC" + b"\0" + data[5:42] + b"\x84" + len(block).to_bytes(3, "big")
    return head + block + data[_flac_frames_offset(data) :]


def _flac_frames_offset(data: bytes) -> int:
    at = 4
    while True:
        last, size = data[at] & 0x80, int.from_bytes(data[at + 1 : at + 4], "big")
        at += 4 + size
        if last:
            return at


def atom(name: bytes, body: bytes) -> bytes:
    """One atom of an MP4 file."""
    return struct.pack(">I4s", len(body) + 8, name) + body


def _nested_atoms(name: bytes) -> BombMaker:
    def make(corpus: dict[str, Path], scale: int) -> bytes:
        depth, body = scale * 2000, b""
        for _ in range(min(depth, 50_000)):
            body = atom(name, body) if len(body) < 8192 else _open_atom(name, body)
        return atom(b"ftyp", b"M4A \0\0\0\0") + atom(b"moov", body) + atom(b"mdat", bytes(64))

    return make


def _open_atom(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, name) + body


def _many_atoms(corpus: dict[str, Path], scale: int) -> bytes:
    entry = atom(b"\xa9nam", atom(b"data", struct.pack(">II", 1, 0) + b"x"))
    tags = atom(b"ilst", entry * (scale * 10_000))
    meta = atom(b"meta", bytes(4) + tags)
    moov = atom(b"moov", atom(b"udta", meta))
    return atom(b"ftyp", b"M4A \0\0\0\0") + moov + atom(b"mdat", bytes(64))


def _long_silence(corpus: dict[str, Path], scale: int) -> bytes:
    """Hours of silence: FLAC needs a dozen bytes for each second and a half."""
    path = corpus["flac"].with_name("silence.flac")
    with soundfile.SoundFile(path, "w", 44_100, 2, format="FLAC", subtype="PCM_16") as file:
        for _ in range(scale * 6):
            file.write(np.zeros((441_000, 2), np.int16))
    data = path.read_bytes()
    path.unlink()
    return data


# name: (suffix, builder of the bytes)
BOMBS: dict[str, tuple[str, BombMaker]] = {
    "ID3v2.3 picture that unpacks to 8 GB": (".mp3", _zip_bomb(3, b"APIC")),
    "ID3v2.4 picture that unpacks to 8 GB": (".mp3", _zip_bomb(4, b"APIC")),
    "ID3v2.4 text that unpacks to 8 GB": (".mp3", _zip_bomb(4, b"TPE1")),
    "ID3v2.3 of a million frames": (".mp3", _many_frames(3)),
    "ID3v2.4 of a million frames": (".mp3", _many_frames(4)),
    "ID3 text of 50 MB": (".mp3", _large_text),
    "ID3 picture of 50 MB": (".mp3", _large_cover),
    "APEv2 text of 50 MB": (".mp3", _large_ape),
    "FLAC comment of 15 MB": (".flac", _large_vorbis),
    "FLAC of a million comments": (".flac", _many_comments),
    "MP4 atoms 50,000 deep (moov)": (".m4a", _nested_atoms(b"moov")),
    "MP4 atoms 50,000 deep (meta)": (".m4a", _nested_atoms(b"meta")),
    "MP4 of half a million entries": (".m4a", _many_atoms),
    "an hour of silence in a small FLAC": (".flac", _long_silence),
}
_EXTREME_LENGTHS = (">I", 0x7FFFFFFF), ("<I", 0x7FFFFFFF), (">I", 0xFFFFFFF0), ("<I", 0xFFFFFFF0)


def declared_lengths(data: bytes, marks: list[int]) -> Iterator[bytes]:
    """Yield the file with each length field in turn claiming 2 GB."""
    for mark in marks:
        for offset in (-4, 4, 8, 12, 16):
            at = mark + offset
            for number_format, value in _EXTREME_LENGTHS:
                if 0 <= at <= len(data) - 4:
                    yield data[:at] + struct.pack(number_format, value) + data[at + 4 :]
