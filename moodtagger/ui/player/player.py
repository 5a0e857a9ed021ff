"""Playback of one song at a time, and of the next one without a gap."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from moodtagger.core.cue_sheet import song_file
from moodtagger.core.errors import MoodtaggerError
from moodtagger.ui.player.device_backend import DeviceAudioBackend
from moodtagger.ui.player.queue import PlayQueue

_MAX_GAP_S = 0.2  # between two parts of a file that follow one another
_MAX_STEP_S = 2.0  # from one position to the next while a file is played


class AudioBackend(Protocol):
    """Interface of an audio backend; positions in milliseconds."""

    positionChanged: SignalInstance
    durationChanged: SignalInstance
    playingChanged: SignalInstance
    failed: SignalInstance
    ended: SignalInstance
    nextStarted: SignalInstance

    def load(self, path: str) -> None:
        """Load a file; raise MoodtaggerError when that is not possible."""
        ...

    def unload(self) -> None:
        """Close the file."""
        ...

    def prepare(self, path: str | None, position_ms: int = 0) -> None:
        """Choose what follows this file without a gap, `nextStarted` then; None for nothing."""
        ...

    def play(self) -> None:
        """Start or resume playback."""
        ...

    def pause(self) -> None:
        """Pause playback."""
        ...

    def seek(self, position_ms: int) -> None:
        """Seek to a position."""
        ...

    def set_volume(self, volume: float) -> None:
        """Set the volume in [0, 1]."""
        ...


@dataclass(frozen=True, slots=True)
class PreparedSong:
    """What follows the playing song without a gap."""

    track_id: int | None
    path: str
    excerpt: tuple[float, float | None]


BackendFactory = Callable[[QObject], AudioBackend]


class Player(QObject):
    """Plays songs; `positionChanged` and `durationChanged` are in seconds.

    `ended` when a song was played to its end and none was prepared, `nextStarted` before the one
    that was prepared becomes the playing one. `queue` are the songs to come; the window plays them.
    """

    songChanged = Signal(object)  # track_id or None
    playingChanged = Signal(bool)
    positionChanged = Signal(float)
    durationChanged = Signal(float)
    failed = Signal(str)  # message
    ended = Signal()
    nextStarted = Signal()
    volumeChanged = Signal()

    def __init__(
        self, factory: BackendFactory = DeviceAudioBackend, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._factory = factory
        self.queue = PlayQueue(self)
        self.backend: AudioBackend | None = None
        self.volume = 1.0
        self.is_muted = False
        self.track_id: int | None = None
        self.path: str | None = None
        self.is_playing = False
        self._file: str | None = None
        self._prepared: PreparedSong | None = None
        self._excerpt: tuple[float, float | None] = (0.0, None)
        self._last_position_s = 0.0  # in the file
        self._file_duration_s = 0.0

    def play(
        self,
        track_id: int | None,
        path: str,
        start_s: float = 0.0,
        excerpt: tuple[float, float | None] | None = None,
    ) -> None:
        """Play a file from `start_s` seconds, or from there in the `excerpt` that is the song."""
        backend = self._ensure_backend()
        if backend is None:
            return
        self._prepared = None
        file, self._excerpt, former = song_file(path), excerpt or (0.0, None), self._excerpt
        try:
            if file == self._file:
                backend.prepare(None)
            else:
                self._file_duration_s = 0.0
                backend.load(file)
        except MoodtaggerError as error:
            self._excerpt = former
            self.failed.emit(error.full_message)
            return
        self._file = file
        self._set_song(track_id, path)
        if start_s > 0 or excerpt is not None:
            self.seek(start_s)
        if excerpt is not None and self._file_duration_s > 0:
            self._emit_duration()
        backend.play()

    def prepare(
        self,
        track_id: int | None,
        path: str | None,
        excerpt: tuple[float, float | None] | None = None,
    ) -> None:
        """Choose the song that follows the playing one without a gap; None for nothing."""
        if self.backend is None or self._file is None:
            return
        start_s, end_s = excerpt or (0.0, None)
        song = None if path is None else PreparedSong(track_id, path, (start_s, end_s))
        # The device goes on from file to file; within one file there is nothing to prepare.
        plays_to_end = song is not None and self._excerpt[1] is None
        if plays_to_end and song is not None:
            self.backend.prepare(song_file(song.path), round(start_s * 1000))
        else:
            self.backend.prepare(None)
        self._prepared = song

    def toggle(self) -> None:
        """Pause or resume."""
        if self.backend is not None and self.path is not None:
            if self.is_playing:
                self.backend.pause()
            else:
                self.backend.play()

    def seek(self, position_s: float) -> None:
        """Seek within the song."""
        if self.backend is not None and self.path is not None:
            self.backend.seek(round((self._excerpt[0] + position_s) * 1000))

    def set_volume(self, volume: float) -> None:
        """Set the volume in [0, 1]; stored until the backend is created."""
        self.volume = min(max(volume, 0.0), 1.0)
        self._apply_volume()

    def set_muted(self, muted: bool) -> None:
        """Mute or unmute; the volume stays."""
        self.is_muted = muted
        self._apply_volume()

    def _apply_volume(self) -> None:
        if self.backend is not None:
            self.backend.set_volume(0.0 if self.is_muted else self.volume)
        self.volumeChanged.emit()

    def release(self, paths: Iterable[str]) -> None:
        """Stop if the playing file is one of these, as before writing them."""
        files = set(paths)
        if self._file is not None and self._file in files:
            self.stop()
        elif self._prepared is not None and song_file(self._prepared.path) in files:
            self.prepare(None, None)

    def stop(self) -> None:
        """Stop and close the file."""
        if self.backend is not None:
            self.backend.unload()
        self._file, self._excerpt, self._file_duration_s = None, (0.0, None), 0.0
        self._prepared = None
        self._set_song(None, None)

    def _ensure_backend(self) -> AudioBackend | None:
        """Return the backend, created at the first play; None, with `failed`, on error."""
        if self.backend is None:
            try:
                backend = self._factory(self)
            except MoodtaggerError as error:
                self.failed.emit(error.full_message)
                return None
            backend.set_volume(0.0 if self.is_muted else self.volume)
            backend.positionChanged.connect(self._on_position)
            backend.durationChanged.connect(self._on_duration)
            backend.playingChanged.connect(self._on_playing)
            backend.failed.connect(self._on_failed)
            backend.ended.connect(self.ended)
            backend.nextStarted.connect(self._on_next_started)
            self.backend = backend
        return self.backend

    def _set_song(self, track_id: int | None, path: str | None) -> None:
        changed = path != self.path
        self.track_id, self.path = track_id, path
        if changed:
            self.songChanged.emit(track_id)

    def _on_position(self, position_ms: int) -> None:
        (start_s, end_s), position_s = self._excerpt, position_ms / 1000
        if end_s is None or position_s < end_s:
            self._last_position_s = position_s
            self.positionChanged.emit(max(0.0, position_s - start_s))
        elif self.is_playing and position_s - self._last_position_s < _MAX_STEP_S:
            self._end_excerpt(end_s)  # a larger step is a late position from before a seek

    def _end_excerpt(self, end_s: float) -> None:
        """Go on with the next part of the file where it begins here; else stop."""
        song = self._prepared
        is_next_part = (
            song is not None
            and song_file(song.path) == self._file
            and abs(song.excerpt[0] - end_s) < _MAX_GAP_S
        )
        if is_next_part:
            self._show_prepared()
            self._emit_duration()
        else:
            self.stop()
            self.ended.emit()

    def _on_next_started(self) -> None:
        if self._prepared is None:  # it was taken back a moment too late
            self.stop()
        else:
            self._show_prepared()

    def _show_prepared(self) -> None:
        """Let the prepared song be the playing one, which the device plays already."""
        song, self._prepared = self._prepared, None
        if song is not None:
            self._file, self._excerpt = song_file(song.path), song.excerpt
            self._last_position_s = song.excerpt[0]
            self.nextStarted.emit()
            self._set_song(song.track_id, song.path)

    def _on_duration(self, duration_ms: int) -> None:
        self._file_duration_s = duration_ms / 1000
        self._emit_duration()

    def _emit_duration(self) -> None:
        start_s, end_s = self._excerpt
        self.durationChanged.emit(max(0.0, (end_s or self._file_duration_s) - start_s))

    def _on_playing(self, playing: bool) -> None:
        self.is_playing = playing
        self.playingChanged.emit(playing)

    def _on_failed(self, text: str) -> None:
        message = self.tr("Couldn't play this song (%1).").replace("%1", text)
        self.stop()
        self.failed.emit(message)
