"""Decode with FFmpeg through PyAV, in one filter graph or frame by frame."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import closing
from itertools import chain, islice

import av
import av.container
import av.logging
import numpy as np

from moodtagger.audio.constants import MAX_DURATION_S
from moodtagger.audio.convert import Downmixer, Floats, is_plausible_sample_rate
from moodtagger.audio.decoders.base import (
    AudioChunk,
    DecoderError,
    StrPath,
    audio_error,
    open_regular_file,
    skip_samples,
    with_fallback,
)
from moodtagger.audio.decoders.ffmpeg_frames import (
    FrameCollector,
    as_float,
    channel_names,
    channel_samples,
    is_readable,
)
from moodtagger.audio.decoders.ffmpeg_graph import decode_with_graph
from moodtagger.core.prediction import AudioInfo
from moodtagger.files.open_files import BoundedReader

# Formats that only refer to other files (playlists, concat scripts) must not be followed, and
# subtitles, images and game formats are not music.
DEMUXERS = (
    "aac,ac3,aiff,ape,asf,au,caf,dsf,dts,eac3,flac,iff,matroska,webm,mov,mp4,mp3,mpc,mpc8,"
    "mpegts,ogg,tak,tta,w64,wav,wv"
)
_OPEN_OPTIONS = {"format_whitelist": DEMUXERS, "protocol_whitelist": "none"}
PREROLL_S = 0.25  # decoding starts this long before an excerpt, so that the decoder has settled
MAX_OVERSHOOT_S = 0.5  # a seek that lands further behind the requested position has failed
_PROBES, _PROBE_FRAMES = 8, 5  # places and frames where polarity is measured
MAX_READ_ERRORS = 100  # then the rest of the file counts as lost
# Packets of Monkey's Audio have to be checked one by one, see _MAX_PACKET_SAMPLES; an MP3 file
# comes here only after libsndfile has given it up.
# Of a DSF file that is cut off, the graph would never come to an end.
_FRAME_BY_FRAME_CODECS = frozenset(
    {"ape", "mp3", "dsd_lsbf", "dsd_msbf", "dsd_lsbf_planar", "dsd_msbf_planar", "dst"}
)
# Their packets say exactly which samples they hold, so that a seek can be exact.
_EXACT_CODECS = frozenset({"alac", "ape", "flac", "pcm", "tak", "tta", "wavpack"})
# All frames of a packet are held in memory at once. Monkey's Audio has at most a million samples in
# one and states the number in its first four bytes; damaged files state billions.
_MAX_PACKET_SAMPLES = 1 << 22

av.logging.set_level(None)


class FFmpegDecoder:
    """A decoder that uses FFmpeg through PyAV; see `Decoder`.

    Parameters
    ----------
    path : str or os.PathLike
        The audio file.

    Raises
    ------
    DecoderError
        FFmpeg cannot read the file.
    AudioError
        As for `open_regular_file`.
    """

    def __init__(self, path: StrPath) -> None:
        self._path = path
        # A Python file instead of a name: names may hold any bytes, or look like a protocol.
        self._file = open_regular_file(path)
        try:
            self._container = av.open(
                BoundedReader(self._file), "r", options=_OPEN_OPTIONS, metadata_errors="replace"
            )
        except (av.FFmpegError, OSError, ValueError) as error:
            self._file.close()
            raise DecoderError(str(error)) from error
        try:
            self._stream = _audio_stream(self._container)
            self.info = _audio_info(self._container, self._stream)
            self._names = channel_names(self._stream.codec_context.layout)
        except BaseException:
            self.close()
            raise

    def chunks(self) -> Iterator[AudioChunk]:
        """Decode the file from the beginning; damaged packets are skipped. Call it once only.

        Yields
        ------
        AudioChunk
            At most about 10 s each.

        Raises
        ------
        AudioError
            The drive fails while the file is being read.
        """
        return with_fallback(
            self.decode_with_graph(),
            lambda delivered: skip_samples(self.decode_frame_by_frame(), delivered),
        )

    def decode_with_graph(self) -> Iterator[AudioChunk]:
        """Decode the file in one filter graph, see `ffmpeg_graph.decode_with_graph`.

        Yields
        ------
        AudioChunk
            At most `BLOCK_S` seconds each.

        Raises
        ------
        DecoderError
            FFmpeg gives up, or the codec has to be decoded frame by frame.
        """
        if self.info.codec in _FRAME_BY_FRAME_CODECS:
            raise DecoderError("not in one go")
        yield from decode_with_graph(self._path, DEMUXERS, self._probed_weights(), self.info)

    def _probed_weights(self) -> Floats:
        """Downmix weights as of a few places, as the graph mixes before polarity can be measured.

        Carrying all channels through the graph would take a tenth of the time of an analysis.
        """
        downmixer = Downmixer(self._names)
        if downmixer.can_cancel:
            with closing(FFmpegDecoder(self._path)) as probe:
                downmixer.measure(probe.read_probe(len(self._names)))
        return downmixer.weights

    def read_probe(self, channel_count: int) -> list[Floats]:
        """Decode a few frames here and there; the decoder is of no use afterwards.

        Parameters
        ----------
        channel_count : int
            Number of channels; frames with other numbers are left out.

        Returns
        -------
        list of ndarray of float32, shape (n,)
            Samples of each channel; n is 0 where nothing can be decoded.
        """
        probe: list[list[Floats]] = [[np.empty(0, np.float32)] for _ in range(channel_count)]
        for i in range(_PROBES):
            try:
                start_s = self.info.duration_s * (i + 0.5) / _PROBES
                self._container.seek(round(start_s * av.time_base))
            except (av.FFmpegError, OSError):
                continue
            for frame in islice(self._frames(), _PROBE_FRAMES):
                if frame.layout.nb_channels == channel_count and is_readable(frame):
                    samples = channel_samples(frame, channel_count)
                    for parts, channel in zip(probe, samples, strict=True):
                        parts.append(as_float(channel))
        return [np.concatenate(parts) for parts in probe]

    def decode_frame_by_frame(self) -> Iterator[AudioChunk]:
        """Decode the file packet by packet; damaged packets are skipped.

        Yields
        ------
        AudioChunk
            At least `CHUNK_SAMPLES` samples each, except at the end or at a change of format.
        """
        collector = FrameCollector()
        for frame in self._frames():
            yield from collector.push(frame)
        yield from collector.flush()

    def chunks_from(self, start: int) -> Iterator[AudioChunk]:
        """Seek and decode the rest of the file; see `Decoder.chunks_from`.

        Parameters
        ----------
        start : int
            Index of the first sample.

        Yields
        ------
        AudioChunk
            At most about 10 s each.

        Raises
        ------
        DecoderError
            The codec has no exact times, or FFmpeg cannot seek to the start.
        """
        if self.info.codec not in _EXACT_CODECS:
            raise DecoderError("not exact")
        start_s = start / self.info.sample_rate
        try:
            self._container.seek(round(max(0.0, start_s - PREROLL_S) * av.time_base))
        except (av.FFmpegError, OSError) as error:
            raise DecoderError(str(error)) from error
        frames = self._frames()
        for frame in frames:
            missing = start - round(self._frame_time_s(frame) * frame.sample_rate)
            if missing < 0:
                raise DecoderError("not the place that was wanted")
            if missing < frame.samples:
                break
        else:
            return
        collector = FrameCollector()
        rest = (chunk for f in chain([frame], frames) for chunk in collector.push(f))
        yield from skip_samples(chain(rest, _flushed(collector)), missing)

    def excerpt(self, start_s: float, length_s: float) -> AudioChunk:
        """Seek and decode one excerpt.

        Parameters
        ----------
        start_s, length_s : float
            Start and length in seconds.

        Returns
        -------
        AudioChunk
            The excerpt; shorter or empty at the end of the file.

        Raises
        ------
        DecoderError
            FFmpeg cannot seek to the start.
        """
        try:
            self._container.seek(round(max(0.0, start_s - PREROLL_S) * av.time_base))
        except (av.FFmpegError, OSError) as error:
            raise DecoderError(str(error)) from error
        return self._decode_excerpt(start_s, length_s)

    def frames_from(self, start_s: float) -> Iterator[tuple[float, av.AudioFrame]]:
        """Seek and yield decoded frames as FFmpeg gives them; damaged packets are skipped.

        Parameters
        ----------
        start_s : float
            Where to begin, in seconds; the first frames may end a little before it.

        Yields
        ------
        time_s : float
            Where the frame begins, in seconds.
        frame : av.AudioFrame
            A frame that PyAV can read.

        Raises
        ------
        AudioError
            The drive fails while the file is being read.
        """
        if start_s > 0:
            with contextlib.suppress(av.FFmpegError, OSError):
                self._container.seek(round(max(0.0, start_s - PREROLL_S) * av.time_base))
        time_s = 0.0
        for frame in self._frames():
            if not frame.samples or not is_readable(frame):
                continue
            with contextlib.suppress(DecoderError):
                time_s = self._frame_time_s(frame)
            yield time_s, frame
            time_s += frame.samples / frame.sample_rate

    def close(self) -> None:
        """Close the file."""
        self._container.close()
        self._file.close()

    def _decode_excerpt(self, start_s: float, length_s: float) -> AudioChunk:
        collector = FrameCollector()
        chunks: list[AudioChunk] = []
        first_s: float | None = None
        for frame in self._frames():
            time_s = self._frame_time_s(frame)
            if time_s + frame.samples / frame.sample_rate <= start_s:
                continue
            first_s = time_s if first_s is None else first_s
            if time_s >= max(start_s, first_s) + length_s:
                break
            chunks += collector.push(frame)
        chunks += collector.flush()
        if first_s is None:
            return AudioChunk(self.info.sample_rate, np.empty(0, np.float32))
        return _slice_excerpt(chunks, start_s - first_s, length_s)

    def _frames(self) -> Iterator[av.AudioFrame]:
        is_ape = self.info.codec == "ape"
        for packet in self._packets():
            if is_ape and int.from_bytes(bytes(packet)[:4], "little") > _MAX_PACKET_SAMPLES:
                continue
            try:
                yield from packet.decode()
            except av.FFmpegError:
                continue  # damaged, but the following packets may decode

    def _packets(self) -> Iterator[av.Packet[av.AudioStream]]:
        for _ in range(MAX_READ_ERRORS):
            try:
                yield from self._container.demux(self._stream)
                return
            except (av.FFmpegError, IndexError):
                continue  # PyAV raises IndexError for packets of a stream that starts midway
            except OSError as error:  # of the file itself
                raise audio_error(error, self._path) from error

    def _frame_time_s(self, frame: av.AudioFrame) -> float:
        if frame.pts is None or frame.time_base is None:
            raise DecoderError("sound without a time")
        start = self._stream.start_time or 0
        return float(frame.pts * frame.time_base - start * (self._stream.time_base or 0))


def _flushed(collector: FrameCollector) -> Iterator[AudioChunk]:
    """Flush when it is asked for the chunks, not before."""
    yield from collector.flush()


def _audio_stream(container: av.container.InputContainer) -> av.AudioStream:
    stream = container.streams.best("audio")
    # A stream without a decoder has no context, whatever PyAV's types claim.
    if not isinstance(stream, av.AudioStream) or stream.codec_context is None:
        raise DecoderError("no audio stream, or no decoder for it")
    stream.codec_context.thread_count = 1  # the worker's own thread is enough
    if not is_plausible_sample_rate(stream.codec_context.sample_rate):
        raise DecoderError("no music has this sample rate")
    return stream


def _audio_info(container: av.container.InputContainer, stream: av.AudioStream) -> AudioInfo:
    context = stream.codec_context
    duration_s = (container.duration or 0) / av.time_base
    if stream.duration is not None and stream.time_base is not None:
        duration_s = float(stream.duration * stream.time_base)
    codec = context.codec.canonical_name
    return AudioInfo(
        duration_s=min(max(0.0, duration_s), MAX_DURATION_S),
        sample_rate=context.sample_rate,
        channels=context.layout.nb_channels,
        codec="pcm" if codec.startswith("pcm_") else codec,
    )


def _slice_excerpt(chunks: list[AudioChunk], offset_s: float, length_s: float) -> AudioChunk:
    """Cut the excerpt out of the chunks, whose first sample lies `offset_s` before it."""
    rates = {chunk.sample_rate for chunk in chunks}
    if offset_s < -MAX_OVERSHOOT_S or len(rates) != 1:
        raise DecoderError("not the place that was wanted")
    rate = rates.pop()
    samples = np.concatenate([chunk.samples for chunk in chunks])
    start = max(0, round(offset_s * rate))
    return AudioChunk(rate, samples[start : start + round(length_s * rate)])
