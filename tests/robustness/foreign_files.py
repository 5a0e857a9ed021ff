"""Files that are no MPEG audio: noise, raw samples, other formats, documents and archives."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sqlite3
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache

import av
import numpy as np
import soundfile
from numpy.typing import NDArray

from tests.robustness.files import id3_variants

Floats = NDArray[np.float32]
FileMaker = Callable[[np.random.Generator], bytes]
RATES = (22_050, 44_100, 48_000, 96_000)
MPEG_RATES = RATES[:3]
MPEG_CODECS = ("libmp3lame", "mp2")
_SECONDS = 0.6
_HEADERS = (b"\xff\xfb\x90\x64", b"\xff\xfb\x90\x00", b"\xff\xf3\x40\xc4", b"\xff\xfd\x80\x04")
_MUXERS = [
    "caf",
    "au",
    "w64",
    "matroska",
    "webm",
    "dts",
    "ac3",
    "eac3",
    "tta",
    "sox",
    "voc",
    "adts",
    "mpegts",
    "mpeg",
    "vob",
    "avi",
    "flv",
    "nut",
    "mov",
    "3gp",
    "3g2",
    "ircam",
    "spdif",
    "latm",
    "rm",
    "swf",
    "wtv",
    "ogg",
    "sbc",
    "aptx",
    "s16le",
    "s16be",
    "s24le",
    "s32le",
    "f32le",
    "u8",
    "s8",
    "alaw",
    "mulaw",
    "adx",
    "asf",
    "wav",
    "ipod",
    "mp4",
    "svcd",
    "dvd",
    "wv",
    "ismv",
    "f4v",
    "apm",
    "wsaud",
    "kvag",
]
_CODECS = [
    "pcm_s16le",
    "pcm_s16be",
    "pcm_s24le",
    "pcm_s24be",
    "pcm_s32le",
    "pcm_f32le",
    "pcm_u8",
    "pcm_s8",
    "pcm_alaw",
    "pcm_mulaw",
    "aac",
    "alac",
    "flac",
    "libopus",
    "libmp3lame",
    "mp2",
    "ac3",
    "eac3",
    "dca",
    "tta",
    "wmav2",
    "wavpack",
    "libspeex",
    "adpcm_ms",
    "adpcm_ima_wav",
    "adpcm_yamaha",
    "adpcm_swf",
    "adpcm_adx",
    "sbc",
    "aptx",
    "adpcm_ima_apm",
    "adpcm_ima_ws",
    "adpcm_ima_ssi",
]
_LEFT_OUT = ("MP3", "SD2")  # of libsndfile: MPEG audio; a file beside the file


def sound(rng: np.random.Generator, rate: int, *, exact: bool = False) -> Floats:
    """Return 0.6 s of stereo, loud or soft; `exact`: its period is a whole number of samples."""
    t = np.arange(round(_SECONDS * rate)) / rate
    frequency = rate / rng.integers(8, 800) if exact else rng.uniform(60, 900)
    level = rng.choice((0.5, 0.1, 0.01, 0.001))
    noise = 0.0 if exact else rng.choice((0.0, 0.05))
    tone = sum(np.sin(2 * np.pi * frequency * h * t) / h for h in range(1, 6)) / 2.3
    y = level * (tone + noise * rng.standard_normal(len(t)))
    return np.stack([y, y if exact else 0.8 * y], axis=1).astype(np.float32)


def noise(rng: np.random.Generator) -> bytes:
    """Random bytes of any size, some with headers strewn in, some a repeated pattern, some text."""
    size = int(rng.integers(1, 100_000))
    data = bytearray(rng.bytes(size))
    kind = rng.integers(5)
    if kind == 1:
        for at in rng.integers(0, size, 200):
            header = _HEADERS[rng.integers(len(_HEADERS))]
            data[at : at + 4] = header
        return bytes(data[:size])
    if kind == 2:
        pattern = bytes(data[: int(rng.integers(2, 2000))])
        return bytes(1) + pattern * (size // len(pattern) + 1)
    if kind == 3:
        letters = rng.integers(32, 127, size // 2, dtype=np.uint8)
        return b"\xff\xfe" + bytes(np.stack([letters, np.zeros_like(letters)], 1).tobytes())
    if kind == 4:
        values = np.frombuffer(bytes(data), np.uint8)
        return bytes(np.where(values < 128, 255, values).astype(np.uint8).tobytes())
    return bytes(data)


def noise_behind_tag(rng: np.random.Generator) -> bytes:
    """The same, or another format, behind an ID3v2 tag."""
    data = noise(rng) if rng.random() < 0.8 else sound_file(rng)
    return id3_variants.tag(4, id3_variants.frame("TIT2", b"\0Title", 4)) + data


def raw_samples(rng: np.random.Generator) -> bytes:
    """Samples without any header, of many widths, byte orders and periods."""
    y = sound(rng, int(rng.choice(RATES)), exact=bool(rng.random() < 0.5))
    y = y[int(rng.integers(0, 50)) :]
    if rng.random() < 0.3:
        y = y[:, :1]
    kind = rng.choice(("<i2", ">i2", "<i4", ">i4", "<f4", ">f4", "i1", "u1", "24", "24be"))
    if kind in ("24", "24be"):
        wide = np.round(y * 0x7FFFFF).astype("<i4")[..., None].view(np.uint8)[..., :3]
        return bytes((wide if kind == "24" else wide[..., ::-1]).tobytes())
    if kind in ("<f4", ">f4"):
        return bytes(y.astype(kind).tobytes())
    scale = {"<i2": 0x7FFF, ">i2": 0x7FFF, "i1": 127, "u1": 127}.get(kind, 0x7FFFFFFF)
    offset = 128 if kind == "u1" else 0
    return bytes((np.round(y.astype(np.float64) * scale) + offset).astype(kind).tobytes())


@cache
def muxer_pairs() -> tuple[tuple[str, str], ...]:
    """Return the pairs (muxer, encoder) of FFmpeg that give a file."""
    rng = np.random.default_rng(0)
    y = sound(rng, 48_000)
    return tuple((m, c) for m in _MUXERS for c in _CODECS if len(mux(y, 48_000, m, c)) > 500)


def mux(y: Floats, rate: int, muxer: str, codec: str) -> bytes:
    """Encode with FFmpeg; empty where it refuses."""
    file = io.BytesIO()
    try:
        with av.open(file, "w", format=muxer) as container:
            stream = container.add_stream(codec, rate=rate, options={"strict": "-2"})
            assert isinstance(stream, av.AudioStream)
            stream.codec_context.layout = "stereo"
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(y.T), format="fltp", layout="stereo"
            )
            frame.sample_rate, frame.pts = rate, 0
            container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
    except (av.FFmpegError, ValueError, OSError):
        return b""
    return file.getvalue()


def muxed_file(rng: np.random.Generator) -> bytes:
    """A file of FFmpeg; MP3 in other containers is among them."""
    pairs = muxer_pairs()
    muxer, codec = pairs[rng.integers(len(pairs))]
    rate = 48_000 if codec in ("libopus", "dca") else int(rng.choice(MPEG_RATES))
    return mux(sound(rng, rate), rate, muxer, codec) or mux(
        sound(rng, 48_000), 48_000, muxer, codec
    )


@cache
def _sndfile_pairs() -> tuple[tuple[str, str], ...]:
    """Return the pairs (format, encoding) of libsndfile that give a file without a name."""
    pairs = []
    for name in soundfile.available_formats():
        for subtype in soundfile.available_subtypes(name):
            y = sound(np.random.default_rng(0), 44_100)
            if name not in _LEFT_OUT and write_sndfile(y, 44_100, name, subtype):
                pairs.append((name, subtype))
    return tuple(pairs)


def write_sndfile(y: Floats, rate: int, name: str, subtype: str) -> bytes:
    """Encode with libsndfile, in mono where it refuses stereo; empty where it refuses both."""
    for samples in (y, y[:, 0]):
        file = io.BytesIO()
        try:
            soundfile.write(file, samples, rate, subtype, format=name)
        except (soundfile.LibsndfileError, ValueError, TypeError, OSError):
            continue
        return file.getvalue()
    return b""


def sound_file(rng: np.random.Generator) -> bytes:
    """A file of libsndfile."""
    pairs = _sndfile_pairs()
    name, subtype = pairs[rng.integers(len(pairs))]
    return write_sndfile(sound(rng, 44_100), 44_100, name, subtype)


def document(rng: np.random.Generator) -> bytes:
    """A picture, a text, a database, or an archive that holds an MP3 as it is."""
    makers = tuple(_DOCUMENTS.values())
    return makers[rng.integers(len(makers))](rng)


def _song(rng: np.random.Generator) -> bytes:
    return mux(sound(rng, 44_100), 44_100, "mp3", "libmp3lame")


def _zip(rng: np.random.Generator) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("song.mp3", _song(rng))
    return file.getvalue()


def _tar(rng: np.random.Generator) -> bytes:
    file, song = io.BytesIO(), _song(rng)
    with tarfile.open(fileobj=file, mode="w") as archive:
        entry = tarfile.TarInfo("song.mp3")
        entry.size = len(song)
        archive.addfile(entry, io.BytesIO(song))
    return file.getvalue()


def _picture(rng: np.random.Generator, codec: str, pixels: str) -> bytes:
    encoder = av.codec.CodecContext.create(codec, "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = 96, 96, pixels
    image = rng.integers(0, 256, (96, 96, 3), dtype=np.uint8)
    frame = av.VideoFrame.from_ndarray(image, format="rgb24").reformat(format=pixels)
    encoder.time_base = frame.time_base = Fraction(1, 25)
    return b"".join(bytes(p) for p in (*encoder.encode(frame), *encoder.encode(None)))


def _database(rng: np.random.Generator) -> bytes:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE songs (data BLOB)")
    database.execute("INSERT INTO songs VALUES (?)", (_song(rng),))
    database.commit()
    return database.serialize()


def _program(rng: np.random.Generator) -> bytes:
    head = b"MZ" + bytes(58) + (64).to_bytes(4, "little") + b"PE\0\0" + bytes(444)
    return head + _song(rng)


_DOCUMENTS: Mapping[str, FileMaker] = {
    "zip": _zip,
    "tar": _tar,
    "gzip": lambda rng: gzip.compress(_song(rng), 0),
    "bzip2": lambda rng: bz2.compress(_song(rng)),
    "xz": lambda rng: lzma.compress(_song(rng), preset=0),
    "zlib": lambda rng: zlib.compress(rng.bytes(50_000), 0),
    "JPEG": lambda rng: _picture(rng, "mjpeg", "yuvj420p"),
    "PNG": lambda rng: _picture(rng, "png", "rgb24"),
    "GIF": lambda rng: b"GIF89a" + rng.bytes(9_000),
    "PDF": lambda rng: b"%PDF-1.7\n" + _song(rng),
    "HTML": lambda rng: b"<html>" + rng.bytes(9_000).hex().encode(),
    "text": lambda rng: b"MAC addresses\n" + rng.bytes(2_000).hex().encode(),
    "database": _database,
    "program": _program,
    "disk image": lambda rng: bytes(32_768) + b"\x01CD001\x01" + bytes(2041) + _song(rng),
}


def mpeg_file(rng: np.random.Generator) -> bytes:
    """MPEG audio, with what real files have in front of it and behind it."""
    rate = int(rng.choice(MPEG_RATES))
    y = sound(rng, rate)[: int(rng.integers(3_000, 26_000))]
    codec = str(rng.choice(MPEG_CODECS))
    layers: Sequence[str] = ("MPEG_LAYER_I", "MPEG_LAYER_II", "MPEG_LAYER_III")
    song = mux(y, rate, "mp3" if codec == "libmp3lame" else "mp2", codec)
    if rng.random() < 0.3:
        song = write_sndfile(y, rate, "MP3", str(rng.choice(layers[1:]))) or song
    title = id3_variants.frame("TIT2", b"\0Title", 4)
    tag = id3_variants.tag(4, title, padding=int(rng.integers(0, 3_000)))
    short_tag = id3_variants.tag(4, title, padding=10)
    fronts = (b"", tag, bytes(int(rng.integers(1, 5_000))), short_tag + bytes(4_000), tag + tag)
    ends = (b"", id3_variants.id3v1(), id3_variants.apev2(), bytes(3_000))
    return fronts[rng.integers(len(fronts))] + song + ends[rng.integers(len(ends))]
