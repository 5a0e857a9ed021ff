"""Write MP4 files of every layout, and parse them without sharing code with moodtagger."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

Mp4Box = tuple[bytes, int, int]  # name, offset of the header, end


def decode_samples(path: Path) -> np.ndarray:
    """Return all samples of the file as FFmpeg decodes them."""
    with av.open(str(path)) as opened:
        frames = [frame.to_ndarray() for frame in opened.decode(audio=0)]
    return np.concatenate(frames, axis=-1)


def remux(source: Path, target: Path, **options: str) -> None:
    """Copy the encoded audio to an MP4 file of another layout."""
    with (
        av.open(str(source)) as old,
        av.open(str(target), "w", format="mp4", options=options) as new,
    ):
        stream = new.add_stream_from_template(old.streams.audio[0])
        for packet in old.demux(audio=0):
            if packet.dts is not None:
                packet.stream = stream
                new.mux(packet)


def read_boxes(data: bytes, start: int = 0, end: int | None = None) -> list[Mp4Box]:
    """Return the atoms between two offsets."""
    found = []
    while start < (len(data) if end is None else end):
        size = int.from_bytes(data[start : start + 4], "big")
        found.append((data[start + 4 : start + 8], start, start + size))
        start += size
    return found


def top_level_names(path: Path) -> list[bytes]:
    """Return the names of the top-level atoms."""
    return [name for name, _, _ in read_boxes(path.read_bytes())]


def box_offsets(data: bytes, name: bytes) -> list[int]:
    """Return the offsets of the top-level atoms with that name."""
    return [start for found, start, _ in read_boxes(data) if found == name]


def fragment_base_offsets(data: bytes) -> list[int]:
    """Return the explicit base offsets of the fragments."""
    found = []
    for start in box_offsets(data, b"moof"):
        at = data.index(b"tfhd", start)
        if data[at + 7] & 1:
            found.append(int.from_bytes(data[at + 12 : at + 20], "big"))
    return found


def tfra_offsets(data: bytes) -> list[int]:
    """Return the offsets of the fragments in the final table (tfra as written by FFmpeg)."""
    at = data.index(b"tfra") + 4
    width = 8 if data[at] else 4
    entry = 2 * width + 3
    first = at + 16 + width
    count = int.from_bytes(data[at + 12 : at + 16], "big")
    starts = range(first, first + count * entry, entry)
    return [int.from_bytes(data[start : start + width], "big") for start in starts]


def sidx_target(data: bytes) -> int:
    """Return the position of the first segment that the first `sidx` points to."""
    start = data.index(b"sidx") - 4
    end = start + int.from_bytes(data[start : start + 4], "big")
    first = data[start + 28 : start + 36] if data[start + 8] else data[start + 24 : start + 28]
    return end + int.from_bytes(first, "big")
