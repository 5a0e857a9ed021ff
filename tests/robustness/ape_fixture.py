"""A valid Monkey's Audio file of silence, made by hand: no free encoder of the format exists.

The layout is that of file version 3.99: descriptor (52 bytes), header (24 bytes), seek table, one
frame. A frame whose flags say that both channels are silent carries no entropy-coded samples.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from pathlib import Path

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
    """Writes 16-bit stereo silence; at most one frame long (about 6.7 s at 44.1 kHz)."""
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
    """Checksum of the PCM, the flags, then the bytes with which the range coder is started."""
    checksum = zlib.crc32(bytes(samples * 4)) >> 1
    return struct.pack("<III", checksum | HAS_FLAGS, STEREO_SILENCE, 0)
