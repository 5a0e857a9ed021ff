"""Probe files whose names do not say that they are songs: which of them hold one audio stream."""

from __future__ import annotations

import os

import av
import av.container

from moodtagger.audio.decoders.base import (
    DecoderError,
    StrPath,
    open_regular_file,
)
from moodtagger.audio.decoders.ffmpeg import DEMUXERS
from moodtagger.audio.decoders.sndfile import SndfileDecoder
from moodtagger.core.errors import AudioError
from moodtagger.core.messages import Message
from moodtagger.files.open_files import BoundedReader

HEAD_BYTES = 512  # enough for every signature
_OPEN_OPTIONS = {"format_whitelist": DEMUXERS, "protocol_whitelist": "none"}
_PICTURE_CODECS = frozenset({"mjpeg", "png", "bmp", "gif", "webp", "tiff"})  # a cover, not a film
# Formats without a signature of their own: FFmpeg finds their frames in any noise.
_FRAMED_FORMATS = frozenset({"mp3", "aac", "ac3", "eac3", "dts"})
_PROBED_PACKETS = 64  # Monkey's Audio and Vorbis start late
_SIGNATURES = (
    (0, b"\x1a\x45\xdf\xa3"),  # Matroska, WebM
    (0, b"OggS"),
    (0, b"fLaC"),
    (0, b"ID3"),
    (0, b"MAC "),
    (0, b"wvpk"),
    (0, b"MPCK"),
    (0, b"MP+"),
    (0, b"TTA1"),
    (0, b"tBaK"),
    (0, b"caff"),
    (0, b"DSD "),
    (0, b"FRM8"),
    (0, b".snd"),
    (0, b"riff\x2e\x91\xcf\x11"),  # Wave64
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"),  # ASF, WMA
    (0, b"\x7f\xfe\x80\x01"),  # DTS
    (0, b"\x0b\x77"),  # AC-3
    (0, b"FLV"),
    (0, b"#!AMR"),
    (0, b".RMF"),
    (0, b".ra\xfd"),
    (0, b"MThd"),
    (4, b"ftyp"),
    (4, b"moov"),
    (4, b"mdat"),
    (8, b"WAVE"),
    (8, b"AVI "),
    (8, b"AIFF"),
    (8, b"AIFC"),
)


def has_media_signature(head: bytes) -> bool:
    """Return whether a file may be audio or video, judging by its first bytes.

    Parameters
    ----------
    head : bytes
        The first `HEAD_BYTES` of the file, or all of a shorter one.

    Returns
    -------
    bool
        True for every signature of a container or codec that is known.
    """
    if any(head[offset : offset + len(mark)] == mark for offset, mark in _SIGNATURES):
        return True
    return _is_frame_sync(head) or _is_transport_stream(head)


def _is_frame_sync(head: bytes) -> bool:
    """Whether an MPEG or ADTS frame begins here; neither 0xFFFE nor 0xFFFF does, as of UTF-16."""
    return len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] < 0xFE


def _is_transport_stream(head: bytes) -> bool:
    return len(head) > 376 and head[0] == head[188] == head[376] == 0x47


def reason_to_leave_out(path: StrPath) -> Message:
    """Return why a file is not taken for a song; empty when it holds exactly one audio stream.

    Covers do not count as video. Call it where a crash of a decoder does no harm.

    Parameters
    ----------
    path : str or os.PathLike
        A file whose name does not say what it is.

    Returns
    -------
    Message
        A complete sentence, or an empty text.
    """
    try:
        with open_regular_file(path) as file:
            head = file.read(HEAD_BYTES)
            file.seek(0)
            try:
                with av.open(
                    BoundedReader(file), "r", options=_OPEN_OPTIONS, metadata_errors="replace"
                ) as container:
                    return _container_problem(container, head)
            except (av.FFmpegError, OSError, ValueError, DecoderError):
                pass
    except AudioError as error:
        return error.reason
    return Message() if _sndfile_can_open(path) else UNKNOWN_FORMAT


UNKNOWN_FORMAT = Message.of("moodtagger can't decode this audio format.")


def _sndfile_can_open(path: StrPath) -> bool:
    # libsndfile guesses headerless formats by the name, and its MP3 decoder searches for frames.
    if os.fsdecode(path).lower().endswith((".raw", ".vox", ".gsm", ".mp3")):
        return False
    try:
        decoder = SndfileDecoder(path, last_resort=True)
    except (DecoderError, AudioError):
        return False
    try:
        return not decoder.info.codec.startswith(("mp3", "mpeg"))
    finally:
        decoder.close()


def _container_problem(container: av.container.InputContainer, head: bytes) -> Message:
    audio = [stream for stream in container.streams if stream.type == "audio"]
    if any(stream.type == "video" and not _is_picture(stream) for stream in container.streams):
        return Message.of("This is a video.")
    if not audio:
        return Message.of("This file has no audio.")
    if len(audio) > 1:
        return Message.of(
            "This file has {count} audio streams; a song has one.", count=str(len(audio))
        )
    if audio[0].codec_context is None:
        return UNKNOWN_FORMAT
    if container.format.name in _FRAMED_FORMATS and not has_media_signature(head):
        return UNKNOWN_FORMAT
    return Message() if _decodes(container, audio[0]) else UNKNOWN_FORMAT


def _is_picture(stream: av.stream.Stream) -> bool:
    context = stream.codec_context
    is_attached = bool(stream.disposition & av.stream.Disposition.attached_pic)
    return is_attached or (context is not None and context.name in _PICTURE_CODECS)


def _decodes(container: av.container.InputContainer, stream: av.stream.Stream) -> bool:
    """Whether one of the first packets gives samples."""
    for number, packet in enumerate(container.demux(stream)):
        try:
            if any(frame.samples for frame in packet.decode()):  # type: ignore[union-attr]
                return True
        except av.FFmpegError:
            continue
        if number >= _PROBED_PACKETS:
            return False
    return False
