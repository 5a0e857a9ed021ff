"""Play songs: a thread decodes ahead, the sound device takes from its queue."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Generator, Iterator
from typing import Any, Final

import av
import numpy as np
import numpy.typing as npt

from moodtagger.audio.decoders.base import DecoderError
from moodtagger.audio.decoders.ffmpeg import FFmpegDecoder
from moodtagger.core.errors import AudioError, MoodtaggerError
from moodtagger.core.messages import Message

Floats = npt.NDArray[np.float32]

RATE: Final = 48_000  # what sound servers mix at by default
CHANNELS: Final = 2
_BLOCKS_AHEAD: Final = 64  # frames of 20 to 100 ms each
_PERIOD_MS: Final = 60  # how long a click on pause takes at most
_WAIT_S: Final = 0.05  # between two looks at whether the stream was closed


class PlaybackStream:
    """A song that a thread decodes a few seconds ahead of what was read.

    Parameters
    ----------
    path : str
        The file. Its name may hold any bytes.
    position_s : float
        Where to begin, in seconds from the start of the file.

    Attributes
    ----------
    path : str
        The file.
    position_s : float
        Where it plays, in seconds from the start of the file.
    duration_s : float
        Length of the file in seconds; 0 while it is not known.
    finished : bool
        Whether everything was read.
    error : Message or None
        Why it cannot be played, or no further.
    """

    def __init__(self, path: str, position_s: float = 0.0) -> None:
        self.path = path
        self.position_s = position_s
        self.duration_s = 0.0
        self.finished = False
        self.error: Message | None = None
        self._rest = np.empty((0, CHANNELS), np.float32)
        self._blocks: queue.Queue[tuple[float, Floats] | None] = queue.Queue(_BLOCKS_AHEAD)
        self._closed = threading.Event()
        self._thread = threading.Thread(
            target=self._decode, args=(path, position_s), name="playback", daemon=True
        )
        self._thread.start()

    def read(self, count: int) -> Floats:
        """Take samples; where decoding is late, and after the end, there is silence.

        Parameters
        ----------
        count : int
            Number of samples of each channel.

        Returns
        -------
        ndarray of float32, shape (count, 2)
            Samples at 48 kHz, full scale at 1.
        """
        out = np.zeros((count, CHANNELS), np.float32)
        self.read_into(out)
        return out

    def read_into(self, out: Floats) -> int:
        """Take as many samples as there are and are wanted.

        Parameters
        ----------
        out : ndarray of float32, shape (n, 2)
            Where they are written, from the start.

        Returns
        -------
        int
            How many samples of each channel were written.
        """
        filled = 0
        while filled < len(out) and (len(self._rest) or self._next_block()):
            part = self._rest[: len(out) - filled]
            out[filled : filled + len(part)] = part
            filled += len(part)
            self._rest = self._rest[len(part) :]
            self.position_s += len(part) / RATE
        return filled

    def close(self) -> None:
        """Stop decoding; the file is closed soon after."""
        self._closed.set()

    def wait_closed(self, timeout_s: float) -> None:
        """Wait until the file is closed, as before it is written to.

        Parameters
        ----------
        timeout_s : float
            How long to wait at most, in seconds.
        """
        self.close()
        self._thread.join(timeout_s)

    def _next_block(self) -> bool:
        try:
            block = self._blocks.get_nowait()
        except queue.Empty:
            return False
        if block is None:
            self.finished = True
            return False
        self.position_s, self._rest = block
        return True

    def _decode(self, path: str, position_s: float) -> None:
        try:
            self._decode_file(path, position_s)
        except DecoderError as error:
            self.error = Message.from_text(str(error))
        except AudioError as error:
            self.error = error.reason
        self._put(None)

    def _decode_file(self, path: str, position_s: float) -> None:
        decoder = FFmpegDecoder(path)
        try:
            self.duration_s = decoder.info.duration_s
            for block in stereo_blocks(decoder, position_s):
                if not self._put(block):
                    return
        finally:
            decoder.close()

    def _put(self, block: tuple[float, Floats] | None) -> bool:
        while not self._closed.is_set():
            with contextlib.suppress(queue.Full):
                self._blocks.put(block, timeout=_WAIT_S)
                return True
        return False


class StreamChain:
    """The stream that plays, and one that follows its last sample without a gap.

    Attributes
    ----------
    current : PlaybackStream or None
        The stream that plays; the following one once the device has come that far.
    """

    def __init__(self) -> None:
        self.current: PlaybackStream | None = None
        self._following: PlaybackStream | None = None
        self._lock = threading.Lock()  # `read` is called by the device's thread

    def play(self, stream: PlaybackStream | None) -> None:
        """Play a stream from now on; the former one is closed.

        Parameters
        ----------
        stream : PlaybackStream or None
            What plays; None for nothing.
        """
        with self._lock:
            former, self.current = self.current, stream
        if former is not None:
            former.close()

    def follow(self, stream: PlaybackStream | None) -> PlaybackStream | None:
        """Choose what follows the current stream.

        Parameters
        ----------
        stream : PlaybackStream or None
            What follows; None for nothing.

        Returns
        -------
        PlaybackStream or None
            The stream that would have followed; the caller closes it.
        """
        with self._lock:
            former, self._following = self._following, stream
        return former

    def read(self, count: int) -> Floats:
        """Take samples of the current stream, and from its end on of the following one.

        Parameters
        ----------
        count : int
            Number of samples of each channel.

        Returns
        -------
        ndarray of float32, shape (count, 2)
            Samples at 48 kHz; silence where decoding is late or nothing follows.
        """
        out = np.zeros((count, CHANNELS), np.float32)
        with self._lock:
            filled = 0 if self.current is None else self.current.read_into(out)
            if filled < count and self._may_go_on():
                self.current, self._following = self._following, None
                if self.current is not None:
                    self.current.read_into(out[filled:])
        return out

    def _may_go_on(self) -> bool:
        """Whether another stream is to follow; a failed one has to be reported first."""
        current = self.current
        is_over = current is not None and current.finished and current.error is None
        return is_over and self._following is not None


def stereo_blocks(decoder: FFmpegDecoder, start_s: float) -> Iterator[tuple[float, Floats]]:
    """Decode to stereo at 48 kHz.

    Parameters
    ----------
    decoder : FFmpegDecoder
        The open file.
    start_s : float
        Where to begin, in seconds.

    Yields
    ------
    time_s : float
        Where the block begins, in seconds.
    samples : ndarray of float32, shape (n, 2)
        Samples at 48 kHz; no block is empty.
    """
    resampler, frame_format, end_s = av.AudioResampler("flt", "stereo", RATE), None, start_s
    for time_s, frame in decoder.frames_from(start_s):
        if (frame.format.name, frame.layout.name, frame.sample_rate) != frame_format:
            frame_format = (frame.format.name, frame.layout.name, frame.sample_rate)
            resampler = av.AudioResampler("flt", "stereo", RATE)
        frame.pts = None  # gaps, which damaged files have, would be filled with silence
        samples = _resampled(resampler, frame)
        early = min(len(samples), max(0, round((start_s - time_s) * RATE)))
        if early < len(samples):
            yield time_s + early / RATE, samples[early:]
        end_s = time_s + len(samples) / RATE
    if frame_format is not None and len(rest := _resampled(resampler, None)):
        yield end_s, rest


def _resampled(resampler: av.AudioResampler, frame: av.AudioFrame | None) -> Floats:
    """Resample a frame; None gives what the resampler holds back, at the end."""
    parts = [_stereo_samples(part) for part in resampler.resample(frame)]
    return np.concatenate([np.empty((0, CHANNELS), np.float32), *parts])


def _stereo_samples(frame: av.AudioFrame) -> Floats:
    return frame.to_ndarray().reshape(-1, CHANNELS).astype(np.float32, copy=False)


class NoAudioOutputError(MoodtaggerError):
    """This computer has no sound output, or it cannot be opened."""


class AudioDevice:
    """The default sound output of the system, through miniaudio.

    Parameters
    ----------
    backends : list, optional
        Members of `miniaudio.Backend` to try; all that make sound by default.

    Attributes
    ----------
    volume : float
        Factor from 0 to 1.

    Raises
    ------
    NoAudioOutputError
        No sound output was found.
    """

    def __init__(self, backends: list[Any] | None = None) -> None:
        import miniaudio  # imported here, since only playback needs it

        audible = [b for b in miniaudio.Backend if b.name not in ("NULL", "CUSTOM")]
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.FLOAT32,
                nchannels=CHANNELS,
                sample_rate=RATE,
                buffersize_msec=_PERIOD_MS,
                backends=backends or audible,
                app_name="moodtagger",
            )
        except miniaudio.MiniaudioError as error:
            raise NoAudioOutputError(
                Message.of("No audio output found."),
                advice=Message.of("Connect speakers or headphones and press Play again."),
            ) from error
        self.volume = 1.0

    def start(self, read: Callable[[int], Floats]) -> None:
        """Begin or go on to play.

        Parameters
        ----------
        read : callable
            Takes a number of samples and returns that many, shape (n, 2); called in a thread of
            the device.
        """
        generator = self._samples(read)
        next(generator)
        self._device.start(generator)

    def stop(self) -> None:
        """Pause."""
        self._device.stop()

    def close(self) -> None:
        """Give the device back to the system."""
        self._device.close()

    def _samples(self, read: Callable[[int], Floats]) -> Generator[Floats, int, None]:
        count = yield np.empty((0, CHANNELS), np.float32)
        while True:
            count = yield read(count) * np.float32(self.volume)
