"""Open a file as exactly one format, by its magic number; runs in the helper process.

FFmpeg finds sound in almost anything, so the demuxer is named. libsndfile does not skip
tags that do not belong in front of a format.
"""

from __future__ import annotations

import hashlib
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from moodtagger.files.open_files import BoundedReader

# Reader -> what it finds: codec, sample rate, channels and so on.
SoundSummary: TypeAlias = dict[str, tuple[str | int, ...]]

_PACKETS = 8
_SNDFILE_DEMUXERS = ("wav", "aiff", "flac", "ogg")  # it would scan a whole MP3


def read_sound(demuxer: str, path: Path) -> SoundSummary:
    """Return what each reader finds that can open the file as this format."""
    found: SoundSummary = {}
    for name, read in (("FFmpeg", _read_with_ffmpeg), ("libsndfile", _read_with_sndfile)):
        try:
            summary = read(demuxer, path)
        except Exception:  # both raise errors of many kinds on damaged files
            continue
        if summary:
            found[name] = summary
    return found


def _read_with_ffmpeg(demuxer: str, path: Path) -> tuple[str | int, ...]:
    """Return codec, sample rate, channels, decoded samples and a digest of the first packets."""
    import av

    digest, samples = hashlib.blake2b(digest_size=16), 0
    with (
        path.open("rb") as file,
        av.open(BoundedReader(file), "r", format=demuxer, metadata_errors="replace") as container,
    ):
        stream = container.streams.best("audio")
        if not isinstance(stream, av.AudioStream) or stream.codec_context is None:
            return ()
        for packet in islice(container.demux(stream), _PACKETS):
            if demuxer != "ape":  # its last packet goes on into the tag
                digest.update(bytes(packet))
            samples += sum(frame.samples for frame in packet.decode())
        context = stream.codec_context
        rate, channels = context.sample_rate, context.layout.nb_channels
        return context.name, rate, channels, samples, digest.hexdigest()


def _read_with_sndfile(demuxer: str, path: Path) -> tuple[str | int, ...]:
    """Return format, encoding, sample rate, channels and length."""
    if demuxer not in _SNDFILE_DEMUXERS:
        return ()
    import soundfile

    with path.open("rb") as file, soundfile.SoundFile(file) as sound:
        return sound.format, sound.subtype, sound.samplerate, sound.channels, sound.frames
