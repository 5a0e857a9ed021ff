"""Encode samples as an audio file, whose suffix determines the format.

libsndfile writes WAV, AIFF, FLAC and Ogg Vorbis, FFmpeg through PyAV all other formats. The files
have no tags and, where the format allows it, the same bytes on every run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import av
import numpy as np
import soundfile
from numpy.typing import NDArray

SOUNDFILE_SUBTYPES: Final = {
    ".wav": "PCM_16",
    ".aiff": "PCM_16",
    ".flac": "PCM_16",
    ".ogg": "VORBIS",
}
AV_CODECS: Final = {  # suffix: (FFmpeg muxer, encoder)
    ".mp3": ("mp3", "libmp3lame"),
    ".opus": ("opus", "libopus"),
    ".m4a": ("ipod", "aac"),
    ".wma": ("asf", "wmav2"),
    ".wv": ("wv", "wavpack"),
    ".mka": ("matroska", "flac"),
}
SUFFIXES: Final = frozenset(SOUNDFILE_SUBTYPES) | frozenset(AV_CODECS)
OPUS_RATE: Final = 48_000  # Hz; libopus does not support 44.1 kHz
LOSSY_CODECS: Final = frozenset({"libmp3lame", "libopus", "aac", "wmav2"})
DEFAULT_BIT_RATE: Final = 128_000
_LAYOUTS: Final = {1: "mono", 2: "stereo", 6: "5.1"}
_BLOCK_FRAMES: Final = 1 << 16


def encode(
    y: NDArray[np.float32],
    sample_rate: int,
    path: Path,
    *,
    codec: str | None = None,
    bit_rate: int | None = None,
    compression: float | None = None,
) -> None:
    """Write `y`, shape (frames,) or (frames, channels) in [-1, 1], to `path`.

    `codec` names an encoder other than the default of the suffix: a libsndfile subtype such as
    "PCM_24" or "FLOAT", or an FFmpeg encoder such as "alac". `bit_rate` (bit/s) is for the lossy
    FFmpeg encoders, by default 128 kbit/s. `compression` in [0, 1] is libsndfile's level for FLAC
    and Vorbis; higher levels give smaller files.

    Raises ValueError for a suffix that has no encoder.
    """
    suffix = path.suffix.lower()
    sound = np.ascontiguousarray(y, dtype=np.float32).reshape(len(y), -1)
    if suffix in SOUNDFILE_SUBTYPES:
        subtype = codec or SOUNDFILE_SUBTYPES[suffix]
        _encode_with_sndfile(sound, sample_rate, path, subtype, compression)
    elif suffix in AV_CODECS:
        muxer, default_codec = AV_CODECS[suffix]
        _encode_with_ffmpeg(sound, sample_rate, path, muxer, codec or default_codec, bit_rate)
    else:
        raise ValueError(f"no encoder for {suffix!r}")


def _encode_with_sndfile(
    sound: NDArray[np.float32],
    sample_rate: int,
    path: Path,
    subtype: str,
    compression: float | None,
) -> None:
    with soundfile.SoundFile(
        path, "w", sample_rate, sound.shape[1], subtype, compression_level=compression
    ) as file:
        # In blocks, since its Vorbis encoder puts all samples that it gets on the stack.
        for start in range(0, len(sound), _BLOCK_FRAMES):
            file.write(sound[start : start + _BLOCK_FRAMES])


def _encode_with_ffmpeg(
    sound: NDArray[np.float32],
    sample_rate: int,
    path: Path,
    muxer: str,
    codec: str,
    bit_rate: int | None,
) -> None:
    layout = _LAYOUTS[sound.shape[1]]
    # Bit-exact: no random stream ids, no dates and no FFmpeg version in the file.
    options = {"fflags": "+bitexact"}
    if muxer == "mp3":
        options["id3v2_version"] = "0"  # no tag
    with av.open(str(path), "w", format=muxer, options=options) as container:
        rate = OPUS_RATE if codec == "libopus" else sample_rate
        stream = container.add_stream(codec, rate=rate)
        assert isinstance(stream, av.AudioStream)
        stream.codec_context.layout = layout
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        if codec in LOSSY_CODECS:
            stream.codec_context.bit_rate = bit_rate or DEFAULT_BIT_RATE
        for start in range(0, len(sound), _BLOCK_FRAMES):
            block = np.ascontiguousarray(sound[start : start + _BLOCK_FRAMES].T)
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=layout)
            frame.sample_rate = sample_rate
            frame.pts = start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
