"""Playback through the system's sound output, reported to the GUI thread by a timer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from moodtagger.ui.translation import translate_message

if TYPE_CHECKING:
    from moodtagger.audio.playback import AudioDevice, PlaybackStream

_POLL_MS = 100
_CLOSE_S = 0.5  # how long a file that will be written is waited for


class DeviceAudioBackend(QObject):
    """A stream that is decoded by a thread, and the device that plays it.

    Raises NoAudioOutputError when there is no sound output.
    """

    positionChanged = Signal(int)
    durationChanged = Signal(int)
    playingChanged = Signal(bool)
    failed = Signal(str)
    ended = Signal()
    nextStarted = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        make_device: Callable[[], AudioDevice] | None = None,
    ) -> None:
        super().__init__(parent)
        from moodtagger.audio import playback  # the first play imports it

        self._playback = playback
        self._device = (make_device or playback.AudioDevice)()
        self._chain = playback.StreamChain()
        self._stream: PlaybackStream | None = None  # the one whose position was shown last
        self._path = ""
        self._duration_ms = 0
        self._is_playing = False
        self._timer = QTimer(self, interval=_POLL_MS)
        self._timer.timeout.connect(self._poll)

    def load(self, path: str) -> None:
        """Begin to decode a file; what is wrong with it is reported by `failed`."""
        self._follow(None)
        self._stream = self._chain.current  # what followed meanwhile does not count any more
        self._path, self._duration_ms = path, 0
        self._start_stream(0.0)
        self._timer.start()

    def unload(self) -> None:
        """Stop, and close the files before this returns."""
        self._timer.stop()
        self._device.stop()
        self._follow(None)
        current = self._chain.current
        self._chain.play(None)
        if current is not None:
            current.wait_closed(_CLOSE_S)
        self._stream = None
        self._set_playing(False)

    def prepare(self, path: str | None, position_ms: int = 0) -> None:
        """Begin to decode what follows the current file without a gap; None for nothing."""
        self._note_next()
        self._follow(self._playback.PlaybackStream(path, position_ms / 1000) if path else None)

    def play(self) -> None:
        """Start or resume playback; a song that has ended starts again."""
        self._note_next()
        if self._stream is None:
            return
        if self._stream.finished:
            self._start_stream(0.0)
        self._device.stop()
        self._device.start(self._chain.read)
        self._timer.start()
        self._set_playing(True)

    def pause(self) -> None:
        """Pause playback."""
        self._device.stop()
        self._set_playing(False)

    def seek(self, position_ms: int) -> None:
        """Seek to a position; too late for a file that has ended."""
        if self._note_next():
            return
        self._start_stream(position_ms / 1000)
        self._timer.start()
        self.positionChanged.emit(position_ms)

    def set_volume(self, volume: float) -> None:
        """Set the volume in [0, 1]."""
        self._device.volume = volume

    def _start_stream(self, position_s: float) -> None:
        self._stream = self._playback.PlaybackStream(self._path, position_s)
        self._chain.play(self._stream)
        if self._is_playing:
            self._device.stop()
            self._device.start(self._chain.read)

    def _follow(self, stream: PlaybackStream | None) -> None:
        former = self._chain.follow(stream)
        if former is not None:
            former.wait_closed(_CLOSE_S)

    def _note_next(self) -> bool:
        """Report once that the device has come to the file that was prepared."""
        current = self._chain.current
        if current is None or self._stream is None or current is self._stream:
            return False
        self._stream.close()
        self._stream, self._path, self._duration_ms = current, current.path, 0
        self.nextStarted.emit()
        return True

    def _poll(self) -> None:
        self._note_next()
        stream = self._stream
        if stream is None:
            return
        duration_ms = round(stream.duration_s * 1000)
        if duration_ms != self._duration_ms:
            self._duration_ms = duration_ms
            self.durationChanged.emit(duration_ms)
        if stream.error is not None and (stream.finished or not self._is_playing):
            self._timer.stop()
            self.failed.emit(translate_message(stream.error))
        elif self._is_playing:
            self.positionChanged.emit(round(stream.position_s * 1000))
            if stream.finished and self._chain.current is stream and self._is_playing:
                self._timer.stop()
                self.pause()
                self.ended.emit()

    def _set_playing(self, playing: bool) -> None:
        if playing != self._is_playing:
            self._is_playing = playing
            self.playingChanged.emit(playing)
