"""What the fuzzing run has found, each cause with the smallest file that shows it."""

from __future__ import annotations

import struct
import tracemalloc
from pathlib import Path

from moodtagger.audio import open_audio
from moodtagger.bench.trust.monkeys_audio import write_silent_ape


def samples_of(path: Path) -> int:
    with open_audio(path) as stream:
        return sum(map(len, stream.blocks()))


def test_a_length_of_gigabytes_takes_no_memory(tmp_path: Path) -> None:
    """FFmpeg asks the file for so much at once, and Python makes room for it before it reads."""
    path = tmp_path / "song.ape"
    write_silent_ape(path)
    item = struct.pack("<II", 1 << 29, 0) + b"Title\0" + b"x" * 100
    foot = struct.pack("<8sIIII8x", b"APETAGEX", 2000, len(item) + 32, 1, 0)
    path.write_bytes(path.read_bytes() + item + foot)
    tracemalloc.start()
    try:
        assert samples_of(path) == 24_000
        assert tracemalloc.get_traced_memory()[1] < 64 << 20
    finally:
        tracemalloc.stop()
