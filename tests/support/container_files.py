"""Small real songs in the less usual containers, without tags unless these are asked for.

PyAV encodes most of them; DSF, DSDIFF, Speex and RF64 are put together here.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from mutagen.ogg import OggPage
from numpy.typing import NDArray

RATE = 44_100
SECONDS = 0.3
TAGS: Mapping[str, str] = {
    "title": "A Title",
    "artist": "An Artist",
    "album": "An Album",
    "genre": "Blues",
}

# name: (suffix, FFmpeg's muxer, encoder)
_ENCODED: Mapping[str, tuple[str, str, str]] = {
    "tta": (".tta", "tta", "tta"),
    "ogg flac": (".oga", "ogg", "flac"),
    "matroska": (".mka", "matroska", "aac"),
    "webm": (".webm", "webm", "libopus"),
    "caf": (".caf", "caf", "alac"),
    "au": (".au", "au", "pcm_s16be"),
    "w64": (".w64", "w64", "pcm_s16le"),
    "ac3": (".ac3", "ac3", "ac3"),
    "mp2": (".mp2", "mp2", "mp2"),
}
WRITABLE = ("tta", "ogg flac", "speex", "dsf", "dsdiff")
READ_BY_FFMPEG = ("matroska", "webm", "caf", "au", "rf64")
# Header and one packet of narrow-band Speex, which libspeex made of a sine tone.
_SPEEX_HEADER = bytes.fromhex(
    "5370656578202020312e322e310000000000000000000000000000000100000050000000401f0000"
    "000000000400000001000000983a0000a00000000000000001000000000000000000000000000000"
)
_SPEEX_PACKET = bytes.fromhex(
    "28548220d0b91c8dd601e5ad5bca5ee8099bf963aae55139b9d6d6fd6ff287ac8bc8b4d6fce7"
)
_SPEEX_PACKETS, _SPEEX_PACKET_SAMPLES = 40, 160
_DSD_RATE = 2_822_400
_DSF_BLOCK = 4096


def make_song(name: str, folder: Path, tags: Mapping[str, str] | None = None) -> Path:
    """Make a song in a container; `tags` only where FFmpeg writes it."""
    folder.mkdir(parents=True, exist_ok=True)
    if name in _ENCODED:
        suffix, muxer, codec = _ENCODED[name]
        path = folder / f"{name}{suffix}"
        _encode(path, muxer, codec, tags or {})
        return path
    make, suffix = _MADE[name]
    path = folder / f"{name}{suffix}"
    path.write_bytes(make())
    if name == "rf64":
        _make_rf64(path, tags or {})
    return path


def _tone() -> NDArray[np.int16]:
    t = np.arange(round(SECONDS * RATE)) / RATE
    y = 0.3 * np.sin(2 * np.pi * np.outer([330.0, 440.0], t))
    return (y * 32_767).astype(np.int16)


def _encode(path: Path, muxer: str, codec: str, tags: Mapping[str, str], **options: str) -> None:
    with av.open(
        str(path), "w", format=muxer, options={"fflags": "+bitexact", **options}
    ) as container:
        container.metadata.update(tags)
        rate = 48_000 if codec == "libopus" else RATE
        stream = container.add_stream(codec, rate=rate, layout="stereo")
        assert isinstance(stream, av.AudioStream)
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        frame = av.AudioFrame.from_ndarray(_tone(), format="s16p", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _make_rf64(path: Path, tags: Mapping[str, str]) -> None:
    _encode(path, "wav", "pcm_s16le", tags, rf64="always")


def _speex() -> bytes:
    comments = struct.pack("<I", 4) + b"test" + struct.pack("<I", 0)
    pages = [OggPage() for _ in range(3)]
    pages[0].packets, pages[1].packets = [_SPEEX_HEADER], [comments]
    pages[2].packets = [_SPEEX_PACKET] * _SPEEX_PACKETS
    for number, page in enumerate(pages):
        page.serial, page.sequence, page.position = 7, number, 0
    pages[0].first = pages[2].last = True
    pages[2].position = _SPEEX_PACKETS * _SPEEX_PACKET_SAMPLES
    return b"".join(page.write() for page in pages)


def _dsd_bits() -> NDArray[np.uint8]:
    """One channel of noise whose density of ones is a tone, in whole blocks of DSF."""
    rng = np.random.default_rng(1)
    samples = round(SECONDS * _DSD_RATE) // (_DSF_BLOCK * 8) * _DSF_BLOCK * 8
    tone = 0.5 + 0.4 * np.sin(2 * np.pi * 330 * np.arange(samples) / _DSD_RATE)
    return (rng.random(samples) < tone).astype(np.uint8)


def _dsf() -> bytes:
    bits = _dsd_bits()
    channel = np.packbits(bits, bitorder="little").tobytes()
    blocks = b"".join(
        channel[start : start + _DSF_BLOCK] * 2 for start in range(0, len(channel), _DSF_BLOCK)
    )
    numbers = (1, 0, 2, 2, _DSD_RATE, 1, len(bits), _DSF_BLOCK, 0)
    format_chunk = b"fmt " + struct.pack("<QIIIIIIQII", 52, *numbers)
    data = b"data" + struct.pack("<Q", 12 + len(blocks)) + blocks
    size = 28 + len(format_chunk) + len(data)
    return b"DSD " + struct.pack("<QQQ", 28, size, 0) + format_chunk + data


def _dsdiff() -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return name + struct.pack(">Q", len(body)) + body + bytes(len(body) % 2)

    channel = np.packbits(_dsd_bits())
    sound = np.repeat(channel, 2).tobytes()
    properties = (
        b"SND "
        + chunk(b"FS  ", struct.pack(">I", _DSD_RATE))
        + chunk(b"CHNL", struct.pack(">H", 2) + b"SLFTSRGT")
        + chunk(b"CMPR", b"DSD \x0enot compressed")
    )
    body = chunk(b"FVER", b"\x01\x05\0\0") + chunk(b"PROP", properties) + chunk(b"DSD ", sound)
    return chunk(b"FRM8", b"DSD " + body)


NAMES = (*_ENCODED, "speex", "dsf", "dsdiff", "rf64")
_MADE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "speex": (_speex, ".spx"),
    "dsf": (_dsf, ".dsf"),
    "dsdiff": (_dsdiff, ".dff"),
    "rf64": (bytes, ".rf64"),
}
